/*
 * The view of one device's policy, as screens and by what keys do to it; and
 * the help.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/views.h"

#define ALICE "6F24CAD599A5BF1A690246B8C68FAE8D"

static void
opens(const char *id)
{
	stage_fill();
	stage_open(&view_policy, stage_device(id));
}

static void
settings_stand_beside_those_before(void **state)
{
	(void)state;
	opens(ALICE);
	stage_compares("policy", 24, 80);
	stage_compares("policy", 40, 120);
}

static void
rounds_and_findings_follow(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_BOTTOM, NULL);
	stage_compares("policy-end", 24, 80);
}

static void
a_narrow_screen_gives_up_what_was_before_first(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 60);
	assert_true(stage_shows("NOW"));
	assert_true(stage_shows("SINCE ACKS  VERDICT"));
	assert_false(stage_shows("BEFORE"));
	stage_draw(24, 40);
	assert_true(stage_shows("NOW           VERDICT"));
	assert_true(stage_shows(" 4 characters  "));
	stage_draw(24, 24);
	assert_true(stage_shows("NOW"));
}

static void
a_policy_alone_has_nothing_before_it(void **state)
{
	(void)state;
	opens("SEC0A1B2C3D4E5F6");
	stage_draw(24, 80);
	assert_true(stage_shows("no other policy came before it"));
	assert_false(stage_shows("+"));
	assert_false(stage_shows(" . "));
	assert_true(stage_shows("cleared"));
	assert_false(stage_shows(" active"));
}

/* Tells of a policy with this switch over a length of 4, and its answer. */
static void
tell_switched(int second, const char *key, const char *on, const char *answer)
{
	struct policy_builder *builder = policy_builder_new();

	policy_begin(builder, POLICY_EAS);
	policy_add(builder, SETTING_DEVICE_PASSWORD_ENABLED,
	    text_from("DevicePasswordEnabled"), text_from(on));
	policy_add(builder, SETTING_MIN_DEVICE_PASSWORD_LENGTH,
	    text_from("MinDevicePasswordLength"), text_from("4"));
	tell(stage.ledger,
	    download_at(second, key, policy_built(builder, true)));
	tell(stage.ledger, acknowledge_at(second + 1, key, answer, "9"));
	policy_builder_free(builder);
}

static void
what_was_switched_off_is_not_cleared(void **state)
{
	(void)state;
	tell_switched(100, "1", "0", "1");
	stage_open(&view_policy, stage_device("D1"));
	stage_draw(24, 80);
	assert_false(stage_shows("cleared"));
	assert_false(stage_shows("SUSPECT"));
	tell_switched(200, "2", "1", "2");
	stage_draw(24, 80);
	assert_false(stage_shows("2    cleared"));
	assert_true(stage_shows("12.0  -2    SUSPECT"));
	tell_switched(300, "3", "1", "1");
	stage_draw(24, 80);
	assert_true(stage_shows("12.0  -21   DISPUTED"));
	assert_true(stage_shows("Verdict: 2 contradicted"));
	assert_true(stage_shows("the same demands were acknowledged 1 and 2"));
	assert_true(stage_shows("round 2 got 2 (frame 2010), round 3 got 1"));
}

/* What a setting was answered in each round of the newest five. */
static void
the_acknowledgements_of_a_setting_are_told_round_by_round(void **state)
{
	(void)state;
	tell_switched(100, "1", "1", "1");
	tell_switched(200, "2", "0", "1");
	tell(stage.ledger, download_at(300, "3", NULL));
	tell(stage.ledger, acknowledge_at(301, "3", "2", "33"));
	tell_switched(400, "4", "1", "3");
	tell(stage.ledger, download_at(500, "5", policy_of_length("4")));
	stage_open(&view_policy, stage_device("D1"));
	stage_draw(24, 80);
	assert_true(stage_shows("12.0  1-?3?"));
	stage_draw(24, 120);
	assert_true(stage_shows("12.0  1-?3?"));
	tell(stage.ledger, acknowledge_at(501, "5", "1", "55"));
	tell_switched(600, "6", "1", "2");
	stage_draw(24, 80);
	assert_true(stage_shows("12.0  -?312"));
}

static void
a_device_without_policy_says_so(void **state)
{
	(void)state;
	opens("1111AF00D1CE5EED");
	stage_compares("policy-none", 24, 80);
	assert_int_equal(stage_ask(REQUEST_CLOSE, NULL), VIEW_CLOSES);
	assert_ptr_equal(stage.view->device(stage.state, stage.ledger),
	    stage_device("1111AF00D1CE5EED"));
}

static void
what_was_captured_cannot_drive_the_terminal(void **state)
{
	(void)state;
	opens("\x1b[31mRED\x07");
	stage_draw(24, 80);
	assert_true(stage_shows("Device \\x1b[31mRED\\x07"));
	assert_true(stage_shows("\\x1b[2J\\xff"));
	assert_false(stage_shows("\x1b"));
}

static void
a_new_round_is_shown_when_it_comes(void **state)
{
	(void)state;
	stage_provision("A", "anna", 100, "4", "1");
	stage_open(&view_policy, stage_device("A"));
	stage_draw(24, 80);
	assert_true(stage_shows("Answers   1 FULL  "));
	stage_provision("A", "anna", 200, "6", "3");
	stage_draw(24, 80);
	assert_true(stage_shows("Answers   1 FULL  3 NONE  "));
	assert_true(stage_shows("1 differs"));
}

static void
a_search_finds_settings_and_values(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_SEARCH, "camera");
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), "AllowCamera"));
	stage_ask(REQUEST_NEXT, NULL);
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), "camera.exe"));
	stage_ask(REQUEST_SEARCH, "15 min");
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), "MaxInactivity"));
	stage_ask(REQUEST_SEARCH, "zzz");
	stage_draw(24, 80);
	assert_true(stage_shows("Not found: zzz"));
}

static void
differences_have_styles(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	assert_int_equal(stage_style_of("AllowCamera"), STYLE_STRONG);
	assert_int_equal(stage_style_of("AttachmentsEnabled"), STYLE_QUIET);
	assert_int_equal(stage_style_of("2 PART"), STYLE_PART);
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	opens(ALICE);
	for (unsigned rows = 1; rows < 45; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 3) {
			stage_draw(rows, columns);
			stage_ask(REQUEST_DOWN, NULL);
		}
	}
}

static void
a_name_is_left_out_where_little_of_it_fits(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 74);
	assert_true(stage_shows("EAS 14.1  Phon..\n"));
	stage_draw(24, 73);
	assert_true(stage_shows("EAS 14.1\n"));
	stage_draw(24, 12);
	assert_true(stage_shows("Device 6F2..\n"));
}

static void
the_help_tells_the_keys_of_its_screen(void **state)
{
	(void)state;
	stage_open(&view_help, NULL);
	stage_compares("help-devices", 24, 80);
	assert_true(stage_shows("the order"));
	view_help_about(stage.state, ON_POLICY);
	stage_draw(24, 80);
	assert_false(stage_shows("the order"));
	assert_int_equal(stage_ask(REQUEST_CLOSE, NULL), VIEW_CLOSES);
}

static void
a_long_help_scrolls(void **state)
{
	(void)state;
	stage_open(&view_help, NULL);
	stage_draw(8, 80);
	assert_false(stage_shows("this help"));
	for (int i = 0; i < 30; i++) {
		stage_ask(REQUEST_DOWN, NULL);
		stage_draw(8, 80);
	}
	assert_true(stage_shows("this help"));
	stage_ask(REQUEST_TOP, NULL);
	stage_draw(8, 80);
	assert_true(stage_shows("up a row"));
}

/* Offers policies of three lengths, one after the other. */
static void
opens_three_rounds(void)
{
	stage_provision("A", "anna", 100, "4", "1");
	stage_provision("A", "anna", 200, "6", "1");
	stage_provision("A", "anna", 300, "8", "2");
	stage_open(&view_policy, stage_device("A"));
	stage_draw(40, 80);
}

/* Goes to the round whose row holds the text, and marks it. */
static void
mark(const char *words)
{
	stage_ask(REQUEST_TOP, NULL);
	stage_ask(REQUEST_SEARCH, words);
	stage_ask(REQUEST_MARK_ROUND, NULL);
	stage_draw(40, 80);
}

static void
marked_rounds_stand_side_by_side(void **state)
{
	(void)state;
	opens_three_rounds();
	assert_true(stage_shows("6 characters  8 characters"));
	mark("#1001");
	assert_true(stage_shows("4 characters  8 characters"));
	assert_true(stage_shows("as marked"));
	mark("#2001");
	assert_true(stage_shows("4 characters  6 characters"));
	assert_true(stage_shows(" *1970-01-01 00:01:40"));
	mark("#1001");
	assert_true(stage_shows("6 characters  8 characters"));
	mark("#2001");
	assert_true(stage_shows("the one before"));
}

static void
the_older_of_two_marked_rounds_comes_first(void **state)
{
	(void)state;
	opens_three_rounds();
	mark("#3001");
	assert_true(stage_shows("0 differ from"));
	mark("#1001");
	assert_true(stage_shows("4 characters  8 characters"));
}

static void
the_cursor_stays_on_the_round_it_marks(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(40, 80);
	stage_ask(REQUEST_SEARCH, "#1301");
	stage_ask(REQUEST_MARK_ROUND, NULL);
	stage_draw(40, 80);
	assert_false(stage_shows("MaxAttachmentSize"));
	assert_non_null(strstr(stage_cursor_row(), "#1301"));
}

static void
a_third_mark_takes_the_oldest_off(void **state)
{
	(void)state;
	opens_three_rounds();
	mark("#1001");
	mark("#2001");
	mark("#3001");
	assert_true(stage_shows("6 characters  8 characters"));
}

static void
space_on_a_setting_says_what_it_marks(void **state)
{
	(void)state;
	opens_three_rounds();
	stage_ask(REQUEST_MARK_ROUND, NULL);
	stage_draw(40, 80);
	assert_true(stage_shows("Space marks a round"));
	stage_ask(REQUEST_DOWN, NULL);
	stage_draw(40, 80);
	assert_false(stage_shows("Space marks a round"));
}

static void
settings_that_do_not_differ_can_be_left_out(void **state)
{
	(void)state;
	opens(ALICE);
	stage_draw(24, 80);
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_compares("policy-differing", 24, 80);
	stage_compares("policy-differing", 40, 120);
	assert_false(stage_shows("AllowBluetooth"));
	stage_ask(REQUEST_DIFFERING, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("AllowBluetooth"));
}

static void
rounds_are_timed_from_the_start_or_from_each_other(void **state)
{
	(void)state;
	opens_three_rounds();
	assert_true(stage_shows("Rounds of provisioning (UTC)"));
	stage.run.clock.times = TIMES_START;
	stage_draw(40, 80);
	assert_true(stage_shows("Rounds, from the first packet"));
	assert_true(stage_shows("+200.500"));
	stage.run.clock.times = TIMES_DELTA;
	stage_draw(40, 80);
	assert_true(stage_shows("Rounds, from the one before"));
	assert_true(stage_shows("+100.000"));
}

static void
its_table_has_settings_rounds_and_findings(void **state)
{
	const char *text;

	(void)state;
	opens(ALICE);
	text = stage_table();
	assert_non_null(strstr(text,
	    "\"setting\",\"" ALICE "\",\"AllowCamera\",\"changed\",\"1\","
	    "\"allowed\",\"0\",\"not allowed\""));
	assert_non_null(strstr(text, "\"12.1\",\"-2\",\"suspect\""));
	assert_non_null(
	    strstr(text, "\"item\",\"" ALICE "\",\"camera.exe\",\"added\""));
	assert_non_null(strstr(text, "1970-01-01T00:02:10.500000000Z,1301"));
	assert_non_null(
	    strstr(text, "\"finding\",\"" ALICE "\",\"partial-accepted\""));
	assert_null(strchr(text, '\x1b'));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(settings_stand_beside_those_before),
	    TEST(rounds_and_findings_follow),
	    TEST(a_narrow_screen_gives_up_what_was_before_first),
	    TEST(a_policy_alone_has_nothing_before_it),
	    TEST(what_was_switched_off_is_not_cleared),
	    TEST(the_acknowledgements_of_a_setting_are_told_round_by_round),
	    TEST(a_device_without_policy_says_so),
	    TEST(what_was_captured_cannot_drive_the_terminal),
	    TEST(a_new_round_is_shown_when_it_comes),
	    TEST(a_search_finds_settings_and_values),
	    TEST(differences_have_styles),
	    TEST(every_size_is_drawn),
	    TEST(marked_rounds_stand_side_by_side),
	    TEST(the_older_of_two_marked_rounds_comes_first),
	    TEST(the_cursor_stays_on_the_round_it_marks),
	    TEST(a_third_mark_takes_the_oldest_off),
	    TEST(space_on_a_setting_says_what_it_marks),
	    TEST(settings_that_do_not_differ_can_be_left_out),
	    TEST(rounds_are_timed_from_the_start_or_from_each_other),
	    TEST(its_table_has_settings_rounds_and_findings),
	    TEST(a_name_is_left_out_where_little_of_it_fits),
	    TEST(the_help_tells_the_keys_of_its_screen),
	    TEST(a_long_help_scrolls),
	};

	return cmocka_run_group_tests_name("view_policy", tests, NULL, NULL);
}
