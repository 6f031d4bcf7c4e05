/*
 * The outputs for scripts: JSON is read back by another library, which
 * refuses repeated keys, and compared with the story that was told.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "tests/support/story.h"
#include "ui/report.h"

static json_t *
parsed(const char *bytes)
{
	json_error_t error;
	json_t *json = json_loads(bytes, JSON_REJECT_DUPLICATES, &error);

	if (json == NULL)
		fail_msg("%s in line %d of %s", error.text, error.line, bytes);
	return json;
}

static const char *
word(const json_t *object, const char *key)
{
	const char *value = json_string_value(json_object_get(object, key));

	return value != NULL ? value : "(absent)";
}

static json_t *
report_of(char **bytes)
{
	*bytes = story_printed(report_json, true);
	return parsed(*bytes);
}

static void
an_empty_ledger_is_a_valid_report(void **state)
{
	char *bytes = story_printed(report_json, false);
	json_t *json = parsed(bytes);
	static const char *const arrays[] = {
	    "inputs", "devices", "policies", "support", "findings"};

	(void)state;
	assert_string_equal(word(json, "schema"), "easlens.report/1");
	assert_int_equal(json_object_size(json_object_get(json, "health")), 22);
	for (size_t i = 0; i < sizeof(arrays) / sizeof(arrays[0]); i++)
		assert_true(json_is_array(json_object_get(json, arrays[i])));
	json_decref(json);
	free(bytes);
}

static void
an_input_says_what_is_wrong_with_it(void **state)
{
	char *bytes;
	json_t *json = report_of(&bytes);
	json_t *input = json_array_get(json_object_get(json, "inputs"), 0);

	(void)state;
	assert_string_equal(word(input, "name"), "a\x1b.pcap");
	assert_string_equal(
	    word(input, "first"), "2026-11-21T12:00:00.000000000Z");
	assert_string_equal(word(input, "problem"), "the file is cut");
	assert_true(json_is_false(json_object_get(input, "complete")));
	assert_int_equal(
	    json_integer_value(json_object_get(input, "bytes")), 1234567);
	json_decref(json);
	free(bytes);
}

static void
a_device_has_what_was_seen_and_no_more(void **state)
{
	char *bytes;
	json_t *json = report_of(&bytes);
	json_t *devices = json_object_get(json, "devices");
	json_t *first = json_array_get(devices, 0);
	json_t *second = json_array_get(devices, 1);

	(void)state;
	assert_int_equal(json_array_size(devices), 2);
	assert_string_equal(word(first, "device_id"), "WP7");
	assert_string_equal(word(first, "user"), "anna");
	assert_string_equal(word(first, "state"), "partial");
	assert_string_equal(
	    word(first, "policy_application_status"), "PartiallyApplied");
	assert_string_equal(word(first, "policy_key"), "222");
	assert_string_equal(
	    word(json_object_get(first, "information"), "Model"),
	    "HTC \"Mozart\"");
	assert_null(
	    json_object_get(json_object_get(first, "information"), "IMEI"));
	assert_int_equal(json_integer_value(json_object_get(
			     json_object_get(first, "commands"), "Provision")),
	    2);
	assert_string_equal(word(second, "device_id"), "SE\xc3\x9c\x1b");
	assert_null(json_object_get(second, "user"));
	assert_null(json_object_get(second, "information"));
	assert_null(json_object_get(second, "policy_key"));
	json_decref(json);
	free(bytes);
}

static void
a_provision_exchange_has_its_keys_and_settings(void **state)
{
	char *bytes;
	json_t *json = report_of(&bytes);
	json_t *device = json_array_get(json_object_get(json, "devices"), 0);
	json_t *provision = json_object_get(device, "provision");
	json_t *offer = json_array_get(provision, 0);
	json_t *ack = json_array_get(provision, 1);
	json_t *settings = json_object_get(offer, "settings");

	(void)state;
	assert_int_equal(json_array_size(provision), 2);
	assert_string_equal(word(offer, "phase"), "download");
	assert_string_equal(word(offer, "client"), "10.0.0.7:50000");
	assert_string_equal(word(offer, "request_policy_key_header"), "0");
	assert_string_equal(word(offer, "response_policy_key"), "111");
	assert_null(json_object_get(offer, "ack_status"));
	assert_null(json_object_get(offer, "server_refused_acknowledgement"));
	assert_string_equal(word(settings, "MinDevicePasswordLength"), "4");
	assert_string_equal(word(settings, "AllowCamera"), "0");
	assert_string_equal(word(settings, "14:0x3c"), "\x1b[2J\xef\xbf\xbd");
	assert_string_equal(
	    json_string_value(json_array_get(
		json_object_get(settings, "UnapprovedInROMApplicationList"),
		0)),
	    "game.exe");
	assert_string_equal(
	    json_string_value(
		json_array_get(json_object_get(offer, "settings_repeated"), 0)),
	    "AllowCamera");
	assert_string_equal(word(ack, "phase"), "acknowledge");
	assert_string_equal(word(ack, "ack_status"), "2");
	assert_null(json_object_get(ack, "settings"));
	assert_true(json_is_false(
	    json_object_get(ack, "server_refused_acknowledgement")));
	assert_true(
	    json_is_false(json_object_get(ack, "remote_wipe_requested")));
	json_decref(json);
	free(bytes);
}

static void
a_round_joins_offer_and_acknowledgement(void **state)
{
	char *bytes;
	json_t *json = report_of(&bytes);
	json_t *device = json_array_get(json_object_get(json, "devices"), 0);
	json_t *round = json_array_get(json_object_get(device, "rounds"), 0);
	json_t *policy = json_array_get(json_object_get(json, "policies"), 0);

	(void)state;
	assert_string_equal(word(round, "temporary_key"), "111");
	assert_string_equal(word(round, "final_key"), "222");
	assert_string_equal(word(round, "ack_status"), "2");
	assert_string_equal(word(round, "server_status"), "1");
	assert_string_equal(word(round, "outcome"), "partial");
	assert_string_equal(
	    word(round, "policy_id"), word(policy, "policy_id"));
	assert_int_equal(
	    json_integer_value(json_object_get(policy, "devices")), 1);
	json_decref(json);
	free(bytes);
}

static void
json_never_drives_the_terminal(void **state)
{
	char *bytes = story_printed(report_json, true);

	(void)state;
	nothing_drives_the_terminal(bytes);
	free(bytes);
}

static void
the_list_of_devices_is_one_object_a_line(void **state)
{
	char *bytes = story_printed(report_devices_json, true);
	char *end = strchr(bytes, '\n');
	json_t *json;

	(void)state;
	assert_non_null(end);
	*end = '\0';
	json = parsed(bytes);
	assert_string_equal(word(json, "device_id"), "WP7");
	json_decref(json);
	json = parsed(end + 1);
	assert_string_equal(word(json, "device_id"), "SE\xc3\x9c\x1b");
	json_decref(json);
	free(bytes);
}

static void
each_exchange_is_a_record(void **state)
{
	char *bytes = story_recorded(report_event_json);
	char *line = bytes;
	unsigned count = 0;

	(void)state;
	nothing_drives_the_terminal(bytes);
	while (*line != '\0') {
		char *end = strchr(line, '\n');
		json_t *json;

		assert_non_null(end);
		*end = '\0';
		json = parsed(line);
		assert_string_equal(word(json, "schema"), "easlens.event/1");
		assert_string_equal(word(json, "method"), "POST");
		if (count == 0)
			assert_string_equal(
			    word(json_object_get(json, "settings"),
				"AllowCamera"),
			    "0");
		if (count == 1)
			assert_string_equal(word(json, "ack_status"), "2");
		if (count == 3)
			assert_string_equal(
			    word(json, "command"), "FolderSync");
		json_decref(json);
		count++;
		line = end + 1;
	}
	assert_int_equal(count, 4);
	free(bytes);
}

static void
what_was_not_seen_has_no_field(void **state)
{
	struct observation nothing = {.connection = 1};
	char *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);
	json_t *json;

	(void)state;
	assert_non_null(file);
	report_event_json(&nothing, file);
	fclose(file);
	json = parsed(bytes);
	assert_int_equal(json_object_size(json), 5);
	assert_true(json_is_false(json_object_get(json, "complete")));
	json_decref(json);
	free(bytes);
}

static void
support_names_verdict_rule_and_rounds(void **state)
{
	char *bytes;
	json_t *json = report_of(&bytes);
	const json_t *all = json_object_get(json, "support");
	size_t index;
	const json_t *one;

	(void)state;
	assert_true(json_array_size(all) > 0);
	json_array_foreach(all, index, one)
	{
		const json_t *first =
		    json_array_get(json_object_get(one, "evidence"), 0);

		assert_true(json_is_object(json_object_get(one, "family")));
		assert_string_not_equal(word(one, "setting"), "(absent)");
		assert_non_null(json_object_get(one, "value"));
		assert_string_not_equal(word(one, "rule"), "(absent)");
		assert_string_not_equal(word(one, "verdict"), "open");
		assert_string_not_equal(word(first, "device_id"), "(absent)");
		assert_string_equal(word(first, "ack_status"), "2");
		assert_true(json_is_integer(json_object_get(first, "frame")));
	}
	json_decref(json);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_empty_ledger_is_a_valid_report),
	    cmocka_unit_test(an_input_says_what_is_wrong_with_it),
	    cmocka_unit_test(a_device_has_what_was_seen_and_no_more),
	    cmocka_unit_test(a_provision_exchange_has_its_keys_and_settings),
	    cmocka_unit_test(a_round_joins_offer_and_acknowledgement),
	    cmocka_unit_test(json_never_drives_the_terminal),
	    cmocka_unit_test(the_list_of_devices_is_one_object_a_line),
	    cmocka_unit_test(each_exchange_is_a_record),
	    cmocka_unit_test(what_was_not_seen_has_no_field),
	    cmocka_unit_test(support_names_verdict_rule_and_rounds),
	};

	return cmocka_run_group_tests_name("report_json", tests, NULL, NULL);
}
