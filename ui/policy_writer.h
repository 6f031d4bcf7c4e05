/*
 * What the command line asks about policies, and the formats in which it is
 * answered: each writer has the same three answers, a row of functions.
 */
#ifndef EASLENS_UI_POLICY_WRITER_H
#define EASLENS_UI_POLICY_WRITER_H

#include <stdio.h>

#include "decode/model/listing.h"
#include "decode/model/profiles.h"

struct policy_writer;
struct table;

struct question {
	const struct policy_writer *writer; /* who answers */
	const struct ledger *ledger;
	const struct listing *listing;
	const struct listed *a, *b; /* to be compared; NULL: not asked */
	enum profile profile;       /* PROFILE_COUNT: not asked */
	bool ascii;                 /* no arrows of ours */
};

struct policy_writer {
	void (*list)(const struct question *, FILE *);
	void (*difference)(const struct question *, FILE *);
	void (*profile)(const struct question *, FILE *);
	/* Of a writer that makes a table of every answer: prints it. */
	void (*table)(const struct table *, FILE *);
};

extern const struct policy_writer policy_text;
extern const struct policy_writer policy_json;
extern const struct policy_writer policy_csv;
extern const struct policy_writer policy_markdown;

#endif
