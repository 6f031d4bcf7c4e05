/*
 * Which setting does a device not support? A pure function over trials: which
 * policy was put to which device, and what its acknowledgement said (MS-ASPROV
 * 2.2.2.54.1, Status of a Policy in a request).
 *
 * 1 clears every demand of the policy and what asks less; 2 says that at least
 * one demand failed; 3 and 4 neither clear nor accuse. What follows is said in
 * words that name their rule, never in percentages, and contradictions are
 * listed, never averaged. An acknowledgement of 1 is the device's claim.
 */
#ifndef EASLENS_MODEL_INFERENCE_H
#define EASLENS_MODEL_INFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/catalogue.h"

/* One policy put to one device. Trials of a scope come in order of time. */
struct trial {
	const struct policy *policy; /* NULL: not seen */
	unsigned ack;                /* 1 to 4; 0: none seen */
	uint32_t device;             /* a number of the caller's choice */
	uint32_t round;              /* of the device, from 1 */
	uint64_t download_frame;     /* 0: not seen */
	uint64_t ack_frame;          /* 0: not seen */
	int64_t time;                /* of the first of them; for people */
};

#define NO_TRIAL UINT32_MAX

/* What is said of a setting with a value. OPEN: nothing is known, or another
 * setting already explains every failure. X(symbol, name, the same in narrow
 * columns: in capitals what accuses) */
#define CONCLUSION_KINDS(X)                                                    \
	X(CONCLUSION_INACTIVE, "inactive", "inactive")                         \
	X(CONCLUSION_OPEN, "open", "open")                                     \
	X(CONCLUSION_CLEARED, "cleared", "cleared")                            \
	X(CONCLUSION_SUSPECT, "suspect", "SUSPECT")                            \
	X(CONCLUSION_ONLY_CANDIDATE, "only candidate", "ONLY")                 \
	X(CONCLUSION_ISOLATED, "isolated", "ISOLATED")                         \
	X(CONCLUSION_CONTRADICTED, "contradicted", "DISPUTED")

enum conclusion_kind {
#define X(symbol, name, word) symbol,
	CONCLUSION_KINDS(X)
#undef X
	CONCLUSION_COUNT
};

/* By which rule. X(symbol, one sentence) */
#define CONCLUSION_RULES(X)                                                    \
	X(RULE_ASKS_NOTHING, "it asks nothing of a device")                    \
	X(RULE_NOT_MINDED,                                                     \
	    "whether it asks something is in doubt, and devices that "         \
	    "acknowledged 1 did not mind it")                                  \
	X(RULE_NOT_ANSWERED, "no policy with it was acknowledged 1 or 2")      \
	X(RULE_EXPLAINED,                                                      \
	    "another setting explains every 2 that a policy with it got")      \
	X(RULE_CUT, "the policies with it that got a 2 were not seen whole")   \
	X(RULE_ACKNOWLEDGED, "a policy with it was acknowledged 1")            \
	X(RULE_STRICTER_ACKNOWLEDGED,                                          \
	    "a policy that asks more of it was acknowledged 1")                \
	X(RULE_ONE_OF_SEVERAL,                                                 \
	    "a policy with it was acknowledged 2, and nothing clears it")      \
	X(RULE_NOTHING_ELSE,                                                   \
	    "a policy was acknowledged 2 all of whose other demands are "      \
	    "cleared")                                                         \
	X(RULE_ONE_DIFFERENCE,                                                 \
	    "two policies that differ in this demand alone were "              \
	    "acknowledged 1 and 2")                                            \
	X(RULE_ASKS_MORE, "it asks more than a value that failed")             \
	X(RULE_CONTRADICTION,                                                  \
	    "a policy was acknowledged 2 all of whose demands are cleared "    \
	    "by others")

enum conclusion_rule {
#define X(symbol, sentence) symbol,
	CONCLUSION_RULES(X)
#undef X
};

const char *conclusion_name(enum conclusion_kind);
const char *conclusion_word(enum conclusion_kind);
const char *conclusion_rule_sentence(enum conclusion_rule);

struct conclusion {
	uint32_t demand; /* of the catalogue; NO_DEMAND: asks nothing */
	enum conclusion_kind kind;
	enum conclusion_rule rule;
	uint32_t full, partial, other; /* trials in which it was demanded */
	uint32_t with, without; /* trials that accuse it: the one that got 2,
				   and with one difference the one that got 1 */
	uint32_t because;       /* ASKS_MORE: index of the verdict on the value
				   that failed */
};

/* Demands that together explain every 2 that nothing known explains. */
struct explaining_set {
	uint32_t count;
	uint32_t *verdicts; /* indices */
};

/* A 2 that nothing can explain. */
#define CONTRADICTIONS(X)                                                      \
	X(CONTRADICTION_SAME_POLICY,                                           \
	    "the same demands were acknowledged 1 and 2")                      \
	X(CONTRADICTION_ALL_CLEARED,                                           \
	    "acknowledged 2, though each demand is cleared by another "        \
	    "policy that was acknowledged 1")                                  \
	X(CONTRADICTION_NOTHING_ASKED,                                         \
	    "acknowledged 2, though the policy asks nothing")

enum contradiction_kind {
#define X(symbol, sentence) symbol,
	CONTRADICTIONS(X)
#undef X
};

const char *contradiction_sentence(enum contradiction_kind);

struct contradiction {
	enum contradiction_kind kind;
	uint32_t partial;       /* the first trial that got 2 */
	uint32_t partial_count; /* such trials in all */
	uint32_t full;          /* a trial that got 1; NO_TRIAL: none */
};

struct inference_work;

struct inference {
	const struct trial *trials; /* the caller's */
	uint32_t trial_count;
	uint32_t verdict_count;
	struct conclusion *verdicts; /* by number of the demand */
	uint32_t counts[CONCLUSION_COUNT];
	uint32_t set_count;
	struct explaining_set *sets; /* smallest first */
	uint32_t sets_complete_to;   /* every set of at most so many demands is
					listed, unless the list is full */
	bool sets_complete;          /* no other smallest ones exist */
	uint32_t contradiction_count;
	struct contradiction *contradictions;
	uint64_t left_out; /* demands and rounds beyond limits.h */
	struct inference_work *work;
};

/* Reasons over the trials, which stay the caller's and must outlive the
 * result; new policies are entered in the catalogue. */
struct inference *infer(
    struct catalogue *, const struct trial *, uint32_t count);
void inference_free(struct inference *);

/* The verdict on a setting of a policy; never NULL. Where it was not among the
 * trials it is inactive, cleared by more of the same, or open, and its
 * `demand` is NO_DEMAND. */
const struct conclusion *inference_verdict_of(const struct inference *,
    const struct catalogue *, const struct policy *,
    const struct policy_entry *);

/* The trials that a verdict rests on, those that say most first: writes at
 * most `room` indices and gives how many were written. */
uint32_t inference_evidence(const struct inference *, const struct conclusion *,
    uint32_t *trials, uint32_t room);

/* The trials that contradict each other, as above. */
uint32_t inference_contradiction_trials(const struct inference *,
    const struct contradiction *, uint32_t *trials, uint32_t room);

#endif
