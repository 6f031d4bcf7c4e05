/*
 * The table of status codes made from status.def.
 */
#include "decode/model/status.h"

#include <stddef.h>

#define FIRST_COMMON 101u

struct row {
	enum status_scope scope;
	unsigned code;
	const char *name;
	const char *meaning;
};

static const struct row rows[] = {
#define STATUS(scope, code, name, meaning) {scope, code, name, meaning},
#include "decode/model/status.def"
#undef STATUS
};

static const struct row *
find(enum status_scope scope, unsigned code)
{
	static const struct row none = {STATUS_COMMON, 0, "", ""};

	if (scope != STATUS_HTTP && code >= FIRST_COMMON)
		scope = STATUS_COMMON;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].scope == scope && rows[i].code == code)
			return &rows[i];
	}
	return &none;
}

const char *
status_name(enum status_scope scope, unsigned code)
{
	return find(scope, code)->name;
}

const char *
status_meaning(enum status_scope scope, unsigned code)
{
	return find(scope, code)->meaning;
}
