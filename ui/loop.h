/*
 * The event loop of the live view: one thread that waits for keys and for
 * packets, lets the caller read in slices, and draws when something changed.
 * What reading means is the caller's business.
 */
#ifndef EASLENS_UI_LOOP_H
#define EASLENS_UI_LOOP_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/ledger.h"
#include "ui/screen.h"
#include "ui/view.h"

struct work {
	void *context;
	/* Reads until loop_now() has come to this time, or nothing waits.
	 * False: nothing more comes. */
	bool (*slice)(void *context, int64_t until);
	/* Nothing waits to be read. */
	void (*idle)(void *context);
	/* What to poll() for packets; -1: they are always there. */
	int (*descriptor)(void *context);
	/* Fills in what the views are shown of the run. */
	void (*describe)(void *context, struct run_seen *);
};

/* Nanoseconds of a clock that never jumps. */
int64_t loop_now(void);

/* Whether reading from a descriptor would wait now; never for -1. */
bool loop_would_wait(int descriptor);

/* Shows the ledger until the user, or a signal, ends it. False with a reason
 * where there is no terminal to draw on: nothing was read then. */
bool loop_run(const struct ledger *, const struct work *,
    const struct screen_settings *, char problem[SCREEN_PROBLEM]);

#endif
