/*
 * The program as its users start it: what it says to bad input, and its exit
 * codes, which are a promise to scripts.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/run.h"

#define GOOD "vlan.pcap"
#define OTHER "raw-ip.pcap"

/* A folder with captures that are good, cut, foreign and empty. */
struct place {
	char folder[64];
};

static void
copy(const char *folder, const char *name, const uint8_t *bytes, size_t length)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

static int
make_place(void **state)
{
	static struct place place;
	static const uint8_t foreign[] = "not a capture at all, whatever";
	uint8_t *bytes;
	size_t length;

	snprintf(
	    place.folder, sizeof(place.folder), "%s/easlens-XXXXXX", P_tmpdir);
	assert_non_null(mkdtemp(place.folder));
	bytes = from_file("tests/corpus/" GOOD, &length);
	copy(place.folder, "good.pcap", bytes, length);
	copy(place.folder, "cut.pcap", bytes, length - 7);
	bytes[20] = 147; /* a link type for private use */
	copy(place.folder, "link.pcap", bytes, length);
	copy(place.folder, "foreign.pcap", foreign, sizeof(foreign));
	copy(place.folder, "empty.pcap", foreign, 0);
	free(bytes);
	bytes = from_file("tests/corpus/" OTHER, &length);
	copy(place.folder, "other.pcap", bytes, length);
	free(bytes);
	*state = &place;
	return 0;
}

static int
remove_place(void **state)
{
	static const char *const names[] = {"good.pcap", "cut.pcap",
	    "link.pcap", "foreign.pcap", "empty.pcap", "other.pcap"};
	struct place *place = *state;
	char path[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", place->folder, names[i]);
		unlink(path);
	}
	return rmdir(place->folder);
}

/* Runs the program with up to five words; gives its exit code. `words`: must
 * be printed, NULL: nothing at all may be. */
static int
run(void **state, const char *words, const char *const arguments[6])
{
	const struct place *place = *state;
	struct output output = run_easlens(place->folder, arguments);
	int code = output.code;

	if (words == NULL)
		assert_int_equal(output.length, 0);
	else
		assert_non_null(strstr(output.text, words));
	free(output.text);
	return code;
}

#define RUN(words, ...) run(state, words, (const char *const[6]){__VA_ARGS__})

static void
a_good_capture_ends_with_0(void **state)
{
	assert_int_equal(RUN("DEVICES: ", "-r", "good.pcap"), 0);
	assert_int_equal(RUN("STATE", "devices", "-r", "good.pcap"), 0);
	assert_int_equal(
	    RUN("easlens.event/1", "-r", "good.pcap", "events"), 0);
}

static void
finding_nothing_is_0_too(void **state)
{
	assert_int_equal(
	    RUN("DEVICES: 0", "-r", "good.pcap", "-f", "udp port 9"), 0);
}

static void
help_and_version_end_with_0(void **state)
{
	assert_int_equal(RUN("--cross-check", "--help"), 0);
	assert_int_equal(RUN("easlens 0.", "--version"), 0);
}

static void
a_command_line_without_sense_ends_with_1(void **state)
{
	assert_int_equal(RUN(NULL, NULL), 1);
	assert_int_equal(RUN(NULL, "--nonsense"), 1);
	assert_int_equal(RUN(NULL, "nonsense", "-r", "good.pcap"), 1);
	assert_int_equal(RUN(NULL, "-r", "good.pcap", "-T", "xml"), 1);
	assert_int_equal(RUN(NULL, "-r", "good.pcap", "-f", "bad (("), 1);
}

static void
an_input_that_cannot_be_read_at_all_ends_with_2(void **state)
{
	assert_int_equal(RUN(NULL, "-r", "missing.pcap"), 2);
	assert_int_equal(RUN(NULL, "-r", "foreign.pcap"), 2);
	assert_int_equal(RUN(NULL, "-r", "empty.pcap", "-T", "json"), 2);
	assert_int_equal(RUN(NULL, "-r", "."), 2);
}

static void
a_damaged_input_is_reported_and_ends_with_3(void **state)
{
	assert_int_equal(RUN("cut.pcap: the file is cut", "-r", "cut.pcap"), 3);
	assert_int_equal(RUN("is not supported", "-r", "link.pcap"), 3);
}

static void
of_several_inputs_the_readable_ones_are_reported(void **state)
{
	assert_int_equal(
	    RUN("missing.pcap", "-r", "missing.pcap", "-r", "good.pcap"), 3);
	assert_int_equal(
	    RUN("foreign.pcap", "-r", "good.pcap", "-r", "foreign.pcap"), 3);
}

static void
frames_are_numbered_on_over_files(void **state)
{
	/* The first has 91; the other begins with its fourth. */
	assert_int_equal(
	    RUN("\"frame\": 95,", "events", "-r", "good.pcap", "-rother.pcap"),
	    0);
}

static void
a_count_ends_reading(void **state)
{
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
	    cmocka_unit_test(frames_are_numbered_on_over_files),
	    cmocka_unit_test(a_count_ends_reading),
	};

	return cmocka_run_group_tests_name(
	    "cli", tests, make_place, remove_place);
}
