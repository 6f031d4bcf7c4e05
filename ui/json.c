/*
 * JSON as a stream, see json.h. Strings that need nothing but quotes, nearly
 * all of them, are copied; the others are encoded by jansson.
 */
#include "ui/json.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "decode/model/memory.h"
#include "ui/escape.h"
#include "ui/moment.h"

#define DEPTH 12u

struct level {
	char end; /* '}' or ']' */
	enum json_layout layout;
	bool begun; /* has a member */
};

/* Written in one go when full: a report has millions of short pieces. */
#define PIECES 16384u

struct json {
	FILE *file;
	size_t waiting;
	char pieces[PIECES];
	unsigned depth;
	struct level levels[DEPTH];
	struct moment_words when;
};

struct json *
json_new(FILE *file)
{
	struct json *json = memory_get(1, sizeof(*json));

	json->file = file;
	return json;
}

static void
write_pieces(struct json *json)
{
	fwrite(json->pieces, 1, json->waiting, json->file);
	json->waiting = 0;
}

void
json_free(struct json *json)
{
	if (json == NULL)
		return;
	assert(json->depth == 0);
	write_pieces(json);
	free(json);
}

static void
put(struct json *json, const char *bytes, size_t length)
{
	if (length > PIECES - json->waiting)
		write_pieces(json);
	if (length > PIECES) {
		fwrite(bytes, 1, length, json->file);
		return;
	}
	memcpy(json->pieces + json->waiting, bytes, length);
	json->waiting += length;
}

static void
put_byte(struct json *json, char byte)
{
	if (json->waiting == PIECES)
		write_pieces(json);
	json->pieces[json->waiting++] = byte;
}

/* jansson lets DEL pass, a terminal need not. */
static int
put_encoded(const char *bytes, size_t length, void *context)
{
	for (size_t i = 0; i < length; i++) {
		if (bytes[i] == 0x7f)
			put(context, "\\u007f", 6);
		else
			put_byte(context, bytes[i]);
	}
	return 0;
}

/* Repairs the text to UTF-8, at most three bytes for one, and says whether
 * any of it should be written by number. */
static bool
repair(struct text text, char *out, size_t *length)
{
	static const char replacement[3] = {'\xef', '\xbf', '\xbd'};
	const uint32_t replacing = 0xfffd;
	bool dangerous = false;

	*length = 0;
	while (text.length > 0) {
		const char *first = text.bytes;
		uint32_t code;

		if (escape_take(&text, &code)) {
			size_t bytes = (size_t)(text.bytes - first);

			memcpy(out + *length, first, bytes);
			*length += bytes;
			dangerous = dangerous || escape_dangerous(code);
		} else {
			memcpy(out + *length, replacement, 3);
			*length += 3;
			dangerous = dangerous || escape_dangerous(replacing);
		}
	}
	return dangerous;
}

static void
put_difficult(struct json *json, struct text text)
{
	char *copy = memory_get((size_t)text.length * 3 + 1, 1);
	size_t length;
	size_t flags = JSON_ENCODE_ANY;
	json_t *string;

	if (repair(text, copy, &length))
		flags |= JSON_ENSURE_ASCII;
	string = json_stringn_nocheck(copy, length);
	/* Repaired text is refused for want of memory only. */
	if (string == NULL ||
	    json_dump_callback(string, put_encoded, json, flags) != 0)
		memory_exhausted();
	json_decref(string);
	free(copy);
}

static bool
is_plain(struct text text)
{
	bool plain = true;

	/* No way out of the loop: the compiler looks at many bytes at once. */
	for (size_t i = 0; i < text.length; i++) {
		char byte = text.bytes[i];

		plain &=
		    byte >= 0x20 && byte < 0x7f && byte != '"' && byte != '\\';
	}
	return plain;
}

static void
put_string(struct json *json, struct text text)
{
	if (!is_plain(text)) {
		put_difficult(json, text);
		return;
	}
	put_byte(json, '"');
	put(json, text.bytes, text.length);
	put_byte(json, '"');
}

/* A new line, indented by two blanks a level. */
static void
put_line(struct json *json)
{
	put_byte(json, '\n');
	for (unsigned i = 0; i < json->depth; i++)
		put(json, "  ", 2);
}

/* What stands before a member: comma and place. */
static void
begin_member(struct json *json)
{
	struct level *level;

	if (json->depth == 0)
		return;
	level = &json->levels[json->depth - 1];
	if (level->begun)
		put_byte(json, ',');
	if (level->layout == JSON_LINES)
		put_line(json);
	else if (level->begun)
		put_byte(json, ' ');
	level->begun = true;
}

static void
begin_text(struct json *json, struct text key)
{
	begin_member(json);
	if (text_seen(key)) {
		put_string(json, key);
		put(json, ": ", 2);
	}
}

/* Our own keys are plain. */
static void
begin(struct json *json, const char *key)
{
	begin_member(json);
	if (key == NULL)
		return;
	put_byte(json, '"');
	put(json, key, strlen(key));
	put(json, "\": ", 3);
}

static void
push(struct json *json, char start, char end, enum json_layout layout)
{
	assert(json->depth < DEPTH);
	if (json->depth > 0 && json->levels[json->depth - 1].layout == JSON_ROW)
		layout = JSON_ROW;
	put_byte(json, start);
	json->levels[json->depth++] =
	    (struct level){.end = end, .layout = layout};
}

void
json_object_open(struct json *json, const char *key, enum json_layout layout)
{
	begin(json, key);
	push(json, '{', '}', layout);
}

void
json_array_open(struct json *json, const char *key, enum json_layout layout)
{
	begin(json, key);
	push(json, '[', ']', layout);
}

void
json_open_pair(struct json *json, struct text key)
{
	begin_text(json, key);
	push(json, '[', ']', JSON_ROW);
}

void
json_close(struct json *json)
{
	struct level level;

	assert(json->depth > 0);
	level = json->levels[--json->depth];
	if (level.layout == JSON_LINES && level.begun)
		put_line(json);
	put_byte(json, level.end);
	if (json->depth > 0)
		return;
	put_byte(json, '\n');
	write_pieces(json);
}

void
json_put_pair(struct json *json, struct text key, struct text value)
{
	if (!text_seen(value))
		return;
	begin_text(json, key);
	put_string(json, value);
}

void
json_put_text(struct json *json, const char *key, struct text value)
{
	if (!text_seen(value))
		return;
	begin(json, key);
	put_string(json, value);
}

void
json_put_words(struct json *json, const char *key, const char *string)
{
	json_put_text(json, key, text_from(string));
}

void
json_put_number(struct json *json, const char *key, uint64_t number)
{
	char digits[20];
	size_t at = sizeof(digits);

	do {
		digits[--at] = (char)('0' + number % 10);
		number /= 10;
	} while (number > 0);
	begin(json, key);
	put(json, digits + at, sizeof(digits) - at);
}

void
json_put_flag(struct json *json, const char *key, bool flag)
{
	begin(json, key);
	put(json, flag ? "true" : "false", flag ? 4 : 5);
}

void
json_put_time(struct json *json, const char *key, struct moment moment)
{
	if (moment.frame != 0)
		json_put_words(
		    json, key, moment_rfc3339(&json->when, moment.time));
}

void
json_put_made(
    struct json *json, const char *key, const char *bytes, size_t length)
{
	begin(json, key);
	put(json, bytes, length);
}

const char *
json_library(void)
{
	return "jansson " JANSSON_VERSION;
}
