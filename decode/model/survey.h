/*
 * What follows from all devices of a ledger, worked out in steps so that
 * whoever shows it can answer keys in between: the matrix of families, and the
 * stories of the servers.
 */
#ifndef EASLENS_MODEL_SURVEY_H
#define EASLENS_MODEL_SURVEY_H

#include "decode/model/matrix.h"
#include "decode/model/server_story.h"

struct survey;

/* Begins one over the devices that there are now. `parts` says what makes a
 * family, see scopes.h; with `only`, whose texts must stay, of that family
 * alone. `parts` 0: no matrix, the stories alone. */
struct survey *survey_begin(
    const struct ledger *, unsigned parts, const struct family *only);
void survey_free(struct survey *);

/* A step, some milliseconds at most but for huge families. Other devices may
 * come and the ledger may change in between. False: it is done. */
bool survey_step(struct survey *);

/* What was found, NULL before it is done. Good until survey_free(), whatever
 * the ledger does. */
const struct matrix *survey_matrix(const struct survey *);
const struct server_stories *survey_stories(const struct survey *);

#endif
