/*
 * Words about what is inferred, the same in reports and views: rounds that
 * something rests on, what a suggestion does, what is found in all.
 */
#ifndef EASLENS_UI_INFER_WORDS_H
#define EASLENS_UI_INFER_WORDS_H

#include "decode/model/matrix.h"
#include "decode/model/suggestion.h"

/* Room for words; rounds named for one verdict. */
#define INFER_WORDS 320
#define NAMED_ROUNDS 6u

/* "round 4 got 2 (frame 61)" */
void infer_round_words(const struct trial *, char out[INFER_WORDS]);

/* "12 rounds: 8 acknowledged 1, 3 acknowledged 2, 1 otherwise or not at all" */
void infer_answers_words(const struct scope *, char out[INFER_WORDS]);

/* "1 isolated, 3 suspects": what is accused; where nothing is, what is
 * cleared and open; "" for nothing at all. `counts` is by kind. */
void infer_summary_words(const uint32_t *counts, char out[INFER_WORDS]);

/* "3 cleared, 1 suspect": what the devices of a family say on their own. */
void infer_votes_words(const struct device_votes *, char out[INFER_WORDS]);

/* What a suggestion does, and how long it may take; what it starts from. */
void infer_aim_words(const struct suggestion *, char out[INFER_WORDS]);
void infer_base_words(const struct suggestion *, char out[INFER_WORDS]);

/* Where nothing is suggested: what is not settled all the same, and why. */
void infer_left_words(const struct inference *, char out[INFER_WORDS]);

/* "Complete for at most 3 at a time, not beyond." */
void infer_bound_words(const struct inference *, char out[INFER_WORDS]);

/* Said of the rounds of a device as what it is no more. */
#define INFER_FORMER "(formerly)"

/* Said before the rounds that a suggestion rests on, and without any. */
#define INFER_RESTS_ON "Rests on "
#define INFER_RESTS_ON_NONE                                                    \
	"No policy with what is tried was acknowledged 1 or 2 yet."

/* Above sets; instead of commands. */
#define INFER_SETS "What would explain the rest, smallest first"
#define INFER_NO_COMMAND "(its shell takes none of these)"

/* The settings of a suggestion that change; freed by the caller. */
struct policy_entry *infer_changes(const struct serving *, size_t *count);

#endif
