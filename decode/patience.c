/*
 * How long a hole may wait for its bytes, see patience.h.
 */
#include "decode/patience.h"

#include "decode/limits.h"
#include "decode/pieces.h"

/* Times of joined captures may go back: that counts, too. */
static bool
is_late(int64_t since, int64_t now)
{
	uint64_t a = (uint64_t)since;
	uint64_t b = (uint64_t)now;

	return (since < now ? b - a : a - b) > (uint64_t)LIMIT_HOLE_AGE;
}

/* Not where nothing is captured of a direction, nor where more is missing than
 * can be under way. */
static bool
may_be_filled(const struct patience *patience,
    const struct reassembly directions[2], int direction)
{
	const struct reassembly *r = &directions[direction];

	return !reassembly_has_hole(r) ||
	       (patience->heard[direction] &&
		   r->acked - r->next <= LIMIT_SAME_CONNECTION);
}

bool
patience_is_over(struct patience *patience,
    const struct reassembly directions[2], int from,
    const struct piece_pool *pool, int64_t now)
{
	const struct reassembly *a = &directions[0];
	const struct reassembly *b = &directions[1];

	patience->heard[from] = true;
	if (!patience->waits)
		return false;
	return is_late(patience->since, now) ||
	       !may_be_filled(patience, directions, 0) ||
	       !may_be_filled(patience, directions, 1) ||
	       (a->fin_seen && b->fin_seen) ||
	       a->waiting > LIMIT_WAITING_HOLE ||
	       b->waiting > LIMIT_WAITING_HOLE || piece_pool_short(pool);
}

void
patience_note(struct patience *patience, bool misses, int64_t now)
{
	if (misses && !patience->waits)
		patience->since = now;
	patience->waits = misses;
}
