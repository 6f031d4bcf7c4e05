/*
 * Policies and facts of provisioning as JSON, see json_policy.h.
 */
#include "ui/json_policy.h"

void
json_put_endpoint(
    struct json *json, const char *key, const struct endpoint *endpoint)
{
	char words[ENDPOINT_TEXT];

	endpoint_format(endpoint, words);
	json_put_words(json, key, words);
}

static bool
any_information(const struct information *information)
{
#define X(field, element)                                                      \
	if (text_seen(information->field))                                     \
		return true;
	INFORMATION(X)
#undef X
	return false;
}

void
json_put_information(struct json *json, const struct information *information)
{
	if (!any_information(information))
		return;
	json_object_open(json, "information", JSON_ROW);
#define X(field, element) json_put_text(json, element, information->field);
	INFORMATION(X)
#undef X
	json_close(json);
}

void
json_put_wipe(
    struct json *json, struct text device_status, struct text account_status)
{
	json_put_text(json, "wipe_status",
	    text_seen(device_status) ? device_status : account_status);
	json_put_text(json, "account_only_wipe_status", account_status);
}

/* Whether something was not ordered is known only if all was seen. */
static void
put_order(struct json *json, const char *key, bool ordered, bool all_seen)
{
	if (ordered || all_seen)
		json_put_flag(json, key, ordered);
}

void
json_put_orders(struct json *json, enum provision_phase phase, bool wipe,
    bool account_wipe, bool all_seen)
{
	bool again = phase == PHASE_WIPE_ACKNOWLEDGE;

	put_order(json, "remote_wipe_requested", wipe && !again, all_seen);
	put_order(json, "account_only_remote_wipe_requested",
	    account_wipe && !again, all_seen);
	if (again && (wipe || account_wipe))
		json_put_flag(json, "remote_wipe_repeated", true);
}

static void
put_list(struct json *json, const struct policy_entry *entry)
{
	json_open_pair(json, entry->name);
	for (uint32_t i = 0; i < entry->item_count; i++)
		json_put_text(json, NULL, entry->items[i]);
	json_close(json);
}

void
json_settings(struct json *json, const char *key, const struct policy *policy)
{
	json_object_open(json, key, JSON_ROW);
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		if (entry->is_list)
			put_list(json, entry);
		else
			json_put_pair(json, entry->name, entry->value);
	}
	json_close(json);
}

void
json_put_repeated(struct json *json, const struct policy *policy)
{
	bool any = false;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (!policy->entries[i].repeated)
			continue;
		if (!any)
			json_array_open(json, "settings_repeated", JSON_ROW);
		any = true;
		json_put_text(json, NULL, policy->entries[i].name);
	}
	if (any)
		json_close(json);
}
