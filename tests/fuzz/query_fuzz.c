/*
 * The query of a request, plain or base64: as it is, and with the bytes put
 * into base64, so that they get behind it.
 *
 *   flags 1: OPTIONS, CUT, HAS_PATH | the URL, or its query: the rest
 */
#include <string.h>

#include "decode/activesync.h"
#include "decode/base64.h"
#include "decode/limits.h"
#include "tests/fuzz/fuzz.h"

enum {
	OPTIONS = 0x01,
	CUT = 0x02,
	HAS_PATH = 0x04, /* in the bytes */
};

static const char path[] = "/Microsoft-Server-ActiveSync?";

/* A value lies in the query's own room or in the message's head. */
static void
check_value(struct text value, const struct message *message,
    const struct eas_query *query)
{
	const char *head = (const char *)message->head.bytes;

	if (!text_filled(value))
		return;
	if (value.bytes >= query->room &&
	    value.bytes < query->room + query->used)
		HOLDS(value.length <=
		      (size_t)(query->room + query->used - value.bytes));
	else if (value.bytes >= head &&
		 value.bytes < head + message->head.length)
		HOLDS(value.length <=
		      (size_t)(head + message->head.length - value.bytes));
}

/* True: it is a query of ours. */
static bool
ask(uint8_t flags, const void *bytes, size_t length)
{
	struct message_pool pool = {.unused = NULL};
	struct message *message = message_take(&pool);
	struct eas_query query;
	bool ours;

	message->method = (flags & OPTIONS) ? METHOD_OPTIONS : METHOD_POST;
	message->url_complete = (flags & CUT) == 0;
	if ((flags & HAS_PATH) == 0)
		message_add(message, &message->url, path, sizeof(path) - 1);
	message_add(message, &message->url, bytes, length);
	ours = eas_query_read(message, &query);
	if (ours) {
		HOLDS(query.used <= QUERY_ROOM);
		HOLDS(query.command < COMMAND_COUNT);
		check_value(query.command_name, message, &query);
		check_value(query.device_id, message, &query);
		check_value(query.device_type, message, &query);
		check_value(query.user, message, &query);
		check_value(query.policy_key, message, &query);
		check_value(query.version, message, &query);
	}
	message_give_back(&pool, message);
	message_pool_done(&pool);
	return ours;
}

/* What was encoded is decoded to the same. */
static void
there_and_back(const struct buffer *text, struct cursor input)
{
	uint8_t room[LIMIT_HTTP_VALUE];
	size_t length = 0;

	if (input.left > sizeof(room))
		return;
	HOLDS(base64_decode((const char *)text->bytes, text->length, room,
	    sizeof(room), &length));
	HOLDS(length == input.left && memcmp(room, input.at, length) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	uint8_t flags = cursor_u8(&input);
	struct buffer text = {.bytes = NULL};
	bool plain;
	bool coded;

	if (input.left == 0 || input.left > LIMIT_HTTP_VALUE / 2)
		return 0;
	plain = ask(flags, input.at, input.left);
	base64_encode(input.at, input.left, &text, LIMIT_HTTP_VALUE);
	there_and_back(&text, input);
	coded = ask(flags & (uint8_t)~HAS_PATH, text.bytes, text.length);
	fuzz_tell("%s of ours; in base64 %s", plain ? "one" : "none",
	    coded ? "one" : "none");
	buffer_done(&text);
	return 0;
}
