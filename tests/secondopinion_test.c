/*
 * The comparison with libwbxml: what the guard refuses, what agrees, and that
 * a difference is found, for which libwbxml's answer is replaced.
 */
#define _GNU_SOURCE
#include "tests/support/check.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

#include "decode/codepages.h"
#include "decode/limits.h"
#include "decode/secondopinion.h"
#include "tests/support/vectors.h"

#define HEADER "03 01 6a 00 "

/* What libwbxml is made to answer; NULL: what it really says. */
static const char *forged;
static WBXMLError forged_error;

typedef WBXMLError run_function(
    WBXMLConvWBXML2XML *, WB_UTINY *, WB_ULONG, WB_UTINY **, WB_ULONG *);

WBXMLError
wbxml_conv_wbxml2xml_run(WBXMLConvWBXML2XML *conv, WB_UTINY *bytes,
    WB_ULONG length, WB_UTINY **xml, WB_ULONG *xml_length)
{
	void *symbol = dlsym(RTLD_NEXT, "wbxml_conv_wbxml2xml_run");
	run_function *real;

	if (forged_error != WBXML_OK)
		return forged_error;
	if (forged != NULL) {
		*xml = (WB_UTINY *)strdup(forged);
		*xml_length = (WB_ULONG)strlen(forged);
		return WBXML_OK;
	}
	assert_non_null(symbol);
	memcpy(&real, &symbol, sizeof(real));
	return real(conv, bytes, length, xml, xml_length);
}

static const char *
opinion_name(enum second_opinion opinion)
{
	static const char *const names[] = {
	    [OPINION_AGREES] = "agrees",
	    [OPINION_DIFFERS] = "differs",
	    [OPINION_REFUSED] = "refused",
	    [OPINION_FAILED] = "failed",
	};

	return names[opinion];
}

static void
expect_bytes(const uint8_t *bytes, size_t length, const char *name,
    enum second_opinion expected)
{
	char difference[OPINION_TEXT];
	uint8_t *copy = guard_copy(bytes, length);
	enum second_opinion opinion = second_opinion(copy, length, difference);

	guard_free(copy, length);
	if (opinion != expected)
		fail_msg("%s: %s, not %s: %s", name, opinion_name(opinion),
		    opinion_name(expected), difference);
	assert_int_equal(difference[0] != '\0', opinion == OPINION_DIFFERS);
}

static void
expect_whole(const char *hex, enum second_opinion expected)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);

	expect_bytes(bytes, length, hex, expected);
	free(bytes);
}

static void
expect(const char *body, enum second_opinion expected)
{
	char hex[1024];

	assert_true(strlen(body) < sizeof(hex) - sizeof(HEADER));
	(void)snprintf(hex, sizeof(hex), HEADER "%s", body);
	expect_whole(hex, expected);
}

/* Vectors that libwbxml is not shown; it agrees about all others. */
static const char *const refused[] = {
    "044-prov-ans-redundant-switch.hex",
    "075-bad-truncated-tag.hex",
    "076-bad-truncated-end.hex",
    "077-bad-opaque-too-long.hex",
    "078-bad-mbint-endless.hex",
    "079-bad-entity-0x80000000.hex",
    "080-bad-strt-no-table.hex",
    "081-bad-strtable-too-long.hex",
    "082-bad-attribute-bit.hex",
    "083-bad-ext-token.hex",
    "087-bad-empty.hex",
    "088-bad-header-only.hex",
    "089-bad-version-ff.hex",
    "090-bad-charset-latin1.hex",
};

static void
check_vector(const char *name, const uint8_t *bytes, size_t length)
{
	enum second_opinion expected = OPINION_AGREES;

	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (strcmp(refused[i], name) == 0)
			expected = OPINION_REFUSED;
	}
	expect_bytes(bytes, length, name, expected);
}

static void
every_vector_is_refused_or_agreed_on(void **state)
{
	(void)state;
	assert_int_equal(each_vector(check_vector), 90);
}

static void
every_token_of_every_page_is_agreed_on(void **state)
{
	(void)state;
	for (unsigned page = 0; page < 256; page++) {
		for (unsigned token = 0x05; token < 0x40; token++) {
			uint8_t bytes[] = {0x03, 0x01, 0x6a, 0x00, 0x00,
			    (uint8_t)page, (uint8_t)(token | 0x40), 0x03, 'A',
			    0x00, 0x01};
			char name[16];

			if (page > 27 && page < 253)
				continue;
			(void)snprintf(
			    name, sizeof(name), "%u:0x%02x", page, token);
			expect_bytes(
			    bytes, sizeof(bytes), name, OPINION_AGREES);
		}
	}
}

static void
texts_with_markup_blanks_and_line_ends_agree(void **state)
{
	(void)state;
	expect("00 0e 45 4b 03 20 3c 3e 26 22 27 09 0d 0a 0d 0a 0a 0d 20 00 "
	       "01 4b 03 20 00 01 4b 03 00 01 03 5d 5d 3e 00 4b c3 02 0d 41 "
	       "03 c3 a4 e2 82 ac f0 9f 90 80 00 01 01",
	    OPINION_AGREES);
}

static void
elements_of_bytes_agree_in_base64(void **state)
{
	(void)state;
	expect("00 16 45 49 c3 01 00 01 49 c3 02 00 ff 01 49 c3 03 61 62 63 "
	       "03 64 00 01 09 49 01 01",
	    OPINION_AGREES);
	expect("00 15 45 50 c3 81 00 "
	       "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f "
	       "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f "
	       "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f "
	       "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f "
	       "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f "
	       "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f "
	       "00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f "
	       "10 11 12 13 14 15 16 17 18 19 1a 1b 1c 1d 1e 1f 01 01",
	    OPINION_AGREES);
}

static void
elements_of_bytes_that_hold_elements_are_refused(void **state)
{
	(void)state;
	expect("00 16 45 49 c3 01 00 0f 01 01", OPINION_REFUSED);
	expect("00 16 45 49 0f 01 01", OPINION_REFUSED);
	expect("00 16 45 09 0f 01", OPINION_AGREES);
}

static void
harmless_headers_pass(void **state)
{
	(void)state;
	expect_whole("03 01 03 00 00 0e 05", OPINION_AGREES);
	expect_whole("03 01 00 00 00 0e 05", OPINION_AGREES);
	expect_whole(
	    "03 01 6a 02 31 00 00 0e 45 83 00 83 00 01", OPINION_AGREES);
}

static void
what_could_harm_libwbxml_is_refused(void **state)
{
	(void)state;
	expect("00 0e 45 02 41 01", OPINION_REFUSED);
	expect("00 0e 45 c0 01", OPINION_REFUSED);
	expect("00 0e 85 01", OPINION_REFUSED);
	expect_whole("03 01 6a 02 78 00 45 04 00 01", OPINION_REFUSED);
	expect_whole("03 02 6a 00 05", OPINION_REFUSED);
	expect_whole("03 01 04 00 05", OPINION_REFUSED);
	expect("00 00 00 0e 05", OPINION_REFUSED);
}

static void
data_two_below_an_add_is_refused(void **state)
{
	(void)state;
	/* Not put into base64 there: the second is no XML either. */
	expect("47 5c 00 10 52 03 2b 00 01 01 01", OPINION_REFUSED);
	expect("47 5c 00 10 52 03 13 00 01 01 01", OPINION_REFUSED);
	expect("47 00 10 52 03 13 00 01 01", OPINION_AGREES);
}

static void
text_that_xml_cannot_hold_is_refused(void **state)
{
	static const char *const bad[] = {"01", "1f", "80", "c1 80", "c3",
	    "c3 41", "e0 9f bf", "ed a0 80", "ef bf be", "ef bf bf",
	    "f0 8f bf bf", "f4 90 80 80", "f5 80 80 80", "f0 9f 90", "ff"};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char body[64];

		(void)snprintf(
		    body, sizeof(body), "00 0e 45 4b 03 %s 00 01 01", bad[i]);
		expect(body, OPINION_REFUSED);
	}
	expect("00 0e 45 4b c3 01 00 01 01", OPINION_REFUSED);
	expect("00 16 45 09 c3 01 00 01", OPINION_REFUSED);
}

static void
documents_that_are_too_large_are_refused(void **state)
{
	size_t length = LIMIT_SECOND_BYTES + 1;
	uint8_t *bytes = calloc(length, 1);
	size_t many = LIMIT_SECOND_TOKENS;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "\x03\x01\x6a\x00\x45", 5);
	memset(bytes + 5, 0x06, many);
	bytes[5 + many - 2] = 0x01;
	expect_bytes(bytes, 5 + many - 1, "tokens", OPINION_AGREES);
	bytes[5 + many - 2] = 0x06;
	bytes[5 + many] = 0x01;
	expect_bytes(bytes, 5 + many + 1, "more tokens", OPINION_REFUSED);
	expect_bytes(bytes, length, "bytes", OPINION_REFUSED);
	free(bytes);
}

static void
many_references_to_a_long_string_are_refused(void **state)
{
	uint8_t bytes[4096 + 1024] = {0x03, 0x01, 0x6a, 0x9f, 0x00};
	size_t at = 5 + 0x0f80;

	(void)state;
	memset(bytes + 5, 'x', 0x0f7f);
	bytes[at++] = 0x45;
	for (int i = 0; i < 80; i++) {
		bytes[at++] = 0x83;
		bytes[at++] = 0x00;
	}
	bytes[at++] = 0x01;
	expect_bytes(bytes, at, "references", OPINION_REFUSED);
}

/* One document against forged answers. */
static void
expect_forged(
    const char *xml, enum second_opinion expected, const char *expected_words)
{
	static const uint8_t bytes[] = {0x03, 0x01, 0x6a, 0x00, 0x00, 0x0e,
	    0x45, 0x4b, 0x03, '1', 0x00, 0x01, 0x0c, 0x01};
	char difference[OPINION_TEXT];
	enum second_opinion opinion;

	forged = xml;
	opinion = second_opinion(bytes, sizeof(bytes), difference);
	forged = NULL;
	assert_string_equal(difference, expected_words);
	assert_string_equal(opinion_name(opinion), opinion_name(expected));
}

static void
differences_are_found_and_put_in_words(void **state)
{
	(void)state;
	expect_forged("<Provision><Status>1</Status><RemoteWipe/></Provision>",
	    OPINION_AGREES, "");
	expect_forged("<Provision><Status>2</Status><RemoteWipe/></Provision>",
	    OPINION_DIFFERS,
	    "byte 11: text of Status, libwbxml has another text");
	expect_forged("<Provision><Status>1</Status>2<RemoteWipe/></Provision>",
	    OPINION_DIFFERS,
	    "byte 12: text before RemoteWipe, libwbxml has another text");
	expect_forged("<Provision><Data>1</Data><RemoteWipe/></Provision>",
	    OPINION_DIFFERS, "byte 7: element Status, libwbxml has Data");
	expect_forged("<Provision><Status>1</Status></Provision>",
	    OPINION_DIFFERS,
	    "byte 12: element RemoteWipe, libwbxml has an end");
	expect_forged("<Provision><Status>1<Data/></Status></Provision>",
	    OPINION_DIFFERS, "byte 11: the end of Status, libwbxml has Data");
}

static void
an_answer_that_is_no_xml_is_a_failure(void **state)
{
	(void)state;
	expect_forged("<Provision><Status>1", OPINION_FAILED, "");
	expect_forged("", OPINION_FAILED, "");
	expect_forged("<!DOCTYPE a [<!ENTITY b 'c'>]><a/>", OPINION_FAILED, "");
	forged_error = WBXML_ERROR_INTERNAL;
	expect("00 0e 05", OPINION_FAILED);
	forged_error = WBXML_OK;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_vector_is_refused_or_agreed_on),
	    cmocka_unit_test(every_token_of_every_page_is_agreed_on),
	    cmocka_unit_test(texts_with_markup_blanks_and_line_ends_agree),
	    cmocka_unit_test(elements_of_bytes_agree_in_base64),
	    cmocka_unit_test(elements_of_bytes_that_hold_elements_are_refused),
	    cmocka_unit_test(harmless_headers_pass),
	    cmocka_unit_test(what_could_harm_libwbxml_is_refused),
	    cmocka_unit_test(data_two_below_an_add_is_refused),
	    cmocka_unit_test(text_that_xml_cannot_hold_is_refused),
	    cmocka_unit_test(documents_that_are_too_large_are_refused),
	    cmocka_unit_test(many_references_to_a_long_string_are_refused),
	    cmocka_unit_test(differences_are_found_and_put_in_words),
	    cmocka_unit_test(an_answer_that_is_no_xml_is_a_failure),
	};

	return cmocka_run_group_tests_name("secondopinion", tests, NULL, NULL);
}
