/*
 * The inputs of a run, one after the other: files or an interface. What comes
 * of each, from its beginning to what was missing at its end, is told to a
 * listener; the frames are taken from capture_next() by whoever reads.
 */
#ifndef EASLENS_CAPTURE_INPUTS_H
#define EASLENS_CAPTURE_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "capture/capture.h"

/* What is to be read; all of it is borrowed until inputs_free(). */
struct inputs_wanted {
	const char *interface; /* NULL: the files */
	const char *const *files;
	uint32_t file_count;
	struct capture_settings settings;
};

/* Told of the input that is read, in this order. Texts are borrowed for the
 * time of the call but the name, which is one of struct inputs_wanted. */
struct inputs_listener {
	void *context;
	/* An input was opened, or could not be: one line that may name it. */
	void (*begun)(void *context, const char *name, const char *link_name);
	void (*refused)(void *context, const char *name, const char *message);
	/* The kernel dropped so many more packets. */
	void (*dropped)(void *context, uint64_t packets);
	/* At the end of a file: its size. */
	void (*sized)(void *context, uint64_t bytes);
	/* At the end: something of it is missing, one line without its name. */
	void (*incomplete)(void *context, const char *problem);
};

struct inputs;

/* Opens nothing yet. The listener is copied. */
struct inputs *inputs_new(
    const struct inputs_wanted *, const struct inputs_listener *);
/* Closes without a word what is still open. */
void inputs_free(struct inputs *);

/* Opens what is needed to read them all, of which nothing is read: behind a
 * shut door (privileges.h) they can still be begun. What cannot be opened is
 * told of in its turn. False: none can. */
bool inputs_prepare(struct inputs *);

/* The descriptor of an interface that was prepared, on which nothing may be
 * sent; -1: none was. */
int inputs_wire(const struct inputs *);

/* Whether there is one to open: not behind a filter that makes no sense, nor
 * after inputs_stop(). */
bool inputs_left(const struct inputs *);

/* Begins the next, prepared or not; false: it cannot be, go on with the one
 * after it. */
bool inputs_open(struct inputs *);

/* The one that is open; NULL: none is. */
struct capture *inputs_capture(const struct inputs *);

/* Tells what was missing of it, and closes it. */
void inputs_end(struct inputs *, enum capture_result);

/* Tells what was dropped since this was asked last. */
void inputs_count_drops(struct inputs *);

/* Which one was opened last, from 1, or was tried; its name. */
uint32_t inputs_number(const struct inputs *);
const char *inputs_name(const struct inputs *);

/* Whether reading one may wait for packets: an interface or a pipe. Asked of
 * the newest and of the one to be opened next. */
bool inputs_waits(const struct inputs *);
bool inputs_next_waits(const struct inputs *);

/* What to poll() before a frame is taken, or the next is opened: -1, nothing
 * has to be waited for. */
int inputs_descriptor(const struct inputs *);

/* How many could be opened, and whether one could not because the filter
 * makes no sense. */
uint32_t inputs_opened(const struct inputs *);
bool inputs_bad_filter(const struct inputs *);

/* No more of them; the one that is read ends soon. Safe in a signal handler. */
void inputs_stop(struct inputs *);

#endif
