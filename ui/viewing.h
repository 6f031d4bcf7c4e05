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

/* What was opened for the view before an input is read. */
struct viewing {
	struct screen_settings settings;
	bool ready;
	char problem[SCREEN_PROBLEM]; /* why it is not */
};

/* Opens what the view needs, see screen_prepare(); the end gives it back. */
void viewing_prepare(struct viewing *, const struct options *);
void viewing_end(struct viewing *);

/* Shows the view until it is left; says then what was wrong with the newest
 * input and those after it. False, with a line that says why: there is no
 * screen to show it on, and nothing was read. */
bool viewing_run(struct viewing *, struct ledger *, const struct work *);

/* What the view calls an input, with its number where there are several. */
void viewing_source(const struct options *, const char *name, uint32_t number,
    char *out, size_t size);

#endif
