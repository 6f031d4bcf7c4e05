/*
 * The outputs for people, the table of outputs, and what they are made with.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "tests/support/story.h"
#include "ui/moment.h"
#include "ui/rendered.h"
#include "ui/report.h"

static void
no_line_is_wider_than_a_terminal(const char *bytes)
{
	for (const char *line = bytes; *line != '\0';) {
		size_t length = strcspn(line, "\n");

		assert_true(length <= 80);
		line += length + 1;
	}
}

static void
the_list_for_people_has_columns(void **state)
{
	char *bytes = story_printed(report_devices_text, true);

	(void)state;
	nothing_drives_the_terminal(bytes);
	no_line_is_wider_than_a_terminal(bytes);
	assert_non_null(strstr(bytes, "DEVICE"));
	assert_non_null(strstr(bytes, "anna"));
	assert_non_null(strstr(bytes, "partial"));
	assert_non_null(strstr(bytes, "SE\xc3\x9c\\x1b"));
	free(bytes);
}

static void
the_report_for_people_tells_the_story(void **state)
{
	char *bytes = story_printed(report_text, true);

	(void)state;
	nothing_drives_the_terminal(bytes);
	no_line_is_wider_than_a_terminal(bytes);
	assert_non_null(strstr(bytes, "a\\x1b.pcap: 12 packets, 1,234,567"));
	assert_non_null(strstr(bytes, "(1 min 30 s)"));
	assert_non_null(strstr(bytes, "DEVICES: 2"));
	assert_non_null(strstr(bytes, "partial: it says that it obeys a part"));
	assert_non_null(strstr(bytes, "HTC \"Mozart\""));
	assert_non_null(strstr(bytes, "\\x1b[2J\\xff"));
	assert_non_null(strstr(bytes, "game.exe"));
	assert_non_null(strstr(bytes, "2 partial"));
	assert_non_null(strstr(bytes, "key 222"));
	assert_non_null(strstr(bytes, "a\\x1b.pcap: the file is cut"));
	assert_non_null(strstr(bytes, "3 gaps in the byte streams"));
	free(bytes);
}

static void
a_report_of_nothing_says_so(void **state)
{
	char *bytes = story_printed(report_text, false);

	(void)state;
	assert_non_null(strstr(bytes, "No ActiveSync device was seen."));
	assert_non_null(strstr(bytes, "Nothing is known to be missing."));
	free(bytes);
}

static void
a_record_for_people_is_a_line(void **state)
{
	char *bytes = story_recorded(report_event_text);

	(void)state;
	nothing_drives_the_terminal(bytes);
	assert_non_null(strstr(bytes, "Provision   200  acknowledge, says 2"));
	assert_non_null(strstr(bytes, "FolderSync  449"));
	free(bytes);
}

static void
each_output_is_found_by_name(void **state)
{
	(void)state;
	assert_ptr_equal(report_find(WORD_REPORT, NULL)->print, report_text);
	assert_ptr_equal(report_find(WORD_REPORT, "json")->print, report_json);
	assert_ptr_equal(
	    report_find(WORD_EVENTS, NULL)->exchange, report_event_json);
	assert_null(report_find(WORD_REPORT, "xml"));
}

static void
times_are_rfc_3339_on_both_sides_of_1970(void **state)
{
	struct moment_words words = {0};
	char span[MOMENT_TEXT];

	(void)state;
	assert_string_equal(moment_rfc3339(&words, STORY_NOON + 7),
	    "2026-11-21T12:00:00.000000007Z");
	assert_string_equal(
	    moment_plain(&words, STORY_NOON + 7), "2026-11-21 12:00:00");
	assert_string_equal(
	    moment_rfc3339(&words, -1), "1969-12-31T23:59:59.999999999Z");
	assert_string_equal(moment_rfc3339(&words, INT64_MIN),
	    "1677-09-21T00:12:43.145224192Z");
	moment_span(258 * 1000000000LL, span);
	assert_string_equal(span, "4 min 18 s");
	moment_span(1000000000LL / 4, span);
	assert_string_equal(span, "250 ms");
}

static unsigned makings;

static void
make_piece(const void *key, FILE *file)
{
	const char *word_made = key;

	makings++;
	fputs(word_made, file);
}

static void
a_piece_is_made_once(void **state)
{
	struct rendered *rendered = rendered_new(make_piece);
	size_t length;

	(void)state;
	makings = 0;
	assert_string_equal(rendered_get(rendered, "one", &length), "one");
	assert_int_equal(length, 3);
	assert_string_equal(rendered_get(rendered, "one", &length), "one");
	assert_int_equal(makings, 1);
	rendered_free(rendered);
}

static void
pieces_beyond_the_bound_are_made_again(void **state)
{
	enum {
		KEYS = 5000
	};
	char *keys = memory_get(KEYS, 2);
	struct rendered *rendered = rendered_new(make_piece);
	size_t length;

	(void)state;
	for (int i = 0; i < KEYS; i++) {
		keys[i * 2] = (char)('a' + i % 26);
		assert_string_equal(
		    rendered_get(rendered, keys + i * 2, &length),
		    keys + i * 2);
	}
	makings = 0;
	rendered_get(rendered, keys, &length);
	assert_int_equal(makings, 0);
	rendered_get(rendered, keys + (KEYS - 1) * 2, &length);
	assert_int_equal(makings, 1);
	rendered_free(rendered);
	free(keys);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_list_for_people_has_columns),
	    cmocka_unit_test(the_report_for_people_tells_the_story),
	    cmocka_unit_test(a_report_of_nothing_says_so),
	    cmocka_unit_test(a_record_for_people_is_a_line),
	    cmocka_unit_test(each_output_is_found_by_name),
	    cmocka_unit_test(times_are_rfc_3339_on_both_sides_of_1970),
	    cmocka_unit_test(a_piece_is_made_once),
	    cmocka_unit_test(pieces_beyond_the_bound_are_made_again),
	};

	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
