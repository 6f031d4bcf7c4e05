/*
 * What families of devices support as JSON, see json_support.h.
 */
#include "ui/json_support.h"

/* Rounds listed for one verdict, those that say most first. */
#define MOST_EVIDENCE 8u

void
json_put_family(struct json *json, const char *key, const struct family *family)
{
	json_object_open(json, key, JSON_ROW);
	json_put_text(json, "device_type", family->device_type);
	json_put_text(json, "os", family->os);
	json_put_text(json, "user_agent", family->user_agent);
	json_put_text(json, "protocol_version", family->protocol_version);
	json_close(json);
}

void
json_put_trial(
    struct json *json, const struct ledger *ledger, const struct trial *trial)
{
	const struct device *device = ledger_device(ledger, trial->device);
	const struct policy *policy = trial->policy;
	char status[2] = {(char)('0' + trial->ack), '\0'};

	json_put_text(json, "device_id", device->id);
	json_put_text(json, "user", device->user);
	json_put_number(json, "round", trial->round);
	if (policy != NULL && policy->id[0] != '\0')
		json_put_words(json, "policy_id", policy->id);
	if (trial->ack != 0)
		json_put_words(json, "ack_status", status);
	if (trial->download_frame != 0)
		json_put_number(json, "download_frame", trial->download_frame);
	if (trial->ack_frame != 0)
		json_put_number(json, "frame", trial->ack_frame);
}

static void
put_evidence(struct json *json, const struct ledger *ledger,
    const struct inference *inference, const struct conclusion *support)
{
	uint32_t trials[MOST_EVIDENCE];
	uint32_t count =
	    inference_evidence(inference, support, trials, MOST_EVIDENCE);

	json_array_open(json, "evidence", JSON_ROW);
	for (uint32_t i = 0; i < count; i++) {
		json_object_open(json, NULL, JSON_ROW);
		json_put_trial(json, ledger, &inference->trials[trials[i]]);
		json_close(json);
	}
	json_close(json);
}

static void
put_value(struct json *json, const struct policy_entry *entry)
{
	if (!entry->is_list) {
		json_put_text(json, "value", entry->value);
		return;
	}
	json_array_open(json, "value", JSON_ROW);
	for (uint32_t i = 0; i < entry->item_count; i++)
		json_put_text(json, NULL, entry->items[i]);
	json_close(json);
}

/* What the devices say on their own, by verdict. */
static void
put_votes(struct json *json, const struct device_votes *votes)
{
	json_object_open(json, "devices", JSON_ROW);
	for (unsigned kind = 0; kind < CONCLUSION_COUNT; kind++) {
		if (votes->devices[kind] > 0)
			json_put_number(json,
			    conclusion_name((enum conclusion_kind)kind),
			    votes->devices[kind]);
	}
	json_close(json);
}

static void
put_cell(struct json *json, const struct ledger *ledger,
    const struct matrix *matrix, uint32_t family, uint32_t row)
{
	const struct matrix_family *one = &matrix->families[family];
	const struct demanded *demanded =
	    catalogue_demand(matrix->catalogue, matrix->rows[row]);
	const struct device_votes *votes;
	const struct conclusion *support =
	    matrix_cell(matrix, family, row, &votes);

	if (support == NULL || support->kind == CONCLUSION_OPEN)
		return;
	json_object_open(json, NULL, JSON_ROW);
	json_put_family(json, "family", &one->scope->family);
	json_put_text(json, "setting", demanded->name);
	put_value(json, demanded->entry);
	if (demanded->in_doubt)
		json_put_flag(json, "in_doubt", true);
	json_put_words(json, "verdict", conclusion_name(support->kind));
	json_put_words(json, "rule", conclusion_rule_sentence(support->rule));
	put_votes(json, votes);
	put_evidence(json, ledger, one->inference, support);
	json_close(json);
}

void
json_put_support(
    struct json *json, const struct ledger *ledger, const struct matrix *matrix)
{
	json_array_open(json, "support", JSON_LINES);
	for (uint32_t i = 0; i < matrix->family_count; i++) {
		for (uint32_t j = 0; j < matrix->row_count; j++)
			put_cell(json, ledger, matrix, i, j);
	}
	json_close(json);
}
