/*
 * Provision answers whose requests were not seen. An answer alone names no
 * device; but a device that acknowledges the temporary key in it from the same
 * address got it, and then the offer belongs into its history.
 */
#ifndef EASLENS_MODEL_ORPHANS_H
#define EASLENS_MODEL_ORPHANS_H

#include <stdbool.h>

#include "decode/model/records.h"

struct orphans;

struct orphans *orphans_new(void);
void orphans_free(struct orphans *);

/* Keeps an answer; the oldest of LIMIT_ORPHANS leaves for it. False: one that
 * nobody had asked for left. */
bool orphans_keep(struct orphans *, const struct provision_entry *);

/* The newest answer that gave this key to this client's address, not long
 * before `time` (nanoseconds); NULL: there is none. Good until the next call
 * of the others. */
struct provision_entry *orphans_find(struct orphans *,
    const struct endpoint *client, struct text key, int64_t time);

/* What was found is no orphan any more; gives it. */
struct provision_entry orphans_take(struct provision_entry *);

#endif
