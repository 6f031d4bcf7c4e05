/*
 * Policies as tables, for spreadsheets (CSV) and documents (Markdown): a row
 * per setting, and per item of a list.
 */
#include "decode/model/difference.h"
#include "ui/policy_words.h"
#include "ui/policy_writer.h"
#include "ui/table.h"

static void
put_policy(struct table *table, const struct question *question,
    const struct listed *listed)
{
	table_row(table);
	table_number(table, (size_t)(listed - question->listing->policies) + 1);
	table_words(
	    table, listed->policy->complete ? listed->policy->id : NULL);
}

/* Value, words and demand; of a list the item of that number. */
static void
put_entry(struct table *table, const struct policy *policy,
    const struct policy_entry *entry, uint32_t item)
{
	char words[POLICY_WORDS] = "";

	table_text(table, entry->name);
	if (entry->is_list)
		table_text(table, item < entry->item_count ? entry->items[item]
							   : TEXT_NOT_SEEN);
	else
		table_text(table, entry->value);
	policy_value_words(entry, words);
	if (entry->is_list && words[0] == '\0')
		policy_value(entry, words);
	table_words(table, words[0] != '\0' ? words : NULL);
	table_words(table, policy_is_inactive(policy, entry)
			       ? "without effect"
			       : demand_word(policy_demand(policy, entry)));
}

/* Rows of an entry: one, or one for each item. */
static uint32_t
rows_of(const struct policy_entry *entry)
{
	return entry->is_list && entry->item_count > 0 ? entry->item_count : 1;
}

static void
print_list(const struct question *question, FILE *file)
{
	static const char *const columns[] = {"policy", "policy_id", "complete",
	    "setting", "value", "words", "demands"};
	struct table *table =
	    table_new(columns, sizeof(columns) / sizeof(columns[0]));

	for (size_t i = 0; i < question->listing->count; i++) {
		const struct listed *listed = &question->listing->policies[i];
		const struct policy *policy = listed->policy;

		for (uint32_t k = 0; k < policy->entry_count; k++) {
			const struct policy_entry *entry = &policy->entries[k];

			for (uint32_t item = 0; item < rows_of(entry); item++) {
				put_policy(table, question, listed);
				table_words(
				    table, policy->complete ? "yes" : "no");
				put_entry(table, policy, entry, item);
			}
		}
	}
	question->writer->table(table, file);
	table_free(table);
}

static void
put_side(struct table *table, const struct policy_entry *entry)
{
	char words[POLICY_WORDS];

	if (entry == NULL)
		table_skip(table, 1);
	else if (entry->is_list)
		table_words(table, (policy_value(entry, words), words));
	else
		table_text(table, entry->value);
}

static void
put_side_words(struct table *table, const struct policy_entry *entry)
{
	char words[POLICY_WORDS];

	policy_value_words(entry, words);
	table_words(table, words[0] != '\0' ? words : NULL);
}

/* The items that are of one side only, on rows of their own. */
static void
put_changed_items(struct table *table, const struct difference_entry *entry)
{
	for (uint32_t i = 0; i < entry->item_count; i++) {
		const struct difference_item *item = &entry->items[i];

		if (item->change == CHANGE_NONE)
			continue;
		table_row(table);
		table_text(table, entry->name);
		table_words(table, change_name(item->change));
		table_skip(table, 1);
		if (item->change == CHANGE_ADDED)
			table_skip(table, 1);
		table_text(table, item->text);
	}
}

static void
print_difference(const struct question *question, FILE *file)
{
	static const char *const columns[] = {"setting", "change", "asks",
	    "from", "to", "from_words", "to_words"};
	struct table *table =
	    table_new(columns, sizeof(columns) / sizeof(columns[0]));
	const struct policy *a = question->a->policy;
	const struct policy *b = question->b->policy;
	struct difference *difference = difference_of(a, b);

	for (uint32_t i = 0; i < difference->count; i++) {
		const struct difference_entry *entry = &difference->entries[i];
		char mark = difference_mark(entry, a, b);

		if (mark == ' ')
			continue;
		table_row(table);
		table_text(table, entry->name);
		table_words(table, change_name(entry->change));
		table_words(table, difference_word(mark));
		put_side(table, entry->a);
		put_side(table, entry->b);
		put_side_words(table, entry->a);
		put_side_words(table, entry->b);
		put_changed_items(table, entry);
	}
	question->writer->table(table, file);
	table_free(table);
	difference_free(difference);
}

static void
print_profile(const struct question *question, FILE *file)
{
	static const char *const columns[] = {"policy", "policy_id", "setting",
	    "value", "words", "demands", "support", "note"};
	struct table *table =
	    table_new(columns, sizeof(columns) / sizeof(columns[0]));

	for (size_t i = 0; i < question->listing->count; i++) {
		const struct listed *listed = &question->listing->policies[i];
		const struct policy *policy = listed->policy;

		for (uint32_t k = 0; k < policy->entry_count; k++) {
			const struct policy_entry *entry = &policy->entries[k];
			enum profile profile = question->profile;
			const char *note =
			    profile_note(profile, entry->setting);

			if (!policy_demands(policy, entry))
				continue;
			put_policy(table, question, listed);
			put_entry(table, policy, entry, entry->item_count);
			table_words(table, support_name(profile_support(
					       profile, entry->setting)));
			table_words(table, note[0] != '\0' ? note : NULL);
		}
	}
	question->writer->table(table, file);
	table_free(table);
}

const struct policy_writer policy_csv = {
    print_list, print_difference, print_profile, table_csv};
const struct policy_writer policy_markdown = {
    print_list, print_difference, print_profile, table_markdown};
