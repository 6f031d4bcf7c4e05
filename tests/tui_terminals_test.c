/*
 * The live view on terminals that can less than others: small ones, without
 * colours, lines or UTF-8; and what has a screen of no use.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/terminal.h"

#define SAMPLE "behind-tls-offloader.pcap"
/* A type of device in it, and in its place one with a letter whose UTF-8 has
 * a byte (9b) that begins commands on terminals of 8 bits, and one with a
 * character of two columns. */
#define TYPE "SAMSUNGSMG900F"
#define LETTER_CODED "S%C3%9BMSUNG90"
#define LETTER "S\xc3\x9bMSUNG90"
#define LETTER_ESCAPED "S\\u{db}MSUNG90"
#define WIDE_CODED "%E6%97%A5SUNG9"
#define WIDE "\xe6\x97\xa5SUNG9"
#define WIDE_ESCAPED "\\u{65e5}SUNG9"

/* A letter with a mark on it that takes no column. */
#define MARKED_CODED "%D7%A9%D7%81AB"
#define MARKED                                                                 \
	"\xd7\xa9\xd7\x81"                                                     \
	"AB"

#define PROGRAM "\"$EASLENS\" -r " SAMPLE
/* Where goes_through_all_screens() begins. */
#define ALL_SIZES 0
#define SMALLEST 2
#define NO_SIZES 4
#define LOCALE "en_US.ISO-8859-1"

/* The sample with another type of the same length everywhere. */
static void
write_with_type(const char *name, const char *type)
{
	const size_t size = strlen(TYPE);
	size_t length;
	uint8_t *bytes = from_file("samples/" SAMPLE, &length);
	unsigned count = 0;

	assert_int_equal(strlen(type), size);
	for (size_t at = 0; at + size <= length; at++) {
		if (memcmp(bytes + at, TYPE, size) != 0)
			continue;
		memcpy(bytes + at, type, size);
		count++;
	}
	assert_true(count > 0);
	scratch_write(name, bytes, length);
	free(bytes);
}

static int
set_up(void **state)
{
	int made = terminal_set_up(state);

	terminal_copy("samples/" SAMPLE);
	write_with_type("letter.pcap", LETTER_CODED);
	write_with_type("wide.pcap", WIDE_CODED);
	write_with_type("marked.pcap", MARKED_CODED);
	return made;
}

/* From screen to screen: a key, and how the first and the last row of what
 * is then shown begin. */
static const struct step {
	const char *key;
	const char *title;
	const char *bar;
} steps[] = {
    {"j", "easlens", "Enter Device"},
    {"Enter", "Device SEC5D", "x Flow"},
    {"x", "Flow SEC5D", "Enter Message"},
    {"Enter", "Message #72", "Tab Other half"},
    {"Tab", "Message #60", "Tab Other half"},
    {"'?'", "Keys in", "Esc Back"},
    {"'?'", "Message #60", "Tab Other half"},
    {"Escape", "Flow SEC5D", "Enter Message"},
    {"Escape", "Device SEC5D", "x Flow"},
    {"Escape", "easlens", "Enter Device"},
    {"t", "Columns of", "Esc Back"},
    {"Escape", "easlens", "Enter Device"},
    {"Space j Space d", "Difference of", "Esc Back"},
    {"Escape", "easlens", "Enter Device"},
    {"'?'", "Keys in", "Esc Back"},
    {"Escape", "easlens", "Enter Device"},
};

/* Through all screens, each in the sizes from one on. It ends as it began. */
static void
goes_through_all_screens(const char *line, size_t from)
{
	static const char *const sizes[] = {
	    "-x 120 -y 40", "-x 50 -y 15", "-x 20 -y 5", "-x 80 -y 24"};
	char *first;

	starts(SMALL, line);
	shows("read to its end");
	first = strdup(standing_screen());
	assert_non_null(first);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		types(steps[i].key);
		begins_and_ends(steps[i].title, steps[i].bar);
		for (size_t k = from; k < sizeof(sizes) / sizeof(sizes[0]);
		     k++) {
			becomes(sizes[k]);
			begins_and_ends(steps[i].title, steps[i].bar);
		}
	}
	types("Space k Space k");
	is_again(first);
	free(first);
}

static void
all_screens_are_drawn_in_all_sizes(void **state)
{
	(void)state;
	goes_through_all_screens(PROGRAM, ALL_SIZES);
	assert_true(has_colour());
	types("q");
	ended_with(0);
}

static void
all_screens_do_without_colours(void **state)
{
	(void)state;
	goes_through_all_screens("NO_COLOR=1 " PROGRAM, NO_SIZES);
	assert_false(has_colour());
	types("q");
	ended_with(0);
}

static void
all_screens_do_with_ascii(void **state)
{
	(void)state;
	goes_through_all_screens("LC_ALL=C " PROGRAM " --theme mono", SMALLEST);
	assert_false(has_colour());
	for (const char *at = standing_screen(); *at != '\0'; at++)
		assert_true((unsigned char)*at < 0x80);
	types("q");
	ended_with(0);
}

/* In this locale the row has this type, and all else in the same columns. */
static void
type_is_shown(const char *locale, const char *file, const char *type)
{
	char line[256];
	char row[128];

	snprintf(line, sizeof(line), "%s \"$EASLENS\" -r %s", locale, file);
	snprintf(row, sizeof(row), " %s 14.0 1aa6ea x1  2 PART final", type);
	starts("-x 160 -y 24", line);
	shows("read to its end");
	shows(row);
	types("q");
	ended_with(0);
}

static void
names_are_shown_as_the_locale_can(void **state)
{
	(void)state;
	type_is_shown("", "letter.pcap", LETTER "     ");
	type_is_shown("", "wide.pcap", WIDE "       ");
	type_is_shown("", "marked.pcap", MARKED "           ");
	type_is_shown("", "letter.pcap --ascii", LETTER_ESCAPED);
	type_is_shown("LC_ALL=C", "letter.pcap", LETTER_ESCAPED);
	type_is_shown("LC_ALL=C", "wide.pcap", WIDE_ESCAPED " ");
}

static void
a_terminal_of_8_bits_is_not_driven(void **state)
{
	char command[256];

	(void)state;
	snprintf(command, sizeof(command),
	    "localedef -i en_US -f ISO-8859-1 '%s/" LOCALE "' 2>/dev/null",
	    scratch_folder());
	if (system(command) != 0)
		skip();
	type_is_shown(
	    "LOCPATH=$PWD LC_ALL=" LOCALE, "letter.pcap", LETTER_ESCAPED);
	starts(LARGE, "LOCPATH=$PWD LC_ALL=" LOCALE " locale charmap 2>&1");
	shows("ISO-8859-1");
}

/* Reports to a terminal; a file or a pipe gets what was captured. */
static void
reports_are_shown_as_the_locale_can(void **state)
{
	static const struct {
		const char *command;
		const char *shown;
	} reports[] = {
	    {"devices", "u002 S\\u{db}MSUNG90"},
	    {"report", "type           " LETTER_ESCAPED},
	    {"devices -T json", "\"S\\u00DBMSUNG90\""},
	    {"events", "\"S\\u00DBMSUNG90\""},
	};
	char line[256];

	(void)state;
	for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
		snprintf(line, sizeof(line),
		    "LC_ALL=C \"$EASLENS\" %s -r letter.pcap; "
		    "LC_ALL=C \"$EASLENS\" %s -r letter.pcap | "
		    "grep -c '" LETTER "' | sed 's/^[1-9].*/a pipe has it/'",
		    reports[i].command, reports[i].command);
		starts("-x 2000 -y 24", line);
		shows("a pipe has it");
		has_shown(reports[i].shown);
	}
}

static void
a_terminal_without_colours_needs_none(void **state)
{
	(void)state;
	goes_through_all_screens("TERM=vt100 " PROGRAM, NO_SIZES);
	assert_false(has_colour());
	types("q");
	shows("ended with 0, icanon"); /* it has no second screen */
}

/* Few machines describe one with 16 colours. */
static void
a_terminal_of_16_colours_has_the_bright_ones(void **state)
{
	static const char entry[] = "xterm-16color|xterm with 16 colours,\n"
				    "\tcolors#16, pairs#256, "
				    "use=xterm-256color,\n";
	char command[256];

	(void)state;
	scratch_write("entry", entry, sizeof(entry) - 1);
	snprintf(command, sizeof(command),
	    "cd '%s' && tic -o terminfo entry 2>/dev/null", scratch_folder());
	if (system(command) != 0)
		skip();
	goes_through_all_screens(
	    "TERMINFO=$PWD/terminfo TERM=xterm-16color " PROGRAM, NO_SIZES);
	assert_true(has_colour());
	types("q");
	ended_with(0);
}

static void
a_terminal_nobody_knows_gets_the_report(void **state)
{
	(void)state;
	starts(SMALL, "TERM=nosuch " PROGRAM " 2>reason; "
		      "cat reason");
	shows("easlens: no view, the report instead: ");
	shows("TERM=nosuch");
	has_shown("DEVICES: 5");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_screens_are_drawn_in_all_sizes),
	    cmocka_unit_test(all_screens_do_without_colours),
	    cmocka_unit_test(all_screens_do_with_ascii),
	    cmocka_unit_test(names_are_shown_as_the_locale_can),
	    cmocka_unit_test(a_terminal_of_8_bits_is_not_driven),
	    cmocka_unit_test(reports_are_shown_as_the_locale_can),
	    cmocka_unit_test(a_terminal_without_colours_needs_none),
	    cmocka_unit_test(a_terminal_of_16_colours_has_the_bright_ones),
	    cmocka_unit_test(a_terminal_nobody_knows_gets_the_report),
	};

	return cmocka_run_group_tests_name(
	    "tui_terminals", tests, set_up, terminal_tear_down);
}
