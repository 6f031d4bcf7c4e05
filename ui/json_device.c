/*
 * A device as a JSON object, see json_device.h.
 */
#include "ui/json_device.h"

#include "ui/json_policy.h"

void
json_render_settings(const void *key, FILE *file)
{
	struct json *json = json_new(file);

	json_settings(json, NULL, key);
	json_free(json);
}

void
json_put_policy(
    struct json *json, const struct policy *policy, struct rendered *settings)
{
	size_t length;
	const char *bytes = rendered_get(settings, policy, &length);

	if (policy->id[0] != '\0')
		json_put_words(json, "policy_id", policy->id);
	json_put_made(json, "settings", bytes, length - 1);
	json_put_repeated(json, policy);
}

static void
put_names(struct json *json, const char *key, const struct names *names)
{
	json_array_open(json, key, JSON_ROW);
	for (uint32_t i = 0; i < names->count; i++)
		json_put_text(json, NULL, names->items[i]);
	json_close(json);
}

static void
put_commands(struct json *json, const struct device *device)
{
	json_object_open(json, "commands", JSON_ROW);
	for (int i = COMMAND_UNKNOWN + 1; i < COMMAND_COUNT; i++) {
		if (device->commands[i] > 0)
			json_put_number(json, command_name((enum command)i),
			    device->commands[i]);
	}
	if (device->commands[COMMAND_UNKNOWN] > 0)
		json_put_number(
		    json, "unknown", device->commands[COMMAND_UNKNOWN]);
	json_close(json);
	if (device->unknown_commands.count > 0)
		put_names(json, "unknown_commands", &device->unknown_commands);
}

static void
put_statuses(struct json *json, const struct device *device)
{
	char number[8];

	json_object_open(json, "http_status", JSON_ROW);
	for (uint32_t i = 0; i < device->http_status_kinds; i++) {
		snprintf(number, sizeof(number), "%u",
		    (unsigned)device->http_status[i].status);
		json_put_number(json, number, device->http_status[i].count);
	}
	json_close(json);
}

static void
put_who(struct json *json, const struct device *device)
{
	json_put_text(json, "device_id", device->id);
	json_put_text(json, "user", device->user);
	if (device->anonymized)
		json_put_flag(json, "anonymized", true);
	if (device->types.count > 0)
		json_put_text(json, "device_type", device->types.items[0]);
	if (device->types.count > 1)
		put_names(json, "device_types", &device->types);
	put_names(json, "user_agents", &device->user_agents);
	put_names(json, "protocol_versions", &device->protocol_versions);
	put_names(json, "servers", &device->servers);
	json_put_information(json, &device->information);
	json_put_time(json, "first_seen", device->first_seen);
	json_put_time(json, "last_seen", device->last_seen);
	json_put_time(json, "last_success", device->last_success);
	put_commands(json, device);
	json_put_number(json, "options_requests", device->options_requests);
	put_statuses(json, device);
}

static void
put_where(struct json *json, const struct provision_entry *entry)
{
	json_put_words(json, "phase", phase_name(entry->phase));
	json_put_time(json, "time", entry->request);
	json_put_time(json, "response_time", entry->response);
	if (entry->request.frame != 0)
		json_put_number(json, "frame", entry->request.frame);
	if (entry->response.frame != 0)
		json_put_number(json, "response_frame", entry->response.frame);
	json_put_endpoint(json, "client", &entry->client);
	if (entry->http_status != 0)
		json_put_number(json, "http_status", entry->http_status);
	json_put_text(
	    json, "request_policy_key_header", entry->policy_key_header);
}

static void
put_provision(struct json *json, const struct provision_entry *entry,
    struct rendered *settings)
{
	json_object_open(json, NULL, JSON_ROW);
	put_where(json, entry);
#define X(field) json_put_text(json, #field, entry->field);
	PROVISION_TEXTS(X)
#undef X
	json_put_wipe(json, entry->wipe_status, entry->account_wipe_status);
	json_put_orders(json, entry->phase, entry->remote_wipe_requested,
	    entry->account_only_remote_wipe_requested, entry->response_whole);
	/* That it was not refused is known only if all was seen. */
	if (entry->phase == PHASE_ACKNOWLEDGE &&
	    (entry->response_whole || provision_refused(entry)))
		json_put_flag(json, "server_refused_acknowledgement",
		    provision_refused(entry));
	if (entry->policy != NULL)
		json_put_policy(json, entry->policy, settings);
	json_put_flag(json, "complete", entry->complete);
	json_close(json);
}

static struct moment
either(struct moment first, struct moment second)
{
	return first.frame != 0 ? first : second;
}

/* The Status that tells most: Policy's, unless the one above it says no. */
static struct text
server_status(const struct provision_entry *ack)
{
	if (text_filled(ack->response_policy_status) &&
	    (!text_filled(ack->response_status) ||
		text_is(ack->response_status, "1")))
		return ack->response_policy_status;
	return ack->response_status;
}

static void
put_ack(struct json *json, const struct provision_entry *ack)
{
	json_put_time(
	    json, "acknowledged", either(ack->request, ack->response));
	json_put_text(json, "ack_status", ack->ack_status);
	json_put_text(json, "server_status", server_status(ack));
}

static void
put_round(struct json *json, const struct round *round)
{
	json_object_open(json, NULL, JSON_ROW);
	if (round->policy != NULL && round->policy->id[0] != '\0')
		json_put_words(json, "policy_id", round->policy->id);
	json_put_text(json, "temporary_key", round->temporary_key);
	json_put_text(json, "final_key", round->final_key);
	if (round->offer != NULL)
		json_put_time(json, "offered",
		    either(round->offer->response, round->offer->request));
	if (round->ack != NULL)
		put_ack(json, round->ack);
	if (round->outcome != STATE_UNKNOWN)
		json_put_words(json, "outcome", state_name(round->outcome));
	json_close(json);
}

static void
put_frames(struct json *json, const struct finding *finding)
{
	json_array_open(json, "frames", JSON_ROW);
	for (uint32_t i = 0; i < finding->frame_count; i++)
		json_put_number(json, NULL, finding->frames[i]);
	json_close(json);
	if (finding->frames_left_out > 0)
		json_put_number(
		    json, "frames_left_out", finding->frames_left_out);
}

void
json_put_findings(struct json *json, const struct findings *findings)
{
	json_array_open(json, "findings", JSON_LINES);
	for (uint32_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];

		json_object_open(json, NULL, JSON_ROW);
		json_put_words(json, "code", finding_name(finding->code));
		json_put_words(
		    json, "severity", finding_severity(finding->code));
		json_put_words(json, "text", finding->text);
		put_frames(json, finding);
		json_close(json);
	}
	json_close(json);
}

static void
put_conclusions(struct json *json, const struct assessment *assessment)
{
	json_put_words(json, "policy_application_status",
	    application_name(assessment->application));
	if (assessment->state != STATE_UNKNOWN)
		json_put_words(json, "state", state_name(assessment->state));
	json_put_words(json, "access_state", access_name(assessment->access));
	json_put_text(json, "policy_key", assessment->policy_key);
}

void
json_put_device(struct json *json, const struct device *device,
    struct rendered *settings, enum json_layout layout)
{
	struct assessment *assessment = assess_device(device);

	json_object_open(json, NULL, layout);
	put_who(json, device);
	put_conclusions(json, assessment);
	if (device->forgotten > 0)
		json_put_number(json, "forgotten", device->forgotten);
	json_array_open(json, "provision", JSON_LINES);
	for (uint32_t i = 0; i < device->provision_count; i++)
		put_provision(json, &device->provisions[i], settings);
	json_close(json);
	json_array_open(json, "rounds", JSON_LINES);
	for (uint32_t i = 0; i < assessment->round_count; i++)
		put_round(json, &assessment->rounds[i]);
	json_close(json);
	json_put_findings(json, &assessment->findings);
	json_close(json);
	assessment_free(assessment);
}
