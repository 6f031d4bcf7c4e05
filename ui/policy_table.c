/*
 * A device's policy as a table, see policy_table.h.
 */
#include "ui/policy_table.h"

#include "ui/policy_acks.h"
#include "ui/view_words.h"

#define WORDS 96

/* The cells of a row, in their order: each kind fills a range of them. */
static const char *const names[] = {
    "part",
    "device_id",
    "name",
    /* Of settings and items. */
    "change",
    "before",
    "before_words",
    "now",
    "now_words",
    "since",
    "acknowledgements",
    "verdict",
    "exchange_parameter",
    /* Of rounds. */
    "time",
    "frame",
    "policy",
    "answer",
    "outcome",
    "given_key",
    "final_key",
    /* Of findings. */
    "severity",
    "text",
};

enum {
	OF_SETTING = 9,
	OF_ITEM = 8, /* behind the change */
	OF_ROUND = 7,
	WIDTH = sizeof(names) / sizeof(names[0]),
};

static void
begin(struct table *table, const char *part, const struct device *device,
    struct text name)
{
	table_row(table);
	table_words(table, part);
	table_text(table, device->id);
	table_text(table, name);
}

/* The value as captured, and in words. */
static void
put_value(struct table *table, const struct policy *policy,
    const struct policy_entry *entry)
{
	char out[WORDS];
	struct text words = view_value(policy, entry, out, sizeof(out));

	table_text(table, entry != NULL ? entry->value : TEXT_NOT_SEEN);
	if (words.bytes == out)
		table_words(table, out);
	else
		table_text(table, words);
}

static void
put_setting(struct table *table, const struct policy_lines *lines,
    const struct policy_line *line)
{
	const struct policy_entry *entry =
	    line->now != NULL ? line->now : line->before;
	const struct setting_info *info = setting_info(entry->setting);
	char acks[POLICY_ACKS];

	table_words(
	    table, lines->before != NULL ? change_name(line->change) : NULL);
	put_value(table, lines->before, line->before);
	put_value(table, lines->now, line->now);
	table_words(table, info->first_version);
	policy_acks(lines->assessment, entry->name, POLICY_ACKS, acks);
	table_words(table, acks);
	table_words(table, line->verdict != CONCLUSION_COUNT
			       ? conclusion_name(line->verdict)
			       : "-");
	table_words(
	    table, info->ems_2013[0] != '\0' ? info->ems_2013 : info->ems_2010);
}

static void
put_round(struct table *table, const struct round *round)
{
	struct moment at = policy_round_begin(round);

	table_skip(table, OF_SETTING);
	table_time(table, at);
	if (at.frame != 0)
		table_number(table, at.frame);
	else
		table_skip(table, 1);
	table_text(table, round->policy != NULL
			      ? view_policy_name(round->policy, POLICY_ID - 1)
			      : TEXT_NOT_SEEN);
	table_text(
	    table, round->ack != NULL ? round->ack->ack_status : TEXT_NOT_SEEN);
	table_words(
	    table, round->refused ? "refused" : state_name(round->outcome));
	table_text(table, round->temporary_key);
	table_text(table, round->final_key);
}

static void
put_finding(struct table *table, const struct finding *finding)
{
	table_skip(table, OF_SETTING + OF_ROUND);
	table_words(table, finding_severity(finding->code));
	table_words(table, finding->text);
}

static void
put_line(struct table *table, const struct device *device,
    const struct policy_lines *lines, const struct policy_line *line)
{
	const struct policy_entry *entry =
	    line->now != NULL ? line->now : line->before;

	if (line->kind == LINE_SETTING && entry != NULL) {
		begin(table, "setting", device, entry->name);
		put_setting(table, lines, line);
	} else if (line->kind == LINE_ITEM) {
		begin(table, "item", device, line->text);
		table_words(table,
		    lines->before != NULL ? change_name(line->change) : NULL);
		table_skip(table, OF_ITEM);
	} else if (line->kind == LINE_ROUND) {
		begin(table, "round", device, TEXT_NOT_SEEN);
		put_round(table, line->round);
	} else if (line->kind == LINE_REASON &&
		   text_seen(line->reason->whole)) {
		begin(table, "reasoning", device, TEXT_NOT_SEEN);
		table_skip(table, OF_SETTING + OF_ROUND + 1);
		table_copy(table, line->reason->whole);
	} else if (line->kind == LINE_FINDING) {
		begin(table, "finding", device,
		    text_from(finding_name(line->finding->code)));
		put_finding(table, line->finding);
	}
}

struct table *
policy_table(const struct device *device, const struct policy_lines *lines)
{
	struct table *table = table_new(names, WIDTH);

	for (size_t i = 0; i < lines->count; i++)
		put_line(table, device, lines, &lines->items[i]);
	return table;
}
