/*
 * The WBXML reader at its limits, with cut documents, and with every vector;
 * and the Status under the root.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/topstatus.h"
#include "decode/wbxml.h"
#include "tests/support/transcript.h"
#include "tests/support/vectors.h"

#define HEADER "03 01 6a 00 "

static void
a_long_string_of_the_table_is_a_limit(void **state)
{
	struct transcript t;
	uint8_t bytes[LIMIT_VALUE + 32] = {0x03, 0x01, 0x6a, 0xa0, 0x05};
	size_t at = 5;

	(void)state;
	memset(bytes + at, 'x', LIMIT_VALUE + 5);
	at += 0x20 << 7 | 5;
	memcpy(bytes + at, "\x00\x0e\x45\x83\x00\x01", 6);
	assert_int_equal(transcribe(&t, bytes, at + 6), VERDICT_LIMIT);
}

static void
depth_is_counted_and_limited(void **state)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	uint8_t bytes[4 + LIMIT_WBXML_DEPTH + 1] = {0x03, 0x01, 0x6a, 0x00};
	unsigned depth = 0;

	(void)state;
	memset(bytes + 4, 0x45, sizeof(bytes) - 4);
	wbxml_begin(&reader, bytes, sizeof(bytes));
	assert_int_equal(wbxml_next(&reader, &event), WBXML_HEADER);
	while (wbxml_next(&reader, &event) == WBXML_START)
		assert_int_equal(event.depth, depth++);
	assert_int_equal(depth, LIMIT_WBXML_DEPTH);
	assert_int_equal(wbxml_verdict(&reader), VERDICT_LIMIT);
}

static void
tokens_are_limited(void **state)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	size_t length = 5 + LIMIT_WBXML_TOKENS;
	uint8_t *bytes = malloc(length);
	size_t events = 0;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "\x03\x01\x6a\x00\x45", 5);
	memset(bytes + 5, 0xc0, LIMIT_WBXML_TOKENS);
	wbxml_begin(&reader, bytes, length);
	while (wbxml_next(&reader, &event) != WBXML_STOPPED)
		events++;
	assert_int_equal(events, 1 + LIMIT_WBXML_TOKENS);
	assert_int_equal(wbxml_verdict(&reader), VERDICT_LIMIT);
	free(bytes);
}

static void
tokens_of_attributes_are_limited_too(void **state)
{
	struct transcript t;
	size_t length = 5 + LIMIT_WBXML_TOKENS;
	uint8_t *bytes = malloc(length);

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, "\x03\x01\x6a\x00\xc5", 5);
	memset(bytes + 5, 0x06, LIMIT_WBXML_TOKENS);
	assert_int_equal(transcribe(&t, bytes, length), VERDICT_LIMIT);
	free(bytes);
}

static void
switches_in_a_row_are_limited(void **state)
{
	struct transcript t;
	uint8_t bytes[4 + 4 * LIMIT_WBXML_SWITCHES + 4] = {
	    0x03, 0x01, 0x6a, 0x00};
	size_t many = 4 + 2 * LIMIT_WBXML_SWITCHES;

	(void)state;
	bytes[many] = 0x05;
	assert_int_equal(transcribe(&t, bytes, many + 1), VERDICT_OK);
	bytes[many] = 0x00;
	bytes[many + 2] = 0x05;
	assert_int_equal(transcribe(&t, bytes, many + 3), VERDICT_LIMIT);
	bytes[many] = 0x45;
	bytes[many + 2] = 0x00;
	assert_int_equal(
	    transcribe(&t, bytes, many + 1 + 2 * LIMIT_WBXML_SWITCHES),
	    VERDICT_SHORT);
}

/* Truncated documents: their transcript is a beginning of the whole one, and
 * nothing but missing bytes is said of a document that is well-formed. */
static struct transcript whole_transcript;
static enum verdict whole_verdict;

static void
parse(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct transcript t;
	enum verdict verdict = transcribe(&t, bytes, length);

	if (whole) {
		whole_transcript = t;
		whole_verdict = verdict;
		return;
	}
	if (strncmp(t.words, whole_transcript.words, t.length) != 0)
		fail_msg("%s cut at %zu: %s", (const char *)context, length,
		    t.words);
	if (verdict != VERDICT_SHORT && verdict != whole_verdict)
		fail_msg("%s cut at %zu: %s", (const char *)context, length,
		    verdict_name(verdict));
}

static void
cut_vector(const char *name, const uint8_t *bytes, size_t length)
{
	char context[128];

	(void)snprintf(context, sizeof(context), "%s", name);
	at_every_length(bytes, length, parse, context);
}

static void
cut_documents_give_every_event_before_the_cut(void **state)
{
	(void)state;
	assert_int_equal(each_vector(cut_vector), 90);
}

/* How reading each malformed vector ends; all others end well. */
/* clang-format off */
static const struct {
	const char *name;
	enum verdict verdict;
	size_t rest;
} endings[] = {
	{ "075-bad-truncated-tag.hex", VERDICT_SHORT, 0 },
	{ "076-bad-truncated-end.hex", VERDICT_SHORT, 0 },
	{ "077-bad-opaque-too-long.hex", VERDICT_SHORT, 0 },
	{ "078-bad-mbint-endless.hex", VERDICT_MALFORMED, 0 },
	{ "079-bad-entity-0x80000000.hex", VERDICT_MALFORMED, 0 },
	{ "080-bad-strt-no-table.hex", VERDICT_MALFORMED, 0 },
	{ "081-bad-strtable-too-long.hex", VERDICT_SHORT, 0 },
	{ "084-bad-trailing-bytes.hex", VERDICT_OK, 4 },
	{ "085-bad-extra-end.hex", VERDICT_OK, 2 },
	{ "087-bad-empty.hex", VERDICT_SHORT, 0 },
	{ "088-bad-header-only.hex", VERDICT_SHORT, 0 },
	{ "089-bad-version-ff.hex", VERDICT_MALFORMED, 0 },
};
/* clang-format on */

static void
check_ending(const char *name, const uint8_t *bytes, size_t length)
{
	enum verdict verdict = VERDICT_OK;
	size_t rest = 0;
	struct wbxml_reader reader;
	struct wbxml_event event;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		if (strcmp(endings[i].name, name) == 0) {
			verdict = endings[i].verdict;
			rest = endings[i].rest;
		}
	}
	wbxml_begin(&reader, bytes, length);
	do {
		wbxml_next(&reader, &event);
	} while (event.kind != WBXML_DONE && event.kind != WBXML_STOPPED);
	if (wbxml_verdict(&reader) != verdict || wbxml_rest(&reader) != rest)
		fail_msg("%s: %s, %zu left", name,
		    verdict_name(wbxml_verdict(&reader)), wbxml_rest(&reader));
}

static void
every_vector_ends_as_its_index_says(void **state)
{
	(void)state;
	assert_int_equal(each_vector(check_ending), 90);
}

/* clang-format off */
static const struct {
	const char *vector;
	unsigned page, token;
	const char *status;             /* NULL: not seen */
} tops[] = {
	{ "004", 14, 0x05, "1" },
	{ "001", 14, 0x05, NULL },
	{ "022", 14, 0x05, "110" },
	{ "027", 14, 0x05, NULL },
	{ "030", 14, 0x05, NULL },
	{ "039", 14, 0x05, "1" },
	{ "043", 14, 0x05, "1" },
	{ "047", 7, 0x16, "142" },
	{ "048", 7, 0x16, "143" },
	{ "051", 7, 0x16, "129" },
	{ "054", 0, 0x05, NULL },
	{ "057", 0, 0x05, "142" },
	{ "061", 13, 0x05, "2" },
	{ "064", 18, 0x05, "1" },
	{ "075", 14, 0x05, NULL },
	{ "076", 14, 0x05, "1" },
	{ "082", 14, 0x05, "1" },
	{ "086", 255, 0x05, NULL },
	{ "087", 255, 0x00, NULL },
};
/* clang-format on */

static void
the_top_status_is_the_roots_own(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tops) / sizeof(tops[0]); i++) {
		struct top_status top;
		size_t length;
		uint8_t *bytes = vector(tops[i].vector, &length);

		top_status_read(bytes, length, &top);
		if (top.page != tops[i].page || top.token != tops[i].token ||
		    !text_equal(top.status, text_from(tops[i].status)))
			fail_msg("%s: root %u:%x, status %.*s", tops[i].vector,
			    top.page, top.token, (int)top.status.length,
			    top.status.bytes);
		free(bytes);
	}
}

static struct text
top_status(const char *hex)
{
	static struct top_status top;
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);

	top_status_read(bytes, length, &top);
	free(bytes);
	return top.status;
}

static void
a_top_status_in_pieces_is_joined(void **state)
{
	(void)state;
	assert_true(
	    text_is(top_status(HEADER
			"00 07 56 4c 03 31 00 c0 00 07 c3 01 34 02 32 01 01"),
		"142"));
}

static void
a_top_status_that_is_none_is_not_seen(void **state)
{
	(void)state;
	assert_false(
	    text_seen(top_status(HEADER "00 07 56 4c 45 01 03 31 00 01 01")));
	assert_false(text_seen(
	    top_status(HEADER "00 07 56 4c c3 11 31 31 31 31 31 31 31 31 31 "
			      "31 31 31 31 31 31 31 31 01 01")));
	assert_true(text_is(top_status(HEADER "00 07 56 0c 01"), ""));
}

static void
a_common_status_of_a_result_is_the_top_one(void **state)
{
	(void)state;
	assert_true(
	    text_is(top_status(HEADER "00 08 47 4a 4b 03 31 34 32 00 01 01 01"),
		"142"));
	assert_false(
	    text_seen(top_status(HEADER "00 08 47 4a 4b 03 32 00 01 01 01")));
	assert_true(
	    text_is(top_status(HEADER "00 08 47 4a 4b 03 31 34 32 00 01 01 "
				      "4b 03 31 00 01 01"),
		"1"));
}

static void
what_was_read_of_a_document_without_status_is_judged(void **state)
{
	struct top_status top;

	(void)state;
	top_status_read("\x03\x01\x6a\x00\x45\x01", 6, &top);
	assert_int_equal(top.verdict, VERDICT_OK);
	top_status_read("\x03\x01\x6a\x00\x45", 5, &top);
	assert_int_equal(top.verdict, VERDICT_SHORT);
	assert_int_equal(top.token, 0x05);
	top_status_read("<html>", 6, &top);
	assert_int_equal(top.verdict, VERDICT_MALFORMED);
	assert_int_equal(top.token, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_long_string_of_the_table_is_a_limit),
	    cmocka_unit_test(depth_is_counted_and_limited),
	    cmocka_unit_test(tokens_are_limited),
	    cmocka_unit_test(tokens_of_attributes_are_limited_too),
	    cmocka_unit_test(switches_in_a_row_are_limited),
	    cmocka_unit_test(cut_documents_give_every_event_before_the_cut),
	    cmocka_unit_test(every_vector_ends_as_its_index_says),
	    cmocka_unit_test(the_top_status_is_the_roots_own),
	    cmocka_unit_test(a_top_status_in_pieces_is_joined),
	    cmocka_unit_test(a_top_status_that_is_none_is_not_seen),
	    cmocka_unit_test(a_common_status_of_a_result_is_the_top_one),
	    cmocka_unit_test(
		what_was_read_of_a_document_without_status_is_judged),
	};

	return cmocka_run_group_tests_name("wbxml_limits", tests, NULL, NULL);
}
