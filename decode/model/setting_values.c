/*
 * What the values of a setting ask of a device, and which of two asks more
 * (MS-ASPROV 2.2.2): all of it read from the rows of settings.def.
 */
#include "decode/model/settings.h"

#include <string.h>

/* xs:boolean may also be written in letters; both spellings mean the same. */
struct text
setting_plain_value(enum setting setting, struct text value)
{
	value = text_trim(value);
	if (setting_info(setting)->kind != KIND_FLAG)
		return value;
	if (text_is(value, "true"))
		return text_from("1");
	if (text_is(value, "false"))
		return text_from("0");
	return value;
}

/* Numbers are equal as numbers. */
static bool
same_value(struct text a, struct text b)
{
	uint64_t one;
	uint64_t other;

	if (text_equal(a, b))
		return true;
	return text_number(a, UINT64_MAX, &one) &&
	       text_number(b, UINT64_MAX, &other) && one == other;
}

bool
setting_value_fits(struct text pattern, struct text value)
{
	uint64_t least;
	uint64_t number;

	if (pattern.length < 2 || memcmp(pattern.bytes, ">=", 2) != 0)
		return same_value(pattern, value);
	pattern.bytes += 2;
	pattern.length -= 2;
	return text_number(pattern, UINT64_MAX, &least) &&
	       text_number(value, UINT64_MAX, &number) && number >= least;
}

/* Takes the mark off a part of a list: of doubt in demands_nothing, of an
 * ability of its own in strictness. */
static bool
take_mark(struct text *part)
{
	if (part->length == 0 || part->bytes[0] != '~')
		return false;
	part->bytes++;
	part->length--;
	return true;
}

/* Whether a value is one that the setting may have. */
static bool
makes_sense(const struct setting_info *info, struct text value)
{
	struct text part;
	uint64_t number;
	size_t at = 0;

	if (!text_number(value, UINT64_MAX, &number))
		return false;
	if (info->kind == KIND_FLAG)
		return number <= 1;
	if (info->kind != KIND_CHOICE)
		return true;
	while (setting_next_part(info->choices, &at, &part)) {
		const char *equals = memchr(part.bytes, '=', part.length);

		if (equals != NULL &&
		    same_value(
			text_over(part.bytes, (size_t)(equals - part.bytes)),
			value))
			return true;
	}
	return false;
}

enum demand
setting_demand(enum setting setting, struct text value)
{
	const struct setting_info *info = setting_info(setting);
	struct text part;
	size_t at = 0;

	if (!text_seen(value))
		return DEMAND_IN_DOUBT;
	if (setting == SETTING_UNKNOWN || info->kind == KIND_LIST)
		return DEMAND_SURE;
	value = setting_plain_value(setting, value);
	/* A list of nothing but the empty value is written as "". */
	if (info->demands_nothing[0] == '\0' && value.length == 0)
		return DEMAND_NOTHING;
	while (setting_next_part(info->demands_nothing, &at, &part)) {
		bool doubt = take_mark(&part);

		if (setting_value_fits(part, value))
			return doubt ? DEMAND_IN_DOUBT : DEMAND_NOTHING;
	}
	return makes_sense(info, value) ? DEMAND_SURE : DEMAND_IN_DOUBT;
}

bool
setting_demands_nothing(enum setting setting, struct text value)
{
	return setting_demand(setting, value) == DEMAND_NOTHING;
}

/* The place of a value in a list with the strictest first. */
static bool
rank(const char *list, struct text value, unsigned *place)
{
	struct text part;
	size_t at = 0;

	for (*place = 0; setting_next_part(list, &at, &part); (*place)++) {
		(void)take_mark(&part);
		if (same_value(part, value))
			return true;
	}
	return false;
}

static enum strictness
by_rank(const char *list, struct text a, struct text b)
{
	unsigned first;
	unsigned second;

	if (!rank(list, a, &first) || !rank(list, b, &second))
		return STRICTNESS_INCOMPARABLE;
	return first < second ? STRICTNESS_STRICTER : STRICTNESS_WEAKER;
}

static enum strictness
by_number(bool up, struct text a, struct text b)
{
	uint64_t first;
	uint64_t second;

	if (!text_number(a, UINT64_MAX, &first) ||
	    !text_number(b, UINT64_MAX, &second))
		return STRICTNESS_INCOMPARABLE;
	return (first > second) == up ? STRICTNESS_STRICTER : STRICTNESS_WEAKER;
}

enum strictness
setting_compare(enum setting setting, struct text a, struct text b)
{
	const char *order = setting_info(setting)->strictness;
	struct text first = text_from("");
	size_t at = 0;
	bool a_asks;
	bool b_asks;

	a = setting_plain_value(setting, a);
	b = setting_plain_value(setting, b);
	if (same_value(a, b))
		return STRICTNESS_EQUAL;
	a_asks = !setting_demands_nothing(setting, a);
	b_asks = !setting_demands_nothing(setting, b);
	if (!a_asks && !b_asks)
		return STRICTNESS_EQUAL;
	if (!a_asks || !b_asks)
		return a_asks ? STRICTNESS_STRICTER : STRICTNESS_WEAKER;
	(void)setting_next_part(order, &at, &first);
	if (text_is(first, "up") || text_is(first, "down"))
		return by_number(order[0] == 'u', a, b);
	return by_rank(order, a, b);
}

/* True where the table marks the value as an ability of its own. */
static bool
is_own_ability(enum setting setting, struct text value)
{
	const char *order = setting_info(setting)->strictness;
	struct text part;
	size_t at = 0;

	value = setting_plain_value(setting, value);
	while (setting_next_part(order, &at, &part)) {
		if (take_mark(&part) && same_value(part, value))
			return true;
	}
	return false;
}

enum strictness
setting_compare_ability(enum setting setting, struct text a, struct text b)
{
	enum strictness strictness = setting_compare(setting, a, b);

	if (strictness == STRICTNESS_EQUAL ||
	    setting_demands_nothing(setting, a) ||
	    setting_demands_nothing(setting, b))
		return strictness;
	return is_own_ability(setting, a) || is_own_ability(setting, b)
		   ? STRICTNESS_INCOMPARABLE
		   : strictness;
}

bool
setting_loosest(enum setting setting, struct text *value)
{
	const struct setting_info *info = setting_info(setting);
	struct text part;
	size_t at = 0;

	*value = text_from("");
	if (setting == SETTING_UNKNOWN)
		return false;
	if (info->kind == KIND_LIST || info->demands_nothing[0] == '\0')
		return true;
	while (setting_next_part(info->demands_nothing, &at, &part)) {
		if (take_mark(&part) || memchr(part.bytes, '>', part.length))
			continue;
		*value = part;
		return true;
	}
	return false;
}

bool
setting_next_need(enum setting setting, size_t *at, struct setting_need *need)
{
	struct text part;
	size_t length;

	if (!setting_next_part(setting_info(setting)->depends_on, at, &part))
		return false;
	length = strcspn(part.bytes, "=~");
	need->hard = part.bytes[length] == '=';
	need->name = text_over(part.bytes, length);
	need->value =
	    text_over(part.bytes + length + 1, part.length - length - 1);
	return true;
}

bool
setting_absent_is(enum setting setting, struct text value)
{
	const struct setting_info *info = setting_info(setting);
	struct text part;
	size_t at = 0;

	while (setting_next_part(info->choices, &at, &part)) {
		const char *equals = memchr(part.bytes, '=', part.length);
		size_t length;

		if (equals == NULL)
			continue;
		length = (size_t)(equals - part.bytes);
		if (text_equal(text_over(part.bytes, length), value))
			return text_is(
			    text_over(equals + 1, part.length - length - 1),
			    info->absent_means);
	}
	return false;
}
