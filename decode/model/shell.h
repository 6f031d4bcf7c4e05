/*
 * Settings as the Exchange Management Shell names them: the commands that make
 * and change a policy, their parameters, and a captured value as they take it.
 *
 * The shell counts in other units than the wire (MS-ASPROV 2.2.2): times are
 * spans, sizes may be in KB, choices have names, "no limit" is Unlimited. All
 * of that is made from settings.def. No captured byte is copied: a value is
 * recognised or it is not.
 */
#ifndef EASLENS_MODEL_SHELL_H
#define EASLENS_MODEL_SHELL_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/model/settings.h"

/* Two generations of commands. X(symbol, year, make, change, parameters) */
#define SHELLS(X)                                                              \
	X(SHELL_2010, "2010", "New-ActiveSyncMailboxPolicy",                   \
	    "Set-ActiveSyncMailboxPolicy", ems_2010)                           \
	X(SHELL_2013, "2013", "New-MobileDeviceMailboxPolicy",                 \
	    "Set-MobileDeviceMailboxPolicy", ems_2013)

enum shell {
#define X(symbol, year, make, change, parameters) symbol,
	SHELLS(X)
#undef X
	SHELL_COUNT
};

/* By the year that the user names; false where there is none like it. */
bool shell_by_year(const char *year, enum shell *);
const char *shell_year(enum shell);
const char *shell_make_command(enum shell);
const char *shell_change_command(enum shell);

/* The parameter for a setting; empty where the shell has none. */
struct text shell_parameter(enum shell, enum setting);

enum shell_value {
	SHELL_VALUE_GOOD,
	SHELL_VALUE_ELSEWHERE, /* another setting of the document says it */
	SHELL_VALUE_NONE,      /* nothing that the shell takes */
};

/* Room for any value in the shell's form, with its NUL. */
#define SHELL_VALUE 40

/* The value as the parameter takes it: "$true", "00:15:00", "500KB",
 * "HandsfreeOnly". `out` is empty unless it is GOOD. Lists have no value. */
enum shell_value shell_value(
    enum shell, enum setting, struct text value, char out[SHELL_VALUE]);

/* What the wire does not tell: parameters that only the server knows of, and
 * a word about each. False at the end; begin with 0. */
bool shell_server_parameter(
    enum shell, size_t index, const char **name, const char **words);

#endif
