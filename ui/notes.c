/*
 * Notes about the inputs of a run, see notes.h.
 */
#include "ui/notes.h"

#include <stdio.h>
#include <string.h>

#include "ui/complain.h"

static void
tell(struct notes *notes, const char *name, const char *message)
{
	progress_end(&notes->progress);
	if (!notes->viewing)
		complain(name, message);
	else
		snprintf(notes->notice, sizeof(notes->notice), "%s%s%.400s",
		    name, name[0] != '\0' ? ": " : "", message);
}

void
notes_begun(void *context, const char *name, const char *link_name)
{
	struct notes *notes = context;

	notes->name = name;
	notes->input = ledger_add_input(notes->ledger, text_from(name));
	ledger_note_link_type(notes->ledger, notes->input, link_name);
}

static void
note_problem(struct notes *notes, const char *problem)
{
	ledger_input_problem(notes->ledger, notes->input, problem);
	notes->incomplete = true;
}

/* An input that cannot be opened is reported like one that is damaged. */
void
notes_refused(void *context, const char *name, const char *message)
{
	struct notes *notes = context;
	size_t length = strlen(name);

	tell(notes, "", message);
	if (strncmp(message, name, length) == 0 &&
	    strncmp(message + length, ": ", 2) == 0)
		message += length + 2;
	notes->name = name;
	notes->input = ledger_add_input(notes->ledger, text_from(name));
	note_problem(notes, message);
}

void
notes_dropped(void *context, uint64_t packets)
{
	const struct notes *notes = context;

	ledger_health(notes->ledger)->kernel_drops += packets;
}

void
notes_sized(void *context, uint64_t bytes)
{
	const struct notes *notes = context;

	notes->input->bytes = bytes;
}

void
notes_incomplete(void *context, const char *problem)
{
	struct notes *notes = context;

	tell(notes, notes->name, problem);
	note_problem(notes, problem);
}

void
notes_user(const char *name)
{
	char line[128];

	snprintf(line, sizeof(line), "reads as %s, no longer as root", name);
	complain("", line);
}
