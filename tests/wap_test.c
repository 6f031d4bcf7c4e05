/*
 * The XML of protocol version 2.5: known and unknown parms, paths, and texts
 * that are cut, broken or hostile.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/limits.h"
#include "decode/wap.h"

#define LASSD "HKLM\\Comm\\Security\\Policy\\LASSD"

struct reading {
	struct policy_builder *builder;
	struct wap_reader *reader;
	enum verdict verdict;
	const struct policy *policy;
};

static void
read_pieces(
    struct reading *r, const char *xml, size_t length, size_t piece, bool whole)
{
	policy_begin(r->builder, POLICY_WAP);
	wap_begin(r->reader, r->builder);
	for (size_t at = 0; at < length; at += piece)
		wap_feed(
		    r->reader, text_over(xml + at,
				   piece < length - at ? piece : length - at));
	r->verdict = wap_end(r->reader, whole);
	r->policy = policy_built(r->builder, r->verdict == VERDICT_OK);
}

static int
begin(void **state)
{
	struct reading *r = calloc(1, sizeof(*r));

	assert_non_null(r);
	r->builder = policy_builder_new();
	r->reader = wap_reader_new();
	*state = r;
	return 0;
}

static int
finish(void **state)
{
	struct reading *r = *state;

	wap_reader_free(r->reader);
	policy_builder_free(r->builder);
	free(r);
	return 0;
}

/* Reads a text and compares its entries, "name=value" joined by ';'. An
 * unknown setting has a '?' in front. */
static void
expect(struct reading *r, const char *xml, enum verdict verdict,
    const char *entries)
{
	char line[1024] = "";
	size_t at = 0;

	read_pieces(r, xml, strlen(xml), strlen(xml), true);
	for (uint32_t i = 0; i < r->policy->entry_count; i++) {
		const struct policy_entry *entry = &r->policy->entries[i];

		at += (size_t)snprintf(line + at, sizeof(line) - at,
		    "%s%s%.*s=%.*s", at == 0 ? "" : ";",
		    entry->setting == SETTING_UNKNOWN ? "?" : "",
		    (int)entry->name.length, entry->name.bytes,
		    (int)entry->value.length, entry->value.bytes);
		assert_true(at < sizeof(line));
	}
	assert_string_equal(line, entries);
	assert_string_equal(verdict_name(r->verdict), verdict_name(verdict));
}

static const char demanding[] =
    "<?xml version=\"1.0\"?>\n"
    "<wap-provisioningdoc>"
    "<characteristic type=\"SecurityPolicy\">"
    "<parm name=\"4131\" value=\"0\"/><parm name=\"4133\" value=\"1\"/>"
    "</characteristic>\r\n"
    "<characteristic type=\"Registry\"><characteristic type=\"" LASSD
    "\\AE\\{50C13377-C66D-400C-889E-C316FC4AB374}\">"
    "<parm name=\"AEFrequencyType\" value=\"1\"/>"
    "<parm name=\"AEFrequencyValue\" value=\"5\"/></characteristic>"
    "<characteristic type=\"" LASSD "\">"
    "<parm name=\"DeviceWipeThreshold\" value=\"20\"/></characteristic>"
    "<characteristic type=\"" LASSD "\">"
    "<parm name=\"CodewordFrequency\" value=\"-1\"/></characteristic>"
    "<characteristic type=\"" LASSD "\\LAP\\lap_pw\">"
    "<parm name=\"MinimumPasswordLength\" value=\"8\"/></characteristic>"
    "<characteristic type=\"" LASSD "\\LAP\\lap_pw\">"
    "<parm name=\"PasswordComplexity\" value=\"0\"/></characteristic>"
    "</characteristic></wap-provisioningdoc>\n";

static void
known_parms_are_settings_in_the_order_of_the_wire(void **state)
{
	expect(*state, demanding, VERDICT_OK,
	    "4131=0;4133=1;AEFrequencyType=1;AEFrequencyValue=5;"
	    "DeviceWipeThreshold=20;CodewordFrequency=-1;"
	    "MinimumPasswordLength=8;PasswordComplexity=0");
}

static void
any_pieces_give_the_same(void **state)
{
	struct reading *r = *state;

	for (size_t piece = 1; piece < 9; piece++) {
		read_pieces(r, demanding, strlen(demanding), piece, true);
		assert_int_equal(r->verdict, VERDICT_OK);
		assert_int_equal(r->policy->entry_count, 8);
	}
}

static void
case_and_nesting_of_a_path_do_not_count(void **state)
{
	expect(*state,
	    "<wap-provisioningdoc><characteristic type='securitypolicy'>"
	    "<parm name='4131' value='1'/></characteristic>"
	    "<characteristic type='REGISTRY'><characteristic "
	    "type='hklm\\comm\\Security'><characteristic "
	    "type='Policy\\lassd'><parm name='DeviceWipeThreshold' "
	    "value='9'/></characteristic></characteristic></characteristic>"
	    "</wap-provisioningdoc>",
	    VERDICT_OK, "4131=1;DeviceWipeThreshold=9");
}

static void
what_is_not_known_at_its_path_keeps_the_path(void **state)
{
	expect(*state,
	    "<wap-provisioningdoc><characteristic type='SecurityPolicy'>"
	    "<parm name='4999' value='1'/>"
	    "<parm name='PasswordComplexity' value='2'/>"
	    "<parm name='AllowCamera' value='3'/></characteristic>"
	    "<characteristic type='Registry'><characteristic type='A\\B'>"
	    "<parm name='C' value='4'/></characteristic></characteristic>"
	    "<parm name='D' value='5'/></wap-provisioningdoc>",
	    VERDICT_OK,
	    "?SecurityPolicy/4999=1;?SecurityPolicy/PasswordComplexity=2;"
	    "?SecurityPolicy/AllowCamera=3;?Registry/A\\B/C=4;?D=5");
}

static void
parms_without_a_value_are_empty_and_without_a_name_nothing(void **state)
{
	expect(*state,
	    "<wap-provisioningdoc><characteristic type='SecurityPolicy'>"
	    "<parm name='4131'/><parm value='1'/></characteristic>"
	    "<characteristic><parm name='x' value='&lt;2&#65;'/>"
	    "</characteristic></wap-provisioningdoc>",
	    VERDICT_OK, "4131=;?x=<2A");
}

static void
a_parm_that_comes_again_has_its_last_value(void **state)
{
	struct reading *r = *state;

	expect(r,
	    "<wap-provisioningdoc><characteristic type='SecurityPolicy'>"
	    "<parm name='4131' value='1'/><parm name='4131' value='0'/>"
	    "</characteristic></wap-provisioningdoc>",
	    VERDICT_OK, "4131=0");
	assert_true(r->policy->entries[0].repeated);
}

static void
other_elements_and_text_are_passed_over(void **state)
{
	expect(*state,
	    "<wap-provisioningdoc>text<other name='n' type='t'>"
	    "<parm name='a' value='1'/></other><!-- c "
	    "--></wap-provisioningdoc>",
	    VERDICT_OK, "?a=1");
}

static void
another_root_is_malformed(void **state)
{
	expect(*state, "<html><parm name='a' value='1'/></html>",
	    VERDICT_MALFORMED, "");
	expect(*state, "<parm name='a' value='1'/>", VERDICT_MALFORMED, "");
}

static void
entries_before_a_fault_are_kept(void **state)
{
	expect(*state,
	    "<wap-provisioningdoc><parm name='a' value='1'/><parm name='b' "
	    "value='2'></wap-provisioningdoc>",
	    VERDICT_MALFORMED, "?a=1;?b=2");
	expect(*state,
	    "<wap-provisioningdoc><parm name='a' value='1'/><parm name=b/>",
	    VERDICT_MALFORMED, "?a=1");
	expect(*state, "<wap-provisioningdoc><parm name='a\xff' value='1'/>",
	    VERDICT_MALFORMED, "");
	expect(*state, "", VERDICT_MALFORMED, "");
}

static void
entities_and_declarations_end_the_reading(void **state)
{
	static const char *const documents[] = {
	    "<!DOCTYPE wap-provisioningdoc [<!ENTITY e 'x'>]>"
	    "<wap-provisioningdoc><parm name='&e;' value='1'/>"
	    "</wap-provisioningdoc>",
	    "<!DOCTYPE wap-provisioningdoc []><wap-provisioningdoc/>",
	    "<wap-provisioningdoc><parm name='a' value='&e;'/>"
	    "</wap-provisioningdoc>",
	    "<!DOCTYPE wap-provisioningdoc SYSTEM 'file:///etc/passwd'>"
	    "<wap-provisioningdoc><parm name='a' value='&lt;&e;'/>"
	    "</wap-provisioningdoc>",
	    "<!DOCTYPE wap-provisioningdoc SYSTEM 'file:///etc/passwd'>"
	    "<wap-provisioningdoc>&e;</wap-provisioningdoc>",
	};

	for (size_t i = 0; i < sizeof(documents) / sizeof(documents[0]); i++)
		expect(*state, documents[i], VERDICT_MALFORMED, "");
}

/* What the name stands for is not loaded. */
static void
a_document_type_may_be_named(void **state)
{
	expect(*state,
	    "<?xml version='1.0'?><!DOCTYPE wap-provisioningdoc PUBLIC "
	    "'-//WAPFORUM//DTD PROV 1.0//EN' "
	    "'http://www.wapforum.org/DTD/prov.dtd'><wap-provisioningdoc>"
	    "<parm name='a' value='&lt;&amp;&#49;'/></wap-provisioningdoc>",
	    VERDICT_OK, "?a=<&1");
}

static void
the_declared_encoding_is_overruled(void **state)
{
	expect(*state,
	    "<?xml version='1.0' encoding='utf-16'?><wap-provisioningdoc>"
	    "<parm name='\xc3\xa4' value='1'/></wap-provisioningdoc>",
	    VERDICT_OK, "?\xc3\xa4=1");
}

static void
cut(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct reading *r = context;
	uint32_t before = whole ? 8 : r->policy->entry_count;
	bool ends = length + 1 >= strlen(demanding);

	read_pieces(r, (const char *)bytes, length, 7, false);
	assert_int_equal(r->verdict, ends ? VERDICT_OK : VERDICT_SHORT);
	assert_true(r->policy->entry_count <= before);
	assert_true(r->policy->entry_count + 1 >= before);
}

static void
a_cut_text_gives_the_parms_before_the_cut(void **state)
{
	struct reading *r = *state;

	at_every_length(demanding, strlen(demanding), cut, r);
	assert_int_equal(r->policy->entry_count, 0);
}

static void
depth_is_limited(void **state)
{
	struct reading *r = *state;
	char xml[64 + 40 * LIMIT_WAP_DEPTH] = "<wap-provisioningdoc>";

	for (unsigned i = 1; i < LIMIT_WAP_DEPTH; i++)
		(void)snprintf(
		    xml + strlen(xml), 40, "<characteristic type='x'>");
	read_pieces(r, xml, strlen(xml), 100, false);
	assert_int_equal(r->verdict, VERDICT_SHORT);
	(void)snprintf(xml + strlen(xml), 40, "<parm name='a' value='b'/>");
	read_pieces(r, xml, strlen(xml), 100, false);
	assert_int_equal(r->verdict, VERDICT_LIMIT);
	assert_int_equal(r->policy->entry_count, 0);
}

/* A document with a long run of letters at the place of "%s". */
static enum verdict
read_long(struct reading *r, const char *format, size_t count)
{
	char *run = malloc(count + 1);
	size_t size = strlen(format) + count + 1;
	char *xml = malloc(size);
	const char *hole = strstr(format, "%s");

	assert_non_null(run);
	assert_non_null(xml);
	memset(run, 'x', count);
	run[count] = '\0';
	(void)snprintf(
	    xml, size, "%.*s%s%s", (int)(hole - format), format, run, hole + 2);
	read_pieces(r, xml, strlen(xml), strlen(xml), true);
	free(run);
	free(xml);
	return r->verdict;
}

static void
paths_and_values_are_limited(void **state)
{
	static const char path[] =
	    "<wap-provisioningdoc><characteristic type='%s'>"
	    "<parm name='' value='2'/></characteristic>"
	    "</wap-provisioningdoc>";
	static const char value[] =
	    "<wap-provisioningdoc><parm name='a' value='%s'/>"
	    "</wap-provisioningdoc>";
	static const char name[] =
	    "<wap-provisioningdoc><characteristic type='t'>"
	    "<parm name='%s' value='2'/></characteristic>"
	    "</wap-provisioningdoc>";

	assert_int_equal(read_long(*state, path, LIMIT_VALUE - 1), VERDICT_OK);
	assert_int_equal(read_long(*state, path, LIMIT_VALUE), VERDICT_LIMIT);
	assert_int_equal(
	    read_long(*state, path, LIMIT_VALUE + 1), VERDICT_LIMIT);
	assert_int_equal(read_long(*state, value, LIMIT_VALUE), VERDICT_OK);
	assert_int_equal(
	    read_long(*state, value, LIMIT_VALUE + 1), VERDICT_LIMIT);
	assert_int_equal(read_long(*state, name, LIMIT_VALUE - 2), VERDICT_OK);
	assert_int_equal(
	    read_long(*state, name, LIMIT_VALUE - 1), VERDICT_LIMIT);
}

static void
the_document_is_limited(void **state)
{
	static const char format[] =
	    "<wap-provisioningdoc><parm name='a' value='1'/>%s"
	    "<parm name='b' value='2'/></wap-provisioningdoc>";
	struct reading *r = *state;

	assert_int_equal(
	    read_long(r, format, LIMIT_WAP_DOCUMENT - 200), VERDICT_OK);
	assert_int_equal(r->policy->entry_count, 2);
	assert_int_equal(
	    read_long(r, format, LIMIT_WAP_DOCUMENT), VERDICT_LIMIT);
	assert_int_equal(r->policy->entry_count, 1);
}

static void
entries_are_limited(void **state)
{
	struct reading *r = *state;
	size_t size = 64 + 40 * (LIMIT_POLICY_ENTRIES + 1);
	char *xml = malloc(size);
	size_t at;

	assert_non_null(xml);
	at = (size_t)snprintf(xml, size, "<wap-provisioningdoc>");
	for (unsigned i = 0; i <= LIMIT_POLICY_ENTRIES; i++)
		at += (size_t)snprintf(
		    xml + at, size - at, "<parm name='%u' value=''/>", i);
	read_pieces(r, xml, at, at, true);
	assert_int_equal(r->verdict, VERDICT_LIMIT);
	assert_int_equal(r->policy->entry_count, LIMIT_POLICY_ENTRIES);
	free(xml);
}

static void
a_reader_may_be_freed_at_any_time(void **state)
{
	struct wap_reader *reader = wap_reader_new();
	struct reading *r = *state;

	policy_begin(r->builder, POLICY_WAP);
	wap_begin(reader, r->builder);
	wap_feed(reader, text_from("<wap"));
	wap_reader_free(reader);
	wap_reader_free(wap_reader_new());
	wap_reader_free(NULL);
}

#define WITH_READER(test) cmocka_unit_test_setup_teardown(test, begin, finish)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    WITH_READER(known_parms_are_settings_in_the_order_of_the_wire),
	    WITH_READER(any_pieces_give_the_same),
	    WITH_READER(case_and_nesting_of_a_path_do_not_count),
	    WITH_READER(what_is_not_known_at_its_path_keeps_the_path),
	    WITH_READER(
		parms_without_a_value_are_empty_and_without_a_name_nothing),
	    WITH_READER(a_parm_that_comes_again_has_its_last_value),
	    WITH_READER(other_elements_and_text_are_passed_over),
	    WITH_READER(another_root_is_malformed),
	    WITH_READER(entries_before_a_fault_are_kept),
	    WITH_READER(entities_and_declarations_end_the_reading),
	    WITH_READER(a_document_type_may_be_named),
	    WITH_READER(the_declared_encoding_is_overruled),
	    WITH_READER(a_cut_text_gives_the_parms_before_the_cut),
	    WITH_READER(depth_is_limited),
	    WITH_READER(paths_and_values_are_limited),
	    WITH_READER(the_document_is_limited),
	    WITH_READER(entries_are_limited),
	    WITH_READER(a_reader_may_be_freed_at_any_time),
	};

	return cmocka_run_group_tests_name("wap", tests, NULL, NULL);
}
