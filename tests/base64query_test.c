/*
 * The base64 form of the query: the example of MS-ASHTTP, queries made for
 * these tests, and what is none or does not fit.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/base64query.h"

/* A: Provision, 14.1, key above 2^31. B: ItemOperations, 12.1, binary id,
 * key 0, multipart. */
#define QUERY_A "jRQJBBBMQUJERVZJQ0UwMDAwMDAxBKzKh8ACV1AIDUNPTlRPU09cYWxpY2U="
#define QUERY_B "eRMHBBBvJMrVmaW/GmkCRrjGj66NBAAAAAAIUG9ja2V0UEMHAQI="

static struct eas_query query;

static bool
reads(const char *text)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	bool read;

	memset(&query, 0, sizeof(query));
	read = base64_query_read(text_over(copy, count), &query);
	guard_free(copy, count);
	return read;
}

static void
text_equals(struct text text, const char *wanted)
{
	if (!text_is(text, wanted))
		fail_msg("'%.*s' is not '%s'", (int)text.length,
		    text_seen(text) ? text.bytes : "", wanted);
}

static void
the_example_of_the_specification_is_read(void **state)
{
	(void)state;
	assert_true(reads("jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l"));
	assert_true(query.is_base64);
	assert_false(query.malformed);
	assert_int_equal(query.command, COMMAND_SYNC);
	text_equals(query.command_name, "Sync");
	text_equals(query.version, "14.0");
	text_equals(query.device_id, "v140Device");
	text_equals(query.device_type, "SmartPhone");
	assert_false(text_seen(query.policy_key));
	assert_false(text_seen(query.user));
	assert_false(query.accepts_multipart);
}

static void
a_key_above_2_to_the_31_is_no_negative_number(void **state)
{
	(void)state;
	assert_true(reads(QUERY_A));
	assert_int_equal(query.command, COMMAND_PROVISION);
	text_equals(query.version, "14.1");
	text_equals(query.device_id, "LABDEVICE0000001");
	text_equals(query.policy_key, "3230124716");
	text_equals(query.device_type, "WP");
	text_equals(query.user, "CONTOSO\\alice");
}

static void
a_binary_device_id_is_told_in_hexadecimal(void **state)
{
	(void)state;
	assert_true(reads(QUERY_B));
	assert_int_equal(query.command, COMMAND_ITEM_OPERATIONS);
	text_equals(query.version, "12.1");
	text_equals(query.device_id, "6F24CAD599A5BF1A690246B8C68FAE8D");
	text_equals(query.device_type, "PocketPC");
	assert_true(query.accepts_multipart);
}

static void
key_0_is_a_key_and_no_key_is_none(void **state)
{
	(void)state;
	assert_true(reads(QUERY_B));
	text_equals(query.policy_key, "0");
	assert_true(reads("jRQJBAFEAAFQ"));
	assert_false(text_seen(query.policy_key));
	assert_false(query.malformed);
}

static void
parameters_that_are_not_needed_are_skipped(void **state)
{
	(void)state;
	assert_true(reads("oQMRBAJBMQAGaVBob25lAQE1AwQ1OjE3BwEB"));
	assert_int_equal(query.command, COMMAND_SMART_REPLY);
	text_equals(query.version, "16.1");
	text_equals(query.device_id, "A1");
	text_equals(query.device_type, "iPhone");
	assert_false(query.accepts_multipart);
	assert_true(reads("jRQJBAFEAAFQYwJhYggBdQ=="));
	text_equals(query.user, "u");
	assert_true(reads("jRQJBAFEAAFQBwICAg=="));
	assert_false(query.accepts_multipart);
}

static void
every_version_has_its_name(void **state)
{
	(void)state;
	assert_true(reads("eRQJBAFEAAFQ"));
	text_equals(query.version, "12.1");
	assert_true(reads("jBQJBAFEAAFQ"));
	text_equals(query.version, "14.0");
	assert_true(reads("oBQJBAFEAAFQ"));
	text_equals(query.version, "16.0");
	assert_true(reads("oRQJBAFEAAFQ"));
	text_equals(query.version, "16.1");
}

static void
an_empty_device_type_is_seen(void **state)
{
	(void)state;
	assert_true(reads("jRQJBAFEAAA="));
	assert_true(text_seen(query.device_type));
	text_equals(query.device_type, "");
	assert_false(query.malformed);
}

static void
the_alphabet_of_urls_is_read(void **state)
{
	(void)state;
	assert_true(reads("jRQJBAb7_7_7_78E_____wJXUA"));
	text_equals(query.device_id, "FBFFBFFBFFBF");
	text_equals(query.policy_key, "4294967295");
}

static void
characters_may_be_percent_encoded(void **state)
{
	(void)state;
	assert_true(reads("jRQJBAX7%2f7%2F7%2fwAA%3d%3D"));
	text_equals(query.device_id, "FBFFBFFBFF");
	assert_true(reads("jRQJBAb7%2F7%2F7%2F78E%2F%2F%2F%2F%2FwJXUA%3D%3D"));
	text_equals(query.device_id, "FBFFBFFBFFBF");
	assert_true(reads("jRQJBAH%2BAAFQ"));
	text_equals(query.device_id, "FE");
	assert_false(reads("jRQJBAFEAAF%41"));
	assert_false(reads("jRQJBAFEAAFQ%2"));
	assert_false(reads("jRQJBAFEAAFQ%"));
}

static void
what_stands_before_a_fault_is_kept(void **state)
{
	(void)state;
	/* A tag without length, */
	assert_true(reads("jRQJBAFEBAAAAAEBUAgDYm9iBwECCA=="));
	assert_true(query.malformed);
	assert_false(query.key_hidden);
	text_equals(query.command_name, "Provision");
	text_equals(query.version, "14.1");
	text_equals(query.device_id, "D");
	text_equals(query.policy_key, "16777216");
	text_equals(query.device_type, "P");
	text_equals(query.user, "bob");
	assert_true(query.accepts_multipart);
	/* and a type that is shorter than it says. */
	assert_true(reads("jQkJBARERVY5BN4AAAAJV1A="));
	assert_true(query.malformed);
	text_equals(query.policy_key, "222");
	assert_false(text_seen(query.device_type));
}

static void
a_key_that_was_not_read_is_hidden(void **state)
{
	static const char *const queries[] = {
	    "jRQJBAFEAwECAwFQ", /* a key of three bytes, */
	    "jRQJBAFEBAECAw==", /* one that breaks off, */
	    "jRQJBAFE",         /* nothing, */
	    "jRQJBAFEAAFQCA==", /* no key and a tag without length */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		assert_true(reads(queries[i]));
		assert_true(query.malformed);
		assert_true(query.key_hidden);
		assert_false(text_seen(query.policy_key));
		text_equals(query.device_id, "D");
	}
}

static void
the_order_of_a_client_library_is_malformed_and_read(void **state)
{
	static const struct {
		const char *query, *type, *key;
	} rows[] = {
	    {"jRQJBARkZXYxBVBob25lATAA", "Phone", "0"},
	    {"jRQJBARkZXYxBGlQYWQBMAA=", "iPad", "0"},
	    {"jRQJBARkZXYxAldQAAA=", "WP", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(reads(rows[i].query));
		assert_true(query.malformed);
		assert_false(query.key_hidden);
		text_equals(query.device_id, "dev1");
		text_equals(query.device_type, rows[i].type);
		if (rows[i].key == NULL)
			assert_false(text_seen(query.policy_key));
		else
			text_equals(query.policy_key, rows[i].key);
	}
}

static void
what_does_not_begin_right_is_none(void **state)
{
	static const char *const queries[] = {"",
	    "====", "GRQJBAFEAAFQ", /* version 2.5 has no such form */
	    "jRgJBAFEAAFQ",         /* command 24 */
	    "jQUJBAFEAAFQ",         /* command 5, none today */
	    "jRQJBAAAAVA=",         /* no device id */
	    "jRQJBAFEAAFQ!", "Cmd"};

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		assert_false(reads(queries[i]));
		assert_int_equal(query.command, COMMAND_UNKNOWN);
		assert_false(text_seen(query.device_id));
	}
}

static void
a_query_longer_than_any_value_is_none(void **state)
{
	static char text[9001];

	(void)state;
	memset(text, 'A', sizeof(text) - 1);
	assert_false(reads(text));
}

/* `context` is where the device id has been read. */
static void
cut(void *context, const uint8_t *bytes, size_t length, int whole)
{
	const size_t *behind_id = context;

	memset(&query, 0, sizeof(query));
	if (!base64_query_read(text_over(bytes, length), &query)) {
		assert_true(length < *behind_id || length % 4 == 1);
		return;
	}
	assert_true(length >= *behind_id);
	assert_true(text_filled(query.device_id));
	if (whole)
		assert_false(query.malformed);
}

static void
a_query_may_be_cut_anywhere(void **state)
{
	size_t behind_id = 28;

	(void)state;
	at_every_length(QUERY_A, sizeof(QUERY_A) - 1, cut, &behind_id);
	at_every_length(QUERY_B, sizeof(QUERY_B) - 1, cut, &behind_id);
}

static void
the_longest_device_id_fits(void **state)
{
	char text[4 * 87 + 1] = "jRQJBP8B";

	(void)state;
	memset(text + 8, 'A', sizeof(text) - 1 - 8);
	assert_true(reads(text));
	assert_int_equal(query.device_id.length, 510);
}

static void
a_value_that_does_not_fit_is_not_seen(void **state)
{
	(void)state;
	memset(&query, 0, sizeof(query));
	query.used = sizeof(query.room) - 2;
	text_equals(query_keep(&query, text_from("ab")), "ab");
	assert_false(text_seen(query_keep(&query, text_from("c"))));
	assert_true(text_seen(query_keep(&query, text_from(""))));
	assert_false(text_seen(query_keep(&query, TEXT_NOT_SEEN)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_example_of_the_specification_is_read),
	    cmocka_unit_test(a_key_above_2_to_the_31_is_no_negative_number),
	    cmocka_unit_test(a_binary_device_id_is_told_in_hexadecimal),
	    cmocka_unit_test(key_0_is_a_key_and_no_key_is_none),
	    cmocka_unit_test(parameters_that_are_not_needed_are_skipped),
	    cmocka_unit_test(every_version_has_its_name),
	    cmocka_unit_test(an_empty_device_type_is_seen),
	    cmocka_unit_test(the_alphabet_of_urls_is_read),
	    cmocka_unit_test(characters_may_be_percent_encoded),
	    cmocka_unit_test(what_stands_before_a_fault_is_kept),
	    cmocka_unit_test(a_key_that_was_not_read_is_hidden),
	    cmocka_unit_test(
		the_order_of_a_client_library_is_malformed_and_read),
	    cmocka_unit_test(what_does_not_begin_right_is_none),
	    cmocka_unit_test(a_query_longer_than_any_value_is_none),
	    cmocka_unit_test(a_query_may_be_cut_anywhere),
	    cmocka_unit_test(the_longest_device_id_fits),
	    cmocka_unit_test(a_value_that_does_not_fit_is_not_seen),
	};

	return cmocka_run_group_tests_name("base64query", tests, NULL, NULL);
}
