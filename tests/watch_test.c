/*
 * Exchanges kept one by one, for who watches them.
 */
#include "tests/support/check.h"

#include "decode/model/limits.h"
#include "tests/support/exchanges.h"

static const struct device *
watched(struct ledger *ledger)
{
	assert_int_equal(ledger_device_count(ledger), 1);
	return ledger_device(ledger, 0);
}

static void
nothing_is_kept_unless_watched(void **state)
{
	struct ledger *ledger = ledger_new();

	(void)state;
	tell(ledger, command_at(10, COMMAND_SYNC, "7", 200));
	assert_int_equal(watched(ledger)->exchange_count, 0);
	ledger_free(ledger);
}

static void
exchanges_stand_in_the_order_of_time(void **state)
{
	struct ledger *ledger = ledger_new();
	const struct device *device;

	(void)state;
	ledger_watch(ledger);
	tell(ledger, command_at(30, COMMAND_SYNC, "7", 200));
	tell(ledger, command_at(10, COMMAND_FOLDER_SYNC, "0", 449));
	tell(ledger, download_at(20, "1", policy_of_length("4")));
	device = watched(ledger);
	assert_int_equal(device->exchange_count, 3);
	assert_int_equal(device->exchanges[0].said.http_status, 449);
	assert_non_null(device->exchanges[1].said.policy);
	assert_int_equal(device->exchanges[2].command, COMMAND_SYNC);
	ledger_free(ledger);
}

static void
a_policy_key_not_sent_is_not_a_key_of_zero(void **state)
{
	struct ledger *ledger = ledger_new();
	const struct device *device;

	(void)state;
	ledger_watch(ledger);
	tell(ledger, command_at(10, COMMAND_SYNC, NULL, 200));
	tell(ledger, command_at(20, COMMAND_SYNC, "0", 449));
	device = watched(ledger);
	assert_false(text_seen(device->exchanges[0].policy_key));
	assert_true(text_seen(device->exchanges[1].policy_key));
	ledger_free(ledger);
}

static void
the_oldest_leave_at_the_bound_and_are_counted(void **state)
{
	struct ledger *ledger = ledger_new();
	const struct device *device;
	int most = (int)LIMIT_EXCHANGES;

	(void)state;
	ledger_watch(ledger);
	for (int i = 1; i <= most; i++)
		tell(ledger, command_at(i, COMMAND_PING, "7", 200));
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, 0);
	tell(ledger, command_at(most + 1, COMMAND_SYNC, "7", 200));
	device = watched(ledger);
	assert_int_equal(device->exchange_count, most - most / 4 + 1);
	assert_int_equal(device->exchanges[device->exchange_count - 1].command,
	    COMMAND_SYNC);
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, most / 4);
	ledger_free(ledger);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(nothing_is_kept_unless_watched),
	    cmocka_unit_test(exchanges_stand_in_the_order_of_time),
	    cmocka_unit_test(a_policy_key_not_sent_is_not_a_key_of_zero),
	    cmocka_unit_test(the_oldest_leave_at_the_bound_and_are_counted),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
