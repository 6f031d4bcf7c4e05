/*
 * Paragraphs for a terminal of 80 columns: pieces set one after the other,
 * broken between pieces, never inside one.
 */
#ifndef EASLENS_UI_LAYOUT_H
#define EASLENS_UI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/text.h"

#define LAYOUT_WIDTH 79u
/* Where the value stands behind its label. */
#define LAYOUT_VALUE 17u

struct paragraph {
	FILE *file;
	size_t indent, column;
	size_t pieces;
};

/* Begins with a label of ours, indented by two; lines after the first begin
 * under the value. Or without label at a column. */
struct paragraph paragraph_label(FILE *, const char *label);
struct paragraph paragraph_at(FILE *, size_t indent);

/* Sets a piece behind the `between` of the pieces before it; it ends in words
 * of ours, "" for none. */
void paragraph_put(
    struct paragraph *, const char *between, struct text, const char *ending);

/* Sets each word of a text as a piece. */
void paragraph_words(struct paragraph *, struct text);

/* Ends the line. */
void paragraph_end(struct paragraph *);

/* A line of dashes or the like; blanks. */
void layout_rule(FILE *, char);
void layout_blanks(FILE *, size_t count);

/* Whether the locale of the environment is one of UTF-8, so that what is not
 * ASCII can be shown. */
bool layout_utf8(void);

/* Prints our words for a count; of one their first noun is singular: "1 gap in
 * the byte streams". */
void layout_counted(FILE *, uint64_t count, const char *words);

/* A number with commas between thousands; good for four calls. */
const char *layout_number(uint64_t);

#endif
