/*
 * The columns of the list of devices, to be switched on and off.
 */
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/device_columns.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"

#define HEADER 4u
#define NAME_AT 6u
#define WORDS_AT 23u

struct columns_view {
	unsigned *wanted;
	struct view_list list;
};

static const char *const meanings[] = {
    [DEVICE_ID] = "the id that it gives itself",
    [DEVICE_USER] = "who it logs in as",
    [DEVICE_TYPE] = "the type that it gives itself",
    [DEVICE_VERSION] = "the protocol version it speaks",
    [DEVICE_POLICY] = "the policy offered last, and how many rounds",
    [DEVICE_STATE] = "what it answered last, as number and word",
    [DEVICE_KEY] = "the policy key it holds: temporary or final",
    [DEVICE_PROVISIONS] = "how many Provision exchanges were seen",
    [DEVICE_LAST] = "when it was heard last; w: told another way",
    [DEVICE_AGENT] = "its operating system, else its user agent",
};

static void *
columns_open(const struct ledger *ledger, const struct device *device)
{
	(void)ledger;
	(void)device;
	return memory_get(1, sizeof(struct columns_view));
}

void
view_columns_about(void *state, unsigned *wanted)
{
	struct columns_view *view = state;

	view->wanted = wanted;
}

static bool
is_on(const struct columns_view *view, enum device_column column)
{
	return device_column_stays(column) ||
	       (*view->wanted >> (unsigned)column & 1) != 0;
}

static void
draw_column(struct canvas *canvas, unsigned row,
    const struct columns_view *view, enum device_column column)
{
	const char *box = device_column_stays(column) ? "[=]"
			  : is_on(view, column)       ? "[x]"
						      : "[ ]";

	view_put(canvas, row, 2, box, STYLE_STRONG);
	view_put(canvas, row, NAME_AT, device_column_heading(column, TIMES_UTC),
	    STYLE_NORMAL);
	view_put(canvas, row, WORDS_AT, meanings[column],
	    is_on(view, column) ? STYLE_NORMAL : STYLE_QUIET);
}

static void
columns_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct columns_view *view = state;
	struct view_list *list = &view->list;
	const struct view_search search = {.missed = false};
	unsigned rows = canvas_rows(canvas);

	(void)ledger;
	view_list_fit(list, DEVICE_COLUMN_COUNT,
	    rows > HEADER + 1 ? rows - HEADER - 1 : 1);
	view_put_text(canvas, 0, 0, text_from("Columns of the list of devices"),
	    STYLE_TITLE);
	canvas_row_style(canvas, 0, STYLE_TITLE);
	if (!view_notice(canvas, 1, run, &search))
		view_put_text(canvas, 1, 0,
		    text_from("[x] shown where there is room  [ ] never shown"
			      "  [=] stays"),
		    STYLE_QUIET);
	for (size_t i = list->offset; i < view_list_end(list); i++) {
		unsigned row = HEADER - 1 + (unsigned)(i - list->offset);

		draw_column(canvas, row, view, (enum device_column)i);
		if (i == list->cursor)
			view_cursor(canvas, row);
	}
}

static enum view_step
columns_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct columns_view *view = state;
	enum device_column column = (enum device_column)view->list.cursor;

	(void)ledger;
	(void)argument;
	if (request == REQUEST_CLOSE || request == REQUEST_COLUMNS)
		return VIEW_CLOSES;
	if (request == REQUEST_SWITCH && !device_column_stays(column))
		*view->wanted ^= 1u << (unsigned)column;
	view_list_move(&view->list, request);
	return VIEW_STAYS;
}

static const struct device *
columns_device(const void *state, const struct ledger *ledger)
{
	(void)state;
	(void)ledger;
	return NULL;
}

const struct view view_columns = {
    .name = "columns",
    .screen = ON_COLUMNS,
    .open = columns_open,
    .close = free,
    .draw = columns_draw,
    .request = columns_request,
    .device = columns_device,
};
