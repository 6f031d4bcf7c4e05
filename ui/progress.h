/*
 * How far reading has come, on standard error while it is a terminal. Short
 * work shows nothing.
 */
#ifndef EASLENS_UI_PROGRESS_H
#define EASLENS_UI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

struct progress {
	bool wanted;
	bool shown;           /* a line stands on the terminal */
	int64_t next;         /* when to show the next line */
	uint32_t file, files; /* which of how many is being read */
};

/* Begins; shows nothing at all unless wanted and on a terminal. */
void progress_begin(struct progress *, bool wanted);

/* True when it is time to show a line. */
bool progress_due(struct progress *);

/* Shows a line: `done` of `all` bytes of the file, 0 of 0 where unknown. */
void progress_show(
    struct progress *, uint64_t packets, uint64_t done, uint64_t all);

/* Wipes the line, if there is one. */
void progress_end(struct progress *);

#endif
