/*
 * Segments that wait behind a hole, see pieces.h.
 */
#include "decode/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/budget.h"
#include "decode/model/memory.h"

/* Blocks are asked for by the slab, so that a lossy capture does not ask for
 * memory segment by segment. */
#define SLAB_PIECES 32u

struct slab {
	struct slab *next;
	struct piece pieces[SLAB_PIECES];
};

struct piece_pool {
	struct slab *slabs;
	struct piece *unused;
	uint32_t total;
	uint32_t used;
};

struct piece_pool *
piece_pool_new(void)
{
	return memory_get(1, sizeof(struct piece_pool));
}

void
piece_pool_free(struct piece_pool *pool)
{
	if (pool == NULL)
		return;
	while (pool->slabs != NULL) {
		struct slab *slab = pool->slabs;

		pool->slabs = slab->next;
		budget_change(BUDGET_WAITING, sizeof(*slab), 0);
		memory_forget(slab, sizeof(*slab));
	}
	free(pool);
}

bool
piece_pool_full(const struct piece_pool *pool)
{
	return pool->used >= LIMIT_WAITING_ALL / PIECE_BYTES ||
	       (pool->used == pool->total &&
		   !budget_fits(BUDGET_WAITING, sizeof(struct slab)));
}

bool
piece_pool_short(const struct piece_pool *pool)
{
	return pool->used >= LIMIT_WAITING_ALL / PIECE_BYTES / 2 ||
	       piece_pool_full(pool);
}

static void
add_slab(struct piece_pool *pool)
{
	struct slab *slab = memory_get(1, sizeof(*slab));

	slab->next = pool->slabs;
	pool->slabs = slab;
	for (uint32_t i = 0; i < SLAB_PIECES; i++) {
		slab->pieces[i].behind = pool->unused;
		pool->unused = &slab->pieces[i];
	}
	budget_change(BUDGET_WAITING, 0, sizeof(*slab));
	pool->total += SLAB_PIECES;
}

static struct piece *
take(struct piece_pool *pool)
{
	struct piece *piece;

	if (piece_pool_full(pool))
		return NULL;
	if (pool->unused == NULL)
		add_slab(pool);
	piece = pool->unused;
	pool->unused = piece->behind;
	pool->used++;
	return piece;
}

void
piece_give_back(struct piece_pool *pool, struct piece *piece)
{
	memory_wipe(piece->bytes, piece->captured);
	piece->behind = pool->unused;
	pool->unused = piece;
	pool->used--;
}

static struct incoming
part_of(const struct incoming *in, uint32_t from, uint32_t length)
{
	struct incoming part = *in;
	uint32_t skipped = from < in->captured ? from : in->captured;

	part.bytes = in->bytes + skipped;
	part.captured = in->captured - skipped;
	if (part.captured > length)
		part.captured = length;
	part.length = length;
	return part;
}

/* Copies one part, cut to blocks, between two neighbours of the line. */
static bool
insert_part(struct piece_pool *pool, const struct waiting *line,
    struct piece ***place, uint64_t offset, const struct incoming *part)
{
	uint32_t done = 0;

	while (done < part->length) {
		uint32_t left = part->length - done;
		struct piece *piece = take(pool);
		struct incoming block;

		if (piece == NULL)
			return false;
		/* What was never seen needs no room. */
		if (part->captured - done > PIECE_BYTES)
			left = PIECE_BYTES;
		block = part_of(part, done, left);
		piece->origin = block.origin;
		piece->offset = offset + done;
		piece->length = left;
		piece->captured = block.captured;
		if (block.captured > 0)
			memcpy(piece->bytes, block.bytes, block.captured);
		piece->behind = **place;
		**place = piece;
		*place = &piece->behind;
		*line->bytes += left;
		(*line->pieces)++;
		done += left;
	}
	return true;
}

/* Counts the bytes that a waiting piece holds already, and whether they
 * differ. `from` is an offset in the segment. */
static void
count_overlap(const struct piece *piece, uint64_t offset, uint32_t from,
    uint32_t count, const struct incoming *in, struct health *health)
{
	uint64_t at = offset + from - piece->offset;
	uint32_t both = count;

	health->retransmitted_bytes += count;
	if (at >= piece->captured || from >= in->captured)
		return;
	if (both > piece->captured - at)
		both = (uint32_t)(piece->captured - at);
	if (both > in->captured - from)
		both = in->captured - from;
	if (memcmp(piece->bytes + at, in->bytes + from, both) != 0)
		health->conflicting_bytes += both;
}

bool
pieces_insert(struct piece_pool *pool, const struct waiting *line,
    uint64_t offset, const struct incoming *in, struct health *health)
{
	struct piece **place = line->first;
	uint32_t from = 0;

	while (from < in->length) {
		struct piece *next;
		uint64_t here = offset + from;
		uint32_t left = in->length - from;
		struct incoming part;

		while (*place != NULL &&
		       (*place)->offset + (*place)->length <= here)
			place = &(*place)->behind;
		next = *place;
		if (next != NULL && next->offset <= here) {
			uint64_t covered = next->offset + next->length - here;
			uint32_t count =
			    covered < left ? (uint32_t)covered : left;

			count_overlap(next, offset, from, count, in, health);
			from += count;
			continue;
		}
		if (next != NULL && next->offset - here < left)
			left = (uint32_t)(next->offset - here);
		part = part_of(in, from, left);
		if (!insert_part(pool, line, &place, here, &part))
			return false;
		from += left;
	}
	return true;
}
