/*
 * Choosing what to try next, see suggestion.h: binary splitting of the
 * suspects, as in group testing.
 */
#include "decode/model/suggestion.h"

#include <stdlib.h>

#include "decode/model/inference_work.h"
#include "decode/model/memory.h"

/* Trials named for each of the settings that are tried. */
#define EVIDENCE_EACH 4u

struct chooser {
	const struct inference *inference;
	const struct catalogue *catalogue;
	const struct inference_work *work;
	const struct policy *base;
	uint32_t base_trial;
	uint64_t *testable; /* unknown, and can be tried */
	uint32_t unknown;
	uint64_t *pool;
	uint32_t pool_count;
};

/* The newest trial whose policy was seen whole. */
static uint32_t
newest_trial(const struct inference *inference)
{
	for (uint32_t i = inference->trial_count; i-- > 0;) {
		const struct policy *policy = inference->trials[i].policy;

		if (policy != NULL && policy->complete)
			return i;
	}
	return NO_TRIAL;
}

static bool
can_be_tried(const struct chooser *chooser, uint32_t verdict)
{
	struct serving serving =
	    serving_from(chooser->inference, chooser->catalogue, chooser->base);
	bool can = serving_try(&serving, verdict);

	serving_done(&serving);
	return can;
}

static void
collect_testable(struct chooser *chooser)
{
	const struct inference *inference = chooser->inference;

	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		enum conclusion_kind kind = inference->verdicts[i].kind;

		if (kind != CONCLUSION_SUSPECT && kind != CONCLUSION_OPEN)
			continue;
		chooser->unknown++;
		if (can_be_tried(chooser, i))
			bit_set(chooser->testable, i);
	}
}

static void
set_pool(struct chooser *chooser, const uint64_t *members)
{
	for (uint32_t i = 0; i < chooser->work->words; i++)
		chooser->pool[i] = members[i] & chooser->testable[i];
	chooser->pool_count = bits_count(chooser->pool, chooser->work->words);
}

/* The suspects that would alone explain every 2 that is not explained. */
static bool
pool_common(struct chooser *chooser)
{
	const struct inference_work *work = chooser->work;
	bool any = false;

	set_pool(chooser, work->suspects);
	for (uint32_t i = 0; i < work->edge_count; i++) {
		if (work->edges[i].explained)
			continue;
		any = true;
		for (uint32_t j = 0; j < work->words; j++)
			chooser->pool[j] &= work->edges[i].suspects[j];
	}
	chooser->pool_count = bits_count(chooser->pool, work->words);
	return any && chooser->pool_count > 0;
}

/* The suspects of the 2 that has the fewest. */
static bool
pool_smallest(struct chooser *chooser)
{
	const struct inference_work *work = chooser->work;
	const uint64_t *best = NULL;
	uint32_t fewest = UINT32_MAX;

	for (uint32_t i = 0; i < work->edge_count; i++) {
		if (work->edges[i].explained)
			continue;
		set_pool(chooser, work->edges[i].suspects);
		if (chooser->pool_count > 0 && chooser->pool_count < fewest) {
			fewest = chooser->pool_count;
			best = work->edges[i].suspects;
		}
	}
	if (best != NULL)
		set_pool(chooser, best);
	return best != NULL;
}

/* How many settings a setting needs, one below the other. */
static unsigned
depth(enum setting setting)
{
	struct setting_need need;
	unsigned deepest = 0;
	size_t at = 0;

	while (setting_next_need(setting, &at, &need)) {
		unsigned below = 1 + depth(setting_by_name(need.name));

		if (below > deepest)
			deepest = below;
	}
	return deepest;
}

/* In how many unexplained 2s a demand is a suspect. */
static uint32_t
weight(const struct inference_work *work, uint32_t demand)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < work->edge_count; i++)
		count += !work->edges[i].explained &&
			 bit_is_set(work->edges[i].suspects, demand);
	return count;
}

struct choice {
	uint32_t verdict, weight;
	unsigned depth;
};

/* What others need first, so that every beginning can be served. */
static int
by_depth(const void *a, const void *b)
{
	const struct choice *one = a;
	const struct choice *other = b;

	if (one->depth != other->depth)
		return one->depth < other->depth ? -1 : 1;
	if (one->weight != other->weight)
		return one->weight > other->weight ? -1 : 1;
	return (one->verdict > other->verdict) -
	       (one->verdict < other->verdict);
}

/* Plans to try `wanted` of the pool. */
static struct serving
try_some(const struct chooser *chooser, uint32_t wanted)
{
	struct serving serving =
	    serving_from(chooser->inference, chooser->catalogue, chooser->base);
	struct choice *choices =
	    memory_get(chooser->pool_count, sizeof(*choices));
	uint32_t count = 0;

	EACH_BIT (verdict, chooser->pool, chooser->work->words) {
		const struct demanded *demanded =
		    catalogue_demand(chooser->catalogue,
			chooser->inference->verdicts[verdict].demand);

		choices[count++] = (struct choice){.verdict = verdict,
		    .weight = weight(chooser->work, verdict),
		    .depth = depth(demanded->setting)};
	}
	qsort(choices, count, sizeof(*choices), by_depth);
	for (uint32_t i = 0; i < count && serving.tried < wanted; i++)
		(void)serving_try(&serving, choices[i].verdict);
	free(choices);
	return serving;
}

/* What a setting that is served demands for sure: its value with and without
 * doubt, and what asks less. */
static void
add_tried(const struct chooser *chooser, uint32_t verdict, uint64_t *tried)
{
	const struct inference_work *work = chooser->work;
	uint32_t twin =
	    catalogue_twin(chooser->catalogue, work->demands[verdict], false);

	bits_add(tried, work_weaker(work, verdict), work->words);
	if (twin != NO_DEMAND)
		twin = work_find(work, twin);
	if (twin != NO_DEMAND)
		bits_add(tried, work_weaker(work, twin), work->words);
}

/* A 2 that the planned policy is certain to get again: all its suspects are
 * tried. */
static const struct edge *
foreseen(const struct chooser *chooser, const struct serving *serving)
{
	const struct inference_work *work = chooser->work;
	uint64_t *tried = memory_get(work->words, sizeof(*tried));
	const struct edge *result = NULL;

	for (uint32_t i = 0; i < serving->count; i++) {
		uint32_t verdict = serving->settings[i].verdict;

		if (verdict != NO_DEMAND)
			add_tried(chooser, verdict, tried);
	}
	for (uint32_t i = 0; i < work->edge_count && result == NULL; i++) {
		const struct edge *edge = &work->edges[i];

		if (!edge->explained && !edge->tainted &&
		    bits_within(edge->suspects, tried, work->words))
			result = edge;
	}
	free(tried);
	return result;
}

/* How many open demands to try at once, so that 1 and 2 are about as likely:
 * all, as long as failures are rare. */
static uint32_t
open_group(const struct chooser *chooser)
{
	const struct inference *inference = chooser->inference;
	double failed = 0;
	double cleared = inference->counts[CONCLUSION_CLEARED];
	double all_obeyed = 1;
	uint32_t group = 0;

	for (uint32_t i = 0; i < inference->verdict_count; i++)
		failed += inference->verdicts[i].rule == RULE_NOTHING_ELSE ||
			  inference->verdicts[i].rule == RULE_ONE_DIFFERENCE;
	if (failed < 2)
		return chooser->pool_count;
	while (group < chooser->pool_count) {
		all_obeyed *= cleared / (failed + cleared);
		if (all_obeyed < 0.5)
			break;
		group++;
	}
	return group == 0 ? 1 : group;
}

static uint32_t
log2_up(uint32_t count)
{
	uint32_t rounds = 0;

	while (rounds < 32 && UINT64_C(1) << rounds < count)
		rounds++;
	return rounds;
}

static struct suggestion *
suggested(const struct chooser *chooser, enum suggestion_aim aim,
    struct serving serving)
{
	struct suggestion *suggestion = memory_get(1, sizeof(*suggestion));
	uint32_t testable = bits_count(chooser->testable, chooser->work->words);

	serving_complete(&serving);
	suggestion->aim = aim;
	suggestion->serving = serving;
	suggestion->base = chooser->base_trial;
	suggestion->unknown = chooser->unknown;
	if (suggestion->unknown < serving.tried)
		suggestion->unknown = serving.tried;
	suggestion->untestable = chooser->unknown - testable;
	if (aim == AIM_CHECK) {
		suggestion->rounds = 1;
		suggestion->rounds_if_one = 1;
	} else if (aim == AIM_SPLIT) {
		suggestion->group = chooser->pool_count;
		suggestion->rounds = log2_up(suggestion->group);
		if (suggestion->rounds == 0)
			suggestion->rounds = 1;
		suggestion->rounds_if_one = suggestion->rounds + 1;
	} else {
		suggestion->group = serving.tried;
		suggestion->rounds = 1 + log2_up(suggestion->group);
		suggestion->rounds_if_one = suggestion->rounds + 1;
		if (testable == suggestion->group && testable == 1)
			suggestion->rounds_if_one = 1;
	}
	return suggestion;
}

/* Half of the suspects of a 2, or of what all of them have in common. */
static struct suggestion *
split(struct chooser *chooser)
{
	struct serving serving;
	const struct edge *edge;

	for (uint32_t passes = chooser->pool_count + 1;; passes--) {
		uint32_t half = chooser->pool_count / 2;

		serving = try_some(chooser, half == 0 ? 1 : half);
		edge = foreseen(chooser, &serving);
		if (edge == NULL || serving.tried < 2 || passes == 0)
			break;
		/* What it needs came along: that is tried first. */
		serving_done(&serving);
		set_pool(chooser, edge->suspects);
		if (chooser->pool_count < 2) {
			serving = try_some(chooser, 1);
			break;
		}
	}
	return suggested(chooser, AIM_SPLIT, serving);
}

/* The demands of a plan as a set; false where one is new to the scope. */
static bool
demands_of(const struct chooser *chooser, const struct serving *serving,
    uint64_t *demands)
{
	struct policy_builder *builder = policy_builder_new();
	const struct policy *policy = serving_policy(serving, builder);
	bool all_known = true;

	for (uint32_t i = 0; i < policy->entry_count && all_known; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		const struct conclusion *verdict = inference_verdict_of(
		    chooser->inference, chooser->catalogue, policy, entry);

		if (!policy_demands(policy, entry))
			continue;
		all_known = verdict->demand != NO_DEMAND;
		if (all_known)
			bit_set(demands,
			    (uint32_t)(verdict - chooser->inference->verdicts));
	}
	policy_builder_free(builder);
	return all_known;
}

/* True where the same demands were answered with 1 or 2 before. */
static bool
was_answered(const struct chooser *chooser, const struct serving *serving)
{
	const struct inference_work *work = chooser->work;
	uint64_t *demands = memory_get(work->words, sizeof(*demands));
	bool result = false;

	if (demands_of(chooser, serving, demands)) {
		for (uint32_t i = 0; i < work->case_count && !result; i++) {
			const struct test_case *test = &work->cases[i];

			result = test->answer != ANSWER_NONE && test->whole &&
				 bits_equal(test->active, demands, work->words);
		}
	}
	free(demands);
	return result;
}

/* What was tried in vain is not tried again. */
static void
give_up(struct chooser *chooser, const struct serving *serving)
{
	for (uint32_t i = 0; i < serving->count; i++) {
		const struct served *served = &serving->settings[i];

		if (served->tried && served->verdict != NO_DEMAND)
			bit_clear(chooser->testable, served->verdict);
	}
}

/* Where the newest answer was a 2, a last look at what is cleared. */
static struct suggestion *
check(const struct chooser *chooser)
{
	const struct inference *inference = chooser->inference;

	if (inference->trials[chooser->base_trial].ack != 2 ||
	    inference->contradiction_count > 0)
		return NULL;
	return suggested(chooser, AIM_CHECK,
	    serving_from(inference, chooser->catalogue, chooser->base));
}

static struct suggestion *
choose(struct chooser *chooser)
{
	while (bits_any(chooser->testable, chooser->work->words)) {
		struct suggestion *suggestion;

		if (pool_common(chooser) || pool_smallest(chooser)) {
			suggestion = split(chooser);
		} else {
			set_pool(chooser, chooser->testable);
			suggestion = suggested(chooser, AIM_OPEN,
			    try_some(chooser, open_group(chooser)));
		}
		if (!was_answered(chooser, &suggestion->serving))
			return suggestion;
		give_up(chooser, &suggestion->serving);
		suggestion_free(suggestion);
	}
	return check(chooser);
}

struct suggestion *
suggest(const struct inference *inference, const struct catalogue *catalogue)
{
	struct chooser chooser = {.inference = inference,
	    .catalogue = catalogue,
	    .work = inference->work,
	    .base_trial = newest_trial(inference)};
	struct suggestion *suggestion;

	if (chooser.base_trial == NO_TRIAL)
		return NULL;
	chooser.base = inference->trials[chooser.base_trial].policy;
	chooser.testable =
	    memory_get(chooser.work->words, sizeof(*chooser.testable));
	chooser.pool = memory_get(chooser.work->words, sizeof(*chooser.pool));
	collect_testable(&chooser);
	suggestion = choose(&chooser);
	free(chooser.testable);
	free(chooser.pool);
	return suggestion;
}

void
suggestion_free(struct suggestion *suggestion)
{
	if (suggestion == NULL)
		return;
	serving_done(&suggestion->serving);
	free(suggestion);
}

/* Adds those of one verdict that are not there yet. */
static uint32_t
add_evidence(const struct suggestion *suggestion, uint32_t verdict,
    uint32_t *trials, uint32_t count, uint32_t room)
{
	const struct inference *inference = suggestion->serving.inference;
	uint32_t found[EVIDENCE_EACH];
	uint32_t more = inference_evidence(
	    inference, &inference->verdicts[verdict], found, EVIDENCE_EACH);

	for (uint32_t i = 0; i < more && count < room; i++) {
		uint32_t j = 0;

		while (j < count && trials[j] != found[i])
			j++;
		if (j == count)
			trials[count++] = found[i];
	}
	return count;
}

uint32_t
suggestion_evidence(
    const struct suggestion *suggestion, uint32_t *trials, uint32_t room)
{
	bool checks = suggestion->aim == AIM_CHECK;
	uint32_t count = 0;

	for (uint32_t i = 0; i < suggestion->serving.count; i++) {
		const struct served *served = &suggestion->serving.settings[i];

		if ((served->tried || checks) && served->verdict != NO_DEMAND)
			count = add_evidence(
			    suggestion, served->verdict, trials, count, room);
	}
	return count;
}
