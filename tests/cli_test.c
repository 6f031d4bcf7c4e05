/*
 * The program as its users start it: what it says to bad input, and its exit
 * codes, which are a promise to scripts.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scratch.h"

#define GOOD "vlan.pcap"
#define OTHER "raw-ip.pcap"

/* Captures that are good, cut, foreign and empty. */
static int
write_captures(void **state)
{
	static const uint8_t foreign[] = "not a capture at all, whatever";
	uint8_t *bytes;
	size_t length;

	scratch_set_up(state);
	bytes = from_file("tests/corpus/" GOOD, &length);
	scratch_write("good.pcap", bytes, length);
	scratch_write("cut.pcap", bytes, length - 7);
	bytes[20] = 147; /* a link type for private use */
	scratch_write("link.pcap", bytes, length);
	scratch_write("foreign.pcap", foreign, sizeof(foreign));
	scratch_write("empty.pcap", foreign, 0);
	free(bytes);
	bytes = from_file("tests/corpus/" OTHER, &length);
	scratch_write("other.pcap", bytes, length);
	free(bytes);
	return 0;
}

/* Runs the program with up to five words; gives its exit code. `words`: must
 * be printed, NULL: nothing at all may be. */
static int
run(const char *words, const char *const arguments[])
{
	struct output output = run_easlens(scratch_folder(), arguments);
	int code = output.code;

	if (words == NULL)
		assert_int_equal(output.length, 0);
	else
		assert_non_null(strstr(output.text, words));
	free(output.text);
	return code;
}

#define RUN(words, ...) run(words, (const char *const[6]){__VA_ARGS__})

static void
a_good_capture_ends_with_0(void **state)
{
	(void)state;
	assert_int_equal(RUN("DEVICES: ", "-r", "good.pcap"), 0);
	assert_int_equal(RUN("STATE", "devices", "-r", "good.pcap"), 0);
	assert_int_equal(
	    RUN("easlens.event/1", "-r", "good.pcap", "events"), 0);
}

static void
finding_nothing_is_0_too(void **state)
{
	(void)state;
	assert_int_equal(
	    RUN("DEVICES: 0", "-r", "good.pcap", "-f", "udp port 9"), 0);
}

static void
help_and_version_end_with_0(void **state)
{
	(void)state;
	assert_int_equal(RUN("--cross-check", "--help"), 0);
	assert_int_equal(RUN("easlens 0.", "--version"), 0);
}

static void
a_command_line_without_sense_ends_with_1(void **state)
{
	(void)state;
	assert_int_equal(RUN(NULL, NULL), 1);
	assert_int_equal(RUN(NULL, "--nonsense"), 1);
	assert_int_equal(RUN(NULL, "nonsense", "-r", "good.pcap"), 1);
	assert_int_equal(RUN(NULL, "-r", "good.pcap", "-T", "xml"), 1);
	assert_int_equal(RUN(NULL, "-r", "good.pcap", "-f", "bad (("), 1);
}

static void
an_input_that_cannot_be_read_at_all_ends_with_2(void **state)
{
	(void)state;
	assert_int_equal(RUN(NULL, "-r", "missing.pcap"), 2);
	assert_int_equal(RUN(NULL, "-r", "foreign.pcap"), 2);
	assert_int_equal(RUN(NULL, "-r", "empty.pcap", "-T", "json"), 2);
	assert_int_equal(RUN(NULL, "-r", "."), 2);
}

static void
a_damaged_input_is_reported_and_ends_with_3(void **state)
{
	(void)state;
	assert_int_equal(RUN("cut.pcap: the file is cut", "-r", "cut.pcap"), 3);
	assert_int_equal(RUN("is not supported", "-r", "link.pcap"), 3);
}

static void
of_several_inputs_the_readable_ones_are_reported(void **state)
{
	(void)state;
	assert_int_equal(
	    RUN("missing.pcap", "-r", "missing.pcap", "-r", "good.pcap"), 3);
	assert_int_equal(
	    RUN("foreign.pcap", "-r", "good.pcap", "-r", "foreign.pcap"), 3);
}

static void
a_filter_that_fits_the_first_input_alone_ends_with_3(void **state)
{
	const char *const arguments[] = {"-r", "good.pcap", "-r", "other.pcap",
	    "-f", "ether broadcast or tcp", NULL};

	(void)state;
	assert_int_equal(run("DEVICES: ", arguments), 3);
	assert_int_equal(RUN(NULL, "-r", "good.pcap", "-f", "no sense"), 1);
}

static void
what_cannot_be_written_ends_with_2(void **state)
{
	static const char *const words[] = {
	    "--help", "-V", "-D", ("-r tests/corpus/" GOOD)};
	char line[256];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		snprintf(line, sizeof(line), "%s %s >/dev/full 2>/dev/null",
		    from_environment("EASLENS"), words[i]);
		assert_int_equal(WEXITSTATUS(system(line)), 2);
	}
}

/* Killed while its input waits: what was there is printed by then. */
static void
records_do_not_wait_with_a_pipe_that_has_a_name(void **state)
{
	char line[1024];

	(void)state;
	snprintf(line, sizeof(line),
	    "cd %s && mkfifo named && (cat good.pcap; sleep 6) >named & "
	    "sleep 0.2; cd %s && timeout -s KILL 3 %s events -r named >some; "
	    "%s events -r good.pcap | cmp - some",
	    scratch_folder(), scratch_folder(), from_environment("EASLENS"),
	    from_environment("EASLENS"));
	assert_int_equal(system(line), 0);
}

static void
frames_are_numbered_on_over_files(void **state)
{
	(void)state;
	/* The first has 91; the other begins with its fourth. */
	assert_int_equal(
	    RUN("\"frame\": 95,", "events", "-r", "good.pcap", "-rother.pcap"),
	    0);
}

static void
ascii_alone_is_printed_where_it_is_asked_for(void **state)
{
	static const char *const commands[] = {"policy", "infer", "events"};
	char line[512];

	(void)state;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		snprintf(line, sizeof(line),
		    "%s %s -r %s/policy-hostile.pcap -T %s --ascii | "
		    "LC_ALL=C grep -q '[^ -~]'",
		    from_environment("EASLENS"), commands[i],
		    from_environment("MADE"), i == 2 ? "json" : "text");
		assert_int_equal(WEXITSTATUS(system(line)), 1);
	}
}

static void
a_format_that_is_none_is_answered_by_those_there_are(void **state)
{
	char line[256];

	(void)state;
	snprintf(line, sizeof(line),
	    "%s -r x -T csv 2>&1 | grep -q 'report knows text, json, not: csv'",
	    from_environment("EASLENS"));
	assert_int_equal(system(line), 0);
}

/* The second file is of another time; which one is read first is no matter. */
static void
the_span_of_a_capture_is_ordered_by_time(void **state)
{
	uint8_t bytes[24 + 2 * 32] = {0xd4, 0xc3, 0xb2, 0xa1, 2, 0, 4, 0};

	(void)state;
	bytes[18] = 4; /* bytes kept of a packet: 262,144 */
	bytes[20] = 1; /* Ethernet */
	for (size_t i = 0; i < 2; i++) {
		bytes[24 + i * 32] = i == 0 ? 60 : 10; /* seconds */
		bytes[24 + i * 32 + 8] = 16;
		bytes[24 + i * 32 + 12] = 16;
	}
	scratch_write("back.pcap", bytes, sizeof(bytes));
	assert_int_equal(RUN("  1970-01-01 00:00:10 to 1970-01-01 00:01:00 UTC "
			     "(50.0 s)\n  0 TCP connections",
			     "-r", "back.pcap"),
	    0);
}

static void
one_thing_is_not_told_as_several(void **state)
{
	const char *const arguments[] = {"-r", "link-vxlan.pcap", NULL};
	struct output output = run_easlens(from_environment("MADE"), arguments);

	(void)state;
	assert_non_null(strstr(output.text, "\n  1 TCP connection, 4 HTTP "));
	free(output.text);
}

static void
a_count_ends_reading(void **state)
{
	(void)state;
	assert_int_equal(RUN(": 10 packets", "-r", "good.pcap", "-c", "10"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_good_capture_ends_with_0),
	    cmocka_unit_test(finding_nothing_is_0_too),
	    cmocka_unit_test(help_and_version_end_with_0),
	    cmocka_unit_test(a_command_line_without_sense_ends_with_1),
	    cmocka_unit_test(an_input_that_cannot_be_read_at_all_ends_with_2),
	    cmocka_unit_test(a_damaged_input_is_reported_and_ends_with_3),
	    cmocka_unit_test(of_several_inputs_the_readable_ones_are_reported),
	    cmocka_unit_test(
		a_filter_that_fits_the_first_input_alone_ends_with_3),
	    cmocka_unit_test(frames_are_numbered_on_over_files),
	    cmocka_unit_test(what_cannot_be_written_ends_with_2),
	    cmocka_unit_test(records_do_not_wait_with_a_pipe_that_has_a_name),
	    cmocka_unit_test(ascii_alone_is_printed_where_it_is_asked_for),
	    cmocka_unit_test(
		a_format_that_is_none_is_answered_by_those_there_are),
	    cmocka_unit_test(the_span_of_a_capture_is_ordered_by_time),
	    cmocka_unit_test(one_thing_is_not_told_as_several),
	    cmocka_unit_test(a_count_ends_reading),
	};

	return cmocka_run_group_tests_name(
	    "cli", tests, write_captures, scratch_tear_down);
}
