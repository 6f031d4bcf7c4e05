/*
 * Conclusions about one device: rounds, state, access and key.
 */
#include "tests/support/check.h"

#include "tests/support/exchanges.h"

static struct ledger *ledger;
static struct assessment *result;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	result = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	assessment_free(result);
	ledger_free(ledger);
	return 0;
}

static const struct assessment *
assess(void)
{
	assessment_free(result);
	assert_int_equal(ledger_device_count(ledger), 1);
	result = assess_device(ledger_device(ledger, 0));
	return result;
}

static void
state_is(enum device_state expected)
{
	assert_string_equal(state_name(assess()->state), state_name(expected));
}

static void
offer(int second)
{
	tell(ledger, download_at(second, "T", policy_of_length("4")));
}

static void
a_download_and_its_acknowledgement_make_a_round(void **state)
{
	const struct round *round;

	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, " T ", "2", "K"));
	assert_int_equal(assess()->round_count, 1);
	round = result->rounds;
	assert_int_equal(round->offer->request.frame, 10);
	assert_int_equal(round->ack->request.frame, 20);
	assert_non_null(round->policy);
	assert_true(text_is(round->temporary_key, "T"));
	assert_true(text_is(round->final_key, "K"));
	assert_int_equal(round->outcome, STATE_PARTIAL);
	assert_false(round->refused);
	assert_true(text_is(result->policy_key, "K"));
	assert_ptr_equal(result->policy, round->policy);
}

static void
an_acknowledgement_goes_with_the_newest_offer_of_its_key(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T1", NULL));
	tell(ledger, download_at(2, "T2", NULL));
	tell(ledger, download_at(3, "T1", NULL));
	tell(ledger, acknowledge_at(4, "T1", "1", "K"));
	assert_int_equal(assess()->round_count, 3);
	assert_null(result->rounds[0].ack);
	assert_null(result->rounds[1].ack);
	assert_non_null(result->rounds[2].ack);
	assert_int_equal(result->rounds[0].outcome, STATE_NOT_ACKNOWLEDGED);
}

static void
the_same_key_acknowledged_again_is_a_round_of_the_same_offer(void **state)
{
	(void)state;
	offer(1);
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	tell(ledger, acknowledge_at(3, "T", "2", "L"));
	assert_int_equal(assess()->round_count, 2);
	assert_ptr_equal(result->rounds[0].offer, result->rounds[1].offer);
	assert_non_null(result->rounds[1].policy);
	state_is(STATE_PARTIAL);
}

static void
an_acknowledgement_asked_for_credentials_is_repeated_not_new(void **state)
{
	struct exchange first = acknowledge_at(2, "T", "1", NULL);

	(void)state;
	offer(1);
	lose_answer(&first);
	first.seen.http_status = 401;
	tell(ledger, first);
	tell(ledger, acknowledge_at(3, "T", "1", "K"));
	assert_int_equal(assess()->round_count, 1);
	assert_true(text_is(result->rounds[0].final_key, "K"));
}

static void
an_acknowledgement_without_its_offer_is_worth_something(void **state)
{
	(void)state;
	tell(ledger, acknowledge_at(2, "T", "4", "K"));
	assert_int_equal(assess()->round_count, 1);
	assert_null(result->rounds[0].offer);
	assert_null(result->policy);
	assert_int_equal(result->application, APPLICATION_EXTERNALLY);
	state_is(STATE_EXTERNAL);
}

static void
refusals_of_acknowledgements_are_told_from_unseen_answers(void **state)
{
	struct exchange ack = acknowledge_at(2, "T", "2", NULL);
	struct exchange unseen = acknowledge_at(3, "T", "1", NULL);
	struct exchange wrong = acknowledge_at(4, "T", "1", "K");
	struct exchange failed = acknowledge_at(5, "T", "1", "K");
	struct exchange keyless = acknowledge_at(6, "T", "1", NULL);
	struct exchange cut = acknowledge_at(7, "T", "1", NULL);

	(void)state;
	lose_answer(&unseen);
	wrong.body.response_policy_status = text_from("5");
	failed.seen.http_status = 500;
	keyless.body.response_policy_status = TEXT_NOT_SEEN;
	tell(ledger, ack);
	tell(ledger, unseen);
	tell(ledger, wrong);
	tell(ledger, failed);
	tell(ledger, keyless);
	cut.body.response_policy_status = TEXT_NOT_SEEN;
	cut.body.response_whole = false;
	tell(ledger, cut);
	assert_int_equal(assess()->round_count, 6);
	assert_true(result->rounds[0].refused);
	assert_false(result->rounds[1].refused);
	assert_true(result->rounds[2].refused);
	assert_true(result->rounds[3].refused);
	assert_true(result->rounds[4].refused);
	assert_false(result->rounds[5].refused);
	assert_false(text_seen(result->rounds[2].final_key));
	assert_false(text_seen(result->policy_key));
}

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
	tell(ledger, acknowledge_at(4, "T", "9", NULL));
	state_is(STATE_NOT_APPLIED);
	offer(5);
	state_is(STATE_NOT_ACKNOWLEDGED);
	assert_int_equal(result->application, APPLICATION_NOT_APPLIED);
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

/* One of many orders, chosen by a simple generator. */
static void
tell_shuffled(struct exchange *exchanges, size_t count, uint32_t seed)
{
	for (size_t i = count; i > 1; i--) {
		struct exchange last = exchanges[i - 1];
		size_t other;

		seed = seed * 1664525u + 1013904223u;
		other = (seed >> 16) % i;
		exchanges[i - 1] = exchanges[other];
		exchanges[other] = last;
	}
	for (size_t i = 0; i < count; i++)
		tell(ledger, exchanges[i]);
}

static void
conclusions_do_not_depend_on_the_order_of_arrival(void **state)
{
	const struct policy *policy = policy_of_length("4");
	struct exchange exchanges[] = {
	    command_at(1, COMMAND_SYNC, "0", 449),
	    download_at(2, "T", policy),
	    acknowledge_at(3, "T", "2", "K"),
	    command_at(4, COMMAND_SYNC, "K", 200),
	    command_at(5, COMMAND_SYNC, "K", 449),
	    download_at(6, "U", policy),
	    acknowledge_at(7, "U", "1", "L"),
	    command_at(8, COMMAND_SYNC, "L", 200),
	};

	(void)state;
	for (uint32_t seed = 0; seed < 100; seed++) {
		ledger_free(ledger);
		ledger = ledger_new();
		tell_shuffled(exchanges, 8, seed);
		state_is(STATE_FULL);
		assert_int_equal(result->round_count, 2);
		assert_int_equal(result->rounds[0].outcome, STATE_PARTIAL);
		assert_true(text_is(result->policy_key, "L"));
		assert_int_equal(result->access, ACCESS_ALLOWED);
		assert_int_equal(result->findings.count, 2);
		assert_int_equal(ledger_device(ledger, 0)->event_count, 4);
		assert_int_equal(ledger_policy(ledger, 0)->first.frame, 20);
	}
}

static void
every_value_has_a_name(void **state)
{
	(void)state;
	assert_string_equal(state_name(STATE_UNKNOWN), "");
	assert_string_equal(
	    application_name(APPLICATION_IN_FULL), "AppliedInFull");
	assert_string_equal(access_name(ACCESS_DISCOVERY), "DeviceDiscovery");
	assert_string_equal(phase_name(PHASE_WIPE_INQUIRY), "wipe-inquiry");
	assert_string_equal(finding_name(FINDING_LOOP), "provision-loop");
	assert_string_equal(finding_severity(FINDING_LOOP), "warning");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(a_download_and_its_acknowledgement_make_a_round),
	    TEST(an_acknowledgement_goes_with_the_newest_offer_of_its_key),
	    TEST(the_same_key_acknowledged_again_is_a_round_of_the_same_offer),
	    TEST(an_acknowledgement_asked_for_credentials_is_repeated_not_new),
	    TEST(an_acknowledgement_without_its_offer_is_worth_something),
	    TEST(refusals_of_acknowledgements_are_told_from_unseen_answers),
	    TEST(the_state_is_what_the_device_claims),
	    TEST(a_download_whose_answer_is_lost_changes_nothing),
	    TEST(a_document_to_an_unseen_request_is_an_offer),
	    TEST(no_policy_means_not_provisioned),
	    TEST(a_refusal_without_key_shows_a_device_not_provisioned),
	    TEST(a_key_from_before_the_capture_leaves_the_state_unknown),
	    TEST(a_missing_header_counts_only_where_all_headers_were_seen),
	    TEST(a_request_without_key_and_answer_is_evidence_at_the_end),
	    TEST(a_first_request_turned_away_is_not_provisioned),
	    TEST(served_under_a_key_never_given_is_unknown_again),
	    TEST(a_wipe_goes_from_order_to_acknowledgement),
	    TEST(wipes_of_accounts_and_failures_are_told_apart),
	    TEST(access_follows_the_newest_answer),
	    TEST(conclusions_do_not_depend_on_the_order_of_arrival),
	    TEST(every_value_has_a_name),
	};
#undef TEST

	return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
