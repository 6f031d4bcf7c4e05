/*
 * The difference of two policy documents as data: every setting of either,
 * with what became of it from the first to the second.
 *
 * It sees what the content id sees (policy.h): names and values, whatever
 * their order, and the items of a list as a set. What a cut hides is not told
 * as gone: absent, empty and not seen are three things.
 */
#ifndef EASLENS_MODEL_DIFFERENCE_H
#define EASLENS_MODEL_DIFFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/policy.h"

/* From the first document to the second. X(symbol, name) */
#define CHANGES(X)                                                             \
	X(CHANGE_NONE, "same")                                                 \
	X(CHANGE_VALUE, "changed")                                             \
	X(CHANGE_ADDED, "added")                                               \
	X(CHANGE_REMOVED, "removed")                                           \
	X(CHANGE_HIDDEN, "not seen") /* a cut hides a side of it */

enum change {
#define X(symbol, name) symbol,
	CHANGES(X)
#undef X
	CHANGE_COUNT
};

const char *change_name(enum change);

/* An item of a list: NONE, ADDED, REMOVED or HIDDEN. */
struct difference_item {
	struct text text;
	enum change change;
};

/* A setting. `a` and `b` are its entries, NULL where a document has none:
 * that is absent where the document was read to its end, else not seen. */
struct difference_entry {
	enum setting setting;
	struct text name;
	const struct policy_entry *a, *b;
	enum change change;
	uint32_t item_count;                 /* of the lists of both together */
	const struct difference_item *items; /* sorted by bytes */
};

struct difference {
	uint32_t counts[CHANGE_COUNT]; /* settings by what became of them */
	uint32_t count;
	struct difference_entry *entries; /* as in settings.def; then the
					     unknown ones, by name */
	struct difference_item *items;    /* of all entries */
};

/* Compares two documents; NULL stands for one that was not seen. The result
 * points into both; difference_free() gives its memory back. */
struct difference *difference_of(
    const struct policy *a, const struct policy *b);
void difference_free(struct difference *);

/* True where no setting is known to differ (some may be hidden). */
bool difference_none(const struct difference *);

#endif
