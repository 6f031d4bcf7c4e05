/*
 * The view of one device: every setting of its newest policy beside the one
 * before, its rounds of provisioning, and findings.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "ui/infer_words.h"
#include "ui/policy_draw.h"
#include "ui/policy_table.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define WORDS 96
#define HEADER 5u        /* rows above the lines */
#define ANSWERS 26u      /* columns before the answers to rounds */
#define ANSWER 8u        /* … and of each */
#define SUMMARY_FROM 75u /* columns of a screen that names the summary */
#define NAMED_LEAST 6u   /* columns of a name of the device */
#define SEARCHED 400u    /* columns of a line that a search looks at */

struct policy_view {
	const struct device *device;
	struct assessment *assessment;
	struct reasoned reasoned;
	struct policy_lines lines;
	struct policy_choice choice;
	bool chosen;      /* the lines are made for that */
	unsigned width;   /* … and for that */
	const char *told; /* what the user is to be told, or NULL */
	uint64_t revision;
	struct view_list list;
	struct view_search search;
};

static void *
policy_open(const struct ledger *ledger, const struct device *device)
{
	struct policy_view *view = memory_get(1, sizeof(*view));

	(void)ledger;
	view->device = device;
	return view;
}

static void
policy_close(void *state)
{
	struct policy_view *view = state;

	policy_lines_done(&view->lines);
	reasoned_done(&view->reasoned);
	assessment_free(view->assessment);
	free(view);
}

/* An assessment is good until the ledger changes. */
static void
follow(struct policy_view *view, const struct ledger *ledger, unsigned width)
{
	uint64_t revision = ledger_revision(ledger);

	if (view->assessment != NULL && view->revision == revision &&
	    view->width == width && view->chosen)
		return;
	assessment_free(view->assessment);
	view->assessment = assess_device(view->device);
	view->revision = revision;
	view->width = width;
	view->chosen = true;
	reasoned_follow(&view->reasoned, view->device);
	policy_lines_make(&view->lines, view->assessment, &view->reasoned,
	    &view->choice, width > FINDING_INDENT ? width - FINDING_INDENT : 1);
}

/* Nothing where there is no room to recognize it by. */
static unsigned
put_named(struct canvas *canvas, unsigned row, unsigned column,
    const char *words, struct text text)
{
	unsigned least = column + (unsigned)strlen(words) + NAMED_LEAST;

	if (!text_filled(text) ||
	    (column > 0 && least > canvas_columns(canvas)))
		return column;
	column = view_put(canvas, row, column, words, STYLE_TITLE);
	return view_put_text(canvas, row, column, text, STYLE_TITLE);
}

static void
draw_device(struct canvas *canvas, unsigned row, const struct policy_view *view)
{
	const struct device *device = view->device;
	struct text agent = view_newest(&device->user_agents);
	unsigned column = put_named(canvas, row, 0, "Device ",
	    text_filled(device->id) ? device->id : text_from("without id"));

	column = put_named(canvas, row, column, "  ", device->user);
	column =
	    put_named(canvas, row, column, "  ", view_newest(&device->types));
	column = put_named(canvas, row, column, "  EAS ",
	    view_newest(&device->protocol_versions));
	column = put_named(canvas, row, column, "  ", device->information.os);
	if (!text_equal(agent, device->information.os))
		put_named(canvas, row, column, "  ", agent);
	canvas_row_style(canvas, row, STYLE_TITLE);
}

static void
draw_policy(struct canvas *canvas, unsigned row, const struct policy_view *view)
{
	const struct policy *now = view->lines.now;
	const struct policy *before = view->lines.before;
	struct text name = view_policy_name(now, 8);
	struct text other = view_policy_name(before, 8);
	char words[WORDS];

	if (now == NULL) {
		view_put(canvas, row, 0, "Policy none seen", STYLE_NORMAL);
		return;
	}
	if (before == NULL)
		snprintf(words, sizeof(words),
		    "Policy %.*s: %u settings; %s came before it",
		    (int)name.length, name.bytes, (unsigned)now->entry_count,
		    view->device->forgotten > 0 ? "not known what"
						: "no other policy");
	else
		snprintf(words, sizeof(words),
		    "Policy %.*s: %u settings; %u differ%s from %.*s, %s",
		    (int)name.length, name.bytes, (unsigned)now->entry_count,
		    view->lines.changes, view->lines.changes == 1 ? "s" : "",
		    (int)other.length, other.bytes,
		    view->choice.marks > 0 ? "as marked" : "the one before");
	view_put(canvas, row, 0, words, STYLE_NORMAL);
}

/* What is found of the settings, at the right edge; gives the column that is
 * left for others. */
static unsigned
draw_summary(
    struct canvas *canvas, unsigned row, const struct policy_view *view)
{
	unsigned columns = canvas_columns(canvas);
	unsigned length;
	char summary[INFER_WORDS];
	char words[INFER_WORDS + 16];

	infer_summary_words(view->lines.verdicts, summary);
	if (summary[0] == '\0' && view->lines.now != NULL)
		snprintf(summary, sizeof(summary), "asks nothing");
	length = (unsigned)snprintf(words, sizeof(words), "%s%s",
	    columns >= SUMMARY_FROM ? "Verdict: " : "", summary);
	if (summary[0] == '\0' || length + ANSWERS + ANSWER > columns)
		return columns;
	view_put(canvas, row, columns - length, words, STYLE_STRONG);
	return columns - length - 2;
}

/* What the device answered to its rounds, the newest last. */
static void
draw_answers(
    struct canvas *canvas, unsigned row, const struct policy_view *view)
{
	const struct assessment *assessment = view->assessment;
	enum view_state state = view_state_of(assessment->state);
	unsigned columns = draw_summary(canvas, row, view);
	unsigned room = columns > ANSWERS ? (columns - ANSWERS) / ANSWER : 0;
	uint32_t from = 0;
	unsigned column = view_put(canvas, row, 0, "State  ", STYLE_NORMAL);
	char words[WORDS];

	column = view_put(canvas, row, column, view_state_word(state),
	    view_state_style(state));
	column = view_put(canvas, row, column, "   Answers ", STYLE_NORMAL);
	if (assessment->round_count > room)
		from = assessment->round_count - room;
	if (from > 0)
		column = view_put(canvas, row, column, " ..", STYLE_QUIET);
	for (uint32_t i = from; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];
		enum view_state claim = view_state_of(round->outcome);
		unsigned number = round->ack != NULL
				      ? status_number(round->ack->ack_status)
				      : 0;

		snprintf(words, sizeof(words), "  %s", view_state_word(claim));
		if (number > 0)
			snprintf(words, sizeof(words), "  %u %s", number,
			    view_state_word(claim));
		column = view_put(
		    canvas, row, column, words, view_state_style(claim));
	}
	if (assessment->round_count == 0)
		view_put(canvas, row, column, " none seen", STYLE_QUIET);
}

/* What the user is to be told, else what to serve next. */
static void
draw_line_below(struct canvas *canvas, unsigned row,
    const struct policy_view *view, const struct run_seen *run)
{
	const struct suggestion *suggestion = view->reasoned.suggestion;
	unsigned column;
	char *words;

	if (view_notice(canvas, row, run, &view->search))
		return;
	if (view->told != NULL) {
		view_put_text(
		    canvas, row, 0, text_from(view->told), STYLE_WARNING);
	} else if (suggestion != NULL) {
		words = reason_short_suggestion(suggestion);
		column = view_put(canvas, row, 0, "Next   ", STYLE_NORMAL);
		view_put_text(
		    canvas, row, column, text_from(words), STYLE_NORMAL);
		free(words);
	}
}

static void
policy_draw(void *state, const struct ledger *ledger,
    const struct run_seen *run, struct canvas *canvas)
{
	struct policy_view *view = state;
	unsigned rows = canvas_rows(canvas);
	struct view_list *list = &view->list;

	follow(view, ledger, canvas_columns(canvas));
	view_list_fit(
	    list, view->lines.count, rows > HEADER + 1 ? rows - HEADER - 1 : 1);
	draw_device(canvas, 0, view);
	draw_policy(canvas, 1, view);
	draw_answers(canvas, 2, view);
	draw_line_below(canvas, 3, view, run);
	policy_draw_headings(canvas, 4);
	for (size_t i = list->offset; i < view_list_end(list); i++) {
		unsigned row = HEADER + (unsigned)(i - list->offset);

		policy_draw_line(canvas, row, &view->lines,
		    &view->lines.items[i], &run->clock);
		if (i == list->cursor)
			view_cursor(canvas, row);
	}
}

/* A search finds what a wide enough screen would show. */
struct searched {
	const struct policy_view *view;
	struct canvas *canvas;
};

static bool
line_holds(const void *context, size_t row, struct text wanted)
{
	const struct searched *searched = context;
	const struct view_clock clock = {.times = TIMES_UTC};
	char bytes[SEARCHED * sizeof(((struct cell *)0)->bytes)];
	size_t length = 0;

	canvas_begin(searched->canvas, 1, SEARCHED);
	policy_draw_line(searched->canvas, 0, &searched->view->lines,
	    &searched->view->lines.items[row], &clock);
	for (unsigned i = 0; i < SEARCHED; i++) {
		const struct cell *cell = canvas_cell(searched->canvas, 0, i);

		for (unsigned j = 0; j < cell->length; j++)
			bytes[length++] = cell->bytes[j];
	}
	return view_holds(text_over(bytes, length), wanted);
}

/* Marks the round under the cursor, or takes its mark off. The settings above
 * it change, the cursor stays on it. */
static void
mark_round(struct policy_view *view, const struct ledger *ledger)
{
	const struct round *round = NULL;
	uint64_t frame;

	if (view->list.cursor < view->lines.count)
		round = view->lines.items[view->list.cursor].round;
	if (round == NULL)
		view->told = "Space marks a round: they stand below the "
			     "settings.";
	else if (round->policy == NULL)
		view->told = "The policy of this round was not seen.";
	if (view->told != NULL)
		return;
	frame = policy_round_begin(round).frame;
	policy_choice_mark(&view->choice, frame);
	view->chosen = false;
	follow(view, ledger, view->width);
	for (size_t i = 0; i < view->lines.count; i++) {
		round = view->lines.items[i].round;
		if (round != NULL && policy_round_begin(round).frame == frame)
			view->list.cursor = i;
	}
}

/* The cursor goes to the top when lines come or go. */
static void
switch_differing(struct policy_view *view)
{
	view->choice.differing = !view->choice.differing;
	view->chosen = false;
	view_list_move(&view->list, REQUEST_TOP);
}

static enum view_step
policy_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct policy_view *view = state;
	struct searched searched = {view, NULL};

	view->told = NULL;
	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_FLOW)
		return VIEW_OPENS_FLOW;
	if (request == REQUEST_INFERENCE)
		return VIEW_OPENS_INFERENCE;
	if (request == REQUEST_MATRIX)
		return VIEW_OPENS_MATRIX;
	if (request == REQUEST_DIFFERING)
		switch_differing(view);
	else if (request == REQUEST_MARK_ROUND)
		mark_round(view, ledger);
	if (view->width > 0)
		follow(view, ledger, view->width);
	view_list_fit(&view->list, view->lines.count, view->list.page);
	if (view_list_move(&view->list, request))
		return VIEW_STAYS;
	searched.canvas = canvas_new(1, SEARCHED, LINES_ASCII);
	view_list_search(&view->list, &view->search, request, argument,
	    line_holds, &searched);
	canvas_free(searched.canvas);
	return VIEW_STAYS;
}

static const struct device *
policy_device(const void *state, const struct ledger *ledger)
{
	const struct policy_view *view = state;

	(void)ledger;
	return view->device;
}

static struct table *
policy_table_of(void *state, const struct ledger *ledger)
{
	struct policy_view *view = state;

	follow(view, ledger, view->width > 0 ? view->width : SEARCHED);
	return policy_table(view->device, &view->lines);
}

const struct view view_policy = {
    .name = "policy",
    .screen = ON_POLICY,
    .open = policy_open,
    .close = policy_close,
    .draw = policy_draw,
    .request = policy_request,
    .device = policy_device,
    .table = policy_table_of,
};
