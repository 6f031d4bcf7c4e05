/*
 * A WBXML document through the token reader, the blotting of passwords and the
 * rows of the screen. The whole input is the document.
 */
#include <string.h>

#include "decode/blot.h"
#include "decode/dissect.h"
#include "decode/topstatus.h"
#include "decode/wbxml.h"
#include "tests/fuzz/fuzz.h"

/* Events lie one behind the other inside the document, and depth follows. */
static void
check_event(const struct wbxml_event *event, const uint8_t *bytes,
    size_t length, size_t *end)
{
	const uint8_t *text = (const uint8_t *)event->text.bytes;
	char name[WBXML_NAME];

	HOLDS(event->offset <= length);
	HOLDS(event->length <= length - event->offset);
	if (event->length > 0) {
		HOLDS(event->offset >= *end);
		*end = event->offset + event->length;
	}
	HOLDS(event->depth <= LIMIT_WBXML_DEPTH);
	if (event->text.length > 0 && event->kind != WBXML_ENTITY)
		HOLDS(text >= bytes &&
		      event->text.length <= (size_t)(bytes + length - text));
	if (event->kind == WBXML_START || event->kind == WBXML_END)
		wbxml_name(event->page, event->token, name);
}

static void
read_all(const uint8_t *bytes, size_t length)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	enum wbxml_kind kind;
	unsigned open = 0;
	size_t end = 0;

	wbxml_begin(&reader, bytes, length);
	do {
		kind = wbxml_next(&reader, &event);
		if (kind == WBXML_START)
			HOLDS(event.depth == open++);
		else if (kind == WBXML_END)
			HOLDS(event.depth == --open);
		check_event(&event, bytes, length, &end);
	} while (kind != WBXML_DONE && kind != WBXML_STOPPED);
	HOLDS((kind == WBXML_DONE) == (wbxml_verdict(&reader) == VERDICT_OK));
	HOLDS(kind != WBXML_DONE || open == 0);
	HOLDS(wbxml_rest(&reader) <= length);
	HOLDS(wbxml_next(&reader, &event) == kind);
}

static void
is_blotted(struct text blotted, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		HOLDS(blotted.bytes[i] == '*');
}

/* What an event inside a Password carries is blotted out. */
static void
check_blotted(struct text document, struct text blotted)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	enum wbxml_kind kind;
	unsigned inside = 0;

	wbxml_begin(&reader, document.bytes, document.length);
	do {
		kind = wbxml_next(&reader, &event);
		if (kind == WBXML_START &&
		    (inside > 0 || (event.name != NULL &&
				       strcmp(event.name, "Password") == 0)))
			inside++;
		else if (kind == WBXML_END && inside > 0)
			inside--;
		else if (inside > 0 &&
			 (kind == WBXML_TEXT || kind == WBXML_OPAQUE))
			is_blotted(blotted,
			    (size_t)(event.text.bytes - document.bytes),
			    (size_t)(event.text.bytes - document.bytes) +
				event.text.length);
	} while (kind != WBXML_DONE && kind != WBXML_STOPPED);
	if (inside > 0)
		is_blotted(blotted, event.offset, document.length);
}

/* The document stays as long as it was. */
static void
blot(const uint8_t *bytes, size_t length)
{
	struct buffer room = {.bytes = NULL};
	struct text document = text_over(bytes, length);
	struct text blotted = wbxml_blotted(document, &room);

	HOLDS(blotted.length == length);
	check_blotted(document, blotted);
	buffer_done(&room);
}

static void
show(const uint8_t *bytes, size_t length, bool is_request)
{
	struct payload_rows rows = {.items = NULL};

	dissect(text_over(bytes, length), is_request, &rows);
	for (uint32_t i = 0; i < rows.count; i++) {
		HOLDS(rows.items[i].offset <= length);
		HOLDS(rows.items[i].length <= length - rows.items[i].offset);
	}
	payload_rows_done(&rows);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct top_status top;

	read_all(bytes, length);
	blot(bytes, length);
	show(bytes, length, true);
	show(bytes, length, false);
	top_status_read(bytes, length, &top);
	fuzz_tell(
	    "%s; root %u:%u", verdict_name(top.verdict), top.page, top.token);
	return 0;
}
