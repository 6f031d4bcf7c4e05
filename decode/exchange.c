/*
 * Two HTTP messages into one observation, see exchange.h.
 */
#include "decode/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "decode/activesync.h"
#include "decode/blot.h"
#include "decode/body.h"
#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/provision.h"
#include "decode/topstatus.h"

struct exchange_reader {
	struct health *health;
	struct exchange_listener listener;
	struct provision_reader *provision;
	struct buffer request_room, response_room;
	struct buffer blotted; /* for the listener */
	struct wire_rooms {
		struct buffer plain, blotted;
	} request_wire, response_wire;
	struct top_status top; /* of the answer */
	uint64_t query_of;     /* serial of the message that `query` tells of */
	bool is_eas;
	struct eas_query query;
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

enum interest
exchange_interest_response(const struct message *response)
{
	return body_is_wbxml(response) ? INTEREST_WHOLE : INTEREST_NONE;
}

/* The same, with what is wrong with it counted. */
static void
undo_counted(struct exchange_reader *reader, const struct message *message,
    struct buffer *room, struct plain_body *out)
{
	body_undo(message, room, out);
	if (out->coding == VERDICT_LIMIT)
		reader->health->limits_reached++;
	else if (out->coding == VERDICT_MALFORMED ||
		 out->coding == VERDICT_UNSUPPORTED)
		reader->health->http_errors++;
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
	body_undo(message, &rooms->plain, &body);
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
	    !request->headers_complete)
		return;
	if (body_is_foreign(request)) {
		if (request->complete)
			provision_no_document(reader->provision, true);
		return;
	}
	undo_counted(reader, request, &reader->request_room, &body);
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
	out->answer = ANSWER_NOT_SEEN;
	out->body_status = TEXT_NOT_SEEN;
}

/* The mail commands are answered with each other's roots by some servers. */
static bool
same_root(enum command a, enum command b)
{
	static const bool mails[COMMAND_COUNT] = {
	    [COMMAND_SEND_MAIL] = true,
	    [COMMAND_SMART_FORWARD] = true,
	    [COMMAND_SMART_REPLY] = true,
	};

	return a == b || (mails[a] && mails[b]);
}

/* Whether a document is the command's own. Where the request was not seen its
 * root tells the command. */
static bool
is_own_document(const struct top_status *top, struct observation *out)
{
	enum command root = command_by_root(top->page, top->token);

	if (out->request.first.frame == 0 && root != COMMAND_UNKNOWN) {
		out->command = root;
		out->command_name = text_from(command_name(root));
	}
	if (out->command == COMMAND_UNKNOWN)
		return top->token != 0;
	return same_root(root, out->command);
}

/* What a body without any bytes is. */
static enum answer_body
judge_nothing(const struct message *response, const struct plain_body *body)
{
	if (body->whole)
		return ANSWER_EMPTY;
	if (!response->complete || response->body_cut ||
	    body->coding == VERDICT_SHORT)
		return ANSWER_NOT_SEEN;
	return ANSWER_FOREIGN;
}

/* What a body is whose front was read; `own`: its root is the command's. */
static enum answer_body
judge_document(
    const struct top_status *top, const struct plain_body *body, bool own)
{
	bool breaks_off = top->verdict == VERDICT_SHORT && body->whole;

	if (top->verdict == VERDICT_MALFORMED || breaks_off)
		return ANSWER_FOREIGN;
	if (top->token == 0)
		return ANSWER_NOT_SEEN;
	return own ? ANSWER_DOCUMENT : ANSWER_FOREIGN;
}

/* Of a whole answer without a document nothing more can be read. */
static void
note_no_document(struct exchange_reader *reader, const struct message *response)
{
	if (response->complete)
		provision_no_document(reader->provision, false);
}

static void
read_document(struct exchange_reader *reader, struct plain_body *body,
    struct observation *out)
{
	enum verdict verdict;

	if (out->command == COMMAND_PROVISION)
		verdict = provision_read_response(reader->provision,
		    body->bytes.bytes, body->bytes.length, body->whole);
	else if (out->command == COMMAND_SETTINGS)
		verdict = settings_read_response(reader->provision,
		    body->bytes.bytes, body->bytes.length, body->whole);
	else
		return;
	note_verdict(reader, body, verdict);
}

/* Bytes that may be a document. One of another command was paired wrongly
 * where there was a hole; else it is what the server said. */
static void
read_answer(struct exchange_reader *reader, const struct message *request,
    const struct message *response, struct plain_body *body,
    struct observation *out)
{
	struct top_status *top = &reader->top;
	bool own;

	top_status_read(body->bytes.bytes, body->bytes.length, top);
	own = is_own_document(top, out);
	if (!own && request != NULL && request->in_doubt &&
	    command_by_root(top->page, top->token) != COMMAND_UNKNOWN) {
		forget_response(out);
		return;
	}
	out->body_status = top->status;
	out->answer = judge_document(top, body, own);
	if (own || top->token == 0)
		read_document(reader, body, out);
	else
		note_no_document(reader, response);
}

static void
read_response_body(struct exchange_reader *reader,
    const struct message *request, const struct message *response,
    struct observation *out)
{
	struct plain_body body;

	if (response == NULL || out->is_options || !response->headers_complete)
		return;
	if (body_is_foreign(response)) {
		out->answer = response->complete && response->body.length == 0
				  ? ANSWER_EMPTY
				  : ANSWER_FOREIGN;
		note_no_document(reader, response);
		return;
	}
	undo_counted(reader, response, &reader->response_room, &body);
	if (body.bytes.length == 0) {
		out->answer = judge_nothing(response, &body);
		if (out->answer == ANSWER_EMPTY)
			note_no_document(reader, response);
	} else {
		read_answer(reader, request, response, &body, out);
	}
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
	if (text_seen(key))
		return;
	out->policy_key_hidden = query->key_hidden;
	if (!text_seen(query->policy_key))
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
	read_response_body(reader, request, response, out);
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
