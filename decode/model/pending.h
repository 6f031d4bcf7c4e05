/*
 * OPTIONS requests that name no device. A device usually asks for OPTIONS
 * first and introduces itself with the next request, so they wait for a device
 * of the same client address and user; one that was there before gets them
 * until a better one turns up.
 */
#ifndef EASLENS_MODEL_PENDING_H
#define EASLENS_MODEL_PENDING_H

#include <stdint.h>

#include "decode/model/names.h"

struct pending;

struct pending *pending_new(void);
void pending_free(struct pending *);

/* Takes an OPTIONS request without a device in. */
void pending_options(
    const struct keeper *, struct pending *, const struct observation *);

/* Says that this exchange was the device's: what waits for it is counted. */
void pending_device(const struct keeper *, struct pending *, struct device *,
    const struct observation *);

#endif
