/*
 * Lines of a device's policy on the screen, see policy_draw.h.
 */
#include "ui/policy_draw.h"

#include <inttypes.h>
#include <stdio.h>

#include "decode/model/rounds.h"
#include "ui/moment.h"
#include "ui/policy_acks.h"
#include "ui/view_header.h"
#include "ui/view_words.h"

#define WORDS 96
#define MARK 2u /* columns of the cursor and of the mark of change */

/* Columns: wide screens get more of each, and the Exchange parameter; 0: there
 * is no room for it. */
struct widths {
	unsigned name, before, now, since, acks, verdict, parameter;
};

static const struct widths narrow = {28, 13, 13, 5, 5, 8, 0};
static const struct widths wide = {36, 15, 15, 5, 8, 8, 25};
#define WIDE_FROM 120u
#define NAME_LEAST 14u

/* What is beyond the columns of the screen. */
static unsigned
excess(const struct widths *widths, unsigned columns)
{
	const unsigned all[] = {widths->name, widths->before, widths->now,
	    widths->since, widths->acks, widths->verdict, widths->parameter};
	unsigned used = MARK;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		used += all[i] > 0 ? all[i] + 1 : 0;
	return used - 1 > columns ? used - 1 - columns : 0;
}

/* On a narrow screen what was before leaves first: the mark tells of it. What
 * holds now, and of what, stays. */
static struct widths
widths_for(unsigned columns)
{
	struct widths widths = columns >= WIDE_FROM ? wide : narrow;
	unsigned *const leaving[] = {
	    &widths.before, &widths.since, &widths.acks, &widths.verdict};
	unsigned most = widths.name - NAME_LEAST;

	for (size_t i = 0; i < sizeof(leaving) / sizeof(leaving[0]) &&
			   excess(&widths, columns) > (i > 0 ? most : 0);
	     i++)
		*leaving[i] = 0;
	most = excess(&widths, columns);
	widths.name -= most < widths.name ? most : widths.name - 1;
	return widths;
}

void
policy_draw_headings(struct canvas *canvas, unsigned row)
{
	struct widths widths = widths_for(canvas_columns(canvas));
	const struct {
		const char *words;
		unsigned width;
	} headings[] = {{"SETTING", widths.name}, {"BEFORE", widths.before},
	    {"NOW", widths.now}, {"SINCE", widths.since}, {"ACKS", widths.acks},
	    {"VERDICT", widths.verdict},
	    {"EXCHANGE PARAMETER", widths.parameter}};
	unsigned column = MARK;

	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++) {
		if (headings[i].width == 0)
			continue;
		canvas_words(canvas, row, column, headings[i].width,
		    headings[i].words, STYLE_HEADING);
		column += headings[i].width + 1;
	}
	canvas_row_style(canvas, row, STYLE_HEADING);
}

/* Columns of a column and of what sets it off from the next. */
static unsigned
behind(unsigned width)
{
	return width > 0 ? width + 1 : 0;
}

static void
put_value(struct canvas *canvas, unsigned row, unsigned column, unsigned width,
    const struct policy *policy, const struct policy_entry *entry,
    enum style style)
{
	char words[WORDS];

	canvas_text(canvas, row, column, width,
	    view_value(policy, entry, words, sizeof(words)), style);
}

static void
draw_setting(struct canvas *canvas, unsigned row,
    const struct policy_lines *lines, const struct policy_line *line)
{
	struct widths widths = widths_for(canvas_columns(canvas));
	const struct policy_entry *entry =
	    line->now != NULL ? line->now : line->before;
	const struct setting_info *info = setting_info(entry->setting);
	enum style style = line->mark != ' ' ? STYLE_STRONG
			   : line->verdict == CONCLUSION_INACTIVE
			       ? STYLE_QUIET
			       : STYLE_NORMAL;
	char mark[] = {line->mark, '\0'};
	char acks[POLICY_ACKS];
	unsigned column = MARK;

	canvas_words(canvas, row, 1, 1, mark, STYLE_STRONG);
	canvas_text(canvas, row, column, widths.name, entry->name, style);
	column += widths.name + 1;
	/* Where no policy came before, there is nothing to compare. */
	if (lines->before != NULL)
		put_value(canvas, row, column, widths.before, lines->before,
		    line->before, STYLE_QUIET);
	column += behind(widths.before);
	put_value(
	    canvas, row, column, widths.now, lines->now, line->now, style);
	column += behind(widths.now);
	canvas_words(canvas, row, column, widths.since,
	    entry->setting != SETTING_UNKNOWN ? info->first_version : "?",
	    style);
	column += behind(widths.since);
	policy_acks(lines->assessment, entry->name, widths.acks, acks);
	canvas_words(canvas, row, column, widths.acks, acks, style);
	column += behind(widths.acks);
	if (line->verdict == CONCLUSION_COUNT)
		canvas_words(canvas, row, column, widths.verdict, "-", style);
	else
		canvas_words(canvas, row, column, widths.verdict,
		    conclusion_word(line->verdict),
		    view_verdict_style(line->verdict));
	column += behind(widths.verdict);
	if (widths.parameter == 0)
		return;
	canvas_words(canvas, row, column, canvas_columns(canvas) - column,
	    entry->setting == SETTING_UNKNOWN ? "(unknown setting)"
	    : info->ems_2013[0] != '\0'       ? info->ems_2013
					      : info->ems_2010,
	    style);
}

/* With date and time of day in UTC; else as other times. */
static void
draw_time(struct canvas *canvas, unsigned row, const struct policy_line *line,
    const struct view_clock *clock)
{
	struct moment none = {0, 0};
	struct moment at = policy_round_begin(line->round);
	struct moment_words plain;
	char when[VIEW_TIME];

	if (at.frame == 0)
		return;
	view_time(clock, at,
	    line->earlier != NULL ? policy_round_begin(line->earlier) : none,
	    when);
	canvas_format(canvas, row, MARK, STYLE_NORMAL, "%-19s  #%" PRIu64,
	    clock->times == TIMES_UTC ? moment_plain(&plain, at.time) : when,
	    at.frame);
}

static void
draw_round(struct canvas *canvas, unsigned row, const struct policy_line *line,
    const struct view_clock *clock)
{
	const struct round *round = line->round;
	enum view_state claim = view_state_of(round->outcome);
	struct text policy = view_policy_name(round->policy, 8);
	char mark[] = {line->mark, '\0'};
	unsigned column;

	canvas_words(canvas, row, 1, 1, mark, STYLE_STRONG);
	draw_time(canvas, row, line, clock);
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
	if (provision_refused(round->ack)) {
		view_put(canvas, row, column, " undecided", STYLE_QUIET);
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
	if (finding->frame_count > 8 || finding->frames_left_out > 0)
		view_put(canvas, row, column, " ..", STYLE_QUIET);
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
draw_rounds_heading(
    struct canvas *canvas, unsigned row, const struct view_clock *clock)
{
	static const char *const told[TIMES_COUNT] = {
	    [TIMES_UTC] = "Rounds of provisioning (UTC)",
	    [TIMES_START] = "Rounds, from the first packet",
	    [TIMES_DELTA] = "Rounds, from the one before",
	};

	canvas_format(canvas, row, MARK, STYLE_HEADING,
	    "%-30sPOLICY    ANSWER   KEYS: GIVEN -> FINAL", told[clock->times]);
}

void
policy_draw_line(struct canvas *canvas, unsigned row,
    const struct policy_lines *lines, const struct policy_line *line,
    const struct view_clock *clock)
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
		draw_setting(canvas, row, lines, line);
		break;
	case LINE_ITEM:
		draw_item(canvas, row, line);
		break;
	case LINE_ROUNDS:
		draw_rounds_heading(canvas, row, clock);
		break;
	case LINE_ROUND:
		draw_round(canvas, row, line, clock);
		break;
	case LINE_FINDING:
		draw_finding(canvas, row, line->finding);
		break;
	case LINE_REASON:
		reason_draw(canvas, row, line->reason);
		break;
	case LINE_FINDING_MORE:
		view_put_text(
		    canvas, row, FINDING_INDENT, line->text, STYLE_NORMAL);
		break;
	}
}
