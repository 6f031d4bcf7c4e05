/*
 * Policies as commands of the Exchange Management Shell, see powershell.h.
 *
 * In its strings with single quotes nothing is special but the quote, and for
 * that the shell takes the typographic ones too. A doubled one stands for
 * itself.
 */
#include "ui/powershell.h"

#include <string.h>

#include "ui/escape.h"

/* What becomes of an entry. */
enum part {
	PART_GOOD,
	PART_SILENT,       /* another entry says it */
	PART_NO_PARAMETER, /* the shell does not know the setting */
	PART_TWICE,        /* another entry set the parameter */
	PART_CUT,
	PART_VALUE, /* no value that the shell takes */
	PART_PAIRS, /* a list whose items the wire carries in part */
	PART_ITEMS, /* an item that no string can hold */
};

static const char *const excuses[] = {
    [PART_NO_PARAMETER] = "there is no parameter for it",
    [PART_TWICE] = "another setting has set its parameter",
    [PART_CUT] = "its value was not captured",
    [PART_VALUE] = "no value that the parameter takes",
    [PART_PAIRS] = "the parameter takes name:hash, the wire carries hashes",
    [PART_ITEMS] = "the shell has no string for an item",
};

static bool
is_quote(uint32_t code)
{
	return code == '\'' || (code >= 0x2018 && code <= 0x201b);
}

static bool
can_quote(struct text text)
{
	uint32_t code;

	if (!text_seen(text))
		return false;
	while (text.length > 0) {
		if (!escape_take(&text, &code) || escape_dangerous(code))
			return false;
	}
	return true;
}

bool
powershell_quote(FILE *file, struct text text)
{
	if (!can_quote(text))
		return false;
	putc('\'', file);
	while (text.length > 0) {
		const char *begin = text.bytes;
		uint32_t code;
		size_t length;

		escape_take(&text, &code);
		length = (size_t)(text.bytes - begin);
		fwrite(begin, 1, length, file);
		if (is_quote(code))
			fwrite(begin, 1, length, file);
	}
	putc('\'', file);
	return true;
}

static enum part
part_of_list(const struct policy_entry *entry)
{
	if (entry->item_count > 0 &&
	    entry->setting == SETTING_APPROVED_APPLICATION_LIST)
		return PART_PAIRS;
	for (uint32_t i = 0; i < entry->item_count; i++) {
		if (!can_quote(entry->items[i]))
			return PART_ITEMS;
	}
	return PART_GOOD;
}

/* What becomes of an entry by itself; `value` as the parameter takes it. */
static enum part
part_of_entry(
    enum shell shell, const struct policy_entry *entry, char value[SHELL_VALUE])
{
	bool wants_list = setting_info(entry->setting)->kind == KIND_LIST;

	value[0] = '\0';
	if (shell_parameter(shell, entry->setting).length == 0)
		return PART_NO_PARAMETER;
	if (wants_list != entry->is_list)
		return PART_VALUE;
	if (entry->is_list)
		return part_of_list(entry);
	if (!text_seen(entry->value))
		return PART_CUT;
	switch (shell_value(shell, entry->setting, entry->value, value)) {
	case SHELL_VALUE_GOOD:
		return PART_GOOD;
	case SHELL_VALUE_ELSEWHERE:
		return PART_SILENT;
	case SHELL_VALUE_NONE:
		break;
	}
	return PART_VALUE;
}

/* What becomes of an entry of a policy. Where two set the same parameter, the
 * one that comes first in settings.def does. */
static enum part
part_of(enum shell shell, const struct policy *policy, uint32_t index,
    char value[SHELL_VALUE])
{
	const struct policy_entry *entry = &policy->entries[index];
	struct text parameter = shell_parameter(shell, entry->setting);
	enum part part = part_of_entry(shell, entry, value);
	char ignored[SHELL_VALUE];

	for (uint32_t i = 0; i < policy->entry_count && part == PART_GOOD;
	     i++) {
		const struct policy_entry *other = &policy->entries[i];

		if (other->setting < entry->setting &&
		    text_equal(
			shell_parameter(shell, other->setting), parameter) &&
		    part_of_entry(shell, other, ignored) == PART_GOOD)
			part = PART_TWICE;
	}
	return part;
}

/* " -AllowCamera $false" */
static void
print_parameter(FILE *file, enum shell shell, const struct policy_entry *entry,
    const char *value)
{
	struct text parameter = shell_parameter(shell, entry->setting);

	fprintf(file, " -%.*s ", (int)parameter.length, parameter.bytes);
	if (!entry->is_list)
		fputs(value, file);
	else if (entry->item_count == 0)
		fputs("$null", file);
	for (uint32_t i = 0; i < entry->item_count; i++) {
		if (i > 0)
			putc(',', file);
		powershell_quote(file, entry->items[i]);
	}
}

/* "#   AllowCamera = 7: no value that the parameter takes" */
static void
comment_entry(FILE *file, const struct policy_entry *entry, const char *words)
{
	fputs("#   ", file);
	escape_print(file, entry->name);
	if (!entry->is_list && text_seen(entry->value)) {
		fputs(" = ", file);
		escape_print(file, text_filled(entry->value)
				       ? entry->value
				       : text_from("(empty)"));
	}
	fprintf(file, ": %s\n", words);
	for (uint32_t i = 0; i < entry->item_count; i++) {
		fputs("#     ", file);
		escape_print(file, entry->items[i]);
		putc('\n', file);
	}
}

static void
comment_server(FILE *file, enum shell shell)
{
	const char *name;
	const char *words;

	fputs("# Only the server knows these; they are left at their "
	      "defaults:\n",
	    file);
	for (size_t i = 0; shell_server_parameter(shell, i, &name, &words); i++)
		fprintf(file, "#   -%s: %s\n", name, words);
}

static void
comment_left_out(FILE *file, enum shell shell, const struct policy *policy)
{
	char value[SHELL_VALUE];
	bool any = false;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		enum part part = part_of(shell, policy, i, value);

		if (part == PART_GOOD || part == PART_SILENT)
			continue;
		if (!any)
			fputs("# Captured, and not in the command:\n", file);
		any = true;
		comment_entry(file, &policy->entries[i], excuses[part]);
	}
}

/* What there is to say about a parameter that is set; "" for nothing. */
static const char *
doubt(const struct policy_entry *entry)
{
	const struct setting_info *info = setting_info(entry->setting);
	uint64_t number;

	if (entry->repeated)
		return "sent more than once; this is the last";
	if (info->kind == KIND_NUMBER && info->unit[0] == '\0' &&
	    text_number(text_trim(entry->value), UINT32_MAX, &number))
		return "its unit is not documented";
	return "";
}

static void
comment_doubts(FILE *file, const struct policy *policy)
{
	bool any = false;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const char *words = doubt(&policy->entries[i]);

		if (words[0] == '\0')
			continue;
		if (!any)
			fputs("# Worth a second look:\n", file);
		any = true;
		comment_entry(file, &policy->entries[i], words);
	}
}

void
powershell_policy(
    FILE *file, enum shell shell, const struct policy *policy, const char *name)
{
	char value[SHELL_VALUE];

	if (!policy->complete)
		fputs("# THE DOCUMENT WAS CUT: settings behind the cut are "
		      "missing from this command.\n",
		    file);
	comment_server(file, shell);
	comment_left_out(file, shell, policy);
	comment_doubts(file, policy);
	fputs(shell_make_command(shell), file);
	fputs(" -Name ", file);
	powershell_quote(file, text_from(name));
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (part_of(shell, policy, i, value) != PART_GOOD)
			continue;
		fputs(" `\n   ", file);
		print_parameter(file, shell, &policy->entries[i], value);
	}
	putc('\n', file);
}

bool
powershell_change(FILE *file, enum shell shell, const char *identity,
    const struct policy_entry *entries, size_t count)
{
	char value[SHELL_VALUE];
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (part_of_entry(shell, &entries[i], value) != PART_GOOD)
			continue;
		if (!any) {
			fprintf(
			    file, "%s -Identity ", shell_change_command(shell));
			powershell_quote(file,
			    text_from(identity != NULL ? identity
						       : "NAME OF THE POLICY"));
		}
		any = true;
		print_parameter(file, shell, &entries[i], value);
	}
	if (any)
		putc('\n', file);
	return any;
}
