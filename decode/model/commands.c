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

bool
command_may_answer_nothing(enum command command)
{
	return command == COMMAND_SYNC || command == COMMAND_SEND_MAIL ||
	       command == COMMAND_SMART_FORWARD ||
	       command == COMMAND_SMART_REPLY ||
	       command_may_answer_anything(command);
}

bool
command_may_answer_anything(enum command command)
{
	return command != COMMAND_UNKNOWN && rows[command].page < 0;
}

bool
command_ran_into_trouble(enum command command, unsigned status)
{
	static const struct {
		enum command command;
		unsigned status;
	} troubles[] = {
	    {COMMAND_SYNC, 5},
	    {COMMAND_SYNC, 16},
	    {COMMAND_FOLDER_SYNC, 6},
	    {COMMAND_FOLDER_CREATE, 6},
	    {COMMAND_FOLDER_DELETE, 6},
	    {COMMAND_FOLDER_UPDATE, 6},
	    {COMMAND_SEARCH, 3},
	    {COMMAND_SETTINGS, 4},
	    {COMMAND_PING, 8},
	    {COMMAND_ITEM_OPERATIONS, 3},
	    {COMMAND_RESOLVE_RECIPIENTS, 6},
	};

	for (size_t i = 0; i < sizeof(troubles) / sizeof(troubles[0]); i++) {
		if (troubles[i].command == command &&
		    troubles[i].status == status)
			return true;
	}
	return false;
}
