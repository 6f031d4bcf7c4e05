/*
 * The report as one JSON object, schema easlens.report/1: a promise to
 * scripts. Fields may be added; none is renamed or given another meaning.
 */
#include "ui/json_device.h"
#include "ui/json_story.h"
#include "ui/json_support.h"
#include "ui/report.h"
#include "ui/version.h"

static void
put_input(struct json *json, const struct input_seen *input)
{
	json_object_open(json, NULL, JSON_ROW);
	json_put_text(json, "name", input->name);
	json_put_number(json, "packets", input->packets);
	json_put_number(json, "bytes", input->bytes);
	json_put_time(json, "first", input->first);
	json_put_time(json, "last", input->last);
	json_array_open(json, "link_types", JSON_ROW);
	for (uint32_t i = 0; i < input->link_types.count; i++)
		json_put_text(json, NULL, input->link_types.items[i]);
	json_close(json);
	json_put_flag(json, "complete", input->complete);
	if (!input->complete)
		json_put_text(json, "problem", input->problem);
	json_close(json);
}

static void
put_inputs(struct json *json, const struct ledger *ledger)
{
	json_array_open(json, "inputs", JSON_LINES);
	for (size_t i = 0; i < ledger_input_count(ledger); i++)
		put_input(json, ledger_input(ledger, i));
	json_close(json);
}

static void
put_health(struct json *json, const struct health *health)
{
	json_object_open(json, "health", JSON_LINES);
#define X(name, words) json_put_number(json, #name, health->name);
	HEALTH(X)
#undef X
	json_close(json);
}

static void
put_devices(
    struct json *json, const struct ledger *ledger, struct rendered *settings)
{
	json_array_open(json, "devices", JSON_LINES);
	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		json_put_device(
		    json, ledger_device(ledger, i), settings, JSON_LINES);
	json_close(json);
}

static void
put_policies(
    struct json *json, const struct ledger *ledger, struct rendered *settings)
{
	json_array_open(json, "policies", JSON_LINES);
	for (size_t i = 0; i < ledger_policy_count(ledger); i++) {
		const struct policy_seen *seen = ledger_policy(ledger, i);

		json_object_open(json, NULL, JSON_ROW);
		json_put_policy(json, seen->policy, settings);
		json_put_number(json, "devices", seen->devices);
		json_put_time(json, "first_seen", seen->first);
		json_put_time(json, "last_seen", seen->last);
		json_close(json);
	}
	json_close(json);
}

/* Which settings a family of devices obeys. */
static void
put_support(struct json *json, const struct ledger *ledger)
{
	struct matrix *matrix = matrix_new(ledger, SCOPE_FAMILY);

	json_put_support(json, ledger, matrix);
	matrix_free(matrix);
}

static void
put_servers(struct json *json, const struct ledger *ledger)
{
	struct server_stories *stories = server_stories_tell(ledger);

	json_put_stories(json, stories);
	server_stories_free(stories);
}

void
report_json(const struct ledger *ledger, FILE *file)
{
	struct json *json = json_new(file);
	struct rendered *settings = rendered_new(json_render_settings);
	struct findings findings = {0};

	assess_capture(ledger, &findings);
	json_object_open(json, NULL, JSON_LINES);
	json_put_words(json, "schema", "easlens.report/1");
	json_put_words(json, "program", EASLENS_PROGRAM);
	if (ledger_anonymized(ledger))
		json_put_flag(json, "anonymized", true);
	put_inputs(json, ledger);
	put_health(json, ledger_health_seen(ledger));
	put_devices(json, ledger, settings);
	put_policies(json, ledger, settings);
	put_support(json, ledger);
	put_servers(json, ledger);
	json_put_findings(json, &findings);
	json_close(json);
	findings_done(&findings);
	rendered_free(settings);
	json_free(json);
}

void
report_devices_json(const struct ledger *ledger, FILE *file)
{
	struct json *json = json_new(file);
	struct rendered *settings = rendered_new(json_render_settings);

	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		json_put_device(
		    json, ledger_device(ledger, i), settings, JSON_ROW);
	rendered_free(settings);
	json_free(json);
}
