/*
 * What a view shows, as a table to be saved: all rows with their whole texts,
 * whatever the size of the screen. A view fills it, saving.c writes it.
 *
 * Texts of the ledger are borrowed (they are kept until ledger_free()), so a
 * table can be held while the screen is paused and the ledger goes on.
 */
#ifndef EASLENS_UI_TABLE_H
#define EASLENS_UI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/observation.h"
#include "decode/model/text.h"

struct table;

/* An empty table with these columns; their names, which stay the caller's,
 * are keys in JSON and the header row of CSV. */
struct table *table_new(const char *const *columns, size_t count);
void table_free(struct table *);

/* Names in it are pseudonyms, and JSON says so. */
void table_note_anonymized(struct table *, bool);

/* Begins a row; then a cell for each column, from the first on. What was not
 * seen, and a moment without a frame, leave their cell out (empty in CSV, no
 * member in JSON); so do cells at the end of a row that are not put. */
void table_row(struct table *);
void table_text(struct table *, struct text);
void table_words(struct table *, const char *words); /* copied; NULL: none */
void table_copy(struct table *, struct text);        /* copied too */
/* A list, its items borrowed: an array in JSON, else in words. */
void table_list(struct table *, const struct text *items, uint32_t count);
void table_number(struct table *, uint64_t);
void table_time(struct table *, struct moment);
void table_skip(struct table *, size_t cells);

/* Comma-separated values (RFC 4180). Captured text is escaped as on a
 * terminal; what a spreadsheet would take for a formula gets a ' before it. */
void table_csv(const struct table *, FILE *);

/* A table of Markdown (GitHub's), captured text escaped for it too. */
void table_markdown(const struct table *, FILE *);

/* {"schema":…, "screen":…, "anonymized": true, "rows":[{…}, …]}, the third only
 * where it is so. */
void table_json(const struct table *, const char *screen, FILE *);

/* The same for whoever has more members: the object is open before "rows", and
 * is closed and freed by the caller. */
struct json;
struct json *table_json_begin(const struct table *, const char *screen, FILE *);
void table_json_rows(const struct table *, struct json *);

#endif
