/*
 * What the value of a setting means in words (MS-ASPROV 2.2.2): the names of
 * choices, the special values of numbers, and units.
 *
 * The value is captured: it is parsed and compared, never copied out.
 */
#include "decode/model/settings.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define KILO UINT64_C(1024)
#define MEGA (KILO * KILO)

bool
setting_choice(const char *list, struct text value, struct text *words)
{
	struct text part;
	size_t at = 0;

	while (setting_next_part(list, &at, &part)) {
		size_t from = part.length > 1 && part.bytes[0] == '>' ? 2 : 0;
		const char *equals =
		    memchr(part.bytes + from, '=', part.length - from);
		size_t length;

		if (equals == NULL)
			continue;
		length = (size_t)(equals - part.bytes);
		if (setting_value_fits(text_over(part.bytes, length), value)) {
			*words =
			    text_over(equals + 1, part.length - length - 1);
			return true;
		}
	}
	return false;
}

static void
say(char *out, size_t size, uint64_t number, const char *unit)
{
	(void)snprintf(out, size, "%" PRIu64 " %s", number, unit);
}

static void
say_seconds(char *out, size_t size, uint64_t seconds)
{
	if (seconds == 0 || seconds % 60 != 0)
		say(out, size, seconds, "s");
	else if (seconds % 3600 != 0)
		say(out, size, seconds / 60, "min");
	else
		say(out, size, seconds / 3600, "h");
}

static void
say_bytes(char *out, size_t size, uint64_t bytes)
{
	uint64_t unit = bytes < MEGA ? KILO : MEGA;
	const char *name = bytes < MEGA ? "KB" : "MB";

	if (bytes < KILO)
		say(out, size, bytes, "bytes");
	else if (bytes % unit == 0)
		say(out, size, bytes / unit, name);
	else
		(void)snprintf(out, size, "%" PRIu64 ".%u %s", bytes / unit,
		    (unsigned)(bytes % unit * 10 / unit), name);
}

/* Units are in the plural; "1 attempts" loses its last letter. */
static void
say_count(char *out, size_t size, uint64_t number, const char *unit)
{
	size_t length = strlen(unit);

	if (length == 0)
		return;
	say(out, size, number, unit);
	length = strlen(out);
	if (number == 1 && length > 0 && out[length - 1] == 's')
		out[length - 1] = '\0';
}

static void
say_number(
    const struct setting_info *info, struct text value, char *out, size_t size)
{
	uint64_t number;

	if (!text_number(value, UINT32_MAX, &number))
		return;
	if (strcmp(info->unit, "seconds") == 0)
		say_seconds(out, size, number);
	else if (strcmp(info->unit, "minutes") == 0)
		say(out, size, number, "min");
	else if (strcmp(info->unit, "bytes") == 0)
		say_bytes(out, size, number);
	else
		say_count(out, size, number, info->unit);
}

void
setting_words(enum setting setting, struct text value, char *out, size_t size)
{
	const struct setting_info *info = setting_info(setting);
	struct text words;

	if (size == 0)
		return;
	out[0] = '\0';
	if (!text_seen(value))
		return;
	value = setting_plain_value(setting, value);
	if (setting_choice(info->choices, value, &words))
		(void)snprintf(
		    out, size, "%.*s", (int)words.length, words.bytes);
	else if (info->kind == KIND_NUMBER)
		say_number(info, value, out, size);
}
