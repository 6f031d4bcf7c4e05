/*
 * The policies that were seen: each document kept once, and a row for each
 * content that was read to its end.
 */
#ifndef EASLENS_MODEL_POLICIES_H
#define EASLENS_MODEL_POLICIES_H

#include <stddef.h>

#include "decode/model/names.h"

struct policies;

struct policies *policies_new(void);
void policies_free(struct policies *);

/* The kept copy of a document, valid until policies_free(); NULL where a limit
 * was reached. */
const struct policy *policies_keep(
    const struct keeper *, struct policies *, const struct policy *);

/* Notes that a kept policy was offered at this moment, and whether to a device
 * that had not been offered it before. */
void policies_offered(
    struct policies *, const struct policy *, struct moment, bool new_device);

/* Rows in order of first appearance; good until the next offer. */
size_t policies_count(const struct policies *);
const struct policy_seen *policies_row(struct policies *, size_t index);

#endif
