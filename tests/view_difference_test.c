/*
 * The difference of two devices: as screens, and what it tells.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/views.h"

#define ALICE "6F24CAD599A5BF1A690246B8C68FAE8D"
#define BOB "SEC0A1B2C3D4E5F6"

static void
opens(const char *first, const char *second)
{
	stage_open(&view_difference, stage_device(first));
	view_difference_about(stage.state, stage_device(second));
}

static void
two_devices_stand_side_by_side(void **state)
{
	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	stage_compares("difference", 24, 80);
	stage_compares("difference", 40, 120);
}

static void
all_settings_are_shown_on_demand(void **state)
{
	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	stage_draw(40, 120);
	assert_false(stage_shows("AllowBluetooth"));
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_compares("difference-all", 24, 80);
	stage_compares("difference-all", 40, 120);
	assert_true(stage_shows("AllowBluetooth"));
}

static void
added_removed_and_changed_settings_are_told_apart(void **state)
{
	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	stage_draw(40, 160);
	assert_true(stage_shows(" +MaxInactivityTimeDeviceLock"));
	assert_true(stage_shows(" -MaxAttachmentSize"));
	assert_true(stage_shows(" ~RequireDeviceEncryption"));
	assert_true(stage_shows("not required"));
	assert_true(stage_shows(" -> required"));
	assert_true(stage_shows(" +    camera.exe"));
	assert_true(stage_shows("3 changed, 1 added, 1 removed"));
}

static void
equal_policies_are_told_as_equal(void **state)
{
	(void)state;
	stage_provision("A", "anna", 100, "4", "1");
	stage_provision("B", "anna", 200, "4", "1");
	opens("A", "B");
	stage_draw(24, 80);
	assert_true(stage_shows("Policies: equal, 12 settings the same"));
	assert_true(stage_shows("They are equal: no setting differs"));
	assert_true(stage_shows("Facts: 0 of"));
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_draw(40, 80);
	assert_true(stage_shows("DevicePasswordEnabled"));
	assert_false(stage_shows(" -> "));
}

static void
a_policy_that_was_not_seen_is_not_compared(void **state)
{
	(void)state;
	stage_fill();
	opens(ALICE, "1111AF00D1CE5EED");
	stage_draw(24, 80);
	assert_true(stage_shows("not compared, one was not seen"));
	assert_true(stage_shows("No policy of the second device was seen."));
	assert_false(stage_shows("removed"));
}

static void
what_a_cut_hides_is_not_told_as_removed(void **state)
{
	struct exchange cut = download_at(300, "1300", policy_of_length("4"));
	struct policy part = *cut.body.policy;

	(void)state;
	stage_provision("A", "anna", 100, "4", "1");
	part.complete = false;
	part.id[0] = '\0';
	cut.body.policy = &part;
	cut.seen.device_id = text_from("B");
	tell(stage.ledger, cut);
	opens("A", "B");
	stage_draw(40, 120);
	assert_true(stage_shows("0 removed, 10 not seen"));
	assert_true(stage_shows(" ?AllowCamera"));
}

static void
a_fact_that_was_not_seen_is_not_told_as_differing(void **state)
{
	const char *text;
	struct exchange sync = command_at(210, COMMAND_SYNC, "999", 200);

	(void)state;
	stage_provision("A", "anna", 100, "4", "1");
	sync.seen.device_id = text_from("B");
	tell(stage.ledger, sync);
	opens("A", "B");
	stage_draw(40, 120);
	assert_true(stage_shows(" ?State"));
	assert_true(stage_shows(" ?Answers, newest last"));
	assert_false(stage_shows("Model"));
	text = stage_table();
	assert_non_null(
	    strstr(text, "\"fact\",\"State\",\"full\",,\"not seen\","));
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_draw(40, 120);
	assert_true(stage_shows(" ?Model"));
}

static void
what_comes_later_is_compared_too(void **state)
{
	(void)state;
	stage_provision("A", "anna", 100, "4", "1");
	stage_provision("B", "anna", 200, "4", "1");
	opens("A", "B");
	stage_draw(24, 80);
	assert_true(stage_shows("They are equal"));
	stage_provision("B", "anna", 300, "6", "2");
	stage_draw(24, 80);
	assert_true(stage_shows("MinDevicePasswordLength"));
	assert_true(stage_shows("1 changed"));
	assert_true(stage_shows("Answers, newest last"));
}

static void
a_search_finds_values_of_either_side(void **state)
{
	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_SEARCH, "15 min");
	stage_draw(24, 80);
	assert_non_null(
	    strstr(stage_cursor_row(), "MaxInactivityTimeDeviceLock"));
	stage_ask(REQUEST_SEARCH, "nothing like that");
	stage_draw(24, 80);
	assert_true(stage_shows("Not found: nothing like that"));
}

static void
its_table_has_what_is_shown(void **state)
{
	const char *text;

	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	text = stage_table();
	assert_non_null(
	    strstr(text, "\"fact\",\"Type\",\"iPhone\",\"PocketPC\","
			 "\"changed\",\"" BOB "\",\"" ALICE "\""));
	assert_non_null(strstr(text, "\"setting\",\"AllowCamera\",\"allowed\","
				     "\"not allowed\",\"changed\""));
	assert_null(strstr(text, "AllowBluetooth"));
}

static void
what_was_captured_cannot_drive_the_terminal(void **state)
{
	(void)state;
	stage_fill();
	opens("\x1b[31mRED\x07", ALICE);
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_draw(40, 120);
	assert_true(stage_shows("\\x1b[31mRED"));
	assert_null(strchr(stage.shown, '\x1b'));
	assert_null(strchr(stage_table(), '\x1b'));
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	stage_fill();
	opens(BOB, ALICE);
	for (unsigned rows = 1; rows < 30; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 3)
			stage_draw(rows, columns);
	}
	assert_int_equal(stage_ask(REQUEST_CLOSE, NULL), VIEW_CLOSES);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(two_devices_stand_side_by_side),
	    TEST(all_settings_are_shown_on_demand),
	    TEST(added_removed_and_changed_settings_are_told_apart),
	    TEST(equal_policies_are_told_as_equal),
	    TEST(a_policy_that_was_not_seen_is_not_compared),
	    TEST(what_a_cut_hides_is_not_told_as_removed),
	    TEST(a_fact_that_was_not_seen_is_not_told_as_differing),
	    TEST(what_comes_later_is_compared_too),
	    TEST(a_search_finds_values_of_either_side),
	    TEST(its_table_has_what_is_shown),
	    TEST(what_was_captured_cannot_drive_the_terminal),
	    TEST(every_size_is_drawn),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "view_difference", tests, NULL, NULL);
}
