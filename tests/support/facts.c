/*
 * Facts in one line, see facts.h.
 */
#include "tests/support/check.h"

#include "tests/support/facts.h"

#include <stdio.h>
#include <string.h>

static void
add(struct line *line, const char *label, struct text text)
{
	size_t room = sizeof(line->text) - line->length;

	if (!text_seen(text))
		return;
	if (text_is(text, "MS-EAS-Provisioning-WBXML"))
		text = text_from("EAS");
	if (text_is(text, "MS-WAP-Provisioning-XML"))
		text = text_from("WAP");
	assert_true(text.length + strlen(label) + 2 < room);
	line->length += (size_t)snprintf(line->text + line->length, room,
	    " %s%.*s", label, (int)text.length, text.bytes);
}

static void
add_flag(struct line *line, const char *word, bool is_set)
{
	add(line, word, is_set ? text_from("") : TEXT_NOT_SEEN);
}

static void
add_policy(struct line *line, const struct policy *policy)
{
	if (policy == NULL)
		return;
	add(line, policy->form == POLICY_EAS ? "eas{" : "wap{", text_from(""));
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		if (policy->entry_count > 4)
			break;
		add(line, "", entry->name);
		add(line, "=", entry->value);
		for (uint32_t k = 0; k < entry->item_count; k++)
			add(line, "-", entry->items[k]);
	}
	if (policy->entry_count > 4) {
		char count[16];

		(void)snprintf(count, sizeof(count), "%u", policy->entry_count);
		add(line, "", text_from(count));
	}
	add(line, policy->complete ? "}" : "}incomplete", text_from(""));
}

const char *
describe(struct line *line, const struct provision_result *result)
{
	static const char *const phases[] = {
#define X(symbol, name) name,
	    PROVISION_PHASES(X)
#undef X
	};
	const struct provision_seen *seen = &result->seen;

	line->length = (size_t)snprintf(
	    line->text, sizeof(line->text), "%s", phases[seen->phase]);
	add(line, "type=", seen->policy_type);
	add(line, "key=", seen->request_policy_key);
	add(line, "ack=", seen->ack_status);
	add(line, "wipe=", seen->wipe_status);
	add(line, "account-wipe=", seen->account_wipe_status);
	add(line, "top=", seen->response_status);
	add(line, "status=", seen->response_policy_status);
	add(line, "offered=", seen->response_policy_key);
	add_flag(line, "order", seen->remote_wipe_requested);
	add_flag(
	    line, "account-order", seen->account_only_remote_wipe_requested);
	add_policy(line, seen->policy);
	add(line, "model=", result->information.model);
	add(line, "operator=", result->information.mobile_operator);
	add_flag(line, "information", result->has_information);
	add(line, "information-status=", result->information_status);
	return line->text;
}
