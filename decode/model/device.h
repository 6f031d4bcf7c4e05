/*
 * One device of the ledger: takes in what an exchange says about it.
 */
#ifndef EASLENS_MODEL_DEVICE_H
#define EASLENS_MODEL_DEVICE_H

#include <stdbool.h>

#include "decode/model/names.h"

/* Begins a device on the caller's memory; id and user are copied. */
void device_init(
    const struct keeper *, struct device *, struct text id, struct text user);
void device_done(struct device *);

/* Takes an exchange in. `server` is the server's endpoint as kept text,
 * `policy` the kept policy of its answer or NULL. */
void device_observe(const struct keeper *, struct device *,
    const struct observation *, struct text server, const struct policy *);

/* Counts an OPTIONS request that named no device, or takes it back (amount
 * -1). The device's times are not touched. */
void device_count_options(
    const struct keeper *, struct device *, unsigned http_status, int amount);

/* Widens the time in which the device was seen. */
void device_seen_at(struct device *, struct moment first, struct moment last);

/* Bytes of its exchanges and events, as they count for BUDGET_HISTORY. */
size_t device_history_bytes(const struct device *);

/* True where this policy was in an answer to the device. */
bool device_was_offered(const struct device *, const char *policy_id);

#endif
