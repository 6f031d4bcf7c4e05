/*
 * Words about the settings of a policy, the same in every format: values,
 * what they demand, and what changes from one policy to another.
 */
#ifndef EASLENS_UI_POLICY_WORDS_H
#define EASLENS_UI_POLICY_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "decode/model/demand.h"
#include "decode/model/difference.h"

/* Room for the words about a value. */
#define POLICY_WORDS 80

/* The value as it is shown, "(cut)" where it was not seen, "(empty)"; of a
 * list "(3 listed)", written to `out`. NULL: the setting is not there. */
struct text policy_value(const struct policy_entry *, char out[POLICY_WORDS]);

/* The same, a list with the names of its items, printable: "(3 listed: a.exe,
 * b.exe and 1 more)". So two lists of as many items are told apart. */
struct text policy_value_named(
    const struct policy_entry *, char out[POLICY_WORDS]);

/* The items of a list, printable: the first that fit, and how many more; gives
 * the bytes written without the NUL. */
size_t policy_items(const struct policy_entry *, char *out, size_t size);

/* What it means, maybe "". */
void policy_value_words(const struct policy_entry *, char out[POLICY_WORDS]);

/* "yes", "in doubt", "no". */
const char *demand_word(enum demand);

/* '*' demands something, '?' may do so, '-' has no effect, ' ' nothing. */
char policy_mark(const struct policy *, const struct policy_entry *);

/* '+' the second policy asks more by this setting, '-' less, '~' another
 * value and neither is known, '?' a cut hides a side; ' ' nothing changed.
 * The same value asks more or less where what it depends on has changed. */
char difference_mark(const struct difference_entry *, const struct policy *a,
    const struct policy *b);

/* The same as a word: "more", "less", "other", "not seen". */
const char *difference_word(char mark);

/* "1st", "2nd", "11th"; written to `out`. */
const char *ordinal(uint32_t, char out[16]);

/* The short name of a listed policy: "3, 06f7618e5a1b2c3d", or "4, cut". */
struct listed;
struct listing;
const char *listed_name(
    const struct listing *, const struct listed *, char out[POLICY_WORDS]);

#endif
