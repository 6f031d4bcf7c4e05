/*
 * The header field that is being read: its name, and the front of the one
 * value that says how a body is framed. Only framing.c uses this.
 */
#ifndef EASLENS_DECODE_FIELD_H
#define EASLENS_DECODE_FIELD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longest name that is compared: longer ones are none of ours. */
#define FIELD_NAME 32u
/* Longest value; of a longer one the front is kept. */
#define FIELD_VALUE 16u

/* All zeroes: nothing was read yet. */
struct field {
	uint8_t name_length;
	uint8_t value_length;
	char name[FIELD_NAME];
	char value[FIELD_VALUE]; /* of Transfer-Encoding only */
};

void field_begin(struct field *);
void field_add_name(struct field *, const char *at, size_t length);
void field_add_value(struct field *, const char *at, size_t length);

bool field_is(const struct field *, const char *name);

/* What it says if it is Transfer-Encoding, 0 if it is not. */
enum field_coding {
	FIELD_IDENTITY = 1, /* "identity": none at all (RFC 2616 section 3.6) */
	FIELD_CODING = 2,
};
unsigned field_coding(const struct field *);

#endif
