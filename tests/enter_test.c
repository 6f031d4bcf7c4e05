/*
 * The history of a device at its limits: what leaves, and what stays.
 */
#include "tests/support/check.h"

#include "decode/model/limits.h"
#include "tests/support/assessed.h"

static void
the_oldest_provision_exchanges_leave_at_the_limit(void **state)
{
	const struct device *device;

	(void)state;
	for (unsigned i = 1; i <= LIMIT_PROVISIONS + 1; i++)
		tell(ledger, download_at((int)i, "T", NULL));
	device = only_device();
	assert_int_equal(device->provision_count, LIMIT_PROVISIONS * 3 / 4 + 1);
	assert_int_equal(
	    device->provisions[device->provision_count - 1].request.frame,
	    (LIMIT_PROVISIONS + 1) * 10);
	assert_int_equal(
	    ledger_health_seen(ledger)->limits_reached, LIMIT_PROVISIONS / 4);
}

static void
the_oldest_events_leave_at_the_limit(void **state)
{
	(void)state;
	for (unsigned i = 1; i <= LIMIT_EVENTS + 1; i++)
		tell(ledger, command_at((int)i, COMMAND_SYNC, "0", 449));
	assert_int_equal(only_device()->event_count, LIMIT_EVENTS * 3 / 4 + 1);
}

/* What is left of a list must not stand beside a hole in the other one. */
static void
both_lists_forget_up_to_the_same_moment(void **state)
{
	const struct device *device;

	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	for (unsigned i = 0; i <= LIMIT_EVENTS; i++)
		tell(ledger, command_at(3 + (int)i, COMMAND_SYNC, "K", 503));
	device = only_device();
	assert_int_equal(device->provision_count, 0);
	assert_int_equal(device->forgotten, LIMIT_EVENTS / 4 + 2);
	assert_int_equal(
	    ledger_health_seen(ledger)->limits_reached, LIMIT_EVENTS / 4 + 2);
	for (unsigned i = 0; i <= LIMIT_PROVISIONS; i++)
		tell(ledger, download_at(10000 + (int)i, "T", NULL));
	assert_int_equal(device->event_count, 0);
}

/* As with NTLM, where each connection is asked who it is. */
static void
ask_and_serve(unsigned times)
{
	for (unsigned i = 0; i < times; i++) {
		int second = 10 + 2 * (int)i;

		tell(ledger, command_at(second, COMMAND_SYNC, "K", 401));
		tell(ledger, command_at(second + 1, COMMAND_SYNC, "K", 200));
	}
}

static void
requests_asked_for_credentials_push_nothing_out(void **state)
{
	(void)state;
	tell(ledger, download_at(1, "T", NULL));
	tell(ledger, acknowledge_at(2, "T", "1", "K"));
	ask_and_serve(LIMIT_EVENTS * 2);
	assert_int_equal(only_device()->provision_count, 2);
	assert_int_equal(only_device()->forgotten, 0);
	assert_true(only_device()->event_count <= LIMIT_EVENTS);
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, 0);
	assert_int_equal(assess_state(only_device()), STATE_FULL);
}

static void
a_provisioning_stays_between_the_successes_around_it(void **state)
{
	const struct device *device;

	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "K", 401));
	tell(ledger, command_at(2, COMMAND_SYNC, "K", 200));
	tell(ledger, download_at(3, "T", NULL));
	tell(ledger, command_at(4, COMMAND_SYNC, "K", 200));
	ask_and_serve(LIMIT_EVENTS / 2);
	device = only_device();
	assert_true(device->event_count < LIMIT_EVENTS / 2);
	assert_int_equal(device->events[0].http_status, 401);
	assert_int_equal(device->events[1].at.frame, 20);
	assert_int_equal(device->events[2].at.frame, 40);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(                                       \
	    function, assessed_set_up, assessed_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(the_oldest_provision_exchanges_leave_at_the_limit),
	    TEST(the_oldest_events_leave_at_the_limit),
	    TEST(both_lists_forget_up_to_the_same_moment),
	    TEST(requests_asked_for_credentials_push_nothing_out),
	    TEST(a_provisioning_stays_between_the_successes_around_it),
	};

	return cmocka_run_group_tests_name("enter", tests, NULL, NULL);
}
