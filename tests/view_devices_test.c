/*
 * The view of all devices, as screens and by what keys do to it.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/support/views.h"
#include "ui/device_columns.h"

#define MANY 100000

static bool
cursor_is_on(const char *id)
{
	return strstr(stage_cursor_row(), id) != NULL;
}

static void
devices_are_shown_with_their_states(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_compares("devices", 24, 80);
	stage_compares("devices", 40, 120);
}

static void
states_have_their_styles(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_ask(REQUEST_BOTTOM, NULL);
	stage_draw(40, 120);
	assert_int_equal(stage_style_of("2 PART"), STYLE_PART);
	assert_int_equal(stage_style_of("3 NONE"), STYLE_NONE);
	assert_int_equal(stage_style_of("4 EXT"), STYLE_EXTERNAL);
	assert_int_equal(stage_style_of("1 FULL"), STYLE_FULL);
	assert_int_equal(stage_style_of("WAIT temp"), STYLE_WAIT);
	assert_int_equal(stage_style_of("WIPE -"), STYLE_WIPE);
}

static void
an_empty_ledger_says_so(void **state)
{
	(void)state;
	stage.run.reading = true;
	stage.run.percent = 41;
	stage_open(&view_devices, NULL);
	stage_compares("devices-none", 24, 80);
	assert_null(stage.view->device(stage.state, stage.ledger));
	assert_int_equal(stage_ask(REQUEST_OPEN, NULL), VIEW_STAYS);
	assert_int_equal(stage_ask(REQUEST_DOWN, NULL), VIEW_STAYS);
	stage_ask(REQUEST_SEARCH, "x");
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	for (unsigned rows = 1; rows < 45; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 3)
			stage_draw(rows, columns);
	}
}

static void
narrow_screens_lose_columns_and_low_ones_the_preview(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_compares("devices-narrow", 19, 50);
	assert_false(stage_shows("Answered"));
	assert_true(stage_shows("STATE"));
}

static void
the_run_is_told_in_the_first_line(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage.run = (struct run_seen){.source = "LIVE eth0",
	    .live = true,
	    .reading = true,
	    .elapsed = 761 * 1000000000LL,
	    .notice = "saved: screen.txt"};
	stage_draw(24, 80);
	assert_true(stage_shows("LIVE eth0"));
	assert_true(stage_shows("00:12:41"));
	assert_true(stage_shows("saved: screen.txt"));
	stage.run.paused = true;
	stage.run.waiting = 1234;
	stage_draw(24, 80);
	assert_true(stage_shows("PAUSED, 1,234 packets wait"));
}

static void
the_cursor_stays_on_its_device_when_others_come(void **state)
{
	(void)state;
	stage_provision("B", "anna", 200, "4", "1");
	stage_provision("C", "anna", 300, "4", "1");
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_DOWN, NULL);
	stage_draw(24, 80);
	assert_true(cursor_is_on("C"));
	stage_provision("A", "anna", 100, "4", "1");
	stage_draw(24, 80);
	assert_true(cursor_is_on("C"));
	assert_ptr_equal(
	    stage.view->device(stage.state, stage.ledger), stage_device("C"));
	assert_int_equal(stage_ask(REQUEST_OPEN, NULL), VIEW_OPENS_DEVICE);
}

static void
a_row_follows_what_its_device_says(void **state)
{
	(void)state;
	stage_provision("A", "anna", 100, "4", NULL);
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("  WAIT temp"));
	stage_provision("A", "anna", 200, "4", "1");
	stage_draw(24, 80);
	assert_true(stage_shows("1 FULL final"));
	assert_true(stage_shows("FULL 1"));
	assert_true(stage_shows(" x2 "));
}

static void
the_newest_finding_is_shown(void **state)
{
	struct exchange first = download_at(100, "1", policy_of_length("4"));

	(void)state;
	first.seen.basic_credentials = true;
	tell(stage.ledger, first);
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Finding"));
	assert_false(stage_shows("Status 2"));
	tell(stage.ledger, acknowledge_at(101, "1", "2", "9"));
	stage_draw(24, 80);
	assert_true(stage_shows("acknowledged with Status 2"));
	assert_false(stage_shows("unencrypted"));
}

static void
a_filter_shows_rows_that_hold_the_text(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_FILTER, "iphone");
	stage_draw(24, 80);
	assert_true(stage_shows("Devices 3 of 10   FULL 1  - 1  ? 1\n"));
	assert_true(stage_shows("bob"));
	assert_false(stage_shows("alice"));
	stage_ask(REQUEST_FILTER, "none");
	stage_draw(24, 80);
	assert_true(cursor_is_on("dave"));
	stage_ask(REQUEST_FILTER, "nobody at all");
	stage_draw(24, 80);
	assert_true(stage_shows("No device holds the text"));
	stage_ask(REQUEST_FILTER, "");
	stage_draw(24, 80);
	assert_true(stage_shows("Devices 10 "));
}

static void
a_search_goes_on_and_back_and_around(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(40, 120);
	stage_ask(REQUEST_SEARCH, "IPHONE");
	stage_draw(40, 120);
	assert_true(cursor_is_on("bob"));
	stage_ask(REQUEST_NEXT, NULL);
	stage_draw(40, 120);
	assert_true(cursor_is_on("grace"));
	stage_ask(REQUEST_PREVIOUS, NULL);
	stage_ask(REQUEST_PREVIOUS, NULL);
	stage_draw(40, 120);
	assert_true(cursor_is_on("heidi"));
	stage_ask(REQUEST_SEARCH, "zzz");
	stage_draw(40, 120);
	assert_true(cursor_is_on("heidi"));
	assert_true(stage_shows("Not found: zzz"));
}

static void
columns_sort_and_reverse(void **state)
{
	(void)state;
	stage_provision("b", "anna", 100, "4", "1");
	stage_provision("A", "berta", 200, "4", "2");
	stage_provision("C", "clara", 300, "4", "3");
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_ask(REQUEST_TOP, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Order: DEVICE"));
	assert_true(cursor_is_on("> A"));
	stage_ask(REQUEST_REVERSE, NULL);
	stage_draw(24, 80);
	assert_true(cursor_is_on("> A"));
	stage_ask(REQUEST_TOP, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Order: DEVICE, reversed"));
	assert_true(cursor_is_on("> C"));
	stage_ask(REQUEST_SORT_LEFT, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Order: first seen, reversed"));
}

static void
the_heading_shows_column_and_direction(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows(" ^DEVICE"));
	stage_ask(REQUEST_REVERSE, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows(" vDEVICE"));
	for (int i = DEVICE_ID; i < DEVICE_LAST; i++)
		stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("vLAST UTC"));
	assert_true(stage_shows("  DEVICE"));
}

/* Tells of a device with this protocol version. */
static void
hear_version(const char *id, int second, const char *version)
{
	struct exchange exchange =
	    command_at(second, COMMAND_FOLDER_SYNC, "0", 449);

	exchange.seen.device_id = text_from(id);
	exchange.seen.protocol_version = text_from(version);
	tell(stage.ledger, exchange);
}

static void
versions_sort_as_numbers_and_what_was_not_seen_comes_last(void **state)
{
	static const char *const order[] = {"> b", "> c", "> a", "> d"};

	(void)state;
	hear_version("d", 100, NULL);
	hear_version("a", 200, "14.1");
	hear_version("b", 300, "2.5");
	hear_version("c", 400, "12.1");
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	for (int i = DEVICE_ID; i <= DEVICE_VERSION; i++)
		stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_ask(REQUEST_TOP, NULL);
	for (int i = 0; i < 4; i++) {
		stage_draw(24, 80);
		assert_true(cursor_is_on(order[i]));
		stage_ask(REQUEST_DOWN, NULL);
	}
}

static void
last_is_told_in_three_ways(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("LAST UTC"));
	assert_true(stage_shows("00:02:11"));
	stage.run.clock.times = TIMES_START;
	stage_draw(24, 80);
	assert_true(stage_shows("LAST +"));
	assert_true(stage_shows("+31.500"));
	stage.run.clock.times = TIMES_DELTA;
	stage_draw(24, 80);
	assert_true(stage_shows("LAST AGO"));
	assert_true(stage_shows(" 580.000"));
}

static void
marks_are_shown_and_taken_off(void **state)
{
	const struct device *pair[2];

	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_MARK, NULL);
	stage_ask(REQUEST_DOWN, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("\n *6F24"));
	assert_int_equal(stage_style_of("*6F24"), STYLE_MARKED);
	assert_int_equal(
	    stage_ask(REQUEST_DIFFERENCE, NULL), VIEW_OPENS_DIFFERENCE);
	view_devices_pair(stage.state, pair);
	assert_ptr_equal(
	    pair[0], stage_device("6F24CAD599A5BF1A690246B8C68FAE8D"));
	assert_ptr_equal(pair[1], stage_device("SEC0A1B2C3D4E5F6"));
	stage_ask(REQUEST_UP, NULL);
	stage_ask(REQUEST_MARK, NULL);
	stage_draw(24, 80);
	assert_false(stage_shows("*6F24"));
	assert_int_equal(stage_ask(REQUEST_DIFFERENCE, NULL), VIEW_STAYS);
}

static void
a_third_mark_takes_the_first_off(void **state)
{
	const struct device *pair[2];

	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	for (int i = 0; i < 3; i++) {
		stage_ask(REQUEST_MARK, NULL);
		stage_ask(REQUEST_DOWN, NULL);
	}
	view_devices_pair(stage.state, pair);
	assert_ptr_equal(pair[0], stage_device("SEC0A1B2C3D4E5F6"));
	assert_ptr_equal(pair[1], stage_device("androidc91f22e07"));
}

static void
its_table_has_the_rows_of_the_filter_in_their_order(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_FILTER, "iphone");
	for (int i = DEVICE_ID; i <= DEVICE_USER; i++)
		stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_ask(REQUEST_REVERSE, NULL);
	assert_string_equal(stage_table(),
	    "device_id,user,device_type,protocol_version,policy,state,key,"
	    "provisions,last_seen,system,answer,rounds\r\n"
	    "\"2222AF00D1CE5EED\",\"heidi\",\"iPhone\",\"14.1\",,,\"final\",0,"
	    "1970-01-01T00:10:10.500000000Z,\"Phone/1.0\",,0\r\n"
	    "\"1111AF00D1CE5EED\",\"grace\",\"iPhone\",\"14.1\",,"
	    "\"not provisioned\",,0,"
	    "1970-01-01T00:10:00.500000000Z,\"Phone/1.0\",,0\r\n"
	    "\"SEC0A1B2C3D4E5F6\",\"bob\",\"iPhone\",\"14.1\","
	    "\"7f4b08adff92ed69\",\"full\",\"final\",2,"
	    "1970-01-01T00:01:51.500000000Z,\"Phone/1.0\",\"1\",1\r\n");
}

static void
ids_that_begin_alike_are_sorted_by_what_follows(void **state)
{
	(void)state;
	stage_provision("device-0010", "anna", 100, "4", "1");
	stage_provision("DEVICE-0009", "anna", 100, "4", "1");
	stage_open(&view_devices, NULL);
	stage_ask(REQUEST_SORT_RIGHT, NULL);
	stage_ask(REQUEST_TOP, NULL);
	stage_draw(24, 80);
	assert_true(cursor_is_on("> DEVICE-0009"));
}

static void
every_column_sorts(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	for (int i = 0; i < 12; i++) {
		stage_ask(REQUEST_SORT_RIGHT, NULL);
		stage_draw(24, 120);
		assert_true(stage_shows("Devices 10 "));
	}
}

static void
escape_leaves_it(void **state)
{
	(void)state;
	stage_open(&view_devices, NULL);
	assert_int_equal(stage_ask(REQUEST_CLOSE, NULL), VIEW_CLOSES);
}

static double
seconds_since(const struct timespec *begin)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begin->tv_sec) +
	       (double)(now.tv_nsec - begin->tv_nsec) / 1e9;
}

static void
a_hundred_thousand_devices_scroll(void **state)
{
	struct timespec begin;
	char id[32];
	double first;
	double all;

	(void)state;
	for (int i = 0; i < MANY; i++) {
		struct exchange exchange =
		    command_at(i, COMMAND_FOLDER_SYNC, "0", 449);

		snprintf(id, sizeof(id), "device%06d", i);
		exchange.seen.device_id = text_from(id);
		tell(stage.ledger, exchange);
	}
	stage_open(&view_devices, NULL);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	stage_draw(40, 120);
	first = seconds_since(&begin);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	for (int i = 0; i < 100; i++) {
		stage_ask(REQUEST_PAGE_DOWN, NULL);
		stage_draw(40, 120);
	}
	all = seconds_since(&begin);
	if (getenv("TIMES") != NULL)
		print_message("first %.4f s, then %.6f s\n", first, all / 100);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	ledger_health(stage.ledger);
	stage_draw(40, 120);
	if (getenv("TIMES") != NULL)
		print_message("changed %.4f s\n", seconds_since(&begin));
	stage_ask(REQUEST_SORT_RIGHT, NULL);
	clock_gettime(CLOCK_MONOTONIC, &begin);
	stage_ask(REQUEST_SORT_RIGHT, NULL);
	if (getenv("TIMES") != NULL)
		print_message("sorted %.4f s\n", seconds_since(&begin));
	assert_true(cursor_is_on("device002"));
	assert_true(all < 5);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(devices_are_shown_with_their_states),
	    TEST(states_have_their_styles),
	    TEST(an_empty_ledger_says_so),
	    TEST(every_size_is_drawn),
	    TEST(narrow_screens_lose_columns_and_low_ones_the_preview),
	    TEST(the_run_is_told_in_the_first_line),
	    TEST(the_cursor_stays_on_its_device_when_others_come),
	    TEST(a_row_follows_what_its_device_says),
	    TEST(the_newest_finding_is_shown),
	    TEST(a_filter_shows_rows_that_hold_the_text),
	    TEST(a_search_goes_on_and_back_and_around),
	    TEST(columns_sort_and_reverse),
	    TEST(the_heading_shows_column_and_direction),
	    TEST(versions_sort_as_numbers_and_what_was_not_seen_comes_last),
	    TEST(last_is_told_in_three_ways),
	    TEST(marks_are_shown_and_taken_off),
	    TEST(a_third_mark_takes_the_first_off),
	    TEST(its_table_has_the_rows_of_the_filter_in_their_order),
	    TEST(ids_that_begin_alike_are_sorted_by_what_follows),
	    TEST(every_column_sorts),
	    TEST(escape_leaves_it),
	    TEST(a_hundred_thousand_devices_scroll),
	};

	return cmocka_run_group_tests_name("view_devices", tests, NULL, NULL);
}
