/*
 * One message of a device: its HTTP head without credentials, then its body as
 * bytes, token and meaning; raw, as libwbxml renders it, and the difference of
 * both readings one key away.
 */
#include "ui/view.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "ui/message_lines.h"
#include "ui/payload_words.h"
#include "ui/shown_message.h"
#include "ui/view_header.h"
#include "ui/view_list.h"

#define HEAD_ROWS 3u
#define DETAIL_FROM 20u /* rows of a screen that explains the row */
#define DETAIL_ROWS 6u

struct message_state {
	const struct device *device;
	struct message_place place;
	enum body_form form;
	struct shown_message shown;
	bool built; /* `shown` is of this place and form */
	struct view_list list;
	struct view_search search;
};

static void *
message_open(const struct ledger *ledger, const struct device *device)
{
	struct message_state *state = memory_get(1, sizeof(*state));

	(void)ledger;
	state->device = device;
	return state;
}

static void
message_close(void *context)
{
	struct message_state *state = context;

	shown_message_done(&state->shown);
	free(state);
}

static void
show(struct message_state *state, const struct message_place *place)
{
	state->place = *place;
	state->built = false;
	state->list = (struct view_list){.page = state->list.page};
}

void
view_message_about(void *state, const struct message_place *place)
{
	show(state, place);
}

/* Where the exchange is now; the count of all where it had to leave. */
static uint32_t
find_exchange(const struct message_state *state)
{
	const struct device *device = state->device;
	uint32_t i = 0;

	while (i < device->exchange_count &&
	       moment_compare(provision_at(&device->exchanges[i].said),
		   state->place.exchange) != 0)
		i++;
	return i;
}

static const struct exchange_entry *
exchange_of(const struct message_state *state)
{
	uint32_t index = find_exchange(state);

	return index < state->device->exchange_count
		   ? &state->device->exchanges[index]
		   : NULL;
}

/* Makes what is shown, once for each message and form. */
static void
build(struct message_state *state, const struct ledger *ledger)
{
	struct shown_message *shown = &state->shown;

	if (state->built)
		return;
	shown_message_load(shown, ledger, exchange_of(state),
	    state->place.is_response, state->form);
	state->built = true;
	/* The head is in sight, the body is what matters. */
	state->list.count = shown_message_lines(shown);
	if (state->list.count > shown->line_count)
		state->list.cursor = shown->line_count;
}

static const char *
command_of(const struct exchange_entry *e)
{
	return e->is_options ? "OPTIONS" : command_name(e->command);
}

static void
draw_title(const struct message_state *state, struct canvas *canvas,
    const struct exchange_entry *e)
{
	bool is_response = state->place.is_response;
	const struct moment *at;
	char size[48];

	canvas_words(canvas, 0, 0, 8, "Message ", STYLE_TITLE);
	if (e != NULL) {
		at = is_response ? &e->said.response : &e->said.request;
		snprintf(size, sizeof(size), "  %u bytes of body%s",
		    state->shown.body.length,
		    state->shown.whole ? "" : ", not whole");
		canvas_format(canvas, 0, 8, STYLE_TITLE, "#%llu  %s  %s%s",
		    (unsigned long long)at->frame,
		    is_response ? "response <- server" : "request -> server",
		    command_of(e), state->shown.missed ? "" : size);
	}
	canvas_row_style(canvas, 0, STYLE_TITLE);
}

/* "Frames 23, 24": where it came from. */
static void
draw_frames(const struct message_state *state, struct canvas *canvas)
{
	unsigned column;
	char words[32];

	if (state->shown.missed)
		return;
	column = view_put(canvas, 1, 0,
	    state->shown.frame_count == 1 ? "Frame" : "Frames", STYLE_QUIET);

	for (uint32_t i = 0; i < state->shown.frame_count; i++) {
		snprintf(words, sizeof(words), "%s%llu", i == 0 ? " " : ", ",
		    (unsigned long long)state->shown.frames[i]);
		column = view_put(canvas, 1, column, words, STYLE_QUIET);
	}
	if (state->shown.rendering.note[0] != '\0')
		view_put_text(canvas, 1, column + 3,
		    text_from(state->shown.rendering.note), STYLE_STRONG);
}

/* What stands in the place of lines that are not there. */
static void
draw_nothing(const struct message_state *state, const struct ledger *ledger,
    struct canvas *canvas, unsigned at)
{
	const struct shown_message *shown = &state->shown;
	const char *words = shown->rendering.note;

	if (shown->missed && ledger_anonymized(ledger))
		words = "With --anonymize no message is kept: names could "
			"stand anywhere in it.";
	else if (shown->missed)
		words = "Its bytes are not kept any more: newer messages took "
			"their place.";
	else if (shown->body.length == 0)
		words = "This message has no body.";
	canvas_words(
	    canvas, at, 1, canvas_columns(canvas) - 1, words, STYLE_QUIET);
}

static void
message_draw(void *context, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct message_state *state = context;
	struct view_list *list = &state->list;
	unsigned rows = canvas_rows(canvas);
	unsigned detail = rows >= DETAIL_FROM ? DETAIL_ROWS : 0;
	unsigned below = rows > detail + 1 ? rows - 1 - detail : 0;
	unsigned at = HEAD_ROWS;

	build(state, ledger);
	draw_title(state, canvas, exchange_of(state));
	if (!view_notice(canvas, 1, run, &state->search))
		draw_frames(state, canvas);
	message_headings(canvas, 2, &state->shown);
	view_list_fit(list, shown_message_lines(&state->shown),
	    below > HEAD_ROWS ? below - HEAD_ROWS : 1);
	for (size_t i = list->offset; i < list->count && at < below; i++)
		message_line(canvas, at++, &state->shown, i, i == list->cursor);
	if (list->count == state->shown.line_count && at < below)
		draw_nothing(state, ledger, canvas, at);
	if (detail > 0)
		message_detail(
		    canvas, below, rows - 1, &state->shown, list->cursor);
}

static bool
line_holds(const void *context, size_t index, struct text wanted)
{
	const struct message_state *state = context;
	const struct shown_message *shown = &state->shown;
	const struct payload_row *row = shown_message_row(shown, index);
	struct payload_words words;

	if (index < shown->line_count)
		return view_holds(shown->lines[index], wanted);
	if (row != NULL) {
		payload_meaning(row, PAYLOAD_WORDS, &words);
		return view_holds(payload_words_text(&words), wanted) ||
		       view_holds(row->text, wanted);
	}
	index -= shown->line_count;
	return index < shown->rendering.count &&
	       view_holds(shown->rendering.items[index].text, wanted);
}

static bool
was_captured(const struct exchange_entry *e, bool is_response)
{
	return is_response ? e->said.response.frame != 0
			   : e->said.request.frame != 0;
}

/* The next or previous message that was captured; stays where there is none. */
static void
step(struct message_state *state, bool forth)
{
	const struct device *device = state->device;
	size_t count = 2 * (size_t)device->exchange_count;
	size_t at = 2 * (size_t)find_exchange(state) +
		    (state->place.is_response ? 1 : 0);

	for (;;) {
		const struct exchange_entry *e;
		struct message_place place;

		if (forth ? at + 1 >= count : at == 0)
			return;
		at = forth ? at + 1 : at - 1;
		if (at >= count)
			return;
		e = &device->exchanges[at / 2];
		place.exchange = provision_at(&e->said);
		place.is_response = at % 2 == 1;
		if (was_captured(e, place.is_response)) {
			show(state, &place);
			return;
		}
	}
}

static void
other_half(struct message_state *state)
{
	const struct exchange_entry *e = exchange_of(state);
	struct message_place place = state->place;

	place.is_response = !place.is_response;
	if (e != NULL && was_captured(e, place.is_response))
		show(state, &place);
}

/* The same key leads to a form of the body and back. */
static void
change_form(struct message_state *state, enum body_form form)
{
	state->form = state->form == form ? BODY_TOKENS : form;
	state->built = false;
	state->list = (struct view_list){.page = state->list.page};
}

static enum view_step
message_request(void *context, const struct ledger *ledger,
    enum request request, struct text argument)
{
	struct message_state *state = context;

	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_OTHER_HALF)
		other_half(state);
	else if (request == REQUEST_EARLIER || request == REQUEST_LATER)
		step(state, request == REQUEST_LATER);
	else if (request == REQUEST_RAW)
		change_form(state, BODY_RAW);
	else if (request == REQUEST_RENDERING)
		change_form(state, BODY_RENDERING);
	else if (request == REQUEST_COMPARE)
		change_form(state, BODY_DIFFERENCE);
	build(state, ledger);
	if (!view_list_move(&state->list, request))
		(void)view_list_search(&state->list, &state->search, request,
		    argument, line_holds, state);
	return VIEW_STAYS;
}

static const struct device *
message_device(const void *context, const struct ledger *ledger)
{
	(void)ledger;
	return ((const struct message_state *)context)->device;
}

const struct view view_message = {
    .name = "message",
    .screen = ON_MESSAGE,
    .open = message_open,
    .close = message_close,
    .draw = message_draw,
    .request = message_request,
    .device = message_device,
};
