/*
 * Tables to be saved, see table.h: cells in one array, row after row.
 */
#include "ui/table.h"

#include <assert.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/escape.h"
#include "ui/json.h"
#include "ui/moment.h"

enum cell_kind {
	CELL_NONE,
	CELL_TEXT,
	CELL_LIST,
	CELL_NUMBER,
	CELL_TIME,
};

struct table_cell {
	enum cell_kind kind;
	char *own; /* the bytes of a text that is the table's; else NULL */
	union {
		struct text text;
		struct {
			const struct text *items;
			uint32_t count;
		} list;
		uint64_t number;
		struct moment time;
	};
};

struct table {
	const char *const *columns;
	size_t column_count;
	size_t count; /* rows */
	size_t room;
	size_t at; /* the cell that comes next in the last row */
	struct table_cell *cells;
	bool anonymized;
};

struct table *
table_new(const char *const *columns, size_t count)
{
	struct table *table = memory_get(1, sizeof(*table));

	table->columns = columns;
	table->column_count = count;
	table->at = count;
	return table;
}

void
table_free(struct table *table)
{
	if (table == NULL)
		return;
	for (size_t i = 0; i < table->count * table->column_count; i++)
		free(table->cells[i].own);
	free(table->cells);
	free(table);
}

void
table_note_anonymized(struct table *table, bool anonymized)
{
	table->anonymized = anonymized;
}

void
table_row(struct table *table)
{
	size_t width = table->column_count;

	if (table->count == table->room) {
		table->room = table->room > 0 ? table->room * 2 : 64;
		table->cells = memory_grow(
		    table->cells, table->room * width, sizeof(*table->cells));
	}
	for (size_t i = 0; i < width; i++)
		table->cells[table->count * width + i] =
		    (struct table_cell){.kind = CELL_NONE};
	table->count++;
	table->at = 0;
}

static struct table_cell *
next(struct table *table)
{
	size_t row = table->count - 1;

	assert(table->count > 0 && table->at < table->column_count);
	return &table->cells[row * table->column_count + table->at++];
}

void
table_text(struct table *table, struct text text)
{
	struct table_cell *cell = next(table);

	if (text_seen(text))
		*cell = (struct table_cell){.kind = CELL_TEXT, .text = text};
}

void
table_copy(struct table *table, struct text text)
{
	struct table_cell *cell = next(table);
	char *copy;

	if (!text_seen(text))
		return;
	copy = memory_get((size_t)text.length + 1, 1);
	memcpy(copy, text.bytes, text.length);
	*cell = (struct table_cell){.kind = CELL_TEXT,
	    .own = copy,
	    .text = text_over(copy, text.length)};
}

void
table_words(struct table *table, const char *words)
{
	table_copy(table, words != NULL ? text_from(words) : TEXT_NOT_SEEN);
}

void
table_list(struct table *table, const struct text *items, uint32_t count)
{
	*next(table) = (struct table_cell){
	    .kind = CELL_LIST, .list = {.items = items, .count = count}};
}

void
table_number(struct table *table, uint64_t number)
{
	*next(table) =
	    (struct table_cell){.kind = CELL_NUMBER, .number = number};
}

void
table_time(struct table *table, struct moment time)
{
	struct table_cell *cell = next(table);

	if (time.frame != 0)
		*cell = (struct table_cell){.kind = CELL_TIME, .time = time};
}

void
table_skip(struct table *table, size_t cells)
{
	assert(cells <= table->column_count - table->at);
	table->at += cells;
}

/* Spreadsheets calculate what begins like this. A number below 0 does no
 * harm, and is one; nor does a dash alone. */
static bool
is_formula(struct text text)
{
	uint64_t number;

	if (text.length == 0 || text_is(text, "-") ||
	    memchr("=+-@\t\r", text.bytes[0], 6) == NULL)
		return false;
	return text.bytes[0] != '-' ||
	       !text_number(text_over(text.bytes + 1, text.length - 1),
		   UINT64_MAX, &number);
}

static void
csv_text(FILE *file, struct text text)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;

	while (text.length > 0) {
		size_t length = escape_next(&text, shown, &width);

		if (length == 1 && shown[0] == '"')
			putc('"', file);
		fwrite(shown, 1, length, file);
	}
}

/* What would be markup, a cell's end or the end of a line is taken literally.
 */
static void
markdown_text(FILE *file, struct text text)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;

	while (text.length > 0) {
		size_t length = escape_next(&text, shown, &width);

		for (size_t i = 0; i < length; i++) {
			if (strchr("\\`*_{}[]<>#|~&!", shown[i]) != NULL)
				putc('\\', file);
			putc(shown[i], file);
		}
	}
}

/* How a format writes texts. */
struct format {
	void (*text)(FILE *, struct text);
	const char *quote;   /* around a cell of text */
	const char *formula; /* before what is one */
};

static const struct format csv = {csv_text, "\"", "'"};
static const struct format markdown = {markdown_text, "", ""};

static void
print_list(
    FILE *file, const struct table_cell *cell, const struct format *format)
{
	fprintf(file, "(%u listed%s", (unsigned)cell->list.count,
	    cell->list.count > 0 ? ": " : "");
	for (uint32_t i = 0; i < cell->list.count; i++) {
		fputs(i > 0 ? ", " : "", file);
		format->text(file, cell->list.items[i]);
	}
	putc(')', file);
}

static void
print_text(
    FILE *file, const struct table_cell *cell, const struct format *format)
{
	fputs(format->quote, file);
	if (cell->kind == CELL_LIST) {
		print_list(file, cell, format);
	} else {
		if (is_formula(cell->text))
			fputs(format->formula, file);
		format->text(file, cell->text);
	}
	fputs(format->quote, file);
}

static void
print_cell(
    FILE *file, const struct table_cell *cell, const struct format *format)
{
	struct moment_words words;

	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_TEXT:
	case CELL_LIST:
		print_text(file, cell, format);
		break;
	case CELL_NUMBER:
		fprintf(file, "%" PRIu64, cell->number);
		break;
	case CELL_TIME:
		fputs(moment_rfc3339(&words, cell->time.time), file);
		break;
	}
}

void
table_csv(const struct table *table, FILE *file)
{
	size_t width = table->column_count;

	for (size_t i = 0; i < width; i++)
		fprintf(file, "%s%s", i > 0 ? "," : "", table->columns[i]);
	fputs("\r\n", file);
	for (size_t i = 0; i < table->count * width; i++) {
		print_cell(file, &table->cells[i], &csv);
		fputs(i % width < width - 1 ? "," : "\r\n", file);
	}
}

void
table_markdown(const struct table *table, FILE *file)
{
	size_t width = table->column_count;

	for (size_t i = 0; i < width; i++)
		fprintf(file, "| %s ", table->columns[i]);
	fputs("|\n", file);
	for (size_t i = 0; i < width; i++)
		fputs("| --- ", file);
	fputs("|\n", file);
	for (size_t i = 0; i < table->count * width; i++) {
		fputs("| ", file);
		print_cell(file, &table->cells[i], &markdown);
		fputs(i % width < width - 1 ? " " : " |\n", file);
	}
}

static void
json_cell(struct json *json, const char *key, const struct table_cell *cell)
{
	switch (cell->kind) {
	case CELL_NONE:
		break;
	case CELL_TEXT:
		json_put_text(json, key, cell->text);
		break;
	case CELL_LIST:
		json_array_open(json, key, JSON_ROW);
		for (uint32_t i = 0; i < cell->list.count; i++)
			json_put_text(json, NULL, cell->list.items[i]);
		json_close(json);
		break;
	case CELL_NUMBER:
		json_put_number(json, key, cell->number);
		break;
	case CELL_TIME:
		json_put_time(json, key, cell->time);
		break;
	}
}

void
table_json_rows(const struct table *table, struct json *json)
{
	size_t width = table->column_count;

	json_array_open(json, "rows", JSON_LINES);
	for (size_t i = 0; i < table->count; i++) {
		json_object_open(json, NULL, JSON_ROW);
		for (size_t j = 0; j < width; j++)
			json_cell(json, table->columns[j],
			    &table->cells[i * width + j]);
		json_close(json);
	}
	json_close(json);
}

struct json *
table_json_begin(const struct table *table, const char *screen, FILE *file)
{
	struct json *json = json_new(file);

	json_object_open(json, NULL, JSON_LINES);
	json_put_words(json, "schema", "easlens.screen/1");
	json_put_words(json, "screen", screen);
	if (table->anonymized)
		json_put_flag(json, "anonymized", true);
	return json;
}

void
table_json(const struct table *table, const char *screen, FILE *file)
{
	struct json *json = table_json_begin(table, screen, file);

	table_json_rows(table, json);
	json_close(json);
	json_free(json);
}
