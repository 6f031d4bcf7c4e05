/*
 * The view of all devices: the run and its health, a row for each device,
 * and in words what is known of the one under the cursor.
 */
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/device_columns.h"
#include "ui/layout.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_preview.h"

#define WORDS 64
#define PREVIEW_FROM 20u  /* rows of a screen that has a preview */
#define SPACIOUS_FROM 30u /* … and one with more in it */

struct devices_view {
	struct device_rows *rows;
	struct view_list list;
	struct view_search search;
	struct view_typed filter;
	enum device_column column;
	bool reversed;
	unsigned columns;             /* those wanted */
	const struct device *current; /* under the cursor */
	const struct device *marked[2];
	unsigned marks;
	const char *told;         /* what the user is to be told, or NULL */
	struct reasoned reasoned; /* of the device under the cursor */
};

static void *
devices_open(const struct ledger *ledger, const struct device *device)
{
	struct devices_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	view->rows = device_rows_new();
	view->column = DEVICE_COLUMN_COUNT;
	view->columns = DEVICE_COLUMNS_ALL;
	view->current = device;
	return view;
}

static void
devices_close(void *state)
{
	struct devices_view *view = state;

	device_rows_free(view->rows);
	reasoned_done(&view->reasoned);
	free(view);
}

/* Follows ledger, filter and order; the cursor stays on its device. */
static void
follow(struct devices_view *view, const struct ledger *ledger)
{
	bool moved = device_rows_follow(view->rows, ledger);
	const struct device_row *row;

	if (moved && view->current != NULL)
		device_rows_find(view->rows, view->current, &view->list.cursor);
	view_list_fit(&view->list, device_rows_count(view->rows),
	    view->list.page > 0 ? view->list.page : 1);
	row = device_rows_at(view->rows, view->list.cursor);
	view->current = row != NULL ? row->device : NULL;
}

static void
draw_counts(struct canvas *canvas, unsigned row,
    const struct devices_view *view, const struct ledger *ledger)
{
	size_t all = ledger_device_count(ledger);
	char words[WORDS];
	unsigned column;
	unsigned before;

	if (view->filter.length > 0)
		snprintf(words, sizeof(words), "Devices %s of %s ",
		    layout_number(view->list.count), layout_number(all));
	else
		snprintf(
		    words, sizeof(words), "Devices %s ", layout_number(all));
	column = view_put(canvas, row, 0, words, STYLE_STRONG);
	for (int i = 0; i < VIEW_STATE_COUNT; i++) {
		enum view_state state = (enum view_state)i;
		size_t count = device_rows_in_state(view->rows, state);

		if (count == 0)
			continue;
		snprintf(words, sizeof(words), "  %s %s",
		    view_state_word(state), layout_number(count));
		before = column;
		column = view_put(
		    canvas, row, column, words, view_state_style(state));
		if (column == before)
			break;
	}
}

/* What the user asked for, or a notice. */
static void
draw_choice(struct canvas *canvas, unsigned row,
    const struct devices_view *view, const struct run_seen *run)
{
	bool sorted = view->column < DEVICE_COLUMN_COUNT;
	unsigned column = 0;
	char words[WORDS];
	const char *told = run->notice != NULL && run->notice[0] != '\0'
			       ? run->notice
			       : view->told;

	if (told != NULL) {
		view_put_text(canvas, row, 0, text_from(told), STYLE_WARNING);
		return;
	}
	snprintf(words, sizeof(words), "Order: %s%s",
	    sorted ? device_column_heading(view->column, run->clock.times)
		   : "first seen",
	    view->reversed ? ", reversed" : "");
	column = view_put(canvas, row, column, words, STYLE_QUIET);
	if (view->marks > 0) {
		snprintf(words, sizeof(words), "   Marked: %u", view->marks);
		column = view_put(canvas, row, column, words, STYLE_STRONG);
	}
	if (view->filter.length > 0) {
		column =
		    view_put(canvas, row, column, "   Filter: ", STYLE_QUIET);
		column = view_put_text(canvas, row, column,
		    view_typed(&view->filter), STYLE_STRONG);
	}
	if (view->search.missed) {
		column = view_put(
		    canvas, row, column, "   Not found: ", STYLE_WARNING);
		view_put_text(canvas, row, column,
		    view_typed(&view->search.wanted), STYLE_WARNING);
	}
}

static bool
is_marked(const struct devices_view *view, const struct device *device)
{
	for (unsigned i = 0; i < view->marks; i++) {
		if (view->marked[i] == device)
			return true;
	}
	return false;
}

static void
draw_list(struct canvas *canvas, unsigned top, const struct devices_view *view,
    const struct run_seen *run)
{
	struct device_columns shown = {.sorted = view->column,
	    .reversed = view->reversed,
	    .clock = &run->clock};

	device_columns_fit(&shown, canvas_columns(canvas), view->columns,
	    device_rows_user_width(view->rows));
	device_columns_headings(&shown, canvas, top);
	for (size_t i = 0; i < view->list.page; i++) {
		size_t place = view->list.offset + i;
		unsigned row = top + 1 + (unsigned)i;
		const struct device_row *device =
		    device_rows_at(view->rows, place);

		if (device == NULL)
			break;
		device_columns_draw(&shown, canvas, row, device);
		if (is_marked(view, device->device)) {
			canvas_words(canvas, row, 1, 1, "*", STYLE_MARKED);
			canvas_row_style(canvas, row, STYLE_MARKED);
		}
		if (place == view->list.cursor)
			view_cursor(canvas, row);
	}
	if (view->list.count == 0)
		canvas_words(canvas, top + 1, DEVICE_MARK,
		    canvas_columns(canvas),
		    view->filter.length > 0
			? "No device holds the text of the filter."
			: "No device was seen yet.",
		    STYLE_QUIET);
}

static void
devices_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct devices_view *view = state;
	unsigned rows = canvas_rows(canvas);
	unsigned preview = rows >= SPACIOUS_FROM  ? 10
			   : rows >= PREVIEW_FROM ? 7
						  : 0;
	unsigned top = rows >= PREVIEW_FROM ? 5 : 4;
	unsigned taken = top + 1 + preview + 1;

	view->list.page = rows > taken ? rows - taken : 1;
	follow(view, ledger);
	view_title(canvas, 0, run);
	view_health(canvas, 1, ledger, run);
	draw_counts(canvas, 2, view, ledger);
	draw_choice(canvas, 3, view, run);
	draw_list(canvas, top, view, run);
	if (preview > 0)
		view_preview(canvas, rows - 1 - preview, preview, view->current,
		    &view->reasoned);
}

static bool
row_holds(const void *context, size_t place, struct text wanted)
{
	const struct devices_view *view = context;

	return device_row_holds(device_rows_at(view->rows, place), wanted);
}

/* The next column to sort by; before the first is no order but time's. */
static void
sort_by(struct devices_view *view, unsigned step)
{
	unsigned all = DEVICE_COLUMN_COUNT + 1;

	view->column = (enum device_column)((view->column + step) % all);
	device_rows_sort(view->rows, view->column, view->reversed);
}

/* Marks the device under the cursor or takes its mark off. Two at most: the
 * older mark gives way. */
static void
mark(struct devices_view *view)
{
	const struct device *device = view->current;

	if (is_marked(view, device)) {
		if (view->marked[0] == device)
			view->marked[0] = view->marked[1];
		view->marks--;
		return;
	}
	if (view->marks == 2) {
		view->marked[0] = view->marked[1];
		view->marks--;
	}
	view->marked[view->marks++] = device;
}

void
view_devices_pair(const void *state, const struct device *pair[2])
{
	const struct devices_view *view = state;

	pair[0] = view->marks > 0 ? view->marked[0] : NULL;
	pair[1] = view->marks > 1 ? view->marked[1] : view->current;
}

static enum view_step
compare(struct devices_view *view)
{
	const struct device *pair[2];

	view_devices_pair(view, pair);
	if (pair[0] != NULL && pair[0] != pair[1])
		return VIEW_OPENS_DIFFERENCE;
	view->told = pair[0] == NULL
			 ? "Mark one or two devices with Space, then d "
			   "shows how they differ."
			 : "d compares the marked device with another one: "
			   "go to it, or mark it too.";
	return VIEW_STAYS;
}

/* What a request does to the device under the cursor. */
static enum view_step
ask_current(struct devices_view *view, enum request request)
{
	if (request == REQUEST_OPEN)
		return VIEW_OPENS_DEVICE;
	if (request == REQUEST_FLOW)
		return VIEW_OPENS_FLOW;
	if (request == REQUEST_INFERENCE)
		return VIEW_OPENS_INFERENCE;
	if (request == REQUEST_DIFFERENCE)
		return compare(view);
	if (request == REQUEST_MARK)
		mark(view);
	return VIEW_STAYS;
}

/* What a request does to the order and choice of rows. */
static void
arrange(struct devices_view *view, enum request request, struct text argument)
{
	if (request == REQUEST_FILTER) {
		view_type(&view->filter, argument);
		device_rows_filter(view->rows, view_typed(&view->filter));
	} else if (request == REQUEST_SORT_LEFT) {
		sort_by(view, DEVICE_COLUMN_COUNT);
	} else if (request == REQUEST_SORT_RIGHT) {
		sort_by(view, 1);
	} else if (request == REQUEST_REVERSE) {
		view->reversed = !view->reversed;
		sort_by(view, 0);
	}
}

static enum view_step
devices_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct devices_view *view = state;
	const struct device_row *row;

	view->told = NULL;
	view->search.missed = false;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_COLUMNS)
		return VIEW_OPENS_COLUMNS;
	if (request == REQUEST_MATRIX)
		return VIEW_OPENS_MATRIX;
	arrange(view, request, argument);
	follow(view, ledger);
	if (!view_list_move(&view->list, request))
		view_list_search(&view->list, &view->search, request, argument,
		    row_holds, view);
	row = device_rows_at(view->rows, view->list.cursor);
	view->current = row != NULL ? row->device : NULL;
	return row != NULL ? ask_current(view, request) : VIEW_STAYS;
}

unsigned *
view_devices_columns(void *state)
{
	return &((struct devices_view *)state)->columns;
}

static struct table *
devices_table(void *state, const struct ledger *ledger)
{
	struct devices_view *view = state;

	follow(view, ledger);
	return device_columns_table(view->rows);
}

static const struct device *
devices_device(const void *state, const struct ledger *ledger)
{
	const struct devices_view *view = state;

	(void)ledger;
	return view->current;
}

const struct view view_devices = {
    .name = "devices",
    .screen = ON_DEVICES,
    .open = devices_open,
    .close = devices_close,
    .draw = devices_draw,
    .request = devices_request,
    .device = devices_device,
    .table = devices_table,
};
