/*
 * A WBXML document as rows for the screen, see dissect.h. An element with
 * nothing but text in it becomes one row; all other events have their own.
 */
#include "decode/dissect.h"

#include <string.h>

#include "decode/codepages.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"
#include "decode/scope.h"
#include "decode/wbxml.h"

struct dissection {
	struct wbxml_reader reader;
	struct wbxml_event event;
	struct text payload;
	struct payload_rows *rows;
	bool is_request;
	bool in_value; /* the last row is an element so far without children */
	struct payload_row plain; /* … as it was before it took the text in */
	enum scope scopes[LIMIT_WBXML_DEPTH + 1];
};

static struct payload_row *
add(struct dissection *d, const struct payload_row *row)
{
	struct payload_rows *rows = d->rows;

	if (rows->count == LIMIT_PAYLOAD_ROWS) {
		rows->cut_short = true;
		return NULL;
	}
	rows->items = make_room(
	    rows->items, rows->count, &rows->room, sizeof(*rows->items));
	rows->items[rows->count] = *row;
	return &rows->items[rows->count++];
}

/* A row over the bytes of the event at hand. */
static struct payload_row
row_of(const struct dissection *d, enum payload_row_kind kind)
{
	const struct wbxml_event *event = &d->event;

	return (struct payload_row){
	    .kind = kind,
	    .offset = (uint32_t)event->offset,
	    .length = (uint32_t)event->length,
	    .depth = event->depth,
	    .page = event->page,
	    .token = event->token,
	    .name = event->name,
	    .is_opaque = event->kind == WBXML_OPAQUE,
	    .code = event->code,
	};
}

/* The length of a multi-byte integer (section 5.1), which was read before. */
static uint32_t
integer_length(struct text bytes, uint32_t at)
{
	uint32_t length = 1;

	while (at + length < bytes.length &&
	       ((uint8_t)bytes.bytes[at + length - 1] & 0x80) != 0)
		length++;
	return length;
}

/* The header's fields; a public id of 0 has an index behind it. */
static void
add_header(struct dissection *d)
{
	const struct wbxml_reader *reader = &d->reader;
	uint32_t at = 0;
	struct payload_row row = {.kind = ROW_VERSION, .length = 1};

	row.code = (uint8_t)d->payload.bytes[0];
	add(d, &row);
	at += row.length;
	row = (struct payload_row){.kind = ROW_PUBLIC_ID, .offset = at};
	row.length = integer_length(d->payload, at);
	if (reader->public_id == 0)
		row.length += integer_length(d->payload, at + row.length);
	row.code = reader->public_id;
	add(d, &row);
	at += row.length;
	row = (struct payload_row){.kind = ROW_CHARSET, .offset = at};
	row.length = integer_length(d->payload, at);
	row.code = reader->charset;
	add(d, &row);
	at += row.length;
	row = (struct payload_row){.kind = ROW_TABLE, .offset = at};
	row.length = (uint32_t)d->event.length - at;
	row.text = reader->table;
	add(d, &row);
}

/* Which status an element is, if any. */
static bool
status_scope(const struct dissection *d, const struct payload_row *row,
    enum status_scope *out)
{
	switch ((unsigned)d->scopes[row->depth + 1]) {
	case SCOPE_STATUS:
		*out = STATUS_PROVISION;
		return true;
	case SCOPE_POLICY_STATUS:
		*out = d->is_request ? STATUS_ACKNOWLEDGE : STATUS_POLICY;
		return true;
	case SCOPE_WIPE_STATUS:
		*out = STATUS_WIPE;
		return true;
	case SCOPE_ACCOUNT_WIPE_STATUS:
		*out = STATUS_ACCOUNT_WIPE;
		return true;
	case SCOPE_INFORMATION_STATUS:
		*out = STATUS_INFORMATION;
		return true;
	default:
		*out = STATUS_COMMON;
		return row->name != NULL && strcmp(row->name, "Status") == 0;
	}
}

static void
add_element(struct dissection *d)
{
	struct payload_row row =
	    row_of(d, d->event.empty ? ROW_EMPTY : ROW_OPEN);
	unsigned depth = row.depth;

	if (depth == 0)
		d->scopes[0] = row.page == PAGE_SETTINGS
				   ? SCOPE_BEFORE_SETTINGS
				   : SCOPE_BEFORE_PROVISION;
	d->scopes[depth + 1] =
	    scope_enter(d->scopes[depth], row.page, row.token);
	if (d->scopes[depth + 1] == SCOPE_SETTING)
		row.setting = setting_by_token(row.token);
	row.is_status = status_scope(d, &row, &row.scope);
	if (add(d, &row) != NULL && !d->event.empty) {
		d->in_value = true;
		d->plain = row;
	}
}

/* More than text in it: the last row is a tag again, what it had taken in
 * follows in a row of its own. */
static void
unfold(struct dissection *d)
{
	struct payload_row *last = &d->rows->items[d->rows->count - 1];
	struct payload_row text = {
	    .kind = ROW_TEXT,
	    .offset = last->offset + d->plain.length,
	    .length = last->length - d->plain.length,
	    .depth = last->depth + 1,
	    .text = last->text,
	    .is_opaque = last->is_opaque,
	};

	d->in_value = false;
	if (last->kind != ROW_VALUE)
		return;
	*last = d->plain;
	add(d, &text);
}

static void
add_text(struct dissection *d)
{
	struct payload_row *last;
	struct payload_row row;

	if (d->in_value) {
		last = &d->rows->items[d->rows->count - 1];
		if (last->kind == ROW_OPEN) {
			last->kind = ROW_VALUE;
			last->text = d->event.text;
			last->is_opaque = d->event.kind == WBXML_OPAQUE;
			last->length += (uint32_t)d->event.length;
			return;
		}
		unfold(d);
	}
	row = row_of(d, ROW_TEXT);
	row.text = d->event.text;
	add(d, &row);
}

static void
add_end(struct dissection *d)
{
	struct payload_row *last;
	struct payload_row row;

	if (d->event.length == 0)
		return; /* of an element without content */
	if (d->in_value) {
		last = &d->rows->items[d->rows->count - 1];
		if (last->kind == ROW_OPEN)
			last->text = text_over("", 0);
		last->kind = ROW_VALUE;
		last->length += (uint32_t)d->event.length;
		d->in_value = false;
		return;
	}
	row = row_of(d, ROW_CLOSE);
	add(d, &row);
}

/* A run of bytes that says nothing of its own. */
static void
add_other(struct dissection *d, enum payload_row_kind kind)
{
	struct payload_row row = row_of(d, kind);

	if (d->in_value)
		unfold(d);
	add(d, &row);
}

/* From here on nothing can be read. */
static void
add_stop(struct dissection *d)
{
	bool cut = wbxml_verdict(&d->reader) == VERDICT_SHORT;
	struct payload_row row = row_of(d, cut ? ROW_CUT : ROW_FAULT);

	if (d->in_value)
		unfold(d);
	row.length = d->payload.length - row.offset;
	row.text = d->event.text;
	if (row.length > 0 || cut)
		add(d, &row);
}

static void
add_rest(struct dissection *d)
{
	size_t rest = wbxml_rest(&d->reader);
	struct payload_row row = {
	    .kind = ROW_REST,
	    .offset = (uint32_t)(d->payload.length - rest),
	    .length = (uint32_t)rest,
	};

	if (rest > 0)
		add(d, &row);
}

static void
add_event(struct dissection *d)
{
	switch (d->event.kind) {
	case WBXML_HEADER:
		add_header(d);
		break;
	case WBXML_PAGE:
		d->event.name = codepage_name(d->event.page);
		add_other(d, ROW_PAGE);
		break;
	case WBXML_START:
		if (d->in_value)
			unfold(d);
		add_element(d);
		break;
	case WBXML_END:
		add_end(d);
		break;
	case WBXML_TEXT:
	case WBXML_OPAQUE:
		add_text(d);
		break;
	case WBXML_ENTITY:
		add_other(d, ROW_TEXT);
		break;
	case WBXML_OTHER:
		add_other(d, ROW_OTHER);
		break;
	case WBXML_DONE:
		add_rest(d);
		break;
	case WBXML_STOPPED:
		add_stop(d);
		break;
	}
}

void
dissect(struct text payload, bool is_request, struct payload_rows *rows)
{
	struct dissection d = {
	    .payload = payload, .rows = rows, .is_request = is_request};

	if (!text_filled(payload))
		return;
	wbxml_begin(&d.reader, payload.bytes, payload.length);
	do {
		wbxml_next(&d.reader, &d.event);
		add_event(&d);
	} while (d.event.kind != WBXML_DONE && d.event.kind != WBXML_STOPPED &&
		 !rows->cut_short);
}
