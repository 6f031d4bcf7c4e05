/*
 * The screen as data, see canvas.h. One routine puts characters: it clips,
 * escapes (escape.h) and keeps both cells of a wide character together.
 */
#include "ui/canvas.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/escape.h"

struct canvas {
	unsigned rows;
	unsigned columns;
	enum line_set lines;
	struct cell *cells;     /* row by row */
	enum style *row_styles; /* STYLE_COUNT: as put */
};

struct canvas *
canvas_new(unsigned rows, unsigned columns, enum line_set lines)
{
	struct canvas *canvas = memory_get(1, sizeof(*canvas));

	canvas->lines = lines;
	canvas_begin(canvas, rows, columns);
	return canvas;
}

void
canvas_free(struct canvas *canvas)
{
	if (canvas == NULL)
		return;
	free(canvas->cells);
	free(canvas->row_styles);
	free(canvas);
}

static void
cell_blank(struct cell *cell)
{
	cell->bytes[0] = ' ';
	cell->length = 1;
}

void
canvas_blank_row(struct canvas *canvas, unsigned row)
{
	struct cell *cells;

	if (row >= canvas->rows)
		return;
	cells = &canvas->cells[(size_t)row * canvas->columns];
	for (unsigned column = 0; column < canvas->columns; column++) {
		cell_blank(&cells[column]);
		cells[column].style = STYLE_NORMAL;
	}
	canvas->row_styles[row] = STYLE_COUNT;
}

void
canvas_begin(struct canvas *canvas, unsigned rows, unsigned columns)
{
	rows = rows > 0 ? rows : 1;
	columns = columns > 0 ? columns : 1;
	if (rows != canvas->rows || columns != canvas->columns) {
		free(canvas->cells);
		free(canvas->row_styles);
		canvas->cells =
		    memory_get((size_t)rows * columns, sizeof(struct cell));
		canvas->row_styles = memory_get(rows, sizeof(enum style));
		canvas->rows = rows;
		canvas->columns = columns;
	}
	for (unsigned row = 0; row < rows; row++)
		canvas_blank_row(canvas, row);
}

unsigned
canvas_rows(const struct canvas *canvas)
{
	return canvas->rows;
}

unsigned
canvas_columns(const struct canvas *canvas)
{
	return canvas->columns;
}

static struct cell *
cell_at(const struct canvas *canvas, unsigned row, unsigned column)
{
	assert(row < canvas->rows && column < canvas->columns);
	return &canvas->cells[(size_t)row * canvas->columns + column];
}

const struct cell *
canvas_cell(const struct canvas *canvas, unsigned row, unsigned column)
{
	return cell_at(canvas, row, column);
}

/* What is left of a wide character that loses this cell is a blank. */
static void
part_from_neighbours(struct canvas *canvas, unsigned row, unsigned column)
{
	struct cell *cell = cell_at(canvas, row, column);

	if (cell->length == 0 && column > 0)
		cell_blank(cell - 1);
	if (column + 1 < canvas->columns && cell[1].length == 0)
		cell_blank(cell + 1);
}

static void
cell_put(struct canvas *canvas, unsigned row, unsigned column,
    const char *bytes, size_t length, enum style style)
{
	struct cell *cell = cell_at(canvas, row, column);

	part_from_neighbours(canvas, row, column);
	if (canvas->row_styles[row] != STYLE_COUNT)
		style = canvas->row_styles[row];
	memcpy(cell->bytes, bytes, length);
	cell->length = (uint8_t)length;
	cell->style = (uint8_t)style;
}

/* The mark joins the character before it while there is room for its bytes;
 * a pile of hundreds of marks is a trick, not a name. */
static void
cell_join(struct canvas *canvas, unsigned row, unsigned column,
    const char *bytes, size_t length)
{
	struct cell *cell = cell_at(canvas, row, column);

	if (cell->length == 0 && column > 0)
		cell--;
	if (length > sizeof(cell->bytes) - cell->length)
		return;
	memcpy(cell->bytes + cell->length, bytes, length);
	cell->length = (uint8_t)(cell->length + length);
}

/* One character in its shown form. */
struct shown {
	char bytes[ESCAPE_SHOWN];
	size_t length;
	unsigned width;
};

/* A mark at the front gets a blank to sit on: what stands before the text is
 * not its own. */
static void
shown_next(struct shown *shown, struct text *rest, bool front)
{
	shown->length = escape_next(rest, shown->bytes, &shown->width);
	if (shown->width > 0 || !front)
		return;
	memmove(shown->bytes + 1, shown->bytes, shown->length);
	shown->bytes[0] = ' ';
	shown->length++;
	shown->width = 1;
}

static void
shown_put(struct canvas *canvas, unsigned row, unsigned column,
    const struct shown *shown, enum style style)
{
	if (shown->width == 0) {
		cell_join(canvas, row, column - 1, shown->bytes, shown->length);
	} else if (shown->width <= 2) {
		cell_put(
		    canvas, row, column, shown->bytes, shown->length, style);
		if (shown->width == 2)
			cell_put(canvas, row, column + 1, "", 0, style);
	} else { /* an escape: ASCII, a cell for each */
		for (unsigned i = 0; i < shown->width; i++)
			cell_put(canvas, row, column + i, shown->bytes + i, 1,
			    style);
	}
}

/* Stops at the first character too many, however long the text is. */
static bool
fits(struct text text, unsigned room)
{
	struct shown shown;
	unsigned used = 0;

	while (text.length > 0) {
		shown_next(&shown, &text, used == 0);
		if (shown.width > room - used)
			return false;
		used += shown.width;
	}
	return true;
}

unsigned
canvas_text(struct canvas *canvas, unsigned row, unsigned column, unsigned room,
    struct text text, enum style style)
{
	struct shown shown;
	unsigned used = 0;
	unsigned marks = 0;

	if (row >= canvas->rows || column >= canvas->columns)
		return 0;
	if (room > canvas->columns - column)
		room = canvas->columns - column;
	if (!fits(text, room))
		marks = room < 2 ? room : 2;
	while (text.length > 0) {
		shown_next(&shown, &text, used == 0);
		if (shown.width > room - marks - used)
			break;
		shown_put(canvas, row, column + used, &shown, style);
		used += shown.width;
	}
	for (; marks > 0; marks--)
		cell_put(canvas, row, column + used++, ".", 1, style);
	return used;
}

unsigned
canvas_words(struct canvas *canvas, unsigned row, unsigned column,
    unsigned room, const char *words, enum style style)
{
	return canvas_text(canvas, row, column, room, text_from(words), style);
}

unsigned
canvas_format(struct canvas *canvas, unsigned row, unsigned column,
    enum style style, const char *format, ...)
{
	char *line = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&line, &size);
	unsigned used = 0;
	va_list values;

	if (file == NULL)
		return 0;
	va_start(values, format);
	vfprintf(file, format, values);
	va_end(values);
	if (fclose(file) == 0)
		used = canvas_text(canvas, row, column, canvas->columns,
		    text_over(line, size), style);
	free(line);
	return used;
}

void
canvas_row_style(struct canvas *canvas, unsigned row, enum style style)
{
	if (row >= canvas->rows)
		return;
	canvas->row_styles[row] = style;
	for (unsigned column = 0; column < canvas->columns; column++)
		cell_at(canvas, row, column)->style = (uint8_t)style;
}

static void
move_row(struct canvas *canvas, unsigned from, unsigned to)
{
	memmove(&canvas->cells[(size_t)to * canvas->columns],
	    &canvas->cells[(size_t)from * canvas->columns],
	    canvas->columns * sizeof(struct cell));
	canvas->row_styles[to] = canvas->row_styles[from];
}

void
canvas_squeeze(struct canvas *canvas, unsigned rows)
{
	unsigned first = rows > 2 ? 1 : 0;
	unsigned last = rows > 0 ? rows - 1 : 0;
	unsigned from;

	if (last + 1 >= canvas->rows)
		return;
	from = canvas->rows - 1 - (last - first);
	for (unsigned row = first; row < from; row++)
		if (canvas->row_styles[row] == STYLE_CURSOR)
			from = row;
	for (unsigned row = first; row < last; row++)
		move_row(canvas, from + row - first, row);
	canvas->rows = last + 1;
	canvas_blank_row(canvas, last);
}

void
canvas_rule(struct canvas *canvas, unsigned row, const char *title)
{
	const char *line = canvas->lines == LINES_UTF8 ? "\u2500" : "-";
	unsigned columns = canvas->columns;
	unsigned used;

	if (row >= canvas->rows)
		return;
	for (unsigned column = 0; column < columns; column++)
		cell_put(canvas, row, column, line, strlen(line), STYLE_QUIET);
	if (title == NULL || title[0] == '\0' || columns < 8)
		return;
	cell_put(canvas, row, 2, " ", 1, STYLE_QUIET);
	used = canvas_words(canvas, row, 3, columns - 6, title, STYLE_HEADING);
	cell_put(canvas, row, 3 + used, " ", 1, STYLE_QUIET);
}

/* The columns of a row up to its last character. */
static unsigned
filled(const struct canvas *canvas, unsigned row)
{
	unsigned end = canvas->columns;

	while (end > 0) {
		const struct cell *cell = cell_at(canvas, row, end - 1);

		if (cell->length != 1 || cell->bytes[0] != ' ')
			break;
		end--;
	}
	return end;
}

void
canvas_print(const struct canvas *canvas, FILE *file)
{
	for (unsigned row = 0; row < canvas->rows; row++) {
		unsigned end = filled(canvas, row);

		for (unsigned column = 0; column < end; column++) {
			const struct cell *cell = cell_at(canvas, row, column);

			fwrite(cell->bytes, 1, cell->length, file);
		}
		putc('\n', file);
	}
}
