/*
 * What real captures lack: samples made from the descriptions in tests/made/,
 * and the facts that a report on each must tell.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/truth.h"

/* A place in the JSON report: keys, numbers in arrays, or the device_id or
 * code of what is meant there, joined by '/'; "#" is how many there are. */
struct fact {
	const char *path;
	const char *value;
};

struct sample {
	const char *name;
	const struct fact *facts;
};

static const json_t *
item_of(const json_t *array, const char *key)
{
	size_t index;
	json_t *item;

	if (strspn(key, "0123456789") == strlen(key))
		return json_array_get(array, strtoul(key, NULL, 10));
	json_array_foreach(array, index, item)
	{
		const char *id = text_in(item, "device_id");
		const char *code = text_in(item, "code");

		if ((id != NULL && strcmp(id, key) == 0) ||
		    (code != NULL && strcmp(code, key) == 0))
			return item;
	}
	return NULL;
}

static void
describe(const json_t *value, char *out, size_t size)
{
	if (value == NULL)
		snprintf(out, size, "absent");
	else if (json_is_string(value))
		snprintf(out, size, "%s", json_string_value(value));
	else if (json_is_integer(value))
		snprintf(out, size, "%d", (int)json_integer_value(value));
	else if (json_is_boolean(value))
		snprintf(
		    out, size, "%s", json_is_true(value) ? "true" : "false");
	else
		snprintf(out, size, "there");
}

static void
look_up(const json_t *report, const char *path, char *out, size_t size)
{
	char keys[256];
	char *state = NULL;
	const json_t *at = report;

	snprintf(keys, sizeof(keys), "%s", path);
	for (const char *key = strtok_r(keys, "/", &state); key != NULL;
	     key = strtok_r(NULL, "/", &state)) {
		if (strcmp(key, "#") == 0) {
			snprintf(out, size, "%d", (int)json_array_size(at));
			return;
		}
		at = json_is_array(at) ? item_of(at, key)
				       : json_object_get(at, key);
	}
	describe(at, out, size);
}

static void
the_report_tells_the_facts(void **state)
{
	const struct sample *sample = *state;
	char file[128];
	int code;
	json_t *report;

	snprintf(file, sizeof(file), "%s.pcap", sample->name);
	report = report_on(from_environment("MADE"), file, &code);
	assert_int_equal(code, 0);
	for (const struct fact *fact = sample->facts; fact->path; fact++) {
		char got[256];

		look_up(report, fact->path, got, sizeof(got));
		if (strcmp(got, fact->value) != 0)
			disagree(
			    "%s is %s, not %s", fact->path, got, fact->value);
	}
	json_decref(report);
	assert_int_equal(disagreements(), 0);
}

/* clang-format off */
#define END { NULL, NULL }
#define ONE "devices/0/"

/* The same conversation in every link layer and tunnel. */
static const struct fact provisioned[] = {
	{ "devices/#", "1" }, { ONE "device_id", "MADE0001" },
	{ ONE "user", "anna" }, { ONE "device_type", "iPhone" },
	{ ONE "protocol_versions/0", "14.1" }, { ONE "state", "full" },
	{ ONE "policy_application_status", "AppliedInFull" },
	{ ONE "policy_key", "3942919513" },
	{ ONE "information/Model", "Made 1" },
	{ ONE "information/FriendlyName", "Anna's" },
	{ ONE "commands/FolderSync", "2" }, { ONE "commands/Provision", "2" },
	{ ONE "http_status/449", "1" }, { ONE "http_status/200", "3" },
	{ ONE "provision/#", "2" },
	{ ONE "provision/0/settings/MinDevicePasswordLength", "6" },
	{ ONE "provision/0/settings/DevicePasswordExpiration", "" },
	{ ONE "provision/0/settings/UnapprovedInROMApplicationList/1",
	    "chess.exe" },
	{ ONE "provision/0/settings/ApprovedApplicationList/#", "0" },
	{ ONE "provision/0/settings/AllowBrowser", "absent" },
	{ ONE "provision/0/complete", "true" },
	{ ONE "provision/1/ack_status", "1" },
	{ ONE "rounds/#", "1" }, { ONE "rounds/0/outcome", "full" },
	{ ONE "rounds/0/temporary_key", "1307199584" },
	{ ONE "rounds/0/final_key", "3942919513" },
	{ "policies/#", "1" }, { "health/eas_exchanges", "4" },
	{ "health/wbxml_errors", "0" }, { "health/unsupported_packets", "0" },
	END
};

static const struct fact refused_in_body[] = {
	{ "devices/#", "3" }, { "devices/MADE0142/state", "not provisioned" },
	{ "devices/MADE0143/state", "not provisioned" },
	{ "devices/MADE0144/state", "not provisioned" },
	{ "devices/MADE0144/http_status/200", "1" },
	{ "devices/MADE0144/provision/#", "0" }, END
};

static const struct fact partial_refused[] = {
	{ ONE "state", "partial" },
	{ ONE "policy_application_status", "PartiallyApplied" },
	{ ONE "provision/1/ack_status", "2" },
	{ ONE "provision/1/response_status", "139" },
	{ ONE "provision/1/server_refused_acknowledgement", "true" },
	{ ONE "findings/partial-refused/severity", "warning" },
	{ ONE "rounds/0/outcome", "partial" },
	{ ONE "rounds/0/final_key", "absent" }, END
};

static const struct fact external_refused[] = {
	{ ONE "state", "external" },
	{ ONE "policy_application_status", "ExternallyManaged" },
	{ ONE "provision/1/response_status", "145" },
	{ ONE "provision/1/server_refused_acknowledgement", "true" },
	{ ONE "findings/external-refused/severity", "warning" }, END
};

static const struct fact information_required[] = {
	{ ONE "state", "full" }, { ONE "provision/#", "3" },
	{ ONE "provision/0/response_status", "165" },
	{ ONE "findings/device-information-required/severity", "warning" },
	{ ONE "information/OS", "iOS 4.2.1" }, END
};

static const struct fact base64_query[] = {
	{ "devices/#", "3" },
	{ "devices/LABDEVICE0000001/user", "CONTOSO\\alice" },
	{ "devices/LABDEVICE0000001/state", "full" },
	{ "devices/LABDEVICE0000001/protocol_versions/0", "14.1" },
	{ "devices/LABDEVICE0000001/provision/1/request_policy_key_header",
	    "3230124716" },
	{ "devices/LABDEVICE0000001/policy_key", "2222222222" },
	{ "devices/6F24CAD599A5BF1A690246B8C68FAE8D/device_type", "PocketPC" },
	{ "devices/6F24CAD599A5BF1A690246B8C68FAE8D/user", "bob" },
	{ "devices/6F24CAD599A5BF1A690246B8C68FAE8D/commands/ItemOperations",
	    "1" },
	{ "devices/A1/commands/SmartReply", "1" },
	{ "devices/A1/protocol_versions/0", "16.1" },
	{ "health/wbxml_errors", "0" }, END
};

static const struct fact multipart_response[] = {
	{ "devices/#", "1" }, { ONE "commands/ItemOperations", "1" },
	{ ONE "findings/policy-key-mismatch/severity", "warning" },
	{ "health/wbxml_errors", "0" }, END
};

static const struct fact account_wiped[] = {
	{ ONE "state", "account wiped" }, { ONE "provision/#", "4" },
	{ ONE "provision/2/phase", "wipe-inquiry" },
	{ ONE "provision/2/account_only_remote_wipe_requested", "true" },
	{ ONE "provision/2/remote_wipe_requested", "false" },
	{ ONE "provision/3/phase", "wipe-acknowledge" },
	{ ONE "provision/3/wipe_status", "1" },
	{ ONE "findings/wipe-acknowledged/severity", "warning" }, END
};

static const struct fact account_wipe_failed[] = {
	{ ONE "state", "wipe failed" }, { ONE "provision/3/wipe_status", "2" },
	{ ONE "findings/wipe-failed/severity", "warning" }, END
};

static const struct fact wap_password[] = {
	{ ONE "state", "full" }, { ONE "protocol_versions/0", "2.5" },
	{ ONE "provision/0/policy_type", "MS-WAP-Provisioning-XML" },
	{ ONE "provision/0/settings/4131", "0" },
	{ ONE "provision/0/settings/AEFrequencyValue", "5" },
	{ ONE "provision/0/settings/DeviceWipeThreshold", "20" },
	{ ONE "provision/0/settings/CodewordFrequency", "5" },
	{ ONE "provision/0/settings/MinimumPasswordLength", "8" },
	{ ONE "provision/0/settings/PasswordComplexity", "0" },
	{ ONE "provision/0/complete", "true" }, END
};

static const struct fact wap_nothing[] = {
	{ ONE "state", "full" }, { ONE "provision/0/settings/4131", "1" },
	{ ONE "provision/0/settings/CodewordFrequency", "-1" },
	{ ONE "provision/0/settings/PasswordComplexity", "2" }, END
};

static const struct fact wap_short[] = {
	{ ONE "state", "full" }, { ONE "provision/0/settings/4131", "1" },
	{ ONE "provision/0/settings/4133", "1" },
	{ ONE "provision/0/settings/DeviceWipeThreshold", "absent" }, END
};

static const struct fact gzip_request[] = {
	{ ONE "state", "partial" }, { ONE "provision/1/ack_status", "2" },
	{ ONE "provision/1/response_policy_key", "3942919513" },
	{ ONE "provision/1/complete", "true" }, { "health/http_errors", "0" },
	END
};

static const struct fact pipelined_options[] = {
	{ "devices/#", "1" }, { ONE "options_requests", "1" },
	{ ONE "commands/FolderSync", "1" }, { ONE "commands/Provision", "1" },
	{ ONE "http_status/200", "2" }, { ONE "http_status/449", "1" },
	{ ONE "provision/0/response_policy_status", "2" },
	{ ONE "state", "not provisioned" },
	{ ONE "findings/no-policy/severity", "info" }, END
};

static const struct fact http_refusals[] = {
	{ "devices/#", "4" }, { "devices/MADE0451/http_status/451", "1" },
	{ "devices/MADE0451/findings/moved/severity", "info" },
	{ "devices/MADE0503/findings/throttled/severity", "warning" },
	{ "devices/MADE0403/http_status/403", "1" },
	{ "devices/MADE0401/http_status/401", "1" }, END
};

static const struct fact odd_policy[] = {
	{ ONE "state", "not acknowledged" },
	{ ONE "provision/0/settings/DevicePasswordEnabled", "0" },
	{ ONE "provision/0/settings/14:0x3c", "5" },
	{ ONE "provision/0/settings_repeated/0", "DevicePasswordEnabled" },
	{ ONE "provision/0/response_policy_key", "77" },
	{ ONE "provision/0/complete", "true" }, END
};

static const struct fact secrets[] = {
	{ ONE "state", "full" }, { ONE "commands/Settings", "3" },
	{ ONE "findings/credentials-in-clear/severity", "warning" },
	{ ONE "user", "anna" }, { "health/http_errors", "0" }, END
};

static struct sample samples[] = {
	{ "link-qinq", provisioned }, { "link-wlan", provisioned },
	{ "link-wlan-qos", provisioned }, { "link-radiotap", provisioned },
	{ "link-gre", provisioned }, { "link-ipip", provisioned },
	{ "link-vxlan", provisioned }, { "link-ipv6-fragments", provisioned },
	{ "link-null", provisioned }, { "link-loop", provisioned },
	{ "refused-in-body", refused_in_body },
	{ "partial-refused", partial_refused },
	{ "external-refused", external_refused },
	{ "information-required", information_required },
	{ "base64-query", base64_query },
	{ "multipart-response", multipart_response },
	{ "account-wiped", account_wiped },
	{ "account-wipe-failed", account_wipe_failed },
	{ "wap-password", wap_password }, { "wap-nothing", wap_nothing },
	{ "wap-short", wap_short }, { "gzip-request", gzip_request },
	{ "pipelined-options", pipelined_options },
	{ "http-refusals", http_refusals }, { "odd-policy", odd_policy },
	{ "secrets", secrets },
};

/* clang-format on */

#define SAMPLES (sizeof(samples) / sizeof(*samples))

int
main(void)
{
	static struct CMUnitTest tests[SAMPLES];

	for (size_t i = 0; i < SAMPLES; i++)
		tests[i] = (struct CMUnitTest){.name = samples[i].name,
		    .test_func = the_report_tells_the_facts,
		    .initial_state = &samples[i]};
	return _cmocka_run_group_tests("made", tests, SAMPLES, NULL, NULL);
}
