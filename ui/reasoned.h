/*
 * What is inferred of the device that a view is about: worked out when it is
 * asked for, and again only when something was heard of the device.
 */
#ifndef EASLENS_UI_REASONED_H
#define EASLENS_UI_REASONED_H

#include "decode/model/matrix.h"
#include "decode/model/suggestion.h"

/* Begins all zero; reasoned_done() gives its memory back. */
struct reasoned {
	const struct device *device;
	uint32_t provisions, events;
	struct moment heard;
	struct matrix *matrix;         /* of one family, or none */
	struct suggestion *suggestion; /* NULL: see infer_left_words() */
};

/* Follows a device; true where it was worked out anew, so that all that was
 * borrowed before is gone. */
bool reasoned_follow(struct reasoned *, const struct device *);
void reasoned_done(struct reasoned *);

/* NULL where the device has no rounds. */
const struct inference *reasoned_inference(const struct reasoned *);

/* The verdict on a setting of a policy, whether it was tried or not. */
enum conclusion_kind reasoned_verdict(const struct reasoned *,
    const struct policy *, const struct policy_entry *);

#endif
