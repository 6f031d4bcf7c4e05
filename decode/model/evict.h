/*
 * When the budget is used up (budget.h) the history of the devices gives way.
 */
#ifndef EASLENS_MODEL_EVICT_H
#define EASLENS_MODEL_EVICT_H

#include "decode/model/devices.h"
#include "decode/model/health.h"

/* Down to the budget's goal: the devices not heard of for longest first;
 * exchanges that a view might show before provisioning, and of that the
 * newest last. What leaves is counted there and with its device. */
void evict_history(struct devices *, struct health *);

#endif
