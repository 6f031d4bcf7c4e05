/*
 * What is noted of the inputs of a run, and said to the user: in the ledger
 * which there were, what was dropped and what is missing; as a line on
 * standard error, or in the view while that has the terminal, why.
 */
#ifndef EASLENS_UI_NOTES_H
#define EASLENS_UI_NOTES_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/ledger.h"
#include "ui/progress.h"

#define NOTES_LINE 512

struct notes {
	struct ledger *ledger;    /* borrowed */
	struct progress progress; /* ended before a line is printed */
	struct input_seen *input; /* the newest */
	const char *name;         /* of it, borrowed */
	bool viewing;             /* the view has the terminal */
	bool incomplete;          /* something was missing of an input */
	char notice[NOTES_LINE];  /* the newest line for the view */
};

/* An input was opened, or could not be (the message may begin with its name);
 * `context` is the struct notes, also below. */
void notes_begun(void *context, const char *name, const char *link_name);
void notes_refused(void *context, const char *name, const char *message);

/* Counts a packet of an input, of so many bytes; once per packet. */
static inline void
notes_packet(struct input_seen *input, struct moment now, uint32_t bytes)
{
	input->packets++;
	input->bytes += bytes;
	if (input->first.frame == 0 || now.time < input->first.time)
		input->first = now;
	if (input->last.frame == 0 || now.time >= input->last.time)
		input->last = now;
}

/* Of the newest input: so many more packets were dropped by the kernel; its
 * size, where that is known better than by counting packets; what is missing
 * of it. */
void notes_dropped(void *context, uint64_t packets);
void notes_sized(void *context, uint64_t bytes);
void notes_incomplete(void *context, const char *problem);

/* Root became this user: a line that says so. */
void notes_user(const char *name);

#endif
