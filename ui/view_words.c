/*
 * Words and styles that views share, see view_words.h.
 */
#include "ui/view_words.h"

#include <stdio.h>

#include "ui/policy_words.h"

enum view_state
view_state_of(enum device_state state)
{
	switch (state) {
	case STATE_FULL:
		return VIEW_FULL;
	case STATE_PARTIAL:
		return VIEW_PART;
	case STATE_NOT_APPLIED:
		return VIEW_NONE;
	case STATE_EXTERNAL:
		return VIEW_EXTERNAL;
	case STATE_NOT_ACKNOWLEDGED:
		return VIEW_WAIT;
	case STATE_WIPE_REQUESTED:
	case STATE_WIPED:
	case STATE_WIPE_FAILED:
	case STATE_ACCOUNT_WIPED:
		return VIEW_WIPE;
	case STATE_NOT_PROVISIONED:
		return VIEW_UNPROVISIONED;
	case STATE_UNKNOWN:
		break;
	}
	return VIEW_UNKNOWN;
}

const char *
view_state_word(enum view_state state)
{
	static const char *const words[] = {
#define X(symbol, word, style) [symbol] = word,
	    VIEW_STATES(X)
#undef X
	};

	return words[state];
}

enum style
view_state_style(enum view_state state)
{
	static const enum style styles[] = {
#define X(symbol, word, style) [symbol] = style,
	    VIEW_STATES(X)
#undef X
	};

	return styles[state];
}

enum style
view_verdict_style(enum conclusion_kind kind)
{
	static const enum style styles[] = {
	    [CONCLUSION_INACTIVE] = STYLE_QUIET,
	    [CONCLUSION_OPEN] = STYLE_NORMAL,
	    [CONCLUSION_CLEARED] = STYLE_FULL,
	    [CONCLUSION_SUSPECT] = STYLE_PART,
	    [CONCLUSION_ONLY_CANDIDATE] = STYLE_NONE,
	    [CONCLUSION_ISOLATED] = STYLE_NONE,
	    [CONCLUSION_CONTRADICTED] = STYLE_WARNING,
	};

	return styles[kind];
}

struct text
view_policy_name(const struct policy *policy, uint32_t digits)
{
	if (policy == NULL)
		return text_from("-");
	if (policy->id[0] == '\0')
		return text_from("cut");
	return text_over(policy->id, digits);
}

struct text
view_value(const struct policy *policy, const struct policy_entry *entry,
    char *out, size_t size)
{
	if (entry == NULL)
		return text_from(
		    policy != NULL && policy->complete ? "." : "?");
	if (entry->is_list) {
		snprintf(out, size, "%u listed", (unsigned)entry->item_count);
		return text_from(out);
	}
	if (!text_seen(entry->value))
		return text_from("(cut)");
	if (entry->value.length == 0)
		return text_from("(empty)");
	setting_words(entry->setting, entry->value, out, size);
	return out[0] != '\0' ? text_from(out) : entry->value;
}

struct text
view_demanded(const struct demanded *demanded, char *out, size_t size)
{
	if (!demanded->entry->is_list || demanded->entry->item_count == 0)
		return view_value(demanded->policy, demanded->entry, out, size);
	policy_items(demanded->entry, out, size);
	return text_from(out);
}

char
view_change_mark(enum change change)
{
	static const char marks[CHANGE_COUNT] = {[CHANGE_NONE] = ' ',
	    [CHANGE_VALUE] = '~',
	    [CHANGE_ADDED] = '+',
	    [CHANGE_REMOVED] = '-',
	    [CHANGE_HIDDEN] = '?'};

	return marks[change];
}

struct text
view_newest(const struct names *names)
{
	return names->count > 0 ? names->items[names->count - 1]
				: TEXT_NOT_SEEN;
}
