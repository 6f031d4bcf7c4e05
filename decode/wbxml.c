/*
 * Pull reader over WBXML tokens (WAP-192-WBXML 1.3 section 5), see wbxml.h.
 *
 * Each step reads one token through the cursor in straight lines; whether
 * bytes were missing, or a fault was found, is looked at once at its end.
 */
#include "decode/wbxml.h"

#include <stdio.h>
#include <string.h>

#include "decode/codepages.h"

/* Global tokens, section 7.1. */
enum {
	SWITCH_PAGE = 0x00,
	END = 0x01,
	ENTITY = 0x02,
	STR_I = 0x03,
	LITERAL = 0x04,
	EXT_I_0 = 0x40,
	EXT_I_1 = 0x41,
	EXT_I_2 = 0x42,
	PI = 0x43,
	LITERAL_C = 0x44,
	EXT_T_0 = 0x80,
	EXT_T_1 = 0x81,
	EXT_T_2 = 0x82,
	STR_T = 0x83,
	LITERAL_A = 0x84,
	OPAQUE = 0xc3,
	LITERAL_AC = 0xc4,
};

/* The parts of a tag's byte, section 5.8.2. */
enum {
	TAG_TOKEN = 0x3f,
	TAG_CONTENT = 0x40,
	TAG_ATTRIBUTES = 0x80,
	TAG_FIRST = 0x05,
};

static size_t
place(const struct wbxml_reader *r)
{
	return r->size - r->bytes.left;
}

/* A fault counts only while bytes are not missing: what was computed from
 * missing bytes accuses nobody. The first one stays. */
static void
fault(struct wbxml_reader *r, enum verdict verdict)
{
	if (r->verdict == VERDICT_OK && !r->bytes.ran_short)
		r->verdict = verdict;
}

/* mb_u_int32, section 5.1: seven bits a byte, the last without the top bit. */
static uint32_t
read_integer(struct wbxml_reader *r)
{
	uint64_t value = 0;

	for (int i = 0; i < 5; i++) {
		uint8_t byte = cursor_u8(&r->bytes);

		value = value << 7 | (byte & 0x7fu);
		if ((byte & 0x80) == 0 && value <= UINT32_MAX)
			return (uint32_t)value;
		if ((byte & 0x80) == 0)
			break;
	}
	fault(r, VERDICT_MALFORMED);
	return 0;
}

/* An inline string and its NUL; without the NUL the cursor runs short and the
 * text is what there is of it. */
static struct text
read_string(struct wbxml_reader *r)
{
	size_t length = r->bytes.left;
	const uint8_t *nul;
	struct text text;

	if (length == 0) {
		cursor_skip(&r->bytes, 1);
		return TEXT_NOT_SEEN;
	}
	nul = memchr(r->bytes.at, 0, length);
	if (nul != NULL)
		length = (size_t)(nul - r->bytes.at);
	text = text_over(r->bytes.at, length);
	cursor_skip(&r->bytes, length);
	cursor_skip(&r->bytes, 1);
	return text;
}

static struct text
read_opaque(struct wbxml_reader *r)
{
	uint32_t length = read_integer(r);
	size_t there = length < r->bytes.left ? length : r->bytes.left;
	struct text text = text_over(r->bytes.at, there);

	cursor_skip(&r->bytes, length);
	return text;
}

/* A string of the string table, which must end inside it. Many references to
 * one long string must not cost more than the document is long. */
static struct text
read_reference(struct wbxml_reader *r)
{
	uint32_t index = read_integer(r);
	struct cursor table = cursor_over(r->table.bytes, r->table.length);
	const uint8_t *nul;
	bool more;

	cursor_skip(&table, index);
	more = table.left > LIMIT_VALUE;
	cursor_trim(&table, LIMIT_VALUE);
	nul = table.left == 0 ? NULL : memchr(table.at, 0, table.left);
	if (nul == NULL) {
		fault(r, more ? VERDICT_LIMIT : VERDICT_MALFORMED);
		return TEXT_NOT_SEEN;
	}
	return text_over(table.at, (size_t)(nul - table.at));
}

/* UTF-8 of a code point (RFC 3629) in the reader's own room; `code` must be
 * a character that XML allows to be named. */
static struct text
utf8(struct wbxml_reader *r, uint32_t code)
{
	static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};
	size_t length = code < 0x80      ? 1
			: code < 0x800   ? 2
			: code < 0x10000 ? 3
					 : 4;

	for (size_t i = length - 1; i > 0; i--) {
		r->entity[i] = (char)(0x80 | (code & 0x3f));
		code >>= 6;
	}
	r->entity[0] = (char)(lead[length] | code);
	return text_over(r->entity, length);
}

static enum wbxml_kind
read_entity(struct wbxml_reader *r, struct wbxml_event *event)
{
	uint32_t code = read_integer(r);

	if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
		fault(r, VERDICT_MALFORMED);
	else
		event->text = utf8(r, code);
	event->code = code;
	return WBXML_ENTITY;
}

/* What follows a token that is stepped over. */
static void
skip_operand(struct wbxml_reader *r, uint8_t token)
{
	switch (token) {
	case SWITCH_PAGE:
		cursor_skip(&r->bytes, 1);
		break;
	case STR_I:
	case EXT_I_0:
	case EXT_I_1:
	case EXT_I_2:
		(void)read_string(r);
		break;
	case ENTITY:
	case LITERAL:
	case EXT_T_0:
	case EXT_T_1:
	case EXT_T_2:
	case STR_T:
		(void)read_integer(r);
		break;
	case OPAQUE:
		(void)read_opaque(r);
		break;
	case PI:
	case LITERAL_C:
	case LITERAL_A:
	case LITERAL_AC:
		fault(r, VERDICT_MALFORMED);
		break;
	default:
		break;
	}
}

static void
count_token(struct wbxml_reader *r)
{
	if (++r->tokens > LIMIT_WBXML_TOKENS)
		fault(r, VERDICT_LIMIT);
}

/* An attribute list to its END. A switch of page in it is one of attribute
 * pages (section 5.8.1) and leaves the tags' page alone. */
static enum wbxml_kind
skip_attributes(struct wbxml_reader *r)
{
	while (r->verdict == VERDICT_OK && !r->bytes.ran_short) {
		uint8_t token = cursor_u8(&r->bytes);

		if (token == END)
			break;
		count_token(r);
		skip_operand(r, token);
	}
	return WBXML_OTHER;
}

static void
name_element(struct wbxml_event *event)
{
	const struct codepage_element *element =
	    codepage_element(event->page, event->token);

	if (element != NULL)
		event->name = element->name;
}

static enum wbxml_kind
read_tag(struct wbxml_reader *r, struct wbxml_event *event, uint8_t byte)
{
	event->token = byte & TAG_TOKEN;
	event->has_attributes = (byte & TAG_ATTRIBUTES) != 0;
	event->empty = (byte & TAG_CONTENT) == 0;
	if (event->token == WBXML_LITERAL)
		(void)read_reference(r);
	else
		name_element(event);
	if (r->depth == LIMIT_WBXML_DEPTH) {
		fault(r, VERDICT_LIMIT);
		return WBXML_START;
	}
	r->open[r->depth].page = event->page;
	r->open[r->depth].token = event->token;
	r->open[r->depth].name = event->name;
	r->depth++;
	r->in_root = true;
	r->attributes_pending = event->has_attributes;
	r->end_pending = event->empty;
	return WBXML_START;
}

static enum wbxml_kind
end_element(struct wbxml_reader *r, struct wbxml_event *event)
{
	r->end_pending = false;
	r->depth--;
	event->depth = r->depth;
	event->page = r->open[r->depth].page;
	event->token = r->open[r->depth].token;
	event->name = r->open[r->depth].name;
	return WBXML_END;
}

static enum wbxml_kind
switch_page(struct wbxml_reader *r, struct wbxml_event *event)
{
	r->page = cursor_u8(&r->bytes);
	event->page = r->page;
	if (++r->switches > LIMIT_WBXML_SWITCHES)
		fault(r, VERDICT_LIMIT);
	return WBXML_PAGE;
}

/* A global token inside the root. */
static enum wbxml_kind
read_content(struct wbxml_reader *r, struct wbxml_event *event, uint8_t token)
{
	switch (token) {
	case END:
		return end_element(r, event);
	case ENTITY:
		return read_entity(r, event);
	case STR_I:
		event->text = read_string(r);
		return WBXML_TEXT;
	case STR_T:
		event->text = read_reference(r);
		return WBXML_TEXT;
	case OPAQUE:
		event->text = read_opaque(r);
		return WBXML_OPAQUE;
	default:
		skip_operand(r, token);
		return WBXML_OTHER;
	}
}

static enum wbxml_kind
read_token(struct wbxml_reader *r, struct wbxml_event *event)
{
	uint8_t byte = cursor_u8(&r->bytes);

	count_token(r);
	if (byte == SWITCH_PAGE)
		return switch_page(r, event);
	r->switches = 0;
	if ((byte & TAG_TOKEN) >= WBXML_LITERAL)
		return read_tag(r, event, byte);
	if (byte == PI)
		return skip_attributes(r);
	if (r->in_root)
		return read_content(r, event, byte);
	fault(r, VERDICT_MALFORMED);
	return WBXML_OTHER;
}

/* Section 5.3 to 5.7. WBXML 1.0 had no charset field; EAS says 1.3 always, so
 * anything but 1.1 to 1.3 is no document of ours. */
static enum wbxml_kind
read_header(struct wbxml_reader *r)
{
	uint8_t version = cursor_u8(&r->bytes);
	const uint8_t *table;
	uint32_t length;

	if (version < 0x01 || version > 0x03)
		fault(r, VERDICT_MALFORMED);
	r->public_id = read_integer(r);
	if (r->public_id == 0)
		(void)read_integer(r);
	r->charset = read_integer(r);
	length = read_integer(r);
	table = cursor_take(&r->bytes, length);
	if (table != NULL)
		r->table = text_over(table, length);
	r->begun = true;
	return WBXML_HEADER;
}

static enum wbxml_kind
step(struct wbxml_reader *r, struct wbxml_event *event)
{
	if (!r->begun)
		return read_header(r);
	if (r->attributes_pending) {
		r->attributes_pending = false;
		return skip_attributes(r);
	}
	if (r->end_pending)
		return end_element(r, event);
	if (r->in_root && r->depth == 0)
		return WBXML_DONE;
	return read_token(r, event);
}

void
wbxml_begin(struct wbxml_reader *r, const void *bytes, size_t length)
{
	/* What is not open yet need not be cleared. */
	memset(r, 0, offsetof(struct wbxml_reader, open));
	r->bytes = cursor_over(bytes, length);
	r->size = length;
	r->last = WBXML_HEADER;
}

enum wbxml_kind
wbxml_next(struct wbxml_reader *r, struct wbxml_event *event)
{
	enum wbxml_kind kind = r->last;

	*event = (struct wbxml_event){
	    .offset = place(r),
	    .depth = r->depth,
	    .page = r->page,
	};
	if (kind != WBXML_DONE && kind != WBXML_STOPPED)
		kind = step(r, event);
	event->length = place(r) - event->offset;
	if (r->bytes.ran_short && r->verdict == VERDICT_OK)
		r->verdict = VERDICT_SHORT;
	if (r->verdict != VERDICT_OK) {
		if (kind != WBXML_TEXT && kind != WBXML_OPAQUE)
			event->text = TEXT_NOT_SEEN;
		kind = WBXML_STOPPED;
	}
	r->last = kind;
	event->kind = kind;
	return kind;
}

enum verdict
wbxml_verdict(const struct wbxml_reader *r)
{
	return r->verdict;
}

struct text
wbxml_ahead(const struct wbxml_reader *r)
{
	if (r->table.length > 0)
		return TEXT_NOT_SEEN;
	return text_over(r->bytes.at, r->bytes.left);
}

void
wbxml_pass(struct wbxml_reader *r, size_t count)
{
	cursor_skip(&r->bytes, count);
}

size_t
wbxml_rest(const struct wbxml_reader *r)
{
	return r->last == WBXML_DONE ? r->bytes.left : 0;
}

void
wbxml_name(uint8_t page, uint8_t token, char out[WBXML_NAME])
{
	const struct codepage_element *element = codepage_element(page, token);

	if (element != NULL)
		(void)snprintf(out, WBXML_NAME, "%s", element->name);
	else
		(void)snprintf(out, WBXML_NAME, "%u:0x%02x", page, token);
}
