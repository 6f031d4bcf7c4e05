/*
 * What enters the history of a device: each exchange at its place in the order
 * of time. At the limit of a list the oldest leave (forget.h).
 */
#ifndef EASLENS_MODEL_ENTER_H
#define EASLENS_MODEL_ENTER_H

#include "decode/model/names.h"

/* A Provision exchange. */
void history_enter(
    const struct keeper *, struct device *, const struct provision_entry *);

/* What another exchange showed, where it is worth an event. */
void history_event(
    const struct keeper *, struct device *, const struct observation *);

#endif
