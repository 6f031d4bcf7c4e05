/*
 * What the policies of a capture ask, once for all devices: each setting with
 * a value that asks something is a demand with a number, and a policy is a row
 * of such numbers. Who reasons over many rounds compares numbers, not texts.
 *
 * Policies must stay where they are as long as the catalogue lives.
 */
#ifndef EASLENS_MODEL_CATALOGUE_H
#define EASLENS_MODEL_CATALOGUE_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/demand.h"

#define NO_DEMAND UINT32_MAX

/* One setting with one value. In doubt it counts as weaker than the same value
 * without doubt: a device that minds the first minds the second. */
struct demanded {
	enum policy_form form;
	enum setting setting;
	struct text name;
	const struct policy *policy; /* the first one that has it */
	const struct policy_entry *entry;
	bool in_doubt;
	uint32_t subject; /* the same number for the same setting */
	unsigned place;   /* among the demands of its subject, 0 … 63 */
	uint64_t weaker;  /* places that ask no more, its own included */
	uint64_t hash;
};

/* What one policy asks. */
struct demand_row {
	const struct policy *policy;
	bool whole;    /* nothing is missing: all of it was seen, and kept */
	uint64_t hash; /* sum of the hashes of its demands */
	uint32_t count;
	const uint32_t *demands; /* rising */
};

struct catalogue;

struct catalogue *catalogue_new(void);
void catalogue_free(struct catalogue *);

/* The number of a policy's row, made when it is asked for the first time. */
uint32_t catalogue_enter(struct catalogue *, const struct policy *);

/* A row by its number; good until the next catalogue_enter(). */
const struct demand_row *catalogue_row(const struct catalogue *, uint32_t row);
uint32_t catalogue_row_count(const struct catalogue *);

/* A demand by its number; good until the next catalogue_enter(). */
uint32_t catalogue_count(const struct catalogue *);
const struct demanded *catalogue_demand(const struct catalogue *, uint32_t);

/* The demand of a subject at a place; NO_DEMAND where there is none. */
uint32_t catalogue_at(
    const struct catalogue *, uint32_t subject, unsigned place);

/* The number of what an entry of a policy demands; NO_DEMAND where it demands
 * nothing or was never entered. */
uint32_t catalogue_find(const struct catalogue *, const struct policy *,
    const struct policy_entry *);

/* The same setting and value with or without doubt; NO_DEMAND: not there. */
uint32_t catalogue_twin(const struct catalogue *, uint32_t, bool in_doubt);

/* Demands that were not kept, see limits.h. */
uint64_t catalogue_limits_reached(const struct catalogue *);

#endif
