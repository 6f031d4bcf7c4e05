/*
 * Segments that wait behind a hole: blocks of one size from a shared pool, in
 * a line ordered by offset and without overlap. Only reassembly uses this.
 */
#ifndef EASLENS_DECODE_PIECES_H
#define EASLENS_DECODE_PIECES_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/reassembly.h"

/* Bytes that one block holds; an Ethernet segment fits. */
#define PIECE_BYTES 1960u

struct piece {
	struct piece *behind;
	struct origin origin;
	uint64_t offset;
	uint32_t length;   /* on the wire */
	uint32_t captured; /* at hand, the rest was never seen */
	uint8_t bytes[PIECE_BYTES];
};

/* One line of waiting pieces and its sums. */
struct waiting {
	struct piece **first;
	uint32_t *bytes;
	uint32_t *pieces;
};

/* Copies the parts of a segment that no waiting piece covers into the line.
 * Covered bytes are counted as retransmitted, and as conflicting where they
 * differ. False: the pool is used up and a part was left out. */
bool pieces_insert(struct piece_pool *, const struct waiting *, uint64_t offset,
    const struct incoming *, struct health *);

void piece_give_back(struct piece_pool *, struct piece *);

/* True when nothing more may wait, in any flow; when half of it does. */
bool piece_pool_full(const struct piece_pool *);
bool piece_pool_short(const struct piece_pool *);

#endif
