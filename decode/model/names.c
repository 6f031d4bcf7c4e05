/*
 * Kept texts and short lists of names, see names.h.
 */
#include "decode/model/names.h"

#include <stdlib.h>

#include "decode/model/budget.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define SINGLE_SLOTS 256u
#define SINGLES_PER_BLOCK 128u

struct single_block {
	struct single_block *next;
	uint32_t used;
	struct text items[SINGLES_PER_BLOCK];
};

/* A slot remembers the newest item of its hash; what it forgets is made anew
 * when it is asked for, and that is rare. */
struct singles {
	struct single_block *blocks;
	struct text *slots[SINGLE_SLOTS];
};

struct singles *
singles_new(void)
{
	return memory_get(1, sizeof(struct singles));
}

void
singles_free(struct singles *singles)
{
	if (singles == NULL)
		return;
	while (singles->blocks != NULL) {
		struct single_block *block = singles->blocks;

		singles->blocks = block->next;
		budget_change(BUDGET_LASTING, sizeof(*block), 0);
		free(block);
	}
	free(singles);
}

static struct text *
new_single(struct singles *singles, struct text kept)
{
	struct single_block *block = singles->blocks;

	if (block == NULL || block->used == SINGLES_PER_BLOCK) {
		block = memory_get(1, sizeof(*block));
		budget_change(BUDGET_LASTING, 0, sizeof(*block));
		block->next = singles->blocks;
		singles->blocks = block;
	}
	block->items[block->used] = kept;
	return &block->items[block->used++];
}

static struct text *
single(const struct keeper *keeper, struct text name)
{
	uint64_t hash = text_hash(name);
	struct text **slot = &keeper->singles->slots[hash % SINGLE_SLOTS];

	if (*slot == NULL || !text_equal(**slot, name))
		*slot = new_single(keeper->singles, keep(keeper, name));
	return *slot;
}

struct text
keep(const struct keeper *keeper, struct text text)
{
	size_t before = strings_limits(keeper->strings);
	struct text kept = strings_keep(keeper->strings, text);

	*keeper->limits_reached += strings_limits(keeper->strings) - before;
	return kept;
}

void *
make_room(void *items, uint32_t count, uint32_t *room, size_t size)
{
	if (count < *room)
		return items;
	*room = *room == 0 ? 1 : *room * 2;
	return memory_grow(items, *room, size);
}

static void
names_account(uint32_t before, uint32_t after)
{
	budget_change(BUDGET_LASTING, before * sizeof(struct text),
	    after * sizeof(struct text));
}

/* The first name is shared; the second makes the list the owner's own. */
static void
append(const struct keeper *keeper, struct names *names, struct text name)
{
	struct text first;
	uint32_t before = names->room;

	if (names->count == 0) {
		names->items = single(keeper, name);
		names->count = 1;
		return;
	}
	if (names->room == 0) {
		first = names->items[0];
		names->room = 2;
		names->items = memory_get(2, sizeof(*names->items));
		names->items[0] = first;
	}
	names->items = make_room(
	    names->items, names->count, &names->room, sizeof(*names->items));
	names_account(before, names->room);
	names->items[names->count++] = name;
}

uint8_t
names_place(const struct names *names, struct text name)
{
	if (name.length > LIMIT_STRING)
		name.length = LIMIT_STRING;
	/* The newest name is the likeliest to come again. */
	for (uint32_t i = names->count; i > 0; i--) {
		if (text_equal(names->items[i - 1], name))
			return (uint8_t)i;
	}
	return 0;
}

void
names_add(const struct keeper *keeper, struct names *names, struct text name)
{
	if (!text_filled(name) || names_place(names, name) != 0)
		return;
	if (name.length > LIMIT_STRING) {
		name.length = LIMIT_STRING;
		++*keeper->limits_reached;
	}
	if (names->count >= LIMIT_NAMES_PER_DEVICE) {
		++*keeper->limits_reached;
		return;
	}
	name = keep(keeper, name);
	if (text_seen(name))
		append(keeper, names, name);
}

void
names_done(struct names *names)
{
	if (names->room > 0) {
		names_account(names->room, 0);
		free(names->items);
	}
	*names = (struct names){.count = 0};
}
