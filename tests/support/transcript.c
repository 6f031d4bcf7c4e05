/*
 * Transcripts of WBXML documents, see transcript.h.
 */
#include "tests/support/check.h"

#include "tests/support/transcript.h"

#include <stdio.h>
#include <string.h>

#include "decode/wbxml.h"

void
say(struct transcript *t, const char *word, const char *rest, size_t length)
{
	int more = snprintf(t->words + t->length, sizeof(t->words) - t->length,
	    "%s%s%.*s", t->length == 0 ? "" : " ", word, (int)length, rest);

	assert_true(more >= 0 && (size_t)more < sizeof(t->words) - t->length);
	t->length += (size_t)more;
}

static void
say_event(struct transcript *t, const struct wbxml_event *event)
{
	char name[WBXML_NAME];

	wbxml_name(event->page, event->token, name);
	switch (event->kind) {
	case WBXML_HEADER:
		break;
	case WBXML_PAGE:
		(void)snprintf(name, sizeof(name), "%u", event->page);
		say(t, "page:", name, strlen(name));
		break;
	case WBXML_START:
		say(t, event->empty ? "<>" : "<", name, strlen(name));
		break;
	case WBXML_END:
		say(t, "/", name, strlen(name));
		break;
	case WBXML_TEXT:
		say(t, "=", event->text.bytes, event->text.length);
		break;
	case WBXML_OPAQUE:
		say(t, "#", event->text.bytes, event->text.length);
		break;
	case WBXML_ENTITY:
		say(t, "&", event->text.bytes, event->text.length);
		break;
	case WBXML_OTHER:
		say(t, "other", "", 0);
		break;
	case WBXML_DONE:
	case WBXML_STOPPED:
		break;
	}
}

enum verdict
transcribe(struct transcript *t, const uint8_t *bytes, size_t length)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	size_t at = 0;

	t->length = 0;
	t->words[0] = '\0';
	wbxml_begin(&reader, bytes, length);
	do {
		wbxml_next(&reader, &event);
		assert_int_equal(event.offset, at);
		assert_true(event.length <= length - at);
		at += event.length;
		say_event(t, &event);
	} while (event.kind != WBXML_DONE && event.kind != WBXML_STOPPED);
	assert_int_equal(
	    event.kind == WBXML_DONE, wbxml_verdict(&reader) == VERDICT_OK);
	if (event.kind == WBXML_DONE)
		assert_int_equal(at + wbxml_rest(&reader), length);
	else
		assert_int_equal(wbxml_rest(&reader), 0);
	return wbxml_verdict(&reader);
}
