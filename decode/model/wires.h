/*
 * Messages kept byte by byte for one who watches the run: the newest ones, as
 * many as LIMIT_WIRE_BYTES holds.
 */
#ifndef EASLENS_MODEL_WIRES_H
#define EASLENS_MODEL_WIRES_H

#include "decode/model/observation.h"

struct wires;

struct wires *wires_new(void);
void wires_free(struct wires *);

/* Keeps a copy and gives its number, 0 where there is nothing to keep. The
 * oldest ones leave where it finds no room. */
uint64_t wires_keep(struct wires *, const struct wire_seen *);

/* The message of a number; NULL for 0 and for one that had to leave. */
const struct wire_seen *wires_find(const struct wires *, uint64_t number);

#endif
