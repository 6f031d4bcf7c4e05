/*
 * What a policy asks of a device, see demand.h.
 */
#include "decode/model/demand.h"

#include <string.h>

#include "decode/model/limits.h"

/* Needs of needs: the longest chain of the table has two links. */
#define MOST_LINKS 4u

/* The demand that is left of `demand` with one more reason for doubt. */
static enum demand
doubted(enum demand demand)
{
	return demand == DEMAND_SURE ? DEMAND_IN_DOUBT : DEMAND_NOTHING;
}

static enum demand effect(
    const struct policy *, enum setting, enum demand, unsigned links);

/* What a need of a setting leaves of its demand. */
static enum demand
with_need(const struct policy *policy, const struct setting_need *need,
    enum demand demand, unsigned links)
{
	const struct policy_entry *other = policy_find(policy, need->name);
	enum setting setting = setting_by_name(need->name);
	struct text value;

	if (other == NULL || !text_filled(other->value))
		return setting_absent_is(setting, need->value)
			   ? demand
			   : doubted(demand);
	value = setting_plain_value(setting, other->value);
	if (setting_value_fits(need->value, value))
		return effect(policy, setting, demand, links + 1);
	return need->hard ? DEMAND_NOTHING : doubted(demand);
}

/* What is left of a demand by all that its setting depends on. */
static enum demand
effect(const struct policy *policy, enum setting setting, enum demand demand,
    unsigned links)
{
	struct setting_need need;
	size_t at = 0;

	while (demand != DEMAND_NOTHING && links < MOST_LINKS &&
	       setting_next_need(setting, &at, &need))
		demand = with_need(policy, &need, demand, links);
	return demand;
}

bool
policy_is_inactive(
    const struct policy *policy, const struct policy_entry *entry)
{
	return effect(policy, entry->setting, DEMAND_SURE, 0) == DEMAND_NOTHING;
}

enum demand
policy_demand(const struct policy *policy, const struct policy_entry *entry)
{
	enum demand demand;

	if (entry->is_list)
		demand = entry->item_count > 0 ? DEMAND_SURE : DEMAND_NOTHING;
	else
		demand = setting_demand(entry->setting, entry->value);
	return effect(policy, entry->setting, demand, 0);
}

bool
policy_demands(const struct policy *policy, const struct policy_entry *entry)
{
	return policy_demand(policy, entry) != DEMAND_NOTHING;
}

static bool
holds(const struct policy_entry *list, struct text item)
{
	for (uint32_t i = 0; i < list->item_count; i++) {
		if (text_equal(list->items[i], item))
			return true;
	}
	return false;
}

/* Every item of the first list is in the second one. */
static bool
is_within(const struct policy_entry *a, const struct policy_entry *b)
{
	for (uint32_t i = 0; i < a->item_count; i++) {
		if (!holds(b, a->items[i]))
			return false;
	}
	return true;
}

static bool
same_items(const struct policy_entry *a, const struct policy_entry *b)
{
	if (a->item_count != b->item_count)
		return false;
	for (uint32_t i = 0; i < a->item_count; i++) {
		if (!text_equal(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

static enum strictness
lists_compare(const struct policy_entry *a, const struct policy_entry *b)
{
	const char *order = setting_info(a->setting)->strictness;
	bool a_within;
	bool b_within;

	if (same_items(a, b))
		return STRICTNESS_EQUAL;
	if (a->item_count > LIMIT_COMPARED_ITEMS ||
	    b->item_count > LIMIT_COMPARED_ITEMS)
		return STRICTNESS_INCOMPARABLE;
	a_within = is_within(a, b);
	b_within = is_within(b, a);
	if (a_within && b_within)
		return STRICTNESS_EQUAL;
	if (a_within == b_within || order[0] == '\0')
		return STRICTNESS_INCOMPARABLE;
	return b_within == (order[0] == 'u') ? STRICTNESS_STRICTER
					     : STRICTNESS_WEAKER;
}

/* An empty list, or a value that asks nothing. */
static bool
asks_nothing(const struct policy_entry *entry)
{
	return entry->is_list
		   ? entry->item_count == 0
		   : setting_demands_nothing(entry->setting, entry->value);
}

enum strictness
entry_compare(const struct policy_entry *a, const struct policy_entry *b)
{
	bool a_nothing = asks_nothing(a);
	bool b_nothing = asks_nothing(b);

	if (a_nothing && b_nothing)
		return STRICTNESS_EQUAL;
	if (a_nothing || b_nothing)
		return b_nothing ? STRICTNESS_STRICTER : STRICTNESS_WEAKER;
	if (a->is_list && b->is_list)
		return lists_compare(a, b);
	if (a->is_list || b->is_list || !text_seen(a->value) ||
	    !text_seen(b->value))
		return STRICTNESS_INCOMPARABLE;
	return setting_compare(a->setting, a->value, b->value);
}

enum strictness
entry_compare_ability(
    const struct policy_entry *a, const struct policy_entry *b)
{
	if (a->is_list || b->is_list || !text_seen(a->value) ||
	    !text_seen(b->value))
		return entry_compare(a, b);
	return setting_compare_ability(a->setting, a->value, b->value);
}
