/*
 * How the program's output begins and ends, and what is to be known of it.
 */
#ifndef EASLENS_UI_OUTCOME_H
#define EASLENS_UI_OUTCOME_H

#include <stdbool.h>

#include "decode/model/memory.h"
#include "ui/options.h"
#include "ui/report.h"

/* Exit codes: a promise to scripts. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_USAGE = 1,
	EXIT_INPUT = 2,      /* nothing could be read at all, or written */
	EXIT_INCOMPLETE = 3, /* printed, but an input was damaged */
	EXIT_MEMORY = MEMORY_EXIT_CODE,
};

/* Before the first output: how it is buffered, what its terminal can show (or
 * is to: ASCII alone),
 * and that a reader who leaves is an error like others. */
void outcome_begin(bool ascii);

/* Whether progress may be shown: records on a terminal do not mix with it. */
bool outcome_wants_progress(const struct options *, const struct report *);

/* Ends the output; complains where it could not be written, but for a reader
 * who left early. */
enum exit_code outcome_finish(bool incomplete);

/* One line of the list of interfaces, and the page of versions. */
void outcome_interface(
    void *context, const char *name, const char *description);
void outcome_version(void);

#endif
