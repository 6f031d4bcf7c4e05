/*
 * Bytes that grow at their end. Running out of memory or writing nonsense
 * ends the sample maker: it is a tool for tests and reads only our own files.
 */
#ifndef EASLENS_TESTS_MAKER_BUFFER_H
#define EASLENS_TESTS_MAKER_BUFFER_H

#include <stddef.h>
#include <stdint.h>

struct buffer {
	uint8_t *bytes;
	size_t length;
	size_t room;
};

void buffer_add(struct buffer *, const void *bytes, size_t length);
void buffer_add_text(struct buffer *, const char *text);
void buffer_add_u8(struct buffer *, unsigned value);
void buffer_add_u16(struct buffer *, size_t value); /* big-endian */
void buffer_add_u32(struct buffer *, size_t value); /* big-endian */
void buffer_add_u32le(struct buffer *, size_t value);
void buffer_add_zeros(struct buffer *, size_t count);
void buffer_empty(struct buffer *);
void buffer_done(struct buffer *);

/* Prints one line and ends the program. */
void give_up(const char *format, ...) __attribute__((format(printf, 1, 2)))
__attribute__((noreturn));

#endif
