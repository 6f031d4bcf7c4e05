/*
 * Base64 (RFC 4648 section 4), also in the URL-safe alphabet of section 5 and
 * without padding, as clients send it.
 */
#ifndef EASLENS_DECODE_BASE64_H
#define EASLENS_DECODE_BASE64_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/buffer.h"

/* Decodes text into `out` of `room` bytes and sets `length`. False: a
 * character or a length that base64 cannot have, or no room. */
bool base64_decode(
    const char *text, size_t count, uint8_t *out, size_t room, size_t *length);

/* Appends the base64 of some bytes, padded; nothing where `limit` bytes in
 * all do not hold it. */
void base64_encode(
    const void *bytes, size_t count, struct buffer *out, size_t limit);

#endif
