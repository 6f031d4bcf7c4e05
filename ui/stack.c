/*
 * The views that were opened, see stack.h.
 */
#include "ui/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/layout.h"
#include "ui/prompt.h"
#include "ui/saving.h"

/* Views that can be open: one leads to the next, help is above any. */
#define DEPTH_MOST 6
#define NOTICE_ROOM 120
/* Bits of enum key_screen. */
#define SCREENS 9
/* So that each view has room for a row of its list. */
#define ROWS_LEAST 8u

struct opened {
	const struct view *view;
	void *state;
};

struct stack {
	const struct ledger *ledger;
	struct canvas *canvas;
	struct opened views[DEPTH_MOST];
	unsigned depth;
	bool prompting, paused;
	bool saving; /* the bottom row asks as what */
	struct prompt prompt;
	enum request asked;       /* what the prompt is for */
	uint64_t packets;         /* when paused */
	struct table *held;       /* of the paused screen, or NULL */
	unsigned turns[SCREENS];  /* how often w was pressed on each */
	char notice[NOTICE_ROOM]; /* until the next key */
	char told[NOTICE_ROOM];   /* the notice of the run, drawn last */
	bool read;                /* which the user has done */
};

static struct opened *
top(struct stack *stack)
{
	return &stack->views[stack->depth - 1];
}

static void
open_view(
    struct stack *stack, const struct view *view, const struct device *device)
{
	if (stack->depth == DEPTH_MOST)
		return;
	stack->views[stack->depth++] = (struct opened){
	    .view = view,
	    .state = view->open(stack->ledger, device),
	};
}

static void
close_view(struct stack *stack)
{
	struct opened *opened = top(stack);

	opened->view->close(opened->state);
	stack->depth--;
}

struct stack *
stack_new(const struct ledger *ledger, enum line_set lines)
{
	struct stack *stack = memory_get(1, sizeof(*stack));

	stack->ledger = ledger;
	stack->canvas = canvas_new(1, 1, lines);
	open_view(stack, &view_devices, NULL);
	return stack;
}

void
stack_free(struct stack *stack)
{
	if (stack == NULL)
		return;
	while (stack->depth > 0)
		close_view(stack);
	table_free(stack->held);
	canvas_free(stack->canvas);
	free(stack);
}

bool
stack_paused(const struct stack *stack)
{
	return stack->paused;
}

/* The one under the cursor of the flow, which is on top. */
static void
open_message(struct stack *stack)
{
	struct opened *flow = top(stack);
	struct message_place place = view_flow_message(flow->state);

	open_view(stack, &view_message,
	    flow->view->device(flow->state, stack->ledger));
	if (top(stack)->view == &view_message)
		view_message_about(top(stack)->state, &place);
}

/* The one under the cursor of the matrix, which is on top. */
static void
open_family(
    struct stack *stack, const struct device *device, const void *matrix)
{
	struct family family;
	unsigned choice = view_matrix_choice(matrix, &family);

	open_view(stack, &view_inference, device);
	if (top(stack)->view == &view_inference)
		view_inference_about(top(stack)->state, choice, &family);
}

/* Where a view leads to, with what that one has to know. */
static void
follow_step(struct stack *stack, enum view_step step, void *from)
{
	const struct device *pair[2] = {NULL, NULL};
	const struct device *device =
	    top(stack)->view->device(from, stack->ledger);

	if (step == VIEW_OPENS_COLUMNS) {
		open_view(stack, &view_columns, NULL);
		view_columns_about(
		    top(stack)->state, view_devices_columns(from));
	} else if (step == VIEW_OPENS_MATRIX) {
		open_view(stack, &view_matrix, NULL);
	} else if (step == VIEW_OPENS_FAMILY && device != NULL) {
		open_family(stack, device, from);
	} else if (step == VIEW_OPENS_INFERENCE && device != NULL) {
		open_view(stack, &view_inference, device);
	} else if (step == VIEW_OPENS_MESSAGE) {
		open_message(stack);
	} else if (step == VIEW_OPENS_DIFFERENCE) {
		view_devices_pair(from, pair);
		open_view(stack, &view_difference, pair[0]);
		view_difference_about(top(stack)->state, pair[1]);
	} else if (step == VIEW_OPENS_FLOW && device != NULL) {
		open_view(stack, &view_flow, device);
	} else if (step == VIEW_OPENS_DEVICE && device != NULL) {
		open_view(stack, &view_policy, device);
	}
}

/* Hands a request to the view on top and follows where it goes. */
static void
ask_view(struct stack *stack, enum request request, struct text argument)
{
	struct opened *opened = top(stack);
	enum view_step step = opened->view->request(
	    opened->state, stack->ledger, request, argument);

	if (step == VIEW_CLOSES)
		close_view(stack);
	else if (step != VIEW_STAYS)
		follow_step(stack, step, opened->state);
}

/* How the screen of a view tells times: each kind has its own way. */
static unsigned *
turns_of(struct stack *stack, const struct view *view)
{
	unsigned slot = 0;

	for (unsigned set = (unsigned)view->screen; set > 1; set >>= 1)
		slot++;
	return &stack->turns[slot];
}

/* The table of what is on top, NULL where there is none. */
static struct table *
make_table(struct stack *stack)
{
	struct opened *opened = top(stack);
	struct table *table;

	if (opened->view->table == NULL)
		return NULL;
	table = opened->view->table(opened->state, stack->ledger);
	table_note_anonymized(table, ledger_anonymized(stack->ledger));
	return table;
}

/* Holds the table of the screen that stands still. */
static void
hold(struct stack *stack)
{
	table_free(stack->held);
	stack->held = stack->paused ? make_table(stack) : NULL;
}

static void
pause_or_go_on(struct stack *stack)
{
	stack->paused = !stack->paused;
	stack->packets = ledger_health_seen(stack->ledger)->packets;
	hold(stack);
}

static void
begin_prompt(struct stack *stack, enum request request)
{
	stack->prompting = true;
	stack->asked = request;
	prompt_begin(
	    &stack->prompt, request == REQUEST_FILTER ? "Filter" : "Search");
}

/* Help is left by the key that opens it, too. */
static void
open_or_close_help(struct stack *stack)
{
	enum key_screen about = top(stack)->view->screen;

	if (about == ON_HELP) {
		close_view(stack);
		return;
	}
	open_view(stack, &view_help, NULL);
	if (top(stack)->view == &view_help)
		view_help_about(top(stack)->state, about);
}

static void
take_request(struct stack *stack, enum request request)
{
	/* A screen that stands still has no cursor to move. */
	if (stack->paused && request != REQUEST_PAUSE &&
	    request != REQUEST_SAVE && request != REQUEST_CLOSE)
		return;
	if (request == REQUEST_CLOSE && stack->paused) {
		stack->paused = false;
		hold(stack);
	}
	if (request == REQUEST_PAUSE)
		pause_or_go_on(stack);
	else if (request == REQUEST_SAVE)
		stack->saving = true;
	else if (request == REQUEST_TIMES)
		++*turns_of(stack, top(stack)->view);
	else if (request == REQUEST_HELP)
		open_or_close_help(stack);
	else if (request == REQUEST_SEARCH || request == REQUEST_FILTER)
		begin_prompt(stack, request);
	else if (request != REQUEST_NOTHING)
		ask_view(stack, request, TEXT_NOT_SEEN);
}

static void
key_of_prompt(struct stack *stack, const char *key)
{
	enum prompt_step step = prompt_key(&stack->prompt, key);

	stack->prompting = step == PROMPT_STAYS;
	if (step != PROMPT_TAKEN)
		return;
	/* What the view answers stands where the notice stood. */
	stack->read = true;
	ask_view(stack, stack->asked, prompt_text(&stack->prompt));
}

/* Blank, in the style of the bar, with words in it. */
static void
draw_bottom(struct stack *stack, const char *words)
{
	unsigned row = canvas_rows(stack->canvas) - 1;
	int columns = (int)canvas_columns(stack->canvas);

	canvas_format(stack->canvas, row, 0, STYLE_BAR, "%-*.*s", columns,
	    columns, words);
	canvas_row_style(stack->canvas, row, STYLE_BAR);
}

static void
draw_pause(struct stack *stack)
{
	uint64_t packets =
	    ledger_health_seen(stack->ledger)->packets - stack->packets;
	char words[NOTICE_ROOM + 64];

	snprintf(words, sizeof(words),
	    "PAUSED, %s packets since; p goes on%s%s", layout_number(packets),
	    stack->notice[0] != '\0' ? "; " : "", stack->notice);
	draw_bottom(stack, words);
}

static void
draw_saving(struct stack *stack)
{
	char words[NOTICE_ROOM];

	saving_question(top(stack)->view->table != NULL, words, sizeof(words));
	draw_bottom(stack, words);
}

static void
draw_last_row(struct stack *stack)
{
	unsigned row = canvas_rows(stack->canvas) - 1;

	if (stack->prompting)
		prompt_draw(&stack->prompt, stack->canvas, row);
	else if (stack->saving)
		draw_saving(stack);
	else if (stack->paused)
		draw_pause(stack);
	else if (stack->notice[0] != '\0' && top(stack)->view == &view_help)
		draw_bottom(stack, stack->notice);
	else
		keys_bar(stack->canvas, row, top(stack)->view->screen);
}

/* A paused screen is saved as it stands, not as the ledger went on. */
static void
key_of_saving(struct stack *stack, const char *key)
{
	const struct view *view = top(stack)->view;
	enum saving way = saving_of(key, view->table != NULL);
	struct table *made = NULL;

	stack->saving = false;
	if (way == SAVING_COUNT)
		return;
	/* The question is not part of the screen. */
	draw_bottom(stack, "");
	draw_last_row(stack);
	if (stack->held == NULL && way != SAVING_TEXT)
		made = make_table(stack);
	saving_write(way, stack->canvas, made != NULL ? made : stack->held,
	    view->name, stack->notice, sizeof(stack->notice));
	table_free(made);
}

bool
stack_key(struct stack *stack, const char *key)
{
	stack->notice[0] = '\0';
	if (stack->prompting)
		key_of_prompt(stack, key);
	else if (stack->saving)
		key_of_saving(stack, key);
	else
		take_request(
		    stack, keys_request(top(stack)->view->screen, key));
	return stack->depth > 0;
}

/* The line that views show: our own, else the run's until it was read. */
static const char *
notice_of(struct stack *stack, const char *of_run)
{
	char told[NOTICE_ROOM];

	snprintf(told, sizeof(told), "%s", of_run);
	if (strcmp(told, stack->told) != 0) {
		memcpy(stack->told, told, sizeof(told));
		stack->read = false;
	}
	if (stack->notice[0] != '\0')
		return stack->notice;
	return stack->read ? "" : of_run;
}

bool
stack_work(struct stack *stack)
{
	const struct opened *opened = top(stack);

	return !stack->paused && opened->view->work != NULL &&
	       opened->view->work(opened->state);
}

const struct canvas *
stack_draw(struct stack *stack, const struct run_seen *seen, unsigned rows,
    unsigned columns)
{
	struct opened *opened = top(stack);
	struct run_seen shown = *seen;

	if (stack->paused && rows == canvas_rows(stack->canvas) &&
	    columns == canvas_columns(stack->canvas)) {
		draw_last_row(stack);
		return stack->canvas;
	}
	shown.paused = stack->paused;
	if (stack->paused)
		shown.waiting =
		    ledger_health_seen(stack->ledger)->packets - stack->packets;
	shown.notice = notice_of(stack, seen->notice);
	shown.clock = view_clock_of(stack->ledger,
	    (enum view_times)(
		(opened->view->times + *turns_of(stack, opened->view)) %
		TIMES_COUNT));
	canvas_begin(
	    stack->canvas, rows < ROWS_LEAST ? ROWS_LEAST : rows, columns);
	opened->view->draw(opened->state, stack->ledger, &shown, stack->canvas);
	if (stack->paused)
		hold(stack);
	/* A view may have drawn there. */
	canvas_blank_row(stack->canvas, canvas_rows(stack->canvas) - 1);
	canvas_squeeze(stack->canvas, rows);
	draw_last_row(stack);
	return stack->canvas;
}
