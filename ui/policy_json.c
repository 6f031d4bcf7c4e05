/*
 * Policies for scripts, schema easlens.policy/1: a promise, as the report's.
 * What the report says of policies has the same names here.
 */
#include <string.h>

#include "decode/model/difference.h"
#include "decode/model/disagreements.h"
#include "ui/json_device.h"
#include "ui/policy_words.h"
#include "ui/policy_writer.h"
#include "ui/version.h"

static struct json *
begin(const struct question *question, FILE *file)
{
	struct json *json = json_new(file);

	json_object_open(json, NULL, JSON_LINES);
	json_put_words(json, "schema", "easlens.policy/1");
	json_put_words(json, "program", EASLENS_PROGRAM);
	if (ledger_anonymized(question->ledger))
		json_put_flag(json, "anonymized", true);
	return json;
}

static void
end(struct json *json)
{
	json_close(json);
	json_free(json);
}

static void
put_number(struct json *json, const struct question *question,
    const struct listed *listed)
{
	json_put_number(
	    json, "number", (size_t)(listed - question->listing->policies) + 1);
}

/* Number, id and whether it is whole, as members. */
static void
put_name(struct json *json, const struct question *question,
    const struct listed *listed)
{
	put_number(json, question, listed);
	if (listed->policy->complete)
		json_put_words(json, "policy_id", listed->policy->id);
	json_put_flag(json, "complete", listed->policy->complete);
}

static void
put_device(struct json *json, const struct device *device)
{
	json_put_text(json, "device_id", device->id);
	json_put_text(json, "user", device->user);
}

/* Values in words, where words add something. */
static void
put_words(struct json *json, const struct policy *policy)
{
	char words[POLICY_WORDS];

	json_object_open(json, "words", JSON_ROW);
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		policy_value_words(&policy->entries[i], words);
		if (words[0] != '\0')
			json_put_pair(
			    json, policy->entries[i].name, text_from(words));
	}
	json_close(json);
}

/* What demands something: "yes" or "in doubt". */
static void
put_demands(struct json *json, const struct policy *policy)
{
	json_object_open(json, "demands", JSON_ROW);
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		enum demand demand = policy_demand(policy, entry);

		if (demand != DEMAND_NOTHING)
			json_put_pair(
			    json, entry->name, text_from(demand_word(demand)));
	}
	json_close(json);
}

static void
put_revisions(struct json *json, const struct listed *listed)
{
	json_array_open(json, "revisions", JSON_ROW);
	for (size_t i = 0; i < listed->revision_count; i++) {
		const struct revision *revision = &listed->revisions[i];
		const struct provision_entry *offer = revision->offer;

		json_object_open(json, NULL, JSON_ROW);
		put_device(json, revision->device);
		if (revision->nth > 0)
			json_put_number(json, "revision", revision->nth);
		json_put_time(json, "time",
		    offer->request.frame != 0 ? offer->request
					      : offer->response);
		if (offer->response.frame != 0)
			json_put_number(
			    json, "response_frame", offer->response.frame);
		json_close(json);
	}
	json_close(json);
}

static void
print_list(const struct question *question, FILE *file)
{
	struct rendered *settings = rendered_new(json_render_settings);
	struct json *json = begin(question, file);

	json_array_open(json, "policies", JSON_LINES);
	for (size_t i = 0; i < question->listing->count; i++) {
		const struct listed *listed = &question->listing->policies[i];

		json_object_open(json, NULL, JSON_LINES);
		put_number(json, question, listed);
		json_put_policy(json, listed->policy, settings);
		json_put_flag(json, "complete", listed->policy->complete);
		put_words(json, listed->policy);
		put_demands(json, listed->policy);
		json_put_number(json, "devices", listed->devices);
		json_put_time(json, "first_seen", listed->first);
		json_put_time(json, "last_seen", listed->last);
		put_revisions(json, listed);
		json_close(json);
	}
	json_close(json);
	end(json);
	rendered_free(settings);
}

static void
put_side(struct json *json, const char *value_key, const char *words_key,
    const struct policy_entry *entry)
{
	char words[POLICY_WORDS];

	if (entry == NULL || entry->is_list)
		return;
	json_put_text(json, value_key, entry->value);
	policy_value_words(entry, words);
	if (words[0] != '\0')
		json_put_words(json, words_key, words);
}

static void
put_items(struct json *json, const struct difference_entry *entry)
{
	if (entry->item_count == 0)
		return;
	json_array_open(json, "items", JSON_ROW);
	for (uint32_t i = 0; i < entry->item_count; i++) {
		json_object_open(json, NULL, JSON_ROW);
		json_put_text(json, "item", entry->items[i].text);
		json_put_words(
		    json, "change", change_name(entry->items[i].change));
		json_close(json);
	}
	json_close(json);
}

static void
put_change(struct json *json, const struct difference_entry *entry, char mark)
{
	if (mark == ' ')
		return;
	json_object_open(json, NULL, JSON_ROW);
	json_put_text(json, "setting", entry->name);
	json_put_words(json, "change", change_name(entry->change));
	json_put_words(json, "asks", difference_word(mark));
	put_side(json, "from", "from_words", entry->a);
	put_side(json, "to", "to_words", entry->b);
	put_items(json, entry);
	json_close(json);
}

static void
print_difference(const struct question *question, FILE *file)
{
	const struct policy *a = question->a->policy;
	const struct policy *b = question->b->policy;
	struct difference *difference = difference_of(a, b);
	struct json *json = begin(question, file);

	json_object_open(json, "from", JSON_ROW);
	put_name(json, question, question->a);
	json_close(json);
	json_object_open(json, "to", JSON_ROW);
	put_name(json, question, question->b);
	json_close(json);
	json_put_number(json, "same", difference->counts[CHANGE_NONE]);
	json_array_open(json, "changes", JSON_LINES);
	for (uint32_t i = 0; i < difference->count; i++)
		put_change(json, &difference->entries[i],
		    difference_mark(&difference->entries[i], a, b));
	json_close(json);
	end(json);
	difference_free(difference);
}

static void
put_supported(struct json *json, enum profile profile,
    const struct policy *policy, const struct policy_entry *entry)
{
	const char *note = profile_note(profile, entry->setting);

	json_object_open(json, NULL, JSON_ROW);
	json_put_text(json, "setting", entry->name);
	put_side(json, "value", "words", entry);
	json_put_words(
	    json, "demands", demand_word(policy_demand(policy, entry)));
	json_put_words(json, "support",
	    support_name(profile_support(profile, entry->setting)));
	if (note[0] != '\0')
		json_put_words(json, "note", note);
	json_close(json);
}

/* Where the document does not decide, there is no "strict_server_refuses". */
static void
put_judged(struct json *json, const struct question *question,
    const struct listed *listed)
{
	const struct policy *policy = listed->policy;
	struct profile_verdict verdict =
	    profile_judge(question->profile, policy);

	json_object_open(json, NULL, JSON_LINES);
	put_name(json, question, listed);
	if (verdict.sure_no > 0)
		json_put_flag(json, "strict_server_refuses", true);
	else if (policy->complete && profile_promises(&verdict))
		json_put_flag(json, "strict_server_refuses", false);
	json_array_open(json, "settings", JSON_LINES);
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (policy_demands(policy, &policy->entries[i]))
			put_supported(json, question->profile, policy,
			    &policy->entries[i]);
	}
	json_close(json);
	json_close(json);
}

static void
put_observed(struct json *json, const struct question *question)
{
	struct disagreements found = {.count = 0};

	disagreements_collect(&found, question->ledger, question->profile);
	json_object_open(json, "observed", JSON_LINES);
	json_put_number(json, "devices", found.devices);
	json_put_number(json, "rounds", found.rounds);
	json_array_open(json, "disagreements", JSON_LINES);
	for (size_t i = 0; i < found.count; i++) {
		const struct disagreement *one = &found.items[i];
		const struct listing *listing = question->listing;
		size_t place = listing_place(listing, one->policy);

		json_object_open(json, NULL, JSON_ROW);
		put_device(json, one->device);
		if (place < listing->count)
			put_name(json, question, &listing->policies[place]);
		json_put_words(json, "ack_status", one->full ? "1" : "2");
		json_put_number(json, "frame", one->at.frame);
		json_close(json);
	}
	json_close(json);
	json_close(json);
	disagreements_done(&found);
}

static void
print_profile(const struct question *question, FILE *file)
{
	const struct profile_info *info = profile_info(question->profile);
	struct json *json = begin(question, file);

	json_object_open(json, "profile", JSON_ROW);
	json_put_words(json, "name", info->name);
	json_put_words(json, "platform", info->platform);
	json_put_words(json, "basis", info->basis);
	if (info->shows[0] != '\0')
		json_put_words(json, "shows", info->shows);
	json_close(json);
	json_array_open(json, "policies", JSON_LINES);
	for (size_t i = 0; i < question->listing->count; i++)
		put_judged(json, question, &question->listing->policies[i]);
	json_close(json);
	put_observed(json, question);
	end(json);
}

const struct policy_writer policy_json = {
    print_list, print_difference, print_profile, NULL};
