/*
 * The difference of two policies, see difference.h: both documents sorted
 * alike, then walked side by side; the same again for the items of two lists.
 */
#include "decode/model/difference.h"

#include <stdlib.h>

#include "decode/model/memory.h"

/* One of the two documents, sorted. */
struct side {
	const struct policy *policy; /* NULL: not seen */
	uint32_t count;
	const struct policy_entry **entries;
};

/* The items of one list, sorted. */
struct items {
	uint32_t count;
	struct text *texts;
	bool open; /* a cut may hide more of them */
};

const char *
change_name(enum change change)
{
	static const char *const names[] = {
#define X(symbol, name) [symbol] = name,
	    CHANGES(X)
#undef X
	};

	return names[change];
}

/* A known setting is the same under whatever spelling of its name. */
static int
compare_entries(const struct policy_entry *a, const struct policy_entry *b)
{
	bool a_unknown = a->setting == SETTING_UNKNOWN;
	bool b_unknown = b->setting == SETTING_UNKNOWN;

	if (a_unknown != b_unknown)
		return a_unknown ? 1 : -1;
	if (a_unknown)
		return text_compare(a->name, b->name);
	return (a->setting > b->setting) - (a->setting < b->setting);
}

static int
by_setting(const void *a, const void *b)
{
	return compare_entries(*(const struct policy_entry *const *)a,
	    *(const struct policy_entry *const *)b);
}

static int
by_bytes(const void *a, const void *b)
{
	return text_compare(*(const struct text *)a, *(const struct text *)b);
}

static struct side
side_of(const struct policy *policy)
{
	struct side side = {.policy = policy};

	if (policy == NULL)
		return side;
	side.count = policy->entry_count;
	side.entries =
	    memory_get((size_t)side.count + 1, sizeof(struct policy_entry *));
	for (uint32_t i = 0; i < side.count; i++)
		side.entries[i] = &policy->entries[i];
	qsort(side.entries, side.count, sizeof(struct policy_entry *),
	    by_setting);
	return side;
}

/* Whether what is absent may stand behind a cut. */
static bool
is_open(const struct side *side)
{
	return side->policy == NULL || !side->policy->complete;
}

/* A cut list is the last that was read: the last entry, or one sent anew. */
static bool
list_is_open(const struct side *side, const struct policy_entry *list)
{
	const struct policy *policy = side->policy;

	return is_open(side) &&
	       (list->repeated ||
		   list == &policy->entries[policy->entry_count - 1]);
}

static struct items
items_of(const struct side *side, const struct policy_entry *entry)
{
	struct items items = {.open = entry == NULL && is_open(side)};

	if (entry == NULL || !entry->is_list)
		return items;
	items.open = list_is_open(side, entry);
	items.count = entry->item_count;
	items.texts = memory_get((size_t)items.count + 1, sizeof(struct text));
	for (uint32_t i = 0; i < items.count; i++)
		items.texts[i] = entry->items[i];
	qsort(items.texts, items.count, sizeof(struct text), by_bytes);
	return items;
}

/* What became of an item that comes first in a (order < 0), in b, or both. An
 * item that was not seen itself tells nothing. */
static enum change
change_of_item(
    const struct items *a, const struct items *b, struct text item, int order)
{
	if (!text_seen(item))
		return CHANGE_HIDDEN;
	if (order < 0)
		return b->open ? CHANGE_HIDDEN : CHANGE_REMOVED;
	if (order > 0)
		return a->open ? CHANGE_HIDDEN : CHANGE_ADDED;
	return CHANGE_NONE;
}

/* Less than 0: the next item is a's alone; 0: of both; else b's. */
static int
order_of_items(
    const struct items *a, uint32_t i, const struct items *b, uint32_t j)
{
	if (i == a->count || j == b->count)
		return i == a->count ? 1 : -1;
	return text_compare(a->texts[i], b->texts[j]);
}

/* Walks two sorted lists. Gives what became of them as a whole. */
static enum change
compare_items(struct difference_entry *out, const struct items *a,
    const struct items *b, struct difference_item *at)
{
	bool hidden = a->open || b->open;
	bool differs = false;
	uint32_t i = 0;
	uint32_t j = 0;

	out->items = at;
	while (i < a->count || j < b->count) {
		int order = order_of_items(a, i, b, j);

		at->text = order <= 0 ? a->texts[i] : b->texts[j];
		at->change = change_of_item(a, b, at->text, order);
		hidden = hidden || at->change == CHANGE_HIDDEN;
		differs = differs || at->change == CHANGE_ADDED ||
			  at->change == CHANGE_REMOVED;
		i += order <= 0;
		j += order >= 0;
		at++;
	}
	out->item_count = (uint32_t)(at - out->items);
	if (differs)
		return CHANGE_VALUE;
	return hidden ? CHANGE_HIDDEN : CHANGE_NONE;
}

static enum change
compare_values(const struct policy_entry *a, const struct policy_entry *b)
{
	if (a->is_list != b->is_list)
		return CHANGE_VALUE;
	if (!text_seen(a->value) || !text_seen(b->value))
		return CHANGE_HIDDEN;
	return text_equal(a->value, b->value) ? CHANGE_NONE : CHANGE_VALUE;
}

/* Compares the entries of a setting; `at` is where the items go. */
static void
compare_setting(struct difference_entry *out, const struct side *a,
    const struct side *b, struct difference_item *at)
{
	enum change of_items = CHANGE_NONE;

	out->change = CHANGE_NONE;
	if ((out->a != NULL && out->a->is_list) ||
	    (out->b != NULL && out->b->is_list)) {
		struct items left = items_of(a, out->a);
		struct items right = items_of(b, out->b);

		of_items = compare_items(out, &left, &right, at);
		free(left.texts);
		free(right.texts);
	}
	if (out->a == NULL)
		out->change = is_open(a) ? CHANGE_HIDDEN : CHANGE_ADDED;
	else if (out->b == NULL)
		out->change = is_open(b) ? CHANGE_HIDDEN : CHANGE_REMOVED;
	else if (out->a->is_list && out->b->is_list)
		out->change = of_items;
	else
		out->change = compare_values(out->a, out->b);
}

static uint32_t
count_items(const struct side *side)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < side->count; i++)
		count += side->entries[i]->item_count;
	return count;
}

static int
order_of_entries(
    const struct side *a, uint32_t i, const struct side *b, uint32_t j)
{
	if (i == a->count || j == b->count)
		return i == a->count ? 1 : -1;
	return compare_entries(a->entries[i], b->entries[j]);
}

/* Both sides are sorted: the lower entry comes next, or both as one. */
static void
walk(struct difference *difference, const struct side *a, const struct side *b)
{
	struct difference_item *at = difference->items;
	uint32_t i = 0;
	uint32_t j = 0;

	while (i < a->count || j < b->count) {
		int order = order_of_entries(a, i, b, j);
		const struct policy_entry *one =
		    order > 0 ? b->entries[j] : a->entries[i];
		struct difference_entry *out =
		    &difference->entries[difference->count++];

		out->setting = one->setting;
		out->name = one->name;
		out->a = order <= 0 ? a->entries[i++] : NULL;
		out->b = order >= 0 ? b->entries[j++] : NULL;
		compare_setting(out, a, b, at);
		at += out->item_count;
		difference->counts[out->change]++;
	}
}

struct difference *
difference_of(const struct policy *a, const struct policy *b)
{
	struct difference *difference = memory_get(1, sizeof(*difference));
	struct side left = side_of(a);
	struct side right = side_of(b);

	difference->entries = memory_get(
	    (size_t)left.count + right.count + 1, sizeof(*difference->entries));
	difference->items =
	    memory_get((size_t)count_items(&left) + count_items(&right) + 1,
		sizeof(*difference->items));
	walk(difference, &left, &right);
	free(left.entries);
	free(right.entries);
	return difference;
}

void
difference_free(struct difference *difference)
{
	if (difference == NULL)
		return;
	free(difference->entries);
	free(difference->items);
	free(difference);
}

bool
difference_none(const struct difference *difference)
{
	return difference->counts[CHANGE_VALUE] == 0 &&
	       difference->counts[CHANGE_ADDED] == 0 &&
	       difference->counts[CHANGE_REMOVED] == 0;
}
