/*
 * A growing run of bytes with a bound, see buffer.h.
 */
#include "decode/buffer.h"

#include <assert.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/memory.h"

#define FIRST_ROOM 512u

/* What it leaves behind is wiped: a head may hold credentials, which are
 * nowhere once they have been taken from it. */
static void
move(struct buffer *buffer, size_t room)
{
	budget_change(BUDGET_TALKS, buffer->room, room);
	buffer->bytes = memory_move(buffer->bytes, buffer->room, room);
	buffer->room = room;
}

static void
make_room(struct buffer *buffer, size_t want, size_t limit)
{
	size_t room = buffer->room == 0 ? FIRST_ROOM : buffer->room;

	while (room < want)
		room *= 2;
	if (room > limit && want <= limit)
		room = limit;
	if (room <= buffer->room)
		return;
	move(buffer, room);
}

bool
buffer_append(
    struct buffer *buffer, const void *bytes, size_t count, size_t limit)
{
	size_t fits = buffer->length >= limit ? 0 : limit - buffer->length;
	bool all = count <= fits;

	if (!all)
		count = fits;
	if (count == 0)
		return all;
	make_room(buffer, buffer->length + count, limit);
	assert(buffer->room - buffer->length >= count);
	memcpy(buffer->bytes + buffer->length, bytes, count);
	buffer->length += count;
	return all;
}

void
buffer_reset(struct buffer *buffer, size_t keep)
{
	memory_wipe(buffer->bytes, buffer->length);
	buffer_empty(buffer, keep);
}

void
buffer_empty(struct buffer *buffer, size_t keep)
{
	buffer->length = 0;
	if (buffer->room > keep)
		buffer_done(buffer);
}

void
buffer_done(struct buffer *buffer)
{
	budget_change(BUDGET_TALKS, buffer->room, 0);
	memory_forget(buffer->bytes, buffer->room);
	*buffer = (struct buffer){0};
}
