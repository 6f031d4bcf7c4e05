/*
 * What the parts of the inference share: demands of one scope with numbers
 * from 0, and cases, which are trials of the same policy with the same answer.
 */
#ifndef EASLENS_MODEL_INFERENCE_WORK_H
#define EASLENS_MODEL_INFERENCE_WORK_H

#include "decode/model/bits.h"
#include "decode/model/inference.h"

enum answer {
	ANSWER_NONE,
	ANSWER_FULL,
	ANSWER_PARTIAL,
	ANSWER_COUNT
};

struct test_case {
	uint32_t row;
	enum answer answer;
	bool whole; /* no demand of the policy is missing */
	uint64_t hash;
	uint32_t first, count; /* trials */
	uint64_t *active;      /* demanded */
};

/* A set of demands, one of which failed: a whole case that got 2, without what
 * is cleared. */
struct edge {
	uint32_t test_case;
	uint64_t *suspects;
	bool tainted; /* a contradicted demand may be the reason as well */
	bool explained;
};

struct inference_work {
	uint32_t count, words; /* demands; words of a set of them */
	uint32_t *demands;     /* their numbers in the catalogue, rising */
	uint64_t *weaker;      /* count sets: what asks no more */
	uint32_t case_count, case_room;
	struct test_case *cases;
	uint32_t *case_of; /* of each trial; NO_TRIAL: policy not seen */
	uint32_t edge_count;
	struct edge *edges;
	uint64_t *sets; /* one piece of memory for all sets of bits */
	uint64_t *cleared, *contradicted, *failed;
	uint64_t *suspects, *explained; /* of edges without, with explanation */
};

/* The sets over demands of one piece of memory. */
uint64_t *work_weaker(const struct inference_work *, uint32_t demand);

/* Fills demands, cases, sets; see inference_cases.c. */
struct inference_work *work_new(struct catalogue *, const struct trial *,
    uint32_t count, uint64_t *left_out);
void work_free(struct inference_work *);

/* The number in the scope of a demand of the catalogue; NO_DEMAND: none. */
uint32_t work_find(const struct inference_work *, uint32_t demand);

/* Lists the smallest sets that explain the edges without explanation; see
 * inference_sets.c. */
void work_explain(struct inference *);

#endif
