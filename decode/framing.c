/*
 * One direction of an HTTP connection into messages, see framing.h. The only
 * file that knows llhttp.
 */
#include "decode/framing.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <llhttp.h>

#include "decode/field.h"
#include "decode/limits.h"
#include "decode/model/budget.h"
#include "decode/model/memory.h"
#include "decode/respell.h"
#include "decode/wire.h"

struct framing {
	llhttp_t parser;
	const struct framing_sink *sink;
	void *context;
	struct health *health;
	struct message *message; /* being read, or NULL */
	struct span *value;      /* of the header being read, or NULL */
	uint32_t head_bytes;
	bool responses;
	bool unsure;     /* that these bytes are HTTP */
	bool start_line; /* was read whole */
	bool part_cut;   /* what is being read is too long to be kept */
	bool filling;
	bool standing_in;     /* what is read now was not sent like that */
	enum secrecy secrecy; /* of the header being read */
	struct wire_run run;
	struct field field; /* being read */
	uint64_t length;    /* by an earlier Content-Length */
	bool length_again;  /* another one is being read */
	unsigned codings;   /* of the message, as field_coding() says */
};

static int
on_message_begin(llhttp_t *parser)
{
	struct framing *framing = parser->data;

	assert(framing->message == NULL);
	framing->message = framing->sink->begin(framing->context);
	framing->head_bytes = 0;
	framing->start_line = false;
	framing->part_cut = false;
	framing->value = NULL;
	framing->length_again = false;
	framing->codings = 0;
	field_begin(&framing->field);
	return 0;
}

/* Adds to a part of the head. One that is too long is counted once, but for
 * credentials that would not have been kept. */
static void
keep_part(
    struct framing *framing, struct span *span, const char *at, size_t length)
{
	struct message *message = framing->message;

	if (framing->part_cut || message_add(message, span, at, length))
		return;
	framing->part_cut = true;
	if (span != &message->headers[HEADER_AUTHORIZATION] ||
	    message_names_user(message))
		framing->health->limits_reached++;
}

/* These bytes are of the head that is being read, not of a trailer. */
static void
note_wire(struct framing *framing, const char *at, size_t length)
{
	if (framing->message->watched && !framing->standing_in &&
	    !framing->message->headers_complete)
		wire_note(&framing->run, at, length);
}

static enum http_method
method_of(llhttp_t *parser)
{
	switch (llhttp_get_method(parser)) {
	case HTTP_POST:
		return METHOD_POST;
	case HTTP_OPTIONS:
		return METHOD_OPTIONS;
	case HTTP_HEAD:
		return METHOD_HEAD;
	case HTTP_CONNECT:
		return METHOD_CONNECT;
	default:
		return METHOD_OTHER;
	}
}

static int
on_url(llhttp_t *parser, const char *at, size_t length)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;

	message->method = method_of(parser);
	note_wire(framing, at, length);
	keep_part(framing, &message->url, at, length);
	return 0;
}

static int
on_url_complete(llhttp_t *parser)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;

	message->url_complete = !framing->part_cut;
	return 0;
}

static int
on_start_line(struct framing *framing)
{
	framing->start_line = true;
	framing->unsure = false;
	return 0;
}

/* The version ends a request line. */
static int
on_version_complete(llhttp_t *parser)
{
	struct framing *framing = parser->data;

	return framing->responses ? 0 : on_start_line(framing);
}

static int
on_status_complete(llhttp_t *parser)
{
	return on_start_line(parser->data);
}

static int
on_header_field(llhttp_t *parser, const char *at, size_t length)
{
	struct framing *framing = parser->data;

	note_wire(framing, at, length);
	field_add_name(&framing->field, at, length);
	return 0;
}

/* Of credentials only those that also name a user. */
static bool
is_kept(enum header header)
{
	return header == HEADER_AUTHORIZATION ||
	       (header != HEADER_NONE && header_secrecy(header) == PUBLIC);
}

/* The same length may be told twice (RFC 9112 section 6.3); the parser takes
 * but one, so the earlier one is put aside. */
static void
begin_length(struct framing *framing)
{
	llhttp_t *parser = &framing->parser;

	if (framing->message->headers_complete ||
	    (parser->flags & F_CONTENT_LENGTH) == 0 ||
	    !field_is(&framing->field, "Content-Length"))
		return;
	framing->length_again = true;
	framing->length = parser->content_length;
	parser->content_length = 0;
	parser->flags &= (uint16_t)~F_CONTENT_LENGTH;
}

static int
on_header_field_complete(llhttp_t *parser)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;
	enum header header =
	    header_by_name(framing->field.name, framing->field.name_length);

	framing->value = NULL;
	framing->part_cut = false;
	framing->secrecy = header_secrecy(header);
	begin_length(framing);
	/* Sent twice: the first one counts. A trailer is no header (RFC 9110
	 * section 6.5.1). */
	if (is_kept(header) && !message->headers_complete &&
	    !message->headers[header].seen)
		framing->value = &message->headers[header];
	return 0;
}

static int
on_header_value(llhttp_t *parser, const char *at, size_t length)
{
	struct framing *framing = parser->data;

	note_wire(framing, at, length);
	if (framing->secrecy != PUBLIC)
		framing->secrecy =
		    wire_secret(&framing->run, framing->secrecy, at, length);
	if (framing->value != NULL)
		keep_part(framing, framing->value, at, length);
	field_add_value(&framing->field, at, length);
	return 0;
}

static int
on_header_value_complete(llhttp_t *parser)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;

	if (framing->value == &message->headers[HEADER_AUTHORIZATION])
		message_take_credentials(message);
	framing->value = NULL;
	if (framing->length_again && framing->length != parser->content_length)
		return HPE_USER;
	framing->length_again = false;
	if (!message->headers_complete)
		framing->codings |= field_coding(&framing->field);
	field_begin(&framing->field);
	return 0;
}

static int
on_headers_complete(llhttp_t *parser)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;

	message->headers_complete = true;
	/* The parser would read on to the end of the connection. */
	if (framing->responses && framing->codings == FIELD_IDENTITY &&
	    (parser->flags & F_CONTENT_LENGTH) != 0)
		parser->flags &= (uint16_t)~F_TRANSFER_ENCODING;
	if (framing->responses)
		message->status = (uint16_t)llhttp_get_status_code(parser);
	return (int)framing->sink->head(framing->context, message);
}

static int
on_body(llhttp_t *parser, const char *at, size_t length)
{
	struct framing *framing = parser->data;
	struct message *message = framing->message;

	if (framing->filling)
		message->body_gap = true;
	if (!message_add_body(message, at, length))
		framing->health->limits_reached++;
	return 0;
}

/* Stops the parser at each end of a message, so that the place where the next
 * one begins is known. */
static int
on_message_complete(llhttp_t *parser)
{
	(void)parser;
	return HPE_PAUSED;
}

static const llhttp_settings_t callbacks = {
    .on_message_begin = on_message_begin,
    .on_url = on_url,
    .on_url_complete = on_url_complete,
    .on_version_complete = on_version_complete,
    .on_status_complete = on_status_complete,
    .on_header_field = on_header_field,
    .on_header_field_complete = on_header_field_complete,
    .on_header_value = on_header_value,
    .on_header_value_complete = on_header_value_complete,
    .on_headers_complete = on_headers_complete,
    .on_body = on_body,
    .on_message_complete = on_message_complete,
};

struct framing *
framing_new(bool responses, const struct framing_sink *sink, void *context,
    struct health *health)
{
	struct framing *framing = memory_get(1, sizeof(*framing));

	budget_change(BUDGET_TALKS, 0, sizeof(*framing));
	framing->sink = sink;
	framing->context = context;
	framing->health = health;
	framing_restart(framing, responses, false);
	return framing;
}

void
framing_free(struct framing *framing)
{
	if (framing == NULL)
		return;
	assert(framing->message == NULL);
	budget_change(BUDGET_TALKS, sizeof(*framing), 0);
	free(framing);
}

static void
start_parser(struct framing *framing)
{
	llhttp_t *parser = &framing->parser;

	llhttp_init(parser, framing->responses ? HTTP_RESPONSE : HTTP_REQUEST,
	    &callbacks);
	llhttp_set_lenient_headers(parser, 1);
	llhttp_set_lenient_chunked_length(parser, 1);
	llhttp_set_lenient_keep_alive(parser, 1);
	parser->data = framing;
}

void
framing_restart(struct framing *framing, bool responses, bool unsure)
{
	assert(framing->message == NULL);
	framing->responses = responses;
	framing->unsure = unsure;
	start_parser(framing);
}

/* A message has ended. A request only asks for another protocol; what follows
 * CONNECT may be one, or the next request. */
static enum framing_result
message_end(struct framing *framing)
{
	llhttp_t *parser = &framing->parser;
	bool switches = parser->upgrade != 0;

	llhttp_resume(parser);
	if (!switches)
		return FRAMING_MESSAGE_END;
	if (framing->responses)
		return FRAMING_TUNNEL;
	framing->unsure = parser->method == HTTP_CONNECT;
	start_parser(framing);
	return FRAMING_MESSAGE_END;
}

static enum framing_result
result_of(struct framing *framing, llhttp_errno_t error)
{
	if (error == HPE_PAUSED)
		return message_end(framing);
	if (error == HPE_PAUSED_H2_UPGRADE) {
		framing->health->http_errors++;
		return FRAMING_HTTP_2;
	}
	if (error != HPE_OK) {
		if (!framing->unsure)
			framing->health->http_errors++;
		return framing->start_line ? FRAMING_FAILED
					   : FRAMING_NO_MESSAGE;
	}
	if (framing->head_bytes > LIMIT_HTTP_HEAD) {
		framing->health->limits_reached++;
		return FRAMING_FAILED;
	}
	return FRAMING_MORE;
}

static llhttp_errno_t
execute(struct framing *framing, const char *from, size_t count)
{
	llhttp_errno_t error = HPE_OK;
	struct respelling line = {.at = 0};
	struct spelled piece;

	if (!framing->responses && framing->message == NULL &&
	    respell_begin(&line, from, count))
		while (error == HPE_OK && respell_next(&line, &piece)) {
			framing->standing_in = piece.instead;
			error = llhttp_execute(
			    &framing->parser, piece.bytes, piece.count);
		}
	framing->standing_in = false;
	if (error != HPE_OK)
		return error;
	return llhttp_execute(
	    &framing->parser, from + line.at, count - line.at);
}

size_t
framing_read(struct framing *framing, const uint8_t *bytes, size_t count,
    enum framing_result *result)
{
	const char *from = (const char *)bytes;
	struct message *message = framing->message;
	bool in_head = message == NULL || !message->headers_complete;
	size_t taken = count;
	llhttp_errno_t error;

	wire_begin(&framing->run, from);
	error = execute(framing, from, count);
	message = framing->message;
	if (error == HPE_PAUSED || error == HPE_PAUSED_H2_UPGRADE)
		taken = (size_t)(llhttp_get_error_pos(&framing->parser) - from);
	if (message != NULL && !message->headers_complete)
		framing->head_bytes += (uint32_t)taken;
	if (message != NULL && message->watched && in_head)
		wire_keep_head(&framing->run, message, taken, error == HPE_OK);
	*result = result_of(framing, error);
	return taken;
}

/* Whoever acknowledges can declare a hole of a gibibyte with every packet: the
 * parser counts down what it is given, so most of it need not be there. */
enum framing_result
framing_fill(struct framing *framing, uint64_t count)
{
	static const uint8_t filler[16384];
	enum framing_result result = FRAMING_MORE;

	assert(count <= framing->parser.content_length);
	if (count > sizeof(filler)) {
		framing->parser.content_length -= count - sizeof(filler);
		count = sizeof(filler);
	}
	framing->filling = true;
	(void)framing_read(framing, filler, (size_t)count, &result);
	framing->filling = false;
	return result;
}

bool
framing_ends_with_connection(const struct framing *framing)
{
	return framing->message != NULL && framing->message->headers_complete &&
	       llhttp_message_needs_eof(&framing->parser) != 0;
}

uint64_t
framing_body_part(const struct framing *framing, uint64_t count)
{
	const llhttp_t *parser = &framing->parser;

	if (framing->message == NULL || !framing->message->headers_complete)
		return 0;
	if (framing_ends_with_connection(framing))
		return count;
	if ((parser->flags & F_CHUNKED) != 0 ||
	    (parser->flags & F_CONTENT_LENGTH) == 0)
		return 0;
	return count < parser->content_length ? count : parser->content_length;
}

struct message *
framing_message(const struct framing *framing)
{
	return framing->message;
}

/* Of a head that was cut: a value being read is not one yet, three digits of
 * a status line are a status. */
static void
keep_whole_parts(struct framing *framing, struct message *message)
{
	int status = llhttp_get_status_code(&framing->parser);

	if (framing->value != NULL &&
	    framing->value != &message->headers[HEADER_AUTHORIZATION])
		*framing->value = (struct span){0};
	message_take_credentials(message);
	if (framing->responses && status >= 100 && status <= 999)
		message->status = (uint16_t)status;
}

struct message *
framing_let_go(struct framing *framing)
{
	struct message *message = framing->message;

	if (message != NULL && !message->headers_complete)
		keep_whole_parts(framing, message);
	framing->message = NULL;
	framing->value = NULL;
	return message;
}
