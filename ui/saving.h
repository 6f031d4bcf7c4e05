/*
 * Saving what is on the screen: as text, or the table of a view as CSV or
 * JSON. Files are named easlens-screen-N.EXT in the working folder, and never
 * written over.
 */
#ifndef EASLENS_UI_SAVING_H
#define EASLENS_UI_SAVING_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"
#include "ui/table.h"

/* X(symbol, key, words, ending of the file's name) */
#define SAVINGS(X)                                                             \
	X(SAVING_TEXT, "t", "text", "txt")                                     \
	X(SAVING_CSV, "c", "CSV", "csv")                                       \
	X(SAVING_JSON, "j", "JSON", "json")

enum saving {
#define X(symbol, key, words, ending) symbol,
	SAVINGS(X)
#undef X
	SAVING_COUNT /* none of them */
};

/* What a key stands for, and the question that asks for one: of a view
 * without a table only text is offered. */
enum saving saving_of(const char *key, bool has_table);
void saving_question(bool has_table, char *out, size_t size);

/* Writes the canvas, or the table of the screen of this name; says in
 * `notice` how it went. */
void saving_write(enum saving, const struct canvas *, const struct table *,
    const char *screen, char *notice, size_t size);

#endif
