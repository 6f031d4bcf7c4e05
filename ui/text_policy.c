/*
 * A policy for people, see text_policy.h. A setting that asks nothing of a
 * device, by its value or because what it depends on is off, is of less
 * interest than one that does.
 */
#include "ui/text_policy.h"

#include "decode/model/demand.h"
#include "ui/escape.h"
#include "ui/layout.h"
#include "ui/policy_words.h"

#define INDENT 4u
#define VALUE_BYTES ((size_t)64)
#define NAME_WIDTH 40u
#define NAME_BYTES ((size_t)160)

static void
print_list(FILE *file, const struct policy_entry *entry)
{
	struct paragraph line = paragraph_at(file, INDENT + 2);

	for (uint32_t i = 0; i < entry->item_count; i++)
		paragraph_put(&line, ", ", entry->items[i], "");
	paragraph_end(&line);
}

static void
print_demand(FILE *file, const struct policy_entry *entry, size_t width)
{
	char words[POLICY_WORDS];
	struct text value = policy_value(entry, words);
	size_t value_width;

	layout_blanks(file, INDENT);
	escape_column(file, entry->name, width);
	if (entry->is_list) {
		fprintf(file, "  %u listed:\n", (unsigned)entry->item_count);
		print_list(file, entry);
		return;
	}
	fputs("  ", file);
	escape_print(file, value);
	value_width = escape_width(value);
	policy_value_words(entry, words);
	if (words[0] != '\0') {
		layout_blanks(file, value_width < 8 ? 8 - value_width : 1);
		fputs(words, file);
	}
	putc('\n', file);
}

static size_t
name_width(const struct policy *policy)
{
	size_t most = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		size_t width = escape_width(entry->name);

		if (policy_demands(policy, entry) && width > most)
			most = width;
	}
	return most < NAME_WIDTH ? most : NAME_WIDTH;
}

/* "MinDevicePasswordLength (empty)", "AllowBluetooth 2". */
static void
put_setting(struct paragraph *line, const struct policy_entry *entry)
{
	char words[NAME_BYTES + VALUE_BYTES];
	char value[POLICY_WORDS];
	size_t used = escape_buffer(words, NAME_BYTES, entry->name);

	words[used++] = ' ';
	escape_buffer(words + used, VALUE_BYTES, policy_value(entry, value));
	paragraph_put(line, ", ", text_from(words), "");
}

static void
print_others(FILE *file, const struct policy *policy, bool inactive)
{
	struct paragraph line;
	bool any = false;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		if (policy_demands(policy, entry) ||
		    policy_is_inactive(policy, entry) != inactive)
			continue;
		if (!any) {
			fprintf(file, "    %s:\n",
			    inactive ? "without effect, because what they "
				       "depend on is off"
				     : "demanding nothing");
			line = paragraph_at(file, INDENT + 2);
		}
		any = true;
		put_setting(&line, entry);
	}
	if (any)
		paragraph_end(&line);
}

void
text_render_policy(const void *key, FILE *file)
{
	const struct policy *policy = key;
	size_t width = name_width(policy);

	if (policy->id[0] != '\0')
		fprintf(file, "  Policy %.8s", policy->id);
	else
		fputs("  Policy", file);
	fprintf(file, ", newest offered: %u settings%s\n",
	    (unsigned)policy->entry_count,
	    policy->complete ? "" : " seen, the rest is cut off");
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (policy_demands(policy, &policy->entries[i]))
			print_demand(file, &policy->entries[i], width);
	}
	print_others(file, policy, false);
	print_others(file, policy, true);
}
