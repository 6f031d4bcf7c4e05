/*
 * A machine that fails: no memory, input and output that break off, readers
 * that leave, calls that are interrupted. The program says so in one line and
 * ends with a code, or goes on; it never dies, and what it prints is whole, or
 * is said not to be.
 */
#include "tests/support/check.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/session.h"

#define SAMPLE "samples/outcomes-nginx.pcap"
#define NO_MEMORY "easlens: out of memory\n"

static char drawn[128]; /* a sample by another name */

/* What came of one command of the shell; `code` is that of easlens. */
static struct {
	char *out, *err;
	long requests, kept;
	int code;
} came;

static char *
contents(const char *name)
{
	char path[SCRATCH_PATH];
	size_t length;
	uint8_t *bytes = from_file(scratch_path(path, name), &length);
	char *text;

	text = malloc(length + 1);
	assert_non_null(text);
	memcpy(text, bytes, length);
	text[length] = '\0';
	free(bytes);
	return text;
}

static void
forget(void)
{
	free(came.out);
	free(came.err);
	came.out = came.err = NULL;
}

/* Runs "BEFORE easlens WORDS AFTER"; `faults` are its environment. */
static void
run(const char *before, const char *faults, const char *words,
    const char *after)
{
	const char *folder = scratch_folder();
	char command[1024];
	char *text;

	forget();
	snprintf(command, sizeof(command),
	    "%s { echo 'requests 0, kept 0' >%s/notes; "
	    "%s FAULT_NOTES=%s/notes LD_PRELOAD=\"$FAULTS\" \"$EASLENS\" %s; "
	    "echo $? >%s/code; } 2>%s/err %s",
	    before, folder, faults, folder, words, folder, folder, after);
	assert_int_not_equal(system(command), -1);
	text = contents("code");
	came.code = (int)strtol(text, NULL, 10);
	free(text);
	text = contents("notes");
	came.requests = strtol(text + strlen("requests "), NULL, 10);
	came.kept = strtol(strstr(text, "kept ") + 5, NULL, 10);
	free(text);
	came.out = contents("out");
	came.err = contents("err");
}

static void
run_plain(const char *faults, const char *words)
{
	char out[128];

	snprintf(out, sizeof(out), ">%s/out", scratch_folder());
	run("", faults, words, out);
}

static int
tear_down(void **state)
{
	forget();
	return scratch_tear_down(state);
}

/* The interposer is not built where a sanitizer has the memory. */
static bool
cannot_fail(void)
{
	return getenv("FAULTS") == NULL;
}

/* Every request for memory fails once, one run each: the output is whole, or
 * breaks off and one line says why. */
static void
survives_any_request(const char *words)
{
	char faults[64];
	char *whole;
	long requests;
	long kept;
	long ended = 0;

	run_plain("", words);
	assert_int_equal(came.code, 0);
	whole = strdup(came.out);
	assert_non_null(whole);
	requests = came.requests;
	kept = came.kept;
	assert_true(requests > 100);
	for (long i = 1; i <= requests; i++) {
		snprintf(faults, sizeof(faults), "FAULT_MEMORY=%ld", i);
		run_plain(faults, words);
		if (came.code == 0) {
			assert_string_equal(came.out, whole);
			assert_true(came.kept <= kept);
			continue;
		}
		assert_true(came.code == 5 || came.code == 2);
		assert_memory_equal(came.out, whole, strlen(came.out));
		assert_ptr_equal(
		    strchr(came.err, '\n'), came.err + strlen(came.err) - 1);
		if (came.code == 5)
			assert_string_equal(came.err, NO_MEMORY);
		ended += came.code == 5;
	}
	assert_true(ended > requests / 2);
	free(whole);
}

static void
whichever_memory_is_missing_a_text_is_whole_or_breaks_off(void **state)
{
	(void)state;
	if (cannot_fail())
		skip();
	survives_any_request("report -q -r " SAMPLE);
}

static void
whichever_memory_is_missing_json_is_whole_or_breaks_off(void **state)
{
	(void)state;
	if (cannot_fail())
		skip();
	survives_any_request("report -q -T json -r " SAMPLE);
}

static void
memory_that_stays_away_ends_it_too(void **state)
{
	char faults[64];

	(void)state;
	if (cannot_fail())
		skip();
	for (int i = 1; i < 200; i += 7) {
		snprintf(faults, sizeof(faults), "FAULT_MEMORY_FROM=%d", i);
		run_plain(faults, "report -q -r " SAMPLE);
		assert_true(came.code == 5 || came.code == 2);
		assert_string_equal(came.out, "");
	}
}

static int
view_without_memory(const struct session *session)
{
	setenv("FAULT_MEMORY", session->drawn, 1);
	setenv("LD_PRELOAD", from_environment("FAULTS"), 1);
	/* Its name is on the screen, and tells that it is there. */
	execl(from_environment("EASLENS"), "easlens", "-r", drawn, NULL);
	return 127;
}

/* Whenever memory runs out in the view, the terminal is as it was. */
static void
the_terminal_is_given_back_when_memory_runs_out(void **state)
{
	char number[16];
	char sample[PATH_MAX];
	int ended = 0;

	(void)state;
	if (cannot_fail())
		skip();
	snprintf(drawn, sizeof(drawn), "%s/drawn.pcap", scratch_folder());
	assert_non_null(realpath(SAMPLE, sample));
	assert_int_equal(symlink(sample, drawn), 0);
	for (int i = 250; i < 800; i += 61) {
		struct session session = {SESSION_DEFAULTS,
		    .child = view_without_memory, .typed = "jxjjqqqq"};

		snprintf(number, sizeof(number), "%d", i);
		session.drawn = number;
		session_run(&session);
		assert_true(WIFEXITED(session.status));
		if (strstr(session.sent, SESSION_ALTERNATE) == NULL)
			continue;
		assert_non_null(strstr(session.sent, SESSION_NORMAL));
		if (WEXITSTATUS(session.status) != 5)
			continue;
		assert_non_null(strstr(strstr(session.sent, SESSION_NORMAL),
		    "easlens: out of memory"));
		ended++;
	}
	assert_true(ended > 0);
}

static void
a_full_disk_is_told_in_one_line(void **state)
{
	static const char *const words[] = {"report -q -r " SAMPLE,
	    "report -q -T json -r " SAMPLE, "devices -q -r " SAMPLE,
	    "events -q -r " SAMPLE};
	char after[128];

	(void)state;
	snprintf(
	    after, sizeof(after), ">/dev/full; : >%s/out", scratch_folder());
	for (size_t i = 0; i < 4; i++) {
		run("", "true;", "", after);
		run("", "", words[i], after);
		assert_int_equal(came.code, 2);
		assert_non_null(
		    strstr(came.err, "easlens: cannot write the output: "));
		assert_ptr_equal(
		    strchr(came.err, '\n'), came.err + strlen(came.err) - 1);
	}
}

/* A write that takes only the front, then one that fails. */
static void
a_disk_that_fills_up_midway_is_told_in_one_line(void **state)
{
	static const char *const words[] = {
	    "report -q -r " SAMPLE, "report -q -T json -r " SAMPLE};
	char after[128];
	char *whole;

	(void)state;
	snprintf(after, sizeof(after), ">%s/out", scratch_folder());
	for (size_t i = 0; i < 2; i++) {
		run_plain("", words[i]);
		whole = came.out;
		came.out = NULL;
		run("ulimit -f 2; trap '' XFSZ;", "", words[i], after);
		assert_int_equal(came.code, 2);
		assert_true(strlen(came.out) > 0);
		assert_true(strlen(came.out) < strlen(whole));
		assert_memory_equal(came.out, whole, strlen(came.out));
		assert_non_null(
		    strstr(came.err, "easlens: cannot write the output: "));
		free(whole);
	}
}

/* As `easlens … | head` does. */
static void
a_reader_who_leaves_is_no_error(void **state)
{
	char after[128];

	(void)state;
	snprintf(after, sizeof(after), "| true; : >%s/out", scratch_folder());
	run("{ sleep 0.2;", "", "report -q -T json -r " SAMPLE "; }", after);
	assert_int_equal(came.code, 0);
	assert_string_equal(came.err, "");
}

static void
interrupted_and_short_reads_change_nothing(void **state)
{
	static const char *const faults[] = {"FAULT_SHORT=1",
	    "FAULT_INTERRUPT=5 FAULT_SHORT=1",
	    "FAULT_INTERRUPT=3 FAULT_SHORT=1"};
	char after[128];
	char *whole;

	(void)state;
	if (cannot_fail())
		skip();
	snprintf(after, sizeof(after), ">%s/out", scratch_folder());
	run("cat " SAMPLE " |", "", "report -q -r -", after);
	assert_int_equal(came.code, 0);
	whole = strdup(came.out);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		run("cat " SAMPLE " |", faults[i], "report -q -r -", after);
		assert_int_equal(came.code, 0);
		assert_string_equal(came.out, whole);
		assert_string_equal(came.err, "");
	}
	free(whole);
}

static void
input_that_cannot_be_read_on_is_told_with_what_was_read(void **state)
{
	char after[128];

	(void)state;
	if (cannot_fail())
		skip();
	snprintf(after, sizeof(after), ">%s/out", scratch_folder());
	run("cat " SAMPLE " |", "FAULT_SHORT=1 FAULT_READ=60000",
	    "report -q -r -", after);
	assert_int_equal(came.code, 3);
	assert_non_null(strstr(came.out, "DEVICES: "));
	assert_non_null(strstr(came.out, "Input/output error"));
	assert_non_null(strstr(came.err, "Input/output error"));
}

static void
a_file_that_cannot_be_read_at_all_ends_with_2(void **state)
{
	(void)state;
	run_plain("", "report -q -r /proc/self/mem");
	assert_int_equal(came.code, 2);
	assert_string_equal(came.out, "");
	assert_ptr_equal(
	    strchr(came.err, '\n'), came.err + strlen(came.err) - 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, scratch_set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(whichever_memory_is_missing_a_text_is_whole_or_breaks_off),
	    TEST(whichever_memory_is_missing_json_is_whole_or_breaks_off),
	    TEST(memory_that_stays_away_ends_it_too),
	    TEST(the_terminal_is_given_back_when_memory_runs_out),
	    TEST(a_full_disk_is_told_in_one_line),
	    TEST(a_disk_that_fills_up_midway_is_told_in_one_line),
	    TEST(a_reader_who_leaves_is_no_error),
	    TEST(interrupted_and_short_reads_change_nothing),
	    TEST(input_that_cannot_be_read_on_is_told_with_what_was_read),
	    TEST(a_file_that_cannot_be_read_at_all_ends_with_2),
	};
#undef TEST

	return cmocka_run_group_tests_name("faults", tests, NULL, NULL);
}
