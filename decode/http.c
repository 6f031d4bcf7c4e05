/*
 * Two byte streams into HTTP exchanges, see http.h.
 *
 *   SEEKING --start of a message--> READING --hole, error--> SEEKING
 *                                   READING --tunnel, end--> OVER
 */
#include "decode/http.h"

#include <stdlib.h>

#include "decode/answers.h"
#include "decode/framing.h"
#include "decode/model/memory.h"
#include "decode/opening.h"
#include "decode/seek.h"

enum stream_state {
	STREAM_SEEKING,
	STREAM_READING,
	STREAM_OVER,
};

/* One direction. */
struct stream {
	struct http *http;
	struct framing *framing; /* NULL while the roles are unknown */
	struct origin origin;    /* of the bytes being read */
	uint64_t offset;         /* of the next byte */
	enum stream_state state;
	bool is_server;
	enum lost_before lost; /* since the last message began */
};

struct http {
	struct http_world *world;
	struct stream streams[2];
	struct answers answers;
	struct opening opening; /* of the client's bytes */
	bool opens;             /* what they are is not decided yet */
	int client;             /* -1 where that is not known */
	bool guessed;           /* `client` is, by a start line */
	bool was_http;          /* a head was read since the opening */
};

struct http_world *
http_world_new(struct health *health, const struct http_sink *sink)
{
	struct http_world *world = memory_get(1, sizeof(*world));

	world->health = health;
	world->sink = *sink;
	return world;
}

void
http_world_free(struct http_world *world)
{
	if (world == NULL)
		return;
	message_pool_done(&world->pool);
	free(world);
}

/* The end of a message, whole or not. */
static void
close_message(struct stream *stream, bool whole)
{
	struct http *http = stream->http;
	struct message *message =
	    stream->framing == NULL ? NULL : framing_let_go(stream->framing);

	if (message == NULL)
		return;
	message->closed = true;
	message->complete = whole && !message->body_gap;
	if (stream->is_server)
		answers_response_ends(&http->answers, message, stream->offset);
	else
		answers_request_ends(&http->answers, message);
}

static struct message *
begin_message(void *context)
{
	struct stream *stream = context;
	struct http *http = stream->http;
	struct message *message = message_take(&http->world->pool);

	message->serial = ++http->world->messages;
	message->begin = stream->origin.offset;
	message->peer = stream->origin.peer;
	message->first = stream->origin.at;
	message->watched = http->world->sink.watched;
	if (!stream->is_server) {
		answers_ask(&http->answers, message, stream->lost);
		stream->lost = LOST_NOTHING;
	}
	return message;
}

/* What follows the head of a response (RFC 9112 section 6.3). */
static enum body_follows
body_of(const struct message *request, const struct message *response)
{
	bool connect = request != NULL && request->method == METHOD_CONNECT;

	if (response->status == 101 || (connect && response->status / 100 == 2))
		return BODY_TUNNEL;
	if (response->status < 200 || response->status == 204 ||
	    response->status == 304)
		return BODY_NONE;
	return request != NULL && request->method == METHOD_HEAD ? BODY_NONE
								 : BODY_AS_TOLD;
}

static enum body_follows
head_complete(void *context, struct message *message)
{
	struct stream *stream = context;
	struct http *http = stream->http;
	struct answers *answers = &http->answers;

	http->was_http = true;
	http->guessed = false;
	if (!stream->is_server) {
		message->interest =
		    http->world->sink.request(answers->context, message);
		return BODY_AS_TOLD;
	}
	if (message->status >= 100 && message->status < 200) {
		if (!answers->interim)
			answers->interim_begin = message->begin;
		answers->interim = true;
	} else {
		answers_pair(answers, message);
	}
	return body_of(message->request, message);
}

/* Which side sends requests is known from here on. */
static void
settle_roles(struct http *http, int client)
{
	static const struct framing_sink sink = {
	    .begin = begin_message, .head = head_complete};

	http->client = client;
	for (int i = 0; i < 2; i++) {
		struct stream *stream = &http->streams[i];

		stream->is_server = i != client;
		if (stream->framing == NULL)
			stream->framing = framing_new(stream->is_server, &sink,
			    stream, http->world->health);
	}
}

struct http *
http_new(struct http_world *world, int client, void *context)
{
	struct http *http = memory_get(1, sizeof(*http));

	http->world = world;
	http->answers.world = world;
	http->answers.context = context;
	http->client = -1;
	for (int i = 0; i < 2; i++)
		http->streams[i].http = http;
	http->opens = client >= 0;
	if (client >= 0)
		settle_roles(http, client);
	return http;
}

void
http_free(struct http *http)
{
	if (http == NULL)
		return;
	http_finish(http);
	for (int i = 0; i < 2; i++)
		framing_free(http->streams[i].framing);
	free(http);
}

/* Where the framing is lost, the next start is looked for. */
static void
lose_place(struct stream *stream)
{
	bool between = framing_message(stream->framing) == NULL;

	close_message(stream, false);
	stream->lost = between ? LOST_WHOLE : LOST_END;
	/* The interim responses before the hole were for another request. */
	if (stream->is_server)
		stream->http->answers.interim = false;
	stream->state = STREAM_SEEKING;
}

/* What looked like the start of a message was none. */
static void
forget_message(struct stream *stream)
{
	struct http *http = stream->http;
	struct message *message = framing_message(stream->framing);

	if (message == NULL || message->answer != NULL) {
		lose_place(stream);
		return;
	}
	(void)framing_let_go(stream->framing);
	if (!stream->is_server) {
		answers_take_back(&http->answers, message);
		stream->lost = message->lost;
	}
	message_give_back(&http->world->pool, message);
	stream->state = STREAM_SEEKING;
}

/* What told which side is the client was no message: nobody knows again. */
static void
take_back_roles(struct http *http)
{
	for (int i = 0; i < 2; i++)
		if (http->streams[i].state == STREAM_READING)
			forget_message(&http->streams[i]);
	answers_finish(&http->answers);
	http->client = -1;
	http->guessed = false;
}

static void
start_reading(struct stream *stream, bool whole_line)
{
	framing_restart(stream->framing, stream->is_server, !whole_line);
	stream->state = STREAM_READING;
	if (stream->is_server)
		stream->http->answers.queue.server_hole = stream->offset;
}

/* A start was found: tells which side is the client, where that is not known.
 * It is a guess until a head was read, which a whole start line of the other
 * kind corrects. False: this one is of the other kind and too little. */
static bool
accept_roles(struct http *http, int client, bool whole_line)
{
	if (http->client == client)
		return true;
	if (http->client >= 0 && !whole_line)
		return false;
	take_back_roles(http);
	settle_roles(http, client);
	http->guessed = true;
	return true;
}

/* Looks for a start among `count` bytes and begins to read there. Gives how
 * many to step over: all of them where there is none. */
static size_t
seek_start(struct http *http, int direction, const uint8_t *bytes, size_t count)
{
	struct stream *stream = &http->streams[direction];
	enum start_kind wanted = START_NONE;
	enum start_kind found;
	size_t at = 0;
	bool whole;

	if (http->client >= 0 && !http->guessed)
		wanted = stream->is_server ? START_RESPONSE : START_REQUEST;
	found = start_at_front(bytes, count, wanted);
	if (found == START_NONE)
		found = start_inside(bytes, count, wanted, &at);
	if (found == START_NONE)
		return count;
	whole = start_is_whole(bytes + at, count - at);
	if (!accept_roles(http,
		found == START_REQUEST ? direction : 1 - direction, whole))
		return count;
	stream->offset += at;
	start_reading(stream, whole);
	stream->offset -= at;
	return at;
}

/* The other protocol that a response switches to: the one it was asked for,
 * or whatever comes through a tunnel (RFC 9110 section 9.3.6), which is looked
 * at as a new connection. */
static enum http_course
switch_protocol(struct http *http, bool tunnel)
{
	if (!tunnel)
		return HTTP_IS_OVER;
	for (int i = 0; i < 2; i++) {
		close_message(&http->streams[i], false);
		http->streams[i].state = STREAM_SEEKING;
	}
	http->opening = (struct opening){0};
	http->opens = true;
	http->was_http = false;
	return HTTP_GOES_ON;
}

/* What becomes of a stream at the end of what was read. */
static enum http_course
take_result(struct stream *stream, enum framing_result result)
{
	struct message *message = framing_message(stream->framing);

	switch (result) {
	case FRAMING_MORE:
		break;
	case FRAMING_MESSAGE_END:
		close_message(stream, true);
		break;
	case FRAMING_FAILED:
		lose_place(stream);
		if (stream->http->guessed)
			take_back_roles(stream->http);
		break;
	case FRAMING_NO_MESSAGE:
		forget_message(stream);
		if (stream->http->guessed)
			take_back_roles(stream->http);
		break;
	case FRAMING_TUNNEL: {
		bool tunnel = message->status != 101;

		close_message(stream, true);
		return switch_protocol(stream->http, tunnel);
	}
	case FRAMING_HTTP_2:
		forget_message(stream);
		return HTTP_IS_OVER;
	}
	return HTTP_GOES_ON;
}

/* Reads up to the end of a message. Gives how many bytes were taken. */
static size_t
read_some(struct stream *stream, const uint8_t *bytes, size_t count,
    enum http_course *course)
{
	bool inside = framing_message(stream->framing) != NULL;
	enum framing_result result;
	size_t taken = framing_read(stream->framing, bytes, count, &result);
	struct message *message = framing_message(stream->framing);

	/* What made the guess was none of it: these bytes may be a start. */
	if (result == FRAMING_NO_MESSAGE && inside)
		taken = 0;
	stream->offset += taken;
	if (message != NULL)
		message_seen_in(message, stream->origin.at);
	*course = take_result(stream, result);
	return taken;
}

/* The first bytes of the client's side: steps over what may stand before the
 * first request, and decides what the connection is. Gives how many bytes were
 * taken. */
static size_t
read_opening(struct http *http, const uint8_t *bytes, size_t count,
    enum http_course *course)
{
	struct stream *stream = &http->streams[http->client];
	size_t done = opening_read(&http->opening, bytes, count);

	stream->offset += done;
	if (done == count)
		return done;
	http->opens = false;
	bytes += done;
	count -= done;
	if (tls_record_begins(bytes, count))
		*course = HTTP_IS_TLS;
	else if (!request_may_begin(bytes, count))
		*course = HTTP_IS_OVER;
	else
		start_reading(stream, start_is_whole(bytes, count));
	return done;
}

/* Takes some of the bytes. Gives how many. */
static size_t
take_some(struct stream *stream, const uint8_t *bytes, size_t count,
    enum http_course *course)
{
	struct http *http = stream->http;
	int direction = stream == &http->streams[1];
	size_t done = count;

	stream->origin.offset = stream->offset;
	if (direction == http->client && http->opens)
		return read_opening(http, bytes, count, course);
	if (stream->state == STREAM_READING)
		return read_some(stream, bytes, count, course);
	if (stream->state == STREAM_SEEKING)
		done = seek_start(http, direction, bytes, count);
	stream->offset += done;
	return done;
}

enum http_course
http_bytes(struct http *http, int direction, const uint8_t *bytes,
    uint32_t count, const struct origin *origin)
{
	struct stream *stream = &http->streams[direction];
	enum http_course course = HTTP_GOES_ON;
	size_t left = count;

	stream->origin = *origin;
	stream->offset = origin->offset;
	if (!http->was_http && stream->state == STREAM_SEEKING &&
	    tls_record_begins(bytes, left))
		return HTTP_IS_TLS;
	while (left > 0 && course == HTTP_GOES_ON) {
		size_t done = take_some(stream, bytes, left, &course);

		bytes += done;
		left -= done;
	}
	return course;
}

/* Reading goes on behind a hole inside a body. */
static void
bridge(struct stream *stream, uint64_t count)
{
	framing_message(stream->framing)->body_gap = true;
	stream->offset += count;
	if (framing_ends_with_connection(stream->framing))
		return;
	if (framing_fill(stream->framing, count) == FRAMING_MESSAGE_END)
		close_message(stream, true);
}

void
http_gap(struct http *http, int direction, uint64_t count)
{
	struct stream *stream = &http->streams[direction];
	uint64_t inside = 0;

	if (direction == http->client)
		http->opens = false;
	if (stream->state == STREAM_READING)
		inside = framing_body_part(stream->framing, count);
	if (inside > 0)
		bridge(stream, inside);
	if (count == inside)
		return;
	stream->offset += count - inside;
	if (stream->is_server)
		http->answers.hole = stream->offset;
	if (stream->state == STREAM_READING)
		lose_place(stream);
	else if (stream->state == STREAM_SEEKING &&
		 stream->lost == LOST_NOTHING)
		stream->lost = LOST_WHOLE;
}

void
http_end(struct http *http, int direction)
{
	struct stream *stream = &http->streams[direction];

	if (stream->framing != NULL)
		close_message(
		    stream, framing_ends_with_connection(stream->framing));
	stream->state = STREAM_OVER;
}

void
http_finish(struct http *http)
{
	for (int i = 0; i < 2; i++) {
		close_message(&http->streams[i], false);
		http->streams[i].state = STREAM_OVER;
	}
	answers_finish(&http->answers);
}

bool
http_steps_over(const struct http *http, int direction)
{
	const struct stream *stream = &http->streams[direction];
	const struct message *message =
	    stream->framing == NULL ? NULL : framing_message(stream->framing);

	return message != NULL && message->headers_complete &&
	       (message->interest == INTEREST_NONE || message->body_cut);
}

int
http_client(const struct http *http)
{
	return http->client;
}
