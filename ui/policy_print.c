/*
 * Pieces of the answers about policies for people, see policy_print.h.
 */
#include "ui/policy_print.h"

#include "ui/escape.h"
#include "ui/version.h"

#define NAME_MOST 44u
#define VALUE_WIDTH 8u
#define VALUE_BYTES 160

void
print_policy_heading(FILE *file, const char *words)
{
	fprintf(file, "%s: %s\n", EASLENS_PROGRAM, words);
	layout_rule(file, '=');
}

void
put_device(struct paragraph *line, const char *between,
    const struct device *device, const char *ending)
{
	if (!text_filled(device->user)) {
		paragraph_put(line, between, device->id, ending);
		return;
	}
	paragraph_put(line, between, device->user, "");
	paragraph_put(line, " ", device->id, ending);
}

/* A longer value is cut here; the other formats have all of it. */
static size_t
show(const struct policy_entry *entry, char shown[VALUE_BYTES])
{
	char words[POLICY_WORDS];

	escape_buffer(shown, VALUE_BYTES, policy_value(entry, words));
	return escape_width(text_from(shown));
}

void
print_policy_value(FILE *file, const struct policy_entry *entry)
{
	char shown[VALUE_BYTES];

	show(entry, shown);
	fputs(shown, file);
}

void
print_policy_items(FILE *file, const struct policy_entry *entry)
{
	struct paragraph line;

	if (entry->item_count == 0)
		return;
	line = paragraph_at(file, 6);
	for (uint32_t i = 0; i < entry->item_count; i++)
		paragraph_put(&line, ", ", entry->items[i], "");
	paragraph_end(&line);
}

/* "  * AllowBluetooth        1       hands-free only" */
void
print_policy_entry(FILE *file, const struct policy *policy,
    const struct policy_entry *entry, size_t width)
{
	char words[POLICY_WORDS];
	char shown[VALUE_BYTES];
	size_t value_width = show(entry, shown);

	fprintf(file, "  %c ", policy_mark(policy, entry));
	escape_column(file, entry->name, width);
	fprintf(file, "  %s", shown);
	policy_value_words(entry, words);
	if (words[0] != '\0') {
		layout_blanks(file,
		    value_width < VALUE_WIDTH ? VALUE_WIDTH - value_width : 1);
		fputs(words, file);
	}
	putc('\n', file);
	print_policy_items(file, entry);
}

size_t
policy_name_width(const struct policy *policy)
{
	size_t most = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		size_t width = escape_width(policy->entries[i].name);

		most = width > most ? width : most;
	}
	return most < NAME_MOST ? most : NAME_MOST;
}

static unsigned
count_demands(const struct policy *policy)
{
	unsigned count = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++)
		count += policy_demands(policy, &policy->entries[i]);
	return count;
}

void
print_policy_title(
    FILE *file, const struct question *question, const struct listed *listed)
{
	const struct policy *policy = listed->policy;
	char words[POLICY_WORDS];

	fprintf(file, "\nPolicy %s: %u settings%s, %u demand something\n",
	    listed_name(question->listing, listed, words),
	    (unsigned)policy->entry_count,
	    policy->complete ? "" : " seen, the rest is cut off",
	    count_demands(policy));
}
