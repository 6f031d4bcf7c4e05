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
	bool waits;    /* for a hole in either direction */
	bool heard[2]; /* directions of which a packet was seen */
	int64_t since; /* capture time when the hole came up */
};

/* A packet comes from that direction: is what was missing before it lost? */
bool patience_is_over(struct patience *, const struct reassembly directions[2],
    int from, const struct piece_pool *, int64_t now);

/* A packet was put in order; `misses`: there is a hole still. */
void patience_note(struct patience *, bool misses, int64_t now);

#endif
