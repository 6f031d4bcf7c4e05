/*
 * Under which acknowledgements a setting was active, see policy_acks.h.
 */
#include "ui/policy_acks.h"

#include "decode/model/demand.h"

/* The digit of the answer; of a status that is no single digit, and of none
 * that was seen, nothing is told. */
static char
answer_of(const struct round *round)
{
	struct text status = TEXT_NOT_SEEN;

	if (round->ack != NULL)
		status = text_trim(round->ack->ack_status);
	if (status.length != 1 || status.bytes[0] < '0' ||
	    status.bytes[0] > '9')
		return '?';
	return status.bytes[0];
}

static char
ack_of(const struct round *round, struct text name)
{
	const struct policy_entry *entry;

	if (round->policy == NULL)
		return '?';
	entry = policy_find(round->policy, name);
	if (entry == NULL && !round->policy->complete)
		return '?';
	if (entry == NULL)
		return '.';
	if (!policy_demands(round->policy, entry))
		return '-';
	return answer_of(round);
}

void
policy_acks(const struct assessment *assessment, struct text name,
    unsigned most, char out[POLICY_ACKS])
{
	uint32_t count = assessment->round_count;
	uint32_t from = 0;
	unsigned used = 0;

	if (most > POLICY_ACKS - 1)
		most = POLICY_ACKS - 1;
	if (count > most)
		from = count - most;
	for (uint32_t i = from; i < count; i++)
		out[used++] = ack_of(&assessment->rounds[i], name);
	out[used] = '\0';
}
