/*
 * Words about the settings of a policy, see policy_words.h.
 */
#include "ui/policy_words.h"

#include <stdio.h>

#include "decode/model/listing.h"
#include "ui/escape.h"

/* Room for what may stand behind the items: ", ", ".. and 4294967295 more". */
#define MORE 24u

struct text
policy_value(const struct policy_entry *entry, char out[POLICY_WORDS])
{
	if (entry == NULL)
		return text_from("(absent)");
	if (entry->is_list) {
		snprintf(out, POLICY_WORDS, "(%u listed)",
		    (unsigned)entry->item_count);
		return text_from(out);
	}
	if (!text_seen(entry->value))
		return text_from("(cut)");
	return entry->value.length > 0 ? entry->value : text_from("(empty)");
}

size_t
policy_items(const struct policy_entry *entry, char *out, size_t size)
{
	char shown[POLICY_WORDS];
	size_t used = 0;
	uint32_t i;

	out[0] = '\0';
	for (i = 0; i < entry->item_count; i++) {
		size_t length =
		    escape_buffer(shown, sizeof(shown), entry->items[i]);

		if (used + length + MORE > size)
			break;
		used += (size_t)snprintf(
		    out + used, size - used, "%s%s", i > 0 ? ", " : "", shown);
	}
	if (i == 0 && entry->item_count > 0) {
		used = escape_buffer(out, size - MORE, entry->items[i++]);
		used += (size_t)snprintf(out + used, size - used, "..");
	}
	if (i < entry->item_count)
		used += (size_t)snprintf(out + used, size - used,
		    " and %u more", (unsigned)(entry->item_count - i));
	return used;
}

struct text
policy_value_named(const struct policy_entry *entry, char out[POLICY_WORDS])
{
	size_t used;

	if (entry == NULL || !entry->is_list || entry->item_count == 0)
		return policy_value(entry, out);
	used = (size_t)snprintf(
	    out, POLICY_WORDS, "(%u listed: ", (unsigned)entry->item_count);
	used += policy_items(entry, out + used, POLICY_WORDS - used - 1);
	snprintf(out + used, POLICY_WORDS - used, ")");
	return text_from(out);
}

void
policy_value_words(const struct policy_entry *entry, char out[POLICY_WORDS])
{
	out[0] = '\0';
	if (entry == NULL)
		return;
	if (entry->setting == SETTING_UNKNOWN)
		snprintf(out, POLICY_WORDS, "unknown setting");
	else if (!entry->is_list)
		setting_words(entry->setting, entry->value, out, POLICY_WORDS);
}

const char *
demand_word(enum demand demand)
{
	static const char *const words[] = {
	    [DEMAND_NOTHING] = "no",
	    [DEMAND_IN_DOUBT] = "in doubt",
	    [DEMAND_SURE] = "yes",
	};

	return words[demand];
}

char
policy_mark(const struct policy *policy, const struct policy_entry *entry)
{
	static const char marks[] = {
	    [DEMAND_NOTHING] = ' ',
	    [DEMAND_IN_DOUBT] = '?',
	    [DEMAND_SURE] = '*',
	};

	if (policy_is_inactive(policy, entry))
		return '-';
	return marks[policy_demand(policy, entry)];
}

char
difference_mark(const struct difference_entry *entry, const struct policy *a,
    const struct policy *b)
{
	enum demand before = DEMAND_NOTHING;
	enum demand after = DEMAND_NOTHING;

	if (entry->change == CHANGE_HIDDEN)
		return '?';
	if (entry->a != NULL)
		before = policy_demand(a, entry->a);
	if (entry->b != NULL)
		after = policy_demand(b, entry->b);
	if (before != after)
		return after > before ? '+' : '-';
	if (entry->change == CHANGE_NONE)
		return ' ';
	if (before == DEMAND_NOTHING || entry->a == NULL || entry->b == NULL)
		return '~';
	switch (entry_compare(entry->b, entry->a)) {
	case STRICTNESS_STRICTER:
		return '+';
	case STRICTNESS_WEAKER:
		return '-';
	case STRICTNESS_EQUAL:
	case STRICTNESS_INCOMPARABLE:
		break;
	}
	return '~';
}

const char *
difference_word(char mark)
{
	switch (mark) {
	case '+':
		return "more";
	case '-':
		return "less";
	case '~':
		return "other";
	case '?':
		return "not seen";
	default:
		return "the same";
	}
}

const char *
ordinal(uint32_t number, char out[16])
{
	static const char *const endings[] = {"th", "st", "nd", "rd"};
	uint32_t last = number % 10;

	if (last > 3 || number % 100 / 10 == 1)
		last = 0;
	snprintf(out, 16, "%u%s", (unsigned)number, endings[last]);
	return out;
}

const char *
listed_name(const struct listing *listing, const struct listed *listed,
    char out[POLICY_WORDS])
{
	const struct policy *policy = listed->policy;

	snprintf(out, POLICY_WORDS, "%zu, %s",
	    (size_t)(listed - listing->policies) + 1,
	    policy->complete ? policy->id : "cut");
	return out;
}
