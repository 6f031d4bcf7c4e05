/*
 * Halves of an exchange, see halves.h.
 */
#include "tests/support/check.h"

#include "tests/support/halves.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/framing.h"
#include "tests/support/vectors.h"

struct halves halves;

static void
take_payload(void *context, struct text payload)
{
	assert_ptr_equal(context, &halves);
	assert_true(text_filled(payload));
	halves.payloads++;
}

int
halves_set_up(void **state)
{
	struct exchange_listener listener = {take_payload, &halves};

	(void)state;
	memset(&halves, 0, sizeof(halves));
	halves.request.serial = 1;
	halves.response.serial = 2;
	halves.reader = exchange_reader_new(&halves.health, &listener);
	return 0;
}

int
halves_tear_down(void **state)
{
	(void)state;
	exchange_reader_free(halves.reader);
	message_done(&halves.request);
	message_done(&halves.response);
	return 0;
}

static struct message *
begin(void *context)
{
	return context;
}

static enum body_follows
head_of_request(void *context, struct message *message)
{
	(void)context;
	message->interest = exchange_interest(halves.reader, message);
	return BODY_AS_TOLD;
}

static enum body_follows
head_of_response(void *context, struct message *message)
{
	(void)context;
	message->interest = halves.has_request
				? halves.request.interest
				: exchange_interest_response(message);
	return BODY_AS_TOLD;
}

static void
give(struct framing *framing, const void *bytes, size_t count)
{
	enum framing_result result;
	uint8_t *copy = guard_copy(bytes, count);

	assert_int_equal(framing_read(framing, copy, count, &result), count);
	guard_free(copy, count);
	assert_true(result == FRAMING_MORE || result == FRAMING_MESSAGE_END);
}

static void
read_half(bool response, const char *head, const void *body, size_t count)
{
	static const struct framing_sink requests = {begin, head_of_request};
	static const struct framing_sink responses = {begin, head_of_response};
	struct message *message = response ? &halves.response : &halves.request;
	struct framing *framing = framing_new(response,
	    response ? &responses : &requests, message, &halves.health);
	char end[64];

	message->first = (struct moment){.time = 5, .frame = response ? 2 : 1};
	message->last = message->first;
	(void)snprintf(end, sizeof(end), "Content-Length: %zu\r\n\r\n", count);
	give(framing, head, strlen(head));
	give(framing, end, strlen(end));
	if (count > 0)
		give(framing, body, count);
	assert_ptr_equal(framing_let_go(framing), message);
	framing_free(framing);
	message->closed = true;
	message->complete = true;
}

void
asked(const char *head, const void *body, size_t count)
{
	read_half(false, head, body, count);
	halves.has_request = true;
}

void
answered(const char *head, const void *body, size_t count)
{
	read_half(true, head, body, count);
	halves.has_response = true;
}

void
asked_document(const char *head, const char *name)
{
	size_t count;
	uint8_t *bytes = vector(name, &count);

	asked(head, bytes, count);
	free(bytes);
}

void
answered_document(const char *head, const char *name)
{
	size_t count;
	uint8_t *bytes = vector(name, &count);

	answered(head, bytes, count);
	free(bytes);
}

bool
reads(void)
{
	return exchange_read(halves.reader,
	    halves.has_request ? &halves.request : NULL,
	    halves.has_response ? &halves.response : NULL, &halves.seen);
}

void
text_equals(struct text text, const char *wanted)
{
	if (wanted == NULL && !text_seen(text))
		return;
	if (wanted == NULL || !text_is(text, wanted))
		fail_msg("'%.*s' is not '%s'", (int)text.length,
		    text_seen(text) ? text.bytes : "(not seen)",
		    wanted == NULL ? "(not seen)" : wanted);
}
