/*
 * Lines of the view of one message, see message_lines.h.
 */
#include "ui/message_lines.h"

#include <stdio.h>

#include "ui/payload_words.h"
#include "ui/view_header.h"
#include "ui/view_wrap.h"

/* Texts that the table shows whole, beside a name. */
#define SHORT_TEXT 12u
#define WIDE 110u
/* Columns of the table of tokens. */
#define OFFSET 1u
#define BYTES 6u
#define TOKEN_WIDTH 13u

/* "4b 03 32 00 .." of some bytes in so many columns. */
static void
draw_bytes(struct canvas *canvas, unsigned row, unsigned column, unsigned room,
    struct text bytes)
{
	unsigned fit = room / 3;
	unsigned count = bytes.length < fit ? bytes.length : fit;

	for (unsigned i = 0; i < count; i++) {
		bool more = i + 1 == fit && bytes.length > fit;
		char two[3];

		snprintf(two, sizeof(two), "%02x", (uint8_t)bytes.bytes[i]);
		canvas_words(canvas, row, column + 3 * i, 2, more ? ".." : two,
		    STYLE_NORMAL);
	}
}

static unsigned
bytes_width(const struct canvas *canvas)
{
	return canvas_columns(canvas) >= WIDE ? 30 : 15;
}

static enum style
row_style(const struct payload_row *row)
{
	switch (row->kind) {
	case ROW_CUT:
	case ROW_FAULT:
	case ROW_REST:
		return STYLE_WARNING;
	case ROW_OPEN:
	case ROW_EMPTY:
	case ROW_VALUE:
	case ROW_TEXT:
		return STYLE_NORMAL;
	case ROW_VERSION:
	case ROW_PUBLIC_ID:
	case ROW_CHARSET:
	case ROW_TABLE:
	case ROW_PAGE:
	case ROW_CLOSE:
	case ROW_OTHER:
		break;
	}
	return STYLE_QUIET;
}

static void
draw_row(const struct shown_message *shown, struct canvas *canvas, unsigned at,
    const struct payload_row *row)
{
	unsigned token = BYTES + bytes_width(canvas) + 1;
	unsigned meaning = token + TOKEN_WIDTH + 1;
	unsigned columns = canvas_columns(canvas);
	struct payload_words words;

	canvas_format(
	    canvas, at, OFFSET, STYLE_QUIET, "%04x", (unsigned)row->offset);
	draw_bytes(canvas, at, BYTES, bytes_width(canvas),
	    text_over(shown->body.bytes + row->offset, row->length));
	payload_token(row, shown->body, &words);
	canvas_text(canvas, at, token, TOKEN_WIDTH, payload_words_text(&words),
	    STYLE_QUIET);
	if (meaning >= columns)
		return;
	payload_meaning(row, columns - meaning, &words);
	canvas_text(canvas, at, meaning, columns - meaning,
	    payload_words_text(&words), row_style(row));
}

static void
draw_raw(const struct shown_message *shown, struct canvas *canvas, unsigned at,
    size_t index)
{
	uint32_t from = (uint32_t)index * SHOWN_RAW_BYTES;
	struct text bytes = text_over(shown->body.bytes + from,
	    shown->body.length - from < SHOWN_RAW_BYTES
		? shown->body.length - from
		: SHOWN_RAW_BYTES);
	char plain[SHOWN_RAW_BYTES + 1] = "";

	for (uint32_t i = 0; i < bytes.length; i++) {
		uint8_t byte = (uint8_t)bytes.bytes[i];

		plain[i] = '.';
		if (byte >= ' ' && byte < 0x7f)
			plain[i] = (char)byte;
	}
	canvas_format(canvas, at, OFFSET, STYLE_QUIET, "%04x", (unsigned)from);
	draw_bytes(canvas, at, BYTES, 3 * SHOWN_RAW_BYTES, bytes);
	canvas_words(canvas, at, BYTES + 3 * SHOWN_RAW_BYTES + 1,
	    SHOWN_RAW_BYTES, plain, STYLE_NORMAL);
}

static void
draw_rendered(const struct shown_message *shown, struct canvas *canvas,
    unsigned at, size_t index)
{
	const struct payload_line *line = &shown->rendering.items[index];
	enum style style = STYLE_NORMAL;
	char mark[2] = {line->mark, '\0'};

	if (line->mark == '-')
		style = STYLE_PART;
	else if (line->mark == '+')
		style = STYLE_WAIT;
	canvas_words(canvas, at, 1, 1, mark, style);
	if (canvas_columns(canvas) > 3)
		canvas_text(canvas, at, 3, canvas_columns(canvas) - 3,
		    line->text, style);
}

void
message_line(struct canvas *canvas, unsigned at,
    const struct shown_message *shown, size_t index, bool under_cursor)
{
	const struct payload_row *row = shown_message_row(shown, index);

	if (index < shown->line_count)
		canvas_text(canvas, at, 1, canvas_columns(canvas) - 1,
		    shown->lines[index],
		    index == 0 ? STYLE_STRONG : STYLE_NORMAL);
	else if (row != NULL)
		draw_row(shown, canvas, at, row);
	else if (index - shown->line_count < shown->rendering.count)
		draw_rendered(shown, canvas, at, index - shown->line_count);
	else
		draw_raw(shown, canvas, at, index - shown->line_count);
	if (under_cursor)
		view_cursor(canvas, at);
}

void
message_headings(
    struct canvas *canvas, unsigned at, const struct shown_message *shown)
{
	unsigned token = BYTES + bytes_width(canvas) + 1;

	if (shown->form == BODY_TOKENS) {
		canvas_words(canvas, at, OFFSET, 5, "At", STYLE_HEADING);
		canvas_words(canvas, at, BYTES, 6, "Bytes", STYLE_HEADING);
		canvas_words(
		    canvas, at, token, TOKEN_WIDTH, "Token", STYLE_HEADING);
		canvas_words(canvas, at, token + TOKEN_WIDTH + 1, 7, "Meaning",
		    STYLE_HEADING);
	} else if (shown->form == BODY_RAW) {
		canvas_words(
		    canvas, at, OFFSET, 24, "At   Body, raw", STYLE_HEADING);
	} else {
		canvas_words(canvas, at, OFFSET, 60,
		    shown->form == BODY_RENDERING
			? "Body by libwbxml"
			: "Body: both alike; - ours alone, + libwbxml's alone",
		    STYLE_HEADING);
	}
	canvas_row_style(canvas, at, STYLE_HEADING);
}

/* A line whole, broken where the edge is. */
static void
draw_broken(
    struct canvas *canvas, unsigned at, unsigned below, struct text rest)
{
	unsigned columns = canvas_columns(canvas);

	while (at < below && text_filled(rest)) {
		uint32_t some = rest.length < columns ? rest.length : columns;

		/* Not inside a character. */
		while (some > 1 && some < rest.length &&
		       ((uint8_t)rest.bytes[some] & 0xc0) == 0x80)
			some--;
		canvas_text(canvas, at++, 0, columns,
		    text_over(rest.bytes, some), STYLE_NORMAL);
		rest.bytes += some;
		rest.length -= some;
	}
}

/* All bytes of a row, as far as a line holds them, and what it means. */
static void
explain_row(const struct shown_message *shown, struct canvas *canvas,
    unsigned at, unsigned below, const struct payload_row *row)
{
	unsigned columns = canvas_columns(canvas);
	struct payload_words words;
	struct view_wrap wrap;
	struct text line;

	draw_bytes(canvas, at++, 0, columns,
	    text_over(shown->body.bytes + row->offset, row->length));
	payload_explain(row, shown->body, &words);
	view_wrap_begin(&wrap, payload_words_text(&words), columns);
	while (at < below && view_wrap_next(&wrap, &line))
		canvas_text(canvas, at++, 0, columns, line, STYLE_NORMAL);
	if (row->text.length > SHORT_TEXT)
		draw_broken(canvas, at, below, row->text);
}

void
message_detail(struct canvas *canvas, unsigned top, unsigned below,
    const struct shown_message *shown, size_t index)
{
	const struct payload_row *row = shown_message_row(shown, index);

	canvas_rule(canvas, top, "");
	if (row != NULL)
		explain_row(shown, canvas, top + 1, below, row);
	else if (index < shown->line_count)
		draw_broken(canvas, top + 1, below, shown->lines[index]);
	else if (index < shown->rendering.count)
		draw_broken(
		    canvas, top + 1, below, shown->rendering.items[index].text);
}
