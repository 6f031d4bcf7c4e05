/*
 * The flow of one device: a ladder of its messages, across connections. The
 * style of an arrow says what became of the message, without colour:
 *
 *   ----> usual   ====> HTTP error   ~~~~> applied in part or less, refused
 *   ....> captured in part  ????> one half was not captured
 */
#include "ui/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "decode/model/status.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define HEAD_ROWS 4u
#define ROWS_PER_EXCHANGE 4u
/* Columns of the left rail, and of what stands right of the ladder. */
#define RAIL 11u
#define MEANING 25u
#define LEAST_LADDER 24u
/* Status codes from here on mean the same everywhere (MS-ASCMD 2.2.2). */
#define FIRST_COMMON 101u
#define STATUS_WIPE_WAITS 140u

struct flow_state {
	const struct device *device;
	struct view_list list; /* of exchanges */
	bool follows;          /* the newest one */
	struct view_search search;
};

/* One message of an exchange, in words. */
struct rung {
	char text[96];
	const char *meaning;
	char arrow;
	bool to_device;
	enum style style;
	struct moment at;
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
	free(state);
}

/* What a device says of the policy; STYLE_NORMAL: all is well, or nothing. */
static enum style
claim_style(const struct exchange_entry *e)
{
	enum device_state claim = provision_claim(&e->said);

	if (claim == STATE_FULL || claim == STATE_UNKNOWN)
		return STYLE_NORMAL;
	return view_state_style(view_state_of(claim));
}

static const char *
claim_meaning(enum device_state claim)
{
	switch ((unsigned)claim) {
	case STATE_FULL:
		return "applied in full";
	case STATE_PARTIAL:
		return "applied in part";
	case STATE_NOT_APPLIED:
		return "not applied";
	case STATE_EXTERNAL:
		return "managed by others";
	default:
		return "";
	}
}

static const char *
request_meaning(const struct exchange_entry *e)
{
	if (e->is_options)
		return "what can you do?";
	if (e->command != COMMAND_PROVISION)
		return "";
	switch (e->said.phase) {
	case PHASE_DOWNLOAD:
		return "which policy?";
	case PHASE_ACKNOWLEDGE:
		return claim_meaning(provision_claim(&e->said));
	case PHASE_WIPE_ACKNOWLEDGE:
		return "how the wipe went";
	case PHASE_WIPE_INQUIRY:
		return "am I to be wiped?";
	case PHASE_OTHER:
		break;
	}
	return "";
}

static const char *
response_meaning(const struct exchange_entry *e)
{
	unsigned http_status = e->said.http_status;

	if (e->said.response.frame == 0)
		return "not captured";
	if (asks_to_provision(http_status, e->status))
		return "provision first";
	if (e->status == STATUS_WIPE_WAITS)
		return "a wipe waits";
	if (http_status == 401)
		return "who are you?";
	if (provision_refused(&e->said))
		return "not accepted";
	if (http_status >= 400)
		return "refused";
	if (e->status >= FIRST_COMMON)
		return status_name(STATUS_COMMON, e->status);
	if (e->said.policy != NULL)
		return "a policy to try";
	if (e->said.phase == PHASE_ACKNOWLEDGE &&
	    text_filled(e->said.response_policy_key))
		return "accepted";
	if (!e->response_complete)
		return "not seen whole";
	return "";
}

static void
fill_request(const struct exchange_entry *e, struct rung *rung)
{
	size_t used;

	*rung = (struct rung){.at = e->said.request,
	    .arrow = e->request_complete ? '-' : '.',
	    .style = claim_style(e),
	    .meaning = request_meaning(e)};
	if (rung->style != STYLE_NORMAL)
		rung->arrow = '~';
	if (e->said.request.frame == 0) {
		rung->arrow = '?';
		rung->style = STYLE_QUIET;
		(void)snprintf(
		    rung->text, sizeof(rung->text), "request not captured");
		return;
	}
	(void)snprintf(rung->text, sizeof(rung->text), "%s %s",
	    e->is_options ? "OPTIONS" : "POST",
	    e->is_options ? "" : command_name(e->command));
	used = strlen(rung->text);
	if (text_seen(e->said.ack_status))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  Status %.*s", (int)e->said.ack_status.length,
		    e->said.ack_status.bytes);
	used = strlen(rung->text);
	if (text_seen(e->policy_key))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  key %.*s", (int)e->policy_key.length,
		    e->policy_key.bytes);
}

static void
fill_response(const struct exchange_entry *e, struct rung *rung)
{
	const struct policy *policy = e->said.policy;
	bool refused = e->said.http_status >= 400 ||
		       e->status >= FIRST_COMMON || provision_refused(&e->said);
	size_t used;

	*rung = (struct rung){.at = e->said.response,
	    .to_device = true,
	    .arrow = e->response_complete ? '-' : '.',
	    .style = refused ? STYLE_WARNING : STYLE_NORMAL,
	    .meaning = response_meaning(e)};
	if (refused)
		rung->arrow = '=';
	if (e->said.response.frame == 0) {
		rung->arrow = '?';
		rung->style = STYLE_QUIET;
		return;
	}
	(void)snprintf(
	    rung->text, sizeof(rung->text), "%u", e->said.http_status);
	used = strlen(rung->text);
	if (e->status != 0)
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  Status %u", e->status);
	used = strlen(rung->text);
	if (policy != NULL)
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  policy %.8s",
		    policy->id[0] != '\0' ? policy->id : "cut");
	used = strlen(rung->text);
	if (text_filled(e->said.response_policy_key))
		(void)snprintf(rung->text + used, sizeof(rung->text) - used,
		    "  key %.*s", (int)e->said.response_policy_key.length,
		    e->said.response_policy_key.bytes);
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
say_since(int64_t nanoseconds, char out[RAIL + 1])
{
	double seconds = (double)nanoseconds / 1e9;
	bool is_long = seconds >= 1000 || seconds <= -1000;

	(void)snprintf(out, RAIL + 1, "%+.*f", is_long ? 0 : 3, seconds);
}

static void
draw_rung(
    struct canvas *canvas, unsigned row, const struct rung *rung, int64_t since)
{
	unsigned width = ladder_width(canvas);
	char when[RAIL + 1] = "";

	if (rung->at.frame != 0)
		say_since(rung->at.time - since, when);
	(void)canvas_words(canvas, row, 1, RAIL - 2, when, STYLE_QUIET);
	(void)canvas_words(canvas, row, RAIL, 1, "|", STYLE_QUIET);
	(void)canvas_text(canvas, row, RAIL + 2, width - 4,
	    text_from(rung->text), rung->style);
	(void)canvas_words(canvas, row, RAIL + width - 1, 1, "|", STYLE_QUIET);
	draw_arrow(canvas, row + 1, rung);
}

/* When the message before this exchange was seen. */
static int64_t
before(const struct device *device, uint32_t index)
{
	const struct exchange_entry *e;

	if (index == 0)
		e = &device->exchanges[0];
	else
		e = &device->exchanges[index - 1];
	if (index > 0 && e->said.response.frame != 0)
		return e->said.response.time;
	return e->said.request.frame != 0 ? e->said.request.time
					  : e->said.response.time;
}

static void
draw_exchange(const struct flow_state *state, struct canvas *canvas,
    unsigned row, uint32_t index)
{
	const struct exchange_entry *e = &state->device->exchanges[index];
	struct rung rung;
	int64_t since = before(state->device, index);

	fill_request(e, &rung);
	draw_rung(canvas, row, &rung, since);
	if (e->said.request.frame != 0)
		since = e->said.request.time;
	fill_response(e, &rung);
	draw_rung(canvas, row + 2, &rung, since);
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
	char client[ENDPOINT_TEXT];
	char server[ENDPOINT_TEXT];

	if (view_notice(canvas, 1, run, &state->search))
		return;
	if (device->exchange_count == 0) {
		view_put(canvas, 1, 0, "No exchange was seen.", STYLE_QUIET);
		return;
	}
	e = &device->exchanges[state->list.cursor];
	endpoint_format(&e->said.client, client);
	endpoint_format(&e->server, server);
	(void)canvas_format(canvas, 1, 0, STYLE_NORMAL,
	    "Exchange %u of %u   connection %llu   %s <-> %s",
	    (unsigned)state->list.cursor + 1, device->exchange_count,
	    (unsigned long long)e->said.connection, client, server);
}

static void
draw_head(const struct flow_state *state, struct canvas *canvas)
{
	const struct device *device = state->device;
	unsigned used = canvas_words(canvas, 0, 0, 5, "Flow ", STYLE_TITLE);
	unsigned width = ladder_width(canvas);

	used += canvas_text(canvas, 0, used, 40, device->id, STYLE_TITLE) + 2;
	(void)canvas_text(canvas, 0, used, 24, device->user, STYLE_TITLE);
	canvas_row_style(canvas, 0, STYLE_TITLE);
	(void)canvas_words(canvas, 2, 1, RAIL - 2, "Time", STYLE_HEADING);
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
	if (rows > HEAD_ROWS + ROWS_PER_EXCHANGE)
		page = (rows - HEAD_ROWS) / ROWS_PER_EXCHANGE;
	view_list_fit(list, state->device->exchange_count, page);
	if (state->follows)
		(void)view_list_move(list, REQUEST_BOTTOM);
	view_list_fit(list, state->device->exchange_count, page);
	draw_head(state, canvas);
	draw_place(state, run, canvas);
	for (size_t i = 0; i < page && list->offset + i < list->count; i++)
		draw_exchange(state, canvas,
		    (unsigned)(HEAD_ROWS - 1 + i * ROWS_PER_EXCHANGE),
		    (uint32_t)(list->offset + i));
}

/* Whether a message of an exchange holds the text that is looked for. */
static bool
matches(const void *context, size_t index, struct text wanted)
{
	const struct flow_state *state = context;
	struct rung rung;

	fill_request(&state->device->exchanges[index], &rung);
	if (view_holds(text_from(rung.text), wanted) ||
	    view_holds(text_from(rung.meaning), wanted))
		return true;
	fill_response(&state->device->exchanges[index], &rung);
	return view_holds(text_from(rung.text), wanted) ||
	       view_holds(text_from(rung.meaning), wanted);
}

static enum view_step
flow_request(void *context, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct flow_state *state = context;

	(void)ledger;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
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

const struct view view_flow = {
    .name = "flow",
    .screen = ON_FLOW,
    .open = flow_open,
    .close = flow_close,
    .draw = flow_draw,
    .request = flow_request,
    .device = flow_device,
};
