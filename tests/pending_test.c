/*
 * OPTIONS requests: whose they are.
 */
#include "tests/support/check.h"

#include "decode/model/limits.h"
#include "tests/support/assessed.h"

static void
options_with_a_device_id_belong_to_it(void **state)
{
	struct exchange options = options_at(1, "Setup/1.0");

	(void)state;
	options.seen.device_id = text_from("D1");
	tell(ledger, options);
	assert_int_equal(only_device()->options_requests, 1);
	assert_int_equal(only_device()->http_status[0].count, 1);
	assert_int_equal(only_device()->user_agents.count, 0);
	assert_int_equal(only_device()->commands[COMMAND_UNKNOWN], 0);
}

static void
options_wait_for_the_device_that_shows_up(void **state)
{
	(void)state;
	tell(ledger, options_at(1, "Phone/1.0"));
	assert_int_equal(ledger_device_count(ledger), 0);
	tell(ledger, command_at(2, COMMAND_SYNC, "0", 449));
	assert_int_equal(only_device()->options_requests, 1);
	assert_int_equal(only_device()->first_seen.frame, 10);
	assert_int_equal(only_device()->http_status[0].status, 200);
	tell(ledger, options_at(3, "Phone/1.0"));
	assert_int_equal(only_device()->options_requests, 2);
}

static void
options_of_others_are_not_taken(void **state)
{
	struct exchange other_user = options_at(1, "Phone/1.0");
	struct exchange other_client = options_at(1, "Phone/1.0");
	struct exchange nobody = options_at(1, NULL);

	(void)state;
	other_user.seen.user = text_from("bert");
	tell(ledger, other_user);
	other_client.seen.client.address[15] = 77;
	tell(ledger, other_client);
	tell(ledger, options_at(1, "Tablet/1.0"));
	nobody.seen.user = TEXT_NOT_SEEN;
	nobody.seen.connection = 5;
	tell(ledger, nobody);
	tell(ledger, command_at(2, COMMAND_SYNC, "0", 449));
	assert_int_equal(only_device()->options_requests, 0);
}

static void
options_without_user_go_by_connection_or_agent(void **state)
{
	struct exchange first = options_at(1, NULL);
	struct exchange second = options_at(2, "Phone/1.0");

	(void)state;
	first.seen.user = TEXT_NOT_SEEN;
	first.seen.http_status = 401;
	tell(ledger, first);
	second.seen.user = TEXT_NOT_SEEN;
	second.seen.connection = 9;
	tell(ledger, second);
	tell(ledger, command_at(3, COMMAND_SYNC, "0", 449));
	assert_int_equal(only_device()->options_requests, 2);
	assert_int_equal(only_device()->http_status[1].status, 401);
}

static struct exchange
on_connection(struct exchange exchange, uint64_t connection, const char *id)
{
	exchange.seen.connection = connection;
	exchange.seen.device_id = text_from(id);
	return exchange;
}

static void
options_lent_to_one_device_go_to_the_nearer_one(void **state)
{
	struct exchange failed = options_at(5, "Phone/1.0");

	(void)state;
	tell(ledger,
	    on_connection(command_at(1, COMMAND_SYNC, "7", 200), 1, "D1"));
	failed.seen.http_status = 500;
	tell(ledger, on_connection(failed, 2, NULL));
	assert_int_equal(only_device()->options_requests, 1);
	assert_int_equal(only_device()->http_status_kinds, 2);
	/* Later than the other was before, but of the same connection. */
	tell(ledger,
	    on_connection(command_at(60, COMMAND_SYNC, "7", 449), 2, "D2"));
	assert_int_equal(ledger_device(ledger, 0)->options_requests, 0);
	assert_int_equal(ledger_device(ledger, 0)->http_status_kinds, 1);
	assert_int_equal(ledger_device(ledger, 1)->options_requests, 1);
	/* And stay where nothing nearer comes. */
	tell(ledger, on_connection(options_at(61, "Phone/1.0"), 3, NULL));
	tell(ledger,
	    on_connection(command_at(90, COMMAND_SYNC, "7", 200), 4, "D1"));
	assert_int_equal(ledger_device(ledger, 0)->options_requests, 0);
	assert_int_equal(ledger_device(ledger, 1)->options_requests, 2);
}

static void
too_many_waiting_options_are_counted(void **state)
{
	(void)state;
	for (unsigned i = 0; i <= LIMIT_PENDING_OPTIONS; i++)
		tell(ledger, options_at(1, "Phone/1.0"));
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(options_with_a_device_id_belong_to_it),
	    TEST(options_wait_for_the_device_that_shows_up),
	    TEST(options_of_others_are_not_taken),
	    TEST(options_without_user_go_by_connection_or_agent),
	    TEST(options_lent_to_one_device_go_to_the_nearer_one),
	    TEST(too_many_waiting_options_are_counted),
	};
#undef TEST

	return cmocka_run_group_tests_name("pending", tests, NULL, NULL);
}
