/*
 * Findings about devices: each appears where it should, with its frames, and
 * not where it should not.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/limits.h"
#include "tests/support/assessed.h"

static void
an_offer_without_answer_is_never_acknowledged(void **state)
{
	struct exchange late = download_at(700, NULL, NULL);

	(void)state;
	tell(ledger, download_at(1, "T9", policy_of_length("4")));
	finds(FINDING_NEVER_ACKNOWLEDGED, "capture shows nothing");
	finds(FINDING_NEVER_ACKNOWLEDGED, "T9");
	lose_answer(&late);
	tell(ledger, late);
	finds(FINDING_NEVER_ACKNOWLEDGED, "ten minutes");
	finds(FINDING_NEVER_ACKNOWLEDGED, "may be among them");
	tell(ledger, command_at(2, COMMAND_SYNC, "0", 449));
	finds(FINDING_NEVER_ACKNOWLEDGED, "other commands");
	tell(ledger, acknowledge_at(3, "T9", "1", "K"));
	finds_not(FINDING_NEVER_ACKNOWLEDGED);
}

static void
an_offer_made_again_and_acknowledged_is_not_left_open(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T1", policy_of_length("4")));
	tell(ledger, download_at(3, "T2", policy_of_length("4")));
	tell(ledger, acknowledge_at(4, "T2", "1", "K"));
	finds_not(FINDING_NEVER_ACKNOWLEDGED);
	tell(ledger, command_at(2, COMMAND_SYNC, "0", 200));
	finds(FINDING_NEVER_ACKNOWLEDGED, "T1");
}

static void
an_offer_after_which_another_came_is_left_open(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T1", policy_of_length("4")));
	tell(ledger, download_at(2, "T2", policy_of_length("6")));
	tell(ledger, acknowledge_at(3, "T2", "1", "K"));
	finds(FINDING_NEVER_ACKNOWLEDGED, "T1");
}

static void
outcomes_are_told_with_the_servers_answer(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(2, "T", "2", "K"));
	finds(FINDING_PARTIAL_ACCEPTED, "PartialSuccess");
	finds_not(FINDING_PARTIAL_REFUSED);
	tell(ledger, acknowledge_at(3, "T", "2", NULL));
	finds(FINDING_PARTIAL_REFUSED, "once");
	tell(ledger, acknowledge_at(4, "T", "3", NULL));
	tell(ledger, acknowledge_at(5, "T", "3", NULL));
	finds(FINDING_NOT_APPLIED_REFUSED, "twice");
	tell(ledger, acknowledge_at(6, "T", "4", "K"));
	finds(FINDING_EXTERNAL_ACCEPTED, "another system");
	tell(ledger, acknowledge_at(7, "T", "4", NULL));
	finds(FINDING_EXTERNAL_REFUSED, "ExternallyManaged");
}

static void
a_partial_acknowledgement_of_a_wrong_key_is_a_key_mismatch(void **state)
{
	struct exchange stale = acknowledge_at(2, "old", "2", NULL);

	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	stale.body.response_policy_status = text_from("5");
	tell(ledger, stale);
	finds(FINDING_KEY_MISMATCH, "WrongPolicyKey");
	finds(FINDING_KEY_MISMATCH, "key old");
	finds_not(FINDING_PARTIAL_REFUSED);
}

static void
an_accepted_key_that_nobody_offered_is_a_mismatch(void **state)
{
	(void)state;
	tell(ledger, acknowledge_at(1, "before", "1", "K"));
	finds_not(FINDING_KEY_MISMATCH);
	tell(ledger, download_at(2, "T", NULL));
	tell(ledger, acknowledge_at(3, "other", "1", "K"));
	finds(FINDING_KEY_MISMATCH, "key other");
}

static void
a_key_offered_out_of_sight_is_no_mismatch(void **state)
{
	struct exchange lost = download_at(3, "U", NULL);

	(void)state;
	lose_answer(&lost);
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(4, "U", "1", NULL));
	finds(FINDING_KEY_MISMATCH, "key U");
	tell(ledger, lost);
	finds_not(FINDING_KEY_MISMATCH);
}

static void
a_key_accepted_after_a_finished_round_is_no_mismatch(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	tell(ledger, acknowledge_at(4, "U", "1", "L"));
	finds_not(FINDING_KEY_MISMATCH);
	tell(ledger, acknowledge_at(5, "V", "1", NULL));
	finds(FINDING_KEY_MISMATCH, "key V");
}

static void
a_lasting_key_that_is_acknowledged_is_a_mismatch(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(2, "T", "2", "K"));
	tell(ledger, acknowledge_at(4, "K", "1", "L"));
	finds(FINDING_KEY_MISMATCH, "key K");
}

static void
status_144_is_a_key_mismatch(void **state)
{
	(void)state;
	tell_status(1, COMMAND_FOLDER_SYNC, "144");
	finds(FINDING_KEY_MISMATCH, "InvalidPolicyKey");
	finds_not(FINDING_SERVER_STATUS);
	tell_status(2, COMMAND_FOLDER_SYNC, "142");
	finds_not(FINDING_SERVER_STATUS);
}

static void
the_same_policy_again_is_a_refresh(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", policy_of_length("4")));
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	finds_not(FINDING_REFRESHED);
	tell(ledger, download_at(3, "U", policy_of_length("4")));
	finds(FINDING_REFRESHED, "once");
	tell(ledger, acknowledge_at(4, "U", "1", "L"));
	tell(ledger, download_at(5, "V", policy_of_length("6")));
	assert_int_equal(finding(FINDING_REFRESHED)->frame_count, 1);
}

static void
a_temporary_key_with_a_command_is_told(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, command_at(2, COMMAND_SYNC, "T", 449));
	finds(FINDING_TEMPORARY_KEY, "Sync");
	finds(FINDING_TEMPORARY_KEY, "key T");
	/* A server may give it again as the lasting key. */
	tell(ledger, acknowledge_at(3, "T", "1", "T"));
	finds_not(FINDING_TEMPORARY_KEY);
}

static void
a_key_held_at_the_beginning_is_from_before(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "K", 449));
	finds(FINDING_BEFORE_CAPTURE, "key K");
	tell(ledger, command_at(0, COMMAND_SYNC, "0", 449));
	finds_not(FINDING_BEFORE_CAPTURE);
}

static void
a_key_that_nobody_gave_was_given_out_of_sight(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "A", 200));
	tell(ledger, download_at(2, "T", NULL));
	tell(ledger, acknowledge_at(3, "T", "2", "K"));
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	finds_not(FINDING_OUT_OF_SIGHT);
	tell(ledger, command_at(5, COMMAND_SYNC, "L", 200));
	tell(ledger, command_at(6, COMMAND_PING, "L", 200));
	finds(FINDING_OUT_OF_SIGHT, "policy key L");
	assert_int_equal(finding(FINDING_OUT_OF_SIGHT)->frame_count, 1);
}

static void
a_key_of_an_answer_that_was_lost_is_no_other(void **state)
{
	struct exchange lost = acknowledge_at(2, "T", "2", NULL);

	(void)state;
	lose_answer(&lost);
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, lost);
	tell(ledger, command_at(3, COMMAND_SYNC, "K", 200));
	finds_not(FINDING_OUT_OF_SIGHT);
}

static void
trouble_with_the_policy_is_told(void **state)
{
	struct exchange corrupt = download_at(1, NULL, NULL);
	struct exchange error = download_at(2, NULL, NULL);

	(void)state;
	corrupt.body.response_policy_status = text_from("4");
	tell(ledger, corrupt);
	finds(FINDING_POLICY_PROBLEM, "policy Status 4 (PolicyCorrupt)");
	error.body.response_policy_status = TEXT_NOT_SEEN;
	error.body.response_status = text_from("3");
	tell(ledger, error);
	finds(FINDING_POLICY_PROBLEM, "with Status 3 (ServerError)");
}

static void
common_statuses_are_told_by_what_they_mean(void **state)
{
	(void)state;
	tell_status(1, COMMAND_PROVISION, "165");
	finds(FINDING_WANTS_INFORMATION, "DeviceInformationRequired");
	tell_status(2, COMMAND_SYNC, "177");
	finds(FINDING_ACCESS_DENIED, "MaximumDevicesReached");
	tell_status(3, COMMAND_SYNC, "139");
	finds(FINDING_PARTIAL_REFUSED, "139");
	tell_status(4, COMMAND_SYNC, "145");
	finds(FINDING_EXTERNAL_REFUSED, "145");
	tell_status(5, COMMAND_SYNC, "110");
	tell_status(6, COMMAND_SYNC, "110");
	finds(FINDING_SERVER_STATUS, "ServerError");
	finds(FINDING_SERVER_STATUS, "twice");
	tell_status(7, COMMAND_SYNC, "65535");
	assert_non_null(finding(FINDING_SERVER_STATUS));
}

static void
http_refusals_are_told_by_their_number(void **state)
{
	struct exchange moved = command_at(3, COMMAND_SYNC, "K", 451);
	struct exchange busy = command_at(4, COMMAND_SYNC, "K", 503);

	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "K", 401));
	tell(ledger, command_at(2, COMMAND_SYNC, "K", 401));
	finds(FINDING_HTTP_REFUSED, "HTTP 401 (Unauthorized) twice.");
	moved.seen.location = text_from("other.example");
	tell(ledger, moved);
	finds(FINDING_MOVED, "other.example");
	busy.seen.throttle = text_from("CommandFrequency");
	tell(ledger, busy);
	finds(FINDING_THROTTLED, "CommandFrequency");
}

static void
refusals_that_are_forgotten_are_counted_still(void **state)
{
	char words[64];

	(void)state;
	for (unsigned i = 1; i <= LIMIT_EVENTS + 1; i++)
		tell(ledger, command_at((int)i, COMMAND_SYNC, "K", 503));
	snprintf(words, sizeof(words), "%u times", LIMIT_EVENTS + 1);
	finds(FINDING_THROTTLED, words);
}

static void
wipes_are_told_as_they_go(void **state)
{
	struct exchange order = download_at(2, "T", NULL);
	struct exchange account = wipe_acknowledge_at(4, NULL);

	(void)state;
	tell_status(1, COMMAND_SYNC, "140");
	finds(FINDING_WIPE_REQUESTED, "announced a wipe (Status 140) once");
	order.body.account_only_remote_wipe_requested = true;
	tell(ledger, order);
	/* It was announced first; which kind only the order says. */
	finds(FINDING_WIPE_REQUESTED, "of the account and its data, once");
	assert_int_equal(finding(FINDING_WIPE_REQUESTED)->frames[0], 10);
	assert_int_equal(finding(FINDING_WIPE_REQUESTED)->frames[1], 20);
	account.body.account_wipe_status = text_from("1");
	tell(ledger, account);
	finds(FINDING_WIPE_ACKNOWLEDGED, "the account");
	order = download_at(5, "T", NULL);
	order.body.remote_wipe_requested = true;
	tell(ledger, order);
	finds(FINDING_WIPE_REQUESTED, "of the device, twice");
	tell(ledger, wipe_acknowledge_at(6, "2"));
	finds(FINDING_WIPE_FAILED, "Status 2");
}

static void
the_making_of_exchanges_is_told_once(void **state)
{
	struct exchange odd = command_at(2, COMMAND_SYNC, "K", 200);

	(void)state;
	odd.seen.query_malformed = true;
	odd.seen.basic_credentials = true;
	odd.seen.response.complete = false;
	tell(ledger, odd);
	tell(ledger, odd);
	finds(FINDING_MALFORMED_QUERY, "twice");
	finds(FINDING_CREDENTIALS, "unencrypted");
	finds(FINDING_HIDDEN, "2 of its exchanges were");
	assert_int_equal(finding(FINDING_HIDDEN)->frames[0], 20);
}

static void
frames_rise_are_different_and_within_the_limit(void **state)
{
	const struct finding *found;

	(void)state;
	for (unsigned i = LIMIT_FINDING_FRAMES + 5; i > 0; i--)
		tell(ledger, command_at((int)i, COMMAND_SYNC, "K", 401));
	found = finding(FINDING_HTTP_REFUSED);
	assert_int_equal(found->frame_count, LIMIT_FINDING_FRAMES);
	for (uint32_t i = 1; i < found->frame_count; i++)
		assert_true(found->frames[i - 1] < found->frames[i]);
	assert_int_equal(found->frames_left_out, 5);
}

static void
findings_stop_at_their_limit(void **state)
{
	char status[8] = "1xx";

	(void)state;
	for (int i = 1; i < 100; i++) {
		status[1] = (char)('0' + i / 10);
		status[2] = (char)('0' + i % 10);
		tell_status(i, COMMAND_SYNC, status);
	}
	(void)finding(FINDING_LOOP);
	assert_int_equal(result->findings.count, LIMIT_FINDINGS);
}

static void
a_quiet_device_has_no_findings(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "0", 449));
	tell(ledger, download_at(2, "T", policy_of_length("4")));
	tell(ledger, acknowledge_at(3, "T", "1", "K"));
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	(void)finding(FINDING_LOOP);
	assert_int_equal(result->findings.count, 0);
}

static bool
capture_says(enum finding_code code, const char *words)
{
	struct findings findings;
	const struct finding *found;
	bool says;

	assess_capture(ledger, &findings);
	found = finding_of(&findings, code);
	says = found != NULL && strstr(found->text, words) != NULL;
	findings_done(&findings);
	return says;
}

static void
the_capture_is_judged_by_what_it_could_not_show(void **state)
{
	struct health *health = ledger_health(ledger);
	struct endpoint server = {
	    .address = {[10] = 0xff, 0xff, 10, 0, 0, 1}, .port = 443};

	(void)state;
	assert_false(capture_says(FINDING_NOTHING_READABLE, ""));
	health->packets = 9;
	assert_true(capture_says(FINDING_NOTHING_READABLE, "9 packets"));
	ledger_note_encrypted(ledger, &server, (struct moment){1, 4});
	assert_true(capture_says(FINDING_ENCRYPTED, "10.0.0.1:443"));
	health->truncated_packets = 3;
	assert_true(capture_says(FINDING_TRUNCATED, "-s 0"));
	health->gaps = 1;
	health->gap_bytes = 77;
	assert_true(capture_says(FINDING_GAPS, "1 gap in"));
	health->limits_reached = 2;
	assert_true(capture_says(FINDING_LIMITS, "(2 in all)"));
	health->kernel_drops = 5;
	assert_true(capture_says(FINDING_DROPS, "5 packets"));
	tell(ledger, command_at(1, COMMAND_SYNC, "0", 449));
	assert_false(capture_says(FINDING_NOTHING_READABLE, ""));
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(an_offer_without_answer_is_never_acknowledged),
	    TEST(an_offer_made_again_and_acknowledged_is_not_left_open),
	    TEST(an_offer_after_which_another_came_is_left_open),
	    TEST(outcomes_are_told_with_the_servers_answer),
	    TEST(a_partial_acknowledgement_of_a_wrong_key_is_a_key_mismatch),
	    TEST(an_accepted_key_that_nobody_offered_is_a_mismatch),
	    TEST(a_key_offered_out_of_sight_is_no_mismatch),
	    TEST(a_key_accepted_after_a_finished_round_is_no_mismatch),
	    TEST(a_lasting_key_that_is_acknowledged_is_a_mismatch),
	    TEST(status_144_is_a_key_mismatch),
	    TEST(the_same_policy_again_is_a_refresh),
	    TEST(a_temporary_key_with_a_command_is_told),
	    TEST(a_key_held_at_the_beginning_is_from_before),
	    TEST(a_key_that_nobody_gave_was_given_out_of_sight),
	    TEST(a_key_of_an_answer_that_was_lost_is_no_other),
	    TEST(trouble_with_the_policy_is_told),
	    TEST(common_statuses_are_told_by_what_they_mean),
	    TEST(http_refusals_are_told_by_their_number),
	    TEST(refusals_that_are_forgotten_are_counted_still),
	    TEST(wipes_are_told_as_they_go),
	    TEST(the_making_of_exchanges_is_told_once),
	    TEST(frames_rise_are_different_and_within_the_limit),
	    TEST(findings_stop_at_their_limit),
	    TEST(a_quiet_device_has_no_findings),
	    TEST(the_capture_is_judged_by_what_it_could_not_show),
	};
#undef TEST

	return cmocka_run_group_tests_name("findings", tests, NULL, NULL);
}
