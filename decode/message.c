/*
 * One HTTP message as far as it is kept, see message.h.
 */
#include "decode/message.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decode/base64.h"
#include "decode/limits.h"
#include "decode/model/budget.h"
#include "decode/model/memory.h"

/* Memory that an unused message may keep, so that the next one asks for
 * none. */
#define KEPT_HEAD 2048u
#define KEPT_BODY 4096u

/* Messages that are kept for reuse. */
#define UNUSED_MESSAGES 256u

void
message_reset(struct message *message)
{
	struct buffer head = message->head;
	struct buffer body = message->body;

	struct buffer wire = message->wire;
	struct buffer frames = message->frames;

	buffer_reset(&head, KEPT_HEAD);
	buffer_reset(&body, KEPT_BODY);
	/* Its secrets were blotted out as it came. */
	buffer_empty(&wire, KEPT_HEAD);
	buffer_empty(&frames, KEPT_HEAD);
	*message = (struct message){
	    .head = head, .body = body, .wire = wire, .frames = frames};
}

void
message_done(struct message *message)
{
	buffer_done(&message->head);
	buffer_done(&message->body);
	buffer_done(&message->wire);
	buffer_done(&message->frames);
}

static void
message_free(struct message *message)
{
	message_done(message);
	budget_change(BUDGET_TALKS, sizeof(*message), 0);
	free(message);
}

struct message *
message_take(struct message_pool *pool)
{
	struct message *message = pool->unused;

	if (message == NULL) {
		budget_change(BUDGET_TALKS, 0, sizeof(*message));
		return memory_get(1, sizeof(*message));
	}
	pool->unused = message->next;
	pool->count--;
	message->next = NULL;
	return message;
}

void
message_give_back(struct message_pool *pool, struct message *message)
{
	if (message == NULL)
		return;
	if (pool->count == UNUSED_MESSAGES) {
		message_free(message);
		return;
	}
	message_reset(message);
	message->next = pool->unused;
	pool->unused = message;
	pool->count++;
}

void
message_pool_done(struct message_pool *pool)
{
	while (pool->unused != NULL) {
		struct message *message = pool->unused;

		pool->unused = message->next;
		message_free(message);
	}
	pool->count = 0;
}

bool
message_add(
    struct message *message, struct span *span, const char *bytes, size_t count)
{
	size_t before = message->head.length;
	size_t room = LIMIT_HTTP_VALUE - span->length;
	bool fits = count <= room;

	if (!span->seen) {
		span->seen = true;
		span->offset = (uint32_t)before;
	}
	if (!fits)
		count = room;
	if (!buffer_append(&message->head, bytes, count, LIMIT_HTTP_HEAD))
		fits = false;
	span->length += (uint32_t)(message->head.length - before);
	return fits;
}

bool
message_add_body(struct message *message, const char *bytes, size_t count)
{
	bool whole = message->interest == INTEREST_WHOLE;
	size_t limit = whole ? LIMIT_BODY_WHOLE : LIMIT_BODY_FRONT;

	if (message->interest == INTEREST_NONE || message->body_gap ||
	    buffer_append(&message->body, bytes, count, limit) ||
	    message->body_cut)
		return true;
	message->body_cut = true;
	return !whole;
}

static struct text
text_of(const struct message *message, const struct span *span)
{
	if (!span->seen)
		return TEXT_NOT_SEEN;
	if (span->length == 0)
		return text_over("", 0);
	return text_over(message->head.bytes + span->offset, span->length);
}

struct text
message_url(const struct message *message)
{
	return text_of(message, &message->url);
}

struct text
message_user(const struct message *message)
{
	return text_of(message, &message->user);
}

struct text
message_header(const struct message *message, enum header header)
{
	return text_of(message, &message->headers[header]);
}

/* Keeps the user name of "user:password" that follows "Basic ". */
static void
keep_user(struct message *message, struct text value)
{
	uint8_t plain[LIMIT_HTTP_VALUE];
	const uint8_t *colon = NULL;
	size_t length;

	if (base64_decode(
		value.bytes, value.length, plain, sizeof(plain), &length) &&
	    length > 0)
		colon = memchr(plain, ':', length);
	/* Sent twice: the first one counts. */
	if (colon != NULL && !message->basic_credentials) {
		message->basic_credentials = true;
		(void)message_add(message, &message->user, (const char *)plain,
		    (size_t)(colon - plain));
	}
	memory_wipe(plain, length);
}

static const char basic[] = "Basic ";

bool
message_names_user(const struct message *message)
{
	struct text value =
	    text_trim(message_header(message, HEADER_AUTHORIZATION));

	return value.length > sizeof(basic) - 1 &&
	       strncasecmp(value.bytes, basic, sizeof(basic) - 1) == 0;
}

void
message_take_credentials(struct message *message)
{
	struct span *span = &message->headers[HEADER_AUTHORIZATION];
	struct text value = text_trim(text_of(message, span));
	uint32_t scheme = sizeof(basic) - 1;
	uint8_t copy[LIMIT_HTTP_VALUE];

	if (!span->seen)
		return;
	if (message_names_user(message)) {
		uint32_t length = value.length - scheme;

		/* The head may move when the user name is added to it. */
		memcpy(copy, value.bytes + scheme, length);
		memory_wipe(message->head.bytes + span->offset, span->length);
		keep_user(
		    message, text_trim(text_over((const char *)copy, length)));
		memory_wipe(copy, length);
	} else if (span->length > 0) {
		memory_wipe(message->head.bytes + span->offset, span->length);
	}
	*span = (struct span){0};
}

void
message_seen_in(struct message *message, struct moment at)
{
	message->last = at;
	/* Of what is stepped over nobody will ask. */
	if (!message->watched ||
	    (message->headers_complete && message->interest == INTEREST_NONE))
		return;
	(void)buffer_append(&message->frames, &at.frame, sizeof(at.frame),
	    LIMIT_HTTP_FRAMES * sizeof(at.frame));
}

enum secrecy
header_secrecy(enum header header)
{
	static const uint8_t secrecy[HEADER_COUNT] = {
#define HEADER(symbol, name, secret) [HEADER_##symbol] = (secret),
#include "decode/headers.def"
#undef HEADER
	};

	return (enum secrecy)secrecy[header];
}

enum header
header_by_name(const char *name, size_t length)
{
	static const struct {
		const char *name;
		size_t length;
	} known[HEADER_COUNT] = {
#define HEADER(symbol, name, secret)                                           \
	[HEADER_##symbol] = {(name), sizeof(name) - 1},
#include "decode/headers.def"
#undef HEADER
	};

	/* Most headers are told off by length and first letter alone. */
	static const uint64_t lengths = 0
#define HEADER(symbol, name, secret) | UINT64_C(1) << (sizeof(name) - 1)
#include "decode/headers.def"
#undef HEADER
	    ;

	if (length >= 64 || (lengths >> length & 1) == 0)
		return HEADER_NONE;
	for (int i = HEADER_NONE + 1; i < HEADER_COUNT; i++)
		if (known[i].length == length &&
		    ((known[i].name[0] ^ name[0]) & ~0x20) == 0 &&
		    strncasecmp(known[i].name, name, length) == 0)
			return (enum header)i;
	return HEADER_NONE;
}
