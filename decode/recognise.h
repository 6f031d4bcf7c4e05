/*
 * Names of people and devices inside free text, a user agent for one: those
 * that are known from the same exchange, and what looks like one.
 */
#ifndef EASLENS_DECODE_RECOGNISE_H
#define EASLENS_DECODE_RECOGNISE_H

#include <stdbool.h>

#include "decode/model/text.h"

/* KIND(symbol, its word, compared without case) */
#define NAME_KINDS(KIND)                                                       \
	KIND(USER, "user", false)                                              \
	KIND(DEVICE, "device", true)                                           \
	KIND(IMEI, "imei", true)                                               \
	KIND(PHONE, "phone", true)                                             \
	KIND(FRIENDLY, "name", false)                                          \
	KIND(HOST, "host", true)

enum name_kind {
#define KIND(symbol, word, nocase) NAME_##symbol,
	NAME_KINDS(KIND)
#undef KIND
	NAME_KIND_COUNT
};

/* The names of an exchange, by kind; not seen where it has none. */
struct known_names {
	struct text of[NAME_KIND_COUNT];
};

struct recognised {
	enum name_kind kind;
	struct text name; /* as it is known, else as it stands there */
	uint32_t length;  /* of what stands for it in the text */
};

/* Whether a name begins at a place of a text. Names count from four bytes on,
 * the user as a word of its own from three on, also without what stands
 * before a backslash or behind an @. */
bool recognise(const struct known_names *, struct text text, uint32_t place,
    struct recognised *);

#endif
