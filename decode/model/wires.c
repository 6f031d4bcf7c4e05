/*
 * Messages kept byte by byte, see wires.h: a ring of copies, each in one piece
 * of memory, numbered in the order in which they came.
 */
#include "decode/model/wires.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define FIRST_ROOM 64u

struct kept {
	size_t size; /* of this piece of memory */
	struct wire_seen wire;
};

struct wires {
	struct kept **ring;
	size_t room;           /* a power of two */
	uint64_t oldest, next; /* numbers */
	size_t bytes;
};

struct wires *
wires_new(void)
{
	struct wires *wires = memory_get(1, sizeof(*wires));

	wires->room = FIRST_ROOM;
	wires->ring = memory_get(wires->room, sizeof(struct kept *));
	wires->oldest = 1;
	wires->next = 1;
	return wires;
}

static struct kept **
slot(const struct wires *wires, uint64_t number)
{
	return &wires->ring[number & (wires->room - 1)];
}

static void
drop_oldest(struct wires *wires)
{
	struct kept **oldest = slot(wires, wires->oldest++);

	wires->bytes -= (*oldest)->size;
	free(*oldest);
	*oldest = NULL;
}

void
wires_free(struct wires *wires)
{
	if (wires == NULL)
		return;
	while (wires->oldest < wires->next)
		drop_oldest(wires);
	free(wires->ring);
	free(wires);
}

static void
grow(struct wires *wires)
{
	struct wires wider = *wires;

	wider.room = 2 * wires->room;
	wider.ring = memory_get(wider.room, sizeof(struct kept *));
	for (uint64_t i = wires->oldest; i < wires->next; i++)
		*slot(&wider, i) = *slot(wires, i);
	free(wires->ring);
	*wires = wider;
}

static struct text
copy(char **at, struct text text)
{
	struct text copied = text_over(*at, text.length);

	if (!text_seen(text))
		return TEXT_NOT_SEEN;
	if (text.length > 0)
		memcpy(*at, text.bytes, text.length);
	*at += text.length;
	return copied;
}

/* In one piece: the record, the frames, the texts. */
static struct kept *
keep_copy(const struct wire_seen *wire)
{
	size_t frames = wire->frame_count * sizeof(*wire->frames);
	size_t size = sizeof(struct kept) + frames + wire->head.length +
		      wire->body.length;
	struct kept *kept = memory_grow(NULL, size, 1);
	uint64_t *at = (uint64_t *)(kept + 1);
	char *text = (char *)at + frames;

	kept->size = size;
	kept->wire = *wire;
	if (frames > 0)
		memcpy(at, wire->frames, frames);
	kept->wire.frames = at;
	kept->wire.head = copy(&text, wire->head);
	kept->wire.body = copy(&text, wire->body);
	return kept;
}

uint64_t
wires_keep(struct wires *wires, const struct wire_seen *wire)
{
	struct kept *kept;

	if (!text_seen(wire->head))
		return 0;
	kept = keep_copy(wire);
	while (wires->oldest < wires->next &&
	       wires->bytes + kept->size > LIMIT_WIRE_BYTES)
		drop_oldest(wires);
	if (wires->next - wires->oldest == wires->room)
		grow(wires);
	wires->bytes += kept->size;
	*slot(wires, wires->next) = kept;
	return wires->next++;
}

const struct wire_seen *
wires_find(const struct wires *wires, uint64_t number)
{
	if (number < wires->oldest || number >= wires->next)
		return NULL;
	return &(*slot(wires, number))->wire;
}
