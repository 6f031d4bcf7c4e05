/*
 * What leaves when the budget is used up, and that nothing wrong is concluded
 * from what is left.
 */
#include "tests/support/check.h"

#include <stdio.h>

#include "decode/model/budget.h"
#include "decode/model/devices.h"
#include "decode/model/evict.h"
#include "decode/model/history.h"
#include "tests/support/exchanges.h"

#define MIB ((size_t)1 << 20)

static struct ledger *ledger;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	return 0;
}

static int
end(void **state)
{
	(void)state;
	ledger_free(ledger);
	budget_set(0);
	for (int i = 0; i < BUDGET_PART_COUNT; i++)
		assert_int_equal(budget_used((enum budget_part)i), 0);
	return 0;
}

static void
tell_as(const char *id, struct exchange exchange)
{
	exchange.seen.device_id = text_from(id);
	tell(ledger, exchange);
}

/* Other devices with long histories, until somebody's had to leave. */
static int
until_something_leaves(int second)
{
	char id[16];

	for (int i = 0; ledger_health_seen(ledger)->evicted_exchanges == 0;
	     i++, second++) {
		(void)snprintf(id, sizeof(id), "other%d", i / 100);
		tell_as(id, download_at(second, "9", NULL));
	}
	return second;
}

static struct device
device_of(const char *id)
{
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		if (text_is(ledger_device(ledger, i)->id, id))
			return *ledger_device(ledger, i);
	}
	fail_msg("no device %s", id);
	return (struct device){.forgotten = 0};
}

static enum device_state
state_of(const char *id)
{
	struct device device = device_of(id);

	return assess_state(&device);
}

static bool
finds(const char *id, enum finding_code code)
{
	struct device device = device_of(id);
	struct assessment *assessment = assess_device(&device);
	bool found = finding_of(&assessment->findings, code) != NULL;

	assessment_free(assessment);
	return found;
}

static void
history_stays_below_the_budget_and_each_loss_is_counted(void **state)
{
	uint64_t kept = 0;
	uint64_t told = 400000;
	char id[16];

	(void)state;
	budget_set(16 * MIB);
	for (uint64_t i = 0; i < told; i++) {
		(void)snprintf(id, sizeof(id), "D%d", (int)(i / 1000));
		tell_as(id, download_at((int)i + 1, "9", NULL));
		assert_true(budget_used(BUDGET_HISTORY) <= 16 * MIB);
	}
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		const struct device *device = ledger_device(ledger, i);

		kept += device->provision_count;
		assert_int_equal(
		    device->provision_count + device->forgotten, 1000);
	}
	assert_true(kept > 0);
	assert_int_equal(
	    kept + ledger_health_seen(ledger)->evicted_exchanges, told);
}

static void
those_not_heard_of_for_longest_forget_first(void **state)
{
	(void)state;
	budget_set(16 * MIB);
	tell_as("old", download_at(1, "1", NULL));
	for (int i = 2; i < 100; i++)
		tell_as("old", download_at(i, "1", NULL));
	tell_as("heard", download_at(100, "1", NULL));
	for (int i = 101; i < 200; i++)
		tell_as("heard", download_at(i, "1", NULL));
	tell_as("old", command_at(200, COMMAND_SYNC, "1", 200));
	tell_as("heard", command_at(2000000, COMMAND_SYNC, "1", 200));
	(void)until_something_leaves(1000);
	assert_true(device_of("old").forgotten > 0);
	assert_int_equal(device_of("heard").forgotten, 0);
}

static void
those_no_server_let_in_forget_before_all_others(void **state)
{
	(void)state;
	budget_set(16 * MIB);
	for (int i = 100; i < 200; i++)
		tell_as("stranger",
		    command_at(2000000 + i, COMMAND_SYNC, "1", 403));
	(void)until_something_leaves(1000);
	assert_true(device_of("stranger").forgotten > 0);
}

static void
exchanges_for_the_view_leave_before_provisioning(void **state)
{
	int second = 1;

	(void)state;
	budget_set(16 * MIB);
	ledger_watch(ledger);
	tell_as("D1", download_at(second++, "1", NULL));
	tell_as("D1", acknowledge_at(second++, "1", "1", "2"));
	while (ledger_health_seen(ledger)->evicted_exchanges == 0) {
		char id[16];

		(void)snprintf(id, sizeof(id), "other%d", second / 100);
		tell_as(id, command_at(second++, COMMAND_PING, "7", 200));
	}
	assert_int_equal(device_of("D1").exchange_count, 0);
	assert_int_equal(device_of("D1").provision_count, 2);
	assert_int_equal(state_of("D1"), STATE_FULL);
}

/* A device that obeyed once, forgets that, and shows itself again. */
static void
obeys_and_forgets(void)
{
	int second;

	budget_set(16 * MIB);
	tell_as("D1", download_at(1, "1", policy_of_length("4")));
	tell_as("D1", acknowledge_at(2, "1", "1", "2"));
	/* The newest few stay for long: so many that none of these does. */
	for (second = 3; second < 80; second++)
		tell_as("D1", command_at(second, COMMAND_SYNC, "2", 503));
	(void)until_something_leaves(1000);
	assert_true(device_of("D1").forgotten > 0);
	assert_int_equal(device_of("D1").provision_count, 0);
}

static void
who_forgot_its_rounds_is_not_called_unprovisioned(void **state)
{
	(void)state;
	obeys_and_forgets();
	assert_int_equal(state_of("D1"), STATE_UNKNOWN);
	tell_as("D1", command_at(900000, COMMAND_SYNC, "0", 449));
	assert_int_equal(state_of("D1"), STATE_UNKNOWN);
	tell_as("D1", command_at(900001, COMMAND_SYNC, NULL, 200));
	assert_int_equal(state_of("D1"), STATE_UNKNOWN);
	tell_as("D1", download_at(900002, "3", NULL));
	tell_as("D1", acknowledge_at(900003, "3", "2", "4"));
	assert_int_equal(state_of("D1"), STATE_PARTIAL);
}

static void
a_key_whose_round_is_forgotten_is_not_from_before_the_capture(void **state)
{
	(void)state;
	obeys_and_forgets();
	tell_as("D1", command_at(900000, COMMAND_SYNC, "2", 200));
	assert_false(finds("D1", FINDING_BEFORE_CAPTURE));
	assert_true(finds("D1", FINDING_FORGOTTEN));
}

static void
an_offer_that_is_forgotten_is_not_a_wrong_key(void **state)
{
	(void)state;
	obeys_and_forgets();
	tell_as("D1", download_at(900000, "8", NULL));
	tell_as("D1", acknowledge_at(900001, "1", "1", "2"));
	assert_false(finds("D1", FINDING_KEY_MISMATCH));
}

static void
a_policy_offered_again_is_no_second_device(void **state)
{
	(void)state;
	obeys_and_forgets();
	tell_as("D1", download_at(900000, "8", policy_of_length("4")));
	assert_int_equal(ledger_policy_count(ledger), 1);
	assert_int_equal(ledger_policy(ledger, 0)->devices, 1);
}

static void
devices_beyond_their_share_are_refused_and_counted(void **state)
{
	char id[16];
	uint64_t told = 50000;

	(void)state;
	budget_set(16 * MIB);
	for (uint64_t i = 0; i < told; i++) {
		(void)snprintf(id, sizeof(id), "D%d", (int)i);
		tell_as(id, command_at((int)i + 1, COMMAND_SYNC, "7", 200));
		assert_true(budget_used(BUDGET_LASTING) <= 6 * MIB);
	}
	assert_true(ledger_device_count(ledger) > 3000);
	assert_true(ledger_device_count(ledger) < told);
	assert_true(ledger_health_seen(ledger)->limits_reached >=
		    told - ledger_device_count(ledger));
}

/* Made up devices, with names and keys of their own each time. */
static void
strangers_use_up_their_room(void)
{
	struct exchange stranger;
	char id[24];
	char key[24];

	for (int i = 0; i < 50000; i++) {
		(void)snprintf(id, sizeof(id), "stranger%d", i);
		(void)snprintf(key, sizeof(key), "9%d", i);
		stranger =
		    command_at(i + 1, COMMAND_SYNC, key, i % 2 > 0 ? 401 : 0);
		stranger.seen.user = text_from(id);
		tell_as(id, stranger);
	}
}

static void
strangers_leave_room_for_those_a_server_lets_in(void **state)
{
	(void)state;
	budget_set(16 * MIB);
	strangers_use_up_their_room();
	assert_true(ledger_health_seen(ledger)->limits_reached > 0);
	for (int i = 0; i < 100; i++) {
		char id[24];

		(void)snprintf(id, sizeof(id), "D%d", i);
		tell_as(id, download_at(60000 + 2 * i, "7", NULL));
		tell_as(id, acknowledge_at(60001 + 2 * i, "7", "1", "8"));
		assert_int_equal(state_of(id), STATE_FULL);
	}
}

/* Where a key finds no room, "no key" must not be read from its absence. */
static void
a_key_without_room_is_neither_no_key_nor_a_refusal(void **state)
{
	struct device device;
	struct assessment *assessment;
	char key[16];

	(void)state;
	tell_as("D1", command_at(1, COMMAND_PING, "7", 200));
	budget_set(1);
	for (int i = 2; i < 50; i++) {
		(void)snprintf(key, sizeof(key), "key%d", i);
		tell_as("D1", command_at(i, COMMAND_SYNC, key, 449));
	}
	assert_int_equal(state_of("D1"), STATE_UNKNOWN);
	tell_as("D1", acknowledge_at(60, "key1", "1", "key2"));
	device = device_of("D1");
	assessment = assess_device(&device);
	assert_int_equal(assessment->state, STATE_FULL);
	assert_int_equal(assessment->round_count, 1);
	assert_false(assessment->rounds[0].refused);
	assessment_free(assessment);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(history_stays_below_the_budget_and_each_loss_is_counted),
	    TEST(those_not_heard_of_for_longest_forget_first),
	    TEST(those_no_server_let_in_forget_before_all_others),
	    TEST(exchanges_for_the_view_leave_before_provisioning),
	    TEST(who_forgot_its_rounds_is_not_called_unprovisioned),
	    TEST(a_key_whose_round_is_forgotten_is_not_from_before_the_capture),
	    TEST(an_offer_that_is_forgotten_is_not_a_wrong_key),
	    TEST(a_policy_offered_again_is_no_second_device),
	    TEST(devices_beyond_their_share_are_refused_and_counted),
	    TEST(strangers_leave_room_for_those_a_server_lets_in),
	    TEST(a_key_without_room_is_neither_no_key_nor_a_refusal),
	};
#undef TEST

	return cmocka_run_group_tests_name("evict", tests, NULL, NULL);
}
