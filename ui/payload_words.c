/*
 * Rows of a WBXML document in words, see payload_words.h.
 */
#include "ui/payload_words.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define INDENT_MOST 8u
#define HAS_CONTENT 0x40u
#define STR_T 0x83u
#define CHARSET_ASCII 3u
#define CHARSET_UTF8 106u

struct text
payload_words_text(const struct payload_words *words)
{
	return text_over(words->bytes, words->length);
}

static void put(struct payload_words *, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Adds words of ours. */
static void
put(struct payload_words *words, const char *format, ...)
{
	size_t room = sizeof(words->bytes) - words->length;
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(words->bytes + words->length, room, format, values);
	va_end(values);
	if (length > 0)
		words->length +=
		    (size_t)length < room ? (size_t)length : room - 1;
}

/* Adds captured text, as it is. */
static void
put_text(struct payload_words *words, struct text text)
{
	size_t room = sizeof(words->bytes) - words->length;
	size_t length = text.length < room ? text.length : room;

	if (text_filled(text))
		memcpy(words->bytes + words->length, text.bytes, length);
	if (text_seen(text))
		words->length += length;
}

static void
put_name(struct payload_words *words, const struct payload_row *row)
{
	if (row->name != NULL)
		put(words, "%s", row->name);
	else
		put(words, "%u:0x%02x", row->page, row->token);
}

static uint8_t
byte_at(struct text payload, uint32_t offset)
{
	return offset < payload.length ? (uint8_t)payload.bytes[offset] : 0;
}

static const char *
string_token(
    const struct payload_row *row, struct text payload, uint32_t offset)
{
	if (row->is_opaque)
		return "OPAQUE";
	return byte_at(payload, offset) == STR_T ? "STR_T" : "STR_I";
}

void
payload_token(const struct payload_row *row, struct text payload,
    struct payload_words *out)
{
	static const char *const fixed[] = {
	    [ROW_VERSION] = "version",
	    [ROW_PUBLIC_ID] = "public id",
	    [ROW_CHARSET] = "charset",
	    [ROW_TABLE] = "string table",
	    [ROW_PAGE] = "SWITCH_PAGE",
	    [ROW_CLOSE] = "END",
	    [ROW_OTHER] = "other token",
	    [ROW_REST] = "rest",
	    [ROW_CUT] = "cut",
	    [ROW_FAULT] = "fault",
	};

	out->length = 0;
	if (row->kind == ROW_OPEN)
		put(out, "tag %02x +", row->token);
	else if (row->kind == ROW_EMPTY)
		put(out, "tag %02x", row->token);
	else if (row->kind == ROW_VALUE && row->length == 2)
		put(out, "tag %02x, END", row->token);
	else if (row->kind == ROW_VALUE)
		put(out, "tag %02x, %s", row->token,
		    string_token(row, payload, row->offset + 1));
	else if (row->kind == ROW_TEXT && !text_seen(row->text))
		put(out, "ENTITY");
	else if (row->kind == ROW_TEXT)
		put(out, "%s", string_token(row, payload, row->offset));
	else
		put(out, "%s", fixed[row->kind]);
}

static void
put_charset(struct payload_words *out, uint32_t code)
{
	if (code == CHARSET_UTF8)
		put(out, "UTF-8");
	else if (code == CHARSET_ASCII)
		put(out, "US-ASCII");
	else
		put(out, "%u by IANA's list", code);
}

static void
put_indent(struct payload_words *out, const struct payload_row *row)
{
	for (unsigned i = 0; i < row->depth && i < INDENT_MOST; i++)
		put(out, "  ");
}

static void
put_element(struct payload_words *out, const struct payload_row *row)
{
	put(out, row->kind == ROW_CLOSE ? "</" : "<");
	put_name(out, row);
	put(out, row->kind == ROW_EMPTY ? "/>" : ">");
	if (row->kind == ROW_VALUE)
		put_text(out, row->text);
}

/* An element with its text, as much as fits. */
static void
put_value(
    struct payload_words *out, const struct payload_row *row, unsigned room)
{
	struct payload_words plain = {.length = 0};
	struct payload_words end = {.length = 0};

	put_element(&plain, row);
	put(&end, "</");
	put_name(&end, row);
	put(&end, ">");
	put_indent(out, row);
	if (out->length + plain.length > room)
		out->length = 0;
	if (out->length + plain.length + end.length <= room)
		put_text(&plain, payload_words_text(&end));
	put_text(out, payload_words_text(&plain));
}

static void
put_text_row(struct payload_words *out, const struct payload_row *row)
{
	put_indent(out, row);
	if (text_seen(row->text))
		put_text(out, row->text);
	else
		put(out, "&#%u;", row->code);
}

void
payload_meaning(
    const struct payload_row *row, unsigned room, struct payload_words *out)
{
	out->length = 0;
	switch (row->kind) {
	case ROW_VERSION:
		put(out, "WBXML %u.%u", (row->code >> 4) + 1, row->code & 15);
		break;
	case ROW_PUBLIC_ID:
		put(out, "%u%s", row->code, row->code == 1 ? ", unknown" : "");
		break;
	case ROW_CHARSET:
		put_charset(out, row->code);
		break;
	case ROW_TABLE:
		put(out, "%u bytes", row->text.length);
		break;
	case ROW_PAGE:
		put(out, "%u = %s", row->page,
		    row->name != NULL ? row->name : "unknown");
		break;
	case ROW_VALUE:
		put_value(out, row, room);
		break;
	case ROW_OPEN:
	case ROW_EMPTY:
	case ROW_CLOSE:
		put_indent(out, row);
		put_element(out, row);
		break;
	case ROW_TEXT:
		put_text_row(out, row);
		break;
	case ROW_OTHER:
		put(out, "stepped over: ActiveSync has no use for it");
		break;
	case ROW_REST:
		put(out, "%u bytes that belong to no element", row->length);
		break;
	case ROW_CUT:
		put(out, "what follows was not captured");
		break;
	case ROW_FAULT:
		put(out, "%u bytes that are not WBXML", row->length);
		break;
	}
}

/* What a value of a policy means and asks. */
static void
explain_setting(const struct payload_row *row, struct payload_words *out)
{
	const struct setting_info *info = setting_info(row->setting);
	struct text value =
	    row->kind == ROW_VALUE ? row->text : text_over("", 0);
	char words[64];

	setting_words(row->setting, value, words, sizeof(words));
	if (words[0] != '\0')
		put(out, "It says: %s. ", words);
	if (setting_demands_nothing(row->setting, value))
		put(out, "With this value it demands nothing. ");
	put(out, "%s Since version %s.", info->teach, info->first_version);
}

static void
explain_status(const struct payload_row *row, struct payload_words *out)
{
	uint64_t code;
	enum status_scope scope = row->scope;

	if (!text_number(text_trim(row->text), UINT16_MAX, &code))
		return;
	if (status_name(scope, (unsigned)code)[0] == '\0')
		scope = STATUS_COMMON;
	if (status_name(scope, (unsigned)code)[0] == '\0')
		return;
	put(out, "Status %u here: %s, %s.", (unsigned)code,
	    status_name(scope, (unsigned)code),
	    status_meaning(scope, (unsigned)code));
}

/* How the token of an element is made of its bits. */
static void
explain_tag(const struct payload_row *row, struct text payload,
    struct payload_words *out)
{
	uint8_t byte = byte_at(payload, row->offset);

	if ((byte & HAS_CONTENT) != 0)
		put(out, "%02x = 0x40, has content, + 0x%02x, ", byte,
		    row->token);
	else
		put(out, "%02x: no content, ", byte);
	put_name(out, row);
	put(out, " of code page %u. ", row->page);
}

void
payload_explain(const struct payload_row *row, struct text payload,
    struct payload_words *out)
{
	out->length = 0;
	if (row->kind != ROW_OPEN && row->kind != ROW_EMPTY &&
	    row->kind != ROW_VALUE)
		return;
	explain_tag(row, payload, out);
	if (row->setting != SETTING_UNKNOWN)
		explain_setting(row, out);
	else if (row->is_status && row->kind == ROW_VALUE)
		explain_status(row, out);
}
