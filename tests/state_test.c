/*
 * Where a device stands: its state, and what the server lets it do, as one
 * exchange after another is told (MS-ASPROV 3.1.5 and 3.2.5).
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

static void
the_state_is_what_the_device_claims(void **state)
{
	(void)state;
	offer(1);
	state_is(STATE_NOT_ACKNOWLEDGED);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	state_is(STATE_FULL);
	tell(ledger, acknowledge_at(3, "T", "3", NULL));
	state_is(STATE_NOT_APPLIED);
	assert_int_equal(result->application, APPLICATION_NOT_APPLIED);
	offer(5);
	state_is(STATE_NOT_ACKNOWLEDGED);
	assert_int_equal(result->application, APPLICATION_NOT_APPLIED);
}

static void
an_acknowledgement_that_cannot_be_read_leaves_nothing_known(void **state)
{
	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	state_is(STATE_FULL);
	tell(ledger, acknowledge_at(3, "T", "9", "L"));
	state_is(STATE_UNKNOWN);
	assert_int_equal(result->application, APPLICATION_UNKNOWN);
	assert_true(text_is(result->policy_key, "L"));
	offer(4);
	tell(ledger, acknowledge_at(5, "T", NULL, NULL));
	state_is(STATE_UNKNOWN);
}

/* The body of a Provision request was not seen. */
static struct exchange
hidden_at(int second, const char *header, const char *given)
{
	struct exchange hidden = acknowledge_at(second, header, NULL, given);

	hidden.body.phase = PHASE_OTHER;
	hidden.body.request_whole = false;
	hidden.body.request_policy_key = TEXT_NOT_SEEN;
	return hidden;
}

static void
an_acknowledgement_whose_body_is_lost_is_known_by_its_answer(void **state)
{
	(void)state;
	offer(1);
	tell(ledger, hidden_at(2, "0", "K"));
	state_is(STATE_UNKNOWN);
	assert_true(text_is(result->policy_key, "K"));
	assert_null(finding_of(&result->findings, FINDING_NEVER_ACKNOWLEDGED));
}

static void
an_acknowledgement_whose_body_is_lost_is_known_by_its_key(void **state)
{
	struct exchange hidden = hidden_at(2, "T", NULL);

	(void)state;
	lose_answer(&hidden);
	offer(1);
	tell(ledger, hidden);
	state_is(STATE_UNKNOWN);
	assert_null(finding_of(&result->findings, FINDING_NEVER_ACKNOWLEDGED));
}

static void
a_download_whose_body_is_lost_acknowledges_nothing(void **state)
{
	struct exchange none = hidden_at(3, "K", "N");
	struct exchange first = hidden_at(4, "0", NULL);

	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	/* Some servers give a key with "no policy", too. */
	none.body.response_policy_status = text_from("2");
	tell(ledger, none);
	state_is(STATE_FULL);
	lose_answer(&first);
	tell(ledger, first);
	state_is(STATE_FULL);
}

static void
a_download_whose_answer_is_lost_changes_nothing(void **state)
{
	struct exchange lost = download_at(3, "T", NULL);

	(void)state;
	lose_answer(&lost);
	tell(ledger, lost);
	state_is(STATE_UNKNOWN);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	state_is(STATE_FULL);
}

static void
a_document_to_an_unseen_request_is_an_offer(void **state)
{
	struct exchange half = download_at(1, "T", policy_of_length("4"));

	(void)state;
	half.body.phase = PHASE_OTHER;
	tell(ledger, half);
	state_is(STATE_NOT_ACKNOWLEDGED);
	assert_int_equal(result->round_count, 1);
}

static void
no_policy_means_not_provisioned(void **state)
{
	struct exchange none = download_at(1, NULL, NULL);

	(void)state;
	none.body.response_policy_status = text_from("2");
	tell(ledger, none);
	state_is(STATE_NOT_PROVISIONED);
	assert_int_equal(result->round_count, 0);
	assert_non_null(finding_of(&result->findings, FINDING_NO_POLICY));
}

static void
a_refusal_without_key_shows_a_device_not_provisioned(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_PING, NULL, 200));
	state_is(STATE_UNKNOWN);
	tell(ledger, command_at(2, COMMAND_FOLDER_SYNC, "0", 449));
	state_is(STATE_NOT_PROVISIONED);
}

static void
a_key_from_before_the_capture_leaves_the_state_unknown(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "77", 200));
	state_is(STATE_UNKNOWN);
	assert_true(text_is(result->policy_key, "77"));
	assert_int_equal(result->access, ACCESS_ALLOWED);
	assert_non_null(finding_of(&result->findings, FINDING_BEFORE_CAPTURE));
	tell(ledger, command_at(2, COMMAND_SYNC, "77", 449));
	state_is(STATE_UNKNOWN);
}

static void
a_missing_header_counts_only_where_all_headers_were_seen(void **state)
{
	struct exchange cut = command_at(1, COMMAND_SYNC, NULL, 200);

	(void)state;
	cut.seen.request.headers_complete = false;
	tell(ledger, cut);
	state_is(STATE_UNKNOWN);
	tell(ledger, command_at(2, COMMAND_SYNC, NULL, 200));
	state_is(STATE_NOT_PROVISIONED);
	assert_non_null(
	    finding_of(&result->findings, FINDING_UNPROVISIONED_SERVED));
}

static void
a_request_without_key_and_answer_is_evidence_at_the_end(void **state)
{
	struct exchange lost = command_at(1, COMMAND_SYNC, "0", 200);

	(void)state;
	lose_answer(&lost);
	tell(ledger, lost);
	state_is(STATE_NOT_PROVISIONED);
}

static void
a_first_request_turned_away_is_not_provisioned(void **state)
{
	struct exchange away = download_at(1, NULL, NULL);

	(void)state;
	away.seen.http_status = 500;
	away.body.response_policy_status = TEXT_NOT_SEEN;
	tell(ledger, away);
	state_is(STATE_NOT_PROVISIONED);
}

static void
a_first_request_of_a_device_with_a_key_is_not_that_of_one_without(void **state)
{
	struct exchange away = download_at(2, NULL, NULL);

	(void)state;
	away.seen.http_status = 503;
	away.body.response_policy_status = TEXT_NOT_SEEN;
	tell(ledger, command_at(1, COMMAND_SYNC, "77", 200));
	tell(ledger, away);
	state_is(STATE_UNKNOWN);
}

static void
a_first_request_that_is_asked_for_credentials_tells_nothing(void **state)
{
	struct exchange away = download_at(1, NULL, NULL);

	(void)state;
	away.seen.http_status = 401;
	away.body.response_policy_status = TEXT_NOT_SEEN;
	tell(ledger, away);
	state_is(STATE_UNKNOWN);
}

static void
served_under_a_key_never_given_is_unknown_again(void **state)
{
	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "0", 449));
	offer(2);
	tell(ledger, command_at(3, COMMAND_SYNC, "T", 200));
	state_is(STATE_NOT_ACKNOWLEDGED);
	assert_non_null(finding_of(&result->findings, FINDING_TEMPORARY_KEY));
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	state_is(STATE_UNKNOWN);
	assert_true(text_is(result->policy_key, "K"));
	assert_null(finding_of(&result->findings, FINDING_NEVER_ACKNOWLEDGED));
}

static void
a_wipe_goes_from_order_to_acknowledgement(void **state)
{
	struct exchange waits = command_at(3, COMMAND_SYNC, "K", 200);
	struct exchange order = download_at(4, "T", policy_of_length("4"));
	struct exchange done = wipe_acknowledge_at(5, "1");
	struct exchange after = command_at(6, COMMAND_SYNC, "K", 200);

	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	waits.seen.body_status = text_from("140");
	tell(ledger, waits);
	state_is(STATE_WIPE_REQUESTED);
	order.body.remote_wipe_requested = true;
	tell(ledger, order);
	state_is(STATE_WIPE_REQUESTED);
	/* Older servers repeat the order in the answer. */
	done.body.remote_wipe_requested = true;
	tell(ledger, done);
	state_is(STATE_WIPED);
	after.seen.body_status = text_from("140");
	tell(ledger, after);
	state_is(STATE_WIPED);
	assert_non_null(finding_of(&result->findings, FINDING_WIPE_REQUESTED));
	assert_non_null(
	    finding_of(&result->findings, FINDING_WIPE_ACKNOWLEDGED));
	assert_null(finding_of(&result->findings, FINDING_NEVER_ACKNOWLEDGED));
}

static void
a_wipe_that_is_called_off_leaves_the_state_before_it(void **state)
{
	struct exchange waits = command_at(3, COMMAND_SYNC, "K", 200);

	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "2", "K"));
	waits.seen.body_status = text_from("140");
	tell(ledger, waits);
	state_is(STATE_WIPE_REQUESTED);
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	state_is(STATE_PARTIAL);
	assert_non_null(finding_of(&result->findings, FINDING_WIPE_REQUESTED));
}

static void
a_wiped_device_that_is_served_is_back(void **state)
{
	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	tell(ledger, wipe_acknowledge_at(3, "1"));
	/* A command that was under way. */
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	state_is(STATE_WIPED);
	tell(ledger, command_at(5, COMMAND_SYNC, "new", 200));
	state_is(STATE_UNKNOWN);
	tell(ledger, wipe_acknowledge_at(6, "1"));
	tell(ledger, command_at(7, COMMAND_SYNC, "0", 200));
	state_is(STATE_NOT_PROVISIONED);
}

static void
wipes_of_accounts_and_failures_are_told_apart(void **state)
{
	struct exchange order = download_at(1, "T", NULL);
	struct exchange account = wipe_acknowledge_at(2, NULL);
	struct exchange unseen = wipe_acknowledge_at(3, NULL);

	(void)state;
	order.body.phase = PHASE_WIPE_INQUIRY;
	order.body.account_only_remote_wipe_requested = true;
	tell(ledger, order);
	state_is(STATE_WIPE_REQUESTED);
	account.body.account_wipe_status = text_from("1");
	tell(ledger, account);
	tell(ledger, unseen);
	state_is(STATE_ACCOUNT_WIPED);
	tell(ledger, wipe_acknowledge_at(4, "2"));
	state_is(STATE_WIPE_FAILED);
	assert_non_null(finding_of(&result->findings, FINDING_WIPE_FAILED));
}

static void
access_follows_the_newest_answer(void **state)
{
	struct exchange blocked = command_at(2, COMMAND_SYNC, "7", 200);
	struct exchange away = download_at(6, NULL, NULL);

	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "7", 200));
	blocked.seen.body_status = text_from("129");
	tell(ledger, blocked);
	assert_int_equal(assess()->access, ACCESS_BLOCKED);
	assert_non_null(finding_of(&result->findings, FINDING_ACCESS_DENIED));
	tell(ledger, command_at(3, COMMAND_SYNC, "7", 200));
	assert_int_equal(assess()->access, ACCESS_ALLOWED);
	tell(ledger, command_at(4, COMMAND_SYNC, "7", 403));
	assert_int_equal(assess()->access, ACCESS_BLOCKED);
	tell(ledger, command_at(5, COMMAND_SYNC, "7", 200));
	away.body.response_status = text_from("126");
	away.body.response_policy_status = TEXT_NOT_SEEN;
	tell(ledger, away);
	assert_int_equal(assess()->access, ACCESS_BLOCKED);
}

static void
a_policy_that_must_be_applied_and_too_many_devices_block(void **state)
{
	static const char *const codes[] = {"139", "145", "177"};

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct exchange blocked =
		    command_at(2 * i + 2, COMMAND_SYNC, "7", 200);

		tell(ledger, command_at(2 * i + 1, COMMAND_SYNC, "7", 200));
		assert_int_equal(assess()->access, ACCESS_ALLOWED);
		blocked.seen.body_status = text_from(codes[i]);
		tell(ledger, blocked);
		assert_int_equal(assess()->access, ACCESS_BLOCKED);
	}
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(the_state_is_what_the_device_claims),
	    TEST(an_acknowledgement_that_cannot_be_read_leaves_nothing_known),
	    TEST(an_acknowledgement_whose_body_is_lost_is_known_by_its_answer),
	    TEST(an_acknowledgement_whose_body_is_lost_is_known_by_its_key),
	    TEST(a_download_whose_body_is_lost_acknowledges_nothing),
	    TEST(a_download_whose_answer_is_lost_changes_nothing),
	    TEST(a_document_to_an_unseen_request_is_an_offer),
	    TEST(no_policy_means_not_provisioned),
	    TEST(a_refusal_without_key_shows_a_device_not_provisioned),
	    TEST(a_key_from_before_the_capture_leaves_the_state_unknown),
	    TEST(a_missing_header_counts_only_where_all_headers_were_seen),
	    TEST(a_request_without_key_and_answer_is_evidence_at_the_end),
	    TEST(a_first_request_turned_away_is_not_provisioned),
	    TEST(
		a_first_request_of_a_device_with_a_key_is_not_that_of_one_without),
	    TEST(a_first_request_that_is_asked_for_credentials_tells_nothing),
	    TEST(served_under_a_key_never_given_is_unknown_again),
	    TEST(a_wipe_goes_from_order_to_acknowledgement),
	    TEST(a_wipe_that_is_called_off_leaves_the_state_before_it),
	    TEST(a_wiped_device_that_is_served_is_back),
	    TEST(wipes_of_accounts_and_failures_are_told_apart),
	    TEST(access_follows_the_newest_answer),
	    TEST(a_policy_that_must_be_applied_and_too_many_devices_block),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
