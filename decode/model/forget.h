/*
 * What a device has to forget: at the limit of one of its lists, and when the
 * budget is used up (evict.h). The oldest leave, each counted with the device,
 * so that no conclusion takes what is not kept for what did not happen.
 */
#ifndef EASLENS_MODEL_FORGET_H
#define EASLENS_MODEL_FORGET_H

#include "decode/model/records.h"

/* All Provision exchanges and events up to that moment leave their lists,
 * which keep their room: of a history with holes in its middle the end would
 * tell something else. */
void forget_until(struct device *, struct moment);

/* The oldest `count` leave. */
void forget_exchanges(struct device *, uint32_t count);

#endif
