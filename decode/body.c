/*
 * The body of a message as a document, see body.h.
 */
#include "decode/body.h"

#include "decode/bytes.h"
#include "decode/coding.h"
#include "decode/limits.h"

static const char wbxml_type[] = "application/vnd.ms-sync";
static const char multipart_type[] = "application/vnd.ms-sync.multipart";

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

bool
body_is_wbxml(const struct message *message)
{
	return has_type(message, wbxml_type);
}

bool
body_is_foreign(const struct message *message)
{
	return text_filled(message_header(message, HEADER_CONTENT_TYPE)) &&
	       !body_is_wbxml(message);
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
		body->bytes = text_over("", 0);
		body->whole = false;
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
void
body_undo(
    const struct message *message, struct buffer *room, struct plain_body *out)
{
	struct text raw = text_over(
	    message->body.length == 0 ? "" : (const char *)message->body.bytes,
	    message->body.length);
	size_t wanted = message->interest == INTEREST_WHOLE ? LIMIT_INFLATED
							    : LIMIT_BODY_FRONT;

	out->coding =
	    coding_undo(message_header(message, HEADER_CONTENT_ENCODING), raw,
		wanted, room, &out->bytes);
	out->whole = message->complete && !message->body_cut &&
		     out->coding == VERDICT_OK;
	if (has_type(message, multipart_type))
		take_first_part(out);
}
