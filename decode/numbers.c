/*
 * Whose sequence numbers these are, see numbers.h.
 */
#include "decode/numbers.h"

#include "decode/limits.h"

#define DELIVERED_MOST (1u << 31)

void
numbers_note_syn(
    struct flow *flow, enum direction direction, const struct segment *segment)
{
	flow->syn_seen[direction] = true;
	flow->first_sequence[direction] = segment->sequence + 1;
	if ((segment->flags & TCP_ACK) == 0) {
		flow->opener = (uint8_t)direction;
		return;
	}
	flow->opener = (uint8_t)(1 - direction);
	if (flow->syn_seen[1 - direction])
		return;
	/* The answer to a SYN tells both beginnings. */
	flow->syn_seen[1 - direction] = true;
	flow->first_sequence[1 - direction] = segment->acknowledgement;
}

bool
numbers_answer_syn(const struct flow *flow, enum direction direction,
    const struct segment *segment)
{
	uint32_t first = flow->first_sequence[1 - direction];

	return (segment->flags & TCP_ACK) != 0 && !flow->syn_seen[direction] &&
	       flow->syn_seen[1 - direction] &&
	       segment->acknowledgement - first <= UINT16_MAX;
}

void
numbers_keep(struct flow *flow, const struct reassembly directions[2])
{
	for (int i = 0; i < 2; i++) {
		const struct reassembly *r = &directions[i];
		uint32_t delivered = r->next < DELIVERED_MOST
					 ? (uint32_t)r->next
					 : DELIVERED_MOST;

		flow->first_sequence[i] =
		    r->base + (uint32_t)r->next - delivered;
		flow->delivered[i] = delivered;
	}
}

bool
numbers_fit_reset(const struct flow *flow, const struct reassembly *directions,
    enum direction direction, const struct segment *segment)
{
	if (directions != NULL)
		return reassembly_may_end(
		    &directions[direction], segment->sequence);
	return !flow->syn_seen[direction] ||
	       segment->sequence == flow->first_sequence[direction];
}

static bool
is_known(const struct flow *flow, const struct reassembly *directions, int way)
{
	if (directions != NULL)
		return directions[way].started;
	return flow->syn_seen[way] || flow->delivered[way] > 0;
}

/* A keep-alive stands one byte before the first. */
static bool
is_near(const struct flow *flow, const struct reassembly *directions, int way,
    uint32_t sequence)
{
	uint32_t least = flow->first_sequence[way] - 1;
	uint32_t most = flow->delivered[way] + LIMIT_LATE_BYTES;

	if (!is_known(flow, directions, way))
		return false;
	if (directions != NULL) {
		least = directions[way].base + (uint32_t)directions[way].next -
			LIMIT_SAME_CONNECTION;
		most = 2 * LIMIT_SAME_CONNECTION;
	}
	return sequence - least <= most;
}

bool
numbers_are_anothers(const struct flow *flow,
    const struct reassembly *directions, enum direction direction,
    const struct segment *segment)
{
	bool acknowledges = (segment->flags & TCP_ACK) != 0;
	int other = 1 - (int)direction;

	if (is_near(flow, directions, (int)direction, segment->sequence))
		return false;
	if (acknowledges &&
	    is_near(flow, directions, other, segment->acknowledgement))
		return false;
	return flow->state == FLOW_CLOSED ||
	       is_known(flow, directions, (int)direction) ||
	       (acknowledges && is_known(flow, directions, other));
}
