/*
 * A document in words for the screen, by libwbxml, and beside our own reading
 * of it: the rest of dissect.h. Lines are compared from the front, and where
 * they part, the next ones that meet again are looked for.
 */
#include "decode/dissect.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/base64.h"
#include "decode/buffer.h"
#include "decode/codepages.h"
#include "decode/limits.h"
#include "decode/model/limits.h"
#include "decode/model/names.h"
#include "decode/secondopinion.h"
#include "decode/wbxml.h"
#include "decode/xml.h"

/* Bytes of all lines; a document of LIMIT_SECOND_BYTES, indented. */
#define LINES_ROOM (8 * (size_t)LIMIT_SECOND_BYTES)
/* How far apart two readings may go before they meet again. */
#define LOOK_AHEAD ((size_t)32)

/* Lines while they are made: ends in `bytes`. */
struct lines {
	struct buffer bytes;
	struct buffer ends; /* size_t each */
};

static size_t
line_count(const struct lines *lines)
{
	return lines->ends.length / sizeof(size_t);
}

static size_t
end_of(const struct lines *lines, size_t index)
{
	size_t end;

	assert(index < line_count(lines) && lines->ends.bytes != NULL);
	memcpy(&end, lines->ends.bytes + index * sizeof(end), sizeof(end));
	return end;
}

static struct text
line_at(const struct lines *lines, size_t index)
{
	size_t from = index == 0 ? 0 : end_of(lines, index - 1);

	return text_over(
	    lines->bytes.bytes + from, end_of(lines, index) - from);
}

static void
put(struct lines *lines, const void *bytes, size_t length)
{
	(void)buffer_append(&lines->bytes, bytes, length, LINES_ROOM);
}

static void
put_words(struct lines *lines, const char *words)
{
	put(lines, words, strlen(words));
}

static void
end_line(struct lines *lines)
{
	size_t end = lines->bytes.length;

	(void)buffer_append(&lines->ends, &end, sizeof(end),
	    (size_t)LIMIT_PAYLOAD_ROWS * sizeof(end));
}

static void
lines_done(struct lines *lines)
{
	buffer_done(&lines->bytes);
	buffer_done(&lines->ends);
}

static void
indent(struct lines *lines, unsigned depth)
{
	for (unsigned i = 0; i < depth; i++)
		put(lines, "  ", 2);
}

/* "<Name>", "</Name>" or "<Name/>". */
static void
put_tag(struct lines *lines, const char *before, const char *name,
    const char *behind)
{
	put_words(lines, before);
	put_words(lines, name);
	put_words(lines, behind);
}

/* A document as elements with their text, a line each; both readings build
 * theirs with this. */
struct outline {
	struct lines *lines;
	unsigned depth;
	bool fresh; /* the newest line is a tag that may get text */
	char names[LIMIT_WBXML_DEPTH][WBXML_NAME];
};

static void
outline_start(struct outline *outline, const char *name)
{
	if (outline->fresh)
		end_line(outline->lines);
	if (outline->depth >= LIMIT_WBXML_DEPTH)
		return;
	indent(outline->lines, outline->depth);
	put_tag(outline->lines, "<", name, ">");
	(void)snprintf(outline->names[outline->depth], WBXML_NAME, "%s", name);
	outline->depth++;
	outline->fresh = true;
}

static void
outline_end(struct outline *outline)
{
	if (outline->depth == 0)
		return;
	outline->depth--;
	if (!outline->fresh)
		indent(outline->lines, outline->depth);
	put_tag(outline->lines, "</", outline->names[outline->depth], ">");
	end_line(outline->lines);
	outline->fresh = false;
}

static void
outline_text(struct outline *outline, struct text text)
{
	if (!outline->fresh)
		indent(outline->lines, outline->depth);
	put(outline->lines, text.bytes, text.length);
	if (!outline->fresh)
		end_line(outline->lines);
}

/* Our reading. */
static void
outline_ours(struct text payload, struct lines *lines)
{
	struct outline outline = {.lines = lines};
	struct wbxml_reader reader;
	struct wbxml_event event;
	struct wbxml_event tag = {0};
	char name[WBXML_NAME];

	wbxml_begin(&reader, payload.bytes, payload.length);
	while (wbxml_next(&reader, &event) != WBXML_DONE &&
	       event.kind != WBXML_STOPPED) {
		if (event.kind == WBXML_START) {
			wbxml_name(event.page, event.token, name);
			outline_start(&outline, name);
			tag = event;
		} else if (event.kind == WBXML_END) {
			outline_end(&outline);
		} else if (text_filled(event.text) &&
			   codepage_is_bytes(tag.page, tag.token)) {
			struct buffer base64 = {0};

			base64_encode(event.text.bytes, event.text.length,
			    &base64, LINES_ROOM);
			outline_text(
			    &outline, text_over(base64.bytes, base64.length));
			buffer_done(&base64);
		} else if (text_filled(event.text)) {
			outline_text(&outline, event.text);
		}
	}
}

static void
on_start(void *context, const char *name, const char *const *attributes)
{
	(void)attributes;
	outline_start(context, name);
}

static void
on_end(void *context)
{
	outline_end(context);
}

static void
on_text(void *context, const char *bytes, size_t length)
{
	outline_text(context, text_over(bytes, length));
}

static void
outline_theirs(const char *xml, size_t length, struct lines *lines)
{
	static const struct xml_handlers handlers = {on_start, on_end, on_text};
	struct outline outline = {.lines = lines};
	struct xml *reader = xml_new(&handlers, &outline);

	xml_feed(reader, xml, length);
	(void)xml_end(reader);
	xml_free(reader);
}

/* One line of the result; its text is its place in `bytes` until finish(). */
static void
give(struct payload_lines *out, struct lines *all, struct text line, char mark)
{
	if (out->count == LIMIT_PAYLOAD_ROWS)
		return;
	out->items =
	    make_room(out->items, out->count, &out->room, sizeof(*out->items));
	put(all, line.bytes, line.length);
	end_line(all);
	out->items[out->count++].mark = mark;
}

static void
finish(struct payload_lines *out, struct lines *all)
{
	for (uint32_t i = 0; i < out->count && i < line_count(all); i++)
		out->items[i].text = line_at(all, i);
	out->bytes = (char *)all->bytes.bytes;
	buffer_done(&all->ends);
}

/* How far ahead both meet again, as steps in each; the end of both else. */
static void
find_meeting(const struct lines *a, size_t i, const struct lines *b, size_t k,
    size_t *in_a, size_t *in_b)
{
	for (size_t sum = 1; sum <= 2 * LOOK_AHEAD; sum++) {
		for (size_t x = 0; x <= sum; x++) {
			if (i + x < line_count(a) &&
			    k + sum - x < line_count(b) &&
			    text_equal(
				line_at(a, i + x), line_at(b, k + sum - x))) {
				*in_a = x;
				*in_b = sum - x;
				return;
			}
		}
	}
	*in_a = line_count(a) - i;
	*in_b = line_count(b) - k;
}

static void
compare(const struct lines *ours, const struct lines *theirs,
    struct payload_lines *out)
{
	struct lines all = {0};
	size_t i = 0;
	size_t k = 0;

	while (i < line_count(ours) || k < line_count(theirs)) {
		size_t in_ours;
		size_t in_theirs;

		if (i < line_count(ours) && k < line_count(theirs) &&
		    text_equal(line_at(ours, i), line_at(theirs, k))) {
			give(out, &all, line_at(ours, i), ' ');
			i++;
			k++;
			continue;
		}
		find_meeting(ours, i, theirs, k, &in_ours, &in_theirs);
		while (in_ours-- > 0)
			give(out, &all, line_at(ours, i++), '-');
		while (in_theirs-- > 0)
			give(out, &all, line_at(theirs, k++), '+');
	}
	finish(out, &all);
}

/* Why libwbxml gave nothing, or what came of the comparison. */
static void
explain(struct payload_lines *out, enum second_opinion opinion,
    const char *difference)
{
	static const char *const words[] = {
	    [OPINION_AGREES] = "Both readings agree.",
	    [OPINION_DIFFERS] = "The readings differ: ",
	    [OPINION_REFUSED] =
		"Cut or unsafe documents are not given to libwbxml.",
	    [OPINION_FAILED] = "libwbxml cannot read this document.",
	};

	(void)snprintf(out->note, sizeof(out->note), "%s%.120s", words[opinion],
	    opinion == OPINION_DIFFERS ? difference : "");
	for (uint32_t i = 0; i < out->count && opinion == OPINION_AGREES; i++) {
		if (out->items[i].mark == ' ')
			continue;
		(void)snprintf(out->note, sizeof(out->note),
		    "Both readings agree, but for names that libwbxml spells "
		    "otherwise.");
		break;
	}
}

static void
rendering(struct text payload, struct payload_lines *out)
{
	enum second_opinion opinion;
	struct lines all = {0};
	size_t length = 0;
	char *xml = second_rendering(
	    payload.bytes, payload.length, true, &opinion, &length);
	struct text rest = text_over(xml, length);

	if (xml == NULL) {
		explain(out, opinion, "");
		return;
	}
	(void)snprintf(out->note, sizeof(out->note), "As libwbxml renders it.");
	while (rest.length > 0) {
		const char *end = memchr(rest.bytes, '\n', rest.length);
		uint32_t some =
		    end == NULL ? rest.length : (uint32_t)(end - rest.bytes);

		give(out, &all, text_over(rest.bytes, some), ' ');
		if (end != NULL)
			some++;
		rest.bytes += some;
		rest.length -= some;
	}
	free(xml);
	finish(out, &all);
}

static void
difference(struct text payload, struct payload_lines *out)
{
	struct lines ours = {0};
	struct lines theirs = {0};
	char words[OPINION_TEXT];
	enum second_opinion opinion;
	size_t length = 0;
	char *xml = second_rendering(
	    payload.bytes, payload.length, false, &opinion, &length);

	if (xml != NULL) {
		outline_ours(payload, &ours);
		outline_theirs(xml, length, &theirs);
		compare(&ours, &theirs, out);
		lines_done(&ours);
		lines_done(&theirs);
		opinion = second_opinion(payload.bytes, payload.length, words);
	}
	explain(out, opinion, xml == NULL ? "" : words);
	free(xml);
}

const struct payload_reader dissector = {
    .rows = dissect,
    .rendering = rendering,
    .difference = difference,
};
