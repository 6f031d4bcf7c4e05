/*
 * The table of policy settings made from settings.def, and the ways to find a
 * row in it (MS-ASPROV 2.2.2).
 */
#include "decode/model/settings.h"

#include <stdbool.h>
#include <string.h>

static const struct setting_info infos[SETTING_COUNT] = {
    {"", 0, KIND_FLAG, "", "", "", "", "", "", "", "", "", "", "", ""},
#define SETTING(symbol, ...) {__VA_ARGS__},
#include "decode/model/settings.def"
#undef SETTING
};

const struct setting_info *
setting_info(enum setting setting)
{
	return &infos[(unsigned)setting < SETTING_COUNT ? setting : 0];
}

enum setting
setting_by_token(uint8_t token)
{
	static uint8_t by_token[UINT8_MAX + 1];
	static bool made;

	if (!made) {
		/* The rows of the WAP form have no token. */
		for (unsigned i = SETTING_COUNT; i-- > 1;)
			by_token[infos[i].token] = (uint8_t)i;
		by_token[0] = SETTING_UNKNOWN;
		made = true;
	}
	return (enum setting)by_token[token];
}

enum setting
setting_by_name(struct text name)
{
	if (!text_filled(name))
		return SETTING_UNKNOWN;
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		if (text_is(name, infos[i].name))
			return (enum setting)i;
	}
	return SETTING_UNKNOWN;
}

bool
setting_next_part(const char *list, size_t *at, struct text *part)
{
	const char *begin = list + *at;
	size_t length;

	if (*at > strlen(list) || (*at == 0 && *list == '\0'))
		return false;
	length = strcspn(begin, "|");
	*part = text_over(begin, length);
	*at += length + 1;
	return true;
}
