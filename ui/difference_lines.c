/*
 * The lines of the difference of two devices, see difference_lines.h.
 */
#include "ui/difference_lines.h"

#include <stdio.h>
#include <stdlib.h>

#include "decode/model/memory.h"
#include "decode/model/rounds.h"
#include "ui/text_device.h"
#include "ui/view_words.h"

/* Items of a list that are shown. */
#define ITEMS_SHOWN 64u
/* Answers of a device that are compared: those to the newest rounds. */
#define ANSWERS_SHOWN 10u

struct text
difference_side(const struct difference_line *line, int side)
{
	if (line->kind == DIFFERENCE_HEADING || line->kind == DIFFERENCE_WORDS)
		return TEXT_NOT_SEEN;
	if (text_seen(line->sides[side]))
		return line->sides[side];
	return text_from(line->words[side]);
}

static struct difference_line *
add(struct difference_lines *lines, enum difference_line_kind kind,
    struct text name)
{
	struct difference_line *line;

	if (lines->count == lines->room) {
		lines->room = lines->room > 0 ? lines->room * 2 : 64;
		lines->items = memory_grow(
		    lines->items, lines->room, sizeof(*lines->items));
	}
	line = &lines->items[lines->count++];
	*line = (struct difference_line){.kind = kind, .name = name};
	return line;
}

/* A round in a word or a number: the Status of its acknowledgement. */
static void
say_answer(const struct round *round, char out[DIFFERENCE_WORDS_ROOM])
{
	unsigned number =
	    round->ack != NULL ? status_number(round->ack->ack_status) : 0;

	if (number > 0)
		snprintf(out, DIFFERENCE_WORDS_ROOM, "%u", number);
	else
		snprintf(out, DIFFERENCE_WORDS_ROOM, "%s",
		    view_state_word(view_state_of(round->outcome)));
}

/* "1 1 2": the answers to the newest rounds; "" for none. */
static void
say_answers(
    const struct assessment *assessment, char out[DIFFERENCE_WORDS_ROOM])
{
	uint32_t count = assessment->round_count;
	uint32_t from = count > ANSWERS_SHOWN ? count - ANSWERS_SHOWN : 0;
	size_t used = 0;

	for (uint32_t i = from; i < count; i++) {
		char answer[DIFFERENCE_WORDS_ROOM];

		say_answer(&assessment->rounds[i], answer);
		used += (size_t)snprintf(out + used,
		    DIFFERENCE_WORDS_ROOM - used, "%s%.5s",
		    i > from   ? " "
		    : from > 0 ? ".. "
			       : "",
		    answer);
	}
}

/* What is known of a device; not seen: the words, or nothing. */
static struct text
fact_of(enum difference_fact fact, const struct device *device,
    const struct assessment *assessment, char words[DIFFERENCE_WORDS_ROOM])
{
	switch ((unsigned)fact) {
	case FACT_TYPE:
		return view_newest(&device->types);
	case FACT_MODEL:
		return device->information.model;
	case FACT_SYSTEM:
		return device->information.os;
	case FACT_AGENT:
		return view_newest(&device->user_agents);
	case FACT_VERSION:
		return view_newest(&device->protocol_versions);
	case FACT_STATE:
		return assessment->state != STATE_UNKNOWN
			   ? text_from(text_state(assessment->state))
			   : TEXT_NOT_SEEN;
	case FACT_ACCESS:
		return assessment->access != ACCESS_UNKNOWN
			   ? text_from(access_name(assessment->access))
			   : TEXT_NOT_SEEN;
	case FACT_POLICY:
		return assessment->policy != NULL &&
			       assessment->policy->complete
			   ? view_policy_name(assessment->policy, 8)
			   : TEXT_NOT_SEEN;
	default:
		say_answers(assessment, words);
		return TEXT_NOT_SEEN;
	}
}

static void
add_fact(
    struct difference_lines *lines, enum difference_fact fact, bool differing)
{
	static const char *const names[] = {
#define X(symbol, words) [symbol] = words,
	    DIFFERENCE_FACTS(X)
#undef X
	};
	struct difference_line *line =
	    add(lines, DIFFERENCE_FACT, text_from(names[fact]));

	for (int i = 0; i < 2; i++) {
		line->sides[i] = fact_of(fact, lines->devices[i],
		    lines->assessments[i], line->words[i]);
		line->unseen[i] =
		    !text_seen(line->sides[i]) && line->words[i][0] == '\0';
		if (line->unseen[i])
			snprintf(
			    line->words[i], DIFFERENCE_WORDS_ROOM, "not seen");
	}
	if (line->unseen[0] || line->unseen[1])
		line->change = CHANGE_HIDDEN;
	else if (!text_equal(
		     difference_side(line, 0), difference_side(line, 1)))
		line->change = CHANGE_VALUE;
	lines->facts_differing += line->change == CHANGE_VALUE;
	lines->facts_hidden += line->change == CHANGE_HIDDEN;
	if (differing && (line->change == CHANGE_NONE ||
			     (line->unseen[0] && line->unseen[1])))
		lines->count--;
}

static void
add_items(struct difference_lines *lines, const struct difference_entry *entry,
    bool differing)
{
	uint32_t shown = 0;

	for (uint32_t i = 0; i < entry->item_count; i++) {
		const struct difference_item *item = &entry->items[i];

		if (differing && item->change == CHANGE_NONE)
			continue;
		if (shown++ == ITEMS_SHOWN) {
			add(lines, DIFFERENCE_WORDS,
			    text_from("    .. and more"));
			return;
		}
		add(lines, DIFFERENCE_ITEM, item->text)->change = item->change;
	}
}

static void
add_setting(struct difference_lines *lines,
    const struct difference_entry *entry, bool differing)
{
	const struct policy_entry *both[2] = {entry->a, entry->b};
	struct difference_line *line =
	    add(lines, DIFFERENCE_SETTING, entry->name);
	struct text texts[2];

	line->change = entry->change;
	for (int i = 0; i < 2; i++) {
		texts[i] = view_value(lines->assessments[i]->policy, both[i],
		    line->words[i], DIFFERENCE_WORDS_ROOM);
		/* The line may move, and its words with it. */
		if (texts[i].bytes != line->words[i])
			line->sides[i] = texts[i];
	}
	/* Values that mean the same, differently written. */
	if (entry->change == CHANGE_VALUE && text_equal(texts[0], texts[1])) {
		line->sides[0] = entry->a->value;
		line->sides[1] = entry->b->value;
	}
	add_items(lines, entry, differing);
}

static void
add_settings(struct difference_lines *lines, bool differing)
{
	static const char *const unseen[] = {
	    "No policy of the first device was seen.",
	    "No policy of the second device was seen."};
	const struct difference *difference = lines->difference;
	bool any = false;

	add(lines, DIFFERENCE_WORDS, text_from(""));
	add(lines, DIFFERENCE_HEADING, text_from("Newest policies"));
	for (int i = 0; i < 2; i++) {
		if (lines->assessments[i]->policy == NULL)
			add(lines, DIFFERENCE_WORDS, text_from(unseen[i]));
	}
	for (uint32_t i = 0; i < difference->count; i++) {
		const struct difference_entry *entry = &difference->entries[i];

		if (differing && entry->change == CHANGE_NONE)
			continue;
		add_setting(lines, entry, differing);
		any = true;
	}
	if (!any && difference->count > 0)
		add(lines, DIFFERENCE_WORDS,
		    text_from("They are equal: no setting differs. d shows "
			      "all."));
}

static void
forget(struct difference_lines *lines)
{
	difference_free(lines->difference);
	assessment_free(lines->assessments[0]);
	assessment_free(lines->assessments[1]);
}

void
difference_lines_make(struct difference_lines *lines, bool differing)
{
	forget(lines);
	lines->count = 0;
	lines->facts_differing = 0;
	lines->facts_hidden = 0;
	for (int i = 0; i < 2; i++)
		lines->assessments[i] = assess_device(lines->devices[i]);
	lines->difference = difference_of(
	    lines->assessments[0]->policy, lines->assessments[1]->policy);
	add(lines, DIFFERENCE_HEADING, text_from("Devices"));
	for (int i = 0; i < FACT_COUNT; i++)
		add_fact(lines, (enum difference_fact)i, differing);
	if (lines->facts_differing == 0)
		add(lines, DIFFERENCE_WORDS,
		    text_from("Nothing else is known to differ."));
	add_settings(lines, differing);
}

void
difference_lines_done(struct difference_lines *lines)
{
	forget(lines);
	free(lines->items);
}

static void
put_line(struct table *table, const struct difference_lines *lines,
    const struct difference_line *line, const char *part)
{
	table_row(table);
	table_words(table, part);
	table_text(table, line->name);
	for (int i = 0; i < 2; i++) {
		if (line->unseen[i])
			table_skip(table, 1);
		else if (text_seen(line->sides[i]))
			table_text(table, line->sides[i]);
		else
			table_words(table, line->words[i]);
	}
	table_words(table, change_name(line->change));
	table_text(table, lines->devices[0]->id);
	table_text(table, lines->devices[1]->id);
}

struct table *
difference_lines_table(const struct difference_lines *lines)
{
	static const char *const names[] = {"part", "name", "first", "second",
	    "change", "first_device_id", "second_device_id"};
	static const char *const parts[] = {[DIFFERENCE_FACT] = "fact",
	    [DIFFERENCE_SETTING] = "setting",
	    [DIFFERENCE_ITEM] = "item"};
	struct table *table =
	    table_new(names, sizeof(names) / sizeof(names[0]));

	for (size_t i = 0; i < lines->count; i++) {
		const struct difference_line *line = &lines->items[i];

		if (parts[line->kind] != NULL)
			put_line(table, lines, line, parts[line->kind]);
	}
	return table;
}
