/*
 * Keys by screen, the bar made of them, and the help.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/keys.h"

/* What the first row of a canvas says; freed by the caller. */
static char *
first_row(const struct canvas *canvas)
{
	char *printed = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&printed, &size);

	assert_non_null(file);
	canvas_print(canvas, file);
	fclose(file);
	printed[strcspn(printed, "\n")] = '\0';
	return printed;
}

static char *
bar(unsigned columns, enum key_screen screen)
{
	struct canvas *canvas = canvas_new(1, columns, LINES_ASCII);
	char *row;

	keys_bar(canvas, 0, screen);
	row = first_row(canvas);
	canvas_free(canvas);
	return row;
}

static void
a_key_has_two_names_for_one_request(void **state)
{
	(void)state;
	assert_int_equal(keys_request(ON_DEVICES, "k"), REQUEST_UP);
	assert_int_equal(keys_request(ON_DEVICES, "Up"), REQUEST_UP);
	assert_int_equal(keys_request(ON_DEVICES, "Ctrl-F"), REQUEST_PAGE_DOWN);
	assert_int_equal(keys_request(ON_HELP, "F1"), REQUEST_HELP);
}

static void
case_tells_keys_apart(void **state)
{
	(void)state;
	assert_int_equal(keys_request(ON_POLICY, "g"), REQUEST_TOP);
	assert_int_equal(keys_request(ON_POLICY, "G"), REQUEST_BOTTOM);
}

static void
a_key_means_nothing_on_screens_without_it(void **state)
{
	(void)state;
	assert_int_equal(keys_request(ON_DEVICES, "Enter"), REQUEST_OPEN);
	assert_int_equal(keys_request(ON_POLICY, "Enter"), REQUEST_NOTHING);
	assert_int_equal(keys_request(ON_HELP, "f"), REQUEST_NOTHING);
}

static void
what_is_no_key_asks_for_nothing(void **state)
{
	(void)state;
	assert_int_equal(keys_request(ON_ALL, ""), REQUEST_NOTHING);
	assert_int_equal(keys_request(ON_ALL, NULL), REQUEST_NOTHING);
	assert_int_equal(keys_request(ON_ALL, "F10"), REQUEST_NOTHING);
	assert_int_equal(keys_request(ON_ALL, "Resize"), REQUEST_NOTHING);
}

struct entry {
	unsigned screens;
	const char *key;
	const char *other;
};

static const struct entry entries[] = {
#define KEY(request, screens, key, other, words, bar) {screens, key, other},
#include "ui/keys.def"
#undef KEY
};

#define ENTRY_COUNT (sizeof(entries) / sizeof(entries[0]))

static void
no_key_means_two_things_on_one_screen(void **state)
{
	(void)state;
	for (size_t i = 0; i < ENTRY_COUNT; i++) {
		for (size_t j = 0; j < i; j++) {
			if ((entries[i].screens & entries[j].screens) == 0)
				continue;
			assert_string_not_equal(entries[i].key, entries[j].key);
			assert_string_not_equal(
			    entries[i].key, entries[j].other);
			assert_string_not_equal(
			    entries[i].other, entries[j].key);
			if (entries[i].other[0] != '\0')
				assert_string_not_equal(
				    entries[i].other, entries[j].other);
		}
	}
}

/* Desktop terminals take F10 for their menu; not all keyboards have F-keys. */
static void
no_request_is_on_a_function_key_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < ENTRY_COUNT; i++) {
		assert_true(
		    entries[i].key[0] != 'F' || entries[i].key[1] == '\0');
		assert_string_not_equal(entries[i].other, "F10");
	}
}

static void
the_bar_names_the_keys_of_its_screen(void **state)
{
	char *devices = bar(200, ON_DEVICES);
	char *policy = bar(200, ON_POLICY);

	(void)state;
	assert_non_null(strstr(devices, "Enter Device"));
	assert_non_null(strstr(devices, "Esc Back"));
	assert_non_null(strstr(devices, "  / Search"));
	assert_null(strstr(policy, "Device"));
	assert_non_null(strstr(policy, "? Help"));
	assert_null(strstr(devices, "  k"));
	free(devices);
	free(policy);
}

static void
the_bar_of_most_screens_fits_eighty_columns_whole(void **state)
{
	static const struct {
		enum key_screen screen;
		unsigned columns;
	} bars[] = {{ON_DEVICES, 140}, {ON_POLICY, 120}, {ON_HELP, 80},
	    {ON_INFERENCE, 80}, {ON_MATRIX, 80}, {ON_FLOW, 80},
	    {ON_MESSAGE, 120}, {ON_COLUMNS, 80}, {ON_DIFFERENCE, 80}};

	(void)state;
	for (size_t i = 0; i < sizeof(bars) / sizeof(bars[0]); i++) {
		char *fitting = bar(bars[i].columns, bars[i].screen);
		char *wide = bar(500, bars[i].screen);

		assert_string_equal(fitting, wide);
		free(fitting);
		free(wide);
	}
}

static void
a_narrow_bar_drops_whole_entries_but_never_help(void **state)
{
	static const char help[] = "? Help";
	char *whole = bar(200, ON_POLICY);

	(void)state;
	for (unsigned columns = 1; columns < 80; columns++) {
		char *row = bar(columns, ON_POLICY);
		size_t length = strlen(row);

		if (columns < strlen(help)) {
			assert_int_equal(length, 0);
		} else {
			length -= strlen(help);
			assert_string_equal(row + length, help);
			assert_memory_equal(row, whole, length);
			assert_true(length == 0 ||
				    strncmp(row + length - 2, "  ", 2) == 0);
		}
		free(row);
	}
	free(whole);
}

static void
the_help_has_a_line_for_each_key_of_its_screen(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < ENTRY_COUNT; i++)
		count += (entries[i].screens & ON_POLICY) != 0;
	assert_int_equal(keys_help_lines(ON_POLICY), count);
	assert_true(keys_help_lines(ON_DEVICES) > count);
}

static void
a_line_of_help_has_both_keys_and_words(void **state)
{
	struct canvas *canvas = canvas_new(1, 60, LINES_ASCII);
	char *row;

	(void)state;
	keys_help_line(ON_POLICY, 2, canvas, 0, 1);
	row = first_row(canvas);
	assert_string_equal(row, " Ctrl-B, PgUp    up a page");
	free(row);
	canvas_free(canvas);
}

static void
a_line_of_help_of_one_key_has_no_comma(void **state)
{
	struct canvas *canvas = canvas_new(1, 60, LINES_ASCII);
	char *row;

	(void)state;
	keys_help_line(ON_DEVICES, 6, canvas, 0, 0);
	row = first_row(canvas);
	assert_string_equal(
	    row, "Enter           open the device under the cursor");
	free(row);
	canvas_free(canvas);
}

static void
a_line_of_help_past_the_end_draws_nothing(void **state)
{
	struct canvas *canvas = canvas_new(1, 60, LINES_ASCII);
	char *row;

	(void)state;
	keys_help_line(ON_POLICY, keys_help_lines(ON_POLICY), canvas, 0, 0);
	row = first_row(canvas);
	assert_string_equal(row, "");
	free(row);
	canvas_free(canvas);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_key_has_two_names_for_one_request),
	    cmocka_unit_test(case_tells_keys_apart),
	    cmocka_unit_test(a_key_means_nothing_on_screens_without_it),
	    cmocka_unit_test(what_is_no_key_asks_for_nothing),
	    cmocka_unit_test(no_key_means_two_things_on_one_screen),
	    cmocka_unit_test(no_request_is_on_a_function_key_alone),
	    cmocka_unit_test(the_bar_names_the_keys_of_its_screen),
	    cmocka_unit_test(the_bar_of_most_screens_fits_eighty_columns_whole),
	    cmocka_unit_test(a_narrow_bar_drops_whole_entries_but_never_help),
	    cmocka_unit_test(the_help_has_a_line_for_each_key_of_its_screen),
	    cmocka_unit_test(a_line_of_help_has_both_keys_and_words),
	    cmocka_unit_test(a_line_of_help_of_one_key_has_no_comma),
	    cmocka_unit_test(a_line_of_help_past_the_end_draws_nothing),
	};

	return cmocka_run_group_tests_name("keys", tests, NULL, NULL);
}
