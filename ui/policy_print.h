/*
 * Pieces of the answers about policies for people, see policy_writer.h.
 */
#ifndef EASLENS_UI_POLICY_PRINT_H
#define EASLENS_UI_POLICY_PRINT_H

#include "ui/layout.h"
#include "ui/policy_words.h"
#include "ui/policy_writer.h"

/* Devices and the like that are named one by one. */
#define NAMED_MOST 20u

/* The first line, and a rule below it. */
void print_policy_heading(FILE *, const char *words);

/* The line over a policy, with a blank one before it. */
void print_policy_title(FILE *, const struct question *, const struct listed *);

/* A setting with its value in words on a line, its name in a column of this
 * width; the items of a list below it. */
void print_policy_entry(
    FILE *, const struct policy *, const struct policy_entry *, size_t width);
size_t policy_name_width(const struct policy *);

/* The items of a list in a paragraph below it. */
void print_policy_items(FILE *, const struct policy_entry *);

/* A value, cut where it is very long. */
void print_policy_value(FILE *, const struct policy_entry *);

/* The name of a device, behind that of its user. */
void put_device(struct paragraph *, const char *between, const struct device *,
    const char *ending);

/* The difference of two policies in words; what a platform is documented to
 * make of each policy. */
void policy_text_difference(const struct question *, FILE *);
void policy_text_profile(const struct question *, FILE *);

#endif
