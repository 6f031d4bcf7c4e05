/*
 * The truth about captures, see truth.h.
 */
#include "tests/support/truth.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

#define MOST_PRINTED 25

static unsigned noted;

void
disagree(const char *format, ...)
{
	char line[512];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(line, sizeof(line), format, arguments);
	va_end(arguments);
	if (noted++ < MOST_PRINTED)
		print_error("%s\n", line);
}

unsigned
disagreements(void)
{
	unsigned count = noted;

	noted = 0;
	return count;
}

json_t *
truth_of(const char *name)
{
	char path[256];

	snprintf(path, sizeof(path), "tests/truth/%s.json", name);
	return json_load_file(path, JSON_REJECT_DUPLICATES, NULL);
}

json_t *
report_on(const char *folder, const char *file, int *code)
{
	const char *const arguments[] = {
	    "report", "-r", file, "-T", "json", NULL};
	struct output output = run_easlens(folder, arguments);
	json_error_t error;
	json_t *report = json_loadb(
	    output.text, output.length, JSON_REJECT_DUPLICATES, &error);

	if (report == NULL)
		fail_msg("%s: exit code %d, no JSON: %s", file, output.code,
		    error.text);
	free(output.text);
	*code = output.code;
	return report;
}

bool
truth_is_partial(const json_t *truth)
{
	return json_object_get(truth, "note") != NULL ||
	       json_object_get(truth, "snaplen") != NULL;
}

bool
truth_is_negative(const json_t *truth)
{
	const json_t *visible = json_object_get(truth, "visible_devices");

	if (visible != NULL)
		return json_integer_value(visible) == 0;
	return json_array_size(json_object_get(truth, "devices")) == 0;
}

const char *
text_in(const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	return text == NULL || *text == '\0' ? NULL : text;
}

static bool
same_text(const char *a, const char *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	return strcmp(a, b) == 0;
}

json_t *
device_in(const json_t *whole, const char *id, const char *user)
{
	size_t index;
	json_t *device;

	json_array_foreach(json_object_get(whole, "devices"), index,
	    device) if (same_text(text_in(device, "device_id"), id) &&
			same_text(text_in(device, "user"), user)) return device;
	return NULL;
}

bool
truth_had_state(const json_t *device, const char *state)
{
	size_t index;
	json_t *exchange;

	/* Every device was that once, before all else. */
	if (strcmp(state, "not provisioned") == 0)
		return true;
	json_array_foreach(
	    json_object_get(device, "provision"), index, exchange)
	{
		if (same_text(text_in(exchange, "resulting_state"), state))
			return true;
		if (strcmp(state, "not acknowledged") == 0 &&
		    same_text(text_in(exchange, "phase"), "download") &&
		    text_in(exchange, "response_policy_key") != NULL)
			return true;
	}
	return same_text(text_in(device, "final_state"), state);
}

/* Lists as lists; an element without content is an empty text in the truth,
 * also where it is a list. */
static bool
same_setting(const json_t *truth, const json_t *report)
{
	if (json_is_array(report) && json_array_size(report) == 0)
		return json_is_string(truth) &&
		       *json_string_value(truth) == '\0';
	return json_equal(truth, report);
}

static bool
settings_agree(const json_t *truth, const json_t *report, bool partly)
{
	const json_t *wanted = json_object_get(truth, "settings");
	json_t *got = json_object_get(report, "settings");
	const char *type = text_in(truth, "request_policy_type");
	const char *key;
	json_t *value;

	/* The truth of the 2.5 form is its XML, not its settings. */
	if ((type != NULL && strstr(type, "WAP") != NULL) ||
	    json_object_get(truth, "wap_provisioning_xml") != NULL)
		return true;
	if (!partly && json_object_size(wanted) != json_object_size(got))
		return false;
	json_object_foreach(
	    got, key, value) if (!same_setting(json_object_get(wanted, key),
				     value)) return false;
	return true;
}

static bool
texts_agree(const json_t *truth, const json_t *report, const char *truth_key,
    const char *report_key, bool partly)
{
	const char *wanted = text_in(truth, truth_key);
	const char *got = text_in(report, report_key);

	if (strcmp(report_key, "policy_type") == 0 && wanted == NULL)
		return true;
	/* A key sent as a parameter of the query is no header in the truth. */
	if (strcmp(report_key, "request_policy_key_header") == 0 &&
	    json_object_get(truth, truth_key) == NULL)
		return got == NULL ||
		       same_text(got, text_in(truth, "request_policy_key"));
	if (partly && got == NULL)
		return true;
	if (partly && strcmp(report_key, "phase") == 0 &&
	    strcmp(got, "other") == 0)
		return true;
	return same_text(wanted, got);
}

static bool
flags_agree(
    const json_t *truth, const json_t *report, const char *key, bool partly)
{
	bool wanted = json_is_true(json_object_get(truth, key));
	bool got = json_is_true(json_object_get(report, key));

	return wanted == got || (partly && !got);
}

static bool
http_status_agrees(const json_t *truth, const json_t *report, bool partly)
{
	const json_t *got = json_object_get(report, "http_status");

	if (partly && json_integer_value(got) == 0)
		return true;
	return json_integer_value(got) ==
	       json_integer_value(json_object_get(truth, "http_status"));
}

const char *
provision_difference(const json_t *truth, const json_t *report, bool partly)
{
	static const char *const texts[][2] = {
	    {"phase", "phase"},
	    {"request_policy_key_header", "request_policy_key_header"},
	    {"request_policy_type", "policy_type"},
	    {"request_policy_key", "request_policy_key"},
	    {"ack_status", "ack_status"},
	    {"remote_wipe_ack_status", "wipe_status"},
	    {"response_status", "response_status"},
	    {"response_policy_status", "response_policy_status"},
	    {"response_policy_key", "response_policy_key"},
	};
	static const char *const flags[] = {
	    "remote_wipe_requested", "server_refused_acknowledgement"};

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		if (!texts_agree(
			truth, report, texts[i][0], texts[i][1], partly))
			return texts[i][1];
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		if (!flags_agree(truth, report, flags[i], partly))
			return flags[i];
	if (!http_status_agrees(truth, report, partly))
		return "http_status";
	if (!settings_agree(truth, report, partly))
		return "settings";
	return NULL;
}
