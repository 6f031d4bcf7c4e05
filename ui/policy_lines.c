/*
 * The lines of a device's policy, see policy_lines.h.
 */
#include "ui/policy_lines.h"

#include <stdlib.h>

#include "decode/model/memory.h"
#include "ui/view_words.h"
#include "ui/view_wrap.h"

/* Different policies acknowledged in full that are looked at. */
#define CLEARING_MOST 16u
/* Items of a list that are shown. */
#define ITEMS_SHOWN 64u

const char *
policy_verdict_word(enum policy_verdict verdict)
{
	static const char *const words[] = {
#define X(symbol, word) [symbol] = word,
	    POLICY_VERDICTS(X)
#undef X
	};

	return words[verdict];
}

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

/* Policies that were acknowledged with 1, newest first. */
struct clearing {
	unsigned count;
	const struct policy *policies[CLEARING_MOST];
};

static void
collect_clearing(const struct assessment *assessment, struct clearing *clearing)
{
	clearing->count = 0;
	for (uint32_t i = assessment->round_count; i > 0; i--) {
		const struct round *round = &assessment->rounds[i - 1];
		bool known = round->policy == NULL ||
			     round->outcome != STATE_FULL ||
			     clearing->count == CLEARING_MOST;

		for (unsigned j = 0; j < clearing->count && !known; j++)
			known = clearing->policies[j] == round->policy;
		if (!known)
			clearing->policies[clearing->count++] = round->policy;
	}
}

static bool
same_items(const struct policy_entry *a, const struct policy_entry *b)
{
	if (a->item_count != b->item_count)
		return false;
	for (uint32_t i = 0; i < a->item_count; i++) {
		if (!text_equal(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

static bool
same_value(const struct policy_entry *a, const struct policy_entry *b)
{
	return a->is_list == b->is_list && text_equal(a->value, b->value) &&
	       same_items(a, b);
}

static enum policy_verdict
judge(const struct policy *policy, const struct policy_entry *entry,
    const struct clearing *clearing)
{
	if (!policy_demands(policy, entry))
		return VERDICT_INACTIVE;
	for (unsigned i = 0; i < clearing->count; i++) {
		const struct policy *full = clearing->policies[i];
		const struct policy_entry *same =
		    policy_find(full, entry->name);

		if (same != NULL && same_value(same, entry) &&
		    policy_demands(full, same))
			return VERDICT_CLEARED;
	}
	return VERDICT_ACTIVE;
}

static bool
has_item(const struct policy_entry *entry, struct text item)
{
	for (uint32_t i = 0; entry != NULL && i < entry->item_count; i++) {
		if (text_equal(entry->items[i], item))
			return true;
	}
	return false;
}

/* Items of one list, marked where the other one does not have them. */
static void
add_items(struct policy_lines *lines, const struct policy_entry *entry,
    const struct policy_entry *other, char mark, bool differing)
{
	uint32_t most =
	    entry->item_count < ITEMS_SHOWN ? entry->item_count : ITEMS_SHOWN;

	for (uint32_t i = 0; i < most; i++) {
		bool alone =
		    lines->before != NULL && !has_item(other, entry->items[i]);
		struct policy_line *line;

		if (differing && !alone)
			continue;
		line = add(lines, LINE_ITEM);
		line->text = entry->items[i];
		if (alone)
			line->mark = mark;
	}
	if (most < entry->item_count)
		add_words(lines, LINE_WORDS, "      .. and more");
}

static void
add_setting(struct policy_lines *lines, const struct policy_entry *before,
    const struct policy_entry *now, const struct clearing *clearing)
{
	struct policy_line *line = add(lines, LINE_SETTING);

	line->before = before;
	line->now = now;
	line->verdict =
	    now != NULL ? judge(lines->now, now, clearing) : VERDICT_GONE;
	if (now == NULL)
		line->mark = '-';
	else if (lines->before != NULL && before == NULL)
		line->mark = '+';
	else if (before != NULL && !same_value(before, now))
		line->mark = '~';
	lines->changes += line->mark != ' ';
	if (now != NULL && now->is_list)
		add_items(lines, now, before, '+', false);
	if (before != NULL && before->is_list)
		add_items(lines, before, now, '-', true);
}

static void
add_settings(struct policy_lines *lines)
{
	const struct policy *now = lines->now;
	const struct policy *before = lines->before;
	struct clearing clearing;

	collect_clearing(lines->assessment, &clearing);
	for (uint32_t i = 0; i < now->entry_count; i++) {
		const struct policy_entry *entry = &now->entries[i];

		add_setting(lines,
		    before != NULL ? policy_find(before, entry->name) : NULL,
		    entry, &clearing);
	}
	for (uint32_t i = 0; before != NULL && i < before->entry_count; i++) {
		const struct policy_entry *entry = &before->entries[i];

		if (policy_find(now, entry->name) == NULL)
			add_setting(lines, entry, NULL, &clearing);
	}
	if (!now->complete)
		add_words(lines, LINE_WORDS,
		    "  The rest of the policy was not captured.");
}

static void
add_rounds(struct policy_lines *lines)
{
	const struct assessment *assessment = lines->assessment;

	add(lines, LINE_BLANK);
	add_words(lines, LINE_HEADING,
	    "  Rounds of provisioning (UTC)  POLICY    ANSWER   "
	    "KEYS: GIVEN -> FINAL");
	if (assessment->round_count == 0)
		add_words(lines, LINE_WORDS, "  none was seen whole");
	/* The newest matters most. */
	for (uint32_t i = assessment->round_count; i > 0; i--)
		add(lines, LINE_ROUND)->round = &assessment->rounds[i - 1];
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

void
policy_lines_make(struct policy_lines *lines,
    const struct assessment *assessment, unsigned width)
{
	lines->assessment = assessment;
	lines->count = 0;
	lines->changes = 0;
	lines->now = assessment->policy;
	lines->before = lines->now != NULL ? policy_before(assessment) : NULL;
	if (lines->now != NULL)
		add_settings(lines);
	else
		add_words(lines, LINE_WORDS,
		    "  No policy document was seen for this device.");
	add_rounds(lines);
	add_findings(lines, width);
}

void
policy_lines_done(struct policy_lines *lines)
{
	free(lines->items);
	*lines = (struct policy_lines){.count = 0};
}
