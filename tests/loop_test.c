/*
 * Provisioning that goes in circles, and what only looks like it.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/assessed.h"

static const struct finding *
loop(void)
{
	return finding(FINDING_LOOP);
}

static void
three_rounds_without_a_success_are_a_loop(void **state)
{
	(void)state;
	for (int i = 0; i < 3; i++) {
		tell(ledger, command_at(i * 10 + 1, COMMAND_SYNC, "0", 449));
		assert_null(loop());
		tell(ledger, download_at(i * 10 + 2, "T", NULL));
	}
	assert_non_null(loop());
	assert_non_null(strstr(loop()->text, "3 rounds"));
	assert_int_equal(loop()->frames[0], 20);
	assert_int_equal(loop()->frame_count, 5);
}

static void
a_success_breaks_a_loop(void **state)
{
	(void)state;
	for (int i = 0; i < 5; i++) {
		tell(ledger, download_at(i * 10 + 1, "T", NULL));
		tell(ledger, acknowledge_at(i * 10 + 2, "T", "1", "K"));
		tell(ledger, command_at(i * 10 + 3, COMMAND_SYNC, "K", 200));
	}
	assert_null(loop());
}

static void
refusals_after_a_download_are_a_loop_too(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	for (int i = 2; i < 8; i += 2) {
		tell(ledger, acknowledge_at(i, "T", "1", "K"));
		assert_null(loop());
		tell(ledger, command_at(i + 1, COMMAND_SYNC, "K", 449));
	}
	assert_non_null(loop());
	assert_non_null(strstr(loop()->text, "3 rounds"));
}

static void
commands_refused_together_are_one_turn(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	for (int i = 2; i < 6; i++)
		tell(ledger, command_at(i, COMMAND_SYNC, "K", 449));
	tell(ledger, acknowledge_at(6, "T", "1", "L"));
	tell(ledger, command_at(7, COMMAND_SYNC, "L", 200));
	assert_null(loop());
}

static void
downloads_asked_for_credentials_are_no_rounds(void **state)
{
	struct exchange asked = download_at(1, NULL, NULL);

	(void)state;
	lose_answer(&asked);
	asked.seen.http_status = 401;
	for (int i = 1; i < 5; i++) {
		asked.seen.request.first.time++;
		tell(ledger, asked);
	}
	tell(ledger, download_at(6, "T", NULL));
	assert_null(loop());
}

/* Three rounds, each followed by this. */
static void
rounds_with(struct exchange command)
{
	for (int i = 0; i < 3; i++) {
		tell(ledger, download_at(i * 10 + 1, "T", NULL));
		tell(ledger, acknowledge_at(i * 10 + 2, "T", "1", "K"));
		command.seen.request.first.time =
		    (i * 10 + 3) * (int64_t)1000000000;
		tell(ledger, command);
	}
}

static void
a_command_whose_answer_is_not_seen_breaks_a_loop(void **state)
{
	struct exchange lost = command_at(3, COMMAND_SYNC, "K", 200);

	(void)state;
	lose_answer(&lost);
	rounds_with(lost);
	assert_null(loop());
}

static void
a_command_whose_answer_is_cut_breaks_a_loop(void **state)
{
	struct exchange cut = command_at(3, COMMAND_SYNC, "K", 200);

	(void)state;
	cut.seen.response.complete = false;
	rounds_with(cut);
	assert_null(loop());
}

static void
rounds_of_different_hours_are_no_loop(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		tell(ledger, download_at(i * 7200 + 1, "T", NULL));
		tell(ledger, acknowledge_at(i * 7200 + 2, "T", "1", "K"));
		tell(ledger,
		    command_at(i * 7200 + 7100, COMMAND_SYNC, "K", 449));
	}
	assert_null(loop());
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, assessed_set_up, assessed_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(three_rounds_without_a_success_are_a_loop),
	    TEST(a_success_breaks_a_loop),
	    TEST(refusals_after_a_download_are_a_loop_too),
	    TEST(commands_refused_together_are_one_turn),
	    TEST(downloads_asked_for_credentials_are_no_rounds),
	    TEST(a_command_whose_answer_is_not_seen_breaks_a_loop),
	    TEST(a_command_whose_answer_is_cut_breaks_a_loop),
	    TEST(rounds_of_different_hours_are_no_loop),
	};

	return cmocka_run_group_tests_name("loop", tests, NULL, NULL);
}
