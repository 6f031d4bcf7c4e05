/*
 * A document as rows for the screen: which bytes, which token, what it means;
 * and libwbxml's rendering beside our reading.
 *
 * Rows are compared in words: "offset+length kind name text", one a line.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/dissect.h"
#include "decode/model/limits.h"
#include "tests/support/vectors.h"

#define HEADER "03 01 6a 00 "
#define HEADER_ROWS "0+1 version\n1+1 public-id\n2+1 charset\n3+1 table \"\"\n"

static const char *const kinds[] = {
    [ROW_VERSION] = "version",
    [ROW_PUBLIC_ID] = "public-id",
    [ROW_CHARSET] = "charset",
    [ROW_TABLE] = "table",
    [ROW_PAGE] = "page",
    [ROW_OPEN] = "open",
    [ROW_EMPTY] = "empty",
    [ROW_VALUE] = "value",
    [ROW_CLOSE] = "close",
    [ROW_TEXT] = "text",
    [ROW_OTHER] = "other",
    [ROW_REST] = "rest",
    [ROW_CUT] = "cut",
    [ROW_FAULT] = "fault",
};

static char words[16384];

static void
say_row(const struct payload_row *row)
{
	size_t used = strlen(words);

	used += (size_t)snprintf(words + used, sizeof(words) - used, "%u+%u %s",
	    row->offset, row->length, kinds[row->kind]);
	if (row->name != NULL)
		used += (size_t)snprintf(
		    words + used, sizeof(words) - used, " %s", row->name);
	if (text_seen(row->text))
		used += (size_t)snprintf(words + used, sizeof(words) - used,
		    " \"%.*s\"", (int)row->text.length, row->text.bytes);
	(void)snprintf(words + used, sizeof(words) - used, "\n");
}

static void
gives(const char *hex, const char *expected)
{
	struct payload_rows rows = {0};
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);

	words[0] = '\0';
	dissect(text_over(copy, length), true, &rows);
	for (uint32_t i = 0; i < rows.count; i++)
		say_row(&rows.items[i]);
	assert_string_equal(words, expected);
	payload_rows_done(&rows);
	guard_free(copy, length);
	free(bytes);
}

static void
an_element_with_text_is_one_row(void **state)
{
	(void)state;
	gives(HEADER "00 0e 45 4b 03 32 00 01 01",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n"
			"7+5 value Status \"2\"\n12+1 close Provision\n");
}

static void
an_element_without_content_is_one_too(void **state)
{
	(void)state;
	gives(HEADER "00 0e 45 0b 4b 01 01",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n"
			"7+1 empty Status\n8+2 value Status \"\"\n"
			"10+1 close Provision\n");
}

static void
more_than_a_text_has_rows_of_its_own(void **state)
{
	(void)state;
	gives(HEADER "00 0e 4b 03 31 00 03 32 00 01",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Status\n"
			"7+3 text \"1\"\n10+3 text \"2\"\n"
			"13+1 close Status\n");
	gives(HEADER "00 0e 45 03 31 00 0b 01",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n"
			"7+3 text \"1\"\n10+1 empty Status\n"
			"11+1 close Provision\n");
}

static void
unknown_tokens_keep_their_numbers(void **state)
{
	(void)state;
	gives(HEADER "00 0e 45 7e 03 31 00 01 01",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n"
			"7+5 value \"1\"\n12+1 close Provision\n");
}

static void
a_cut_document_says_where_it_was_cut(void **state)
{
	(void)state;
	gives(HEADER "00 0e 45 4b 03 32",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n"
			"7+1 open Status\n8+2 cut \"2\"\n");
	gives(HEADER "00 0e 45",
	    HEADER_ROWS "4+2 page Provision\n6+1 open Provision\n7+0 cut\n");
}

static void
bytes_behind_the_root_are_rest(void **state)
{
	(void)state;
	gives(HEADER "00 0e 05 ff ff",
	    HEADER_ROWS "4+2 page Provision\n6+1 empty Provision\n7+2 rest\n");
}

static void
what_is_no_document_is_one_fault(void **state)
{
	(void)state;
	gives("3c 68 74 6d 6c", "0+5 fault\n");
	gives("", "");
}

/* The nth of that name; fails the test where there is none. */
static struct payload_row
row_named(const struct payload_rows *rows, const char *name, unsigned nth)
{
	for (uint32_t i = 0; i < rows->count; i++) {
		const struct payload_row *row = &rows->items[i];

		if (row->kind == ROW_VALUE && row->name != NULL &&
		    strcmp(row->name, name) == 0 && nth-- == 0)
			return *row;
	}
	fail_msg("no %s", name);
	return (struct payload_row){0};
}

static void
a_status_is_known_by_where_it_stands(void **state)
{
	struct payload_rows answer = {0};
	struct payload_rows claim = {0};
	size_t length;
	uint8_t *bytes = vector("006", &length);

	(void)state;
	dissect(text_over(bytes, length), false, &answer);
	assert_int_equal(
	    row_named(&answer, "Status", 0).scope, STATUS_PROVISION);
	assert_int_equal(row_named(&answer, "Status", 1).scope, STATUS_POLICY);
	assert_int_equal(row_named(&answer, "DevicePasswordEnabled", 0).setting,
	    SETTING_DEVICE_PASSWORD_ENABLED);
	payload_rows_done(&answer);
	free(bytes);
	bytes = vector("012", &length);
	dissect(text_over(bytes, length), true, &claim);
	assert_int_equal(
	    row_named(&claim, "Status", 0).scope, STATUS_ACKNOWLEDGE);
	payload_rows_done(&claim);
	free(bytes);
}

/* Rows in order cover each byte once. */
static void
covers(const char *name, const uint8_t *bytes, size_t length)
{
	for (size_t cut = 0; cut <= length; cut++) {
		struct payload_rows rows = {0};
		uint32_t at = 0;

		dissect(text_over(bytes, cut), false, &rows);
		for (uint32_t i = 0; i < rows.count; i++) {
			if (rows.items[i].offset != at)
				fail_msg("%s cut at %zu: row %u", name, cut, i);
			at += rows.items[i].length;
		}
		assert_int_equal(at, cut);
		payload_rows_done(&rows);
	}
}

static void
the_rows_of_every_document_cover_its_bytes(void **state)
{
	(void)state;
	assert_true(each_vector(covers) > 50);
}

static void
a_bomb_of_rows_is_cut_short(void **state)
{
	size_t length = 4 * LIMIT_PAYLOAD_ROWS;
	uint8_t *bytes = malloc(length);
	struct payload_rows rows = {0};

	(void)state;
	memset(bytes, 0x0b, length);
	memcpy(bytes, "\x03\x01\x6a\x00\x00\x0e\x45", 7);
	dissect(text_over(bytes, length), false, &rows);
	assert_true(rows.cut_short);
	assert_int_equal(rows.count, LIMIT_PAYLOAD_ROWS);
	payload_rows_done(&rows);
	free(bytes);
}

static bool
has_line(const struct payload_lines *lines, char mark, const char *text)
{
	for (uint32_t i = 0; i < lines->count; i++) {
		if (lines->items[i].mark == mark &&
		    text_is(lines->items[i].text, text))
			return true;
	}
	return false;
}

static void
libwbxml_renders_it_indented(void **state)
{
	struct payload_lines lines = {0};
	size_t length;
	uint8_t *bytes = vector("012", &length);

	(void)state;
	dissector.rendering(text_over(bytes, length), &lines);
	assert_true(has_line(&lines, ' ', "      <Status>2</Status>"));
	payload_lines_done(&lines);
	free(bytes);
}

static void
equal_readings_have_no_marks(void **state)
{
	struct payload_lines lines = {0};
	size_t length;
	uint8_t *bytes = vector("012", &length);

	(void)state;
	dissector.difference(text_over(bytes, length), &lines);
	assert_string_equal(lines.note, "Both readings agree.");
	assert_true(has_line(&lines, ' ', "      <Status>2</Status>"));
	for (uint32_t i = 0; i < lines.count; i++)
		assert_int_equal(lines.items[i].mark, ' ');
	payload_lines_done(&lines);
	free(bytes);
}

static void
names_that_libwbxml_spells_otherwise_stand_side_by_side(void **state)
{
	struct payload_lines lines = {0};
	size_t length;
	uint8_t *bytes = vector("004", &length);

	(void)state;
	dissector.difference(text_over(bytes, length), &lines);
	assert_non_null(strstr(lines.note, "agree, but for names"));
	assert_true(has_line(&lines, '-',
	    "          <RequireStorageCardEncryption>1"
	    "</RequireStorageCardEncryption>"));
	assert_true(has_line(&lines, '+',
	    "          <DeviceEncryptionEnabled>1"
	    "</DeviceEncryptionEnabled>"));
	payload_lines_done(&lines);
	free(bytes);
}

static void
a_cut_document_is_not_given_to_libwbxml(void **state)
{
	struct payload_lines lines = {0};
	size_t length;
	uint8_t *bytes = vector("004", &length);

	(void)state;
	dissector.rendering(text_over(bytes, length - 3), &lines);
	assert_int_equal(lines.count, 0);
	assert_non_null(strstr(lines.note, "not given"));
	dissector.difference(text_over(bytes, length - 3), &lines);
	assert_int_equal(lines.count, 0);
	assert_non_null(strstr(lines.note, "not given"));
	payload_lines_done(&lines);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_element_with_text_is_one_row),
	    cmocka_unit_test(an_element_without_content_is_one_too),
	    cmocka_unit_test(more_than_a_text_has_rows_of_its_own),
	    cmocka_unit_test(unknown_tokens_keep_their_numbers),
	    cmocka_unit_test(a_cut_document_says_where_it_was_cut),
	    cmocka_unit_test(bytes_behind_the_root_are_rest),
	    cmocka_unit_test(what_is_no_document_is_one_fault),
	    cmocka_unit_test(a_status_is_known_by_where_it_stands),
	    cmocka_unit_test(the_rows_of_every_document_cover_its_bytes),
	    cmocka_unit_test(a_bomb_of_rows_is_cut_short),
	    cmocka_unit_test(libwbxml_renders_it_indented),
	    cmocka_unit_test(equal_readings_have_no_marks),
	    cmocka_unit_test(
		names_that_libwbxml_spells_otherwise_stand_side_by_side),
	    cmocka_unit_test(a_cut_document_is_not_given_to_libwbxml),
	};

	return cmocka_run_group_tests_name("dissect", tests, NULL, NULL);
}
