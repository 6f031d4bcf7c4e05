/*
 * What a view is: a screenful of the ledger and what keys do to it. A view
 * reads the model through const pointers and owns its cursor and filter, and
 * nothing else. One source file per view.
 */
#ifndef EASLENS_UI_VIEW_H
#define EASLENS_UI_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/model/scopes.h"
#include "ui/canvas.h"
#include "ui/keys.h"
#include "ui/table.h"
#include "ui/view_time.h"

/* What the view is shown of the run besides the ledger. */
struct run_seen {
	const char *source; /* "LIVE eth0", or the file's name */
	bool live;
	bool reading;     /* more may come */
	bool paused;      /* the ledger shown is older than the capture */
	uint64_t waiting; /* packets since the pause */
	int64_t elapsed;  /* nanoseconds: of the run (live) */
	unsigned percent; /* of a file, while reading; 100 when done */
	bool percent_known;
	uint64_t memory;    /* bytes, 0: not known */
	const char *notice; /* one line for the user, or "" */
	struct view_clock clock;
};

/* Where the screen goes after a key. */
enum view_step {
	VIEW_STAYS,
	VIEW_OPENS_DEVICE,     /* of the device that view_device() tells */
	VIEW_OPENS_FLOW,       /* the same, as a ladder */
	VIEW_OPENS_MESSAGE,    /* the one of view_flow_message() */
	VIEW_OPENS_INFERENCE,  /* what is inferred of the device */
	VIEW_OPENS_FAMILY,     /* the same of its family, see view_matrix */
	VIEW_OPENS_MATRIX,     /* settings against families */
	VIEW_OPENS_COLUMNS,    /* the choice of those of the devices */
	VIEW_OPENS_DIFFERENCE, /* of the devices of view_devices_pair() */
	VIEW_CLOSES,           /* back to the view before, or the end */
};

/* Which message of a device: its exchange by provision_at(), and the half. */
struct message_place {
	struct moment exchange;
	bool is_response;
};

/* One view. `state` is what open() gave. */
struct view {
	const char *name;       /* as in the help: "devices" */
	enum key_screen screen; /* whose keys it has */
	enum view_times times;  /* how it tells times at first */
	/* Makes the view's own state; `device` is the one it is about, NULL
	 * where it is about all. */
	void *(*open)(const struct ledger *, const struct device *device);
	void (*close)(void *state);
	/* Draws into the canvas but for its last row, the key bar. Called after
	 * each change of ledger, size or state. */
	void (*draw)(void *state, const struct ledger *,
	    const struct run_seen *, struct canvas *);
	/* Takes a request; `argument` is the text of a prompt (search, filter),
	 * not seen otherwise. */
	enum view_step (*request)(void *state, const struct ledger *,
	    enum request, struct text argument);
	/* The device under the cursor, NULL where there is none. */
	const struct device *(*device)(
	    const void *state, const struct ledger *);
	/* All that the view lists, as a table for the caller to free; NULL
	 * where it can be saved as text only. */
	struct table *(*table)(void *state, const struct ledger *);
	/* Does a step of what takes long, some milliseconds; false where
	 * nothing is left to do until the next drawing. NULL: never any. */
	bool (*work)(void *state);
};

extern const struct view view_devices;
/* The columns it shows, to be changed while it is open. */
unsigned *view_devices_columns(void *state);

/* The devices to compare: the marked one, NULL without a mark, and the other
 * marked one, else that under the cursor. */
void view_devices_pair(const void *state, const struct device *pair[2]);

extern const struct view view_policy;
extern const struct view view_flow;

/* One message of a device, byte by byte. Opened for a device; then whoever
 * opened it says which message. */
extern const struct view view_message;
void view_message_about(void *state, const struct message_place *);

/* The message under the cursor of the flow; it has one when it asks for it to
 * be opened. */
struct message_place view_flow_message(const void *state);

/* What is inferred of a device alone; or of a family, by a choice of
 * surveying.h, set by whoever opened it. */
extern const struct view view_inference;
void view_inference_about(void *state, unsigned choice, const struct family *);

/* Settings against families of devices, by the choice of surveying.h that it
 * tells with the family under the cursor, where it has a device. */
extern const struct view view_matrix;
unsigned view_matrix_choice(const void *state, struct family *);

/* The columns of the list of devices, to be switched on and off: a set as in
 * device_columns.h, set by whoever opened it. */
extern const struct view view_columns;
void view_columns_about(void *state, unsigned *wanted);

/* The difference of the device it was opened with and another one, set by
 * whoever opened it. */
extern const struct view view_difference;
void view_difference_about(void *state, const struct device *other);

/* The keys of another view. Opened with `device` NULL; then whoever opened it
 * says which screen's keys it shows (until then those of ON_DEVICES). */
extern const struct view view_help;
void view_help_about(void *state, enum key_screen);

#endif
