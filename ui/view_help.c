/*
 * The keys of the screen that the help was asked on, from their one list.
 */
#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"

#define HEADER 2u
#define MARK 2u

struct help_view {
	enum key_screen screen;
	struct view_list list;
};

static void *
help_open(const struct ledger *ledger, const struct device *device)
{
	struct help_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	(void)device;
	view->screen = ON_DEVICES;
	return view;
}

void
view_help_about(void *state, enum key_screen screen)
{
	struct help_view *view = state;

	view->screen = screen;
}

static const char *
title_of(enum key_screen screen)
{
	switch (screen) {
	case ON_POLICY:
		return "Keys in the view of one device";
	case ON_MESSAGE:
		return "Keys in the view of one message";
	case ON_FLOW:
		return "Keys in the flow of a device";
	case ON_COLUMNS:
		return "Keys in the choice of columns";
	case ON_DIFFERENCE:
		return "Keys in the difference of two devices";
	case ON_INFERENCE:
		return "Keys in the inference";
	case ON_MATRIX:
		return "Keys in the matrix of families";
	case ON_DEVICES:
	case ON_HELP:
	case ON_LISTS:
	case ON_ALL:
		break;
	}
	return "Keys in the list of devices";
}

static void
help_draw(void *state, const struct ledger *ledger, const struct run_seen *run,
    struct canvas *canvas)
{
	struct help_view *view = state;
	struct view_list *list = &view->list;
	unsigned rows = canvas_rows(canvas);
	unsigned column;

	(void)ledger;
	(void)run;
	view_list_fit(list, keys_help_lines(view->screen),
	    rows > HEADER + 1 ? rows - HEADER - 1 : 1);
	column = view_put_text(
	    canvas, 0, 0, text_from(title_of(view->screen)), STYLE_TITLE);
	if (list->count > list->page)
		view_put(canvas, 0, column, "; j and k move them", STYLE_TITLE);
	canvas_row_style(canvas, 0, STYLE_TITLE);
	for (size_t i = list->offset; i < view_list_end(list); i++)
		keys_help_line(view->screen, i, canvas,
		    HEADER + (unsigned)(i - list->offset), MARK);
}

/* There is no cursor to see: a key up or down moves what is shown. */
static enum view_step
help_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct help_view *view = state;
	struct view_list *list = &view->list;

	(void)ledger;
	(void)argument;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_DOWN && list->count > 0)
		list->cursor = list->offset + list->page - 1;
	else if (request == REQUEST_UP)
		list->cursor = list->offset;
	if (list->cursor >= list->count)
		list->cursor = list->count > 0 ? list->count - 1 : 0;
	view_list_move(list, request);
	return VIEW_STAYS;
}

static const struct device *
help_device(const void *state, const struct ledger *ledger)
{
	(void)state;
	(void)ledger;
	return NULL;
}

const struct view view_help = {
    .name = "help",
    .screen = ON_HELP,
    .open = help_open,
    .close = free,
    .draw = help_draw,
    .request = help_request,
    .device = help_device,
};
