/*
 * Texts kept once, see strings.h: blocks of bytes that never move, and a hash
 * table with open addressing that finds them again.
 */
#include "decode/model/strings.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/keyed.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define FIRST_BLOCK 1024u
#define LARGEST_BLOCK (64u << 10)
#define FIRST_SLOTS 64u

struct block {
	struct block *next;
	size_t used, room;
	char bytes[];
};

/* bytes NULL: a free slot. */
struct slot {
	const char *bytes;
	uint32_t length;
	uint32_t hash;
};

struct strings {
	struct block *newest;
	size_t slot_count, slots_used; /* slot_count is a power of two */
	struct slot *slots;
	size_t bytes;
	size_t limits;
	char single[256]; /* every text of one byte */
};

struct strings *
strings_new(void)
{
	struct strings *strings = memory_get(1, sizeof(*strings));

	(void)keyed_words();
	strings->slot_count = FIRST_SLOTS;
	strings->slots = memory_get(FIRST_SLOTS, sizeof(struct slot));
	budget_change(BUDGET_LASTING, 0, FIRST_SLOTS * sizeof(struct slot));
	for (size_t i = 0; i < sizeof(strings->single); i++)
		strings->single[i] = (char)(unsigned char)i;
	return strings;
}

void
strings_free(struct strings *strings)
{
	if (strings == NULL)
		return;
	while (strings->newest != NULL) {
		struct block *block = strings->newest;

		strings->newest = block->next;
		budget_change(BUDGET_LASTING, sizeof(*block) + block->room, 0);
		free(block);
	}
	budget_change(
	    BUDGET_LASTING, strings->slot_count * sizeof(struct slot), 0);
	free(strings->slots);
	free(strings);
}

static uint32_t
short_hash(struct text text)
{
	uint64_t hash = keyed_hash(text.bytes, text.length);

	return (uint32_t)(hash ^ hash >> 32);
}

/* The slot that holds the text, or the free one where it belongs. */
static struct slot *
find_slot(const struct strings *strings, struct text text, uint32_t hash)
{
	size_t mask = strings->slot_count - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct slot *slot = &strings->slots[i];

		if (slot->bytes == NULL)
			return slot;
		if (slot->hash == hash && slot->length == text.length &&
		    memcmp(slot->bytes, text.bytes, text.length) == 0)
			return slot;
	}
}

static void
double_slots(struct strings *strings)
{
	struct slot *old = strings->slots;
	size_t old_count = strings->slot_count;

	strings->slot_count *= 2;
	budget_change(BUDGET_LASTING, old_count * sizeof(struct slot),
	    strings->slot_count * sizeof(struct slot));
	strings->slots = memory_get(strings->slot_count, sizeof(struct slot));
	for (size_t i = 0; i < old_count; i++) {
		size_t place = old[i].hash & (strings->slot_count - 1);

		if (old[i].bytes == NULL)
			continue;
		while (strings->slots[place].bytes != NULL)
			place = (place + 1) & (strings->slot_count - 1);
		strings->slots[place] = old[i];
	}
	free(old);
}

static void
add_block(struct strings *strings, size_t length)
{
	size_t room = FIRST_BLOCK;
	struct block *block;

	if (strings->newest != NULL)
		room = strings->newest->room * 2;
	if (room > LARGEST_BLOCK)
		room = LARGEST_BLOCK;
	if (room < length)
		room = length;
	block = memory_get(1, sizeof(*block) + room);
	budget_change(BUDGET_LASTING, 0, sizeof(*block) + room);
	block->room = room;
	block->next = strings->newest;
	strings->newest = block;
}

static const char *
store(struct strings *strings, struct text text)
{
	struct block *block = strings->newest;
	char *place;

	if (block == NULL || text.length > block->room - block->used) {
		add_block(strings, text.length);
		block = strings->newest;
	}
	place = block->bytes + block->used;
	memcpy(place, text.bytes, text.length);
	block->used += text.length;
	strings->bytes += text.length;
	return place;
}

struct text
strings_keep(struct strings *strings, struct text text)
{
	struct slot *slot;
	uint32_t hash;

	if (!text_seen(text))
		return text;
	if (text.length == 0)
		return text_from("");
	if (text.length == 1)
		return text_over(
		    &strings->single[(unsigned char)text.bytes[0]], 1);
	if (text.length > LIMIT_STRING) {
		text.length = LIMIT_STRING;
		strings->limits++;
	}
	hash = short_hash(text);
	slot = find_slot(strings, text, hash);
	if (slot->bytes != NULL)
		return text_over(slot->bytes, slot->length);
	if (text.length > LIMIT_STRINGS - strings->bytes ||
	    !budget_fits(BUDGET_LASTING, text.length + sizeof(struct slot))) {
		strings->limits++;
		return TEXT_NOT_SEEN;
	}
	*slot = (struct slot){store(strings, text), text.length, hash};
	text.bytes = slot->bytes;
	if (++strings->slots_used > strings->slot_count / 4 * 3)
		double_slots(strings);
	return text;
}

size_t
strings_limits(const struct strings *strings)
{
	return strings->limits;
}

size_t
strings_bytes(const struct strings *strings)
{
	return strings->bytes;
}
