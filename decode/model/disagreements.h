/*
 * Where devices and the document of their platform disagree (profiles.h): an
 * acknowledgement of 1 for a policy with a setting that the platform is said
 * to lack, or of 2 for one of which it is said to support everything.
 *
 * A device may lie, and a document may be wrong: both are told, none is
 * believed. A policy that was not seen, or not to its end, contributes only
 * what it proves: that it held a setting, never that it held no other.
 */
#ifndef EASLENS_MODEL_DISAGREEMENTS_H
#define EASLENS_MODEL_DISAGREEMENTS_H

#include <stddef.h>

#include "decode/model/ledger.h"
#include "decode/model/profiles.h"

/* One round of a device that does not fit the document. */
struct disagreement {
	const struct device *device;
	const struct policy *policy;
	struct moment at; /* of the acknowledgement */
	bool full;        /* it said 1, else 2 */
};

struct disagreements {
	size_t devices; /* of the platform, in the ledger */
	size_t rounds;  /* of theirs with a policy, acknowledged with 1 or 2 */
	size_t count, room;
	struct disagreement *items; /* by device, then by time */
};

/* Begin with all zero; disagreements_done() frees the items. They point into
 * the ledger and are good until it changes. */
void disagreements_collect(
    struct disagreements *, const struct ledger *, enum profile);
void disagreements_done(struct disagreements *);

#endif
