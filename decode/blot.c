/*
 * Passwords in a document blotted out, see blot.h.
 */
#include "decode/blot.h"

#include <string.h>

#include "decode/codepages.h"
#include "decode/limits.h"
#include "decode/wbxml.h"

/* Whether a switch to a page that has such an element may be among the bytes:
 * a document without one need not be read. */
static bool
may_hold_password(struct text document)
{
	const uint8_t *bytes = (const uint8_t *)document.bytes;
	unsigned found = 0;

	/* All of them, which a compiler can do many at a time. */
	for (uint32_t i = 1; i < document.length; i++)
		found |= (unsigned)(bytes[i - 1] == 0) &
			 ((unsigned)(bytes[i] == PAGE_SEARCH) |
			     (unsigned)(bytes[i] == PAGE_SETTINGS) |
			     (unsigned)(bytes[i] == PAGE_ITEM_OPERATIONS));
	return found != 0;
}

static bool
is_password(const struct wbxml_event *event)
{
	return event->name != NULL && strcmp(event->name, "Password") == 0;
}

static void
blot_out(struct text document, struct buffer *room, size_t from, size_t to)
{
	if (room->length == 0)
		(void)buffer_append(
		    room, document.bytes, document.length, LIMIT_INFLATED);
	if (from < to && to <= room->length)
		memset(room->bytes + from, '*', to - from);
}

/* Blots out what an event inside a Password carries: a text where it stands,
 * of anything else all but its token. */
static void
blot_event(
    struct text document, struct buffer *room, const struct wbxml_event *event)
{
	size_t from = event->offset + 1;
	size_t to = event->offset + event->length;

	if (event->kind == WBXML_TEXT || event->kind == WBXML_OPAQUE) {
		from = (size_t)(event->text.bytes - document.bytes);
		to = from + event->text.length;
	}
	blot_out(document, room, from, to);
}

struct text
wbxml_blotted(struct text document, struct buffer *room)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	enum wbxml_kind kind;
	unsigned inside = 0; /* open elements, from a Password on */

	buffer_reset(room, LIMIT_BODY_FRONT);
	if (!may_hold_password(document))
		return document;
	wbxml_begin(&reader, document.bytes, document.length);
	do {
		kind = wbxml_next(&reader, &event);
		if (kind == WBXML_END && inside > 0)
			inside--;
		else if (kind == WBXML_START &&
			 (inside > 0 || is_password(&event)))
			inside++;
		else if (inside > 0 && kind != WBXML_PAGE &&
			 kind != WBXML_STOPPED)
			blot_event(document, room, &event);
	} while (kind != WBXML_DONE && kind != WBXML_STOPPED);
	if (inside > 0)
		blot_out(document, room, event.offset, document.length);
	return room->length > 0 ? text_over(room->bytes, room->length)
				: document;
}
