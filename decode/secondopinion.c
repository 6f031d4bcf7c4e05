/*
 * Our reading of a document against libwbxml's, see secondopinion.h.
 *
 * libwbxml gives XML text, which is walked beside our own events: at every
 * tag, the text before it and then the tag are compared. Set aside are names
 * that libwbxml 0.11.8 spells otherwise or does not know (codepages.def),
 * line ends, which XML makes equal, and elements that it prints in base64.
 */
#include "decode/secondopinion.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <wbxml/wbxml.h>
#include <wbxml/wbxml_conv.h>

#include "decode/base64.h"
#include "decode/buffer.h"
#include "decode/codepages.h"
#include "decode/limits.h"
#include "decode/model/memory.h"
#include "decode/wbxml.h"
#include "decode/xml.h"

/* IANA MIBenum; 0 is "unknown", which libwbxml takes for UTF-8. */
enum {
	CHARSET_UNKNOWN = 0,
	CHARSET_ASCII = 3,
	CHARSET_UTF8 = 106,
};

/* Blanks per level in what people read. */
#define INDENT 2

/* Text before a tag, of which the guard lets no more through than
 * LIMIT_SECOND_BYTES; base64 adds a third. */
#define TEXT_ROOM (2 * (size_t)LIMIT_SECOND_BYTES)

struct comparison {
	struct xml *xml;
	struct wbxml_reader reader;
	struct wbxml_event tag; /* ours, the last */
	struct buffer ours;
	struct buffer theirs;
	bool differs;
	char *difference;
};

/* The first bytes of characters and what may follow them (RFC 3629 section
 * 4): no overlong forms, no surrogates, nothing above U+10FFFF. */
struct utf8_form {
	uint8_t first, last; /* the first byte is in between */
	uint8_t length;
	uint8_t least, most; /* of the second byte */
};

static const struct utf8_form *
utf8_form_of(uint8_t first)
{
	static const struct utf8_form forms[] = {
	    {0x00, 0x7f, 1, 0x00, 0x00},
	    {0xc2, 0xdf, 2, 0x80, 0xbf},
	    {0xe0, 0xe0, 3, 0xa0, 0xbf},
	    {0xe1, 0xec, 3, 0x80, 0xbf},
	    {0xed, 0xed, 3, 0x80, 0x9f},
	    {0xee, 0xef, 3, 0x80, 0xbf},
	    {0xf0, 0xf0, 4, 0x90, 0xbf},
	    {0xf1, 0xf3, 4, 0x80, 0xbf},
	    {0xf4, 0xf4, 4, 0x80, 0x8f},
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
		if (first >= forms[i].first && first <= forms[i].last)
			return &forms[i];
	}
	return NULL;
}

/* Length of the character at the front of some bytes that are not empty, 0
 * where it is none that XML 1.0 may hold (section 2.2) or no UTF-8. */
static size_t
xml_character(const uint8_t *at, size_t left)
{
	const struct utf8_form *form = utf8_form_of(at[0]);
	size_t length = form == NULL ? 0 : form->length;

	if (length == 0 || length > left)
		return 0;
	if (length == 1 && at[0] < 0x20)
		return memchr("\t\n\r", at[0], 3) != NULL ? 1 : 0;
	for (size_t i = 1; i < length; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
	}
	if (length > 1 && (at[1] < form->least || at[1] > form->most))
		return 0;
	if (at[0] == 0xef && at[1] == 0xbf && at[2] >= 0xbe)
		return 0;
	return length;
}

static bool
is_xml_text(struct text text)
{
	const uint8_t *at = (const uint8_t *)text.bytes;
	size_t left = text.length;

	while (left > 0) {
		size_t length = xml_character(at, left);

		if (length == 0)
			return false;
		at += length;
		left -= length;
	}
	return true;
}

static bool
header_is_harmless(const struct wbxml_reader *reader)
{
	return reader->public_id == WBXML_PUBLIC_ID_UNKNOWN &&
	       (reader->charset == CHARSET_UTF8 ||
		   reader->charset == CHARSET_ASCII ||
		   reader->charset == CHARSET_UNKNOWN);
}

/* One event that libwbxml can be given. `tag` is the last START or END. In an
 * element of bytes any bytes may stand, but nothing else: what libwbxml then
 * turns into base64 depends on the order. */
static bool
event_is_harmless(
    const struct wbxml_event *event, const struct wbxml_event *tag)
{
	bool is_bytes = tag->kind == WBXML_START &&
			codepage_is_bytes(tag->page, tag->token);

	switch (event->kind) {
	case WBXML_START:
		return !event->has_attributes &&
		       event->token != WBXML_LITERAL &&
		       event->depth < LIMIT_SECOND_DEPTH && !is_bytes;
	case WBXML_TEXT:
	case WBXML_OPAQUE:
		return is_bytes || is_xml_text(event->text);
	case WBXML_HEADER:
	case WBXML_PAGE:
	case WBXML_END:
		return true;
	case WBXML_ENTITY:
	case WBXML_OTHER:
	case WBXML_DONE:
	case WBXML_STOPPED:
		break;
	}
	return false;
}

static bool
is_named(const struct wbxml_reader *reader, unsigned above, const char *name)
{
	const char *its = above < reader->depth
			      ? reader->open[reader->depth - 1 - above].name
			      : NULL;

	return its != NULL && strcmp(its, name) == 0;
}

/* Data two below an Add: libwbxml takes that for SyncML, and prints what is in
 * it as it stands, never in base64. */
static bool
is_like_syncml(const struct wbxml_reader *reader)
{
	return is_named(reader, 0, "Data") && is_named(reader, 2, "Add");
}

/* Whether libwbxml may see the document. Gives its length without what lies
 * behind the root. libwbxml takes one switch of page before the root. */
static bool
guard(const void *bytes, size_t length, size_t *document)
{
	struct wbxml_reader reader;
	struct wbxml_event event;
	struct wbxml_event tag = {.kind = WBXML_HEADER};
	unsigned early_switches = 0;
	size_t text = 0;

	if (length > LIMIT_SECOND_BYTES)
		return false;
	wbxml_begin(&reader, bytes, length);
	while (wbxml_next(&reader, &event) != WBXML_DONE) {
		text += event.text.length;
		if (!event_is_harmless(&event, &tag) ||
		    is_like_syncml(&reader) ||
		    reader.tokens > LIMIT_SECOND_TOKENS ||
		    text > LIMIT_SECOND_BYTES)
			return false;
		if (event.kind == WBXML_START || event.kind == WBXML_END)
			tag = event;
		else if (event.kind == WBXML_PAGE && tag.kind == WBXML_HEADER &&
			 ++early_switches > 1)
			return false;
	}
	*document = length - wbxml_rest(&reader);
	return header_is_harmless(&reader);
}

/* The document as XML by libwbxml, on the heap; NULL where it gives none. */
static char *
convert(
    const void *bytes, size_t length, WBXMLGenXMLType form, size_t *xml_length)
{
	WBXMLConvWBXML2XML *converter = NULL;
	uint8_t *copy = memory_get(length, 1);
	WB_UTINY *xml = NULL;
	WB_ULONG size = 0;
	WBXMLError error;

	/* libwbxml wants bytes that it could write to. */
	memcpy(copy, bytes, length);
	error = wbxml_conv_wbxml2xml_create(&converter);
	if (error == WBXML_OK) {
		wbxml_conv_wbxml2xml_set_gen_type(converter, form);
		wbxml_conv_wbxml2xml_set_indent(converter, INDENT);
		wbxml_conv_wbxml2xml_set_language(
		    converter, WBXML_LANG_ACTIVESYNC);
		wbxml_conv_wbxml2xml_enable_preserve_whitespaces(converter);
		error = wbxml_conv_wbxml2xml_run(
		    converter, copy, (WB_ULONG)length, &xml, &size);
		wbxml_conv_wbxml2xml_destroy(converter);
	}
	free(copy);
	*xml_length = size;
	return error == WBXML_OK ? (char *)xml : NULL;
}

static void
collect(struct buffer *to, const void *bytes, size_t length)
{
	bool fits = buffer_append(to, bytes, length, TEXT_ROOM);

	assert(fits);
	(void)fits;
}

/* Line ends as XML gives them on (XML 1.0, 2.11). */
static void
fold_line_ends(struct buffer *c)
{
	size_t to = 0;

	for (size_t i = 0; i < c->length; i++) {
		uint8_t byte = c->bytes[i];

		if (byte == '\n' && i > 0 && c->bytes[i - 1] == '\r')
			continue;
		c->bytes[to++] = byte;
	}
	for (size_t i = 0; i < to; i++) {
		if (c->bytes[i] == '\r')
			c->bytes[i] = '\n';
	}
	c->length = to;
}

static void
to_base64(struct buffer *c)
{
	struct buffer out = {.bytes = NULL};

	base64_encode(c->bytes, c->length, &out, TEXT_ROOM);
	buffer_done(c);
	*c = out;
}

/* Our next tag, and the text before it. */
static void
next_of_ours(struct comparison *c)
{
	buffer_reset(&c->ours, TEXT_ROOM);
	for (;;) {
		wbxml_next(&c->reader, &c->tag);
		if (c->tag.kind == WBXML_TEXT || c->tag.kind == WBXML_OPAQUE)
			collect(
			    &c->ours, c->tag.text.bytes, c->tag.text.length);
		else if (c->tag.kind != WBXML_HEADER &&
			 c->tag.kind != WBXML_PAGE)
			break;
	}
	if (c->tag.kind == WBXML_END &&
	    codepage_is_bytes(c->tag.page, c->tag.token))
		to_base64(&c->ours);
	else
		fold_line_ends(&c->ours);
}

static void
differ(struct comparison *c, const char *what, const char *theirs)
{
	char ours[WBXML_NAME];

	c->differs = true;
	wbxml_name(c->tag.page, c->tag.token, ours);
	(void)snprintf(c->difference, OPINION_TEXT,
	    "byte %zu: %s %s, libwbxml has %.40s", c->tag.offset, what, ours,
	    theirs);
	xml_stop(c->xml, VERDICT_UNSUPPORTED);
}

static void
compare_text(struct comparison *c)
{
	const struct buffer *ours = &c->ours;
	const struct buffer *theirs = &c->theirs;

	if (ours->length != theirs->length ||
	    (ours->length > 0 &&
		memcmp(ours->bytes, theirs->bytes, ours->length) != 0))
		differ(c, c->tag.kind == WBXML_END ? "text of" : "text before",
		    "another text");
	buffer_reset(&c->theirs, TEXT_ROOM);
}

/* Whether libwbxml, of this version or another, may print that name. */
static bool
is_name_of(const struct wbxml_event *tag, const char *name)
{
	const struct codepage_element *element =
	    codepage_element(tag->page, tag->token);

	if (element == NULL)
		return strcmp(name, "unknown") == 0;
	return strcmp(name, element->name) == 0 ||
	       strcmp(name, element->libwbxml_name) == 0;
}

static void
on_start(void *context, const char *name, const char *const *attributes)
{
	struct comparison *c = context;

	(void)attributes;
	next_of_ours(c);
	if (c->tag.kind != WBXML_START)
		differ(c, "the end of", name);
	else if (!is_name_of(&c->tag, name))
		differ(c, "element", name);
	else
		compare_text(c);
}

static void
on_end(void *context)
{
	struct comparison *c = context;

	if (c->differs)
		return;
	next_of_ours(c);
	if (c->tag.kind != WBXML_END)
		differ(c, "element", "an end");
	else
		compare_text(c);
}

static void
on_text(void *context, const char *bytes, size_t length)
{
	struct comparison *c = context;

	collect(&c->theirs, bytes, length);
}

static enum second_opinion
compare(struct comparison *c, const char *xml, size_t length)
{
	static const struct xml_handlers handlers = {on_start, on_end, on_text};
	enum verdict verdict;

	c->xml = xml_new(&handlers, c);
	xml_feed(c->xml, xml, length);
	verdict = xml_end(c->xml);
	xml_free(c->xml);
	buffer_done(&c->ours);
	buffer_done(&c->theirs);
	if (c->differs)
		return OPINION_DIFFERS;
	return verdict == VERDICT_OK ? OPINION_AGREES : OPINION_FAILED;
}

char *
second_rendering(const void *bytes, size_t length, bool indented,
    enum second_opinion *opinion, size_t *xml_length)
{
	size_t document;
	char *xml;

	*opinion = OPINION_REFUSED;
	if (!guard(bytes, length, &document))
		return NULL;
	xml = convert(bytes, document,
	    indented ? WBXML_GEN_XML_INDENT : WBXML_GEN_XML_COMPACT,
	    xml_length);
	*opinion = xml == NULL ? OPINION_FAILED : OPINION_AGREES;
	return xml;
}

enum second_opinion
second_opinion(const void *bytes, size_t length, char difference[OPINION_TEXT])
{
	struct comparison c = {.difference = difference};
	enum second_opinion opinion = OPINION_FAILED;
	size_t document;
	size_t xml_length;
	char *xml;

	difference[0] = '\0';
	if (!guard(bytes, length, &document))
		return OPINION_REFUSED;
	xml = convert(bytes, document, WBXML_GEN_XML_COMPACT, &xml_length);
	if (xml != NULL) {
		wbxml_begin(&c.reader, bytes, document);
		opinion = compare(&c, xml, xml_length);
	}
	free(xml);
	return opinion;
}
