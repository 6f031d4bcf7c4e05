/*
 * Rounds of provisioning: what belongs together, and what the server made of
 * an acknowledgement.
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

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
an_acknowledgement_said_again_after_a_fault_is_no_new_round(void **state)
{
	struct exchange first = acknowledge_at(2, "T", "2", NULL);
	struct exchange download = download_at(5, NULL, NULL);

	(void)state;
	offer(1);
	lose_answer(&first);
	first.seen.http_status = 503;
	tell(ledger, first);
	tell(ledger, acknowledge_at(3, "T", "2", "K"));
	tell(ledger, acknowledge_at(4, "T", "2", "L"));
	assert_int_equal(assess()->round_count, 1);
	assert_true(text_is(result->rounds[0].final_key, "L"));
	/* The answer of this download may have given the key again. */
	lose_answer(&download);
	tell(ledger, download);
	tell(ledger, acknowledge_at(6, "T", "2", "M"));
	assert_int_equal(assess()->round_count, 2);
}

/* What the server says to an acknowledgement. */
static bool
turned_down(const char *top, const char *policy, unsigned http_status)
{
	struct exchange ack = acknowledge_at(2, "T", "2", NULL);
	bool refused;

	ack.body.response_status = text_from(top);
	ack.body.response_policy_status = text_from(policy);
	ack.seen.http_status = http_status;
	ledger_free(ledger);
	ledger = ledger_new();
	offer(1);
	tell(ledger, ack);
	refused = assess()->rounds[0].refused;
	/* The promise of the JSON report is a wider one. */
	assert_true(provision_refused(result->rounds[0].ack));
	return refused;
}

static void
only_a_judgement_of_the_acknowledgement_is_a_refusal(void **state)
{
	static const char *const judgements[] = {
	    "139", "142", "143", "144", "145"};
	static const char *const faults[] = {
	    "2", "3", "5", "110", "111", "129", "131", "132", "140"};
	static const unsigned troubles[] = {404, 429, 451, 500, 503};

	(void)state;
	for (size_t i = 0; i < sizeof(judgements) / sizeof(*judgements); i++)
		assert_true(turned_down(judgements[i], NULL, 200));
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		assert_false(turned_down(faults[i], NULL, 200));
	for (size_t i = 0; i < sizeof(troubles) / sizeof(*troubles); i++)
		assert_false(turned_down(NULL, NULL, troubles[i]));
	assert_true(turned_down(NULL, NULL, 403));
	assert_true(turned_down(NULL, NULL, 449));
	assert_true(turned_down("1", "2", 200));
	assert_false(turned_down("1", "3", 200));
	assert_true(turned_down("1", "4", 200));
	assert_false(turned_down("1", "5", 200));
	assert_true(turned_down("1", NULL, 200));
}

static void
a_wipe_ordered_instead_of_a_key_is_no_refusal(void **state)
{
	struct exchange ack = acknowledge_at(2, "T", "2", NULL);

	(void)state;
	ack.body.response_policy_status = TEXT_NOT_SEEN;
	ack.body.remote_wipe_requested = true;
	offer(1);
	tell(ledger, ack);
	assert_false(assess()->rounds[0].refused);
}

/* The same as a proxy sends it on, a millisecond later, and has the answer a
 * millisecond before it gives it. */
static struct exchange
sent_on(struct exchange exchange)
{
	exchange.seen.connection = 2;
	exchange.seen.request.first.time += 1000000;
	exchange.seen.request.first.frame += 2;
	exchange.seen.request.last = exchange.seen.request.first;
	exchange.seen.response.first.time -= 1000000;
	exchange.seen.response.last = exchange.seen.response.first;
	return exchange;
}

static void
what_a_proxy_sends_on_makes_no_rounds(void **state)
{
	const struct policy *policy = policy_of_length("4");
	struct exchange download = download_at(1, "T", policy);
	struct exchange acknowledgement = acknowledge_at(2, "T", "1", "K");
	struct exchange again = download_at(3, "T", policy);

	(void)state;
	tell(ledger, sent_on(download));
	tell(ledger, download);
	tell(ledger, sent_on(acknowledgement));
	tell(ledger, acknowledgement);
	assert_int_equal(assess()->round_count, 1);
	assert_true(text_is(result->rounds[0].final_key, "K"));
	assert_non_null(finding_of(&result->findings, FINDING_SEEN_TWICE));
	/* Neither what follows nor what is another answer is an echo. */
	again.seen.connection = 2;
	tell(ledger, again);
	assert_int_equal(assess()->round_count, 2);
	again = sent_on(again);
	again.seen.connection = 3;
	again.body.response_policy_key = text_from("U");
	tell(ledger, again);
	assert_int_equal(assess()->round_count, 3);
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
	assert_false(result->rounds[2].refused);
	assert_false(result->rounds[3].refused);
	assert_true(result->rounds[4].refused);
	assert_false(result->rounds[5].refused);
	assert_false(text_seen(result->rounds[2].final_key));
	assert_false(text_seen(result->policy_key));
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, assessed_set_up, assessed_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_download_and_its_acknowledgement_make_a_round),
	    TEST(an_acknowledgement_goes_with_the_newest_offer_of_its_key),
	    TEST(the_same_key_acknowledged_again_is_a_round_of_the_same_offer),
	    TEST(an_acknowledgement_asked_for_credentials_is_repeated_not_new),
	    TEST(an_acknowledgement_said_again_after_a_fault_is_no_new_round),
	    TEST(only_a_judgement_of_the_acknowledgement_is_a_refusal),
	    TEST(a_wipe_ordered_instead_of_a_key_is_no_refusal),
	    TEST(what_a_proxy_sends_on_makes_no_rounds),
	    TEST(an_acknowledgement_without_its_offer_is_worth_something),
	    TEST(refusals_of_acknowledgements_are_told_from_unseen_answers),
	};

	return cmocka_run_group_tests_name("rounds", tests, NULL, NULL);
}
