/*
 * The inputs of a run: in what order they are opened, and what is told of
 * each.
 */
#include "tests/support/check.h"

#include <string.h>

#include "capture/inputs.h"
#include "tests/support/handmade.h"

static struct inputs *inputs;
/* What the listener was told, a line each. */
static char told[1024];

static void
note(const char *what, const char *text)
{
	size_t length = strlen(told);

	(void)snprintf(
	    told + length, sizeof(told) - length, "%s %s\n", what, text);
}

static void
note_begun(void *context, const char *name, const char *link_name)
{
	assert_ptr_equal(context, told);
	assert_string_equal(name, inputs_name(inputs));
	note("begun", link_name);
}

static void
note_refused(void *context, const char *name, const char *message)
{
	assert_ptr_equal(context, told);
	assert_int_equal(strncmp(message, name, strlen(name)), 0);
	note("refused", message);
}

static void
note_dropped(void *context, uint64_t packets)
{
	(void)context;
	fail_msg("a file dropped %u packets", (unsigned)packets);
}

static void
note_sized(void *context, uint64_t bytes)
{
	char number[32];

	assert_ptr_equal(context, told);
	(void)snprintf(number, sizeof(number), "%u", (unsigned)bytes);
	note("sized", number);
}

static void
note_incomplete(void *context, const char *problem)
{
	assert_ptr_equal(context, told);
	note("incomplete", problem);
}

/* The file twice, with one between them that is not there. */
static void
of_three(const char *filter)
{
	static const char *files[3];
	const struct inputs_listener listener = {told, note_begun, note_refused,
	    note_dropped, note_sized, note_incomplete};
	struct inputs_wanted wanted = {
	    .files = files,
	    .file_count = 3,
	    .settings = {.filter = filter},
	};

	files[0] = made.path;
	files[1] = "missing";
	files[2] = made.path;
	if (made.file != NULL)
		finish_file();
	inputs = inputs_new(&wanted, &listener);
}

static int
set_up(void **state)
{
	memset(told, 0, sizeof(told));
	return handmade_set_up(state);
}

static int
tear_down(void **state)
{
	inputs_free(inputs);
	return handmade_tear_down(state);
}

static enum capture_result
next(void)
{
	return capture_next(inputs_capture(inputs), &made.frame);
}

static void
inputs_come_in_order_but_for_those_that_cannot(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	of_three(NULL);
	assert_null(inputs_capture(inputs));
	assert_true(inputs_open(inputs));
	assert_int_equal(inputs_number(inputs), 1);
	assert_int_equal(next(), CAPTURE_FRAME);
	inputs_end(inputs, next());
	assert_false(inputs_open(inputs));
	assert_null(inputs_capture(inputs));
	assert_true(inputs_open(inputs));
	assert_int_equal(inputs_number(inputs), 3);
	inputs_end(inputs, CAPTURE_END);
	assert_false(inputs_left(inputs));
	assert_int_equal(inputs_opened(inputs), 2);
	assert_string_equal(told,
	    "begun EN10MB\nsized 44\nrefused missing: no such file\n"
	    "begun EN10MB\nsized 44\n");
}

static void
what_is_missing_of_an_input_is_told_at_its_end(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 147);
	put32(SECONDS);
	of_three(NULL);
	assert_true(inputs_open(inputs));
	inputs_end(inputs, next());
	assert_string_equal(told,
	    "begun DLT 147\nsized 28\n"
	    "incomplete the file is cut: its last packet is not whole\n"
	    "incomplete link type DLT 147 is not supported\n");
}

static void
behind_a_filter_without_sense_none_is_opened(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	of_three("tcp prot 80");
	assert_false(inputs_open(inputs));
	assert_true(inputs_bad_filter(inputs));
	assert_false(inputs_left(inputs));
}

static void
a_stop_ends_the_open_one_and_all_after_it(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	of_three(NULL);
	assert_true(inputs_open(inputs));
	inputs_stop(inputs);
	assert_int_equal(next(), CAPTURE_END);
	assert_false(inputs_left(inputs));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(inputs_come_in_order_but_for_those_that_cannot),
	    TEST(what_is_missing_of_an_input_is_told_at_its_end),
	    TEST(behind_a_filter_without_sense_none_is_opened),
	    TEST(a_stop_ends_the_open_one_and_all_after_it),
	};

	return cmocka_run_group_tests_name("inputs", tests, NULL, NULL);
}
