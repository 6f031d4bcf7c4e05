/*
 * Captured text on its way to a terminal: what passes, what is shown by
 * number, and how wide it is.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/escape.h"

static void
shown_as(const char *bytes, size_t length, const char *expected)
{
	uint8_t *copy = guard_copy(bytes, length);
	char *printed = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&printed, &size);
	char memory[256];

	assert_non_null(file);
	escape_print(file, text_over(copy, length));
	fclose(file);
	assert_string_equal(printed, expected);
	escape_buffer(memory, sizeof(memory), text_over(copy, length));
	assert_string_equal(memory, expected);
	free(printed);
	guard_free(copy, length);
}

#define SHOWN(bytes, expected) shown_as(bytes, sizeof(bytes) - 1, expected)

static void
printable_text_passes(void **state)
{
	(void)state;
	SHOWN("", "");
	SHOWN("DOMAIN\\anna ~!", "DOMAIN\\anna ~!");
	SHOWN("M\xc3\xbcller \xe4\xb8\x9c \xf0\x9f\x98\x80",
	    "M\xc3\xbcller \xe4\xb8\x9c \xf0\x9f\x98\x80");
}

static void
controls_are_shown_by_number(void **state)
{
	(void)state;
	SHOWN("a\x1b[2Jb", "a\\x1b[2Jb");
	SHOWN("a\0b\n\r\t\x7f", "a\\x00b\\x0a\\x0d\\x09\\x7f");
}

static void
c1_controls_are_shown_whether_coded_or_raw(void **state)
{
	(void)state;
	SHOWN("\xc2\x9b"
	      "2J",
	    "\\u{9b}2J");
	SHOWN("\x9b"
	      "2J",
	    "\\x9b2J");
}

static void
bytes_that_are_not_utf8_are_shown_one_by_one(void **state)
{
	(void)state;
	SHOWN("\xc0\xaf", "\\xc0\\xaf");
	SHOWN("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
	SHOWN("\xed\xa0\x80", "\\xed\\xa0\\x80");
	SHOWN("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
	SHOWN("\xf5", "\\xf5");
	SHOWN("\xc3", "\\xc3");
	SHOWN("\xe2\x82", "\\xe2\\x82");
	SHOWN("\xc3(", "\\xc3(");
}

static void
characters_that_turn_or_hide_text_are_shown_by_number(void **state)
{
	(void)state;
	SHOWN("a\xe2\x80\xae"
	      "b",
	    "a\\u{202e}b");
	SHOWN("\xe2\x81\xa6", "\\u{2066}");
	SHOWN("\xe2\x80\x8b", "\\u{200b}");
	SHOWN("\xe2\x80\xa8", "\\u{2028}");
	SHOWN("\xef\xbb\xbf", "\\u{feff}");
	SHOWN("\xf3\xa0\x80\xa1", "\\u{e0021}");
}

/* Every byte pair: nothing but printable bytes and UTF-8 comes out. */
static void
no_pair_of_bytes_gives_a_control(void **state)
{
	(void)state;
	for (unsigned i = 0; i < 0x10000; i++) {
		char pair[2] = {(char)(i >> 8), (char)(i & 0xff)};
		char out[64];
		size_t length =
		    escape_buffer(out, sizeof(out), text_over(pair, 2));

		for (size_t at = 0; at < length; at++) {
			assert_true((uint8_t)out[at] >= 0x20);
			assert_true(out[at] != 0x7f);
		}
	}
}

static void
a_text_not_seen_prints_nothing(void **state)
{
	char out[4] = "x";

	(void)state;
	assert_int_equal(escape_buffer(out, sizeof(out), TEXT_NOT_SEEN), 0);
	assert_string_equal(out, "");
	assert_int_equal(escape_width(TEXT_NOT_SEEN), 0);
}

static void
memory_that_is_too_small_cuts_between_characters(void **state)
{
	char out[6];

	(void)state;
	escape_buffer(out, sizeof(out),
	    text_from("ab\x1b"
		      "c"));
	assert_string_equal(out, "ab");
	escape_buffer(out, sizeof(out), text_from("abc\xc3\xbc"));
	assert_string_equal(out, "abc\xc3\xbc");
	escape_buffer(out, 5, text_from("abc\xc3\xbc"));
	assert_string_equal(out, "abc");
	assert_int_equal(escape_buffer(out, 0, text_from("abc")), 0);
}

static void
width_counts_columns_not_bytes(void **state)
{
	(void)state;
	assert_int_equal(escape_width(text_from("anna")), 4);
	assert_int_equal(escape_width(text_from("M\xc3\xbcller")), 6);
	assert_int_equal(escape_width(text_from("\xe4\xb8\x9c")), 2);
	assert_int_equal(escape_width(text_from("e\xcc\x81")), 1);
	assert_int_equal(escape_width(text_from("\x1b")), 4);
}

static void
column_is(const char *bytes, size_t width, const char *expected)
{
	char *printed = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&printed, &size);

	assert_non_null(file);
	escape_column(file, text_from(bytes), width);
	fclose(file);
	assert_string_equal(printed, expected);
	free(printed);
}

static void
a_column_is_padded_or_cut(void **state)
{
	(void)state;
	column_is("anna", 6, "anna  ");
	column_is("anna", 4, "anna");
	column_is("annabel", 6, "anna..");
	column_is("annabel", 1, ".");
	column_is("\xe4\xb8\x9c\xe4\xb8\x9c\xe4\xb8\x9c", 5, "\xe4\xb8\x9c.. ");
	column_is("ab\x1b"
		  "cdef",
	    7,
	    "ab.."
	    "   ");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(printable_text_passes),
	    cmocka_unit_test(controls_are_shown_by_number),
	    cmocka_unit_test(c1_controls_are_shown_whether_coded_or_raw),
	    cmocka_unit_test(bytes_that_are_not_utf8_are_shown_one_by_one),
	    cmocka_unit_test(
		characters_that_turn_or_hide_text_are_shown_by_number),
	    cmocka_unit_test(no_pair_of_bytes_gives_a_control),
	    cmocka_unit_test(a_text_not_seen_prints_nothing),
	    cmocka_unit_test(memory_that_is_too_small_cuts_between_characters),
	    cmocka_unit_test(width_counts_columns_not_bytes),
	    cmocka_unit_test(a_column_is_padded_or_cut),
	};

	return cmocka_run_group_tests_name("escape", tests, NULL, NULL);
}
