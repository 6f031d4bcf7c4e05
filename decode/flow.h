/*
 * The flow table: one entry per TCP connection, found by one look-up.
 *
 * A flow that is none of ours costs its entry and nothing else. The table
 * grows with the traffic up to LIMIT_FLOWS; then the least recently used flow
 * leaves. What a flow's owner keeps behind `conversation` is the owner's: it
 * is told before an entry leaves.
 */
#ifndef EASLENS_DECODE_FLOW_H
#define EASLENS_DECODE_FLOW_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/endpoint.h"

/*
 *   NEW --first payload--> CONVERSATION --neither HTTP nor a chance--> IGNORED
 *    |                          |                                        |
 *    +---not HTTP---> IGNORED   +---FIN both ways, RST---> CLOSED <------+
 */
enum flow_state {
	FLOW_NEW,          /* no payload yet */
	FLOW_CONVERSATION, /* HTTP, or may still turn out to be */
	FLOW_IGNORED,      /* none of ours */
	FLOW_CLOSED,       /* ended; late packets are nothing new */
};

struct conversation;

/* Which way a segment goes: from the lower end to the higher one, or back. */
enum direction {
	FROM_LOW = 0,
	FROM_HIGH = 1,
};

struct flow {
	struct endpoint ends[2]; /* low, high: indexed by direction */
	uint64_t number;         /* of the connection, from 1 */
	int64_t last;            /* time of its newest packet */
	struct conversation *conversation;
	uint32_t first_sequence[2]; /* behind the SYN, of each direction */
	uint8_t state;              /* enum flow_state */
	bool syn_seen[2];
	uint8_t opener;        /* direction that sent the SYN */
	uint32_t chain;        /* hash chain, index + 1 */
	uint32_t newer, older; /* by last use, index + 1 */
};

struct flow_table;

/* `leaves` is called for a flow before its entry is used for another one. */
struct flow_table *flow_table_new(
    void (*leaves)(void *context, struct flow *), void *context);
void flow_table_free(struct flow_table *);

/* The flow of a pair of ends, and the direction from source to destination;
 * NULL where there is none yet. It becomes the most recently used one. */
struct flow *flow_find(struct flow_table *, const struct endpoint *source,
    const struct endpoint *destination, enum direction *);

/* Makes an entry for a pair of ends that has none. The least recently used
 * flow leaves for it where it was idle for longer than LIMIT_FLOW_IDLE before
 * `now`, or where the table is full. The place is good until the next call of
 * this. */
struct flow *flow_add(struct flow_table *, const struct endpoint *source,
    const struct endpoint *destination, int64_t now, enum direction *);

/* A new connection between the same ends: `leaves` is called for the old one,
 * and the entry begins anew with a number of its own. */
void flow_begin_again(struct flow_table *, struct flow *, int64_t now);

/* An entry by its place, which stays the same while the flow is there. */
uint32_t flow_place(const struct flow_table *, const struct flow *);
struct flow *flow_at(struct flow_table *, uint32_t place);

/* True where the last flow_add() had to drop a live flow for want of room. */
bool flow_table_dropped(const struct flow_table *);

/* Calls `leaves` for every flow, least recently used first. */
void flow_table_finish(struct flow_table *);

#endif
