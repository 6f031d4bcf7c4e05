/*
 * A piece of text with its length. What the wire carried may hold any byte,
 * NUL and escape codes included, so captured text is never a C string; and a
 * text that was not seen (bytes == NULL) is not the same as an empty one.
 */
#ifndef EASLENS_MODEL_TEXT_H
#define EASLENS_MODEL_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	const char *bytes; /* borrowed; NULL: not seen */
	uint32_t length;
};

#define TEXT_NOT_SEEN ((struct text){.bytes = NULL, .length = 0})

/* The text of a C string, or TEXT_NOT_SEEN for NULL. */
struct text text_from(const char *string);

/* `length` bytes at `bytes`; empty but seen for a NULL place and length 0. */
static inline struct text
text_over(const void *bytes, size_t length)
{
	struct text text = {.bytes = bytes, .length = (uint32_t)length};

	if (length > UINT32_MAX)
		text.length = UINT32_MAX;
	if (bytes == NULL) {
		text.bytes = "";
		text.length = 0;
	}
	return text;
}

static inline bool
text_seen(struct text text)
{
	return text.bytes != NULL;
}

/* Seen and at least one byte long. */
static inline bool
text_filled(struct text text)
{
	return text.bytes != NULL && text.length > 0;
}

/* Equal bytes; not seen equals not seen only. The second form folds ASCII
 * case, as device ids, header names and query parameters are compared. */
bool text_equal(struct text, struct text);
bool text_equal_nocase(struct text, struct text);

/* As text_equal with a C string. */
bool text_is(struct text, const char *string);
bool text_is_nocase(struct text, const char *string);

/* Without blanks and tabs at both ends. */
struct text text_trim(struct text);

/* A decimal number of digits alone, at most `most`; false where it is none. */
bool text_number(struct text, uint64_t most, uint64_t *out);

/* Less than, equal to, greater than 0 by bytes, shorter first. */
int text_compare(struct text, struct text);

/* FNV-1a over the bytes, 64 bits: the same in every run, so for places whose
 * number of rivals is bounded. Tables that grow use keyed.h. */
uint64_t text_hash(struct text);

#endif
