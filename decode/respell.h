/*
 * A request line as the parser can read it: llhttp knows a list of methods and
 * takes no blank inside a target. Only framing.c uses this.
 */
#ifndef EASLENS_DECODE_RESPELL_H
#define EASLENS_DECODE_RESPELL_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/seek.h"

struct respelling {
	const char *bytes;
	struct request_line line;
	size_t at; /* behind what was given */
};

struct spelled {
	const char *bytes;
	size_t count;
	bool instead; /* it was not sent like that */
};

/* Begins with bytes that may start with a request line. False: as they are
 * nothing need be, or can be, spelled in another way. */
bool respell_begin(struct respelling *, const char *bytes, size_t count);

/* The next piece, up to the blank before the version; where the line does not
 * end in the bytes, up to the method. False: there is none. */
bool respell_next(struct respelling *, struct spelled *);

#endif
