/*
 * Messages kept byte by byte, see wires.h: a ring of records in one piece of
 * memory, numbered in the order in which they came, so that keeping one costs
 * no more than the copy.
 */
#include "decode/model/wires.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define FIRST_ROOM 64u
/* Records begin at multiples of this. */
#define ALIGNMENT 16u

/* A record: this, then the frames, the head, the body. */
struct record {
	size_t size;
	struct wire_seen wire;
};

struct wires {
	uint8_t *bytes; /* LIMIT_WIRE_BYTES of them; touched as they fill */
	size_t end;     /* behind the newest record */
	size_t *places; /* by number, of `room` at hand */
	size_t room;    /* a power of two */
	uint64_t oldest, next; /* numbers */
};

struct wires *
wires_new(void)
{
	struct wires *wires = memory_get(1, sizeof(*wires));

	wires->bytes = memory_get(LIMIT_WIRE_BYTES, 1);
	wires->room = FIRST_ROOM;
	wires->places = memory_get(wires->room, sizeof(*wires->places));
	wires->oldest = 1;
	wires->next = 1;
	return wires;
}

void
wires_free(struct wires *wires)
{
	if (wires == NULL)
		return;
	free(wires->bytes);
	free(wires->places);
	free(wires);
}

static size_t *
place_of(const struct wires *wires, uint64_t number)
{
	return &wires->places[number & (wires->room - 1)];
}

static struct record *
record_of(const struct wires *wires, uint64_t number)
{
	return (
	    struct record *)(void *)(wires->bytes + *place_of(wires, number));
}

static void
grow(struct wires *wires)
{
	size_t room = 2 * wires->room;
	size_t *places = memory_get(room, sizeof(*places));

	for (uint64_t i = wires->oldest; i < wires->next; i++)
		places[i & (room - 1)] = *place_of(wires, i);
	free(wires->places);
	wires->places = places;
	wires->room = room;
}

/* Whether the oldest record lies in the way of bytes to be written. */
static bool
is_in_the_way(const struct wires *wires, size_t from, size_t size)
{
	size_t oldest;

	if (wires->oldest == wires->next)
		return false;
	oldest = *place_of(wires, wires->oldest);
	return oldest < from + size &&
	       oldest + record_of(wires, wires->oldest)->size > from;
}

/* Makes room for a record behind the newest one, or at the front where the
 * rest is too short; what lies in the rest leaves as well, as it is older. */
static size_t
make_place(struct wires *wires, size_t size)
{
	size_t from = wires->end;

	if (size > LIMIT_WIRE_BYTES - from) {
		while (is_in_the_way(wires, from, LIMIT_WIRE_BYTES - from))
			wires->oldest++;
		from = 0;
	}
	while (is_in_the_way(wires, from, size))
		wires->oldest++;
	return from;
}

static struct text
copy(uint8_t **at, struct text text)
{
	struct text copied = text_over(*at, text.length);

	if (!text_seen(text))
		return TEXT_NOT_SEEN;
	if (text.length > 0)
		memcpy(*at, text.bytes, text.length);
	*at += text.length;
	return copied;
}

static void
write_record(struct record *record, size_t size, const struct wire_seen *wire)
{
	size_t frames = wire->frame_count * sizeof(*wire->frames);
	uint64_t *at = (uint64_t *)(record + 1);
	uint8_t *text = (uint8_t *)at + frames;

	record->size = size;
	record->wire = *wire;
	if (frames > 0)
		memcpy(at, wire->frames, frames);
	record->wire.frames = at;
	record->wire.head = copy(&text, wire->head);
	record->wire.body = copy(&text, wire->body);
}

uint64_t
wires_keep(struct wires *wires, const struct wire_seen *wire)
{
	size_t size = sizeof(struct record) +
		      wire->frame_count * sizeof(*wire->frames) +
		      wire->head.length + wire->body.length;

	size += (ALIGNMENT - size % ALIGNMENT) % ALIGNMENT;
	if (!text_seen(wire->head) || size > LIMIT_WIRE_BYTES)
		return 0;
	if (wires->next - wires->oldest == wires->room)
		grow(wires);
	*place_of(wires, wires->next) = make_place(wires, size);
	write_record(record_of(wires, wires->next), size, wire);
	wires->end = *place_of(wires, wires->next) + size;
	return wires->next++;
}

const struct wire_seen *
wires_find(const struct wires *wires, uint64_t number)
{
	if (number < wires->oldest || number >= wires->next)
		return NULL;
	return &record_of(wires, number)->wire;
}
