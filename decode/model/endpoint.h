/*
 * One end of a connection: an IP address and a TCP port. IPv4 addresses are
 * kept in their IPv4-mapped form (::ffff:a.b.c.d, RFC 4291 section 2.5.5.2).
 */
#ifndef EASLENS_MODEL_ENDPOINT_H
#define EASLENS_MODEL_ENDPOINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct endpoint {
	uint8_t address[16];
	uint16_t port;
};

/* Room for any endpoint as text, its final NUL included. */
#define ENDPOINT_TEXT 56

/* Writes "10.0.0.1:80" or "[2001:db8::1]:80" (RFC 5952) and a NUL. */
void endpoint_format(const struct endpoint *, char out[ENDPOINT_TEXT]);

bool endpoint_same_address(const struct endpoint *, const struct endpoint *);
bool endpoint_equal(const struct endpoint *, const struct endpoint *);

#endif
