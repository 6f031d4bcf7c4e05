/*
 * Scripts of HTTP connections, see talk.h.
 */
#include "tests/support/check.h"

#include "tests/support/talk.h"

#include <stdio.h>
#include <string.h>

/* What was told in words, and the connection it is about. */
struct stage {
	char words[16384];
	size_t length;
	uint64_t sent[2];
	struct health health;
	struct http *http;
	enum http_course course;
};

static struct stage stage;

static void
say_bytes(const void *bytes, size_t count)
{
	if (count > sizeof(stage.words) - 1 - stage.length)
		count = sizeof(stage.words) - 1 - stage.length;
	if (count > 0)
		memcpy(stage.words + stage.length, bytes, count);
	stage.length += count;
	stage.words[stage.length] = '\0';
}

static void
say_words(const char *words)
{
	say_bytes(words, strlen(words));
}

static void
say_count(const char *words, uint64_t count)
{
	char line[64];

	if (count == 0)
		return;
	(void)snprintf(line, sizeof(line), "%s %u\n", words, (unsigned)count);
	say_words(line);
}

static void
say_rest(const struct message *message)
{
	if (message->body.length > 0) {
		say_words(" [");
		say_bytes(message->body.bytes, message->body.length);
		say_words("]");
	}
	if (!message->headers_complete)
		say_words(" (head)");
	else if (!message->complete)
		say_words(" (part)");
	if (message->basic_credentials)
		say_words(" (basic)");
}

static void
say_request(const struct message *request)
{
	static const char *const methods[] = {
	    [METHOD_OTHER] = "OTHER ",
	    [METHOD_POST] = "POST ",
	    [METHOD_OPTIONS] = "OPTIONS ",
	    [METHOD_HEAD] = "HEAD ",
	    [METHOD_CONNECT] = "CONNECT ",
	};
	struct text url;

	if (request == NULL) {
		say_words("?");
		return;
	}
	url = message_url(request);
	say_words(methods[request->method]);
	say_bytes(url.bytes, url.length);
	say_rest(request);
}

static void
take_exchange(void *context, const struct message *request,
    const struct message *response)
{
	char status[16];

	assert_ptr_equal(context, &stage);
	assert_in_range(http_client(stage.http), 0, 1);
	say_request(request);
	say_words(" -> ");
	if (response == NULL) {
		say_words("?\n");
		return;
	}
	(void)snprintf(status, sizeof(status), "%u", response->status);
	say_words(status);
	say_rest(response);
	say_words("\n");
}

static enum interest
wanted(void *context, const struct message *request)
{
	struct text url = message_url(request);

	assert_ptr_equal(context, &stage);
	if (text_is(url, "/none"))
		return INTEREST_NONE;
	return text_is(url, "/front") ? INTEREST_FRONT : INTEREST_WHOLE;
}

static enum interest
wanted_response(void *context, const struct message *response)
{
	(void)response;
	assert_ptr_equal(context, &stage);
	return INTEREST_WHOLE;
}

static void
give(const struct step *step, size_t from, size_t count)
{
	int direction = step->direction;
	uint8_t *copy = guard_copy(step->bytes + from, count);
	struct origin origin = {
	    .at = {.time = 1, .frame = 1},
	    .offset = stage.sent[direction],
	    .peer = stage.sent[1 - direction],
	};
	enum http_course course =
	    http_bytes(stage.http, direction, copy, (uint32_t)count, &origin);

	guard_free(copy, count);
	stage.sent[direction] += count;
	if (stage.course == HTTP_GOES_ON)
		stage.course = course;
}

/* Gives a step's bytes in pieces, up to the place where the play stops. */
static void
give_pieces(const struct step *step, struct play *play)
{
	size_t count = step->count;
	size_t piece;

	for (size_t from = 0; from < count; from += piece) {
		if (stage.course != HTTP_GOES_ON)
			return;
		piece = play->longest == 0 ? count : play->longest;
		play->seed = play->seed * 1103515245u + 12345u;
		if (play->longest > 1)
			piece = 1 + (play->seed >> 16) % play->longest;
		if (piece > count - from)
			piece = count - from;
		give(step, from, piece);
	}
}

static void
take_step(const struct step *step, struct play *play)
{
	switch (step->kind) {
	case STEP_BYTES:
		give_pieces(step, play);
		break;
	case STEP_LOST:
		http_gap(stage.http, step->direction, step->count);
		stage.sent[step->direction] += step->count;
		break;
	case STEP_END:
		http_end(stage.http, step->direction);
		break;
	case STEP_NONE:
		break;
	}
}

/* Shortens a step to the bytes that are left to be played. */
static struct step
up_to_stop(const struct step *whole, const struct play *play)
{
	uint64_t done = stage.sent[0] + stage.sent[1];
	struct step step = *whole;

	if (play->stop == 0)
		return step;
	if (done >= play->stop)
		step.kind = STEP_NONE;
	else if (step.count > play->stop - done)
		step.count = (size_t)(play->stop - done);
	return step;
}

const char *
talk(const struct step *script, struct play play)
{
	static const struct http_sink sink = {
	    .request = wanted,
	    .response = wanted_response,
	    .exchange = take_exchange,
	};
	struct http_world *world;

	memset(&stage, 0, sizeof(stage));
	world = http_world_new(&stage.health, &sink);
	stage.http = http_new(world, play.client, &stage);
	for (; script->kind != STEP_NONE; script++) {
		struct step step = up_to_stop(script, &play);

		if (stage.course == HTTP_GOES_ON)
			take_step(&step, &play);
	}
	http_finish(stage.http);
	http_free(stage.http);
	http_world_free(world);
	if (stage.course != HTTP_GOES_ON)
		say_words(stage.course == HTTP_IS_TLS ? "tls\n" : "over\n");
	say_count("errors", stage.health.http_errors);
	say_count("limits", stage.health.limits_reached);
	return stage.words;
}

static void
tells_always(const struct step *script, struct play play, const char *expected)
{
	assert_string_equal(talk(script, play), expected);
	play.longest = 1;
	assert_string_equal(talk(script, play), expected);
	for (play.seed = 1; play.seed <= 8; play.seed++) {
		play.longest = play.seed * 4;
		assert_string_equal(talk(script, play), expected);
	}
}

void
tells(const struct step *script, const char *expected)
{
	tells_always(script, (struct play){.client = 0}, expected);
}

void
tells_midway(const struct step *script, const char *expected)
{
	tells_always(script, (struct play){.client = -1}, expected);
}

void
tells_in_segments(const struct step *script, const char *expected)
{
	assert_string_equal(talk(script, (struct play){.client = 0}), expected);
}
