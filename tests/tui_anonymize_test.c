/*
 * The live view with --anonymize: no screen and nothing saved from one holds a
 * name of the capture. Skipped where there is no tmux.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/names.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/terminal.h"

#define SAMPLE "outcomes-nginx.pcap"
#define PROGRAM "\"$EASLENS\" -r " SAMPLE " --anonymize"

static struct name_list names;

static int
set_up(void **state)
{
	static const char *const commands[] = {"report", "events"};
	size_t length;
	uint8_t *bytes = from_file("samples/" SAMPLE, &length);

	for (size_t i = 0; i < 2; i++) {
		const char *const arguments[] = {
		    commands[i], "-r", SAMPLE, "-T", "json", NULL};
		struct output output = run_easlens("samples", arguments);

		names_from_json(&names, output.text);
		free(output.text);
	}
	names_from_heads(&names, bytes, length);
	free(bytes);
	assert_true(names.count > 20);
	assert_int_equal(terminal_set_up(state), 0);
	terminal_copy("samples/" SAMPLE);
	return 0;
}

static int
tear_down(void **state)
{
	names_end(&names);
	return terminal_tear_down(state);
}

static void
holds_no_name(const char *text)
{
	const char *found = names_found(&names, text);

	if (found != NULL)
		fail_msg("\"%s\" stands in:\n%s", found, text);
}

static void
reads_a_saved_file(const char *name)
{
	char path[SCRATCH_PATH];
	size_t length;
	uint8_t *bytes;
	char *text;

	bytes = from_file(scratch_path(path, name), &length);
	text = strndup((const char *)bytes, length);
	assert_true(length > 100);
	holds_no_name(text);
	free(text);
	free(bytes);
}

static void
no_screen_holds_a_name(void **state)
{
	(void)state;
	starts(LARGE, PROGRAM);
	shows("device-");
	shows("user-");
	shows("FULL 2  PART 1  NONE 1  EXT 1  WAIT 1");
	holds_no_name(standing_screen());
	types("Space j Space d");
	shows("Difference of device-");
	holds_no_name(standing_screen());
	types("Escape i");
	shows("device-");
	holds_no_name(standing_screen());
	types("Escape m");
	shows("MSFT-WP");
	holds_no_name(standing_screen());
	types("Escape Enter");
	shows("Device device-");
	holds_no_name(standing_screen());
	types("x");
	shows("Flow device-");
	holds_no_name(standing_screen());
	types("Enter");
	shows("With --anonymize no message is kept");
	holds_no_name(standing_screen());
	types("q q q q");
	ended_with(0);
}

static void
nothing_saved_holds_a_name(void **state)
{
	(void)state;
	starts(SMALL, PROGRAM);
	shows("device-");
	types("s t");
	shows("saved as easlens-screen-1.txt");
	types("s c");
	shows("saved as easlens-screen-1.csv");
	types("s j");
	shows("saved as easlens-screen-1.json");
	types("x");
	shows("Flow device-");
	types("s c");
	shows("saved as easlens-screen-2.csv");
	types("q q");
	ended_with(0);
	reads_a_saved_file("easlens-screen-1.txt");
	reads_a_saved_file("easlens-screen-1.csv");
	reads_a_saved_file("easlens-screen-1.json");
	reads_a_saved_file("easlens-screen-2.csv");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_screen_holds_a_name),
	    cmocka_unit_test(nothing_saved_holds_a_name),
	};

	return cmocka_run_group_tests_name(
	    "tui_anonymize", tests, set_up, tear_down);
}
