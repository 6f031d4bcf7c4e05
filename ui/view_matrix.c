/*
 * The view of settings against families of devices: in each cell the verdict,
 * and how many devices of the family say the same on their own; below, what
 * the one under the cursor rests on.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/escape.h"
#include "ui/infer_writer.h"
#include "ui/layout.h"
#include "ui/reason_lines.h"
#include "ui/surveying.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define HEADER 6u /* rows above the cells */
#define NAMES 3u  /* … of them with names of families */
#define MARK 2u
#define CELL 13u /* columns of one, with the blank before it */
#define PREVIEW_FROM 20u
#define SPACIOUS_FROM 30u
#define WIDE_FROM 120u
#define WORDS 96
#define NAME_BYTES 512

struct matrix_view {
	unsigned choice;
	struct surveying surveying;
	const struct matrix *matrix; /* its newest; NULL: not yet */
	uint32_t family, first,
	    fit; /* under the cursor; shown from, how many */
	struct view_list list;
	struct view_search search;
	struct reason_lines lines; /* of the cell under the cursor */
};

struct widths {
	unsigned name, value;
};

static const struct widths narrow = {22, 12};
static const struct widths wide = {38, 14};

static const struct widths *
widths_for(const struct canvas *canvas)
{
	return canvas_columns(canvas) >= WIDE_FROM ? &wide : &narrow;
}

static void *
matrix_open(const struct ledger *ledger, const struct device *device)
{
	(void)ledger;
	(void)device;
	return memory_get(1, sizeof(struct matrix_view));
}

static void
matrix_close(void *state)
{
	struct matrix_view *view = state;

	reason_lines_done(&view->lines);
	surveying_done(&view->surveying);
	free(view);
}

static const struct conclusion *
cell_at(const struct matrix_view *view, const struct device_votes **votes)
{
	const struct matrix *matrix = view->matrix;

	if (matrix == NULL || view->list.cursor >= matrix->row_count ||
	    view->family >= matrix->family_count)
		return NULL;
	return matrix_cell(
	    matrix, view->family, (uint32_t)view->list.cursor, votes);
}

/* The cursor stays inside, and in sight, of what there is now. */
static void
follow(struct matrix_view *view)
{
	const struct survey *shown = view->surveying.shown;
	const struct matrix *matrix =
	    shown != NULL ? survey_matrix(shown) : NULL;
	uint32_t families = matrix != NULL ? matrix->family_count : 0;

	view->matrix = matrix;
	view_list_fit(&view->list, matrix != NULL ? matrix->row_count : 0,
	    view->list.page > 0 ? view->list.page : 1);
	if (view->family >= families)
		view->family = families > 0 ? families - 1 : 0;
	if (view->first > view->family)
		view->first = view->family;
	if (view->fit > 0 && view->family - view->first >= view->fit)
		view->first = view->family - view->fit + 1;
}

static void
draw_title(struct canvas *canvas, const struct matrix_view *view,
    const struct ledger *ledger)
{
	const struct matrix *matrix = view->matrix;
	char words[WORDS];
	char when[SURVEYING_WORDS];
	unsigned column;

	snprintf(words, sizeof(words),
	    "Matrix of settings against families by %s",
	    family_choice_words(view->choice));
	view_put_text(canvas, 0, 0, text_from(words), STYLE_TITLE);
	canvas_row_style(canvas, 0, STYLE_TITLE);
	surveying_words(&view->surveying, ledger, when);
	if (matrix == NULL) {
		snprintf(words, sizeof(words), "Families  %s", when);
		view_put_text(canvas, 1, 0, text_from(words), STYLE_QUIET);
		return;
	}
	snprintf(words, sizeof(words),
	    "Families %s   Devices %s   Rounds %s   Settings %s",
	    layout_number(matrix->family_count),
	    layout_number(matrix->scopes->taken_count),
	    layout_number(matrix->scopes->trial_count),
	    layout_number(matrix->row_count));
	column = view_put_text(canvas, 1, 0, text_from(words), STYLE_STRONG);
	snprintf(words, sizeof(words), "   %s", when);
	view_put(canvas, 1, column, words, STYLE_QUIET);
}

/* Type, system or agent, and version: where one is not seen the row is
 * blank. */
static struct text
name_of(const struct family *family, unsigned row)
{
	const struct text names[NAMES] = {family->device_type,
	    text_filled(family->user_agent) ? family->user_agent : family->os,
	    family->protocol_version};

	return names[row];
}

static void
draw_headings(struct canvas *canvas, const struct matrix_view *view)
{
	const struct widths *widths = widths_for(canvas);
	const struct matrix *matrix = view->matrix;
	unsigned left = MARK + widths->name + 1 + widths->value;

	canvas_words(
	    canvas, HEADER - 1, MARK, widths->name, "SETTING", STYLE_HEADING);
	canvas_words(canvas, HEADER - 1, MARK + widths->name + 1, widths->value,
	    "VALUE", STYLE_HEADING);
	for (uint32_t i = 0; matrix != NULL && i < view->fit &&
			     view->first + i < matrix->family_count;
	     i++) {
		const struct scope *scope =
		    matrix->families[view->first + i].scope;
		enum style style = view->first + i == view->family
				       ? STYLE_MARKED
				       : STYLE_HEADING;

		for (unsigned row = 0; row < NAMES; row++)
			canvas_text(canvas, HEADER - NAMES + row,
			    left + i * CELL + 1, CELL - 1,
			    name_of(&scope->family, row), style);
	}
}

/* "cleared 14": thousands are not counted out in a narrow column. */
static void
draw_cell(struct canvas *canvas, unsigned row, unsigned column,
    const struct conclusion *cell, const struct device_votes *votes)
{
	uint32_t same = votes->devices[cell->kind];
	enum style style = view_verdict_style(cell->kind);
	unsigned used = canvas_words(
	    canvas, row, column, CELL - 1, conclusion_word(cell->kind), style);

	if (same >= 1000)
		canvas_format(canvas, row, column + used, style, " %uk",
		    (unsigned)(same / 1000));
	else if (same > 0)
		canvas_format(
		    canvas, row, column + used, style, " %u", (unsigned)same);
}

static void
draw_row(struct canvas *canvas, unsigned row, const struct matrix_view *view,
    uint32_t number)
{
	const struct widths *widths = widths_for(canvas);
	const struct matrix *matrix = view->matrix;
	const struct demanded *demanded =
	    catalogue_demand(matrix->catalogue, matrix->rows[number]);
	unsigned left = MARK + widths->name + 1 + widths->value;
	bool cursor = number == view->list.cursor;
	char words[WORDS];

	canvas_text(
	    canvas, row, MARK, widths->name, demanded->name, STYLE_NORMAL);
	canvas_text(canvas, row, MARK + widths->name + 1, widths->value,
	    view_demanded(demanded, words, sizeof(words)), STYLE_NORMAL);
	for (uint32_t i = 0;
	     i < view->fit && view->first + i < matrix->family_count; i++) {
		const struct device_votes *votes;
		const struct conclusion *cell =
		    matrix_cell(matrix, view->first + i, number, &votes);
		unsigned column = left + i * CELL;

		if (cursor && view->first + i == view->family)
			canvas_words(canvas, row, column, 1, ">", STYLE_CURSOR);
		if (cell == NULL)
			canvas_words(
			    canvas, row, column + 1, 1, ".", STYLE_QUIET);
		else
			draw_cell(canvas, row, column + 1, cell, votes);
	}
	if (cursor)
		view_cursor(canvas, row);
}

/* The family in words of its own, and what is asked of it. */
static void
draw_rule(struct canvas *canvas, unsigned row, const struct matrix_view *view)
{
	const struct matrix *matrix = view->matrix;
	const struct family *family;
	char title[NAME_BYTES] = "";
	size_t used = 0;

	if (matrix == NULL || view->family >= matrix->family_count) {
		canvas_rule(canvas, row, "");
		return;
	}
	family = &matrix->families[view->family].scope->family;
	for (unsigned i = 0; i < NAMES; i++) {
		struct text name = name_of(family, i);

		if (!text_filled(name) || used + WORDS > sizeof(title))
			continue;
		if (used > 0)
			used += (size_t)snprintf(
			    title + used, sizeof(title) - used, ", ");
		escape_buffer(title + used, sizeof(title) - used, name);
		used += strlen(title + used);
	}
	canvas_rule(canvas, row, title);
}

static void
make_lines(struct matrix_view *view, unsigned width)
{
	const struct device_votes *votes;
	const struct conclusion *cell = cell_at(view, &votes);
	struct reason_lines *lines = &view->lines;
	char own[INFER_WORDS];
	char words[INFER_WORDS + 32];

	reason_lines_begin(lines, width);
	if (cell == NULL) {
		reason_add_words(lines, REASON_RULE, STYLE_QUIET, 0,
		    view->matrix == NULL
			? "Being worked out."
			: "No policy of this family demanded it: nothing can "
			  "be said.");
		return;
	}
	reason_add_verdict(lines, view->matrix, view->family, cell);
	infer_votes_words(votes, own);
	snprintf(words, sizeof(words), "Devices on their own: %s", own);
	reason_add_words(lines, REASON_RULE, STYLE_NORMAL, 6, words);
}

static void
draw_pane(struct canvas *canvas, unsigned top, unsigned rows,
    struct matrix_view *view)
{
	draw_rule(canvas, top, view);
	make_lines(view, canvas_columns(canvas));
	for (unsigned i = 0; i + 1 < rows && i < view->lines.count; i++)
		reason_draw(canvas, top + 1 + i, &view->lines.items[i]);
}

static void
matrix_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct matrix_view *view = state;
	const struct widths *widths = widths_for(canvas);
	unsigned rows = canvas_rows(canvas);
	unsigned pane = rows >= SPACIOUS_FROM  ? 9
			: rows >= PREVIEW_FROM ? 6
					       : 0;
	unsigned left = MARK + widths->name + 1 + widths->value;
	unsigned taken = HEADER + pane + 1;

	surveying_follow(&view->surveying, ledger, run,
	    family_choice_parts(view->choice), NULL);
	view->list.page = rows > taken ? rows - taken : 1;
	view->fit = canvas_columns(canvas) > left + CELL
			? (canvas_columns(canvas) - left) / CELL
			: 1;
	follow(view);
	draw_title(canvas, view, ledger);
	if (!view_notice(canvas, 2, run, &view->search))
		view_put(canvas, 2, 0,
		    "Counts: devices that show the same on their own;  .: "
		    "not demanded",
		    STYLE_QUIET);
	draw_headings(canvas, view);
	for (size_t i = view->list.offset; i < view_list_end(&view->list); i++)
		draw_row(canvas, HEADER + (unsigned)(i - view->list.offset),
		    view, (uint32_t)i);
	if (view->list.count == 0 && view->matrix != NULL)
		view_put(canvas, HEADER, MARK,
		    "No policy that demands something was answered.",
		    STYLE_QUIET);
	if (pane > 0)
		draw_pane(canvas, rows - 1 - pane, pane, view);
}

static bool
row_holds(const void *context, size_t row, struct text wanted)
{
	const struct matrix *matrix =
	    ((const struct matrix_view *)context)->matrix;
	const struct demanded *demanded =
	    catalogue_demand(matrix->catalogue, matrix->rows[row]);
	char words[WORDS];

	return view_holds(demanded->name, wanted) ||
	       view_holds(
		   view_demanded(demanded, words, sizeof(words)), wanted);
}

static enum view_step
matrix_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct matrix_view *view = state;
	const struct matrix *matrix = view->matrix;

	(void)ledger;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_FAMILY && matrix != NULL &&
	    matrix->family_count > 0)
		return VIEW_OPENS_FAMILY;
	if (request == REQUEST_COLUMN_LEFT && view->family > 0)
		view->family--;
	else if (request == REQUEST_COLUMN_RIGHT)
		view->family++;
	if (request == REQUEST_GROUP) {
		view->choice = (view->choice + 1) % FAMILY_CHOICE_COUNT;
		surveying_done(&view->surveying);
	}
	follow(view);
	if (!view_list_move(&view->list, request) && view->list.count > 0)
		view_list_search(&view->list, &view->search, request, argument,
		    row_holds, view);
	return VIEW_STAYS;
}

unsigned
view_matrix_choice(const void *state, struct family *family)
{
	const struct matrix_view *view = state;

	*family = view->matrix->families[view->family].scope->family;
	return view->choice;
}

/* The first that was heard of it. */
static const struct device *
matrix_device(const void *state, const struct ledger *ledger)
{
	const struct matrix_view *view = state;
	const struct matrix *matrix = view->matrix;

	(void)ledger;
	if (matrix == NULL || view->family >= matrix->family_count)
		return NULL;
	return matrix->scopes
	    ->taken[matrix->families[view->family].scope->trials[0].device];
}

static bool
matrix_work(void *state)
{
	struct matrix_view *view = state;
	bool more = surveying_step(&view->surveying);

	follow(view);
	return more;
}

/* What is saved is whole, however long it takes. */
static struct table *
matrix_table(void *state, const struct ledger *ledger)
{
	struct matrix_view *view = state;
	struct matrix *matrix;
	struct inferred inferred = {.ledger = ledger};
	struct table *table;

	if (view->matrix != NULL) {
		inferred.matrix = view->matrix;
		return infer_table_matrix(&inferred);
	}
	matrix = matrix_new(ledger, family_choice_parts(view->choice));
	inferred.matrix = matrix;
	table = infer_table_matrix(&inferred);
	matrix_free(matrix);
	return table;
}

const struct view view_matrix = {
    .name = "matrix",
    .screen = ON_MATRIX,
    .open = matrix_open,
    .close = matrix_close,
    .draw = matrix_draw,
    .request = matrix_request,
    .device = matrix_device,
    .table = matrix_table,
    .work = matrix_work,
};
