/*
 * The view of what is inferred of a device or its family, as screens and by
 * what keys do to it.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/views.h"

#define ALICE "6F24CAD599A5BF1A690246B8C68FAE8D"

static void
opens(const char *id)
{
	stage_fill();
	stage_open(&view_inference, stage_device(id));
	stage_draw(40, 120);
}

static void
conclusions_come_with_rule_and_rounds(void **state)
{
	(void)state;
	opens(ALICE);
	stage_compares("inference", 24, 80);
	stage_compares("inference", 40, 120);
}

static void
the_next_policy_comes_with_commands_and_the_server_s_part(void **state)
{
	(void)state;
	opens(ALICE);
	stage_ask(REQUEST_SEARCH, "Next policy");
	stage_ask(REQUEST_BOTTOM, NULL);
	stage_ask(REQUEST_PREVIOUS, NULL);
	stage_draw(40, 120);
	assert_true(stage_shows("Rests on round 2 got 2 (frame 1310)"));
	assert_true(stage_shows("Set-ActiveSyncMailboxPolicy -Identity"));
	assert_true(stage_shows("Set-MobileDeviceMailboxPolicy -Identity"));
	assert_true(stage_shows("What the server does"));
	assert_true(
	    stage_shows("after 2, in part: lenient: accepted once (frame"));
	assert_true(stage_shows("codeword frequency: not seen"));
}

/* Another of the family clears what one alone left open. */
static void
the_scope_changes_from_device_to_family(void **state)
{
	(void)state;
	opens("SEC0A1B2C3D4E5F6");
	stage_provision("SEC0", "zoe", 900, "4", "1");
	stage_open(&view_inference, stage_device("SEC0"));
	stage_draw(24, 80);
	assert_true(stage_shows("This device alone\n"));
	assert_true(stage_shows("1 round: 1 acknowledged 1"));
	stage_provision("SEC1", "zoe", 910, "8", "1");
	stage_ask(REQUEST_SCOPE, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows(
	    "Family by type, system, agent and version, 2 devices"));
	assert_true(stage_shows("2 rounds: 2 acknowledged 1"));
	stage_ask(REQUEST_SEARCH, "frame 9110");
	stage_draw(24, 80);
	assert_non_null(strstr(stage_cursor_row(), "SEC1 round 1 got 1"));
	for (int i = 0; i < 4; i++)
		stage_ask(REQUEST_SCOPE, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("This device alone\n"));
}

/* Until a survey is done, nothing is made up. */
static void
a_family_is_worked_out_between_keys(void **state)
{
	(void)state;
	opens(ALICE);
	stage_ask(REQUEST_SCOPE, NULL);
	stage.idle = true;
	stage_draw(24, 80);
	assert_true(
	    stage_shows("Found  nothing yet   All of it being worked out"));
	assert_true(stage_shows("Being worked out."));
	stage_ask(REQUEST_DOWN, NULL);
	stage.idle = false;
	stage_draw(24, 80);
	assert_true(stage_shows("Found  4 suspects\n"));
}

/* While more is read, the survey shown says of when it is, and another one
 * waits its time. */
static void
an_older_survey_says_of_when_it_is(void **state)
{
	(void)state;
	opens(ALICE);
	stage_ask(REQUEST_SCOPE, NULL);
	stage.run.reading = true;
	stage_draw(24, 80);
	stage_provision("SEC1", "zoe", 910, "8", "1");
	stage.run.elapsed = 10000000;
	stage_draw(24, 80);
	assert_true(
	    stage_shows("Found  4 suspects   All of it as of packet 48,211"));
	stage.run.elapsed = 5000000000;
	stage_draw(24, 80);
	assert_true(stage_shows("Found  4 suspects\n"));
	stage_provision("SEC2", "zoe", 920, "8", "1");
	stage.run.reading = false;
	stage_draw(24, 80);
	assert_true(stage_shows("Found  4 suspects\n"));
}

/* The same policy was answered with 1 and with 2. */
static void
a_contradiction_is_told_instead_of_nothing_left(void **state)
{
	(void)state;
	opens(ALICE);
	stage_provision("SEC0", "zoe", 900, "4", "1");
	stage_provision("SEC0", "zoe", 910, "4", "2");
	stage_open(&view_inference, stage_device("SEC0"));
	stage_draw(60, 120);
	assert_true(stage_shows("Contradictions have to be settled first"));
	assert_false(stage_shows("left to find out"));
}

static void
a_device_without_rounds_says_so(void **state)
{
	(void)state;
	opens("1111AF00D1CE5EED");
	assert_true(stage_shows("No policy was offered or acknowledged."));
	stage_ask(REQUEST_SCOPE, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("No policy was offered or acknowledged."));
	stage_ask(REQUEST_BOTTOM, NULL);
	stage_ask(REQUEST_SEARCH, "x");
	stage_draw(24, 80);
	assert_true(stage_shows("Not found: x"));
}

static void
what_was_captured_cannot_drive_the_terminal(void **state)
{
	(void)state;
	opens("\x1b[31mRED\x07");
	assert_true(stage_shows("\\x1b[31mRED\\x07"));
	assert_false(stage_shows("\x1b"));
	stage_ask(REQUEST_SCOPE, NULL);
	stage_draw(24, 80);
	assert_false(stage_shows("\x1b"));
	assert_null(strchr(stage_table(), '\x1b'));
}

static void
its_table_has_verdicts_and_whole_paragraphs(void **state)
{
	const char *text;

	(void)state;
	opens(ALICE);
	stage_draw(24, 60);
	text = stage_table();
	assert_non_null(strstr(text, "device_id,scope,what,setting,value,"));
	assert_non_null(strstr(
	    text, "\"device\",\"verdict\",\"AllowCamera\",\"0\",\"suspect\","));
	assert_non_null(strstr(text,
	    "\"rule\",\"AllowCamera\",\"0\",,\"a policy with it was "
	    "acknowledged 2, and nothing clears it\""));
	assert_non_null(strstr(text,
	    "\"rounds\",\"AllowCamera\",\"0\",,\"round 2 got 2 (frame "
	    "1310)\""));
	assert_non_null(strstr(text, "\"command\""));
	assert_non_null(strstr(text, "\"server\""));
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	opens(ALICE);
	for (unsigned rows = 1; rows < 45; rows++) {
		for (unsigned columns = 1; columns < 140; columns += 7) {
			stage_draw(rows, columns);
			stage_ask(REQUEST_DOWN, NULL);
		}
	}
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(conclusions_come_with_rule_and_rounds),
	    TEST(the_next_policy_comes_with_commands_and_the_server_s_part),
	    TEST(the_scope_changes_from_device_to_family),
	    TEST(a_family_is_worked_out_between_keys),
	    TEST(an_older_survey_says_of_when_it_is),
	    TEST(a_contradiction_is_told_instead_of_nothing_left),
	    TEST(a_device_without_rounds_says_so),
	    TEST(what_was_captured_cannot_drive_the_terminal),
	    TEST(its_table_has_verdicts_and_whole_paragraphs),
	    TEST(every_size_is_drawn),
	};

	return cmocka_run_group_tests_name("view_inference", tests, NULL, NULL);
}
