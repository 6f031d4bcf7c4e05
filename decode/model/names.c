/*
 * Kept texts and short lists of names, see names.h.
 */
#include "decode/model/names.h"

#include <stdlib.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"

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

void
names_add(const struct keeper *keeper, struct names *names, struct text name)
{
	if (!text_filled(name))
		return;
	if (name.length > LIMIT_STRING)
		name.length = LIMIT_STRING;
	/* The newest name is the likeliest to come again. */
	for (uint32_t i = names->count; i > 0; i--) {
		if (text_equal(names->items[i - 1], name))
			return;
	}
	if (names->count >= LIMIT_NAMES_PER_DEVICE) {
		++*keeper->limits_reached;
		return;
	}
	names->items = make_room(
	    names->items, names->count, &names->room, sizeof(*names->items));
	names->items[names->count++] = keep(keeper, name);
}

void
names_done(struct names *names)
{
	free(names->items);
	*names = (struct names){.count = 0};
}
