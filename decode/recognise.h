/*
 * Names of people and devices inside free text, a user agent for one: those
 * that are known from the same exchange, and what looks like one.
 */
#ifndef EASLENS_DECODE_RECOGNISE_H
#define EASLENS_DECODE_RECOGNISE_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/text.h"

/* KIND(symbol, its word, compared without case). What numbers a device is of
 * one kind: where such a number stands in free text, nothing may tell which. */
#define NAME_KINDS(KIND)                                                       \
	KIND(USER, "user", false)                                              \
	KIND(DEVICE, "device", true)                                           \
	KIND(IMEI, "device", true)                                             \
	KIND(PHONE, "device", true)                                            \
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

/* Whether a text is an IPv4 or IPv6 address: its 16 bytes. */
bool recognise_address(struct text, uint8_t address[16]);

/* Whether a name begins at a place of a text. Names count from four bytes on,
 * the user as a word of its own from three on, also without what stands
 * before a backslash or behind an @. Addresses in digits are hosts, but for
 * what stands behind a slash alone, as versions do. */
bool recognise(const struct known_names *, struct text text, uint32_t place,
    struct recognised *);

#endif
