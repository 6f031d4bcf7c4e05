/*
 * The matrix of settings against families of devices: what was once made by
 * hand from one lab after another. Each cell is the verdict on a setting with
 * a value in a family, and how many of its devices say what on their own.
 */
#ifndef EASLENS_MODEL_MATRIX_H
#define EASLENS_MODEL_MATRIX_H

#include "decode/model/scopes.h"

/* Devices by what follows from their own rounds alone. */
struct device_votes {
	uint32_t devices[CONCLUSION_COUNT];
};

struct matrix_family {
	const struct scope *scope;
	struct inference *inference;
	struct device_votes *votes; /* of each verdict of the inference */
};

struct matrix {
	struct catalogue *catalogue;
	struct scopes *scopes;
	uint32_t family_count;
	struct matrix_family *families; /* by their first device */
	uint32_t row_count;
	uint32_t *rows;    /* demands, by setting; of one setting the one that
			      asks less first */
	uint64_t left_out; /* beyond limits.h */
	struct trial *voting; /* of the family that is worked on, by device */
	uint32_t voted;
	bool done;
};

/* The same of scopes that were collected, which it takes over, in steps that
 * each take a few milliseconds for a family that is not huge: until
 * matrix_step() says false there are no rows. */
struct matrix *matrix_begin(struct scopes *);
bool matrix_step(struct matrix *);

/* Of one device alone: the family of its newest round, or none without rounds.
 */
struct matrix *matrix_of_device(const struct device *);

/* Reasons over all families of the ledger; `parts` says what makes a family,
 * see scopes.h. Freed by matrix_free(); like scopes it stays good. */
struct matrix *matrix_new(const struct ledger *, unsigned parts);
void matrix_free(struct matrix *);

/* The verdict of a cell, and the devices' own; NULL where no policy of the
 * family demanded it. `votes` may be NULL. */
const struct conclusion *matrix_cell(const struct matrix *, uint32_t family,
    uint32_t row, const struct device_votes **votes);

#endif
