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

static void
join(struct patience_queue *queue, struct patience *patience)
{
	patience->before = queue->last;
	patience->behind = NULL;
	if (queue->last != NULL)
		queue->last->behind = patience;
	else
		queue->first = patience;
	queue->last = patience;
}

static void
leave(struct patience_queue *queue, const struct patience *patience)
{
	if (patience->before != NULL)
		patience->before->behind = patience->behind;
	else
		queue->first = patience->behind;
	if (patience->behind != NULL)
		patience->behind->before = patience->before;
	else
		queue->last = patience->before;
}

void
patience_note(struct patience_queue *queue, struct patience *patience,
    bool misses, int64_t now)
{
	if (misses == patience->waits)
		return;
	patience->waits = misses;
	if (misses) {
		patience->since = now;
		join(queue, patience);
	} else {
		leave(queue, patience);
	}
}

struct patience *
patience_lost(const struct patience_queue *queue, int64_t now)
{
	struct patience *first = queue->first;

	if (first == NULL || now <= first->since || !is_late(first->since, now))
		return NULL;
	return first;
}
