/*
 * Findings about what the program has no name for, or could not read.
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

static void
a_code_without_a_name_has_no_brackets(void **state)
{
	(void)state;
	tell_status(1, COMMAND_SYNC, "157");
	finds(FINDING_SERVER_STATUS, "Status 157 once");
	tell(ledger, command_at(2, COMMAND_SYNC, "K", 520));
	finds(FINDING_HTTP_REFUSED, "HTTP 520 once");
	tell_status(3, COMMAND_PROVISION, "99");
	finds(FINDING_POLICY_PROBLEM, "with Status 99.");
}

static void
a_key_that_may_hide_in_a_malformed_query_is_not_missed(void **state)
{
	struct exchange odd = command_at(2, COMMAND_SYNC, NULL, 200);

	(void)state;
	odd.seen.query_malformed = true;
	odd.seen.policy_key_hidden = true;
	tell(ledger, odd);
	finds_not(FINDING_UNPROVISIONED_SERVED);
	odd = command_at(3, COMMAND_SYNC, NULL, 200);
	tell(ledger, odd);
	finds(FINDING_UNPROVISIONED_SERVED, "without a policy key");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_code_without_a_name_has_no_brackets),
	    TEST(a_key_that_may_hide_in_a_malformed_query_is_not_missed),
	};

	return cmocka_run_group_tests_name(
	    "findings_unread", tests, NULL, NULL);
}
