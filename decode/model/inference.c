/*
 * From trials to verdicts, see inference.h: what obeying devices clear, what
 * is left of each refusal, and what follows from that.
 */
#include "decode/model/inference.h"

#include <stdlib.h>

#include "decode/model/inference_work.h"
#include "decode/model/memory.h"

const char *
conclusion_name(enum conclusion_kind kind)
{
	static const char *const names[] = {
#define X(symbol, name, word) name,
	    CONCLUSION_KINDS(X)
#undef X
	};

	return names[kind];
}

const char *
conclusion_word(enum conclusion_kind kind)
{
	static const char *const words[] = {
#define X(symbol, name, word) word,
	    CONCLUSION_KINDS(X)
#undef X
	};

	return words[kind];
}

const char *
conclusion_rule_sentence(enum conclusion_rule rule)
{
	static const char *const sentences[] = {
#define X(symbol, sentence) sentence,
	    CONCLUSION_RULES(X)
#undef X
	};

	return sentences[rule];
}

const char *
contradiction_sentence(enum contradiction_kind kind)
{
	static const char *const sentences[] = {
#define X(symbol, sentence) sentence,
	    CONTRADICTIONS(X)
#undef X
	};

	return sentences[kind];
}

/* An acknowledgement of 1 clears what was demanded and what asks less. */
static void
clear(const struct inference_work *work)
{
	for (uint32_t i = 0; i < work->case_count; i++) {
		const struct test_case *test = &work->cases[i];

		if (test->answer != ANSWER_FULL)
			continue;
		EACH_BIT (demand, test->active, work->words)
			bits_add(work->cleared, work_weaker(work, demand),
			    work->words);
	}
}

/* Orders full cases by the sum of their hashes. */
static int
by_hash(const void *a, const void *b)
{
	const struct test_case *one = *(const struct test_case *const *)a;
	const struct test_case *other = *(const struct test_case *const *)b;

	return (one->hash > other->hash) - (one->hash < other->hash);
}

struct full_cases {
	uint32_t count;
	const struct test_case **items;
};

static struct full_cases
collect_full(const struct inference_work *work)
{
	struct full_cases full = {.count = 0};

	full.items = memory_get(work->case_count, sizeof(*full.items));
	for (uint32_t i = 0; i < work->case_count; i++) {
		const struct test_case *test = &work->cases[i];

		if (test->answer == ANSWER_FULL && test->whole)
			full.items[full.count++] = test;
	}
	qsort(full.items, full.count, sizeof(*full.items), by_hash);
	return full;
}

/* The first full case whose hash is not below. */
static uint32_t
at_hash(const struct full_cases *full, uint64_t hash)
{
	uint32_t low = 0;
	uint32_t high = full->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (full->items[middle]->hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* A full case with the same demands, where there is one. */
static const struct test_case *
same_demands(const struct inference_work *work, const struct full_cases *full,
    const struct test_case *test)
{
	for (uint32_t i = at_hash(full, test->hash);
	     i < full->count && full->items[i]->hash == test->hash; i++) {
		if (bits_equal(
			full->items[i]->active, test->active, work->words))
			return full->items[i];
	}
	return NULL;
}

static void
contradict(struct inference *inference, const struct full_cases *full,
    const struct test_case *test)
{
	const struct inference_work *work = inference->work;
	const struct test_case *same = same_demands(work, full, test);
	struct contradiction *one =
	    &inference->contradictions[inference->contradiction_count++];

	*one = (struct contradiction){.kind = CONTRADICTION_ALL_CLEARED,
	    .partial = test->first,
	    .partial_count = test->count,
	    .full = same == NULL ? NO_TRIAL : same->first};
	if (!bits_any(test->active, work->words))
		one->kind = CONTRADICTION_NOTHING_ASKED;
	else if (same != NULL)
		one->kind = CONTRADICTION_SAME_POLICY;
	bits_add(work->contradicted, test->active, work->words);
}

/* What is left of each 2. Nothing left: a contradiction. A policy that was not
 * seen whole accuses nobody, the reason may be in the unseen part. */
static void
accuse(struct inference *inference, const struct full_cases *full)
{
	struct inference_work *work = inference->work;

	inference->contradictions =
	    memory_get(work->case_count, sizeof(*inference->contradictions));
	for (uint32_t i = 0; i < work->case_count; i++) {
		const struct test_case *test = &work->cases[i];
		struct edge *edge = &work->edges[work->edge_count];

		if (test->answer != ANSWER_PARTIAL || !test->whole)
			continue;
		bits_add(edge->suspects, test->active, work->words);
		bits_take(edge->suspects, work->cleared, work->words);
		edge->test_case = i;
		if (bits_any(edge->suspects, work->words))
			work->edge_count++;
		else
			contradict(inference, full, test);
	}
}

/* True where `full` has all of `partial` but one demand, and instead of it
 * nothing or the weaker `instead`. */
static bool
differs_in(const struct inference_work *work, const struct test_case *full,
    const struct test_case *partial, uint32_t demand, uint32_t instead)
{
	for (uint32_t i = 0; i < work->words; i++) {
		uint64_t wanted = partial->active[i];

		if (demand / 64 == i)
			wanted &= ~(UINT64_C(1) << demand % 64);
		if (instead != NO_DEMAND && instead / 64 == i)
			wanted |= UINT64_C(1) << instead % 64;
		if (full->active[i] != wanted)
			return false;
	}
	return true;
}

static uint64_t
hash_of(const struct inference_work *work, const struct catalogue *catalogue,
    uint32_t demand)
{
	return catalogue_demand(catalogue, work->demands[demand])->hash;
}

/* The full case that differs from a partial one in one demand alone. */
static const struct test_case *
counterpart(const struct inference_work *work,
    const struct catalogue *catalogue, const struct full_cases *full,
    const struct test_case *partial, uint32_t demand)
{
	const uint64_t *weaker = work_weaker(work, demand);
	uint32_t instead = NO_DEMAND;
	uint32_t next = 0;

	do {
		uint64_t hash =
		    partial->hash - hash_of(work, catalogue, demand);

		if (instead != NO_DEMAND)
			hash += hash_of(work, catalogue, instead);
		for (uint32_t i = at_hash(full, hash);
		     i < full->count && full->items[i]->hash == hash; i++) {
			if (differs_in(
				work, full->items[i], partial, demand, instead))
				return full->items[i];
		}
		instead = next_bit(weaker, work->words, next);
		if (instead == demand)
			instead = next_bit(weaker, work->words, demand + 1);
		next = instead + 1;
	} while (instead != NO_DEMAND);
	return NULL;
}

static void
condemn(struct inference *inference, const struct catalogue *catalogue,
    const struct full_cases *full, const struct edge *edge, uint32_t demand)
{
	const struct inference_work *work = inference->work;
	const struct test_case *test = &work->cases[edge->test_case];
	struct conclusion *verdict = &inference->verdicts[demand];
	const struct test_case *other;

	if (verdict->kind == CONCLUSION_ISOLATED)
		return;
	other = counterpart(work, catalogue, full, test, demand);
	if (other == NULL && verdict->kind == CONCLUSION_ONLY_CANDIDATE)
		return;
	verdict->kind =
	    other != NULL ? CONCLUSION_ISOLATED : CONCLUSION_ONLY_CANDIDATE;
	verdict->rule = other != NULL ? RULE_ONE_DIFFERENCE : RULE_NOTHING_ELSE;
	verdict->with = test->first;
	verdict->without = other != NULL ? other->first : NO_TRIAL;
	bit_set(work->failed, demand);
}

/* What asks more than a value that failed fails as well. */
static void
condemn_stricter(struct inference *inference)
{
	const struct inference_work *work = inference->work;

	for (uint32_t i = 0; i < work->count; i++) {
		struct conclusion *verdict = &inference->verdicts[i];
		const uint64_t *weaker = work_weaker(work, i);

		if (bit_is_set(work->cleared, i) ||
		    verdict->rule >= RULE_NOTHING_ELSE)
			continue;
		EACH_BIT (other, weaker, work->words) {
			const struct conclusion *failed =
			    &inference->verdicts[other];

			if (failed->rule != RULE_ONE_DIFFERENCE &&
			    failed->rule != RULE_NOTHING_ELSE)
				continue;
			verdict->kind = failed->kind;
			verdict->rule = RULE_ASKS_MORE;
			verdict->because = other;
			bit_set(work->failed, i);
			break;
		}
	}
}

/* Who says 2 to a policy that asks nothing may do so for any other. */
static bool
says_2_for_nothing(const struct inference *inference)
{
	for (uint32_t i = 0; i < inference->contradiction_count; i++) {
		if (inference->contradictions[i].kind ==
		    CONTRADICTION_NOTHING_ASKED)
			return true;
	}
	return false;
}

static void
condemn_all(struct inference *inference, const struct catalogue *catalogue,
    const struct full_cases *full)
{
	const struct inference_work *work = inference->work;
	bool no_reason = says_2_for_nothing(inference);

	for (uint32_t i = 0; i < work->edge_count; i++) {
		struct edge *edge = &work->edges[i];
		uint32_t demand = next_bit(edge->suspects, work->words, 0);

		edge->tainted =
		    no_reason || bits_meet(work->cases[edge->test_case].active,
				     work->contradicted, work->words);
		if (!edge->tainted &&
		    next_bit(edge->suspects, work->words, demand + 1) == NO_BIT)
			condemn(inference, catalogue, full, edge, demand);
	}
	condemn_stricter(inference);
}

/* Where a demand that failed explains a 2, the others of that case lose their
 * evidence. */
static void
explain(const struct inference_work *work)
{
	for (uint32_t i = 0; i < work->edge_count; i++) {
		struct edge *edge = &work->edges[i];

		edge->explained =
		    bits_meet(edge->suspects, work->failed, work->words);
		bits_add(edge->explained ? work->explained : work->suspects,
		    edge->suspects, work->words);
	}
}

static void
count_trials(const struct inference *inference)
{
	const struct inference_work *work = inference->work;

	for (uint32_t i = 0; i < work->case_count; i++) {
		const struct test_case *test = &work->cases[i];

		EACH_BIT (demand, test->active, work->words) {
			struct conclusion *verdict =
			    &inference->verdicts[demand];

			if (test->answer == ANSWER_FULL)
				verdict->full += test->count;
			else if (test->answer == ANSWER_PARTIAL)
				verdict->partial += test->count;
			else
				verdict->other += test->count;
		}
	}
}

static void
decide(const struct inference *inference, const struct catalogue *catalogue,
    uint32_t demand)
{
	const struct inference_work *work = inference->work;
	struct conclusion *verdict = &inference->verdicts[demand];

	if (bit_is_set(work->contradicted, demand)) {
		verdict->kind = CONCLUSION_CONTRADICTED;
		verdict->rule = RULE_CONTRADICTION;
	} else if (bit_is_set(work->cleared, demand)) {
		bool doubt =
		    catalogue_demand(catalogue, verdict->demand)->in_doubt;

		verdict->kind =
		    doubt ? CONCLUSION_INACTIVE : CONCLUSION_CLEARED;
		verdict->rule = verdict->full > 0 ? RULE_ACKNOWLEDGED
						  : RULE_STRICTER_ACKNOWLEDGED;
		if (doubt)
			verdict->rule = RULE_NOT_MINDED;
	} else if (bit_is_set(work->suspects, demand) &&
		   !bit_is_set(work->failed, demand)) {
		verdict->kind = CONCLUSION_SUSPECT;
		verdict->rule = RULE_ONE_OF_SEVERAL;
	} else if (!bit_is_set(work->failed, demand) && verdict->partial > 0) {
		verdict->rule = bit_is_set(work->explained, demand)
				    ? RULE_EXPLAINED
				    : RULE_CUT;
	}
}

struct inference *
infer(struct catalogue *catalogue, const struct trial *trials, uint32_t count)
{
	struct inference *inference = memory_get(1, sizeof(*inference));
	struct inference_work *work;
	struct full_cases full;

	inference->trials = trials;
	inference->trial_count = count;
	work = work_new(catalogue, trials, count, &inference->left_out);
	inference->work = work;
	inference->verdict_count = work->count;
	inference->verdicts =
	    memory_get(work->count, sizeof(*inference->verdicts));
	for (uint32_t i = 0; i < work->count; i++)
		inference->verdicts[i] = (struct conclusion){
		    .demand = work->demands[i],
		    .kind = CONCLUSION_OPEN,
		    .rule = RULE_NOT_ANSWERED,
		    .with = NO_TRIAL,
		    .without = NO_TRIAL,
		};
	clear(work);
	full = collect_full(work);
	accuse(inference, &full);
	condemn_all(inference, catalogue, &full);
	free(full.items);
	explain(work);
	count_trials(inference);
	for (uint32_t i = 0; i < work->count; i++) {
		decide(inference, catalogue, i);
		inference->counts[inference->verdicts[i].kind]++;
	}
	work_explain(inference);
	return inference;
}

void
inference_free(struct inference *inference)
{
	if (inference == NULL)
		return;
	for (uint32_t i = 0; i < inference->set_count; i++)
		free(inference->sets[i].verdicts);
	free(inference->sets);
	free(inference->verdicts);
	free(inference->contradictions);
	work_free(inference->work);
	free(inference);
}
