/*
 * Looks for the start of an HTTP message among bytes whose framing is lost,
 * and recognises TLS. Only http.c uses this.
 */
#ifndef EASLENS_DECODE_SEEK_H
#define EASLENS_DECODE_SEEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum start_kind {
	START_NONE,
	START_REQUEST,
	START_RESPONSE,
};

/* What begins at the first of these bytes: a method and a blank, "HTTP/1.",
 * or as much of either as there is. Only what is wanted is found, START_NONE
 * wants both. */
enum start_kind start_at_front(
    const uint8_t *bytes, size_t count, enum start_kind wanted);

/* The same anywhere behind the first byte, where only a whole start line
 * counts. Sets `at`. */
enum start_kind start_inside(
    const uint8_t *bytes, size_t count, enum start_kind wanted, size_t *at);

bool tls_record_begins(const uint8_t *bytes, size_t count);

#endif
