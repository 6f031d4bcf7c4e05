/*
 * JSON as a stream (RFC 8259): nothing of a document is held in memory but
 * how deep it is. The callers see to it that keys do not repeat.
 *
 * Captured text becomes a valid string whatever it holds: bytes that are not
 * UTF-8 turn into U+FFFD, and what could drive a terminal is written as
 * \uXXXX.
 */
#ifndef EASLENS_UI_JSON_H
#define EASLENS_UI_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/observation.h"
#include "decode/model/text.h"

struct json;

/* How an array or object is laid out: one member a line, or all in one line.
 * Whatever stands inside a ROW is in its line too. */
enum json_layout {
	JSON_LINES,
	JSON_ROW,
};

/* A writer to a file, which stays the caller's. All that was opened is closed
 * before json_free(). */
struct json *json_new(FILE *);
void json_free(struct json *);

/* Begins an object or an array; `key` is NULL inside arrays and for the
 * outermost one, which ends with a newline. json_close() ends either. */
void json_object_open(struct json *, const char *key, enum json_layout);
void json_array_open(struct json *, const char *key, enum json_layout);
void json_close(struct json *);

/* Members. A text that was not seen and a moment without a frame give no
 * member at all. Keys are ours, except in json_put_pair(). */
void json_put_text(struct json *, const char *key, struct text);
void json_put_words(struct json *, const char *key, const char *string);
void json_put_number(struct json *, const char *key, uint64_t);
void json_put_flag(struct json *, const char *key, bool);
void json_put_time(struct json *, const char *key, struct moment);
void json_put_pair(struct json *, struct text key, struct text value);
void json_open_pair(struct json *, struct text key); /* an array */

/* A member whose JSON is there already. */
void json_put_made(
    struct json *, const char *key, const char *bytes, size_t length);

/* Version of the library behind it. */
const char *json_library(void);

#endif
