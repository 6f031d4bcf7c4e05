/*
 * The view of all devices: the run and its health, a row for each device,
 * and in words what is known of the one under the cursor.
 */
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/device_rows.h"
#include "ui/layout.h"
#include "ui/moment.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_preview.h"

#define WORDS 64
#define MARK 2u           /* columns before the first one */
#define PREVIEW_FROM 20u  /* rows of a screen that has a preview */
#define SPACIOUS_FROM 30u /* … and one with more in it */
#define TIME_ONLY 11      /* where a moment has its time of day */

struct devices_view {
	struct device_rows *rows;
	struct view_list list;
	struct view_search search;
	struct view_typed filter;
	enum device_column column;
	bool reversed;
	const struct device *current; /* under the cursor */
};

static const struct column {
	const char *heading;
	unsigned least, most, rank;
} columns[] = {
#define X(symbol, heading, least, most, rank) {heading, least, most, rank},
    DEVICE_COLUMNS(X)
#undef X
};

static void *
devices_open(const struct ledger *ledger, const struct device *device)
{
	struct devices_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	view->rows = device_rows_new();
	view->column = DEVICE_COLUMN_COUNT;
	view->current = device;
	return view;
}

static void
devices_close(void *state)
{
	struct devices_view *view = state;

	device_rows_free(view->rows);
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

/* The least widths of as many columns as fit, by rank; 0: it is not shown.
 * Gives what they use. */
static unsigned
give_least(unsigned room, unsigned widths[DEVICE_COLUMN_COUNT])
{
	unsigned used = MARK - 1;
	bool full = false; /* then nor do those of higher ranks fit */

	for (unsigned rank = 0; rank < DEVICE_COLUMN_COUNT; rank++) {
		for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
			unsigned least = columns[i].least + 1;

			if (columns[i].rank != rank)
				continue;
			full = full || (rank > 0 && used + least > room);
			if (full)
				continue;
			widths[i] = least - 1;
			used += least;
		}
	}
	return used;
}

/* Widths in so many columns of the screen. */
static void
give_widths(unsigned room, unsigned widths[DEVICE_COLUMN_COUNT])
{
	/* Who gets what is left over, first to last. */
	static const enum device_column greedy[] = {
	    DEVICE_ID, DEVICE_AGENT, DEVICE_USER, DEVICE_TYPE};
	unsigned used;

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++)
		widths[i] = 0;
	used = give_least(room, widths);
	for (size_t i = 0; i < sizeof(greedy) / sizeof(greedy[0]); i++) {
		unsigned *width = &widths[greedy[i]];

		while (*width > 0 && *width < columns[greedy[i]].most &&
		       used < room) {
			++*width;
			used++;
		}
	}
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

	if (run->notice != NULL && run->notice[0] != '\0') {
		view_put_text(
		    canvas, row, 0, text_from(run->notice), STYLE_WARNING);
		return;
	}
	snprintf(words, sizeof(words), "Order: %s%s",
	    sorted ? columns[view->column].heading : "first seen",
	    view->reversed ? ", reversed" : "");
	column = view_put(canvas, row, column, words, STYLE_QUIET);
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

static void
draw_headings(struct canvas *canvas, unsigned row,
    const unsigned widths[DEVICE_COLUMN_COUNT])
{
	unsigned column = MARK;

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
		if (widths[i] == 0)
			continue;
		canvas_words(canvas, row, column, widths[i], columns[i].heading,
		    STYLE_HEADING);
		column += widths[i] + 1;
	}
	canvas_row_style(canvas, row, STYLE_HEADING);
}

/* Words of ours for a row, where the column has such. */
static void
say(const struct device_row *row, enum device_column column, char out[WORDS])
{
	static const char *const keys[] = {"-", "temp", "final"};
	struct moment_words when;
	struct text policy = view_policy_name(row->policy, 6);

	snprintf(out, WORDS, "-");
	switch ((unsigned)column) {
	case DEVICE_POLICY:
		if (row->rounds > 0)
			snprintf(out, WORDS, "%-6.*s x%u", (int)policy.length,
			    policy.bytes, (unsigned)row->rounds);
		else
			snprintf(out, WORDS, "%.*s", (int)policy.length,
			    policy.bytes);
		break;
	case DEVICE_KEY:
		snprintf(out, WORDS, "%s", keys[row->key]);
		break;
	case DEVICE_PROVISIONS:
		snprintf(out, WORDS, "%4u", (unsigned)row->provisions);
		break;
	case DEVICE_LAST:
		if (row->heard.frame != 0)
			snprintf(out, WORDS, "%s",
			    moment_plain(&when, row->heard.time) + TIME_ONLY);
		break;
	default:
		break;
	}
}

/* The number it answered and the word of the state. The number belongs to a
 * claim only, not to what happened after it. */
static void
draw_state(struct canvas *canvas, unsigned row, unsigned column,
    const struct device_row *device)
{
	enum style style = view_state_style(device->state);
	bool claim = device->state <= VIEW_EXTERNAL;

	if (claim)
		canvas_text(canvas, row, column, 1, device->ack, style);
	canvas_words(
	    canvas, row, column + 2, 4, view_state_word(device->state), style);
}

static void
draw_device(struct canvas *canvas, unsigned row,
    const unsigned widths[DEVICE_COLUMN_COUNT], const struct device_row *device)
{
	unsigned column = MARK;
	char words[WORDS];

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
		struct text text = TEXT_NOT_SEEN;

		if (i != DEVICE_POLICY) /* it says how often, too */
			text = device_row_text(device, (enum device_column)i);
		if (widths[i] == 0)
			continue;
		say(device, (enum device_column)i, words);
		if (i == DEVICE_STATE)
			draw_state(canvas, row, column, device);
		else if (text_filled(text))
			canvas_text(
			    canvas, row, column, widths[i], text, STYLE_NORMAL);
		else
			canvas_words(canvas, row, column, widths[i], words,
			    STYLE_NORMAL);
		column += widths[i] + 1;
	}
}

static void
draw_list(struct canvas *canvas, unsigned top, const struct devices_view *view)
{
	unsigned widths[DEVICE_COLUMN_COUNT];

	give_widths(canvas_columns(canvas), widths);
	draw_headings(canvas, top, widths);
	for (size_t i = 0; i < view->list.page; i++) {
		size_t place = view->list.offset + i;
		unsigned row = top + 1 + (unsigned)i;
		const struct device_row *device =
		    device_rows_at(view->rows, place);

		if (device == NULL)
			break;
		draw_device(canvas, row, widths, device);
		if (place != view->list.cursor)
			continue;
		canvas_words(canvas, row, 0, 1, ">", STYLE_CURSOR);
		canvas_row_style(canvas, row, STYLE_CURSOR);
	}
	if (view->list.count == 0)
		canvas_words(canvas, top + 1, MARK, canvas_columns(canvas),
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
	draw_list(canvas, top, view);
	if (preview > 0)
		view_preview(
		    canvas, rows - 1 - preview, preview, view->current);
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

static enum view_step
devices_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct devices_view *view = state;
	const struct device_row *row;

	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
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
	follow(view, ledger);
	if (!view_list_move(&view->list, request))
		view_list_search(&view->list, &view->search, request, argument,
		    row_holds, view);
	row = device_rows_at(view->rows, view->list.cursor);
	view->current = row != NULL ? row->device : NULL;
	if (row != NULL && request == REQUEST_OPEN)
		return VIEW_OPENS_DEVICE;
	if (row != NULL && request == REQUEST_FLOW)
		return VIEW_OPENS_FLOW;
	return VIEW_STAYS;
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
};
