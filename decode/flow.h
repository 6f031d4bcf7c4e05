/*
 * The flow table: one entry per TCP connection, found by one look-up.
 *
 * A flow that is none of ours costs its entry and nothing else. The table
 * grows with the traffic up to LIMIT_FLOWS; then the least recently used flows
 * leave. What a flow's owner keeps behind `conversation` is the owner's: it
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
 *
 * A SYN, or a message's start with numbers of another connection, leads from
 * CLOSED and CONVERSATION to NEW.
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
	uint64_t number; /* of the connection, from 1; 0: unused entry */
	int64_t last;    /* time of its newest packet, set by its owner */
	struct conversation *conversation;
	uint32_t first_sequence[2]; /* behind the SYN, of each direction */
	uint32_t delivered[2];      /* bytes from there on; once it is closed */
	uint8_t state;              /* enum flow_state */
	bool syn_seen[2];
	uint8_t opener; /* direction that sent the SYN */
	uint32_t chain; /* hash chain, or chain of unused entries: index + 1 */
};

struct flow_table;

/* `leaves` is called for a flow before its entry is used for another one. */
struct flow_table *flow_table_new(
    void (*leaves)(void *context, struct flow *), void *context);
void flow_table_free(struct flow_table *);

/* The flow of a pair of ends, and the direction from source to destination;
 * NULL where there is none yet. */
struct flow *flow_find(struct flow_table *, const struct endpoint *source,
    const struct endpoint *destination, enum direction *);

/* Makes an entry for a pair of ends that has none. Two entries are looked at
 * in turn: a flow that was idle for longer than LIMIT_FLOW_IDLE before `now`
 * leaves. Where the table is full the least recently used eighth leaves, so
 * that their order need not be kept packet by packet. The place is good until
 * the next call of this. */
struct flow *flow_add(struct flow_table *, const struct endpoint *source,
    const struct endpoint *destination, int64_t now, enum direction *);

/* Calls `each` for every flow, least recently used first, until it gives
 * false. It must not add flows. */
void flow_each_by_use(struct flow_table *,
    bool (*each)(void *context, struct flow *), void *context);

/* A new connection between the same ends: `leaves` is called for the old one,
 * and the entry begins anew with a number of its own. */
void flow_begin_again(struct flow_table *, struct flow *, int64_t now);

/* How many flows the last flow_add() had to drop for want of room. */
uint32_t flow_table_dropped(const struct flow_table *);

/* Calls `leaves` for every flow, least recently used first. */
void flow_table_finish(struct flow_table *);

#endif
