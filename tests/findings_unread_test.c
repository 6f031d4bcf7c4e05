/*
 * Findings about what the program has no name for, or could not read.
 */
#include "tests/support/check.h"

#include <string.h>

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

static const struct finding *
finding(enum finding_code code)
{
	assessment_free(result);
	assert_int_equal(ledger_device_count(ledger), 1);
	result = assess_device(ledger_device(ledger, 0));
	return finding_of(&result->findings, code);
}

/* There is such a finding, and its text has these words. */
static void
finds(enum finding_code code, const char *words)
{
	const struct finding *found = finding(code);

	assert_non_null(found);
	if (strstr(found->text, words) == NULL)
		fail_msg("'%s' is not in '%s'", words, found->text);
}

static void
finds_not(enum finding_code code)
{
	assert_null(finding(code));
}

static void
tell_status(int second, enum command command, const char *status)
{
	struct exchange exchange = command_at(second, command, "K", 200);

	exchange.seen.body_status = text_from(status);
	exchange.body.response_status = text_from(status);
	tell(ledger, exchange);
}

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

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

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
