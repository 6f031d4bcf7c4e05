/*
 * The base64 form of the request query, see base64query.h.
 */
#include "decode/base64query.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "decode/base64.h"
#include "decode/bytes.h"
#include "decode/limits.h"

/* Tags of the parameters at the end (MS-ASHTTP 2.2.1.1.1.1.3). */
enum {
	TAG_OPTIONS = 7,
	TAG_USER = 8,
	OPTION_MULTIPART = 0x02,
};

struct text
query_keep(struct eas_query *query, struct text text)
{
	char *at = query->room + query->used;

	if (!text_seen(text) || text.length > sizeof(query->room) - query->used)
		return TEXT_NOT_SEEN;
	if (text.length > 0)
		memcpy(at, text.bytes, text.length);
	query->used += text.length;
	return text_over(at, text.length);
}

static const char *
version_name(uint8_t version)
{
	switch (version) {
	case 121:
		return "12.1";
	case 140:
		return "14.0";
	case 141:
		return "14.1";
	case 160:
		return "16.0";
	case 161:
		return "16.1";
	default:
		return NULL;
	}
}

/* A device id is text, or the raw bytes of a GUID: those in hexadecimal. */
static struct text
keep_device_id(struct eas_query *query, const struct cursor *id)
{
	char hex[2 * UINT8_MAX + 1];
	bool printable = true;

	for (size_t i = 0; i < id->left; i++)
		if (id->at[i] < '!' || id->at[i] > '~')
			printable = false;
	if (printable)
		return query_keep(query, text_over(id->at, id->left));
	for (size_t i = 0; i < id->left; i++)
		(void)snprintf(hex + 2 * i, 3, "%02X", id->at[i]);
	return query_keep(query, text_over(hex, 2 * id->left));
}

static void
keep_policy_key(struct eas_query *query, struct cursor *key)
{
	char number[sizeof("4294967295")];
	int length;

	/* No key is not the same as key 0. */
	if (key->left == 0)
		return;
	length =
	    snprintf(number, sizeof(number), "%" PRIu32, cursor_u32le(key));
	query->policy_key =
	    query_keep(query, text_over(number, (size_t)length));
}

static void
read_parameters(struct eas_query *query, struct cursor *c)
{
	while (c->left > 0) {
		uint8_t tag = cursor_u8(c);
		struct cursor value = cursor_child(c, cursor_u8(c));

		if (c->ran_short)
			return;
		if (tag == TAG_USER)
			query->user =
			    query_keep(query, text_over(value.at, value.left));
		if (tag == TAG_OPTIONS && value.left == 1)
			query->accepts_multipart =
			    (value.at[0] & OPTION_MULTIPART) != 0;
	}
}

/* What stands behind the device id, up to where it does not fit. */
static void
read_rest(struct eas_query *query, struct cursor *c)
{
	struct cursor key = cursor_child(c, cursor_u8(c));
	struct cursor type;

	query->malformed = c->ran_short || (key.left != 0 && key.left != 4);
	if (query->malformed)
		return;
	keep_policy_key(query, &key);
	type = cursor_child(c, cursor_u8(c));
	if (!c->ran_short) {
		query->device_type =
		    query_keep(query, text_over(type.at, type.left));
		read_parameters(query, c);
	}
	query->malformed = c->ran_short;
}

static bool
is_between(const struct cursor *c, char first, char last)
{
	for (size_t i = 0; i < c->left; i++) {
		if (c->at[i] < first || c->at[i] > last)
			return false;
	}
	return true;
}

/* The order of a client library: the type, the key in decimal, a zero. Its
 * servers do not take it, but what it says is plain. False: it does not fit. */
static bool
read_other_order(struct eas_query *query, struct cursor *c)
{
	struct cursor type = cursor_child(c, cursor_u8(c));
	struct cursor key = cursor_child(c, cursor_u8(c));

	if (cursor_u8(c) != 0 || c->ran_short || c->left > 0 ||
	    !is_between(&type, ' ', '~') || !is_between(&key, '0', '9'))
		return false;
	query->device_type = query_keep(query, text_over(type.at, type.left));
	query->policy_key = TEXT_NOT_SEEN;
	if (key.left > 0)
		query->policy_key =
		    query_keep(query, text_over(key.at, key.left));
	return true;
}

/* The characters of the query with %2B, %2F and %3D undone, as proxies write
 * them. */
static size_t
undo_percent(struct text query, char *out)
{
	size_t used = 0;

	for (uint32_t i = 0; i < query.length; i++) {
		const char *at = query.bytes + i;
		char plain = *at;

		if (plain == '%' && query.length - i > 2) {
			if (at[1] == '2' && (at[2] | 0x20) == 'b')
				plain = '+';
			else if (at[1] == '2' && (at[2] | 0x20) == 'f')
				plain = '/';
			else if (at[1] == '3' && (at[2] | 0x20) == 'd')
				plain = '=';
			if (plain != '%')
				i += 2;
		}
		out[used++] = plain;
	}
	return used;
}

bool
base64_query_read(struct text text, struct eas_query *query)
{
	char plain[LIMIT_HTTP_VALUE];
	uint8_t bytes[LIMIT_HTTP_VALUE];
	struct cursor c;
	struct cursor id;
	struct cursor rest;
	const char *version;
	enum command command;
	size_t length;

	if (text.length > sizeof(plain) ||
	    !base64_decode(plain, undo_percent(text, plain), bytes,
		sizeof(bytes), &length))
		return false;
	c = cursor_over(bytes, length);
	version = version_name(cursor_u8(&c));
	command = command_by_code(cursor_u8(&c));
	cursor_skip(&c, 2);
	id = cursor_child(&c, cursor_u8(&c));
	if (c.ran_short || version == NULL || id.left == 0 ||
	    command == COMMAND_UNKNOWN)
		return false;
	query->command = command;
	query->is_base64 = true;
	query->version = text_from(version);
	query->command_name = text_from(command_name(command));
	query->device_id = keep_device_id(query, &id);
	rest = c;
	read_rest(query, &c);
	if (query->malformed && !read_other_order(query, &rest))
		query->key_hidden = !text_seen(query->policy_key);
	return true;
}
