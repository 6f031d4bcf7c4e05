/*
 * Settings against families, see matrix.h.
 */
#include "decode/model/matrix.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/bits.h"
#include "decode/model/memory.h"

/* The verdict on a demand, found in their order. */
static uint32_t
find_verdict(const struct inference *inference, uint32_t demand)
{
	uint32_t low = 0;
	uint32_t high = inference->verdict_count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		uint32_t found = inference->verdicts[middle].demand;

		if (found == demand)
			return middle;
		if (found < demand)
			low = middle + 1;
		else
			high = middle;
	}
	return NO_DEMAND;
}

/* Adds what one device says on its own. */
static void
vote(struct matrix *matrix, const struct matrix_family *family,
    const struct trial *trials, uint32_t count)
{
	struct inference *own = infer(matrix->catalogue, trials, count);

	for (uint32_t i = 0; i < own->verdict_count; i++) {
		uint32_t verdict =
		    find_verdict(family->inference, own->verdicts[i].demand);

		if (verdict != NO_DEMAND)
			family->votes[verdict].devices[own->verdicts[i].kind]++;
	}
	matrix->left_out += own->left_out;
	inference_free(own);
}

/* By device; of one device by time, as they came. */
static int
by_device(const void *a, const void *b)
{
	const struct trial *one = a;
	const struct trial *other = b;

	if (one->device != other->device)
		return one->device < other->device ? -1 : 1;
	return (one->round > other->round) - (one->round < other->round);
}

/* Devices whose votes are one step. */
#define STEP_DEVICES 32u

/* The families' own verdicts; who is alone in one votes for all of them. */
static void
begin_family(struct matrix *matrix, const struct scope *scope)
{
	struct matrix_family *family = &matrix->families[matrix->family_count];
	struct inference *inference =
	    infer(matrix->catalogue, scope->trials, scope->trial_count);

	family->scope = scope;
	family->inference = inference;
	family->votes =
	    memory_get(inference->verdict_count, sizeof(*family->votes));
	matrix->left_out += inference->left_out;
	matrix->voted = 0;
	if (scope->device_count == 1) {
		for (uint32_t i = 0; i < inference->verdict_count; i++)
			family->votes[i].devices[inference->verdicts[i].kind] =
			    1;
		matrix->voted = scope->trial_count;
		return;
	}
	matrix->voting =
	    memory_get(scope->trial_count, sizeof(*matrix->voting));
	memcpy(matrix->voting, scope->trials,
	    scope->trial_count * sizeof(*matrix->voting));
	qsort(matrix->voting, scope->trial_count, sizeof(*matrix->voting),
	    by_device);
}

/* Goes on with the votes of a family's devices. */
static void
vote_some(struct matrix *matrix, const struct matrix_family *family)
{
	const struct trial *trials = matrix->voting;
	uint32_t count = family->scope->trial_count;

	for (unsigned i = 0; i < STEP_DEVICES && matrix->voted < count; i++) {
		uint32_t first = matrix->voted;
		uint32_t end = first + 1;

		while (
		    end < count && trials[end].device == trials[first].device)
			end++;
		vote(matrix, family, trials + first, end - first);
		matrix->voted = end;
	}
}

/* A demand to be put in order. */
struct row_key {
	const struct demanded *demanded;
	unsigned asks; /* how many demands of its setting ask no more */
	uint32_t number;
};

static int
by_setting(const void *a, const void *b)
{
	const struct row_key *one = a;
	const struct row_key *other = b;
	const struct demanded *first = one->demanded;
	const struct demanded *second = other->demanded;

	if ((first->setting == SETTING_UNKNOWN) !=
	    (second->setting == SETTING_UNKNOWN))
		return first->setting == SETTING_UNKNOWN ? 1 : -1;
	if (first->setting != second->setting)
		return first->setting < second->setting ? -1 : 1;
	if (first->subject != second->subject)
		return first->subject < second->subject ? -1 : 1;
	if (one->asks != other->asks)
		return one->asks < other->asks ? -1 : 1;
	return (one->number > other->number) - (one->number < other->number);
}

static void
collect_rows(struct matrix *matrix)
{
	uint32_t all = catalogue_count(matrix->catalogue);
	uint64_t *used = memory_get(bits_words(all), sizeof(*used));
	struct row_key *keys = memory_get(all, sizeof(*keys));

	for (uint32_t i = 0; i < matrix->family_count; i++) {
		const struct inference *inference =
		    matrix->families[i].inference;

		for (uint32_t j = 0; j < inference->verdict_count; j++)
			bit_set(used, inference->verdicts[j].demand);
	}
	EACH_BIT (number, used, bits_words(all)) {
		const struct demanded *demanded =
		    catalogue_demand(matrix->catalogue, number);

		keys[matrix->row_count++] =
		    (struct row_key){.demanded = demanded,
			.asks = bits_count(&demanded->weaker, 1),
			.number = number};
	}
	qsort(keys, matrix->row_count, sizeof(*keys), by_setting);
	matrix->rows = memory_get(matrix->row_count, sizeof(*matrix->rows));
	for (uint32_t i = 0; i < matrix->row_count; i++)
		matrix->rows[i] = keys[i].number;
	free(keys);
	free(used);
}

struct matrix *
matrix_begin(struct scopes *scopes)
{
	struct matrix *matrix = memory_get(1, sizeof(*matrix));

	matrix->catalogue = catalogue_new();
	matrix->scopes = scopes;
	matrix->families = memory_get(scopes->count, sizeof(*matrix->families));
	return matrix;
}

bool
matrix_step(struct matrix *matrix)
{
	struct matrix_family *family;
	const struct scope *scope;

	if (matrix->done)
		return false;
	if (matrix->family_count == matrix->scopes->count) {
		matrix->left_out += catalogue_limits_reached(matrix->catalogue);
		collect_rows(matrix);
		matrix->done = true;
		return false;
	}
	family = &matrix->families[matrix->family_count];
	scope = &matrix->scopes->items[matrix->family_count];
	if (matrix->voting == NULL)
		begin_family(matrix, scope);
	else
		vote_some(matrix, family);
	if (matrix->voted == scope->trial_count) {
		free(matrix->voting);
		matrix->voting = NULL;
		matrix->family_count++;
	}
	return true;
}

static struct matrix *
matrix_of(struct scopes *scopes)
{
	struct matrix *matrix = matrix_begin(scopes);

	while (matrix_step(matrix))
		continue;
	return matrix;
}

struct matrix *
matrix_new(const struct ledger *ledger, unsigned parts)
{
	return matrix_of(scopes_collect(ledger, parts));
}

struct matrix *
matrix_of_device(const struct device *device)
{
	return matrix_of(scopes_of_device(device));
}

void
matrix_free(struct matrix *matrix)
{
	if (matrix == NULL)
		return;
	/* The one behind may be half done. */
	for (uint32_t i = 0; i < matrix->scopes->count; i++) {
		inference_free(matrix->families[i].inference);
		free(matrix->families[i].votes);
	}
	free(matrix->voting);
	free(matrix->families);
	free(matrix->rows);
	scopes_free(matrix->scopes);
	catalogue_free(matrix->catalogue);
	free(matrix);
}

const struct conclusion *
matrix_cell(const struct matrix *matrix, uint32_t family, uint32_t row,
    const struct device_votes **votes)
{
	const struct matrix_family *one = &matrix->families[family];
	uint32_t verdict = find_verdict(one->inference, matrix->rows[row]);

	if (votes != NULL)
		*votes = verdict == NO_DEMAND ? NULL : &one->votes[verdict];
	return verdict == NO_DEMAND ? NULL : &one->inference->verdicts[verdict];
}
