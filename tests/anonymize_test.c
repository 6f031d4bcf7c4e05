/*
 * The program with --anonymize: of every capture of samples/, tests/corpus/ and
 * tests/made/ no output holds a name that the capture holds, and what is said
 * of the devices stays what it was.
 */
#include "tests/support/check.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "tests/support/names.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#define MOST_CAPTURES 128
#define SAMPLE "outcomes-nginx.pcap"

static struct capture_file captures[MOST_CAPTURES];
static size_t capture_count;

/* Key files: two keys, and one that is too short. */
#define OPTION_ROOM (SCRATCH_PATH + sizeof("--anonymize="))
static char one_key[OPTION_ROOM];
static char other_key[OPTION_ROOM];
static char no_key[OPTION_ROOM];

static void
write_key(char option[OPTION_ROOM], const char *name, const char *bytes)
{
	char path[SCRATCH_PATH];

	scratch_write(name, bytes, strlen(bytes));
	snprintf(
	    option, OPTION_ROOM, "--anonymize=%s", scratch_path(path, name));
}

static int
set_up(void **state)
{
	scratch_set_up(state);
	write_key(one_key, "one", "0123456789abcdef");
	write_key(other_key, "other", "0123456789abcdeg");
	write_key(no_key, "short", "0123456789abcde");
	capture_count = captures_in("samples", captures, 0, MOST_CAPTURES);
	capture_count =
	    captures_in("tests/corpus", captures, capture_count, MOST_CAPTURES);
	capture_count = captures_in(
	    from_environment("MADE"), captures, capture_count, MOST_CAPTURES);
	assert_true(capture_count > 60);
	return 0;
}

static char *
output_with(const struct capture_file *capture, const char *const what[3],
    const char *option)
{
	const char *const arguments[] = {what[0], "-r", capture->file, "-T",
	    what[1], option != NULL ? option : what[2], what[2], NULL};
	struct output output = run_easlens(capture->folder, arguments);

	assert_true(output.code == 0 || output.code == 3);
	return output.text;
}

static char *
output_of(const struct capture_file *capture, const char *command,
    const char *format, const char *option)
{
	return output_with(
	    capture, (const char *const[3]){command, format}, option);
}

/* What stands in the capture, by the reports without the option, by the truth
 * and by the requests themselves. */
static void
gather(const struct capture_file *capture, struct name_list *names)
{
	static const char *const commands[] = {"report", "events"};
	char path[512];
	size_t length;
	uint8_t *bytes;

	for (size_t i = 0; i < 2; i++) {
		char *text = output_of(capture, commands[i], "json", NULL);

		names_from_json(names, text);
		free(text);
	}
	snprintf(path, sizeof(path), "%s/%s", capture->folder, capture->file);
	bytes = from_file(path, &length);
	names_from_heads(names, bytes, length);
	free(bytes);
	names_from_truth(names, capture->name);
}

/* All outputs, each by its command and format, and an option or none. */
static const char *const outputs[][3] = {
    {"report", "text"},
    {"report", "json"},
    {"devices", "text"},
    {"devices", "json"},
    {"events", "text"},
    {"events", "json"},
    {"policy", "text"},
    {"policy", "json"},
    {"policy", "csv"},
    {"policy", "md"},
    {"infer", "text"},
    {"infer", "json"},
    {"infer", "csv"},
    {"infer", "md"},
    {"infer", "text", "--matrix"},
    {"infer", "md", "--suggest"},
};
#define OUTPUT_COUNT (sizeof(outputs) / sizeof(outputs[0]))

static void
no_output_holds_a_name_of_the_capture(void **state)
{
	size_t all = 0;

	(void)state;
	for (size_t i = 0; i < capture_count; i++) {
		struct name_list names = {0};

		/* Its policies name its user; they stay as they are. */
		if (strcmp(captures[i].name, "policy-hostile") == 0)
			continue;
		gather(&captures[i], &names);
		all += names.count;
		for (size_t k = 0; k < OUTPUT_COUNT; k++) {
			char *text = output_with(
			    &captures[i], outputs[k], "--anonymize");
			const char *found = names_found(&names, text);

			if (found != NULL)
				fail_msg("%s, %s -T %s: \"%s\"",
				    captures[i].name, outputs[k][0],
				    outputs[k][1], found);
			free(text);
		}
		names_end(&names);
	}
	/* It had something to find. */
	assert_true(all > 500);
}

/* Pairs of a name, with the kind of its pseudonym before it, and the
 * pseudonym. */
static json_t *there;
static json_t *back;

/* Texts that differ are a name and its pseudonym, each the only one of the
 * other. */
static bool
pairs_well(const char *name, const char *pseudonym)
{
	char kind_and_name[512];
	const json_t *known;

	if (strcmp(name, pseudonym) == 0)
		return true;
	snprintf(
	    kind_and_name, sizeof(kind_and_name), "%.6s%s", pseudonym, name);
	known = json_object_get(there, kind_and_name);
	if (known == NULL)
		json_object_set_new(
		    there, kind_and_name, json_string(pseudonym));
	else if (strcmp(json_string_value(known), pseudonym) != 0)
		return false;
	known = json_object_get(back, pseudonym);
	if (known == NULL)
		json_object_set_new(back, pseudonym, json_string(name));
	return known == NULL || strcasecmp(json_string_value(known), name) == 0;
}

/* Whether two values differ in names alone; says where they do not. */
static bool
same_but_for_names(const json_t *plain, json_t *anonymized)
{
	const char *key;
	json_t *value;
	size_t index;

	if (json_typeof(plain) != json_typeof(anonymized))
		return false;
	if (json_is_string(plain))
		return pairs_well(
		    json_string_value(plain), json_string_value(anonymized));
	if (json_is_array(plain)) {
		if (json_array_size(plain) != json_array_size(anonymized))
			return false;
		json_array_foreach(anonymized, index, value)
		{
			if (!same_but_for_names(
				json_array_get(plain, index), value))
				return false;
		}
		return true;
	}
	if (!json_is_object(plain))
		return json_equal(plain, anonymized);
	json_object_del(anonymized, "anonymized");
	if (json_object_size(plain) != json_object_size(anonymized))
		return false;
	json_object_foreach(anonymized, key, value)
	{
		const json_t *other = json_object_get(plain, key);

		if (other == NULL || !same_but_for_names(other, value)) {
			print_message("%s differs\n", key);
			return false;
		}
	}
	return true;
}

static json_t *
report_of(const struct capture_file *capture, const char *option)
{
	char *text = output_of(capture, "report", "json", option);
	json_t *report = json_loads(text, 0, NULL);

	assert_non_null(report);
	free(text);
	return report;
}

static void
a_report_differs_in_names_alone(void **state)
{
	(void)state;
	for (size_t i = 0; i < capture_count; i++) {
		json_t *plain = report_of(&captures[i], NULL);
		json_t *anonymized = report_of(&captures[i], one_key);

		assert_true(
		    json_is_true(json_object_get(anonymized, "anonymized")));
		there = json_object();
		back = json_object();
		if (!same_but_for_names(plain, anonymized))
			fail_msg("%s: says something else", captures[i].name);
		json_decref(there);
		json_decref(back);
		json_decref(plain);
		json_decref(anonymized);
	}
}

/* Whether two runs on the sample print the same devices. */
static bool
agree(const char *option, const char *other)
{
	const struct capture_file sample = {"samples", SAMPLE, "sample"};
	char *one = output_of(&sample, "devices", "json", option);
	char *two = output_of(&sample, "devices", "json", other);
	bool same = strcmp(one, two) == 0;

	assert_non_null(strstr(one, "device-"));
	free(one);
	free(two);
	return same;
}

static void
a_key_file_gives_the_same_pseudonyms_in_every_run(void **state)
{
	(void)state;
	assert_true(agree(one_key, one_key));
	assert_false(agree(one_key, other_key));
}

static void
without_a_key_file_every_run_has_its_own(void **state)
{
	(void)state;
	assert_false(agree("--anonymize", "--anonymize"));
}

static void
the_same_names_have_the_same_pseudonyms_in_every_output(void **state)
{
	const struct capture_file sample = {"samples", SAMPLE, "sample"};
	struct name_list names = {0};
	char *report = output_of(&sample, "report", "json", one_key);
	char *events = output_of(&sample, "events", "json", one_key);

	(void)state;
	names_from_json(&names, report);
	assert_true(names.count > 12);
	for (size_t i = 0; i < names.count; i++)
		if (strncmp(names.items[i], "name-", 5) != 0)
			assert_non_null(strstr(events, names.items[i]));
	names_end(&names);
	free(report);
	free(events);
}

static void
a_key_file_too_short_or_absent_is_an_error(void **state)
{
	const char *const bad[] = {no_key, "--anonymize=/nonexistent/key"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		const char *const arguments[] = {
		    "report", "-r", SAMPLE, bad[i], NULL};
		struct output output = run_easlens("samples", arguments);

		assert_int_equal(output.code, 1);
		assert_int_equal(output.length, 0);
		free(output.text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_output_holds_a_name_of_the_capture),
	    cmocka_unit_test(a_report_differs_in_names_alone),
	    cmocka_unit_test(a_key_file_gives_the_same_pseudonyms_in_every_run),
	    cmocka_unit_test(without_a_key_file_every_run_has_its_own),
	    cmocka_unit_test(
		the_same_names_have_the_same_pseudonyms_in_every_output),
	    cmocka_unit_test(a_key_file_too_short_or_absent_is_an_error),
	};

	return cmocka_run_group_tests_name(
	    "anonymize", tests, set_up, scratch_tear_down);
}
