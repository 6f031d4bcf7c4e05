/*
 * A request line as the parser can read it, see respell.h.
 */
#include "decode/respell.h"

#include <stdint.h>
#include <string.h>

/* Any other method is read as GET, which frames its message like all but
 * these. */
static bool
method_stays(const char *method, size_t length)
{
	static const char *const names[] = {
	    "POST", "GET", "OPTIONS", "HEAD", "CONNECT", "PRI"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length &&
		    memcmp(names[i], method, length) == 0)
			return true;
	return false;
}

static const char *
blank_in_target(const struct respelling *it, size_t from)
{
	if (it->line.target <= from)
		return NULL;
	return memchr(it->bytes + from, ' ', it->line.target - from);
}

/* A method that stays, and no blank but one on each side of the target: nearly
 * all lines are so, and need no second look. */
static bool
is_usual(const char *bytes, size_t count)
{
	static const char version[] = " HTTP/1.";
	const char *method = memchr(bytes, ' ', count);
	const char *target;

	if (method == NULL || !method_stays(bytes, (size_t)(method - bytes)))
		return false;
	count -= (size_t)(method + 1 - bytes);
	target = memchr(method + 1, ' ', count);
	if (target == NULL)
		return false;
	count -= (size_t)(target - method - 1);
	return count >= sizeof(version) - 1 &&
	       memcmp(target, version, sizeof(version) - 1) == 0;
}

bool
respell_begin(struct respelling *it, const char *bytes, size_t count)
{
	*it = (struct respelling){.bytes = bytes};
	if (is_usual(bytes, count))
		return false;
	if (!request_line_parts((const uint8_t *)bytes, count, &it->line))
		return false;
	return !method_stays(
		   bytes + it->line.begin, it->line.method - it->line.begin) ||
	       blank_in_target(it, it->line.method + 1) != NULL;
}

/* A blank inside the target is read as it should have been sent (RFC 9112
 * section 3.2). */
static void
spell_target(struct respelling *it, struct spelled *piece)
{
	const char *blank = blank_in_target(it, it->at);

	if (blank == it->bytes + it->at && it->at > it->line.method) {
		*piece = (struct spelled){"%20", 3, true};
		it->at++;
		return;
	}
	piece->bytes = it->bytes + it->at;
	if (it->at == it->line.method)
		piece->count = 1;
	else if (blank != NULL)
		piece->count = (size_t)(blank - piece->bytes);
	else
		piece->count = it->line.target - it->at;
	it->at += piece->count;
}

bool
respell_next(struct respelling *it, struct spelled *piece)
{
	const struct request_line *line = &it->line;

	*piece = (struct spelled){.count = 0};
	if (it->at < line->method) {
		*piece = (struct spelled){it->bytes, line->method, false};
		if (!method_stays(
			it->bytes + line->begin, line->method - line->begin))
			*piece = (struct spelled){"GET", 3, true};
		it->at = line->method;
	} else if (it->at < line->target) {
		spell_target(it, piece);
	}
	return piece->count > 0;
}
