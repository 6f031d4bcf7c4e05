/*
 * Times on the screen, in the three ways they are told.
 */
#include "tests/support/check.h"

#include "ui/view_time.h"

#define SECOND 1000000000LL
#define HOUR (3600 * SECOND)
#define DAY (24 * HOUR)

static struct view_clock clock = {
    .begin = {10 * DAY, 1}, .end = {10 * DAY + 23 * HOUR, 900}};

static struct moment
at(int64_t time)
{
	return (struct moment){time, 7};
}

static const char *
told(enum view_times times, struct moment moment, struct moment before)
{
	static char words[VIEW_TIME];

	clock.times = times;
	view_time(&clock, moment, before, words);
	return words;
}

static const char *
heard(enum view_times times, struct moment moment)
{
	static char words[VIEW_TIME];

	clock.times = times;
	view_time_heard(&clock, moment, words);
	return words;
}

static void
utc_is_a_time_of_day_or_the_date_of_another_day(void **state)
{
	struct moment none = {0, 0};

	(void)state;
	assert_string_equal(
	    told(TIMES_UTC, at(10 * DAY + 2 * HOUR + SECOND), none),
	    "02:00:01");
	assert_string_equal(
	    told(TIMES_UTC, at(10 * DAY - SECOND), none), "01-10");
	assert_string_equal(heard(TIMES_UTC, at(10 * DAY)), "00:00:00");
}

static void
since_the_start_counts_from_the_first_packet(void **state)
{
	struct moment none = {0, 0};

	(void)state;
	assert_string_equal(
	    told(TIMES_START, at(10 * DAY + SECOND / 2), none), "+0.500");
	assert_string_equal(
	    told(TIMES_START, at(10 * DAY - SECOND), none), "-1.000");
	assert_string_equal(
	    heard(TIMES_START, at(10 * DAY + 90 * SECOND)), "+90.000");
}

static void
delta_counts_from_the_moment_before(void **state)
{
	struct moment none = {0, 0};

	(void)state;
	assert_string_equal(
	    told(TIMES_DELTA, at(DAY + SECOND), at(DAY)), "+1.000");
	assert_string_equal(told(TIMES_DELTA, at(DAY), none), "");
}

static void
an_age_counts_back_from_the_newest_packet(void **state)
{
	(void)state;
	assert_string_equal(
	    heard(TIMES_DELTA, at(10 * DAY + 22 * HOUR)), "1:00:00");
	assert_string_equal(
	    heard(TIMES_DELTA, at(10 * DAY + 23 * HOUR + SECOND)), "-1.000");
}

static void
long_spans_fit_eight_columns(void **state)
{
	(void)state;
	assert_string_equal(
	    told(TIMES_DELTA, at(1000 * SECOND), at(0)), "+0:16:40");
	assert_string_equal(
	    told(TIMES_DELTA, at(10 * HOUR + 61 * SECOND), at(0)), "+10h01m");
	assert_string_equal(told(TIMES_DELTA, at(100 * HOUR), at(0)), "+4d04h");
	assert_string_equal(
	    told(TIMES_DELTA, at(999 * SECOND), at(0)), "+999.000");
}

static void
what_was_not_seen_has_no_time(void **state)
{
	struct moment none = {0, 0};

	(void)state;
	assert_string_equal(told(TIMES_UTC, none, none), "");
	assert_string_equal(told(TIMES_START, none, none), "");
	assert_string_equal(heard(TIMES_DELTA, none), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(utc_is_a_time_of_day_or_the_date_of_another_day),
	    cmocka_unit_test(since_the_start_counts_from_the_first_packet),
	    cmocka_unit_test(delta_counts_from_the_moment_before),
	    cmocka_unit_test(an_age_counts_back_from_the_newest_packet),
	    cmocka_unit_test(long_spans_fit_eight_columns),
	    cmocka_unit_test(what_was_not_seen_has_no_time),
	};

	return cmocka_run_group_tests_name("view_time", tests, NULL, NULL);
}
