/*
 * The view of what is inferred: which settings a device, or the family that it
 * is of, does not support, by which rule and on which rounds; what to serve
 * next; what the server does.
 */
#include <stdio.h>
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/infer_words.h"
#include "ui/reason_lines.h"
#include "ui/reasoned.h"
#include "ui/surveying.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define HEADER 4u     /* rows above the lines */
#define SEARCHED 400u /* columns of lines for a table before any drawing */

/* Of the choices of a scope the first is the device alone. */
#define SCOPE_CHOICES (FAMILY_CHOICE_COUNT + 1)

struct inference_view {
	const struct device *device;
	unsigned choice; /* 0: the device; else a family choice + 1 */
	struct reasoned own;
	struct surveying surveying;
	struct family family;          /* that is surveyed */
	bool given;                    /* … whatever the device's own is */
	struct suggestion *suggestion; /* for it */
	struct reason_lines lines;
	bool made;
	unsigned turns, width; /* that the lines are made of */
	struct view_list list;
	struct view_search search;
};

static void *
inference_open(const struct ledger *ledger, const struct device *device)
{
	struct inference_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	view->device = device;
	return view;
}

static void
inference_close(void *state)
{
	struct inference_view *view = state;

	reason_lines_done(&view->lines);
	suggestion_free(view->suggestion);
	surveying_done(&view->surveying);
	reasoned_done(&view->own);
	free(view);
}

static void
choose(struct inference_view *view, unsigned choice)
{
	view->choice = choice;
	view->made = false;
	view->given = false;
	suggestion_free(view->suggestion);
	view->suggestion = NULL;
	surveying_done(&view->surveying);
	view_list_move(&view->list, REQUEST_TOP);
}

void
view_inference_about(void *state, unsigned choice, const struct family *family)
{
	struct inference_view *view = state;

	choose(view, choice + 1);
	view->family = *family;
	view->given = true;
}

/* What is reasoned about; NULL where nothing was found, or not yet. */
static const struct matrix *
matrix_of(const struct inference_view *view)
{
	const struct matrix *matrix = view->own.matrix;

	if (view->choice > 0)
		matrix = view->surveying.shown != NULL
			     ? survey_matrix(view->surveying.shown)
			     : NULL;
	return matrix != NULL && matrix->family_count > 0 ? matrix : NULL;
}

static const struct suggestion *
suggestion_of(struct inference_view *view, const struct matrix *matrix)
{
	if (view->choice == 0)
		return view->own.suggestion;
	suggestion_free(view->suggestion);
	view->suggestion =
	    suggest(matrix->families[0].inference, matrix->catalogue);
	return view->suggestion;
}

/* What matters most comes first: what fails, and what to do next. */
static void
make_lines(struct inference_view *view)
{
	const struct matrix *matrix = matrix_of(view);
	struct reason_lines *lines = &view->lines;
	static const enum conclusion_kind accused[] = {CONCLUSION_ISOLATED,
	    CONCLUSION_ONLY_CANDIDATE, CONCLUSION_SUSPECT,
	    CONCLUSION_CONTRADICTED};
	static const enum conclusion_kind rest[] = {
	    CONCLUSION_CLEARED, CONCLUSION_OPEN, CONCLUSION_INACTIVE};

	reason_lines_begin(lines, view->width);
	if (matrix != NULL)
		reason_add_scope(lines, matrix, 0);
	for (size_t i = 0; matrix != NULL && i < 4; i++)
		reason_add_verdicts(lines, matrix, 0, accused[i]);
	if (matrix != NULL) {
		reason_add_sets(lines, matrix, 0);
		reason_add_contradictions(lines, matrix, 0);
		reason_add_serving(
		    lines, matrix, 0, suggestion_of(view, matrix));
	}
	if (view->surveying.shown != NULL)
		reason_add_story(lines,
		    story_of_device(
			survey_stories(view->surveying.shown), view->device));
	for (size_t i = 0; matrix != NULL && i < 3; i++)
		reason_add_verdicts(lines, matrix, 0, rest[i]);
	if (lines->count == 0)
		reason_add_words(lines, REASON_HEADING, STYLE_QUIET, 2,
		    view->choice > 0 && view->surveying.shown == NULL
			? "Being worked out."
			: "No policy was offered or acknowledged.");
}

static void
follow(struct inference_view *view, unsigned width)
{
	bool anew = reasoned_follow(&view->own, view->device);

	if (view->made && !(anew && view->choice == 0) &&
	    view->turns == view->surveying.turns && view->width == width)
		return;
	view->made = true;
	view->turns = view->surveying.turns;
	view->width = width;
	make_lines(view);
}

/* The device alone needs no survey but for its server's story. */
static void
survey(struct inference_view *view, const struct ledger *ledger,
    const struct run_seen *run)
{
	unsigned parts = 0;

	if (view->choice > 0) {
		parts = family_choice_parts(view->choice - 1);
		if (view->surveying.going == NULL && !view->given)
			view->family = family_of_device(view->device, parts);
	}
	surveying_follow(&view->surveying, ledger, run, parts, &view->family);
}

static bool
inference_work(void *state)
{
	return surveying_step(&((struct inference_view *)state)->surveying);
}

static void
draw_scope(
    struct canvas *canvas, unsigned row, const struct inference_view *view)
{
	const struct matrix *matrix = matrix_of(view);
	char words[INFER_WORDS];
	unsigned column;

	if (view->choice == 0)
		snprintf(words, sizeof(words), "This device alone");
	else
		snprintf(words, sizeof(words), "Family by %s",
		    family_choice_words(view->choice - 1));
	column = view_put(canvas, row, 0, words, STYLE_STRONG);
	if (matrix == NULL || view->choice == 0)
		return;
	snprintf(words, sizeof(words), ", %u device%s",
	    (unsigned)matrix->families[0].scope->device_count,
	    matrix->families[0].scope->device_count == 1 ? "" : "s");
	view_put(canvas, row, column, words, STYLE_STRONG);
}

static void
draw_title(struct canvas *canvas, const struct inference_view *view)
{
	const struct device *device = view->device;
	unsigned column = view_put(canvas, 0, 0, "Inference  ", STYLE_TITLE);
	const struct text parts[] = {
	    text_filled(device->id) ? device->id : text_from("without id"),
	    device->user, view_newest(&device->types),
	    view_newest(&device->user_agents)};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!text_filled(parts[i]))
			continue;
		column =
		    view_put_text(canvas, 0, column, parts[i], STYLE_TITLE);
		column = view_put(canvas, 0, column, "  ", STYLE_TITLE);
	}
	canvas_row_style(canvas, 0, STYLE_TITLE);
}

/* What is found in all, and of when it is. */
static void
draw_found(struct canvas *canvas, unsigned row,
    const struct inference_view *view, const struct ledger *ledger)
{
	const struct matrix *matrix = matrix_of(view);
	char words[INFER_WORDS] = "";
	char when[SURVEYING_WORDS];
	unsigned column = view_put(canvas, row, 0, "Found  ", STYLE_NORMAL);

	if (matrix != NULL)
		infer_summary_words(
		    matrix->families[0].inference->counts, words);
	column = view_put(canvas, row, column,
	    words[0] != '\0' ? words : "nothing yet", STYLE_STRONG);
	surveying_words(&view->surveying, ledger, when);
	if (when[0] == '\0')
		return;
	snprintf(words, sizeof(words), "   %s %s",
	    view->choice > 0 ? "All of it" : "The server's part", when);
	view_put(canvas, row, column, words, STYLE_QUIET);
}

static void
inference_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct inference_view *view = state;
	unsigned rows = canvas_rows(canvas);
	struct view_list *list = &view->list;

	survey(view, ledger, run);
	follow(view, canvas_columns(canvas));
	view_list_fit(
	    list, view->lines.count, rows > HEADER + 1 ? rows - HEADER - 1 : 1);
	draw_title(canvas, view);
	draw_scope(canvas, 1, view);
	draw_found(canvas, 2, view, ledger);
	(void)view_notice(canvas, 3, run, &view->search);
	for (size_t i = list->offset; i < view_list_end(list); i++) {
		unsigned row = HEADER + (unsigned)(i - list->offset);

		reason_draw(canvas, row, &view->lines.items[i]);
		if (i == list->cursor)
			view_cursor(canvas, row);
	}
}

static bool
line_holds(const void *context, size_t row, struct text wanted)
{
	const struct inference_view *view = context;

	return reason_holds(&view->lines.items[row], wanted);
}

static enum view_step
inference_request(void *state, const struct ledger *ledger,
    enum request request, struct text argument)
{
	struct inference_view *view = state;

	(void)ledger;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_FLOW)
		return VIEW_OPENS_FLOW;
	if (request == REQUEST_SCOPE)
		choose(view, (view->choice + 1) % SCOPE_CHOICES);
	if (view->width > 0)
		follow(view, view->width);
	view_list_fit(&view->list, view->lines.count, view->list.page);
	if (!view_list_move(&view->list, request))
		view_list_search(&view->list, &view->search, request, argument,
		    line_holds, view);
	return VIEW_STAYS;
}

static const struct device *
inference_device(const void *state, const struct ledger *ledger)
{
	(void)ledger;
	return ((const struct inference_view *)state)->device;
}

static struct table *
inference_table(void *state, const struct ledger *ledger)
{
	static const char *const columns[] = {
	    "device_id", "scope", REASON_COLUMNS};
	struct inference_view *view = state;
	struct table *table =
	    table_new(columns, sizeof(columns) / sizeof(columns[0]));

	(void)ledger;
	follow(view, view->width > 0 ? view->width : SEARCHED);
	for (size_t i = 0; i < view->lines.count; i++) {
		const struct reason_line *line = &view->lines.items[i];

		if (line->kind != REASON_VERDICT && !text_seen(line->whole))
			continue;
		table_row(table);
		table_text(table, view->device->id);
		table_words(table, view->choice == 0
				       ? "device"
				       : family_choice_words(view->choice - 1));
		reason_table_row(table, line);
	}
	return table;
}

const struct view view_inference = {
    .name = "inference",
    .screen = ON_INFERENCE,
    .open = inference_open,
    .close = inference_close,
    .draw = inference_draw,
    .request = inference_request,
    .device = inference_device,
    .table = inference_table,
    .work = inference_work,
};
