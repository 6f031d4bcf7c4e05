/*
 * The command "infer" as its users give it: verdicts with their rounds, the
 * matrix, what to serve next, and the same as tables.
 */
#include "tests/support/check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "tests/support/run.h"
#include "tests/support/story.h"

#define MOST_WORDS 12

/* Runs "infer" with these words on a capture; the last one is NULL. */
static struct output
infer_of(const char *folder, const char *file, ...)
{
	const char *words[MOST_WORDS] = {"infer", "-r", file};
	size_t count = 3;
	struct output output;
	va_list more;

	va_start(more, file);
	while ((words[count] = va_arg(more, const char *)) != NULL)
		assert_true(++count < MOST_WORDS);
	va_end(more);
	output = run_easlens(folder, words);
	/* RFC 4180 ends lines with CR LF. */
	for (char *at = output.text; (at = strstr(at, "\r\n")) != NULL;)
		*at = ' ';
	nothing_drives_the_terminal(output.text);
	return output;
}

static void
says(struct output output, const char *text)
{
	assert_int_equal(output.code, 0);
	if (strstr(output.text, text) == NULL)
		fail_msg("\"%s\" is not in:\n%s", text, output.text);
	free(output.text);
}

#define SERIES "samples", "flick-wp7.pcap"

static void
a_verdict_comes_with_its_rule_and_rounds(void **state)
{
	(void)state;
	says(infer_of(SERIES, NULL),
	    "52 rounds: 18 acknowledged 1, 34 acknowledged 2");
	says(infer_of(SERIES, NULL),
	    "    MaxAttachmentSize                        102400\n"
	    "      two policies that differ in this demand alone were "
	    "acknowledged 1 and 2\n"
	    "      round 42 got 2 (frame 724), round 1 got 1 (frame 18)\n");
	says(infer_of(SERIES, NULL),
	    "  What would explain the rest, smallest first:\n"
	    "    AlphanumericDevicePasswordRequired\n");
}

static void
a_suggestion_comes_with_the_commands_that_make_it(void **state)
{
	(void)state;
	says(infer_of(SERIES, "--suggest", NULL),
	    "? AlphanumericDevicePasswordRequired       1");
	says(infer_of(SERIES, "--suggest", NULL),
	    "Set-ActiveSyncMailboxPolicy -Identity 'NAME OF THE POLICY' "
	    "-AlphanumericDevicePasswordRequired $true "
	    "-DevicePasswordEnabled $true");
	says(infer_of(SERIES, "--suggest", NULL),
	    "Set-MobileDeviceMailboxPolicy -Identity");
	says(infer_of("samples", "outcomes-nginx.pcap", "--suggest", NULL),
	    "Nothing that was asked of it is left to find out.");
}

#define UPGRADED "samples", "two-accounts-and-upgrade.pcap"

/* A platform that failed is not cleared by the one that came after it. */
static void
a_device_that_was_updated_is_told_of_as_what_it_was_and_is(void **state)
{
	struct output output = infer_of(UPGRADED, "--suggest", NULL);

	(void)state;
	says(infer_of(UPGRADED, NULL),
	    "12.1 (formerly)\n"
	    "  1 round: 0 acknowledged 1, 1 acknowledged 2, 0 otherwise or not "
	    "at all\n"
	    "  suspect: 8\n");
	says(infer_of(UPGRADED, NULL),
	    "14.0\n"
	    "  1 round: 1 acknowledged 1, 0 acknowledged 2, 0 otherwise or not "
	    "at all\n"
	    "  cleared: 8\n");
	says(infer_of(UPGRADED, "-T", "csv", NULL),
	    "\"MSFT-WP/7.0.7004\",\"12.1\",\"DevicePasswordEnabled\",\"1\","
	    "\"yes\",\"suspect\"");
	says(infer_of(UPGRADED, "-T", "csv", NULL),
	    "\"MSFT-WP/7.10.8773\",\"14.0\",\"DevicePasswordEnabled\",\"1\","
	    "\"yes\",\"cleared\"");
	assert_null(strstr(output.text, "(formerly)"));
	says(output, "MSFT-WP/7.10.8773");
}

static void
the_matrix_counts_devices(void **state)
{
	(void)state;
	says(infer_of(SERIES, "--matrix", NULL),
	    "    AllowCamera                              0\n"
	    "      isolated        devices: 1 isolated\n");
	says(infer_of(SERIES, "--matrix", "-T", "csv", NULL),
	    "devices isolated,");
}

/* As demands they are two: each has its own verdict. */
static void
two_lists_have_two_names(void **state)
{
	static const char *const formats[] = {"text", "csv", "md"};
	const char *made = getenv("MADE");

	(void)state;
	assert_non_null(made);
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		says(
		    infer_of(made, "lists-differ.pcap", "-T", formats[i], NULL),
		    "browser.exe, mail.exe");
		says(
		    infer_of(made, "lists-differ.pcap", "-T", formats[i], NULL),
		    "solitaire.exe, tetris.exe");
	}
	says(infer_of(made, "lists-differ.pcap", "-T", "json", NULL),
	    "\"value\": [\"browser.exe\", \"mail.exe\"]");
	says(infer_of(made, "lists-differ.pcap", "--matrix", NULL),
	    "      browser.exe, mail.exe\n");
}

static void
tables_are_for_scripts(void **state)
{
	struct output output = infer_of(SERIES, "-T", "json", NULL);
	json_error_t error;
	json_t *json = json_loadb(
	    output.text, output.length, JSON_REJECT_DUPLICATES, &error);
	const json_t *rows = json_object_get(json, "rows");

	(void)state;
	if (json == NULL)
		fail_msg("%s in line %d", error.text, error.line);
	assert_int_equal(json_array_size(rows), 45);
	assert_string_equal(json_string_value(json_object_get(
				json_array_get(rows, 0), "setting")),
	    "DevicePasswordEnabled");
	json_decref(json);
	free(output.text);
	says(infer_of(SERIES, "-T", "csv", NULL), "\"isolated\",\"two");
	says(infer_of(SERIES, "-T", "md", "--suggest", NULL), "| ");
}

static void
what_servers_do_is_told_and_what_was_not_seen(void **state)
{
	struct output output;
	json_error_t error;
	json_t *json;
	const json_t *server;

	(void)state;
	says(infer_of("samples", "outcomes-nginx.pcap", NULL),
	    "  10.20.0.10:80, 6 devices, 6 rounds\n"
	    "    after 2, in part: lenient: accepted once (frame 155), refused "
	    "never\n");
	says(infer_of("samples", "outcomes-nginx.pcap", NULL),
	    "    not seen: policy again, told to; policy again, unasked;");
	says(infer_of("samples", "second-server-outcomes.pcap", NULL),
	    "after 2, in part: strict: accepted never, refused");
	output = infer_of("samples", "outcomes-nginx.pcap", "-T", "json", NULL);
	json = json_loadb(
	    output.text, output.length, JSON_REJECT_DUPLICATES, &error);
	assert_non_null(json);
	server = json_array_get(json_object_get(json, "servers"), 0);
	assert_string_equal(
	    json_string_value(json_object_get(
		json_object_get(server, "after_external"), "attitude")),
	    "lenient");
	assert_null(json_object_get(server, "codeword"));
	json_decref(json);
	free(output.text);
}

static void
hostile_policies_drive_no_terminal(void **state)
{
	const char *folder = from_environment("MADE");
	const char *const formats[] = {"text", "json", "csv", "md"};

	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		free(infer_of(
		    folder, "policy-hostile.pcap", "-T", formats[i], NULL)
			 .text);
		free(infer_of(folder, "policy-hostile.pcap", "--suggest", "-T",
		    formats[i], NULL)
			 .text);
	}
}

static void
nothing_seen_is_said(void **state)
{
	(void)state;
	says(infer_of("tests/corpus", "negative-no-eas.pcap", NULL),
	    "No policy was offered or acknowledged.");
}

static void
one_question_at_a_time_and_to_this_command(void **state)
{
	const char *const both[] = {
	    "infer", "-r", "x", "--matrix", "--suggest", NULL};
	const char *const other[] = {"report", "-r", "x", "--suggest", NULL};
	struct output output = run_easlens("samples", both);

	(void)state;
	assert_int_equal(output.code, 1);
	free(output.text);
	output = run_easlens("samples", other);
	assert_int_equal(output.code, 1);
	free(output.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_verdict_comes_with_its_rule_and_rounds),
	    cmocka_unit_test(a_suggestion_comes_with_the_commands_that_make_it),
	    cmocka_unit_test(
		a_device_that_was_updated_is_told_of_as_what_it_was_and_is),
	    cmocka_unit_test(the_matrix_counts_devices),
	    cmocka_unit_test(two_lists_have_two_names),
	    cmocka_unit_test(tables_are_for_scripts),
	    cmocka_unit_test(what_servers_do_is_told_and_what_was_not_seen),
	    cmocka_unit_test(hostile_policies_drive_no_terminal),
	    cmocka_unit_test(nothing_seen_is_said),
	    cmocka_unit_test(one_question_at_a_time_and_to_this_command),
	};

	return cmocka_run_group_tests_name("infer", tests, NULL, NULL);
}
