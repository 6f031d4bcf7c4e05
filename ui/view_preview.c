/*
 * The device under the cursor in words, see view_preview.h.
 */
#include "ui/view_preview.h"

#include <inttypes.h>
#include <stdlib.h>

#include "decode/model/demand.h"
#include "decode/model/history.h"
#include "decode/model/rounds.h"
#include "decode/model/status.h"
#include "ui/escape.h"
#include "ui/policy_words.h"
#include "ui/reason_lines.h"
#include "ui/text_device.h"
#include "ui/view_header.h"
#include "ui/view_words.h"
#include "ui/view_wrap.h"

#define LABEL 10u /* where values begin */
#define WORDS 64
#define NAME_BYTES 256

struct pane {
	struct canvas *canvas;
	unsigned row, end;
};

/* Begins a line with its label; gives the column of the value, 0 where there
 * is no row left. */
static unsigned
begin(struct pane *pane, const char *label)
{
	if (pane->row >= pane->end)
		return 0;
	view_put(pane->canvas, pane->row, 0, label, STYLE_HEADING);
	return LABEL;
}

static void
put_state(struct pane *pane, const struct assessment *assessment)
{
	unsigned column = begin(pane, "State");
	char words[WORDS];

	if (column == 0)
		return;
	column = view_put(pane->canvas, pane->row, column,
	    text_state(assessment->state),
	    view_state_style(view_state_of(assessment->state)));
	if (assessment->access != ACCESS_UNKNOWN) {
		snprintf(words, sizeof(words), "; access: %s",
		    access_name(assessment->access));
		view_put(pane->canvas, pane->row, column, words, STYLE_NORMAL);
	}
	pane->row++;
}

static unsigned
put_key(struct pane *pane, unsigned column, const char *words, struct text key)
{
	if (!text_filled(key))
		return column;
	column = view_put(pane->canvas, pane->row, column, words, STYLE_NORMAL);
	return view_put_text(
	    pane->canvas, pane->row, column, key, STYLE_NORMAL);
}

static void
put_acknowledgement(struct pane *pane, const struct device *device)
{
	const struct provision_entry *ack = newest_acknowledgement(device);
	unsigned column = begin(pane, "Answered");
	char words[WORDS];

	if (column == 0)
		return;
	if (ack == NULL) {
		view_put(pane->canvas, pane->row++, column,
		    "no acknowledgement was seen", STYLE_QUIET);
		return;
	}
	column = view_put_text(
	    pane->canvas, pane->row, column, ack->ack_status, STYLE_STRONG);
	snprintf(words, sizeof(words), " %s, frame %" PRIu64,
	    status_name(STATUS_ACKNOWLEDGE, status_number(ack->ack_status)),
	    ack->request.frame);
	column = view_put(pane->canvas, pane->row, column, words, STYLE_NORMAL);
	column = put_key(pane, column, ", key ", ack->request_policy_key);
	if (provision_turned_down(ack))
		view_put(pane->canvas, pane->row, column, ", refused",
		    STYLE_WARNING);
	else if (provision_refused(ack))
		view_put(pane->canvas, pane->row, column, ", undecided",
		    STYLE_QUIET);
	else
		put_key(pane, column, " -> ", ack->response_policy_key);
	pane->row++;
}

static void
put_policy(struct pane *pane, const struct assessment *assessment)
{
	const struct policy *policy = assessment->policy;
	unsigned column = begin(pane, "Policy");
	unsigned demands = 0;
	char words[WORDS * 2];

	if (column == 0)
		return;
	if (policy == NULL) {
		view_put(pane->canvas, pane->row++, column,
		    "no policy document was seen", STYLE_QUIET);
		return;
	}
	for (uint32_t i = 0; i < policy->entry_count; i++)
		demands += policy_demands(policy, &policy->entries[i]);
	snprintf(words, sizeof(words),
	    "%.8s: %u of %u settings %s something%s; %u round%s",
	    policy->id[0] != '\0' ? policy->id : "cut", demands,
	    (unsigned)policy->entry_count, demands == 1 ? "demands" : "demand",
	    policy->complete ? "" : " (the rest is cut off)",
	    (unsigned)assessment->round_count,
	    assessment->round_count == 1 ? "" : "s");
	view_put(pane->canvas, pane->row++, column, words, STYLE_NORMAL);
}

/* " AllowCamera=0" for each setting of this verdict. */
static unsigned
put_kind(struct pane *pane, unsigned column, const struct reasoned *reasoned,
    enum conclusion_kind kind)
{
	const struct matrix *matrix = reasoned->matrix;
	enum style style = view_verdict_style(kind);
	char words[POLICY_WORDS];

	if (reasoned_inference(reasoned)->counts[kind] == 0)
		return column;
	column = view_put(pane->canvas, pane->row, column,
	    column > LABEL ? "; " : "", STYLE_NORMAL);
	column = view_put(
	    pane->canvas, pane->row, column, conclusion_name(kind), style);
	for (uint32_t i = 0; i < matrix->row_count; i++) {
		const struct conclusion *verdict =
		    matrix_cell(matrix, 0, i, NULL);
		const struct demanded *demanded =
		    catalogue_demand(matrix->catalogue, matrix->rows[i]);

		if (verdict == NULL || verdict->kind != kind)
			continue;
		column = view_put(pane->canvas, pane->row, column, " ", style);
		column = view_put_text(
		    pane->canvas, pane->row, column, demanded->name, style);
		column = view_put(pane->canvas, pane->row, column, "=", style);
		column = view_put_text(pane->canvas, pane->row, column,
		    policy_value_named(demanded->entry, words), style);
	}
	return column;
}

/* The settings that fail, or may. */
static void
put_accused(struct pane *pane, const struct reasoned *reasoned)
{
	static const enum conclusion_kind accused[] = {CONCLUSION_ISOLATED,
	    CONCLUSION_ONLY_CANDIDATE, CONCLUSION_SUSPECT,
	    CONCLUSION_CONTRADICTED};
	const struct inference *inference = reasoned_inference(reasoned);
	unsigned column;

	if (inference == NULL ||
	    inference->counts[CONCLUSION_ISOLATED] +
		    inference->counts[CONCLUSION_ONLY_CANDIDATE] +
		    inference->counts[CONCLUSION_SUSPECT] +
		    inference->counts[CONCLUSION_CONTRADICTED] ==
		0)
		return;
	column = begin(pane, "Verdict");
	if (column == 0)
		return;
	for (size_t i = 0; i < sizeof(accused) / sizeof(accused[0]); i++)
		column = put_kind(pane, column, reasoned, accused[i]);
	pane->row++;
}

/* What to serve next, with the round it starts from. */
static void
put_next(struct pane *pane, const struct reasoned *reasoned)
{
	char *words;

	if (reasoned->suggestion == NULL || begin(pane, "Next") == 0)
		return;
	words = reason_short_suggestion(reasoned->suggestion);
	view_put_text(
	    pane->canvas, pane->row++, LABEL, text_from(words), STYLE_NORMAL);
	free(words);
}

static uint64_t
newest_frame(const struct finding *finding)
{
	return finding->frame_count > 0
		   ? finding->frames[finding->frame_count - 1]
		   : 0;
}

/* The finding that rests on the newest frame; the first such one. */
static const struct finding *
newest_finding(const struct findings *findings)
{
	const struct finding *newest = NULL;

	for (uint32_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		if (newest == NULL ||
		    newest_frame(finding) > newest_frame(newest))
			newest = finding;
	}
	return newest;
}

/* The newest finding over as many rows as are left. */
static void
put_finding(struct pane *pane, const struct findings *findings)
{
	const struct finding *finding = newest_finding(findings);
	struct view_wrap wrap;
	struct text line;

	if (finding == NULL || begin(pane, "Finding") == 0)
		return;
	view_wrap_begin(&wrap, text_from(finding->text),
	    canvas_columns(pane->canvas) > LABEL
		? canvas_columns(pane->canvas) - LABEL
		: 1);
	while (pane->row < pane->end && view_wrap_next(&wrap, &line))
		view_put_text(
		    pane->canvas, pane->row++, LABEL, line, STYLE_NORMAL);
}

/* Some devices say the same in several fields. */
static bool
is_new(const struct text *texts, size_t index)
{
	for (size_t i = 0; i < index; i++) {
		if (text_equal(texts[i], texts[index]))
			return false;
	}
	return text_filled(texts[index]);
}

/* What it calls itself. */
static void
put_system(struct pane *pane, const struct device *device)
{
	const struct text texts[] = {device->information.friendly_name,
	    device->information.model, device->information.os,
	    view_newest(&device->user_agents)};
	unsigned column = 0;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (!is_new(texts, i))
			continue;
		if (column == 0)
			column = begin(pane, "Device");
		else
			column = view_put(pane->canvas, pane->row, column, ", ",
			    STYLE_NORMAL);
		if (column == 0)
			return;
		column = view_put_text(
		    pane->canvas, pane->row, column, texts[i], STYLE_NORMAL);
	}
	pane->row += column > 0;
}

void
view_preview(struct canvas *canvas, unsigned top, unsigned rows,
    const struct device *device, struct reasoned *reasoned)
{
	struct pane pane = {canvas, top + 1, top + rows};
	struct assessment *assessment;
	char name[NAME_BYTES];
	size_t used;

	if (device == NULL) {
		canvas_rule(canvas, top, "");
		return;
	}
	used = escape_buffer(name, sizeof(name) - 1, device->id);
	if (text_filled(device->user)) {
		name[used++] = ' ';
		escape_buffer(name + used, sizeof(name) - used, device->user);
	}
	canvas_rule(canvas, top, name);
	assessment = assess_device(device);
	put_state(&pane, assessment);
	put_acknowledgement(&pane, device);
	put_policy(&pane, assessment);
	reasoned_follow(reasoned, device);
	put_accused(&pane, reasoned);
	put_next(&pane, reasoned);
	if (rows > 7)
		put_system(&pane, device);
	put_finding(&pane, &assessment->findings);
	assessment_free(assessment);
}
