/*
 * The smallest sets of demands that explain every refusal: minimal hitting
 * sets over what is left of the 2s. Searched by size, exactly up to a stated
 * one; beyond that one set found by taking what explains most.
 *
 * Of values of one setting the weakest explains most, so the search takes
 * that; what is listed asks as much as the explanation allows, so that no more
 * is claimed than needed.
 */
#include <stdlib.h>

#include "decode/model/inference_work.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"

struct search {
	struct inference *inference;
	const struct inference_work *work;
	uint32_t words;
	uint32_t edge_count;
	const struct edge *edges[LIMIT_SET_EDGES];
	uint64_t *options[LIMIT_SET_EDGES]; /* weakest suspects of each */
	uint64_t *memory;
	uint64_t *forbidden;
	uint32_t chosen[LIMIT_SET_SIZE];
	uint32_t size;  /* wanted */
	uint32_t steps; /* left */
	uint32_t room;  /* of the sets */
	bool deeper;    /* larger sets may exist */
};

/* True where another suspect of the setting asks less. */
static bool
has_weaker(const struct inference_work *work, uint32_t demand)
{
	const uint64_t *weaker = work_weaker(work, demand);

	EACH_BIT (other, weaker, work->words) {
		if (other != demand && bit_is_set(work->suspects, other))
			return true;
	}
	return false;
}

/* What explains an edge: weakest suspects that ask no more than one of it. */
static void
fill_options(const struct inference_work *work, const uint64_t *weakest,
    const struct edge *edge, uint64_t *options)
{
	EACH_BIT (demand, edge->suspects, work->words)
		bits_add(options, work_weaker(work, demand), work->words);
	for (uint32_t i = 0; i < work->words; i++)
		options[i] &= weakest[i];
}

/* Keeps edges that are not explained whenever another one is. False: there
 * are more of them than are looked at. */
static bool
add_edge(struct search *search, const struct edge *edge, uint64_t *options)
{
	uint32_t kept = 0;

	for (uint32_t i = 0; i < search->edge_count; i++) {
		if (bits_within(search->options[i], options, search->words))
			return true;
	}
	for (uint32_t i = 0; i < search->edge_count; i++) {
		if (bits_within(options, search->options[i], search->words))
			continue;
		search->options[kept] = search->options[i];
		search->edges[kept++] = search->edges[i];
	}
	search->edge_count = kept;
	if (kept == LIMIT_SET_EDGES)
		return false;
	search->edges[kept] = edge;
	search->options[kept] = options;
	search->edge_count++;
	return true;
}

/* The number of chosen demands that explain an edge. */
static uint32_t
explained_by(const struct search *search, uint32_t edge, uint32_t count)
{
	uint32_t result = 0;

	for (uint32_t i = 0; i < count; i++)
		result += bit_is_set(search->options[edge], search->chosen[i]);
	return result;
}

/* An edge that nothing chosen explains, with the fewest options. */
static uint32_t
open_edge(const struct search *search, uint32_t count)
{
	uint32_t best = NO_BIT;
	uint32_t fewest = UINT32_MAX;

	for (uint32_t i = 0; i < search->edge_count; i++) {
		uint32_t options;

		if (explained_by(search, i, count) > 0)
			continue;
		options = bits_count(search->options[i], search->words);
		if (options < fewest) {
			fewest = options;
			best = i;
		}
	}
	return best;
}

/* True where the edge needs this chosen demand. */
static bool
needs(const struct search *search, uint32_t edge, uint32_t count, uint32_t at)
{
	return bit_is_set(search->options[edge], search->chosen[at]) &&
	       explained_by(search, edge, count) == 1;
}

static bool
is_minimal(const struct search *search, uint32_t count)
{
	for (uint32_t at = 0; at < count; at++) {
		bool needed = false;

		for (uint32_t i = 0; i < search->edge_count && !needed; i++)
			needed = needs(search, i, count, at);
		if (!needed)
			return false;
	}
	return true;
}

/* True where the edge is explained if this demand fails. */
static bool
would_explain(
    const struct inference_work *work, const struct edge *edge, uint32_t demand)
{
	EACH_BIT (suspect, edge->suspects, work->words) {
		if (bit_is_set(work_weaker(work, suspect), demand))
			return true;
	}
	return false;
}

/* The suspect that asks most of those that explain what only the chosen one
 * explains. */
static uint32_t
least_claim(const struct search *search, uint32_t count, uint32_t at)
{
	const struct inference_work *work = search->work;
	uint32_t best = search->chosen[at];

	EACH_BIT (demand, work->suspects, work->words) {
		bool fits = bit_is_set(work_weaker(work, demand), best);

		for (uint32_t i = 0; i < search->edge_count && fits; i++)
			fits = !needs(search, i, count, at) ||
			       would_explain(work, search->edges[i], demand);
		if (fits)
			best = demand;
	}
	return best;
}

static void
list_set(struct search *search, uint32_t count)
{
	struct inference *inference = search->inference;
	struct explaining_set *set;

	inference->sets = make_room(inference->sets, inference->set_count,
	    &search->room, sizeof(*inference->sets));
	set = &inference->sets[inference->set_count++];
	set->count = count;
	set->verdicts = memory_get(count, sizeof(*set->verdicts));
	for (uint32_t at = 0; at < count; at++)
		set->verdicts[at] = least_claim(search, count, at);
}

/* Chooses on from `count` demands. An option that was tried is forbidden for
 * its siblings, so that no set comes twice. */
static void
choose(struct search *search, uint32_t count)
{
	uint32_t edge = open_edge(search, count);
	uint64_t *tried;

	if (search->steps == 0 || search->inference->set_count >= LIMIT_SETS)
		return;
	search->steps--;
	if (edge == NO_BIT) {
		if (count == search->size && is_minimal(search, count))
			list_set(search, count);
		return;
	}
	if (count == search->size) {
		search->deeper = true;
		return;
	}
	tried = memory_get(search->words, sizeof(*tried));
	EACH_BIT (option, search->options[edge], search->words) {
		if (bit_is_set(search->forbidden, option))
			continue;
		search->chosen[count] = option;
		choose(search, count + 1);
		bit_set(search->forbidden, option);
		bit_set(tried, option);
	}
	bits_take(search->forbidden, tried, search->words);
	free(tried);
}

/* Edges that the option alone explains, of those marked open. */
static uint32_t
gain(const struct search *search, const bool *open, uint32_t option)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < search->edge_count; i++)
		count += open[i] && bit_is_set(search->options[i], option);
	return count;
}

static uint32_t
best_option(
    const struct search *search, const uint64_t *weakest, const bool *open)
{
	uint32_t best = NO_BIT;
	uint32_t most = 0;

	EACH_BIT (option, weakest, search->words) {
		uint32_t count = gain(search, open, option);

		if (count > most) {
			most = count;
			best = option;
		}
	}
	return best;
}

/* One set, taking what explains most each time; not the smallest for sure. */
static void
take_greedily(struct search *search, const uint64_t *weakest)
{
	struct inference *inference = search->inference;
	struct explaining_set *set = memory_get(1, sizeof(*set));
	bool open[LIMIT_SET_EDGES];
	uint32_t option;

	for (uint32_t i = 0; i < search->edge_count; i++)
		open[i] = true;
	set->verdicts = memory_get(search->edge_count, sizeof(*set->verdicts));
	while ((option = best_option(search, weakest, open)) != NO_BIT) {
		set->verdicts[set->count++] = option;
		for (uint32_t i = 0; i < search->edge_count; i++) {
			if (bit_is_set(search->options[i], option))
				open[i] = false;
		}
	}
	inference->sets = set;
	inference->set_count = 1;
}

static void
search_by_size(struct search *search, const uint64_t *weakest)
{
	struct inference *inference = search->inference;

	for (search->size = 1; search->size <= LIMIT_SET_SIZE; search->size++) {
		search->deeper = false;
		choose(search, 0);
		if (search->steps == 0 || inference->set_count >= LIMIT_SETS)
			break;
		inference->sets_complete_to = search->size;
		if (!search->deeper) {
			inference->sets_complete = true;
			break;
		}
	}
	if (inference->set_count == 0)
		take_greedily(search, weakest);
}

void
work_explain(struct inference *inference)
{
	const struct inference_work *work = inference->work;
	struct search *search;
	uint64_t *weakest;
	bool all = true;

	inference->sets_complete = true;
	if (!bits_any(work->suspects, work->words))
		return;
	search = memory_get(1, sizeof(*search));
	search->inference = inference;
	search->work = work;
	search->words = work->words;
	search->steps = LIMIT_SET_STEPS;
	search->memory = memory_get(
	    ((size_t)work->edge_count + 2) * work->words, sizeof(uint64_t));
	search->forbidden = search->memory;
	weakest = search->memory + work->words;
	EACH_BIT (demand, work->suspects, work->words) {
		if (!has_weaker(work, demand))
			bit_set(weakest, demand);
	}
	for (uint32_t i = 0; i < work->edge_count; i++) {
		uint64_t *options =
		    search->memory + ((size_t)i + 2) * work->words;

		if (work->edges[i].explained)
			continue;
		fill_options(work, weakest, &work->edges[i], options);
		all = add_edge(search, &work->edges[i], options) && all;
	}
	inference->sets_complete = false;
	search_by_size(search, weakest);
	inference->sets_complete = inference->sets_complete && all;
	free(search->memory);
	free(search);
}
