/*
 * Tables that are saved: as CSV that no spreadsheet mistakes for a formula,
 * and as JSON.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "ui/table.h"

static struct table *table;
static char *written;

static int
begin(void **state)
{
	static const char *const names[] = {"one", "two", "three"};

	(void)state;
	table = table_new(names, 3);
	written = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	table_free(table);
	free(written);
	return 0;
}

static const char *
csv(void)
{
	size_t size;
	FILE *file;

	free(written);
	file = open_memstream(&written, &size);
	assert_non_null(file);
	table_csv(table, file);
	fclose(file);
	return written;
}

static json_t *
json(void)
{
	size_t size;
	json_t *read;
	FILE *file;

	free(written);
	file = open_memstream(&written, &size);
	assert_non_null(file);
	table_json(table, "things", file);
	fclose(file);
	read = json_loads(written, JSON_REJECT_DUPLICATES, NULL);
	assert_non_null(read);
	return read;
}

static void
json_says_that_names_are_pseudonyms(void **state)
{
	json_t *read = json();

	(void)state;
	assert_null(json_object_get(read, "anonymized"));
	json_decref(read);
	table_note_anonymized(table, true);
	read = json();
	assert_true(json_is_true(json_object_get(read, "anonymized")));
	json_decref(read);
}

/* The CSV of a table of one row with this text in its first cell: what stands
 * there. */
static const char *
cell(const char *bytes, size_t length)
{
	table_row(table);
	table_text(table, text_over(bytes, length));
	*strstr(csv() + strlen("one,two,three\r\n"), ",,\r\n") = '\0';
	return written + strlen("one,two,three\r\n");
}

static const char *
cell_of(const char *words)
{
	end(NULL);
	begin(NULL);
	return cell(words, strlen(words));
}

static void
an_empty_table_has_its_header(void **state)
{
	json_t *read = json();

	(void)state;
	assert_string_equal(
	    json_string_value(json_object_get(read, "screen")), "things");
	assert_int_equal(json_array_size(json_object_get(read, "rows")), 0);
	json_decref(read);
	assert_string_equal(csv(), "one,two,three\r\n");
}

static void
cells_are_texts_numbers_and_times(void **state)
{
	char words[] = "made";

	(void)state;
	table_row(table);
	table_words(table, words);
	words[0] = 'f';
	table_number(table, 7);
	table_time(table, (struct moment){1500000000, 3});
	assert_string_equal(csv(), "one,two,three\r\n"
				   "\"made\",7,1970-01-01T00:00:01.500000000Z"
				   "\r\n");
}

static void
what_was_not_seen_is_no_empty_text(void **state)
{
	json_t *read;
	json_t *rows;

	(void)state;
	table_row(table);
	table_text(table, TEXT_NOT_SEEN);
	table_text(table, text_from(""));
	table_time(table, (struct moment){0, 0});
	table_row(table);
	table_skip(table, 1);
	table_words(table, NULL);
	assert_string_equal(csv(), "one,two,three\r\n,\"\",\r\n,,\r\n");
	read = json();
	rows = json_object_get(read, "rows");
	assert_int_equal(json_object_size(json_array_get(rows, 0)), 1);
	assert_string_equal(
	    json_string_value(json_object_get(json_array_get(rows, 0), "two")),
	    "");
	assert_int_equal(json_object_size(json_array_get(rows, 1)), 0);
	json_decref(read);
}

static void
quotes_and_commas_stay_in_their_cell(void **state)
{
	(void)state;
	assert_string_equal(cell_of("a\"b,c"), "\"a\"\"b,c\"");
}

static void
control_bytes_are_shown_by_number(void **state)
{
	(void)state;
	assert_string_equal(
	    cell("\x1b[2J\r\n\0\xff", 8), "\"\\x1b[2J\\x0d\\x0a\\x00\\xff\"");
}

static void
no_text_is_a_formula(void **state)
{
	(void)state;
	assert_string_equal(cell_of("=1+1"), "\"'=1+1\"");
	assert_string_equal(cell_of("+1"), "\"'+1\"");
	assert_string_equal(cell_of("-1+cmd|x"), "\"'-1+cmd|x\"");
	assert_string_equal(cell_of("@SUM(A1)"), "\"'@SUM(A1)\"");
	assert_string_equal(cell_of("\t=1"), "\"'\\x09=1\"");
	assert_string_equal(cell_of("\r=1"), "\"'\\x0d=1\"");
}

static void
a_number_below_zero_stays_one(void **state)
{
	(void)state;
	assert_string_equal(cell_of("-1"), "\"-1\"");
}

static void
a_dash_alone_stays_one(void **state)
{
	(void)state;
	assert_string_equal(cell_of("-"), "\"-\"");
}

static void
a_list_keeps_its_items(void **state)
{
	const struct text items[] = {text_from("a\"b"), text_from("=c")};
	json_t *read;
	const json_t *one;

	(void)state;
	table_row(table);
	table_list(table, items, 2);
	table_list(table, NULL, 0);
	assert_string_equal(csv(), "one,two,three\r\n"
				   "\"(2 listed: a\"\"b, =c)\","
				   "\"(0 listed)\",\r\n");
	read = json();
	one = json_object_get(
	    json_array_get(json_object_get(read, "rows"), 0), "one");
	assert_int_equal(json_array_size(one), 2);
	assert_string_equal(json_string_value(json_array_get(one, 1)), "=c");
	json_decref(read);
}

static void
many_rows_are_kept(void **state)
{
	json_t *read;

	(void)state;
	for (uint64_t i = 0; i < 1000; i++) {
		table_row(table);
		table_number(table, i);
		table_words(table, "words");
	}
	read = json();
	assert_int_equal(json_array_size(json_object_get(read, "rows")), 1000);
	json_decref(read);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(an_empty_table_has_its_header),
	    TEST(json_says_that_names_are_pseudonyms),
	    TEST(cells_are_texts_numbers_and_times),
	    TEST(what_was_not_seen_is_no_empty_text),
	    TEST(quotes_and_commas_stay_in_their_cell),
	    TEST(control_bytes_are_shown_by_number),
	    TEST(no_text_is_a_formula),
	    TEST(a_number_below_zero_stays_one),
	    TEST(a_dash_alone_stays_one),
	    TEST(a_list_keeps_its_items),
	    TEST(many_rows_are_kept),
	};
#undef TEST

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
