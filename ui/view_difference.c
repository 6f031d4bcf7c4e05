/*
 * The difference of two devices: the facts that differ, and their newest
 * policies side by side, setting by setting.
 */
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/difference_lines.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define WORDS 96
#define HEADER 5u /* rows above the lines */
#define MARK 2u   /* columns of the cursor and of the mark of change */
#define ARROW 4u  /* … between the two sides */
#define CHANGE 9u /* … of what became of it, in a word */
#define NAME_MOST 44u
#define NAME_LEAST 12u

struct difference_view {
	struct difference_lines lines;
	bool differing; /* what differs alone */
	bool made;
	uint64_t revision;
	struct view_list list;
	struct view_search search;
};

/* Columns: the name of a setting, and what each of two has of it. */
struct widths {
	unsigned name, value;
};

static void *
difference_open(const struct ledger *ledger, const struct device *device)
{
	struct difference_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	view->lines.devices[0] = device;
	view->lines.devices[1] = device;
	view->differing = true;
	return view;
}

void
view_difference_about(void *state, const struct device *other)
{
	struct difference_view *view = state;

	view->lines.devices[1] = other;
	view->made = false;
}

static void
difference_close(void *state)
{
	struct difference_view *view = state;

	difference_lines_done(&view->lines);
	free(view);
}

static void
follow(struct difference_view *view, const struct ledger *ledger)
{
	uint64_t revision = ledger_revision(ledger);

	if (view->made && view->revision == revision)
		return;
	view->made = true;
	view->revision = revision;
	difference_lines_make(&view->lines, view->differing);
}

static struct widths
widths_for(unsigned columns)
{
	unsigned fixed = MARK + 1 + ARROW + 1 + CHANGE;
	unsigned room = columns > fixed ? columns - fixed : 0;
	struct widths widths = {room / 2, 0};

	if (widths.name > NAME_MOST)
		widths.name = NAME_MOST;
	if (widths.name < NAME_LEAST)
		widths.name = NAME_LEAST;
	if (room > widths.name)
		widths.value = (room - widths.name) / 2;
	return widths;
}

static struct text
name_of(const struct device *device)
{
	return text_filled(device->id) ? device->id : text_from("without id");
}

static void
draw_title(struct canvas *canvas, const struct difference_view *view)
{
	unsigned column = view_put(canvas, 0, 0, "Difference of ", STYLE_TITLE);

	for (int i = 0; i < 2; i++) {
		const struct device *device = view->lines.devices[i];

		if (i == 1)
			column =
			    view_put(canvas, 0, column, " and ", STYLE_TITLE);
		column = view_put_text(
		    canvas, 0, column, name_of(device), STYLE_TITLE);
		if (!text_filled(device->user))
			continue;
		column = view_put(canvas, 0, column, " ", STYLE_TITLE);
		column =
		    view_put_text(canvas, 0, column, device->user, STYLE_TITLE);
	}
	canvas_row_style(canvas, 0, STYLE_TITLE);
}

static void
say_settings(const struct difference_lines *lines, char words[WORDS])
{
	const uint32_t *counts = lines->difference->counts;

	if (lines->assessments[0]->policy == NULL ||
	    lines->assessments[1]->policy == NULL)
		snprintf(
		    words, WORDS, "Policies: not compared, one was not seen");
	else if (difference_none(lines->difference) &&
		 counts[CHANGE_HIDDEN] == 0)
		snprintf(words, WORDS, "Policies: equal, %u settings the same",
		    (unsigned)counts[CHANGE_NONE]);
	else
		snprintf(words, WORDS,
		    "Policies: %u settings the same, %u changed, %u added, "
		    "%u removed",
		    (unsigned)counts[CHANGE_NONE],
		    (unsigned)counts[CHANGE_VALUE],
		    (unsigned)counts[CHANGE_ADDED],
		    (unsigned)counts[CHANGE_REMOVED]);
}

static void
draw_counts(struct canvas *canvas, const struct difference_view *view)
{
	const struct difference_lines *lines = &view->lines;
	bool compared = lines->assessments[0]->policy != NULL &&
			lines->assessments[1]->policy != NULL;
	uint32_t hidden = lines->difference->counts[CHANGE_HIDDEN];
	char words[WORDS];
	unsigned column;

	snprintf(words, sizeof(words), "Facts: %u of %u differ",
	    lines->facts_differing, (unsigned)FACT_COUNT);
	column = view_put(canvas, 1, 0, words, STYLE_NORMAL);
	if (lines->facts_hidden > 0) {
		snprintf(
		    words, sizeof(words), ", %u not seen", lines->facts_hidden);
		view_put(canvas, 1, column, words, STYLE_WARNING);
	}
	say_settings(lines, words);
	column = view_put(canvas, 2, 0, words, STYLE_NORMAL);
	if (!compared || hidden == 0)
		return;
	snprintf(words, sizeof(words), ", %u not seen", (unsigned)hidden);
	view_put(canvas, 2, column, words, STYLE_WARNING);
}

static void
draw_headings(struct canvas *canvas, const struct difference_view *view)
{
	struct widths widths = widths_for(canvas_columns(canvas));
	unsigned column = MARK + widths.name + 1;

	canvas_words(canvas, 4, MARK, widths.name,
	    view->differing ? "WHAT DIFFERS" : "FACT, SETTING", STYLE_HEADING);
	canvas_text(canvas, 4, column, widths.value,
	    name_of(view->lines.devices[0]), STYLE_HEADING);
	column += widths.value + ARROW;
	canvas_text(canvas, 4, column, widths.value,
	    name_of(view->lines.devices[1]), STYLE_HEADING);
	canvas_row_style(canvas, 4, STYLE_HEADING);
}

/* Both sides of a fact or a setting, with an arrow where they differ. */
static unsigned
draw_sides(struct canvas *canvas, unsigned row, unsigned column,
    const struct difference_line *line, enum style style)
{
	unsigned width = widths_for(canvas_columns(canvas)).value;

	canvas_text(
	    canvas, row, column, width, difference_side(line, 0), style);
	column += width;
	if (line->change != CHANGE_NONE && line->change != CHANGE_HIDDEN &&
	    line->kind != DIFFERENCE_ITEM)
		canvas_words(canvas, row, column, ARROW, " ->", style);
	column += ARROW;
	canvas_text(
	    canvas, row, column, width, difference_side(line, 1), style);
	return column + width;
}

static void
draw_compared(
    struct canvas *canvas, unsigned row, const struct difference_line *line)
{
	unsigned width = widths_for(canvas_columns(canvas)).name;
	unsigned indent = line->kind == DIFFERENCE_ITEM ? 4 : 0;
	bool same = line->change == CHANGE_NONE;
	enum style style = same ? STYLE_NORMAL : STYLE_STRONG;
	char mark[] = {view_change_mark(line->change), '\0'};
	unsigned column;

	canvas_words(canvas, row, 1, 1, mark, STYLE_STRONG);
	canvas_text(
	    canvas, row, MARK + indent, width - indent, line->name, style);
	column = draw_sides(canvas, row, MARK + width + 1, line, style);
	if (!same)
		canvas_words(canvas, row, column + 1, CHANGE,
		    change_name(line->change), style);
}

static void
draw_line(
    struct canvas *canvas, unsigned row, const struct difference_line *line)
{
	if (line->kind == DIFFERENCE_HEADING)
		view_put_text(canvas, row, MARK, line->name, STYLE_HEADING);
	else if (line->kind == DIFFERENCE_WORDS)
		view_put_text(canvas, row, MARK, line->name, STYLE_NORMAL);
	else
		draw_compared(canvas, row, line);
}

static void
difference_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct difference_view *view = state;
	struct view_list *list = &view->list;
	unsigned rows = canvas_rows(canvas);

	follow(view, ledger);
	view_list_fit(
	    list, view->lines.count, rows > HEADER + 1 ? rows - HEADER - 1 : 1);
	draw_title(canvas, view);
	draw_counts(canvas, view);
	(void)view_notice(canvas, 3, run, &view->search);
	draw_headings(canvas, view);
	for (size_t i = list->offset; i < view_list_end(list); i++) {
		unsigned row = HEADER + (unsigned)(i - list->offset);

		draw_line(canvas, row, &view->lines.items[i]);
		if (i == list->cursor)
			view_cursor(canvas, row);
	}
}

static bool
line_holds(const void *context, size_t row, struct text wanted)
{
	const struct difference_view *view = context;
	const struct difference_line *line = &view->lines.items[row];

	return view_holds(line->name, wanted) ||
	       view_holds(difference_side(line, 0), wanted) ||
	       view_holds(difference_side(line, 1), wanted) ||
	       (line->change != CHANGE_NONE &&
		   view_holds(text_from(change_name(line->change)), wanted));
}

static enum view_step
difference_request(void *state, const struct ledger *ledger,
    enum request request, struct text argument)
{
	struct difference_view *view = state;

	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_DIFFERING) {
		view->differing = !view->differing;
		view->made = false;
		view_list_move(&view->list, REQUEST_TOP);
	}
	follow(view, ledger);
	view_list_fit(&view->list, view->lines.count, view->list.page);
	if (!view_list_move(&view->list, request))
		view_list_search(&view->list, &view->search, request, argument,
		    line_holds, view);
	return VIEW_STAYS;
}

static const struct device *
difference_device(const void *state, const struct ledger *ledger)
{
	const struct difference_view *view = state;

	(void)ledger;
	return view->lines.devices[0];
}

static struct table *
difference_table(void *state, const struct ledger *ledger)
{
	struct difference_view *view = state;

	follow(view, ledger);
	return difference_lines_table(&view->lines);
}

const struct view view_difference = {
    .name = "difference",
    .screen = ON_DIFFERENCE,
    .open = difference_open,
    .close = difference_close,
    .draw = difference_draw,
    .request = difference_request,
    .device = difference_device,
    .table = difference_table,
};
