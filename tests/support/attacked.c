/*
 * Reports on attacks, see attacked.h.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/truth.h"

/* Frames that an attack adds shift the numbers of all that follow. */
static void
drop_frames(json_t *json)
{
	if (json_is_object(json)) {
		(void)json_object_del(json, "frame");
		(void)json_object_del(json, "response_frame");
		(void)json_object_del(json, "frames");
	}
	for (void *at = json_object_iter(json); at != NULL;
	     at = json_object_iter_next(json, at))
		drop_frames(json_object_iter_value(at));
	for (size_t i = 0; i < json_array_size(json); i++)
		drop_frames(json_array_get(json, i));
}

/* The first object of a list in which that key has that text. */
static json_t *
find_in(const json_t *list, const char *key, const char *text)
{
	for (size_t i = 0; i < json_array_size(list); i++)
		if (attacked_is(json_array_get(list, i), key, text))
			return json_array_get(list, i);
	return NULL;
}

/* A device is told of as on the honest capture alone. */
static void
is_told(const json_t *report, json_t *device)
{
	const char *id = text_in(device, "device_id");
	json_t *told = device_in(report, id, text_in(device, "user"));

	if (told == NULL)
		fail_msg("%s is not told of", id);
	told = json_deep_copy(told);
	drop_frames(told);
	drop_frames(device);
	if (!json_equal(told, device))
		fail_msg("%s is told otherwise: %s", id,
		    json_dumps(told, JSON_INDENT(1)));
	json_decref(told);
}

static void
honest_devices_are_told(const json_t *report)
{
	int code;
	json_t *honest = report_on(VICTIM_FOLDER, VICTIM, &code);
	const json_t *devices = json_object_get(honest, "devices");

	assert_true(json_array_size(devices) > 0);
	for (size_t i = 0; i < json_array_size(devices); i++)
		is_told(report, json_array_get(devices, i));
	json_decref(honest);
}

json_t *
attacked_report(double seconds, size_t mebibytes)
{
	struct output output = attack_run((const char *const[]){"report", "-T",
	    "json", "-r", "attack.pcap", "--max-mem", "64", NULL});
	json_error_t error;
	json_t *report = json_loadb(
	    output.text, output.length, JSON_REJECT_DUPLICATES, &error);

	if (report == NULL)
		fail_msg("exit code %d, no JSON: %s", output.code, error.text);
	assert_int_equal(output.code, 0);
	free(output.text);
	honest_devices_are_told(report);
	attack_cost(&output, seconds, mebibytes);
	return report;
}

unsigned long long
attacked_health(const json_t *report, const char *name)
{
	const json_t *number =
	    json_object_get(json_object_get(report, "health"), name);

	assert_true(json_is_integer(number));
	return (unsigned long long)json_integer_value(number);
}

int
attacked_finds(const json_t *report, const char *code)
{
	return find_in(json_object_get(report, "findings"), "code", code) !=
	       NULL;
}

int
attacked_names(const json_t *report, const char *id)
{
	return find_in(json_object_get(report, "devices"), "device_id", id) !=
	       NULL;
}

json_t *
attacked_device(const json_t *report, const char *id)
{
	json_t *device = device_in(report, id, "eve");

	if (device == NULL)
		fail_msg("%s is not told of", id);
	return device;
}

json_t *
attacked_provision(const json_t *report, const char *id, size_t number)
{
	json_t *exchange = json_array_get(
	    json_object_get(attacked_device(report, id), "provision"), number);

	assert_non_null(exchange);
	return exchange;
}

int
attacked_is(const json_t *object, const char *key, const char *text)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value == text ||
	       (value != NULL && text != NULL && strcmp(value, text) == 0);
}
