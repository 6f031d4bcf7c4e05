/*
 * Which policy to serve next to learn most: the lab's way of flicking one
 * switch at a time, with the switches chosen so that few rounds remain.
 *
 * While some 2 has no explanation, half of its suspects are tried; after that
 * what nothing is known of. Of a single setting that fails among n suspects
 * the suggestions find out in at most ceil(log2(n)) rounds which one it is, and
 * in one more that the others do not fail. What was answered before is not
 * tried again, so that no answers, not even lies, keep this going for ever.
 */
#ifndef EASLENS_MODEL_SUGGESTION_H
#define EASLENS_MODEL_SUGGESTION_H

#include "decode/model/serving.h"

enum suggestion_aim {
	AIM_SPLIT, /* half of the suspects of a 2 */
	AIM_OPEN,  /* what nothing is known of */
	AIM_CHECK, /* all is settled, by a 2 at last: what is cleared is
		      served once more, all of it at once, and nothing else */
};

struct suggestion {
	enum suggestion_aim aim;
	struct serving serving; /* the settings to serve */
	uint32_t base;          /* the trial whose policy is changed */
	uint32_t group;         /* suspects that it splits, or settings tried */
	uint32_t unknown;       /* demands that are not settled, in all */
	uint32_t untestable;    /* of them: need what is known to fail */
	uint32_t rounds;        /* at most, until a setting that fails is
				   found, or the tried ones are cleared */
	uint32_t rounds_if_one; /* at most, until all is settled, if not more
				   than one setting of the group fails and the
				   device tells the truth */
};

/* The next policy to serve, relative to the newest one of the trials; NULL
 * where nothing is left that a new policy would tell: all is known, or what is
 * not cannot be tried, or is contradicted. Freed by suggestion_free(), good as
 * long as the inference and the catalogue. */
struct suggestion *suggest(const struct inference *, const struct catalogue *);
void suggestion_free(struct suggestion *);

/* The trials that it rests on: those of what it tries, or checks. Writes at
 * most `room` indices and gives how many; 0: what is tried was in no policy
 * that was acknowledged 1 or 2. */
uint32_t suggestion_evidence(
    const struct suggestion *, uint32_t *trials, uint32_t room);

#endif
