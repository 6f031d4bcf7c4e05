/*
 * Starting the live view as the command line says, and what is said after it.
 */
#ifndef EASLENS_UI_VIEWING_H
#define EASLENS_UI_VIEWING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/loop.h"
#include "ui/options.h"

/* Shows the view until it is left; says then what was wrong with the newest
 * input and those after it. False, with a line that says why: there is no
 * screen to show it on, and nothing was read. */
bool viewing_run(const struct options *, struct ledger *, const struct work *);

/* What the view calls an input, with its number where there are several. */
void viewing_source(const struct options *, const char *name, uint32_t number,
    char *out, size_t size);

#endif
