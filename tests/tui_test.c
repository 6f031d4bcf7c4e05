/*
 * The live view as its users meet it: the program in a terminal (tmux), driven
 * by keys. Skipped where there is no tmux.
 */
#include "tests/support/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/terminal.h"

#define SAMPLE "outcomes-nginx.pcap"
/* Of its 375 packets: four devices of six were seen. */
#define FIRST_PACKETS 150
#define PROGRAM "\"$EASLENS\" -r " SAMPLE " "

/* Where packet number `count` of a pcap file in this machine's order ends. */
static size_t
end_of_packet(const uint8_t *bytes, size_t length, unsigned count)
{
	size_t at = 24;
	uint32_t captured;

	while (count-- > 0) {
		assert_true(length - at > 16);
		memcpy(&captured, bytes + at + 8, sizeof(captured));
		assert_true(captured < length - at - 16);
		at += 16 + captured;
	}
	return at;
}

/* The sample whole, cut, and in two parts, between packets and inside one. */
static void
write_samples(void)
{
	size_t length;
	uint8_t *bytes = from_file("samples/" SAMPLE, &length);
	size_t half = end_of_packet(bytes, length, FIRST_PACKETS);

	scratch_write(SAMPLE, bytes, length);
	scratch_write("cut.pcap", bytes, length - 7);
	scratch_write("first", bytes, half);
	scratch_write("rest", bytes + half, length - half);
	scratch_write("stump", bytes, half + 20);
	scratch_write("remainder", bytes + half + 20, length - half - 20);
	free(bytes);
}

static int
set_up(void **state)
{
	int made = terminal_set_up(state);

	write_samples();
	return made;
}

static void
devices_are_shown_with_their_states(void **state)
{
	static const char *const sizes[] = {SMALL, LARGE};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		starts(sizes[i], PROGRAM);
		shows("FULL 2  PART 1  NONE 1  EXT 1  WAIT 1");
		shows("read to its end");
		shows("carla");
		types("q");
		ended_with(0);
	}
}

static void
a_terminal_of_four_rows_shows_the_device_under_the_cursor(void **state)
{
	(void)state;
	starts("-x 80 -y 4", PROGRAM);
	shows("> WP7A3F0C2B9D4E");
	types("j");
	shows("> Appl87051QBRA4S");
	types("q");
	ended_with(0);
}

static void
a_device_is_opened_and_left(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("> WP7A3F0C2B9D4E");
	types("j");
	shows("> Appl87051QBRA4S");
	types("Enter");
	shows("Device Appl87051QBRA4S  ben");
	shows("AllowCamera");
	types("Escape");
	shows("> Appl87051QBRA4S");
	types("Up");
	shows("> WP7A3F0C2B9D4E");
	types("Escape");
	ended_with(0);
}

static void
what_is_inferred_is_shown_of_device_and_family(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("read to its end");
	types("j j i");
	shows("Inference  androidc1717359041");
	shows("suspect: ");
	types("o");
	shows("Family by type, system, agent and version, 1 device");
	types("/ server Enter");
	shows("What the server does");
	types("Escape");
	shows("> androidc1717359");
	types("q");
	ended_with(0);
}

static void
the_matrix_leads_to_a_family(void **state)
{
	(void)state;
	starts(LARGE, PROGRAM " --theme mono");
	shows("read to its end");
	types("m");
	shows("Families 6");
	types("l l");
	shows(">SUSPECT 1");
	types("Enter");
	shows("Family by type, system, agent and version, 1 device");
	shows("androidc1717359041 round 1 got 2");
	types("Escape");
	shows("Families 6");
	types("q q");
	ended_with(0);
}

static void
help_shows_the_keys_of_the_screen(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("fritz");
	types("'?'");
	shows("open the device under the cursor");
	lacks("fritz");
	types("'?'");
	shows("fritz");
	types("q");
	ended_with(0);
}

static void
a_search_goes_to_the_row_that_holds_the_text(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("fritz");
	types("/ darix BSpace");
	shows("Search: dari_");
	types("o Enter");
	shows("> TD0123456789");
	types("/ anna Escape");
	shows("> TD0123456789");
	lacks("Search: anna");
	types("q");
	ended_with(0);
}

static void
a_filter_shows_only_rows_that_hold_the_text(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("fritz");
	types("f carla Enter");
	shows("> androidc17");
	lacks("fritz");
	types("f Enter");
	shows("fritz");
	types("C-c");
	ended_with(0);
}

static void
another_size_is_drawn_at_once(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("androidc1717359..");
	becomes("-x 120 -y 40");
	shows("? Help\n");
	shows("androidc1717359041");
	becomes("-x 40 -y 8");
	shows("FULL");
	becomes("-x 5 -y 2");
	becomes("-x 80 -y 24");
	shows("androidc1717359..");
	types("q");
	ended_with(0);
}

static void
a_paused_screen_stands_still(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("> WP7A3F0C2B9D4E");
	types("p");
	shows("PAUSED, 0 packets since");
	types("j j p");
	shows("Esc Back");
	shows("> WP7A3F0C2B9D4E");
	types("q");
	ended_with(0);
}

static void
a_screen_is_saved_as_text(void **state)
{
	char path[SCRATCH_PATH];
	struct stat status;

	(void)state;
	starts(SMALL, PROGRAM);
	shows("fritz");
	types("s t");
	shows("saved as easlens-screen-1.txt");
	types("s t");
	shows("saved as easlens-screen-2.txt");
	types("q");
	ended_with(0);
	scratch_path(path, "easlens-screen-2.txt");
	assert_int_equal(stat(path, &status), 0);
	assert_true(status.st_size > 500);
}

static void
mono_and_ascii_do_without_colours_and_lines(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM "--ascii --theme mono");
	shows("-- WP7A3F0C2B9D4E");
	assert_false(has_colour());
	lacks("\xe2\x94\x80");
	types("q");
	ended_with(0);
	starts(SMALL, PROGRAM);
	shows("\xe2\x94\x80 WP7A3F0C2B9D4E");
	assert_true(has_colour());
	types("q");
	ended_with(0);
}

static void
packets_come_from_standard_input_and_keys_from_the_terminal(void **state)
{
	(void)state;
	starts(SMALL, "cat " SAMPLE " | \"$EASLENS\" -r -");
	shows("standard input");
	shows("fritz");
	types("j Enter");
	shows("Device Appl87051QBRA4S");
	types("q q");
	ended_with(0);
}

static void
packets_that_come_later_are_shown_at_once(void **state)
{
	(void)state;
	starts(SMALL, "{ cat first; until [ -e go ]; do sleep 0.05; done; "
		      "cat rest; sleep 2; } | \"$EASLENS\" -r -");
	shows("anna");
	lacks("fritz");
	types("p");
	shows("PAUSED, 0 packets");
	scratch_write("go", "", 0);
	shows("PAUSED, 225 packets since");
	lacks("fritz");
	types("p");
	shows("fritz");
	types("q");
	ended_with(0);
}

static void
a_pipe_that_stands_inside_a_packet_holds_no_key_up(void **state)
{
	(void)state;
	starts(SMALL, "{ cat stump; until [ -e on ]; do sleep 0.05; done; "
		      "cat remainder; } | \"$EASLENS\" -r -");
	shows("anna");
	types("'?'");
	shows("open the device under the cursor");
	types("'?'");
	shows("anna");
	lacks("fritz");
	scratch_write("on", "", 0);
	shows("fritz");
	shows("read to its end");
	types("q");
	ended_with(0);
}

static void
a_pipe_that_has_not_begun_holds_no_key_up(void **state)
{
	(void)state;
	starts(SMALL, "{ until [ -e begin ]; do sleep 0.05; done; cat " SAMPLE
		      "; } | \"$EASLENS\" -r first -r -");
	shows("anna");
	types("'?'");
	shows("open the device under the cursor");
	types("'?'");
	shows("anna");
	scratch_write("begin", "", 0);
	shows("fritz");
	types("q");
	ended_with(0);
}

static void
a_damaged_file_is_shown_as_far_as_it_goes(void **state)
{
	(void)state;
	starts(SMALL, "\"$EASLENS\" -r cut.pcap");
	shows("the file is cut");
	shows("fritz");
	types("/ eva Enter");
	shows("> C0FFEE00112233");
	types("q");
	ended_with(3);
	shows("easlens: cut.pcap: the file is cut");
}

static void
without_anything_to_read_no_screen_opens(void **state)
{
	(void)state;
	starts(SMALL, "\"$EASLENS\" -r missing.pcap");
	ended_with(2);
	shows("easlens: missing.pcap: no such file");
}

static void
signals_give_the_terminal_back(void **state)
{
	static const char *const names[] = {"TERM", "HUP", "INT"};
	char line[128];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		snprintf(line, sizeof(line),
		    "{ sleep 1; pkill -%s -P $$ -x easlens; } & " PROGRAM,
		    names[i]);
		starts(SMALL, line);
		shows("fritz");
		ended_with(0);
	}
}

static void
a_terminal_that_cannot_show_it_gets_the_report(void **state)
{
	(void)state;
	starts(SMALL, "TERM=dumb " PROGRAM "2>reason; cat reason");
	shows("easlens: no view, the report instead: ");
	starts(SMALL, "unset TERM; " PROGRAM "2>reason; cat reason");
	shows("easlens: no view, the report instead: ");
	has_shown("DEVICES: 6");
}

static void
a_pipe_gets_the_report(void **state)
{
	struct output output;

	(void)state;
	output = run_easlens(
	    scratch_folder(), (const char *const[]){"-r", SAMPLE, NULL});
	assert_int_equal(output.code, 0);
	assert_non_null(strstr(output.text, "DEVICES: 6"));
	assert_null(strchr(output.text, '\x1b'));
	free(output.text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(devices_are_shown_with_their_states),
	    cmocka_unit_test(
		a_terminal_of_four_rows_shows_the_device_under_the_cursor),
	    cmocka_unit_test(a_device_is_opened_and_left),
	    cmocka_unit_test(what_is_inferred_is_shown_of_device_and_family),
	    cmocka_unit_test(the_matrix_leads_to_a_family),
	    cmocka_unit_test(help_shows_the_keys_of_the_screen),
	    cmocka_unit_test(a_search_goes_to_the_row_that_holds_the_text),
	    cmocka_unit_test(a_filter_shows_only_rows_that_hold_the_text),
	    cmocka_unit_test(another_size_is_drawn_at_once),
	    cmocka_unit_test(a_paused_screen_stands_still),
	    cmocka_unit_test(a_screen_is_saved_as_text),
	    cmocka_unit_test(mono_and_ascii_do_without_colours_and_lines),
	    cmocka_unit_test(
		packets_come_from_standard_input_and_keys_from_the_terminal),
	    cmocka_unit_test(packets_that_come_later_are_shown_at_once),
	    cmocka_unit_test(
		a_pipe_that_stands_inside_a_packet_holds_no_key_up),
	    cmocka_unit_test(a_pipe_that_has_not_begun_holds_no_key_up),
	    cmocka_unit_test(a_damaged_file_is_shown_as_far_as_it_goes),
	    cmocka_unit_test(without_anything_to_read_no_screen_opens),
	    cmocka_unit_test(signals_give_the_terminal_back),
	    cmocka_unit_test(a_terminal_that_cannot_show_it_gets_the_report),
	    cmocka_unit_test(a_pipe_gets_the_report),
	};

	return cmocka_run_group_tests_name(
	    "tui", tests, set_up, terminal_tear_down);
}
