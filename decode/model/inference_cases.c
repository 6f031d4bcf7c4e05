/*
 * Trials as cases: the same policy with the same kind of answer counts once,
 * and its demands become numbers of the scope. See inference_work.h.
 */
#include "decode/model/inference_work.h"

#include <stdlib.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"

static enum answer
answer_of(const struct trial *trial)
{
	if (trial->ack == 1)
		return ANSWER_FULL;
	return trial->ack == 2 ? ANSWER_PARTIAL : ANSWER_NONE;
}

/* The case of a row and an answer, found again by hashing. */
static uint32_t
case_for(struct inference_work *work, uint32_t *slots, uint32_t mask,
    uint32_t row, enum answer answer)
{
	uint32_t slot = (row * ANSWER_COUNT + answer) * UINT32_C(2654435761);

	for (slot >>= 7;; slot++) {
		uint32_t found = slots[slot &= mask];

		if (found == 0)
			break;
		if (work->cases[found - 1].row == row &&
		    work->cases[found - 1].answer == answer)
			return found - 1;
	}
	work->cases = make_room(work->cases, work->case_count, &work->case_room,
	    sizeof(*work->cases));
	work->cases[work->case_count] =
	    (struct test_case){.row = row, .answer = answer};
	slots[slot] = ++work->case_count;
	return work->case_count - 1;
}

static void
collect_cases(struct inference_work *work, struct catalogue *catalogue,
    const struct trial *trials, uint32_t count)
{
	uint32_t size = 16;
	uint32_t *slots;

	while (size / 2 < count && size < UINT32_C(1) << 30)
		size *= 2;
	slots = memory_get(size, sizeof(*slots));
	work->case_of = memory_get(count, sizeof(*work->case_of));
	for (uint32_t i = 0; i < count; i++) {
		uint32_t row;
		uint32_t found;

		work->case_of[i] = NO_TRIAL;
		if (trials[i].policy == NULL)
			continue;
		row = catalogue_enter(catalogue, trials[i].policy);
		found =
		    case_for(work, slots, size - 1, row, answer_of(&trials[i]));
		if (work->cases[found].count++ == 0)
			work->cases[found].first = i;
		work->case_of[i] = found;
	}
	free(slots);
}

/* The numbers of all demands of the cases, rising. */
static void
collect_demands(struct inference_work *work, const struct catalogue *catalogue,
    uint64_t *left_out)
{
	uint32_t words = bits_words(catalogue_count(catalogue));
	uint64_t *used = memory_get(words, sizeof(*used));
	uint32_t count;

	for (uint32_t i = 0; i < work->case_count; i++) {
		const struct demand_row *row =
		    catalogue_row(catalogue, work->cases[i].row);

		for (uint32_t j = 0; j < row->count; j++)
			bit_set(used, row->demands[j]);
	}
	count = bits_count(used, words);
	if (count > LIMIT_SCOPE_DEMANDS) {
		*left_out += count - LIMIT_SCOPE_DEMANDS;
		count = LIMIT_SCOPE_DEMANDS;
	}
	work->demands = memory_get(count, sizeof(*work->demands));
	EACH_BIT (number, used, words) {
		if (work->count == count)
			break;
		work->demands[work->count++] = number;
	}
	work->words = bits_words(work->count);
	free(used);
}

uint32_t
work_find(const struct inference_work *work, uint32_t demand)
{
	uint32_t low = 0;
	uint32_t high = work->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (work->demands[middle] == demand)
			return middle;
		if (work->demands[middle] < demand)
			low = middle + 1;
		else
			high = middle;
	}
	return NO_DEMAND;
}

static void
fill_case(const struct inference_work *work, const struct catalogue *catalogue,
    struct test_case *test)
{
	const struct demand_row *row = catalogue_row(catalogue, test->row);

	test->whole = row->whole;
	test->hash = row->hash;
	for (uint32_t i = 0; i < row->count; i++) {
		uint32_t demand = work_find(work, row->demands[i]);

		if (demand == NO_DEMAND)
			test->whole = false;
		else
			bit_set(test->active, demand);
	}
}

uint64_t *
work_weaker(const struct inference_work *work, uint32_t demand)
{
	return work->weaker + (size_t)demand * work->words;
}

static void
fill_weaker(const struct inference_work *work,
    const struct catalogue *catalogue, uint32_t demand)
{
	const struct demanded *one =
	    catalogue_demand(catalogue, work->demands[demand]);
	uint64_t places = one->weaker;

	for (; places != 0; places &= places - 1) {
		uint32_t other = work_find(work,
		    catalogue_at(catalogue, one->subject, lowest_bit(places)));

		if (other != NO_DEMAND)
			bit_set(work_weaker(work, demand), other);
	}
}

/* Cuts the sets out of one piece of memory. */
static void
make_sets(struct inference_work *work, uint32_t partial)
{
	size_t words = work->words;
	size_t all = (size_t)work->count + work->case_count + partial + 5;
	uint64_t *next = memory_get(all * words, sizeof(*next));

	work->sets = next;
	work->weaker = next;
	next += work->count * words;
	for (uint32_t i = 0; i < work->case_count; i++, next += words)
		work->cases[i].active = next;
	for (uint32_t i = 0; i < partial; i++, next += words)
		work->edges[i].suspects = next;
	work->cleared = next;
	work->contradicted = next + words;
	work->failed = next + 2 * words;
	work->suspects = next + 3 * words;
	work->explained = next + 4 * words;
}

struct inference_work *
work_new(struct catalogue *catalogue, const struct trial *trials,
    uint32_t count, uint64_t *left_out)
{
	struct inference_work *work = memory_get(1, sizeof(*work));
	uint32_t partial = 0;

	collect_cases(work, catalogue, trials, count);
	collect_demands(work, catalogue, left_out);
	for (uint32_t i = 0; i < work->case_count; i++)
		partial += work->cases[i].answer == ANSWER_PARTIAL;
	work->edges = memory_get(partial, sizeof(*work->edges));
	make_sets(work, partial);
	for (uint32_t i = 0; i < work->case_count; i++)
		fill_case(work, catalogue, &work->cases[i]);
	for (uint32_t i = 0; i < work->count; i++)
		fill_weaker(work, catalogue, i);
	return work;
}

void
work_free(struct inference_work *work)
{
	free(work->demands);
	free(work->cases);
	free(work->case_of);
	free(work->edges);
	free(work->sets);
	free(work);
}
