/*
 * The difference of two policies in words, one setting a line.
 */
#include "decode/model/difference.h"
#include "ui/escape.h"
#include "ui/policy_print.h"
#include "ui/view_words.h"

static const char *
arrow(const struct question *question)
{
	return question->ascii || !layout_utf8() ? "->" : "\xe2\x86\x92";
}

/* " (not required -> required)"; what is said of the same value. */
static void
print_meaning(FILE *file, const struct difference_entry *entry,
    const char *between, char mark)
{
	char before[POLICY_WORDS];
	char after[POLICY_WORDS];

	policy_value_words(entry->a, before);
	policy_value_words(entry->b, after);
	if (entry->change == CHANGE_NONE)
		fputs(mark == '+' ? " (the same, in effect now)"
				  : " (the same, without effect now)",
		    file);
	else if (entry->setting == SETTING_UNKNOWN)
		fputs(" (unknown setting)", file);
	else if (before[0] != '\0' && after[0] != '\0')
		fprintf(file, " (%s %s %s)", before, between, after);
	else if (before[0] != '\0' || after[0] != '\0')
		fprintf(file, " (%s)", before[0] != '\0' ? before : after);
}

static void
print_changed_items(FILE *file, const struct difference_entry *entry)
{
	for (uint32_t i = 0; i < entry->item_count; i++) {
		const struct difference_item *item = &entry->items[i];

		if (item->change == CHANGE_NONE)
			continue;
		fprintf(file, "      %c ", view_change_mark(item->change));
		escape_print(file, item->text);
		putc('\n', file);
	}
}

/* What a side that has no entry is: absent, or maybe behind a cut. */
static void
print_side(
    FILE *file, const struct policy_entry *entry, const struct policy *policy)
{
	if (entry == NULL && !policy->complete)
		fputs("(not seen)", file);
	else
		print_policy_value(file, entry);
}

static void
print_change(FILE *file, const struct question *question,
    const struct difference_entry *entry)
{
	char mark =
	    difference_mark(entry, question->a->policy, question->b->policy);

	if (mark == ' ')
		return;
	fprintf(file, "  %c ", mark);
	escape_print(file, entry->name);
	putc(' ', file);
	print_side(file, entry->a, question->a->policy);
	if (entry->change != CHANGE_NONE) {
		fprintf(file, " %s ", arrow(question));
		print_side(file, entry->b, question->b->policy);
	}
	print_meaning(file, entry, arrow(question), mark);
	putc('\n', file);
	print_changed_items(file, entry);
}

void
policy_text_difference(const struct question *question, FILE *file)
{
	struct difference *difference =
	    difference_of(question->a->policy, question->b->policy);
	const struct listing *listing = question->listing;
	char words[POLICY_WORDS];

	print_policy_heading(file, "the difference of two policies");
	fprintf(
	    file, "From policy %s\n", listed_name(listing, question->a, words));
	fprintf(
	    file, "to policy   %s\n", listed_name(listing, question->b, words));
	fputs("  + asks more   - asks less   ~ other   ? hidden by a cut\n\n",
	    file);
	for (uint32_t i = 0; i < difference->count; i++)
		print_change(file, question, &difference->entries[i]);
	if (difference_none(difference))
		fputs("  No setting is known to differ.\n", file);
	fprintf(file, "  %u of %u settings have the same value.\n",
	    (unsigned)difference->counts[CHANGE_NONE],
	    (unsigned)difference->count);
	difference_free(difference);
}
