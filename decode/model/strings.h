/*
 * Texts kept once: a set of strings in an arena that lives as long as its
 * owner. Devices repeat the same agents, versions and keys by the thousand.
 */
#ifndef EASLENS_MODEL_STRINGS_H
#define EASLENS_MODEL_STRINGS_H

#include <stddef.h>

#include "decode/model/text.h"

struct strings;

struct strings *strings_new(void);
void strings_free(struct strings *);

/* The kept copy of a text, valid until strings_free(). Not seen stays not
 * seen. Over-long texts are cut, and when the arena or its share of the budget
 * is full a text counts as not seen; both are counted by strings_limits(). */
struct text strings_keep(struct strings *, struct text);

/* How often a limit was reached; bytes in use. */
size_t strings_limits(const struct strings *);
size_t strings_bytes(const struct strings *);

#endif
