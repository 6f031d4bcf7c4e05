/*
 * The EAS commands as a table, see commands.h.
 */
#include "decode/model/commands.h"

#include <stddef.h>

struct row {
	const char *name;
	uint32_t length; /* of the name */
	int code;        /* of a base64 query; -1: it has none */
	int page;        /* of the root element; -1: no WBXML */
	unsigned token;
};

static const struct row rows[COMMAND_COUNT] = {
    [COMMAND_UNKNOWN] = {"", 0, -1, -1, 0},
#define X(symbol, name, code, page, token)                                     \
	[symbol] = {name, sizeof(name) - 1, code, page, token},
    COMMANDS(X)
#undef X
};

const char *
command_name(enum command command)
{
	return rows[command].name;
}

enum command
command_by_name(struct text name)
{
	for (unsigned i = COMMAND_UNKNOWN + 1; i < COMMAND_COUNT; i++) {
		if (rows[i].length == name.length &&
		    text_is_nocase(name, rows[i].name))
			return (enum command)i;
	}
	return COMMAND_UNKNOWN;
}

enum command
command_by_code(unsigned code)
{
	for (unsigned i = COMMAND_UNKNOWN + 1; i < COMMAND_COUNT; i++) {
		if (rows[i].code >= 0 && (unsigned)rows[i].code == code)
			return (enum command)i;
	}
	return COMMAND_UNKNOWN;
}

enum command
command_by_root(unsigned page, unsigned token)
{
	for (unsigned i = COMMAND_UNKNOWN + 1; i < COMMAND_COUNT; i++) {
		if (rows[i].page >= 0 && (unsigned)rows[i].page == page &&
		    rows[i].token == token)
			return (enum command)i;
	}
	return COMMAND_UNKNOWN;
}
