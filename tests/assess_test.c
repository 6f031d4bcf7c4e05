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
	    TEST(conclusions_do_not_depend_on_the_order_of_arrival),
	    TEST(every_value_has_a_name),
	};
#undef TEST

	return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
