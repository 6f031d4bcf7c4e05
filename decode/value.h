/*
 * The value of an element in reading: it may come in pieces, and it may be a
 * password, so that nothing of it is left behind.
 */
#ifndef EASLENS_DECODE_VALUE_H
#define EASLENS_DECODE_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/limits.h"
#include "decode/model/text.h"

struct value_room {
	bool cut; /* at LIMIT_VALUE */
	size_t length;
	char bytes[LIMIT_VALUE];
};

void value_append(struct value_room *, struct text);

/* Wipes it and begins the next one. */
void value_reset(struct value_room *);

#endif
