/*
 * All devices: found by device id and user, listed in order of time.
 */
#ifndef EASLENS_MODEL_DEVICES_H
#define EASLENS_MODEL_DEVICES_H

#include <stddef.h>

#include "decode/model/names.h"

struct devices;

struct devices *devices_new(void);
void devices_free(struct devices *);

/*
 * The device of this id and user, a new one where there is none; NULL where
 * the limit was reached. A user that was not seen is the only user there is;
 * a device without user becomes that of the first user that turns up.
 */
struct device *devices_find(
    const struct keeper *, struct devices *, struct text id, struct text user);

/* Calls `each` for every device until it gives false: first those that no
 * server ever let in; of these and of the others, those not heard of for
 * longest first. */
void devices_each_by_use(struct devices *,
    bool (*each)(void *context, struct device *), void *context);

/* In order of first appearance in time. */
size_t devices_count(const struct devices *);
const struct device *devices_at(struct devices *, size_t index);

#endif
