/*
 * What a device has to forget: at the limit of one of its lists, and when the
 * budget is used up (evict.h). The oldest leave, each counted with the device,
 * so that no conclusion takes what is not kept for what did not happen.
 */
#ifndef EASLENS_MODEL_FORGET_H
#define EASLENS_MODEL_FORGET_H

#include "decode/model/records.h"

/* The oldest `count` leave their list, which keeps its room. */
void forget_provisions(struct device *, uint32_t count);
void forget_events(struct device *, uint32_t count);
void forget_exchanges(struct device *, uint32_t count);

#endif
