/*
 * The lines of a device's policy, see policy_lines.h.
 */
#include "ui/policy_lines.h"
#include "ui/policy_acks.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "ui/view_words.h"
#include "ui/view_wrap.h"

/* Items of a list that are shown. */
#define ITEMS_SHOWN 64u

static struct policy_line *
add(struct policy_lines *lines, enum policy_line_kind kind)
{
	struct policy_line *line;

	if (lines->count == lines->room) {
		lines->room = lines->room > 0 ? lines->room * 2 : 64;
		lines->items = memory_grow(
		    lines->items, lines->room, sizeof(*lines->items));
	}
	line = &lines->items[lines->count++];
	*line = (struct policy_line){.kind = kind, .mark = ' '};
	return line;
}

static void
add_words(
    struct policy_lines *lines, enum policy_line_kind kind, const char *words)
{
	add(lines, kind)->words = words;
}

/* The newest policy that was offered before the newest one. */
static const struct policy *
policy_before(const struct assessment *assessment)
{
	for (uint32_t i = assessment->round_count; i > 0; i--) {
		const struct policy *policy = assessment->rounds[i - 1].policy;

		if (policy != NULL && policy != assessment->policy)
			return policy;
	}
	return NULL;
}

/* Where no policy came before, there is nothing to compare. */
static char
mark_of(const struct policy_lines *lines, enum change change)
{
	return view_change_mark(lines->before != NULL ? change : CHANGE_NONE);
}

/* The items of a list, marked where the other one does not have them. */
static void
add_items(struct policy_lines *lines, const struct difference_entry *entry,
    bool differing)
{
	uint32_t shown = 0;

	for (uint32_t i = 0; i < entry->item_count; i++) {
		const struct difference_item *item = &entry->items[i];
		struct policy_line *line;

		if (differing && item->change == CHANGE_NONE)
			continue;
		if (shown++ == ITEMS_SHOWN) {
			add_words(lines, LINE_WORDS, "      .. and more");
			return;
		}
		line = add(lines, LINE_ITEM);
		line->text = item->text;
		line->change = item->change;
		line->mark = mark_of(lines, item->change);
	}
}

static void
add_setting(struct policy_lines *lines, const struct difference_entry *entry,
    bool differing)
{
	struct policy_line *line = add(lines, LINE_SETTING);

	line->before = entry->a;
	line->now = entry->b;
	line->verdict = CONCLUSION_COUNT;
	if (entry->b != NULL)
		line->verdict =
		    reasoned_verdict(lines->reasoned, lines->now, entry->b);
	line->change = entry->change;
	line->mark = mark_of(lines, entry->change);
	add_items(lines, entry, differing);
}

static void
add_legend(struct policy_lines *lines)
{
	add_words(lines, LINE_WORDS, POLICY_ACKS_LEGEND);
	add_words(lines, LINE_WORDS, POLICY_ACKS_LEGEND_MORE);
}

static void
add_settings(struct policy_lines *lines, bool differing)
{
	const struct difference *difference = lines->difference;

	for (uint32_t i = 0; i < difference->count; i++) {
		const struct difference_entry *entry = &difference->entries[i];

		if (!differing || entry->change != CHANGE_NONE)
			add_setting(lines, entry, differing);
	}
	if (lines->count == 0)
		add_words(lines, LINE_WORDS,
		    "  No setting differs; d shows all of them.");
	else if (lines->assessment->round_count > 0)
		add_legend(lines);
	if (!lines->now->complete ||
	    (lines->before != NULL && !lines->before->complete))
		add_words(lines, LINE_WORDS,
		    lines->now->complete
			? "  The rest of the policy before was not captured."
			: "  The rest of the policy was not captured.");
}

struct moment
policy_round_begin(const struct round *round)
{
	struct moment none = {0, 0};

	if (round->offer != NULL && round->offer->response.frame != 0)
		return round->offer->response;
	if (round->offer != NULL)
		return round->offer->request;
	return round->ack != NULL ? round->ack->request : none;
}

void
policy_choice_mark(struct policy_choice *choice, uint64_t frame)
{
	for (unsigned i = 0; i < choice->marks; i++) {
		if (choice->marked[i] != frame)
			continue;
		choice->marked[i] = choice->marked[choice->marks - 1];
		choice->marks--;
		return;
	}
	if (choice->marks == 2) {
		choice->marked[0] = choice->marked[1];
		choice->marks--;
	}
	choice->marked[choice->marks++] = frame;
}

static bool
is_marked(const struct policy_choice *choice, const struct round *round)
{
	uint64_t frame = policy_round_begin(round).frame;

	for (unsigned i = 0; i < choice->marks; i++) {
		if (choice->marked[i] == frame)
			return true;
	}
	return false;
}

/* Which two policies stand side by side. Rounds are by time. */
static void
choose(struct policy_lines *lines, const struct policy_choice *choice)
{
	const struct assessment *assessment = lines->assessment;
	const struct policy *marked[2] = {NULL, NULL};
	unsigned count = 0;

	for (uint32_t i = 0; i < assessment->round_count && count < 2; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->policy != NULL && is_marked(choice, round))
			marked[count++] = round->policy;
	}
	lines->now = count == 2 ? marked[1] : assessment->policy;
	lines->before = NULL;
	if (lines->now != NULL)
		lines->before =
		    count > 0 ? marked[0] : policy_before(assessment);
}

static void
add_rounds(struct policy_lines *lines, const struct policy_choice *choice)
{
	const struct assessment *assessment = lines->assessment;

	add(lines, LINE_BLANK);
	add(lines, LINE_ROUNDS);
	if (assessment->round_count == 0)
		add_words(lines, LINE_WORDS, "  none was seen whole");
	/* The newest matters most. */
	for (uint32_t i = assessment->round_count; i > 0; i--) {
		struct policy_line *line = add(lines, LINE_ROUND);

		line->round = &assessment->rounds[i - 1];
		if (i > 1)
			line->earlier = &assessment->rounds[i - 2];
		if (is_marked(choice, line->round))
			line->mark = '*';
	}
}

static void
add_findings(struct policy_lines *lines, unsigned width)
{
	const struct findings *findings = &lines->assessment->findings;

	add(lines, LINE_BLANK);
	add_words(lines, LINE_HEADING, "  Findings");
	if (findings->count == 0)
		add_words(lines, LINE_WORDS, "  none");
	for (uint32_t i = 0; i < findings->count; i++) {
		struct view_wrap wrap;
		struct text text;

		add(lines, LINE_FINDING)->finding = &findings->items[i];
		view_wrap_begin(
		    &wrap, text_from(findings->items[i].text), width);
		while (view_wrap_next(&wrap, &text))
			add(lines, LINE_FINDING_MORE)->text = text;
	}
}

static void
count_verdicts(struct policy_lines *lines)
{
	const struct policy *now = lines->now;

	memset(lines->verdicts, 0, sizeof(lines->verdicts));
	for (uint32_t i = 0; now != NULL && i < now->entry_count; i++)
		lines->verdicts[reasoned_verdict(
		    lines->reasoned, now, &now->entries[i])]++;
}

/* What follows from all rounds, where there is more to tell than verdicts. */
static void
add_reasons(struct policy_lines *lines, unsigned width)
{
	const struct reasoned *reasoned = lines->reasoned;
	struct reason_lines *reasons = &lines->reasons;

	reason_lines_begin(reasons, width);
	if (reasoned_inference(reasoned) == NULL)
		return;
	reason_add_sets(reasons, reasoned->matrix, 0);
	reason_add_contradictions(reasons, reasoned->matrix, 0);
	if (reasoned->suggestion != NULL)
		reason_add_suggestion(
		    reasons, reasoned->matrix, 0, reasoned->suggestion);
	if (reasons->count > 0)
		add(lines, LINE_BLANK);
	for (size_t i = 0; i < reasons->count; i++)
		add(lines, LINE_REASON)->reason = &reasons->items[i];
}

void
policy_lines_make(struct policy_lines *lines,
    const struct assessment *assessment, const struct reasoned *reasoned,
    const struct policy_choice *choice, unsigned width)
{
	const struct difference *difference;

	lines->assessment = assessment;
	lines->reasoned = reasoned;
	lines->count = 0;
	choose(lines, choice);
	difference_free(lines->difference);
	lines->difference = difference_of(lines->before, lines->now);
	difference = lines->difference;
	lines->changes = difference->counts[CHANGE_VALUE] +
			 difference->counts[CHANGE_ADDED] +
			 difference->counts[CHANGE_REMOVED];
	if (lines->now != NULL)
		add_settings(lines, choice->differing);
	else
		add_words(lines, LINE_WORDS,
		    "  No policy document was seen for this device.");
	count_verdicts(lines);
	add_reasons(lines, width);
	add_rounds(lines, choice);
	add_findings(lines, width);
}

void
policy_lines_done(struct policy_lines *lines)
{
	difference_free(lines->difference);
	reason_lines_done(&lines->reasons);
	free(lines->items);
	*lines = (struct policy_lines){.count = 0};
}
