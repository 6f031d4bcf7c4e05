/*
 * A survey of all devices behind a view: begun when the view needs it, worked
 * on between keys, and begun again when the ledger went on; while that is being
 * read, not before a time that grows with what the last one took. Until then
 * the last one stays, and says of when it is.
 */
#ifndef EASLENS_UI_SURVEYING_H
#define EASLENS_UI_SURVEYING_H

#include "decode/model/survey.h"
#include "ui/view.h"

/* What makes a family, as users may choose. X(parts, words) */
#define FAMILY_CHOICES(X)                                                      \
	X(SCOPE_FAMILY, "type, system, agent and version")                     \
	X(SCOPE_TYPE | SCOPE_OS | SCOPE_AGENT, "type, system and agent")       \
	X(SCOPE_TYPE | SCOPE_OS, "type and system")                            \
	X(SCOPE_TYPE, "type")

enum {
#define X(parts, words) +1
	FAMILY_CHOICE_COUNT = 0 FAMILY_CHOICES(X)
#undef X
};

unsigned family_choice_parts(unsigned choice);
const char *family_choice_words(unsigned choice);

/* Begins all zero; surveying_done() gives its memory back. */
struct surveying {
	struct survey *going, *shown; /* NULL: none */
	struct {
		uint64_t revision, packets;
	} begun, seen;  /* of the ledger, when it was begun */
	unsigned steps; /* that it took so far */
	int64_t due;    /* of the run, not before that the next one */
	unsigned turns; /* rises with every survey that is shown */
};

/* Begins one where it is due; before each drawing. */
void surveying_follow(struct surveying *, const struct ledger *,
    const struct run_seen *, unsigned parts, const struct family *only);

/* A step of work; false where there is none. */
bool surveying_step(struct surveying *);

/* Forgets all, because another question is asked. */
void surveying_done(struct surveying *);

/* "as of packet 48,211", "being worked out", or "" where it is up to date. */
#define SURVEYING_WORDS 64
void surveying_words(
    const struct surveying *, const struct ledger *, char out[SURVEYING_WORDS]);

#endif
