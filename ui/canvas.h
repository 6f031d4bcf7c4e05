/*
 * A screen as data: a rectangle of cells that views draw into. Tests compare
 * it as text, screen.c copies it to the terminal; nothing here knows one.
 *
 * Whatever is put is clipped to the canvas. Captured text is escaped on the
 * way in (escape.h), so that no cell can drive a terminal.
 */
#ifndef EASLENS_UI_CANVAS_H
#define EASLENS_UI_CANVAS_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/text.h"

/* What a cell means, not how it looks: screen.c has the looks by theme. */
#define STYLES(X)                                                              \
	X(STYLE_NORMAL)                                                        \
	X(STYLE_TITLE)   /* the first line */                                  \
	X(STYLE_HEADING) /* of columns and panes */                            \
	X(STYLE_QUIET)   /* what matters less */                               \
	X(STYLE_STRONG)                                                        \
	X(STYLE_WARNING)                                                       \
	X(STYLE_CURSOR) /* the row under the cursor */                         \
	X(STYLE_MARKED)                                                        \
	X(STYLE_BAR) /* keys at the bottom */                                  \
	X(STYLE_FULL)                                                          \
	X(STYLE_PART)                                                          \
	X(STYLE_NONE)                                                          \
	X(STYLE_WAIT)                                                          \
	X(STYLE_WIPE)                                                          \
	X(STYLE_EXTERNAL)

enum style {
#define X(symbol) symbol,
	STYLES(X)
#undef X
	STYLE_COUNT
};

/* Lines that a canvas draws with. */
enum line_set {
	LINES_ASCII,
	LINES_UTF8,
};

/* One column of one row. A wide character fills its cell and leaves the next
 * one with `length` 0. */
struct cell {
	char bytes[16]; /* UTF-8, without a NUL */
	uint8_t length;
	uint8_t style; /* enum style */
};

struct canvas;

/* A blank canvas of at least 1 × 1. */
struct canvas *canvas_new(unsigned rows, unsigned columns, enum line_set);
void canvas_free(struct canvas *);

/* Makes it blank, in another size where that differs. */
void canvas_begin(struct canvas *, unsigned rows, unsigned columns);

unsigned canvas_rows(const struct canvas *);
unsigned canvas_columns(const struct canvas *);

/* Borrowed until the canvas changes. The place must be inside. */
const struct cell *canvas_cell(
    const struct canvas *, unsigned row, unsigned column);

/* Puts a captured text, or our own words, in at most `room` columns; what does
 * not fit is cut and ends with "..". Gives the columns used. */
unsigned canvas_text(struct canvas *, unsigned row, unsigned column,
    unsigned room, struct text, enum style);
unsigned canvas_words(struct canvas *, unsigned row, unsigned column,
    unsigned room, const char *words, enum style);

/* Printf into a row from `column` to the right edge. */
unsigned canvas_format(struct canvas *, unsigned row, unsigned column,
    enum style, const char *format, ...) __attribute__((format(printf, 5, 6)));

/* Makes a row blank again, whatever was put there. */
void canvas_blank_row(struct canvas *, unsigned row);

/* Gives a whole row one style, whatever was and will be put there. */
void canvas_row_style(struct canvas *, unsigned row, enum style);

/* Leaves so many rows of a higher canvas: the first (where there are three),
 * the last before the last, with the row of STYLE_CURSOR among them, and a
 * blank one. */
void canvas_squeeze(struct canvas *, unsigned rows);

/* A horizontal line over the whole row with a title in it. */
void canvas_rule(struct canvas *, unsigned row, const char *title);

/* As text, a line per row, without blanks at the ends: what tests compare. */
void canvas_print(const struct canvas *, FILE *);

#endif
