/*
 * The cursor, see bytes.h.
 */
#include "decode/bytes.h"

#include <assert.h>

struct cursor
cursor_over(const void *bytes, size_t length)
{
	assert(bytes != NULL || length == 0);
	return (struct cursor){.at = bytes, .left = length};
}

uint16_t
cursor_u16le(struct cursor *c)
{
	const uint8_t *b = cursor_take(c, 2);

	if (b == NULL)
		return 0;
	return (uint16_t)(b[1] << 8 | b[0]);
}

uint32_t
cursor_u32le(struct cursor *c)
{
	const uint8_t *b = cursor_take(c, 4);

	if (b == NULL)
		return 0;
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 |
	       (uint32_t)b[1] << 8 | b[0];
}

uint8_t
cursor_peek(struct cursor *c)
{
	if (c->left == 0) {
		c->ran_short = true;
		return 0;
	}
	return c->at[0];
}

struct cursor
cursor_child(struct cursor *c, size_t count)
{
	struct cursor child = *c;

	child.ran_short = false;
	if (count > c->left) {
		child.ran_short = true;
		cursor_skip(c, count);
		return child;
	}
	child.left = count;
	cursor_skip(c, count);
	return child;
}

void
cursor_trim(struct cursor *c, size_t count)
{
	if (c->left > count)
		c->left = count;
}
