/*
 * The Status of an answer as a whole, see topstatus.h.
 */
#include "decode/topstatus.h"

#include <string.h>

#include "decode/wbxml.h"

#define FIRST_COMMON 101u

/* The rest of an element's value, up to its END; not seen where a cut, a
 * child or too little room hides it. */
static struct text
read_value(struct wbxml_reader *r, char *room, size_t size)
{
	struct wbxml_event event;
	size_t used = 0;

	for (;;) {
		switch (wbxml_next(r, &event)) {
		case WBXML_TEXT:
		case WBXML_OPAQUE:
		case WBXML_ENTITY:
			if (event.text.length > size - used)
				return TEXT_NOT_SEEN;
			if (event.text.length > 0)
				memcpy(room + used, event.text.bytes,
				    event.text.length);
			used += event.text.length;
			break;
		case WBXML_END:
			return text_over(room, used);
		case WBXML_PAGE:
		case WBXML_OTHER:
			break;
		case WBXML_HEADER:
		case WBXML_START:
		case WBXML_DONE:
		case WBXML_STOPPED:
			return TEXT_NOT_SEEN;
		}
	}
}

static bool
is_common(struct text status)
{
	uint64_t number;

	return text_number(text_trim(status), UINT16_MAX, &number) &&
	       number >= FIRST_COMMON;
}

/* The Status in a Result says it for the whole answer where the root has none
 * and it is none of the command's own. */
static void
take_result(struct wbxml_reader *reader, struct top_status *out)
{
	char room[sizeof(out->room)];
	struct text status = read_value(reader, room, sizeof(room));

	if (text_seen(out->status) || !is_common(status))
		return;
	memcpy(out->room, room, status.length);
	out->status = text_over(out->room, status.length);
}

static bool
is_named(const struct wbxml_event *event, const char *name)
{
	return event->name != NULL && strcmp(event->name, name) == 0;
}

/* A child of the root. True: it is the Status, and nothing else is wanted. */
static bool
take_child(struct wbxml_reader *reader, const struct wbxml_event *event,
    struct top_status *out)
{
	if (!is_named(event, "Status"))
		return false;
	out->status = read_value(reader, out->room, sizeof(out->room));
	return true;
}

void
top_status_read(const void *bytes, size_t length, struct top_status *out)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	bool in_result = false;
	bool done = false;

	*out = (struct top_status){.page = 255};
	wbxml_begin(&reader, bytes, length);
	while (!done) {
		wbxml_next(&reader, &event);
		done = event.kind == WBXML_DONE || event.kind == WBXML_STOPPED;
		if (event.kind != WBXML_START)
			continue;
		if (event.depth == 0) {
			out->page = event.page;
			out->token = event.token;
		} else if (event.depth == 1) {
			in_result = is_named(&event, "Result");
			done = take_child(&reader, &event, out);
		} else if (event.depth == 2 && in_result &&
			   is_named(&event, "Status")) {
			take_result(&reader, out);
		}
	}
	out->verdict = wbxml_verdict(&reader);
}
