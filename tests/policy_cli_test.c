/*
 * The command "policy" as its users give it, letter by letter against
 * tests/golden/policy/. With GOLDEN=1 in the environment the tests write these
 * files anew; the difference is for review.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

#define MOST_WORDS 8

/* An answer: where the capture lies, and what is asked of it. */
struct asked {
	const char *name;
	const char *folder; /* NULL: of the made ones */
	const char *words[MOST_WORDS];
};

static const struct asked answers[] = {
    {"list", "samples", {"policy", "-r", "second-server-outcomes.pcap", NULL}},
    {"list-hostile", NULL, {"policy", "-r", "policy-hostile.pcap", NULL}},
    {"list-hostile-csv", NULL,
	{"policy", "-r", "policy-hostile.pcap", "-T", "csv", NULL}},
    {"list-hostile-md", NULL,
	{"policy", "-r", "policy-hostile.pcap", "-T", "md", NULL}},
    {"list-hostile-json", NULL,
	{"policy", "-r", "policy-hostile.pcap", "-T", "json", NULL}},
    {"diff", "samples",
	{"policy", "-r", "policy-refresh.pcap", "--diff", "9cbb", "2", NULL}},
    {"diff-ascii", "samples",
	{"policy", "-r", "policy-refresh.pcap", "--diff", "2", "1", "--ascii",
	    NULL}},
    {"diff-cut", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--diff", "2", "3", NULL}},
    {"diff-hostile", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--diff", "1", "2", NULL}},
    {"diff-hostile-csv", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--diff", "1", "2", "-Tcsv",
	    NULL}},
    {"diff-hostile-json", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--diff", "1", "2", "-Tjson",
	    NULL}},
    {"profile-wp7", "samples",
	{"policy", "-r", "second-server-outcomes.pcap", "--profile", "wp7",
	    NULL}},
    {"profile-wp7-hostile", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--profile", "wp7", NULL}},
    {"profile-wp7-hostile-json", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--profile", "wp7", "-Tjson",
	    NULL}},
    {"profile-wp7-hostile-md", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--profile", "wp7", "-Tmd",
	    NULL}},
    {"profile-android44", "samples",
	{"policy", "-r", "outcomes-nginx.pcap", "--profile", "android44",
	    NULL}},
    {"profile-wp75", "samples",
	{"policy", "-r", "second-server-outcomes.pcap", "--profile", "wp75",
	    NULL}},
    {"powershell-2010", "samples",
	{"policy", "-r", "second-server-outcomes.pcap", "--powershell", "2010",
	    NULL}},
    {"powershell-2013-hostile", NULL,
	{"policy", "-r", "policy-hostile.pcap", "--powershell", "2013", NULL}},
};

#define COUNT (sizeof(answers) / sizeof(answers[0]))

static struct output
ask(const struct asked *asked)
{
	return run_easlens(
	    asked->folder != NULL ? asked->folder : from_environment("MADE"),
	    asked->words);
}

static void
the_answer_is_as_expected(void **state)
{
	const struct asked *asked = *state;
	struct output output = ask(asked);
	char path[256];
	size_t length;
	uint8_t *expected;

	assert_int_equal(output.code, 0);
	snprintf(path, sizeof(path), "tests/golden/policy/%s.txt", asked->name);
	if (getenv("GOLDEN") != NULL) {
		FILE *file = fopen(path, "w");

		assert_non_null(file);
		fwrite(output.text, 1, output.length, file);
		fclose(file);
	}
	expected = from_file(path, &length);
	if (length != output.length ||
	    memcmp(expected, output.text, length) != 0)
		fail_msg("not as in %s:\n%s", path, output.text);
	free(expected);
	free(output.text);
}

/* Nothing is printed and the exit code says that the question is at fault. */
static void
makes_no_sense(const char *const words[MOST_WORDS])
{
	struct asked asked = {.folder = "samples"};
	struct output output;

	memcpy(asked.words, words, sizeof(asked.words));
	output = ask(&asked);
	assert_int_equal(output.code, 1);
	assert_int_equal(output.length, 0);
	free(output.text);
}

#define MAKES_NO_SENSE(...)                                                    \
	makes_no_sense((const char *const[MOST_WORDS]){                        \
	    "policy", "-r", "policy-refresh.pcap", __VA_ARGS__})

static void
a_question_about_what_is_not_there_ends_with_1(void **state)
{
	(void)state;
	MAKES_NO_SENSE("--diff", "1", "6", NULL);
	MAKES_NO_SENSE("--diff", "1", "xyz", NULL);
	MAKES_NO_SENSE("--diff", "", "1", NULL);
	MAKES_NO_SENSE("--diff", "1", NULL);
	MAKES_NO_SENSE("--profile", "wp9", NULL);
	MAKES_NO_SENSE("--powershell", "2007", NULL);
	MAKES_NO_SENSE("--powershell", "2010", "-T", "json", NULL);
}

/* Not UTF-8: no arrow that the terminal could not show. */
static void
arrows_are_ascii_where_the_locale_is(void **state)
{
	static const struct asked asked = {.folder = "samples",
	    .words = {"policy", "-r", "policy-refresh.pcap", "--diff", "1", "2",
		NULL}};
	char locale[64];
	struct output output;

	(void)state;
	snprintf(locale, sizeof(locale), "%s", from_environment("LC_ALL"));
	setenv("LC_ALL", "C", 1);
	output = ask(&asked);
	setenv("LC_ALL", locale, 1);
	assert_non_null(strstr(
	    output.text, "  + DevicePasswordEnabled 0 -> 1 (off -> on)"));
	for (size_t i = 0; i < output.length; i++)
		assert_true((uint8_t)output.text[i] < 0x80);
	free(output.text);
}

int
main(void)
{
	static struct asked copies[COUNT];
	struct CMUnitTest tests[COUNT + 2];

	memcpy(copies, answers, sizeof(answers));
	for (size_t i = 0; i < COUNT; i++)
		tests[i] = (struct CMUnitTest){.name = copies[i].name,
		    .test_func = the_answer_is_as_expected,
		    .initial_state = &copies[i]};
	tests[COUNT] = (struct CMUnitTest)cmocka_unit_test(
	    a_question_about_what_is_not_there_ends_with_1);
	tests[COUNT + 1] = (struct CMUnitTest)cmocka_unit_test(
	    arrows_are_ascii_where_the_locale_is);
	return _cmocka_run_group_tests(
	    "policy cli", tests, COUNT + 2, NULL, NULL);
}
