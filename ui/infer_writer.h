/*
 * What the command line asks of the inference, and the formats in which it is
 * answered: text for people, and tables for all others.
 */
#ifndef EASLENS_UI_INFER_WRITER_H
#define EASLENS_UI_INFER_WRITER_H

#include <stdio.h>

#include "ui/infer_words.h"
#include "ui/table.h"

struct inferred {
	const struct ledger *ledger;
	const struct matrix *matrix; /* families, or devices alone */
};

/* "round 1 got 1 (frame 20), round 4 got 2 (frame 61)"; rounds of several
 * devices are named with the device's number in the report's order. */
void infer_rounds_words(const struct inferred *, const struct inference *,
    const uint32_t *trials, uint32_t count, char out[INFER_WORDS]);

/* A cell with the value of a setting. */
void infer_table_value(struct table *, const struct policy_entry *);

/* What is found of each device; settings against families; what to serve
 * next. Text, and tables that the caller frees. */
void infer_text_devices(const struct inferred *, FILE *);
void infer_text_matrix(const struct inferred *, FILE *);
void infer_text_suggestions(const struct inferred *, FILE *);
struct table *infer_table_devices(const struct inferred *);
struct table *infer_table_matrix(const struct inferred *);
struct table *infer_table_suggestions(const struct inferred *);

#endif
