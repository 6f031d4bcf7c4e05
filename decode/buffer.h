/*
 * A growing run of bytes with a bound. It keeps its memory when emptied, so
 * that a busy connection asks for memory once and not per message.
 */
#ifndef EASLENS_DECODE_BUFFER_H
#define EASLENS_DECODE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer {
	uint8_t *bytes;
	size_t length;
	size_t room;
};

/* Appends as much as fits below `limit` bytes in all. False: something did
 * not fit. */
bool buffer_append(
    struct buffer *, const void *bytes, size_t count, size_t limit);

/* Empties it; memory beyond `keep` bytes is given back. What was in it is
 * wiped, here and below. */
void buffer_reset(struct buffer *, size_t keep);

/* The same for what is no secret: not wiped. */
void buffer_empty(struct buffer *, size_t keep);

/* Frees its memory. */
void buffer_done(struct buffer *);

#endif
