/*
 * The canvas as views see it: clipping, cutting, wide and hostile characters.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/canvas.h"

#define HAN "\xe4\xb8\x9c" /* two columns */
#define ACUTE "\xcc\x81"   /* none: sits on the character before it */
#define RLO "\xe2\x80\xae" /* turns text around: shown as \u{202e} */

static void
looks_like(const struct canvas *canvas, const char *expected)
{
	char *printed = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&printed, &size);

	assert_non_null(file);
	canvas_print(canvas, file);
	fclose(file);
	assert_string_equal(printed, expected);
	free(printed);
}

/* Puts words into a line of its own and compares it. */
static unsigned
put_as(unsigned columns, unsigned room, const char *words, const char *expected)
{
	struct canvas *canvas = canvas_new(1, columns, LINES_UTF8);
	unsigned used = canvas_words(canvas, 0, 0, room, words, STYLE_NORMAL);
	char line[256];

	snprintf(line, sizeof(line), "%s\n", expected);
	looks_like(canvas, line);
	canvas_free(canvas);
	return used;
}

static void
a_new_canvas_is_blank_and_never_empty(void **state)
{
	struct canvas *canvas = canvas_new(0, 0, LINES_ASCII);

	(void)state;
	assert_int_equal(canvas_rows(canvas), 1);
	assert_int_equal(canvas_columns(canvas), 1);
	assert_int_equal(canvas_cell(canvas, 0, 0)->length, 1);
	assert_int_equal(canvas_cell(canvas, 0, 0)->style, STYLE_NORMAL);
	looks_like(canvas, "\n");
	canvas_free(canvas);
	canvas_free(NULL);
}

static void
a_row_is_made_blank_alone_and_loses_its_style(void **state)
{
	struct canvas *canvas = canvas_new(3, 4, LINES_ASCII);

	(void)state;
	for (unsigned row = 0; row < 3; row++)
		canvas_words(canvas, row, 0, 4, "abcd", STYLE_NORMAL);
	canvas_row_style(canvas, 1, STYLE_HEADING);
	canvas_blank_row(canvas, 1);
	canvas_blank_row(canvas, 3);
	looks_like(canvas, "abcd\n\nabcd\n");
	canvas_words(canvas, 1, 0, 4, "x", STYLE_NORMAL);
	assert_int_equal(canvas_cell(canvas, 1, 0)->style, STYLE_NORMAL);
	assert_int_equal(canvas_cell(canvas, 1, 3)->style, STYLE_NORMAL);
	canvas_free(canvas);
}

static void
text_is_put_where_told_and_its_columns_are_given(void **state)
{
	struct canvas *canvas = canvas_new(2, 10, LINES_UTF8);

	(void)state;
	assert_int_equal(canvas_words(canvas, 1, 2, 8, "FULL", STYLE_FULL), 4);
	looks_like(canvas, "\n  FULL\n");
	assert_int_equal(canvas_cell(canvas, 1, 2)->style, STYLE_FULL);
	assert_int_equal(canvas_cell(canvas, 1, 6)->style, STYLE_NORMAL);
	canvas_free(canvas);
}

static void
what_does_not_fit_is_cut_with_marks(void **state)
{
	(void)state;
	assert_int_equal(put_as(10, 6, "abcdef", "abcdef"), 6);
	assert_int_equal(put_as(10, 6, "abcdefg", "abcd.."), 6);
	assert_int_equal(put_as(10, 1, "ab", "."), 1);
	assert_int_equal(put_as(10, 0, "ab", ""), 0);
	assert_int_equal(put_as(4, 100, "abcdef", "ab.."), 4);
}

static void
what_lies_outside_is_left_out(void **state)
{
	struct canvas *canvas = canvas_new(1, 3, LINES_UTF8);

	(void)state;
	assert_int_equal(canvas_words(canvas, 1, 0, 9, "a", STYLE_FULL), 0);
	assert_int_equal(canvas_words(canvas, 0, 3, 9, "a", STYLE_FULL), 0);
	canvas_row_style(canvas, 1, STYLE_CURSOR);
	canvas_rule(canvas, 1, "title");
	looks_like(canvas, "\n");
	canvas_free(canvas);
}

static void
a_text_not_seen_puts_nothing(void **state)
{
	struct canvas *canvas = canvas_new(1, 3, LINES_UTF8);

	(void)state;
	assert_int_equal(
	    canvas_text(canvas, 0, 0, 3, TEXT_NOT_SEEN, STYLE_FULL), 0);
	assert_int_equal(canvas_words(canvas, 0, 0, 3, NULL, STYLE_FULL), 0);
	assert_int_equal(canvas_cell(canvas, 0, 0)->style, STYLE_NORMAL);
	canvas_free(canvas);
}

static void
a_wide_character_takes_two_cells(void **state)
{
	struct canvas *canvas = canvas_new(1, 6, LINES_UTF8);

	(void)state;
	assert_int_equal(canvas_words(canvas, 0, 0, 6, HAN "x", STYLE_PART), 3);
	assert_int_equal(canvas_cell(canvas, 0, 0)->length, 3);
	assert_int_equal(canvas_cell(canvas, 0, 1)->length, 0);
	assert_int_equal(canvas_cell(canvas, 0, 1)->style, STYLE_PART);
	looks_like(canvas, HAN "x\n");
	canvas_free(canvas);
}

static void
a_wide_character_is_never_cut_in_half(void **state)
{
	(void)state;
	assert_int_equal(put_as(10, 5, HAN HAN HAN, HAN ".."), 4);
	assert_int_equal(put_as(1, 9, HAN, "."), 1);
}

static void
half_of_a_wide_character_that_is_overwritten_becomes_blank(void **state)
{
	struct canvas *canvas = canvas_new(1, 6, LINES_UTF8);

	(void)state;
	canvas_words(canvas, 0, 0, 6, HAN HAN, STYLE_NORMAL);
	canvas_words(canvas, 0, 1, 2, "ab", STYLE_NORMAL);
	looks_like(canvas, " ab\n");
	canvas_words(canvas, 0, 0, 6, HAN HAN, STYLE_NORMAL);
	canvas_words(canvas, 0, 1, 2, HAN, STYLE_NORMAL);
	looks_like(canvas, " " HAN "\n");
	canvas_free(canvas);
}

static void
marks_join_the_character_before_them(void **state)
{
	struct canvas *canvas = canvas_new(1, 6, LINES_UTF8);

	(void)state;
	assert_int_equal(canvas_words(canvas, 0, 0, 6, "e" ACUTE HAN ACUTE "x",
			     STYLE_NORMAL),
	    4);
	assert_int_equal(canvas_cell(canvas, 0, 0)->length, 3);
	assert_int_equal(canvas_cell(canvas, 0, 1)->length, 5);
	assert_int_equal(canvas_cell(canvas, 0, 2)->length, 0);
	looks_like(canvas, "e" ACUTE HAN ACUTE "x\n");
	canvas_free(canvas);
}

static void
a_mark_at_the_front_gets_a_blank_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(put_as(6, 6, ACUTE "x", " " ACUTE "x"), 2);
}

static void
a_pile_of_marks_ends_with_the_cell(void **state)
{
	char pile[1 + 2 * 100 + 1] = "e";
	struct canvas *canvas = canvas_new(1, 2, LINES_UTF8);

	(void)state;
	for (size_t i = 0; i < 100; i++)
		memcpy(pile + 1 + 2 * i, ACUTE, 2);
	assert_int_equal(canvas_words(canvas, 0, 0, 2, pile, STYLE_NORMAL), 1);
	assert_int_equal(canvas_cell(canvas, 0, 0)->length, 15);
	assert_int_equal(canvas_cell(canvas, 0, 1)->length, 1);
	canvas_free(canvas);
}

static void
hostile_characters_are_escaped_a_cell_for_each(void **state)
{
	(void)state;
	assert_int_equal(put_as(20, 20, "a\x1b[2J", "a\\x1b[2J"), 8);
	assert_int_equal(put_as(20, 20, RLO "b", "\\u{202e}b"), 9);
	assert_int_equal(put_as(20, 9, RLO "bc", ".."), 2);
	assert_int_equal(put_as(20, 20, "\xff", "\\xff"), 4);
}

/* Eight rows, of which this one is under the cursor, squeezed. */
static void
squeezed(unsigned cursor, unsigned rows, const char *expected)
{
	static const char *const words[] = {
	    "0", "1", "2", "3", "4", "5", "6", "7"};
	struct canvas *canvas = canvas_new(8, 4, LINES_UTF8);

	for (unsigned row = 0; row < 8; row++)
		canvas_words(canvas, row, 0, 4, words[row], STYLE_NORMAL);
	canvas_row_style(canvas, cursor, STYLE_CURSOR);
	canvas_squeeze(canvas, rows);
	looks_like(canvas, expected);
	canvas_free(canvas);
}

static void
squeezing_keeps_the_first_row_and_that_of_the_cursor(void **state)
{
	(void)state;
	squeezed(6, 9, "0\n1\n2\n3\n4\n5\n6\n7\n");
	squeezed(6, 8, "0\n1\n2\n3\n4\n5\n6\n7\n");
	squeezed(6, 7, "0\n2\n3\n4\n5\n6\n\n");
	squeezed(1, 7, "0\n1\n2\n3\n4\n5\n\n");
	squeezed(4, 4, "0\n4\n5\n\n");
	squeezed(6, 3, "0\n6\n\n");
	squeezed(5, 3, "0\n5\n\n");
	squeezed(5, 2, "5\n\n");
	squeezed(5, 1, "\n");
}

static void
a_row_style_wins_over_what_is_put_before_and_after(void **state)
{
	struct canvas *canvas = canvas_new(2, 4, LINES_UTF8);

	(void)state;
	canvas_words(canvas, 0, 0, 4, "a", STYLE_FULL);
	canvas_row_style(canvas, 0, STYLE_CURSOR);
	canvas_words(canvas, 0, 2, 4, "b", STYLE_NONE);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(
		    canvas_cell(canvas, 0, i)->style, STYLE_CURSOR);
	canvas_words(canvas, 1, 0, 4, "c", STYLE_NONE);
	assert_int_equal(canvas_cell(canvas, 1, 0)->style, STYLE_NONE);
	canvas_begin(canvas, 2, 4);
	canvas_words(canvas, 0, 2, 4, "b", STYLE_NONE);
	assert_int_equal(canvas_cell(canvas, 0, 0)->style, STYLE_NORMAL);
	assert_int_equal(canvas_cell(canvas, 0, 2)->style, STYLE_NONE);
	canvas_free(canvas);
}

static void
printf_goes_from_its_column_to_the_edge(void **state)
{
	struct canvas *canvas = canvas_new(1, 12, LINES_UTF8);

	(void)state;
	assert_int_equal(
	    canvas_format(canvas, 0, 2, STYLE_QUIET, "Pkts %d", 48211), 10);
	looks_like(canvas, "  Pkts 48211\n");
	assert_int_equal(
	    canvas_format(canvas, 0, 2, STYLE_QUIET, "%s\x1b", "abcdefg"), 9);
	canvas_free(canvas);
}

static void
a_rule_has_its_title_in_the_line(void **state)
{
	struct canvas *canvas = canvas_new(3, 10, LINES_ASCII);

	(void)state;
	canvas_rule(canvas, 0, "abc");
	canvas_rule(canvas, 1, NULL);
	canvas_rule(canvas, 2, "abcdefgh");
	looks_like(canvas, "-- abc ---\n----------\n-- ab.. --\n");
	assert_int_equal(canvas_cell(canvas, 0, 3)->style, STYLE_HEADING);
	assert_int_equal(canvas_cell(canvas, 0, 0)->style, STYLE_QUIET);
	canvas_begin(canvas, 1, 5);
	canvas_rule(canvas, 0, "abc");
	looks_like(canvas, "-----\n");
	canvas_free(canvas);
}

static void
a_rule_is_drawn_with_lines_where_there_are_some(void **state)
{
	struct canvas *canvas = canvas_new(1, 3, LINES_UTF8);

	(void)state;
	canvas_rule(canvas, 0, "");
	looks_like(canvas, "\xe2\x94\x80\xe2\x94\x80\xe2\x94\x80\n");
	canvas_free(canvas);
}

static void
a_canvas_begins_anew_in_another_size(void **state)
{
	struct canvas *canvas = canvas_new(1, 3, LINES_UTF8);

	(void)state;
	canvas_words(canvas, 0, 0, 3, "abc", STYLE_NORMAL);
	canvas_begin(canvas, 2, 5);
	assert_int_equal(canvas_rows(canvas), 2);
	assert_int_equal(canvas_columns(canvas), 5);
	looks_like(canvas, "\n\n");
	canvas_words(canvas, 1, 0, 5, "abcde", STYLE_NORMAL);
	canvas_begin(canvas, 2, 5);
	looks_like(canvas, "\n\n");
	canvas_free(canvas);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_new_canvas_is_blank_and_never_empty),
	    cmocka_unit_test(a_row_is_made_blank_alone_and_loses_its_style),
	    cmocka_unit_test(text_is_put_where_told_and_its_columns_are_given),
	    cmocka_unit_test(what_does_not_fit_is_cut_with_marks),
	    cmocka_unit_test(what_lies_outside_is_left_out),
	    cmocka_unit_test(a_text_not_seen_puts_nothing),
	    cmocka_unit_test(a_wide_character_takes_two_cells),
	    cmocka_unit_test(a_wide_character_is_never_cut_in_half),
	    cmocka_unit_test(
		half_of_a_wide_character_that_is_overwritten_becomes_blank),
	    cmocka_unit_test(marks_join_the_character_before_them),
	    cmocka_unit_test(a_mark_at_the_front_gets_a_blank_of_its_own),
	    cmocka_unit_test(a_pile_of_marks_ends_with_the_cell),
	    cmocka_unit_test(hostile_characters_are_escaped_a_cell_for_each),
	    cmocka_unit_test(
		squeezing_keeps_the_first_row_and_that_of_the_cursor),
	    cmocka_unit_test(
		a_row_style_wins_over_what_is_put_before_and_after),
	    cmocka_unit_test(printf_goes_from_its_column_to_the_edge),
	    cmocka_unit_test(a_rule_has_its_title_in_the_line),
	    cmocka_unit_test(a_rule_is_drawn_with_lines_where_there_are_some),
	    cmocka_unit_test(a_canvas_begins_anew_in_another_size),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
