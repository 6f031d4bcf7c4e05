/*
 * The policy settings: enum and table made from the one list, settings.def
 * (MS-ASPROV 2.2.2; the legacy WAP parameters are in it as rows of their own).
 */
#ifndef EASLENS_MODEL_SETTINGS_H
#define EASLENS_MODEL_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/model/text.h"

enum setting {
	SETTING_UNKNOWN,
#define SETTING(symbol, ...) SETTING_##symbol,
#include "decode/model/settings.def"
#undef SETTING
	SETTING_COUNT
};

enum setting_kind {
	KIND_FLAG,   /* 0 or 1 */
	KIND_NUMBER, /* a count with a unit */
	KIND_CHOICE, /* numbers with names */
	KIND_LIST,
};

struct setting_info {
	const char *name; /* element, or parm of the WAP form */
	uint8_t token;    /* of code page 14; 0 for the WAP form */
	enum setting_kind kind;
	const char *unit;    /* "minutes", "characters" …; "" for flags */
	const char *choices; /* "0=off|1=hands-free only|2=allowed", or "";
				of a number its special values */
	const char *absent_means;
	const char *demands_nothing; /* see setting_demand() */
	const char *strictness; /* "up", "down", "" or values, strictest first;
				   "~0": see setting_compare_ability() */
	const char *depends_on; /* see setting_next_need() */
	const char *first_version;
	const char *ems_2010; /* see shell.h for these */
	const char *ems_2013;
	const char *ems_values;
	const char *ems_range;
	const char *teach; /* one line for a person */
};

/* The row of a setting; of SETTING_UNKNOWN one with empty texts. */
const struct setting_info *setting_info(enum setting);

/* By token of code page 14, by element or parm name. */
enum setting setting_by_token(uint8_t token);
enum setting setting_by_name(struct text name);

/* Whether a value, or a setting of a policy, asks something of a device. In
 * doubt: documents and devices disagree, so nothing follows from a device that
 * did not mind it, and it may still be what a device minded. */
enum demand {
	DEMAND_NOTHING,
	DEMAND_IN_DOUBT,
	DEMAND_SURE
};

/* Of the value alone (an empty list is the caller's to know). A value that
 * makes no sense for its setting is in doubt; one that was not seen too; of an
 * unknown setting every value asks something. */
enum demand setting_demand(enum setting, struct text value);

/* True where setting_demand() gives DEMAND_NOTHING. */
bool setting_demands_nothing(enum setting, struct text value);

/* How much a value asks, compared with another one of the same setting. */
enum strictness {
	STRICTNESS_WEAKER,
	STRICTNESS_EQUAL,
	STRICTNESS_STRICTER,
	STRICTNESS_INCOMPARABLE,
};

/* How much the first of two values asks, compared with the second. */
enum strictness setting_compare(enum setting, struct text, struct text);

/* The same for what follows from a device that obeys one of them, or fails:
 * incomparable, too, where a stricter value takes an ability of its own, as
 * Bluetooth that is off and Bluetooth for hands-free sets only. */
enum strictness setting_compare_ability(enum setting, struct text, struct text);

/* A value that asks nothing, to be served instead of one that does; false
 * where only leaving the setting out asks nothing. */
bool setting_loosest(enum setting, struct text *value);

/* A value without what does not matter: blanks around it, and the letters in
 * which a flag may be written. */
struct text setting_plain_value(enum setting, struct text value);

/* Whether a plain value is the one of a pattern of the table: the value
 * itself, or ">=n". */
bool setting_value_fits(struct text pattern, struct text value);

/* What a setting depends on. Without it a hard need leaves the setting without
 * effect, a soft one in doubt. */
struct setting_need {
	struct text name, value;
	bool hard;
};

/* Walks over the needs of a setting; false at the end. Begin with *at = 0. */
bool setting_next_need(enum setting, size_t *at, struct setting_need *);

/* Whether leaving a setting out means this value. */
bool setting_absent_is(enum setting, struct text value);

/* Walks over the parts of a list joined by '|', each maybe empty; false at
 * the end. Begin with *at = 0. */
bool setting_next_part(const char *list, size_t *at, struct text *part);

/* What a list of "value=words" of the table has for a plain value, our own
 * text; false where it has nothing. */
bool setting_choice(const char *list, struct text value, struct text *words);

/*
 * What a value means in words, with its unit: "15 min", "hands-free only",
 * "on", "no limit". Writes at most `size` bytes with the NUL; gives "" where
 * words add nothing to the number. The value must not hold unprintable bytes
 * that end up in the words: it is parsed, never copied.
 */
void setting_words(enum setting, struct text value, char *out, size_t size);

#endif
