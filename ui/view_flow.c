/*
 * The flow of one device: a ladder of its messages, across connections. The
 * style of an arrow says what became of the message, without colour:
 *
 *   ----> usual   ====> HTTP error   ~~~~> applied in part or less, refused
 *   ....> captured in part  ????> not captured: one half, or what was before
 */
#include "ui/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"
#include "ui/flow_table.h"
#include "ui/rungs.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define HEAD_ROWS 4u
#define ROWS_PER_RUNG 2u
/* Columns of the left rail, and of what stands right of the ladder. */
#define RAIL 11u
#define MEANING 25u
#define LEAST_LADDER 24u

struct rung_place {
	uint32_t exchange; /* index */
	enum rung_kind kind;
};

struct flow_state {
	const struct device *device;
	struct rung_place *rungs; /* of the ledger as it was drawn last */
	uint32_t rung_count, rung_room;
	struct view_list list; /* of rungs */
	bool follows;          /* the newest one */
	struct view_search search;
	struct view_clock clock; /* of what is drawn */
};

static void *
flow_open(const struct ledger *ledger, const struct device *device)
{
	struct flow_state *state = memory_get(1, sizeof(*state));

	(void)ledger;
	state->device = device;
	state->follows = true;
	return state;
}

static void
flow_close(void *state)
{
	struct flow_state *flow = state;

	free(flow->rungs);
	free(flow);
}

static void
add_rung(struct flow_state *state, uint32_t exchange, enum rung_kind kind)
{
	state->rungs = make_room(state->rungs, state->rung_count,
	    &state->rung_room, sizeof(*state->rungs));
	state->rungs[state->rung_count++] = (struct rung_place){exchange, kind};
}

/* Follows the ledger. */
static void
collect_rungs(struct flow_state *state)
{
	const struct device *device = state->device;

	state->rung_count = 0;
	for (uint32_t i = 0; i < device->exchange_count; i++) {
		if (device->exchanges[i].lost_before)
			add_rung(state, i, RUNG_GAP);
		add_rung(state, i, RUNG_REQUEST);
		add_rung(state, i, RUNG_RESPONSE);
	}
}

static unsigned
ladder_width(const struct canvas *canvas)
{
	unsigned columns = canvas_columns(canvas);

	if (columns < RAIL + MEANING + LEAST_LADDER)
		return LEAST_LADDER;
	return columns - RAIL - MEANING;
}

static void
draw_arrow(struct canvas *canvas, unsigned row, const struct rung *rung)
{
	unsigned width = ladder_width(canvas);
	char line[512];
	unsigned inside = width - 2;

	if (inside > sizeof(line) - 1)
		inside = sizeof(line) - 1;
	memset(line, rung->arrow, inside);
	line[rung->to_device ? 0 : inside - 1] = rung->to_device ? '<' : '>';
	line[inside] = '\0';
	(void)canvas_words(canvas, row, RAIL, 1, "|", STYLE_QUIET);
	(void)canvas_words(canvas, row, RAIL + 1, inside, line, rung->style);
	(void)canvas_words(canvas, row, RAIL + width - 1, 1, "|", STYLE_QUIET);
	if (rung->at.frame != 0)
		(void)canvas_format(canvas, row, RAIL + width + 1, STYLE_NORMAL,
		    "#%-5llu %s", (unsigned long long)rung->at.frame,
		    rung->meaning);
	else
		(void)canvas_format(canvas, row, RAIL + width + 1, STYLE_QUIET,
		    "       %s", rung->meaning);
}

static void
draw_rung(const struct flow_state *state, struct canvas *canvas, unsigned row,
    const struct rung *rung, struct moment since)
{
	unsigned width = ladder_width(canvas);
	char when[VIEW_TIME];

	view_time(&state->clock, rung->at, since, when);
	(void)canvas_words(canvas, row, 1, RAIL - 2, when, STYLE_QUIET);
	(void)canvas_words(canvas, row, RAIL, 1, "|", STYLE_QUIET);
	(void)canvas_text(canvas, row, RAIL + 2, width - 4,
	    text_from(rung->text), rung->style);
	(void)canvas_words(canvas, row, RAIL + width - 1, 1, "|", STYLE_QUIET);
	draw_arrow(canvas, row + 1, rung);
}

/* When the message before this exchange was seen. */
static struct moment
before(const struct device *device, uint32_t index)
{
	const struct exchange_entry *e =
	    &device->exchanges[index > 0 ? index - 1 : 0];

	if (index > 0 && e->said.response.frame != 0)
		return e->said.response;
	return provision_at(&e->said);
}

/* A rung and what its time is counted from. */
static struct moment
fill_rung(const struct flow_state *state, const struct rung_place *place,
    struct rung *rung)
{
	const struct exchange_entry *e =
	    &state->device->exchanges[place->exchange];

	rung_fill(e, place->kind, rung);
	if (place->kind == RUNG_RESPONSE && e->said.request.frame != 0)
		return e->said.request;
	return before(state->device, place->exchange);
}

static void
draw_place_of(const struct flow_state *state, struct canvas *canvas,
    unsigned row, size_t index)
{
	struct rung rung;
	struct moment since = fill_rung(state, &state->rungs[index], &rung);

	draw_rung(state, canvas, row, &rung, since);
	if (index == state->list.cursor)
		(void)canvas_words(canvas, row, 0, 1, ">", STYLE_STRONG);
}

/* What the user is to be told, else where the cursor is. */
static void
draw_place(const struct flow_state *state, const struct run_seen *run,
    struct canvas *canvas)
{
	const struct device *device = state->device;
	const struct exchange_entry *e;
	uint32_t index;
	char client[ENDPOINT_TEXT];
	char server[ENDPOINT_TEXT];

	if (view_notice(canvas, 1, run, &state->search))
		return;
	if (device->exchange_count == 0) {
		view_put(canvas, 1, 0, "No exchange was seen.", STYLE_QUIET);
		return;
	}
	index = state->rungs[state->list.cursor].exchange;
	e = &device->exchanges[index];
	endpoint_format(&e->said.client, client);
	endpoint_format(&e->server, server);
	(void)canvas_format(canvas, 1, 0, STYLE_NORMAL,
	    "Exchange %u of %u   connection %llu   %s <-> %s", index + 1,
	    device->exchange_count, (unsigned long long)e->said.connection,
	    client, server);
}

static void
draw_head(const struct flow_state *state, struct canvas *canvas)
{
	const struct device *device = state->device;
	static const char *const times[TIMES_COUNT] = {
	    [TIMES_UTC] = "Time UTC",
	    [TIMES_START] = "Start +",
	    [TIMES_DELTA] = "Before +",
	};
	unsigned used = canvas_words(canvas, 0, 0, 5, "Flow ", STYLE_TITLE);
	unsigned width = ladder_width(canvas);

	used += canvas_text(canvas, 0, used, 40, device->id, STYLE_TITLE) + 2;
	(void)canvas_text(canvas, 0, used, 24, device->user, STYLE_TITLE);
	canvas_row_style(canvas, 0, STYLE_TITLE);
	(void)canvas_words(
	    canvas, 2, 1, RAIL - 2, times[state->clock.times], STYLE_HEADING);
	(void)canvas_words(canvas, 2, RAIL, 10, "Device", STYLE_HEADING);
	(void)canvas_words(
	    canvas, 2, RAIL + width - 6, 6, "Server", STYLE_HEADING);
	(void)canvas_words(canvas, 2, RAIL + width + 1, MEANING - 2,
	    "Frame  Meaning", STYLE_HEADING);
}

static void
flow_draw(void *context, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct flow_state *state = context;
	struct view_list *list = &state->list;
	unsigned rows = canvas_rows(canvas);
	size_t page = 1;

	(void)ledger;
	state->clock = run->clock;
	if (rows > HEAD_ROWS + ROWS_PER_RUNG)
		page = (rows - HEAD_ROWS) / ROWS_PER_RUNG;
	collect_rungs(state);
	view_list_fit(list, state->rung_count, page);
	if (state->follows)
		(void)view_list_move(list, REQUEST_BOTTOM);
	view_list_fit(list, state->rung_count, page);
	draw_head(state, canvas);
	draw_place(state, run, canvas);
	for (size_t i = list->offset; i < view_list_end(list); i++)
		draw_place_of(state, canvas,
		    (unsigned)(HEAD_ROWS - 1 +
			       (i - list->offset) * ROWS_PER_RUNG),
		    i);
}

/* Whether a rung holds the text that is looked for. */
static bool
matches(const void *context, size_t index, struct text wanted)
{
	const struct flow_state *state = context;
	struct rung rung;

	(void)fill_rung(state, &state->rungs[index], &rung);
	return view_holds(text_from(rung.text), wanted) ||
	       view_holds(text_from(rung.meaning), wanted);
}

/* Opens what was captured of it. */
static bool
has_message(const struct flow_state *state)
{
	const struct rung_place *place;
	const struct exchange_entry *e;

	if (state->list.cursor >= state->rung_count)
		return false;
	place = &state->rungs[state->list.cursor];
	e = &state->device->exchanges[place->exchange];
	if (place->kind == RUNG_RESPONSE)
		return e->said.response.frame != 0;
	return place->kind == RUNG_REQUEST && e->said.request.frame != 0;
}

struct message_place
view_flow_message(const void *state)
{
	const struct flow_state *flow = state;
	const struct rung_place *place = &flow->rungs[flow->list.cursor];
	const struct exchange_entry *e =
	    &flow->device->exchanges[place->exchange];

	return (struct message_place){
	    .exchange = provision_at(&e->said),
	    .is_response = place->kind == RUNG_RESPONSE,
	};
}

static enum view_step
flow_request(void *context, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct flow_state *state = context;

	(void)ledger;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_MESSAGE)
		return has_message(state) ? VIEW_OPENS_MESSAGE : VIEW_STAYS;
	if (view_list_move(&state->list, request))
		state->follows = request == REQUEST_BOTTOM;
	else if (view_list_search(&state->list, &state->search, request,
		     argument, matches, state))
		state->follows = state->follows && state->search.missed;
	return VIEW_STAYS;
}

static const struct device *
flow_device(const void *context, const struct ledger *ledger)
{
	(void)ledger;
	return ((const struct flow_state *)context)->device;
}

static struct table *
flow_table_of(void *context, const struct ledger *ledger)
{
	(void)ledger;
	return flow_table(((const struct flow_state *)context)->device);
}

const struct view view_flow = {
    .name = "flow",
    .screen = ON_FLOW,
    .times = TIMES_DELTA,
    .open = flow_open,
    .close = flow_close,
    .draw = flow_draw,
    .request = flow_request,
    .device = flow_device,
    .table = flow_table_of,
};
