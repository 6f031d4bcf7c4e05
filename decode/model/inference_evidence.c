/*
 * What a conclusion rests on: the trials, looked up when they are asked for.
 */
#include "decode/model/inference_work.h"

/* Trials that were found so far, each once. */
struct found {
	uint32_t *trials;
	uint32_t count, room;
};

static void
find(struct found *found, uint32_t trial)
{
	if (trial == NO_TRIAL || found->count == found->room)
		return;
	for (uint32_t i = 0; i < found->count; i++) {
		if (found->trials[i] == trial)
			return;
	}
	found->trials[found->count++] = trial;
}

/* Trials of cases of this answer for which `fits` holds. */
static void
find_all(struct found *found, const struct inference *inference,
    enum answer answer, uint32_t demand,
    bool (*fits)(const struct inference_work *, uint32_t test, uint32_t demand))
{
	const struct inference_work *work = inference->work;

	for (uint32_t i = 0;
	     i < inference->trial_count && found->count < found->room; i++) {
		uint32_t test = work->case_of[i];

		if (test != NO_TRIAL && work->cases[test].answer == answer &&
		    fits(work, test, demand))
			find(found, i);
	}
}

static bool
demands_it(const struct inference_work *work, uint32_t test, uint32_t demand)
{
	return bit_is_set(work->cases[test].active, demand);
}

/* Demands it, or more of the same. */
static bool
demands_as_much(
    const struct inference_work *work, uint32_t test, uint32_t demand)
{
	EACH_BIT (other, work->cases[test].active, work->words) {
		if (bit_is_set(work_weaker(work, other), demand))
			return true;
	}
	return false;
}

/* The first trial that clears a demand. */
static uint32_t
clearing(const struct inference *inference, uint32_t demand)
{
	uint32_t trial = NO_TRIAL;
	struct found found = {.trials = &trial, .room = 1};

	find_all(&found, inference, ANSWER_FULL, demand, demands_as_much);
	return trial;
}

/* For each demand of a trial but one: the first trial that clears it. */
static void
find_clearing(struct found *found, const struct inference *inference,
    uint32_t trial, uint32_t but)
{
	const struct inference_work *work = inference->work;
	const struct test_case *test = &work->cases[work->case_of[trial]];

	EACH_BIT (demand, test->active, work->words) {
		if (demand != but && found->count < found->room)
			find(found, clearing(inference, demand));
	}
}

static void
find_accusing(struct found *found, const struct inference *inference,
    const struct conclusion *verdict)
{
	if (verdict->rule == RULE_ASKS_MORE)
		verdict = &inference->verdicts[verdict->because];
	find(found, verdict->with);
	find(found, verdict->without);
	if (verdict->rule == RULE_NOTHING_ELSE)
		find_clearing(found, inference, verdict->with,
		    (uint32_t)(verdict - inference->verdicts));
}

uint32_t
inference_evidence(const struct inference *inference,
    const struct conclusion *verdict, uint32_t *trials, uint32_t room)
{
	struct found found = {.room = room};
	uint32_t demand;

	found.trials = trials;
	if (verdict->demand == NO_DEMAND)
		return 0;
	demand = work_find(inference->work, verdict->demand);
	if (demand == NO_DEMAND)
		return 0;
	switch (verdict->kind) {
	case CONCLUSION_ISOLATED:
	case CONCLUSION_ONLY_CANDIDATE:
		find_accusing(&found, inference, verdict);
		break;
	case CONCLUSION_CLEARED:
	case CONCLUSION_INACTIVE:
		find_all(
		    &found, inference, ANSWER_FULL, demand, demands_as_much);
		break;
	case CONCLUSION_CONTRADICTED:
		found.room = (room + 1) / 2;
		find_all(&found, inference, ANSWER_PARTIAL, demand, demands_it);
		found.room = room;
		find_all(
		    &found, inference, ANSWER_FULL, demand, demands_as_much);
		break;
	case CONCLUSION_OPEN:
	case CONCLUSION_SUSPECT:
	case CONCLUSION_COUNT:
		find_all(&found, inference, ANSWER_PARTIAL, demand, demands_it);
		break;
	}
	return found.count;
}

uint32_t
inference_contradiction_trials(const struct inference *inference,
    const struct contradiction *contradiction, uint32_t *trials, uint32_t room)
{
	struct found found = {.room = room};
	const uint32_t *case_of = inference->work->case_of;

	found.trials = trials;
	find(&found, contradiction->partial);
	find(&found, contradiction->full);
	if (contradiction->kind == CONTRADICTION_ALL_CLEARED)
		find_clearing(
		    &found, inference, contradiction->partial, NO_DEMAND);
	for (uint32_t i = contradiction->partial; i < inference->trial_count;
	     i++) {
		if (case_of[i] == case_of[contradiction->partial])
			find(&found, i);
	}
	return found.count;
}

/* A value that was never put to a device, but more of the same was. */
static bool
is_less_than_cleared(const struct inference *inference,
    const struct catalogue *catalogue, const struct policy_entry *entry)
{
	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		const struct conclusion *verdict = &inference->verdicts[i];
		const struct demanded *other =
		    catalogue_demand(catalogue, verdict->demand);
		enum strictness strictness;

		if (verdict->kind != CONCLUSION_CLEARED ||
		    other->setting != entry->setting ||
		    !text_equal(other->name, entry->name))
			continue;
		strictness = entry_compare_ability(other->entry, entry);
		if (strictness == STRICTNESS_STRICTER ||
		    strictness == STRICTNESS_EQUAL)
			return true;
	}
	return false;
}

/* Of a setting that was not among the trials as it is. */
static const struct conclusion *
untried(enum conclusion_kind kind)
{
#define UNTRIED(of, by)                                                        \
	{                                                                      \
		.demand = NO_DEMAND, .kind = of, .rule = by, .with = NO_TRIAL, \
		.without = NO_TRIAL                                            \
	}
	static const struct conclusion inactive =
	    UNTRIED(CONCLUSION_INACTIVE, RULE_ASKS_NOTHING);
	static const struct conclusion cleared =
	    UNTRIED(CONCLUSION_CLEARED, RULE_STRICTER_ACKNOWLEDGED);
	static const struct conclusion open =
	    UNTRIED(CONCLUSION_OPEN, RULE_NOT_ANSWERED);

	if (kind == CONCLUSION_INACTIVE)
		return &inactive;
	return kind == CONCLUSION_CLEARED ? &cleared : &open;
}

const struct conclusion *
inference_verdict_of(const struct inference *inference,
    const struct catalogue *catalogue, const struct policy *policy,
    const struct policy_entry *entry)
{
	uint32_t demand;

	if (!policy_demands(policy, entry))
		return untried(CONCLUSION_INACTIVE);
	demand = catalogue_find(catalogue, policy, entry);
	if (demand != NO_DEMAND)
		demand = work_find(inference->work, demand);
	if (demand != NO_DEMAND)
		return &inference->verdicts[demand];
	return untried(is_less_than_cleared(inference, catalogue, entry)
			   ? CONCLUSION_CLEARED
			   : CONCLUSION_OPEN);
}
