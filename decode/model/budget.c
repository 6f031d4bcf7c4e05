/*
 * One budget for all that grows, see budget.h.
 */
#include "decode/model/budget.h"

#include <assert.h>

/* What gives way gives so much of the budget at once, so that it is rare. */
#define GIVING_PART 8u
#define SIXTEENTHS 16u

static struct {
	size_t bytes; /* 0: none */
	size_t total;
	size_t used[BUDGET_PART_COUNT];
	bool half; /* of each share is kept back */
} budget;

static const unsigned shares[] = {
#define X(symbol, share) share,
    BUDGET_PARTS(X)
#undef X
};

void
budget_set(size_t bytes)
{
	budget.bytes = bytes;
}

void
budget_change(enum budget_part part, size_t before, size_t after)
{
	assert(budget.used[part] >= before);
	budget.used[part] += after - before;
	budget.total += after - before;
}

size_t
budget_used(enum budget_part part)
{
	return budget.used[part];
}

void
budget_keep_back(bool half)
{
	budget.half = half;
}

bool
budget_fits(enum budget_part part, size_t more)
{
	size_t share = budget.bytes / SIXTEENTHS * shares[part];

	assert(shares[part] > 0);
	if (budget.bytes == 0)
		return true;
	share = budget.half ? share / 2 : share;
	return budget.used[part] <= share && more <= share - budget.used[part];
}

bool
budget_short(enum budget_part part)
{
	size_t talks = budget.used[BUDGET_TALKS];
	size_t history = budget.used[BUDGET_HISTORY];

	if (budget.bytes == 0 || budget.total <= budget.bytes)
		return false;
	return part == BUDGET_TALKS ? talks >= history : history > talks;
}

size_t
budget_goal(enum budget_part part)
{
	size_t giving = budget.bytes / GIVING_PART;

	return budget.used[part] > giving ? budget.used[part] - giving : 0;
}
