/*
 * The view of one device: every setting of its newest policy beside the one
 * before, its rounds of provisioning, and findings.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "ui/escape.h"
#include "ui/moment.h"
#include "ui/policy_lines.h"
#include "ui/view.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define WORDS 96
#define HEADER 5u /* rows above the lines */
#define MARK 2u   /* columns of the cursor and of the mark of change */
#define FINDING_INDENT 4u
#define ANSWERS 26u   /* columns before the answers to rounds */
#define ANSWER 8u     /* … and of each */
#define SEARCHED 400u /* columns of a line that a search looks at */

/* Columns: wide screens get more of each, and the Exchange parameter. */
struct widths {
	unsigned name, value, since, verdict, parameter;
};

static const struct widths narrow = {31, 15, 5, 8, 0};
static const struct widths wide = {40, 16, 5, 8, 30};
#define WIDE_FROM 120u

struct policy_view {
	const struct device *device;
	struct assessment *assessment;
	struct policy_lines lines;
	unsigned width; /* the lines are made for */
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
	assessment_free(view->assessment);
	free(view);
}

/* An assessment is good until the ledger changes. */
static void
follow(struct policy_view *view, const struct ledger *ledger, unsigned width)
{
	uint64_t revision = ledger_revision(ledger);

	if (view->assessment != NULL && view->revision == revision &&
	    view->width == width)
		return;
	assessment_free(view->assessment);
	view->assessment = assess_device(view->device);
	view->revision = revision;
	view->width = width;
	policy_lines_make(&view->lines, view->assessment,
	    width > FINDING_INDENT ? width - FINDING_INDENT : 1);
}

static unsigned
put_named(struct canvas *canvas, unsigned row, unsigned column,
    const char *words, struct text text)
{
	if (!text_filled(text))
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
		    "Policy %.*s: %u settings; no other policy came before it",
		    (int)name.length, name.bytes, (unsigned)now->entry_count);
	else
		snprintf(words, sizeof(words),
		    "Policy %.*s: %u settings; %u differ%s from %.*s, the one "
		    "before",
		    (int)name.length, name.bytes, (unsigned)now->entry_count,
		    view->lines.changes, view->lines.changes == 1 ? "s" : "",
		    (int)other.length, other.bytes);
	view_put(canvas, row, 0, words, STYLE_NORMAL);
}

/* What the device answered to its rounds, the newest last. */
static void
draw_answers(
    struct canvas *canvas, unsigned row, const struct policy_view *view)
{
	const struct assessment *assessment = view->assessment;
	enum view_state state = view_state_of(assessment->state);
	unsigned columns = canvas_columns(canvas);
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

static const struct widths *
widths_for(unsigned columns)
{
	return columns >= WIDE_FROM ? &wide : &narrow;
}

static void
draw_headings(struct canvas *canvas, unsigned row)
{
	const struct widths *widths = widths_for(canvas_columns(canvas));
	const struct {
		const char *words;
		unsigned width;
	} headings[] = {{"SETTING", widths->name}, {"BEFORE", widths->value},
	    {"NOW", widths->value}, {"SINCE", widths->since},
	    {"VERDICT", widths->verdict},
	    {"EXCHANGE PARAMETER", widths->parameter}};
	unsigned column = MARK;

	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		if (headings[i].width > 0)
			canvas_words(canvas, row, column, headings[i].width,
			    headings[i].words, STYLE_HEADING);
		column += headings[i].width + 1;
	}
	canvas_row_style(canvas, row, STYLE_HEADING);
}

static void
put_value(struct canvas *canvas, unsigned row, unsigned column, unsigned width,
    const struct policy_entry *entry, enum style style)
{
	char words[WORDS] = "";

	if (entry == NULL) {
		canvas_words(canvas, row, column, width, ".", style);
		return;
	}
	if (entry->is_list)
		snprintf(words, sizeof(words), "%u listed",
		    (unsigned)entry->item_count);
	else if (!text_seen(entry->value))
		snprintf(words, sizeof(words), "(cut)");
	else
		setting_words(
		    entry->setting, entry->value, words, sizeof(words));
	if (words[0] != '\0')
		canvas_words(canvas, row, column, width, words, style);
	else if (entry->value.length > 0)
		canvas_text(canvas, row, column, width, entry->value, style);
	else
		canvas_words(canvas, row, column, width, "(empty)", style);
}

static void
draw_setting(
    struct canvas *canvas, unsigned row, const struct policy_line *line)
{
	const struct widths *widths = widths_for(canvas_columns(canvas));
	const struct policy_entry *entry =
	    line->now != NULL ? line->now : line->before;
	const struct setting_info *info = setting_info(entry->setting);
	enum style style = line->mark != ' '                   ? STYLE_STRONG
			   : line->verdict == VERDICT_INACTIVE ? STYLE_QUIET
							       : STYLE_NORMAL;
	char mark[] = {line->mark, '\0'};
	unsigned column = MARK;

	canvas_words(canvas, row, 1, 1, mark, STYLE_STRONG);
	canvas_text(canvas, row, column, widths->name, entry->name, style);
	column += widths->name + 1;
	/* Where no policy came before, there is nothing to compare. */
	if (line->before != NULL || line->mark != ' ')
		put_value(canvas, row, column, widths->value, line->before,
		    STYLE_QUIET);
	column += widths->value + 1;
	put_value(canvas, row, column, widths->value, line->now, style);
	column += widths->value + 1;
	canvas_words(canvas, row, column, widths->since,
	    entry->setting != SETTING_UNKNOWN ? info->first_version : "?",
	    style);
	column += widths->since + 1;
	canvas_words(canvas, row, column, widths->verdict,
	    policy_verdict_word(line->verdict),
	    line->verdict == VERDICT_CLEARED ? STYLE_FULL : style);
	column += widths->verdict + 1;
	if (widths->parameter == 0)
		return;
	canvas_words(canvas, row, column, canvas_columns(canvas) - column,
	    entry->setting == SETTING_UNKNOWN ? "(unknown setting)"
	    : info->ems_2013[0] != '\0'       ? info->ems_2013
					      : info->ems_2010,
	    style);
}

static struct moment
round_begin(const struct round *round)
{
	struct moment none = {0, 0};

	if (round->offer != NULL && round->offer->response.frame != 0)
		return round->offer->response;
	if (round->offer != NULL)
		return round->offer->request;
	return round->ack != NULL ? round->ack->request : none;
}

static void
draw_round(struct canvas *canvas, unsigned row, const struct round *round)
{
	struct moment at = round_begin(round);
	struct moment_words when;
	enum view_state claim = view_state_of(round->outcome);
	struct text policy = view_policy_name(round->policy, 8);
	unsigned column;

	if (at.frame != 0)
		canvas_format(canvas, row, MARK, STYLE_NORMAL, "%s  #%" PRIu64,
		    moment_plain(&when, at.time), at.frame);
	canvas_text(canvas, row, 32, 8, policy, STYLE_NORMAL);
	if (round->ack != NULL)
		canvas_text(canvas, row, 42, 1, round->ack->ack_status,
		    view_state_style(claim));
	canvas_words(canvas, row, 44, 4, view_state_word(claim),
	    view_state_style(claim));
	column = view_put_text(canvas, row, 51,
	    text_filled(round->temporary_key) ? round->temporary_key
					      : text_from("not seen"),
	    STYLE_NORMAL);
	if (round->ack == NULL)
		return;
	if (round->refused) {
		view_put(canvas, row, column, " refused", STYLE_WARNING);
		return;
	}
	column = view_put(canvas, row, column, " -> ", STYLE_NORMAL);
	view_put_text(canvas, row, column,
	    text_filled(round->final_key) ? round->final_key
					  : text_from("not seen"),
	    STYLE_NORMAL);
}

static void
draw_finding(struct canvas *canvas, unsigned row, const struct finding *finding)
{
	bool warns = finding_severity(finding->code)[0] == 'w';
	unsigned column = view_put(canvas, row, MARK,
	    finding_name(finding->code), warns ? STYLE_WARNING : STYLE_STRONG);
	char words[WORDS];

	for (uint32_t i = 0; i < finding->frame_count && i < 8; i++) {
		snprintf(words, sizeof(words), "%s%" PRIu64,
		    i > 0 ? ", " : "  frame ", finding->frames[i]);
		column = view_put(canvas, row, column, words, STYLE_QUIET);
	}
}

static void
draw_item(struct canvas *canvas, unsigned row, const struct policy_line *line)
{
	char mark[] = {line->mark, '\0'};

	canvas_words(canvas, row, 1, 1, mark, STYLE_STRONG);
	view_put_text(canvas, row, MARK + 4, line->text,
	    line->mark != ' ' ? STYLE_STRONG : STYLE_NORMAL);
}

static void
draw_line(struct canvas *canvas, unsigned row, const struct policy_line *line)
{
	switch (line->kind) {
	case LINE_BLANK:
		break;
	case LINE_WORDS:
		view_put_text(
		    canvas, row, 0, text_from(line->words), STYLE_NORMAL);
		break;
	case LINE_HEADING:
		view_put_text(
		    canvas, row, 0, text_from(line->words), STYLE_HEADING);
		break;
	case LINE_SETTING:
		draw_setting(canvas, row, line);
		break;
	case LINE_ITEM:
		draw_item(canvas, row, line);
		break;
	case LINE_ROUND:
		draw_round(canvas, row, line->round);
		break;
	case LINE_FINDING:
		draw_finding(canvas, row, line->finding);
		break;
	case LINE_FINDING_MORE:
		view_put_text(
		    canvas, row, FINDING_INDENT, line->text, STYLE_NORMAL);
		break;
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
	(void)view_notice(canvas, 3, run, &view->search);
	draw_headings(canvas, 4);
	for (size_t i = list->offset;
	     i < list->count && i - list->offset < list->page; i++) {
		unsigned row = HEADER + (unsigned)(i - list->offset);

		draw_line(canvas, row, &view->lines.items[i]);
		if (i != list->cursor)
			continue;
		canvas_words(canvas, row, 0, 1, ">", STYLE_CURSOR);
		canvas_row_style(canvas, row, STYLE_CURSOR);
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
	char bytes[SEARCHED * sizeof(((struct cell *)0)->bytes)];
	size_t length = 0;

	canvas_begin(searched->canvas, 1, SEARCHED);
	draw_line(searched->canvas, 0, &searched->view->lines.items[row]);
	for (unsigned i = 0; i < SEARCHED; i++) {
		const struct cell *cell = canvas_cell(searched->canvas, 0, i);

		for (unsigned j = 0; j < cell->length; j++)
			bytes[length++] = cell->bytes[j];
	}
	return view_holds(text_over(bytes, length), wanted);
}

static enum view_step
policy_request(void *state, const struct ledger *ledger, enum request request,
    struct text argument)
{
	struct policy_view *view = state;
	struct searched searched = {view, NULL};

	if (request == REQUEST_CLOSE)
		return VIEW_CLOSES;
	if (request == REQUEST_FLOW)
		return VIEW_OPENS_FLOW;
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

const struct view view_policy = {
    .name = "policy",
    .screen = ON_POLICY,
    .open = policy_open,
    .close = policy_close,
    .draw = policy_draw,
    .request = policy_request,
    .device = policy_device,
};
