/*
 * TCP connections, see connections.h.
 */
#include "decode/connections.h"

#include <assert.h>
#include <stdlib.h>

#include "decode/limits.h"
#include "decode/model/budget.h"
#include "decode/model/memory.h"
#include "decode/numbers.h"
#include "decode/opening.h"
#include "decode/patience.h"
#include "decode/reassembly.h"
#include "decode/seek.h"

/* What a direction's bytes are handed to. */
struct side {
	struct conversation *conversation;
	int direction;
};

/* A connection that is HTTP or may turn out to be. */
struct conversation {
	struct connection seen;
	struct connections *all;
	struct http *http;
	struct reassembly directions[2];
	struct side sides[2];
	struct patience patience;
	enum http_course course;
};

/* What it costs without its parsers and messages, which count themselves:
 * itself and the state of HTTP. */
#define TALK_BYTES (sizeof(struct conversation) + 512)

struct connections {
	struct health *health;
	struct connections_sink sink;
	void *owner;
	struct flow_table *flows;
	struct http_world *http;
	struct reassembly_world world;
	struct patience_queue waiting;
	uint32_t count;
	size_t goal; /* see evict_oldest() */
};

const struct connection *
connection_of(void *context)
{
	struct conversation *conversation = context;

	conversation->seen.client = http_client(conversation->http);
	return &conversation->seen;
}

void *
connection_owner(void *context)
{
	return ((struct conversation *)context)->all->owner;
}

static const struct reassembly *
directions_of(const struct flow *flow)
{
	return flow->conversation == NULL ? NULL
					  : flow->conversation->directions;
}

static void
take_bytes(void *context, const uint8_t *bytes, uint32_t count,
    const struct origin *origin)
{
	struct side *side = context;
	struct conversation *c = side->conversation;

	if (c->course != HTTP_GOES_ON)
		return;
	c->course = http_bytes(c->http, side->direction, bytes, count, origin);
	c->directions[side->direction].stepped_over =
	    http_steps_over(c->http, side->direction);
}

static void
take_gap(void *context, uint64_t count)
{
	struct side *side = context;

	if (side->conversation->course == HTTP_GOES_ON)
		http_gap(side->conversation->http, side->direction, count);
}

static void
take_end(void *context)
{
	struct side *side = context;

	if (side->conversation->course == HTTP_GOES_ON)
		http_end(side->conversation->http, side->direction);
}

/* Requests before responses. */
static void
in_turn(struct connections *all, struct conversation *c,
    void (*deliver)(
	struct reassembly *, const struct reassembly_world *, void *context))
{
	int asks = http_client(c->http) == 1 ? 1 : 0;

	deliver(&c->directions[asks], &all->world, &c->sides[asks]);
	deliver(&c->directions[1 - asks], &all->world, &c->sides[1 - asks]);
}

/* Delivers what waits, tells what is left, and lets the conversation go. */
static void
end_conversation(
    struct connections *all, struct flow *flow, enum flow_state state)
{
	struct conversation *c = flow->conversation;

	flow->state = (uint8_t)state;
	if (c == NULL)
		return;
	patience_note(&all->waiting, &c->patience, false, 0);
	in_turn(all, c, reassembly_flush);
	numbers_keep(flow, c->directions);
	http_free(c->http);
	all->count--;
	flow->conversation = NULL;
	budget_change(BUDGET_TALKS, TALK_BYTES, 0);
	free(c);
}

static void
flow_leaves(void *context, struct flow *flow)
{
	end_conversation(context, flow, FLOW_CLOSED);
}

struct connections *
connections_new(
    struct health *health, const struct connections_sink *sink, void *owner)
{
	static const struct reassembly_sink bytes = {
	    .bytes = take_bytes,
	    .gap = take_gap,
	    .end = take_end,
	};
	struct connections *all = memory_get(1, sizeof(*all));

	all->health = health;
	all->sink = *sink;
	all->owner = owner;
	all->flows = flow_table_new(flow_leaves, all);
	all->http = http_world_new(health, &sink->http);
	all->world.pool = piece_pool_new();
	all->world.health = health;
	all->world.sink = &bytes;
	return all;
}

void
connections_finish(struct connections *all)
{
	flow_table_finish(all->flows);
}

void
connections_free(struct connections *all)
{
	if (all == NULL)
		return;
	connections_finish(all);
	flow_table_free(all->flows);
	http_world_free(all->http);
	piece_pool_free(all->world.pool);
	free(all);
}

/* The side that did not open the connection; without a handshake the one with
 * the lower port. */
static const struct endpoint *
server_of(const struct flow *flow)
{
	if (flow->syn_seen[0] || flow->syn_seen[1])
		return &flow->ends[1 - flow->opener];
	return flow->ends[0].port < flow->ends[1].port ? &flow->ends[0]
						       : &flow->ends[1];
}

static void
ignore_tls(
    struct connections *all, struct flow *flow, const struct segment *segment)
{
	struct moment at = {.time = segment->time, .frame = segment->frame};

	all->health->encrypted_connections++;
	all->sink.encrypted(all->owner, server_of(flow), at);
	end_conversation(all, flow, FLOW_IGNORED);
}

/* Of too many conversations this part ends at once. */
#define ENDING_PART 8u

static bool
end_oldest(void *context, struct flow *flow)
{
	struct connections *all = context;

	if (flow->conversation == NULL)
		return true;
	all->health->limits_reached++;
	end_conversation(all, flow, FLOW_IGNORED);
	return all->count >
	       LIMIT_CONVERSATIONS - LIMIT_CONVERSATIONS / ENDING_PART;
}

/* The budget is used up: the conversations that were silent for longest end,
 * which tells what was seen of them. */
static bool
evict_oldest(void *context, struct flow *flow)
{
	struct connections *all = context;

	if (flow->conversation != NULL) {
		all->health->evicted_conversations++;
		end_conversation(all, flow, FLOW_IGNORED);
	}
	return budget_used(BUDGET_TALKS) > all->goal;
}

static struct conversation *
begin_conversation(struct connections *all, struct flow *flow)
{
	struct conversation *c = memory_get(1, sizeof(*c));
	bool opener_known = flow->syn_seen[0] || flow->syn_seen[1];

	budget_change(BUDGET_TALKS, 0, TALK_BYTES);
	if (all->count == LIMIT_CONVERSATIONS)
		flow_each_by_use(all->flows, end_oldest, all);
	c->all = all;
	c->seen.number = flow->number;
	c->patience.connection = c;
	for (int i = 0; i < 2; i++) {
		c->seen.ends[i] = flow->ends[i];
		c->sides[i].conversation = c;
		c->sides[i].direction = i;
		c->patience.heard[i] = flow->syn_seen[i];
		if (flow->syn_seen[i])
			reassembly_start(
			    &c->directions[i], flow->first_sequence[i]);
	}
	c->http = http_new(all->http, opener_known ? flow->opener : -1, c);
	all->count++;
	flow->conversation = c;
	flow->state = FLOW_CONVERSATION;
	return c;
}

/*
 * The first payload of a flow decides. Where the handshake was seen, the
 * first bytes of the side that opened it may begin HTTP or the flow is none of
 * ours; what does not begin there (late, out of order, a server that
 * greets) is looked at in order first.
 */
static void
first_payload(struct connections *all, struct flow *flow,
    enum direction direction, const struct segment *segment)
{
	bool begins = flow->syn_seen[direction] && flow->opener == direction &&
		      segment->sequence == flow->first_sequence[direction];

	if (tls_record_begins(segment->payload, segment->captured)) {
		ignore_tls(all, flow, segment);
		return;
	}
	if (begins && segment->captured > 0 &&
	    !opening_may_be_http(segment->payload, segment->captured)) {
		flow->state = FLOW_IGNORED;
		return;
	}
	(void)begin_conversation(all, flow);
}

/*
 * A hole is what an earlier packet acknowledged and what does not come while
 * there is patience. Until then the bytes of the side that acknowledged wait.
 */
static void
order_bytes(struct connections *all, struct conversation *c,
    enum direction direction, const struct segment *segment)
{
	struct reassembly *own = &c->directions[direction];
	struct reassembly *other = &c->directions[1 - direction];
	struct side *side = &c->sides[direction];
	struct incoming in = {
	    .sequence = segment->sequence,
	    .bytes = segment->payload,
	    .captured = segment->captured,
	    .length = segment->length,
	    .origin.at.time = segment->time,
	    .origin.at.frame = segment->frame,
	};
	bool misses;
	bool other_misses;

	if (patience_is_over(&c->patience, c->directions, (int)direction,
		all->world.pool, segment->time))
		in_turn(all, c, reassembly_settle);
	if ((segment->flags & TCP_ACK) != 0) {
		reassembly_acknowledge(other, segment->acknowledgement);
		in.origin.peer =
		    reassembly_offset(other, segment->acknowledgement);
	}
	if (segment->length > 0 && reassembly_has_hole(other))
		reassembly_hold(own, &all->world, &in);
	else if (segment->length > 0)
		reassembly_segment(own, &all->world, side, &in);
	if ((segment->flags & TCP_FIN) != 0)
		reassembly_fin(own, segment->sequence + segment->length);
	misses = reassembly_has_hole(own);
	other_misses = reassembly_has_hole(other);
	if (!misses && !other_misses)
		in_turn(all, c, reassembly_release);
	else if (!other_misses)
		reassembly_release(own, &all->world, side);
	else if (!misses)
		reassembly_release(
		    other, &all->world, &c->sides[1 - direction]);
	patience_note(
	    &all->waiting, &c->patience, misses || other_misses, segment->time);
}

void
connections_pass(struct connections *all, int64_t now)
{
	struct patience *late;

	while ((late = patience_lost(&all->waiting, now)) != NULL) {
		in_turn(all, late->connection, reassembly_settle);
		patience_note(&all->waiting, late, false, now);
	}
}

/* The direction is in the middle of a body that nobody wants. */
static bool
only_counts(const struct conversation *c, enum direction direction)
{
	return http_steps_over(c->http, (int)direction) &&
	       !reassembly_has_hole(&c->directions[direction]);
}

/* See connections_segment(). */
static bool
conversation_segment(struct connections *all, struct flow *flow,
    enum direction direction, const struct segment *segment)
{
	struct conversation *c = flow->conversation;
	bool read = !only_counts(c, direction);

	order_bytes(all, c, direction, segment);
	read = read || !only_counts(c, direction);
	if (c->course == HTTP_IS_TLS)
		ignore_tls(all, flow, segment);
	else if (c->course == HTTP_IS_OVER)
		end_conversation(all, flow, FLOW_IGNORED);
	else if (c->directions[0].ended && c->directions[1].ended)
		end_conversation(all, flow, FLOW_CLOSED);
	return read;
}

/* A SYN on a flow that is known: the same handshake again, its other half, or
 * a new connection between the same ports. */
static void
known_flow_syn(struct connections *all, struct flow *flow,
    enum direction direction, const struct segment *segment)
{
	bool same = flow->syn_seen[direction] &&
		    flow->first_sequence[direction] == segment->sequence + 1;
	bool untouched =
	    flow->state == FLOW_NEW && !flow->syn_seen[0] && !flow->syn_seen[1];

	/* A refused connection may be tried again with the same number; one
	 * that had bytes is told a second time. */
	if (same && (flow->state != FLOW_CLOSED || flow->delivered[0] > 0 ||
			flow->delivered[1] > 0))
		return;
	if (!untouched && !numbers_answer_syn(flow, direction, segment)) {
		flow_begin_again(all->flows, flow, segment->time);
		all->health->connections++;
	}
	numbers_note_syn(flow, direction, segment);
	if (flow->conversation != NULL)
		reassembly_start(&flow->conversation->directions[direction],
		    flow->first_sequence[direction]);
}

static struct flow *
new_flow(struct connections *all, const struct segment *segment,
    enum direction *direction)
{
	struct flow *flow = flow_add(all->flows, &segment->source,
	    &segment->destination, segment->time, direction);

	all->health->connections++;
	all->health->limits_reached += flow_table_dropped(all->flows);
	if ((segment->flags & TCP_SYN) != 0)
		numbers_note_syn(flow, *direction, segment);
	else
		all->health->mid_stream_connections++;
	return flow;
}

/*
 * Whether a segment is one to be read. Where its numbers are those of another
 * connection between the same ends, whose handshake was not seen, that one
 * begins: at the start of a message, or at once where the old one had no
 * payload. Late copies and what else strays begin nothing.
 */
static bool
takes_part(struct connections *all, struct flow *flow, enum direction direction,
    const struct segment *segment)
{
	if (!numbers_are_anothers(
		flow, directions_of(flow), direction, segment))
		return flow->state != FLOW_CLOSED;
	if ((segment->flags & TCP_RST) != 0 ||
	    (flow->state != FLOW_NEW &&
		start_at_front(segment->payload, segment->captured,
		    START_NONE) == START_NONE))
		return false;
	flow_begin_again(all->flows, flow, segment->time);
	all->health->connections++;
	all->health->mid_stream_connections++;
	return true;
}

/* A segment of a flow that is not ignored. What a reset brings beside itself
 * is no part of the streams. */
static bool
live_segment(struct connections *all, struct flow *flow,
    enum direction direction, const struct segment *segment)
{
	bool read = true;

	if ((segment->flags & TCP_RST) != 0) {
		if (numbers_fit_reset(
			flow, directions_of(flow), direction, segment))
			end_conversation(all, flow, FLOW_CLOSED);
		return true;
	}
	if (flow->state == FLOW_NEW && segment->length > 0)
		first_payload(all, flow, direction, segment);
	if (flow->conversation != NULL)
		read = conversation_segment(all, flow, direction, segment);
	if (budget_short(BUDGET_TALKS)) {
		all->goal = budget_goal(BUDGET_TALKS);
		flow_each_by_use(all->flows, evict_oldest, all);
	}
	return read && segment->length > 0;
}

bool
connections_segment(struct connections *all, const struct segment *segment)
{
	enum direction direction;
	struct segment behind_syn;
	struct flow *flow = flow_find(
	    all->flows, &segment->source, &segment->destination, &direction);

	if (flow == NULL)
		flow = new_flow(all, segment, &direction);
	else if ((segment->flags & TCP_SYN) != 0)
		known_flow_syn(all, flow, direction, segment);
	flow->last = segment->time;
	if (flow->state == FLOW_IGNORED)
		return false;
	if ((segment->flags & TCP_SYN) != 0) {
		if (segment->length == 0)
			return false;
		/* Data may come with the SYN (RFC 7413): it follows it. */
		behind_syn = *segment;
		behind_syn.sequence++;
		segment = &behind_syn;
	}
	if (!takes_part(all, flow, direction, segment))
		return false;
	return live_segment(all, flow, direction, segment);
}
