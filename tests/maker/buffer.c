/*
 * Growing bytes of the sample maker, see buffer.h.
 */
#include "tests/maker/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
give_up(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(1);
}

void
buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
	if (buffer->room - buffer->length < length) {
		buffer->room = buffer->length + length + buffer->room + 256;
		buffer->bytes = realloc(buffer->bytes, buffer->room);
		if (buffer->bytes == NULL)
			give_up("out of memory");
	}
	if (length > 0)
		memcpy(buffer->bytes + buffer->length, bytes, length);
	buffer->length += length;
}

void
buffer_add_text(struct buffer *buffer, const char *text)
{
	buffer_add(buffer, text, strlen(text));
}

void
buffer_add_u8(struct buffer *buffer, unsigned value)
{
	uint8_t byte = (uint8_t)value;

	buffer_add(buffer, &byte, 1);
}

void
buffer_add_u16(struct buffer *buffer, size_t value)
{
	buffer_add_u8(buffer, (unsigned)(value >> 8) & 0xff);
	buffer_add_u8(buffer, (unsigned)value & 0xff);
}

void
buffer_add_u32(struct buffer *buffer, size_t value)
{
	buffer_add_u16(buffer, value >> 16 & 0xffff);
	buffer_add_u16(buffer, value & 0xffff);
}

void
buffer_add_u32le(struct buffer *buffer, size_t value)
{
	for (unsigned shift = 0; shift < 32; shift += 8)
		buffer_add_u8(buffer, (unsigned)(value >> shift) & 0xff);
}

void
buffer_add_zeros(struct buffer *buffer, size_t count)
{
	while (count-- > 0)
		buffer_add_u8(buffer, 0);
}

void
buffer_empty(struct buffer *buffer)
{
	buffer->length = 0;
}

void
buffer_done(struct buffer *buffer)
{
	free(buffer->bytes);
	*buffer = (struct buffer){.bytes = NULL};
}
