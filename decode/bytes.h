/*
 * The cursor: every captured byte is read through it.
 *
 * A cursor is a place, the count of bytes left, and a flag that sticks once a
 * read wanted more than was left. Reads after running short give zero, so a
 * header is decoded in straight lines and checked once at its end. All checks
 * are subtractions (`want > left`), which cannot wrap. A length field cuts a
 * child cursor, so that an inner parser cannot leave its part.
 */
#ifndef EASLENS_DECODE_BYTES_H
#define EASLENS_DECODE_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cursor {
	const uint8_t *at; /* borrowed */
	size_t left;
	bool ran_short; /* a read wanted more than was left */
};

/* A cursor over `length` bytes; they must outlive it. `bytes` may be NULL when
 * `length` is 0. */
struct cursor cursor_over(const void *bytes, size_t length);

/*
 * The reads of every packet are inline: a header's fields are then read from
 * registers, and calls would cost more than the reads.
 */

/* Takes `count` bytes and gives the place where they begin, NULL if short. */
static inline const uint8_t *
cursor_take(struct cursor *c, size_t count)
{
	const uint8_t *taken = c->at;

	if (count > c->left) {
		c->ran_short = true;
		c->left = 0;
		return NULL;
	}
	if (count == 0)
		return taken;
	c->at += count;
	c->left -= count;
	return taken;
}

/* Steps over `count` bytes; takes all that is left and runs short otherwise. */
static inline void
cursor_skip(struct cursor *c, size_t count)
{
	(void)cursor_take(c, count);
}

/* Big-endian (network order) reads; 0 after running short. */
static inline uint8_t
cursor_u8(struct cursor *c)
{
	const uint8_t *b = cursor_take(c, 1);

	return b == NULL ? 0 : b[0];
}

static inline uint16_t
cursor_u16(struct cursor *c)
{
	const uint8_t *b = cursor_take(c, 2);

	if (b == NULL)
		return 0;
	return (uint16_t)(b[0] << 8 | b[1]);
}

static inline uint32_t
cursor_u32(struct cursor *c)
{
	const uint8_t *b = cursor_take(c, 4);

	if (b == NULL)
		return 0;
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 |
	       (uint32_t)b[2] << 8 | b[3];
}

/* Little-endian reads, for radiotap, base64 queries and multipart bodies. */
uint16_t cursor_u16le(struct cursor *);
uint32_t cursor_u32le(struct cursor *);

/* The next byte without taking it; 0 and short where there is none. */
uint8_t cursor_peek(struct cursor *);

/* Cuts the next `count` bytes off as a cursor of their own. Where fewer are
 * left, the child holds those and both run short. */
struct cursor cursor_child(struct cursor *, size_t count);

/* Drops bytes from the end so that at most `count` are left. */
void cursor_trim(struct cursor *, size_t count);

#endif
