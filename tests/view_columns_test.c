/*
 * The choice of columns: as a screen, and what it does to the list.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/views.h"
#include "ui/device_columns.h"

static unsigned wanted;

static int
set_up(void **state)
{
	stage_set_up(state);
	wanted = DEVICE_COLUMNS_ALL;
	stage_open(&view_columns, NULL);
	view_columns_about(stage.state, &wanted);
	return 0;
}

static void
go_to(enum device_column column)
{
	stage_ask(REQUEST_TOP, NULL);
	for (int i = 0; i < (int)column; i++)
		stage_ask(REQUEST_DOWN, NULL);
}

static void
columns_are_shown_with_what_they_tell(void **state)
{
	(void)state;
	stage_draw(24, 80);
	go_to(DEVICE_VERSION);
	stage_ask(REQUEST_SWITCH, NULL);
	stage_compares("columns", 24, 80);
	stage_compares("columns", 40, 120);
}

static void
a_column_is_switched_off_and_on(void **state)
{
	(void)state;
	stage_draw(24, 80);
	go_to(DEVICE_USER);
	stage_ask(REQUEST_SWITCH, NULL);
	assert_int_equal(wanted >> DEVICE_USER & 1, 0);
	assert_int_equal(wanted >> DEVICE_TYPE & 1, 1);
	stage_ask(REQUEST_SWITCH, NULL);
	assert_int_equal(wanted, DEVICE_COLUMNS_ALL);
}

static void
device_and_state_stay(void **state)
{
	(void)state;
	stage_draw(24, 80);
	go_to(DEVICE_ID);
	stage_ask(REQUEST_SWITCH, NULL);
	go_to(DEVICE_STATE);
	stage_ask(REQUEST_SWITCH, NULL);
	assert_int_equal(wanted, DEVICE_COLUMNS_ALL);
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	for (unsigned rows = 1; rows < 30; rows++) {
		for (unsigned columns = 1; columns < 100; columns += 3)
			stage_draw(rows, columns);
	}
	assert_int_equal(stage_ask(REQUEST_COLUMNS, NULL), VIEW_CLOSES);
	assert_int_equal(stage_ask(REQUEST_CLOSE, NULL), VIEW_CLOSES);
}

static void
fit(struct device_columns *shown, unsigned room)
{
	device_columns_fit(shown, room, wanted, 8);
}

static void
unwanted_columns_make_room_for_others(void **state)
{
	struct device_columns shown;

	(void)state;
	fit(&shown, 80);
	assert_int_equal(shown.widths[DEVICE_AGENT], 0);
	wanted &= ~(1u << DEVICE_POLICY | 1u << DEVICE_KEY);
	fit(&shown, 80);
	assert_int_equal(shown.widths[DEVICE_POLICY], 0);
	assert_true(shown.widths[DEVICE_AGENT] > 0);
	fit(&shown, 40);
	assert_int_equal(shown.widths[DEVICE_AGENT], 0);
	assert_true(shown.widths[DEVICE_ID] > 0);
	assert_true(shown.widths[DEVICE_STATE] > 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, set_up, stage_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(columns_are_shown_with_what_they_tell),
	    TEST(a_column_is_switched_off_and_on),
	    TEST(device_and_state_stay),
	    TEST(every_size_is_drawn),
	    TEST(unwanted_columns_make_room_for_others),
	};
#undef TEST

	return cmocka_run_group_tests_name("view_columns", tests, NULL, NULL);
}
