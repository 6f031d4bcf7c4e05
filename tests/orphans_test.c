/*
 * Offers whose requests were not captured: whose they are is told by the
 * temporary key that a device of the same address acknowledges.
 */
#include "tests/support/check.h"

#include "decode/model/limits.h"
#include "decode/model/orphans.h"
#include "tests/support/exchanges.h"

/* The answer to a download alone. */
static struct exchange
offer_alone_at(int second, const char *key, const struct policy *policy)
{
	struct exchange offer = download_at(second, key, policy);

	offer.seen.request = (struct message_seen){0};
	offer.seen.device_id = TEXT_NOT_SEEN;
	offer.seen.user = TEXT_NOT_SEEN;
	offer.seen.policy_key = TEXT_NOT_SEEN;
	offer.body.phase = PHASE_OTHER;
	return offer;
}

static void
an_offer_belongs_to_the_device_that_acknowledges_its_key(void **state)
{
	struct ledger *ledger = ledger_new();
	const struct device *device;
	struct assessment *assessment;

	(void)state;
	tell(ledger, offer_alone_at(1, "111", policy_of_length("6")));
	assert_int_equal(ledger_device_count(ledger), 0);
	tell(ledger, acknowledge_at(2, "111", "2", "222"));
	device = ledger_device(ledger, 0);
	assert_int_equal(device->provision_count, 2);
	assessment = assess_device(device);
	assert_int_equal(assessment->state, STATE_PARTIAL);
	assert_int_equal(assessment->round_count, 1);
	assert_non_null(assessment->rounds[0].policy);
	assert_non_null(assessment->rounds[0].offer);
	assert_int_equal(ledger_policy(ledger, 0)->devices, 1);
	assert_int_equal(device->commands[COMMAND_PROVISION], 1);
	assessment_free(assessment);
	ledger_free(ledger);
}

static void
an_offer_to_another_address_is_none_of_this_device(void **state)
{
	struct ledger *ledger = ledger_new();
	struct exchange offer = offer_alone_at(1, "111", policy_of_length("6"));

	(void)state;
	offer.seen.client.address[15] ^= 1;
	tell(ledger, offer);
	tell(ledger, acknowledge_at(2, "111", "1", "222"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 1);
	ledger_free(ledger);
}

static void
an_offer_is_adopted_once(void **state)
{
	struct ledger *ledger = ledger_new();

	(void)state;
	tell(ledger, offer_alone_at(1, "111", policy_of_length("6")));
	tell(ledger, acknowledge_at(2, "111", "2", "222"));
	tell(ledger, acknowledge_at(3, "111", "1", "333"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 3);
	ledger_free(ledger);
}

/* Some servers give the same temporary key to all, and behind a balancer all
 * have one address. */
static void
a_device_with_an_offer_of_its_own_adopts_none(void **state)
{
	struct ledger *ledger = ledger_new();
	struct assessment *assessment;

	(void)state;
	tell(ledger, download_at(1, "1", policy_of_length("4")));
	tell(ledger, offer_alone_at(2, "1", policy_of_length("8")));
	tell(ledger, acknowledge_at(3, "1", "2", "1"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 2);
	assessment = assess_device(ledger_device(ledger, 0));
	assert_int_equal(assessment->round_count, 1);
	assert_int_equal(assessment->state, STATE_PARTIAL);
	assessment_free(assessment);
	tell(ledger, acknowledge_at(4, "1", "1", "1"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 4);
	ledger_free(ledger);
}

static void
an_offer_of_long_ago_or_of_later_is_not_adopted(void **state)
{
	struct ledger *ledger = ledger_new();
	const int second = 2 + LIMIT_ORPHAN_SECONDS;

	(void)state;
	tell(ledger, offer_alone_at(1, "111", policy_of_length("6")));
	tell(ledger, acknowledge_at(second, "111", "1", "222"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 1);
	tell(ledger, offer_alone_at(second + 9, "333", policy_of_length("6")));
	tell(ledger, acknowledge_at(second + 5, "333", "1", "444"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 2);
	ledger_free(ledger);
}

static void
key_zero_tells_nothing(void **state)
{
	struct ledger *ledger = ledger_new();

	(void)state;
	tell(ledger, offer_alone_at(1, "0", policy_of_length("6")));
	tell(ledger, acknowledge_at(2, "0", "1", "222"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 1);
	ledger_free(ledger);
}

static void
the_newest_of_two_offers_under_one_key_is_taken(void **state)
{
	struct orphans *orphans = orphans_new();
	struct provision_entry entry = {
	    .response_policy_key = text_from("111"), .response.frame = 1};
	struct provision_entry *found;

	(void)state;
	assert_true(orphans_keep(orphans, &entry));
	entry.response.frame = 2;
	assert_true(orphans_keep(orphans, &entry));
	for (uint64_t newest = 2; newest > 0; newest--) {
		found =
		    orphans_find(orphans, &entry.client, text_from("111"), 0);
		assert_non_null(found);
		assert_int_equal(orphans_take(found).response.frame, newest);
	}
	assert_null(orphans_find(orphans, &entry.client, text_from("111"), 0));
	orphans_free(orphans);
}

static void
too_many_offers_push_the_oldest_out_and_say_so(void **state)
{
	struct ledger *ledger = ledger_new();

	(void)state;
	tell(ledger, offer_alone_at(1, "111", policy_of_length("6")));
	for (unsigned i = 0; i < LIMIT_ORPHANS; i++)
		tell(ledger, offer_alone_at(2, "999", policy_of_length("7")));
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, 1);
	tell(ledger, acknowledge_at(3, "111", "1", "222"));
	assert_int_equal(ledger_device(ledger, 0)->provision_count, 1);
	ledger_free(ledger);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_offer_belongs_to_the_device_that_acknowledges_its_key),
	    cmocka_unit_test(
		an_offer_to_another_address_is_none_of_this_device),
	    cmocka_unit_test(an_offer_is_adopted_once),
	    cmocka_unit_test(a_device_with_an_offer_of_its_own_adopts_none),
	    cmocka_unit_test(an_offer_of_long_ago_or_of_later_is_not_adopted),
	    cmocka_unit_test(key_zero_tells_nothing),
	    cmocka_unit_test(the_newest_of_two_offers_under_one_key_is_taken),
	    cmocka_unit_test(too_many_offers_push_the_oldest_out_and_say_so),
	};

	return cmocka_run_group_tests_name("orphans", tests, NULL, NULL);
}
