/*
 * Two HTTP messages into one observation, see exchange.h.
 */
#include "decode/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "decode/activesync.h"
#include "decode/blot.h"
#include "decode/bytes.h"
#include "decode/coding.h"
#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/provision.h"
#include "decode/wbxml.h"

static const char wbxml_type[] = "application/vnd.ms-sync";
static const char multipart_type[] = "application/vnd.ms-sync.multipart";

struct exchange_reader {
	struct health *health;
	struct exchange_listener listener;
	struct provision_reader *provision;
	struct buffer request_room, response_room;
	struct buffer blotted; /* for the listener */
	struct wire_rooms {
		struct buffer plain, blotted;
	} request_wire, response_wire;
	char status[16];
	uint64_t query_of; /* serial of the message that `query` tells of */
	bool is_eas;
	struct eas_query query;
};

/* A body with its coding undone. */
struct plain_body {
	struct text bytes;
	bool whole; /* nothing of it is missing */
};

struct exchange_reader *
exchange_reader_new(
    struct health *health, const struct exchange_listener *listener)
{
	struct exchange_reader *reader = memory_get(1, sizeof(*reader));

	reader->health = health;
	reader->listener = *listener;
	reader->provision = provision_reader_new();
	return reader;
}

static void
rooms_done(struct wire_rooms *rooms)
{
	buffer_done(&rooms->plain);
	buffer_done(&rooms->blotted);
}

void
exchange_reader_free(struct exchange_reader *reader)
{
	if (reader == NULL)
		return;
	provision_reader_free(reader->provision);
	buffer_done(&reader->request_room);
	buffer_done(&reader->response_room);
	buffer_done(&reader->blotted);
	rooms_done(&reader->request_wire);
	rooms_done(&reader->response_wire);
	free(reader);
}

static bool
wants_whole(enum command command)
{
	return command == COMMAND_PROVISION || command == COMMAND_SETTINGS;
}

/* Asked twice for nearly every request, when its head and when its answer is
 * complete, mostly with no other one in between. */
static bool
read_query(struct exchange_reader *reader, const struct message *request)
{
	if (reader->query_of == request->serial && request->serial != 0)
		return reader->is_eas;
	reader->is_eas = eas_query_read(request, &reader->query);
	reader->query_of = request->serial;
	return reader->is_eas;
}

enum interest
exchange_interest(struct exchange_reader *reader, const struct message *request)
{
	if (!read_query(reader, request))
		return INTEREST_NONE;
	if (request->method == METHOD_POST &&
	    wants_whole(reader->query.command))
		return INTEREST_WHOLE;
	return INTEREST_FRONT;
}

static bool
begins_with(struct text text, const char *front)
{
	struct text wanted = text_from(front);

	return text.length >= wanted.length &&
	       text_equal_nocase(text_over(text.bytes, wanted.length), wanted);
}

static bool
has_type(const struct message *message, const char *type)
{
	return begins_with(
	    text_trim(message_header(message, HEADER_CONTENT_TYPE)), type);
}

enum interest
exchange_interest_response(const struct message *response)
{
	return has_type(response, wbxml_type) ? INTEREST_WHOLE : INTEREST_NONE;
}

/* The WBXML part of a multipart body: its first one. */
static void
take_first_part(struct plain_body *body)
{
	struct cursor c = cursor_over(body->bytes.bytes, body->bytes.length);
	uint32_t parts = cursor_u32le(&c);
	uint32_t offset = cursor_u32le(&c);
	uint32_t length = cursor_u32le(&c);
	struct cursor part;

	if (c.ran_short || parts == 0) {
		*body = (struct plain_body){.bytes = text_over("", 0)};
		return;
	}
	part = cursor_over(body->bytes.bytes, body->bytes.length);
	cursor_skip(&part, offset);
	part = cursor_child(&part, length);
	body->whole = !part.ran_short;
	body->bytes =
	    text_over(part.left == 0 ? "" : (const char *)part.at, part.left);
}

/* A coded body is undone no further than one that is not is kept. */
static enum verdict
undo_coding(
    const struct message *message, struct buffer *room, struct plain_body *out)
{
	struct text raw = text_over(
	    message->body.length == 0 ? "" : (const char *)message->body.bytes,
	    message->body.length);
	size_t wanted = message->interest == INTEREST_WHOLE ? LIMIT_INFLATED
							    : LIMIT_BODY_FRONT;
	enum verdict verdict =
	    coding_undo(message_header(message, HEADER_CONTENT_ENCODING), raw,
		wanted, room, &out->bytes);

	out->whole =
	    message->complete && !message->body_cut && verdict == VERDICT_OK;
	if (has_type(message, multipart_type))
		take_first_part(out);
	return verdict;
}

/* A body that may be WBXML, undone; false for any other. */
static bool
undo_body(struct exchange_reader *reader, const struct message *message,
    struct buffer *room, struct plain_body *out)
{
	struct text type = message_header(message, HEADER_CONTENT_TYPE);
	enum verdict verdict;

	if (!message->headers_complete ||
	    (text_filled(type) && !has_type(message, wbxml_type)))
		return false;
	verdict = undo_coding(message, room, out);
	if (verdict == VERDICT_LIMIT)
		reader->health->limits_reached++;
	else if (verdict == VERDICT_MALFORMED || verdict == VERDICT_UNSUPPORTED)
		reader->health->http_errors++;
	return true;
}

/* The commands that have a Password in their documents (blot.h), and one that
 * is not known. */
static bool
may_carry_password(enum command command)
{
	return command == COMMAND_SETTINGS || command == COMMAND_SEARCH ||
	       command == COMMAND_ITEM_OPERATIONS || command == COMMAND_UNKNOWN;
}

/* What a watcher is shown: the bytes, but for passwords in them. */
static void
note_wire(const struct message *message, enum command command,
    struct wire_rooms *rooms, struct wire_seen *out)
{
	struct plain_body body;

	if (!message->watched)
		return;
	(void)undo_coding(message, &rooms->plain, &body);
	out->head = text_over(message->wire.bytes, message->wire.length);
	out->body = body.bytes;
	if (may_carry_password(command))
		out->body = wbxml_blotted(body.bytes, &rooms->blotted);
	out->body_whole = body.whole;
	out->frames = (const uint64_t *)(const void *)message->frames.bytes;
	out->frame_count =
	    (uint32_t)(message->frames.length / sizeof(*out->frames));
}

/* A document that is all there and still cannot be read whole is the
 * sender's fault, and counted. */
static void
note_verdict(struct exchange_reader *reader, const struct plain_body *body,
    enum verdict verdict)
{
	if (verdict == VERDICT_LIMIT)
		reader->health->limits_reached++;
	if (!body->whole || body->bytes.length == 0)
		return;
	if (verdict != VERDICT_OK)
		reader->health->wbxml_errors++;
	if (reader->listener.payload != NULL)
		reader->listener.payload(reader->listener.context,
		    wbxml_blotted(body->bytes, &reader->blotted));
}

static void
read_request_body(struct exchange_reader *reader, enum command command,
    const struct message *request)
{
	struct plain_body body;
	enum verdict verdict;

	if (request == NULL || !wants_whole(command) ||
	    !undo_body(reader, request, &reader->request_room, &body))
		return;
	if (command == COMMAND_PROVISION)
		verdict = provision_read_request(reader->provision,
		    body.bytes.bytes, body.bytes.length, body.whole);
	else
		verdict = settings_read_request(reader->provision,
		    body.bytes.bytes, body.bytes.length, body.whole);
	note_verdict(reader, &body, verdict);
}

/* The response is not the answer to this request: as if it was not seen. */
static void
forget_response(struct observation *out)
{
	out->response = (struct message_seen){0};
	out->http_status = 0;
	out->server_build = TEXT_NOT_SEEN;
	out->location = TEXT_NOT_SEEN;
	out->throttle = TEXT_NOT_SEEN;
	out->body_status = TEXT_NOT_SEEN;
}

/*
 * The Status under the root. The root names the command: where the request
 * was not seen it is told by it, and a response with the root of another
 * command was paired wrongly behind a hole. False: then.
 */
static bool
read_status(struct exchange_reader *reader, const struct plain_body *body,
    struct observation *out)
{
	uint8_t page;
	uint8_t token;
	enum command root;

	out->body_status = wbxml_top_status(body->bytes.bytes,
	    body->bytes.length, reader->status, &page, &token);
	root = command_by_root(page, token);
	if (root == COMMAND_UNKNOWN || root == out->command)
		return true;
	if (out->request.first.frame != 0) {
		forget_response(out);
		return false;
	}
	out->command = root;
	out->command_name = text_from(command_name(root));
	return true;
}

static void
read_response_body(struct exchange_reader *reader,
    const struct message *response, struct observation *out)
{
	struct plain_body body;
	enum verdict verdict;

	if (response == NULL || out->is_options ||
	    !undo_body(reader, response, &reader->response_room, &body) ||
	    body.bytes.length == 0)
		return;
	if (!read_status(reader, &body, out))
		return;
	if (out->command == COMMAND_PROVISION)
		verdict = provision_read_response(reader->provision,
		    body.bytes.bytes, body.bytes.length, body.whole);
	else if (out->command == COMMAND_SETTINGS)
		verdict = settings_read_response(reader->provision,
		    body.bytes.bytes, body.bytes.length, body.whole);
	else
		return;
	note_verdict(reader, &body, verdict);
}

static void
note_half(const struct message *message, struct message_seen *seen)
{
	seen->first = message->first;
	seen->last = message->last;
	seen->headers_complete = message->headers_complete;
	seen->complete = message->complete;
}

static void
note_keys(const struct eas_query *query, const struct message *request,
    struct observation *out)
{
	struct text key = text_trim(message_header(request, HEADER_POLICY_KEY));

	out->policy_key = key;
	if (text_seen(key) || !text_seen(query->policy_key))
		return;
	out->policy_key = query->policy_key;
	out->policy_key_is_parameter = !query->is_base64;
}

static void
note_request(struct exchange_reader *reader, const struct message *request,
    struct observation *out)
{
	const struct eas_query *query = &reader->query;
	struct text version =
	    text_trim(message_header(request, HEADER_PROTOCOL_VERSION));

	note_half(request, &out->request);
	note_wire(
	    request, query->command, &reader->request_wire, &out->request.wire);
	out->request.lost_before = request->lost != LOST_NOTHING;
	out->is_options = request->method == METHOD_OPTIONS;
	out->command = query->command;
	out->command_name = query->command_name;
	out->query_malformed = query->malformed;
	out->device_id = query->device_id;
	out->device_type = query->device_type;
	out->user = query->user;
	if (!text_filled(out->user))
		out->user = message_user(request);
	out->protocol_version = text_filled(version) ? version : query->version;
	note_keys(query, request, out);
	out->user_agent = text_trim(message_header(request, HEADER_USER_AGENT));
	out->host = text_trim(message_header(request, HEADER_HOST));
	out->basic_credentials = request->basic_credentials;
}

static void
note_response(struct exchange_reader *reader, const struct message *response,
    struct observation *out)
{
	note_half(response, &out->response);
	note_wire(response, out->command, &reader->response_wire,
	    &out->response.wire);
	out->http_status = response->status;
	out->server_build =
	    text_trim(message_header(response, HEADER_SERVER_BUILD));
	out->location = text_trim(message_header(response, HEADER_LOCATION));
	out->throttle = text_trim(message_header(response, HEADER_THROTTLE));
}

bool
exchange_read(struct exchange_reader *reader, const struct message *request,
    const struct message *response, struct observation *out)
{
	const struct provision_result *result;

	*out = (struct observation){0};
	if (request != NULL && !read_query(reader, request))
		return false;
	if (request != NULL)
		note_request(reader, request, out);
	if (response != NULL)
		note_response(reader, response, out);
	provision_begin(reader->provision, out->protocol_version);
	read_request_body(reader, out->command, request);
	read_response_body(reader, response, out);
	result = provision_result(reader->provision);
	if (out->command == COMMAND_PROVISION && !out->is_options)
		out->provision = &result->seen;
	if (result->has_information)
		out->information = &result->information;
	out->information_status = result->information_status;
	return request != NULL || out->command != COMMAND_UNKNOWN;
}

void
exchange_forget(struct exchange_reader *reader)
{
	struct buffer *const bodies[] = {
	    &reader->request_room,
	    &reader->response_room,
	    &reader->blotted,
	    &reader->request_wire.plain,
	    &reader->response_wire.plain,
	};

	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++)
		buffer_reset(bodies[i], LIMIT_BODY_WHOLE);
}
