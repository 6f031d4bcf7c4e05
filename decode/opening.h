/*
 * What may stand before the first request of a connection: empty lines (RFC
 * 9112 section 2.2) and the header by which a proxy names its client (PROXY
 * protocol, versions 1 and 2). All of it is stepped over.
 */
#ifndef EASLENS_DECODE_OPENING_H
#define EASLENS_DECODE_OPENING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* All zeroes: nothing was read yet. */
struct opening {
	enum {
		OPENING_LINES,     /* empty ones */
		OPENING_SIGNATURE, /* of version 2 */
		OPENING_REST,      /* of a header, `left` bytes */
		OPENING_NAME_LINE, /* of version 1, at most `left` bytes */
		OPENING_OVER,
	} state;
	uint16_t left;
	uint16_t seen; /* bytes of empty lines, or of the front of version 2 */
};

/* The next bytes of a connection. Gives how many are to be stepped over; where
 * that is not all of them, the opening is over. */
size_t opening_read(struct opening *, const uint8_t *bytes, size_t count);

/* Could these first bytes of the side that opened a connection begin HTTP, or
 * TLS behind such a header? */
bool opening_may_be_http(const uint8_t *bytes, size_t count);

#endif
