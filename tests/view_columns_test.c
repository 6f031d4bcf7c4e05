/*
 * The columns of the list of devices: their choice as a screen, what it does to
 * the list, and what stands in them.
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

/* One acknowledgement is answered unseen: then the key of what follows tells.
 */
static void
a_key_whose_giving_was_not_seen_is_not_called_temporary(void **state)
{
	struct exchange unanswered = acknowledge_at(201, "111", "1", NULL);

	(void)state;
	lose_answer(&unanswered);
	tell(stage.ledger, download_at(200, "111", policy_of_length("4")));
	tell(stage.ledger, unanswered);
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("1 FULL ?"));
	tell(stage.ledger, command_at(202, COMMAND_SYNC, "222", 200));
	stage_draw(24, 80);
	assert_true(stage_shows("1 FULL final"));
}

/* Of two that share a domain the column has to tell who is who. */
static void
a_user_keeps_the_name_and_loses_the_domain(void **state)
{
	(void)state;
	stage_provision("A", "VERYLONGDOMAINNAME\\anna", 100, "4", "1");
	stage_provision("B", "user-3f9c2a71b04e", 200, "4", "1");
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows(" ..\\anna  "));
	assert_true(stage_shows(" user-3f9c2a71b04e "));
	assert_true(stage_shows("-- A VERYLONGDOMAINNAME\\anna --"));
	stage_draw(24, 28);
	assert_true(stage_shows("1 FULL"));
}

static void
a_search_that_missed_is_over_with_the_next_key(void **state)
{
	(void)state;
	stage_fill();
	stage_open(&view_devices, NULL);
	stage_draw(24, 80);
	stage_ask(REQUEST_SEARCH, "nobody at all");
	stage_draw(24, 80);
	assert_true(stage_shows("Not found: nobody at all"));
	stage_ask(REQUEST_REVERSE, NULL);
	stage_draw(24, 80);
	assert_false(stage_shows("Not found"));
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
	    TEST(a_key_whose_giving_was_not_seen_is_not_called_temporary),
	    TEST(a_user_keeps_the_name_and_loses_the_domain),
	    TEST(a_search_that_missed_is_over_with_the_next_key),
	};
#undef TEST

	return cmocka_run_group_tests_name("view_columns", tests, NULL, NULL);
}
