/*
 * Every capture of samples/ and tests/corpus/ that has a truth: the program's
 * JSON report against what both sides' logs say. One test per capture, named
 * by it.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tests/support/run.h"
#include "tests/support/truth.h"

#define MOST_CAPTURES 128

static const char *
name_of(const json_t *device)
{
	static char name[256];
	const char *user = text_in(device, "user");

	snprintf(name, sizeof(name), "%s of %s", text_in(device, "device_id"),
	    user == NULL ? "nobody" : user);
	return name;
}

static json_int_t
count_in(const json_t *object, const char *key)
{
	return json_integer_value(json_object_get(object, key));
}

/* Seconds since 1970 of an RFC 3339 time; 0 where there is none. */
static double
time_in(const json_t *object, const char *key)
{
	const char *text = text_in(object, key);
	struct tm tm = {.tm_isdst = 0};

	if (text == NULL || strlen(text) < strlen("2000-01-01T00:00:00"))
		return 0;
	tm.tm_year = (int)strtol(text, NULL, 10) - 1900;
	tm.tm_mon = (int)strtol(text + 5, NULL, 10) - 1;
	tm.tm_mday = (int)strtol(text + 8, NULL, 10);
	tm.tm_hour = (int)strtol(text + 11, NULL, 10);
	tm.tm_min = (int)strtol(text + 14, NULL, 10);
	return (double)timegm(&tm) + strtod(text + 17, NULL);
}

/* How many of the exchanges in a list of the truth are this device's and of
 * this command; NULL: of any. */
static json_int_t
listed(const json_t *truth, const char *list, const json_t *device,
    const char *command)
{
	json_int_t count = 0;
	size_t index;
	json_t *one;

	json_array_foreach(json_object_get(truth, list), index,
	    one) if (strcmp(text_in(one, "device_id"),
			 text_in(device, "device_id")) == 0 &&
		     (command == NULL ||
			 strcmp(text_in(one, "cmd"), command) == 0)) count++;
	return count;
}

static json_int_t
unreadable(const json_t *truth, const json_t *device, const char *command)
{
	return listed(truth, "exchanges_hit", device, command) +
	       listed(truth, "exchanges_cut", device, command) +
	       listed(truth, "exchanges_not_in_capture", device, command);
}

/* The counts of an object, equal to the truth's, or not above them. */
static void
check_counts(const json_t *truth_counts, json_t *report_counts,
    const json_t *device, const char *what, bool partly)
{
	const char *key;
	json_t *value;

	json_object_foreach(report_counts, key, value)
	{
		json_int_t wanted = count_in(truth_counts, key);
		json_int_t got = json_integer_value(value);

		if (got > wanted || (!partly && got != wanted))
			disagree("%s: %s %s: %d, in truth %d", name_of(device),
			    what, key, (int)got, (int)wanted);
	}
	if (!partly &&
	    json_object_size(truth_counts) != json_object_size(report_counts))
		disagree("%s: %s: %d kinds, in truth %d", name_of(device), what,
		    (int)json_object_size(report_counts),
		    (int)json_object_size(truth_counts));
}

static bool
has_text(const json_t *array, const char *text)
{
	size_t index;
	json_t *item;

	json_array_foreach(array, index,
	    item) if (strcmp(json_string_value(item), text) == 0) return true;
	return false;
}

/* The same texts in two arrays, in any order; `partly`: the first may lack
 * some of them. */
static void
check_names(const json_t *got, const json_t *wanted, const json_t *device,
    const char *what, bool partly)
{
	size_t index;
	json_t *item;

	json_array_foreach(
	    got, index, item) if (!has_text(wanted, json_string_value(item)))
	    disagree("%s: %s \"%s\" is not in the truth", name_of(device), what,
		json_string_value(item));
	json_array_foreach(wanted, index,
	    item) if (!partly && !has_text(got, json_string_value(item)))
	    disagree("%s: %s \"%s\" is missing", name_of(device), what,
		json_string_value(item));
}

static void
check_description(const json_t *truth, const json_t *report, bool partly)
{
	json_t *agents =
	    json_copy(json_object_get(truth, "further_user_agents"));

	if (agents == NULL)
		agents = json_array();
	json_array_append(agents, json_object_get(truth, "user_agent"));
	check_names(json_object_get(report, "user_agents"), agents, truth,
	    "user agent", partly);
	json_decref(agents);
	check_names(json_object_get(report, "protocol_versions"),
	    json_object_get(truth, "protocol_versions"), truth, "version",
	    partly);
}

static void
check_device_counts(const json_t *truth, const json_t *report, bool partly)
{
	json_t *commands = json_object_get(truth, "exchanges_per_command");
	json_int_t got = count_in(report, "options_requests");
	json_int_t wanted = count_in(truth, "options_requests");

	/* "?": a query that no server could read; the code in it can be. */
	if (json_object_get(commands, "?") == NULL)
		check_counts(commands, json_object_get(report, "commands"),
		    truth, "command", partly);
	check_counts(json_object_get(truth, "http_status_counts"),
	    json_object_get(report, "http_status"), truth, "HTTP status",
	    partly);
	if (got > wanted || (!partly && got != wanted))
		disagree("%s: %d OPTIONS, in truth %d", name_of(truth),
		    (int)got, (int)wanted);
}

static void
check_whole_device(const json_t *truth, const json_t *report)
{
	const json_t *wanted = json_object_get(truth, "provision");
	const json_t *got = json_object_get(report, "provision");
	size_t common = json_array_size(wanted);
	const char *state = text_in(report, "state");

	if (json_object_get(
		json_object_get(truth, "exchanges_per_command"), "?") != NULL)
		common = json_array_size(got);
	if (json_array_size(got) != common)
		disagree("%s: %d Provision exchanges, in truth %d",
		    name_of(truth), (int)json_array_size(got), (int)common);
	if (json_array_size(wanted) < common)
		common = json_array_size(wanted);
	for (size_t i = 0; i < common; i++) {
		const char *field = provision_difference(
		    json_array_get(wanted, i), json_array_get(got, i), false);

		if (field != NULL)
			disagree("%s: Provision %d: %s differs", name_of(truth),
			    (int)i + 1, field);
	}
	if (state == NULL || strcmp(state, text_in(truth, "final_state")) != 0)
		disagree("%s: state \"%s\", in truth \"%s\"", name_of(truth),
		    state == NULL ? "" : state, text_in(truth, "final_state"));
}

/* A captured exchange has an own place in the truth's list of those which the
 * capture lacks, or lies outside of the time that was captured. */
static bool
readable(const json_t *truth, const json_t *report, const json_t *device,
    const json_t *exchange)
{
	static const char *const lists[] = {
	    "exchanges_hit", "exchanges_cut", "exchanges_not_in_capture"};
	double begin = json_real_value(json_object_get(exchange, "time"));
	double end =
	    json_real_value(json_object_get(exchange, "time_response"));
	const json_t *input =
	    json_array_get(json_object_get(report, "inputs"), 0);
	size_t index;
	json_t *one;

	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		json_array_foreach(json_object_get(truth, lists[i]), index,
		    one) if (strcmp(text_in(one, "device_id"),
				 text_in(device, "device_id")) == 0 &&
			     json_real_value(json_object_get(one, "time")) ==
				 begin) return false;
	return json_object_get(truth, "snaplen") == NULL &&
	       begin >=
		   json_real_value(json_object_get(truth, "capture_start")) &&
	       end <= time_in(input, "last");
}

/* One of the truth's exchanges is what the report tells, as far as it does. */
static bool
is_true(const json_t *told, const json_t *real)
{
	bool partly = !json_is_true(json_object_get(told, "complete"));
	size_t index;
	json_t *one;

	json_array_foreach(
	    real, index, one) if (provision_difference(one, told, partly) ==
				  NULL) return true;
	return false;
}

/* One of the report's exchanges is this one of the truth, and whole. */
static bool
is_told(const json_t *real, const json_t *told)
{
	size_t index;
	json_t *one;

	json_array_foreach(told, index,
	    one) if (json_is_true(json_object_get(one, "complete")) &&
		     provision_difference(real, one, false) ==
			 NULL) return true;
	return false;
}

static void
check_partial_provision(const json_t *truth, const json_t *report,
    const json_t *truth_device, const json_t *device)
{
	const json_t *real = json_object_get(truth_device, "provision");
	const json_t *told = json_object_get(device, "provision");
	size_t index;
	json_t *one;

	json_array_foreach(told, index, one) if (!is_true(one, real))
	    disagree("%s: Provision %d is none of the truth's",
		name_of(truth_device), (int)index + 1);
	json_array_foreach(
	    real, index, one) if (readable(truth, report, truth_device, one) &&
				  !is_told(one, told))
	    disagree("%s: Provision %d of the truth is missing",
		name_of(truth_device), (int)index + 1);
}

/* What loss did not hit must be counted. */
static void
check_lower_bounds(
    const json_t *truth, const json_t *truth_device, const json_t *device)
{
	const json_t *got = json_object_get(device, "commands");
	const char *command;
	json_t *count;

	if (json_object_get(truth, "exchanges_hit") == NULL &&
	    json_object_get(truth, "exchanges_cut") == NULL)
		return;
	json_object_foreach(
	    json_object_get(truth_device, "exchanges_per_command"), command,
	    count)
	{
		json_int_t least = json_integer_value(count) -
				   unreadable(truth, truth_device, command);

		if (count_in(got, command) < least)
			disagree("%s: %d %s, at least %d are readable",
			    name_of(truth_device), (int)count_in(got, command),
			    command, (int)least);
	}
}

static void
check_partial_device(const json_t *truth, const json_t *report,
    const json_t *truth_device, const json_t *device)
{
	const char *state = text_in(device, "state");

	check_partial_provision(truth, report, truth_device, device);
	check_lower_bounds(truth, truth_device, device);
	if (state != NULL && !truth_had_state(truth_device, state))
		disagree("%s was never \"%s\"", name_of(truth_device), state);
}

static void
check_devices(const json_t *truth, const json_t *report)
{
	bool partly = truth_is_partial(truth);
	size_t index;
	json_t *device;

	json_array_foreach(json_object_get(report, "devices"), index, device)
	{
		const json_t *real = device_in(truth,
		    text_in(device, "device_id"), text_in(device, "user"));

		if (real == NULL) {
			disagree("no such device: %s", name_of(device));
			continue;
		}
		check_description(real, device, partly);
		check_device_counts(real, device, partly);
		if (partly)
			check_partial_device(truth, report, real, device);
		else
			check_whole_device(real, device);
	}
	json_array_foreach(json_object_get(truth, "devices"), index,
	    device) if (!partly &&
			device_in(report, text_in(device, "device_id"),
			    text_in(device, "user")) == NULL)
	    disagree("missing device: %s", name_of(device));
}

static void
the_report_agrees_with_the_truth(void **state)
{
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	const char *note;
	int code;
	json_t *report = report_on(capture->folder, capture->file, &code);

	assert_non_null(truth);
	note = text_in(truth, "note");
	if (code != (note != NULL && strstr(note, "file ends") ? 3 : 0))
		disagree("exit code %d", code);
	if (!truth_is_negative(truth))
		check_devices(truth, report);
	else if (json_array_size(json_object_get(report, "devices")) != 0)
		disagree("a device where none can be seen");
	json_decref(truth);
	json_decref(report);
	assert_int_equal(disagreements(), 0);
}

int
main(void)
{
	static struct capture_file captures[MOST_CAPTURES];
	static struct CMUnitTest tests[MOST_CAPTURES];
	size_t count = captures_in("samples", captures, 0, MOST_CAPTURES);

	count = captures_in("tests/corpus", captures, count, MOST_CAPTURES);
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){.name = captures[i].name,
		    .test_func = the_report_agrees_with_the_truth,
		    .initial_state = &captures[i]};
	return _cmocka_run_group_tests("corpus", tests, count, NULL, NULL);
}
