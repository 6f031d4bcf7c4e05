/*
 * The outputs: a row of a table each. An output reads the ledger when all is
 * read, or is told of every exchange as it ends, or both.
 */
#ifndef EASLENS_UI_REPORT_H
#define EASLENS_UI_REPORT_H

#include <stdbool.h>
#include <stdio.h>

#include "decode/model/ledger.h"
#include "decode/model/observation.h"
#include "ui/options.h"

struct report {
	enum command_word command;
	const char *format;
	/* Prints what the ledger holds; NULL: nothing to say at the end. */
	void (*print)(const struct ledger *, FILE *);
	/* Prints one exchange; NULL: not interested. */
	void (*exchange)(const struct observation *, FILE *);
	/* Instead of print(): answers what the command line asks. False: it
	 * asks for what is not there, as standard error says. */
	bool (*answer)(const struct ledger *, const struct options *, FILE *);
};

/* The output of a command in a format, NULL for its first one; NULL where
 * there is none. */
const struct report *report_find(enum command_word, const char *format);

/* "report knows text and json, not" the format that was asked for. */
#define REPORT_FORMATS 64
void report_formats(enum command_word, char out[REPORT_FORMATS]);

/* Prints what a report says at the end; false as of answer(). */
bool report_print(const struct report *, const struct ledger *,
    const struct options *, FILE *);

void report_text(const struct ledger *, FILE *);
void report_json(const struct ledger *, FILE *);
void report_devices_text(const struct ledger *, FILE *);
void report_devices_json(const struct ledger *, FILE *);
bool report_policy_text(const struct ledger *, const struct options *, FILE *);
bool report_policy_json(const struct ledger *, const struct options *, FILE *);
bool report_policy_csv(const struct ledger *, const struct options *, FILE *);
bool report_policy_markdown(
    const struct ledger *, const struct options *, FILE *);
bool report_infer_text(const struct ledger *, const struct options *, FILE *);
bool report_infer_json(const struct ledger *, const struct options *, FILE *);
bool report_infer_csv(const struct ledger *, const struct options *, FILE *);
bool report_infer_markdown(
    const struct ledger *, const struct options *, FILE *);
void report_event_text(const struct observation *, FILE *);
void report_event_json(const struct observation *, FILE *);

#endif
