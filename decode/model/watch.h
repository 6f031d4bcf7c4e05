/*
 * Every exchange of a device, kept for who watches the run message by message.
 * Reports need only what history.h keeps; so this is on when asked for.
 */
#ifndef EASLENS_MODEL_WATCH_H
#define EASLENS_MODEL_WATCH_H

#include "decode/model/names.h"
#include "decode/model/wires.h"

/* Enters an exchange at its place in the order of time; `policy` is the kept
 * policy or NULL. At LIMIT_EXCHANGES the oldest quarter leaves, counted. */
void watch_exchange(const struct keeper *, struct wires *, struct device *,
    const struct observation *, const struct policy *);

#endif
