/*
 * Is this HTTP request EAS, and what does it say? See activesync.h.
 */
#include "decode/activesync.h"

#include <string.h>

#include "decode/base64query.h"

static const char address[] = "Microsoft-Server-ActiveSync";

static bool
ends_with(struct text text, const char *end)
{
	struct text tail = text_from(end);

	if (text.length < tail.length)
		return false;
	return text_equal_nocase(
	    text_over(text.bytes + text.length - tail.length, tail.length),
	    tail);
}

static void
trim_end(struct text *path, const char *end)
{
	if (ends_with(*path, end))
		path->length -= text_from(end).length;
	while (path->length > 0 && path->bytes[path->length - 1] == '/')
		path->length--;
}

bool
eas_path(struct text url, struct text *query)
{
	const char *mark =
	    url.length == 0 ? NULL : memchr(url.bytes, '?', url.length);
	struct text path = url;
	uint32_t own = (uint32_t)(sizeof(address) - 1);

	*query = TEXT_NOT_SEEN;
	if (mark != NULL) {
		path.length = (uint32_t)(mark - url.bytes);
		*query = text_over(mark + 1, url.length - path.length - 1);
	}
	trim_end(&path, "/default.eas");
	trim_end(&path, "/Proxy");
	if (!ends_with(path, address))
		return false;
	return path.length > own && path.bytes[path.length - own - 1] == '/';
}

static int
hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 0x20);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A value with its percent-encoding undone (RFC 3986 section 2.1). A plus is
 * a plus: User may be an address with a tag. */
static struct text
decode_value(struct eas_query *query, struct text value)
{
	char *out = query->room + query->used;
	size_t room = sizeof(query->room) - query->used;
	size_t used = 0;

	if (value.length == 0 || memchr(value.bytes, '%', value.length) == NULL)
		return value;
	if (value.length > room)
		return TEXT_NOT_SEEN;
	for (uint32_t i = 0; i < value.length; i++) {
		char c = value.bytes[i];

		if (c == '%' && value.length - i > 2 &&
		    hex_value(value.bytes[i + 1]) >= 0 &&
		    hex_value(value.bytes[i + 2]) >= 0) {
			c = (char)(hex_value(value.bytes[i + 1]) << 4 |
				   hex_value(value.bytes[i + 2]));
			i += 2;
		}
		out[used++] = c;
	}
	query->used += used;
	return text_over(out, used);
}

/* Where a parameter of that name is kept; NULL for the others. Their lengths
 * tell the names apart. */
static struct text *
place_of(struct eas_query *query, struct text name)
{
	const char *wanted;
	struct text *place;

	switch (name.length) {
	case sizeof("Cmd") - 1:
		wanted = "Cmd";
		place = &query->command_name;
		break;
	case sizeof("User") - 1:
		wanted = "User";
		place = &query->user;
		break;
	case sizeof("DeviceId") - 1:
		wanted = "DeviceId";
		place = &query->device_id;
		break;
	case sizeof("PolicyKey") - 1:
		wanted = "PolicyKey";
		place = &query->policy_key;
		break;
	case sizeof("DeviceType") - 1:
		wanted = "DeviceType";
		place = &query->device_type;
		break;
	default:
		return NULL;
	}
	return text_is_nocase(name, wanted) ? place : NULL;
}

static void
read_parameter(struct eas_query *query, struct text parameter)
{
	const char *equals = memchr(parameter.bytes, '=', parameter.length);
	struct text name = parameter;
	struct text *place;

	if (equals == NULL)
		return;
	name.length = (uint32_t)(equals - parameter.bytes);
	place = place_of(query, name);
	/* Sent twice: the first one counts. */
	if (place == NULL || text_seen(*place))
		return;
	*place = decode_value(
	    query, text_over(equals + 1, parameter.length - name.length - 1));
}

/* Parameters in any order. The last one of a URL that was cut is left out:
 * nobody knows where it ends. */
static void
read_plain(struct text text, bool whole, struct eas_query *query)
{
	while (text.length > 0) {
		const char *end = memchr(text.bytes, '&', text.length);
		uint32_t length = text.length;

		if (end != NULL)
			length = (uint32_t)(end - text.bytes);
		else if (!whole)
			return;
		read_parameter(query, text_over(text.bytes, length));
		if (end == NULL)
			return;
		text = text_over(end + 1, text.length - length - 1);
	}
}

/* What stands before the first '&', where a proxy adds parameters of its own.
 */
static struct text
first_parameter(struct text query)
{
	const char *end =
	    query.length == 0 ? NULL : memchr(query.bytes, '&', query.length);

	return end == NULL
		   ? query
		   : text_over(query.bytes, (size_t)(end - query.bytes));
}

/* The plain form has "name=value"; base64 has '=' at its end only. */
static bool
is_plain(struct text first)
{
	const char *equals =
	    first.length == 0 ? NULL : memchr(first.bytes, '=', first.length);

	return equals != NULL && first.bytes + first.length - equals > 2;
}

static void
read_query(struct text text, bool whole, struct eas_query *query)
{
	struct text first = first_parameter(text);
	bool first_whole = whole || first.length < text.length;

	if (!is_plain(first) && first_whole && base64_query_read(first, query))
		return;
	read_plain(text, whole, query);
	query->command = command_by_name(query->command_name);
}

bool
eas_query_read(const struct message *message, struct eas_query *query)
{
	struct text text;

	/* The room is large: it is not cleared. */
	memset(query, 0, offsetof(struct eas_query, room));
	if (message->method != METHOD_POST && message->method != METHOD_OPTIONS)
		return false;
	if (!eas_path(message_url(message), &text))
		return false;
	if (text_seen(text))
		read_query(text, message->url_complete, query);
	if (message->method == METHOD_OPTIONS)
		return true;
	return text_filled(query->device_id) &&
	       text_filled(query->command_name);
}
