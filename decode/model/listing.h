/*
 * The policies of a ledger with numbers, and their revisions: which device was
 * offered which policy as its n-th. Policies are told apart by content (the
 * content id of policy.h), so a server that sends the same document again has
 * made no new revision, and one that goes back to an earlier one has.
 */
#ifndef EASLENS_MODEL_LISTING_H
#define EASLENS_MODEL_LISTING_H

#include <stddef.h>

#include "decode/model/ledger.h"

/* The first offer of a policy after another one, or none, to a device. A cut
 * document may be any policy, so it is nobody's n-th. */
struct revision {
	const struct device *device;
	const struct provision_entry *offer;
	uint32_t nth; /* counts from 1; 0: of a cut document */
	size_t place; /* of the policy in the listing */
};

/* A policy; its number is its place + 1. */
struct listed {
	const struct policy *policy;
	struct moment first, last; /* offers */
	uint32_t devices;          /* that were offered it */
	size_t revision_count;
	const struct revision *revisions; /* by device, then by time */
	const struct device *newest;      /* of a cut document: offered to */
};

/* Complete policies in order of first appearance, then cut documents. */
struct listing {
	size_t count;
	struct listed *policies;
	size_t revision_count, revision_room;
	struct revision *revisions;
	size_t whole;                 /* complete policies */
	const struct listed **sorted; /* by id, then the cut by address */
};

/* Made from a ledger, good until that changes; freed by listing_free(). */
struct listing *listing_of(const struct ledger *);
void listing_free(struct listing *);

/* The place of a document that the ledger gave out; `count` where it is none
 * of the listed. */
size_t listing_place(const struct listing *, const struct policy *);

enum listing_result {
	LISTING_FOUND,
	LISTING_NONE,
	LISTING_AMBIGUOUS, /* the beginning of several ids */
};

/* A policy by its number, as listed, or by the beginning of its id, letters in
 * either case. A word of digits that does not begin with 0 and is no greater
 * than the count is a number. */
enum listing_result listing_find(
    const struct listing *, const char *word, const struct listed **found);

#endif
