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
	int client;
	bool opened;   /* by the client, and that was seen */
	bool was_http; /* a head was read on it */
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

static enum body_follows
request_head(void *context, struct message *message)
{
	struct stream *stream = context;
	struct http *http = stream->http;

	http->was_http = true;
	message->interest =
	    http->world->sink.request(http->answers.context, message);
	return BODY_AS_TOLD;
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
response_head(void *context, struct message *message)
{
	struct stream *stream = context;
	struct http *http = stream->http;

	http->was_http = true;
	if (message->status >= 100 && message->status < 200) {
		if (!http->answers.interim)
			http->answers.interim_begin = message->begin;
		http->answers.interim = true;
	} else {
		answers_pair(&http->answers, message);
	}
	return body_of(message->request, message);
}

/* Which side sends requests is known from here on. */
static void
settle_roles(struct http *http, int client)
{
	static const struct framing_sink requests = {
	    .begin = begin_message, .head = request_head};
	static const struct framing_sink responses = {
	    .begin = begin_message, .head = response_head};
	struct stream *asks = &http->streams[client];
	struct stream *answers = &http->streams[1 - client];
	struct health *health = http->world->health;

	http->client = client;
	answers->is_server = true;
	asks->framing = framing_new(false, &requests, asks, health);
	answers->framing = framing_new(true, &responses, answers, health);
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
	http->opened = client >= 0;
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

/* Looks for a start among `count` bytes. Gives how many to step over: all of
 * them where there is none. */
static size_t
seek_start(struct http *http, int direction, const uint8_t *bytes, size_t count)
{
	struct stream *stream = &http->streams[direction];
	enum start_kind wanted = START_NONE;
	enum start_kind found;
	size_t at = 0;

	if (http->client >= 0)
		wanted = stream->is_server ? START_RESPONSE : START_REQUEST;
	found = start_at_front(bytes, count, wanted);
	if (found == START_NONE)
		found = start_inside(bytes, count, wanted, &at);
	if (found == START_NONE)
		return count;
	if (http->client < 0)
		settle_roles(
		    http, found == START_REQUEST ? direction : 1 - direction);
	framing_restart(stream->framing, true);
	stream->state = STREAM_READING;
	if (stream->is_server)
		http->answers.queue.server_hole = stream->offset + at;
	return at;
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

/* Reads up to the end of a message. Gives how many bytes were taken. */
static size_t
read_some(struct stream *stream, const uint8_t *bytes, size_t count,
    enum http_course *course)
{
	enum framing_result result;
	size_t taken = framing_read(stream->framing, bytes, count, &result);
	struct message *message = framing_message(stream->framing);

	stream->offset += taken;
	if (message != NULL)
		message_seen_in(message, stream->origin.at);
	if (result == FRAMING_MESSAGE_END) {
		close_message(stream, true);
	} else if (result == FRAMING_FAILED) {
		lose_place(stream);
	} else if (result == FRAMING_NO_MESSAGE) {
		forget_message(stream);
	} else if (result == FRAMING_TUNNEL) {
		close_message(stream, true);
		stream->state = STREAM_OVER;
		if (stream->is_server)
			*course = HTTP_IS_OVER;
	}
	return taken;
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
	if (http->opened && direction == http->client && stream->offset == 0 &&
	    !http_may_begin(bytes, left))
		return HTTP_IS_OVER;
	while (left > 0 && course == HTTP_GOES_ON) {
		size_t done = left;

		stream->origin.offset = stream->offset;
		if (stream->state == STREAM_READING) {
			done = read_some(stream, bytes, left, &course);
		} else {
			if (stream->state == STREAM_SEEKING)
				done = seek_start(http, direction, bytes, left);
			stream->offset += done;
		}
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

	if (stream->state == STREAM_READING)
		inside = framing_body_part(stream->framing, count);
	if (inside > 0)
		bridge(stream, inside);
	if (count == inside)
		return;
	stream->offset += count - inside;
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

bool
http_may_begin(const uint8_t *bytes, size_t count)
{
	return start_at_front(bytes, count, START_REQUEST) == START_REQUEST;
}

bool
tls_begins(const uint8_t *bytes, size_t count)
{
	return tls_record_begins(bytes, count);
}
