/*
 * Under which acknowledgements a setting was active: what the device answered
 * to each policy that demanded it, one character a round.
 */
#ifndef EASLENS_UI_POLICY_ACKS_H
#define EASLENS_UI_POLICY_ACKS_H

#include "decode/model/assess.h"

/* Rounds that are told of at most, and a final NUL. */
#define POLICY_ACKS 33

/* What the characters are, in one line. */
#define POLICY_ACKS_LEGEND                                                     \
	"  ACKS: what the newest rounds answered where the setting demands;"
#define POLICY_ACKS_LEGEND_MORE                                                \
	"  '-' it demands nothing, '.' it is not in the policy, '?' not seen"

/* The newest rounds, at most `most` of them, oldest first. */
void policy_acks(const struct assessment *, struct text name, unsigned most,
    char out[POLICY_ACKS]);

#endif
