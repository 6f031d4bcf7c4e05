/*
 * How long a hole may wait for its bytes. What is acknowledged and was not
 * seen may follow: captures swap packets, and joined ones whose clocks differ
 * have all packets of one side late. Until it is declared lost, the bytes that
 * acknowledged it are held, so that requests go before their responses.
 */
#ifndef EASLENS_DECODE_PATIENCE_H
#define EASLENS_DECODE_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/reassembly.h"

/* Of a connection; zeroed at its beginning. */
struct patience {
	void *connection; /* whose it is */
	bool waits;       /* for a hole in either direction */
	bool heard[2];    /* directions of which a packet was seen */
	int64_t since;    /* capture time when the hole came up */
	struct patience *before, *behind; /* of those that wait */
};

/* Those that wait, the one that began first in front. All zeroes: nobody. */
struct patience_queue {
	struct patience *first, *last;
};

/* A packet comes from that direction: is what was missing before it lost? */
bool patience_is_over(struct patience *, const struct reassembly directions[2],
    int from, const struct piece_pool *, int64_t now);

/* A packet was put in order; `misses`: there is a hole still. */
void patience_note(
    struct patience_queue *, struct patience *, bool misses, int64_t now);

/* Who has waited for too long at that time, though no packet of its own says
 * so; NULL: nobody. Older packets, of a second input, end nobody's patience. */
struct patience *patience_lost(const struct patience_queue *, int64_t now);

#endif
