/*
 * Words about what is inferred, see infer_words.h.
 */
#include "ui/infer_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/layout.h"

#define COUNTED 32

/* "1 round", "3 rounds" */
static const char *
counted(uint32_t count, const char *noun, char out[COUNTED])
{
	snprintf(out, COUNTED, "%u %s%s", (unsigned)count, noun,
	    count == 1 ? "" : "s");
	return out;
}

void
infer_round_words(const struct trial *trial, char out[INFER_WORDS])
{
	snprintf(out, INFER_WORDS, "round %u got %u (frame %" PRIu64 ")",
	    (unsigned)trial->round, trial->ack, trial->ack_frame);
}

void
infer_answers_words(const struct scope *scope, char out[INFER_WORDS])
{
	uint32_t counts[5] = {0};
	char rounds[COUNTED];

	for (uint32_t i = 0; i < scope->trial_count; i++)
		counts[scope->trials[i].ack]++;
	snprintf(out, INFER_WORDS,
	    "%s: %u acknowledged 1, %u acknowledged 2, %u otherwise or not at "
	    "all",
	    counted(scope->trial_count, "round", rounds), (unsigned)counts[1],
	    (unsigned)counts[2], (unsigned)(counts[0] + counts[3] + counts[4]));
}

/* What is said of several: suspects and candidates are nouns. */
static bool
is_noun(enum conclusion_kind kind)
{
	return kind == CONCLUSION_SUSPECT || kind == CONCLUSION_ONLY_CANDIDATE;
}

static size_t
add_count(const uint32_t *counts, enum conclusion_kind kind, size_t used,
    char out[INFER_WORDS])
{
	if (counts[kind] == 0)
		return used;
	return used + (size_t)snprintf(out + used, INFER_WORDS - used,
			  "%s%u %s%s", used > 0 ? ", " : "",
			  (unsigned)counts[kind], conclusion_name(kind),
			  is_noun(kind) && counts[kind] > 1 ? "s" : "");
}

void
infer_summary_words(const uint32_t *counts, char out[INFER_WORDS])
{
	static const enum conclusion_kind accused[] = {CONCLUSION_ISOLATED,
	    CONCLUSION_ONLY_CANDIDATE, CONCLUSION_SUSPECT,
	    CONCLUSION_CONTRADICTED};
	size_t used = 0;

	out[0] = '\0';
	for (size_t i = 0; i < sizeof(accused) / sizeof(accused[0]); i++)
		used = add_count(counts, accused[i], used, out);
	if (used > 0)
		return;
	used = add_count(counts, CONCLUSION_CLEARED, used, out);
	(void)add_count(counts, CONCLUSION_OPEN, used, out);
}

void
infer_votes_words(const struct device_votes *votes, char out[INFER_WORDS])
{
	size_t used = 0;

	out[0] = '\0';
	for (unsigned kind = 0; kind < CONCLUSION_COUNT; kind++) {
		if (votes->devices[kind] == 0)
			continue;
		used += (size_t)snprintf(out + used, INFER_WORDS - used,
		    "%s%s %s", used > 0 ? ", " : "",
		    layout_number(votes->devices[kind]),
		    conclusion_name((enum conclusion_kind)kind));
	}
}

void
infer_aim_words(const struct suggestion *suggestion, char out[INFER_WORDS])
{
	char group[COUNTED];
	char unknown[COUNTED];
	char rounds[COUNTED];

	counted(suggestion->rounds, "round", rounds);
	if (suggestion->aim == AIM_CHECK)
		snprintf(out, INFER_WORDS,
		    "All%s is settled; this checks that what is cleared is "
		    "obeyed together, without what fails.",
		    suggestion->untestable > 0 ? " that can be tried" : "");
	else if (suggestion->aim == AIM_SPLIT)
		snprintf(out, INFER_WORDS,
		    "Splits %s, of %s that are not settled: at most %s until "
		    "one is found, at most %u in all if only one fails.",
		    counted(suggestion->group, "suspect", group),
		    counted(suggestion->unknown, "demand", unknown), rounds,
		    (unsigned)suggestion->rounds_if_one);
	else
		snprintf(out, INFER_WORDS,
		    "Tries %s, of %u that are not settled: one round if all "
		    "are obeyed, else at most %s until one that fails is "
		    "found.",
		    counted(suggestion->group, "demand", group),
		    (unsigned)suggestion->unknown, rounds);
	if (suggestion->untestable > 0)
		snprintf(out + strlen(out), INFER_WORDS - strlen(out),
		    " %u cannot be tried: they need what is known to fail.",
		    (unsigned)suggestion->untestable);
}

void
infer_base_words(const struct suggestion *suggestion, char out[INFER_WORDS])
{
	const struct trial *base =
	    &suggestion->serving.inference->trials[suggestion->base];

	snprintf(out, INFER_WORDS,
	    "Serve the policy of round %u (%s %" PRIu64 ") with",
	    (unsigned)base->round,
	    base->ack == 0 ? "never acknowledged, frame"
			   : "acknowledged in frame",
	    base->ack == 0 ? base->download_frame : base->ack_frame);
}

/* Rounds whose policy may ask what was not seen. */
static uint32_t
not_seen_whole(const struct inference *inference)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < inference->trial_count; i++) {
		const struct policy *policy = inference->trials[i].policy;

		count += policy == NULL || !policy->complete;
	}
	return count;
}

void
infer_left_words(const struct inference *inference, char out[INFER_WORDS])
{
	const uint32_t *counts = inference->counts;
	uint32_t unknown = counts[CONCLUSION_SUSPECT] + counts[CONCLUSION_OPEN];
	uint32_t unseen = not_seen_whole(inference);
	char demands[COUNTED];

	if (inference->contradiction_count > 0)
		snprintf(out, INFER_WORDS,
		    "Contradictions have to be settled first: serve the same "
		    "policy again to the same device, to see which answer it "
		    "keeps to.");
	else if (unknown > 0)
		snprintf(out, INFER_WORDS,
		    "%s %s not settled, but no policy made of those that were "
		    "seen would tell more.",
		    counted(unknown, "demand", demands),
		    unknown == 1 ? "is" : "are");
	else if (unseen > 0)
		snprintf(out, INFER_WORDS,
		    "Nothing that was seen is left to find out, but %u %s not "
		    "seen whole.",
		    (unsigned)unseen,
		    unseen == 1 ? "policy was" : "policies were");
	else
		snprintf(out, INFER_WORDS,
		    "Nothing that was asked of it is left to find out.");
}

void
infer_bound_words(const struct inference *inference, char out[INFER_WORDS])
{
	snprintf(out, INFER_WORDS,
	    "(complete for at most %u at a time, not beyond)",
	    (unsigned)inference->sets_complete_to);
}

struct policy_entry *
infer_changes(const struct serving *serving, size_t *count)
{
	struct policy_entry *changed =
	    memory_get(serving->count, sizeof(*changed));

	*count = 0;
	for (uint32_t i = 0; i < serving->count; i++) {
		if (serving->settings[i].change != SERVED_AS_IT_IS)
			changed[(*count)++] =
			    served_entry(&serving->settings[i]);
	}
	return changed;
}
