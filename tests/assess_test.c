/*
 * Conclusions about one device: the same in whatever order it is told.
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

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
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(conclusions_do_not_depend_on_the_order_of_arrival),
	    TEST(every_value_has_a_name),
	};
#undef TEST

	return cmocka_run_group_tests_name("assess", tests, NULL, NULL);
}
