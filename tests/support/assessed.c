/*
 * What is concluded of a single device, see assessed.h.
 */
#include "tests/support/check.h"

#include "tests/support/assessed.h"

#include <string.h>

struct ledger *ledger;
struct assessment *result;

int
assessed_set_up(void **state)
{
	(void)state;
	ledger = ledger_new();
	result = NULL;
	return 0;
}

int
assessed_tear_down(void **state)
{
	(void)state;
	assessment_free(result);
	ledger_free(ledger);
	ledger_free(NULL);
	return 0;
}

const struct device *
only_device(void)
{
	assert_int_equal(ledger_device_count(ledger), 1);
	return ledger_device(ledger, 0);
}

void
offer(int second)
{
	tell(ledger, download_at(second, "T", policy_of_length("4")));
}

const struct assessment *
assess(void)
{
	assessment_free(result);
	result = assess_device(only_device());
	return result;
}

void
state_is(enum device_state expected)
{
	assert_string_equal(state_name(assess()->state), state_name(expected));
}

const struct finding *
finding(enum finding_code code)
{
	return finding_of(&assess()->findings, code);
}

void
finds(enum finding_code code, const char *words)
{
	const struct finding *found = finding(code);

	assert_non_null(found);
	if (strstr(found->text, words) == NULL)
		fail_msg("'%s' is not in '%s'", words, found->text);
}

void
finds_not(enum finding_code code)
{
	assert_null(finding(code));
}

void
tell_status(int second, enum command command, const char *status)
{
	struct exchange exchange = command_at(second, command, "K", 200);

	exchange.seen.body_status = text_from(status);
	exchange.body.response_status = text_from(status);
	tell(ledger, exchange);
}
