/*
 * The command line: what is understood, and what is refused with words.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/options.h"

#define MOST 16

/* Parses words that are separated by blanks. */
static bool
parse(struct options *options, const char *line)
{
	static char copy[256];
	static char program[] = "easlens";
	static char *argv[MOST + 1];
	int argc = 1;

	snprintf(copy, sizeof(copy), "%s", line);
	argv[0] = program;
	for (char *at = copy; at != NULL && *at != '\0' && argc < MOST;) {
		argv[argc++] = at;
		at = strchr(at, ' ');
		if (at != NULL)
			*at++ = '\0';
	}
	argv[argc] = NULL;
	return options_parse(options, argc, argv);
}

static void
refused(const char *line, const char *words)
{
	struct options options;

	assert_false(parse(&options, line));
	assert_non_null(strstr(options.problem, words));
	options_done(&options);
}

static void
options_stand_before_or_after_the_command(void **state)
{
	const char *const lines[] = {"devices -r a.pcap -T json",
	    "-r a.pcap -T json devices", "-r a.pcap devices -T json",
	    "--read a.pcap --format=json devices",
	    "--read=a.pcap devices --format json", "-ra.pcap devices -Tjson"};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct options options;

		assert_true(parse(&options, lines[i]));
		assert_int_equal(options.command, WORD_DEVICES);
		assert_int_equal(options.file_count, 1);
		assert_string_equal(options.files[0], "a.pcap");
		assert_string_equal(options.format, "json");
		options_done(&options);
	}
}

static void
without_a_command_it_is_a_report(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(&options, "-r a.pcap"));
	assert_int_equal(options.command, WORD_REPORT);
	assert_null(options.format);
	options_done(&options);
}

static void
files_keep_their_order(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(&options, "-r b -r - report -r a"));
	assert_int_equal(options.file_count, 3);
	assert_string_equal(options.files[0], "b");
	assert_string_equal(options.files[1], "-");
	assert_string_equal(options.files[2], "a");
	options_done(&options);
}

static void
live_options_are_read(void **state)
{
	struct options options;

	(void)state;
	assert_true(
	    parse(&options, "events -i eth0 -f tcp -c 10 -s 96 -B 4 -p -q "
			    "--max-mem 64"));
	assert_int_equal(options.command, WORD_EVENTS);
	assert_string_equal(options.interface, "eth0");
	assert_string_equal(options.filter, "tcp");
	assert_int_equal(options.count, 10);
	assert_int_equal(options.snaplen, 96);
	assert_int_equal(options.buffer_mib, 4);
	assert_int_equal(options.max_mem_mib, 64);
	assert_true(options.no_promiscuous);
	assert_true(options.quiet);
	assert_false(options.cross_check);
	options_done(&options);
}

static void
the_view_opens_where_nothing_asks_for_text(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(&options, "-r a --theme light --ascii --mouse"));
	assert_true(options.view);
	assert_int_equal(options.theme, THEME_LIGHT);
	assert_true(options.ascii);
	assert_true(options.mouse);
	options_done(&options);
	assert_true(parse(&options, "-r a report"));
	assert_false(options.view);
	assert_int_equal(options.theme, THEME_DEFAULT);
	options_done(&options);
	assert_true(parse(&options, "-r a -T text"));
	assert_false(options.view);
	options_done(&options);
	refused("-r a --theme blue", "not blue");
}

static void
help_version_and_list_need_no_input(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(&options, "-h"));
	assert_true(options.help);
	options_done(&options);
	assert_true(parse(&options, "--version"));
	assert_true(options.version);
	options_done(&options);
	assert_true(parse(&options, "-D"));
	assert_true(options.list_interfaces);
	options_done(&options);
}

static void
what_makes_no_sense_is_refused_with_words(void **state)
{
	(void)state;
	refused("", "nothing to read");
	refused("report", "nothing to read");
	refused("raport -r a", "unknown command raport");
	refused("report devices -r a", "too many words: devices");
	refused("-x -r a", "unknown option -x");
	refused("--nonsense -r a", "unknown option --nonsense");
	refused("--a -r a", "more than one option begins with --a");
	refused("-r a -s 100", "for an interface alone: -s");
	refused("-r a -B 8", "for an interface alone: -B");
	refused("-r a -p", "for an interface alone: -p");
	refused("report -r", "nothing follows");
	refused("report --cross-check=yes -r a", "nothing may follow cross");
	refused("-r a -i eth0", "either -r or -i");
	refused("-r a -c 0", "--count wants a number");
	refused("-r a -c x", "not x");
	refused("-r a -s 99999999999", "--snaplen wants a number");
	refused("-r a --max-mem 15", "--max-mem wants a number from 16 to");
	refused("-r a -B -1", "--buffer-size wants a number");
	refused("-r a -- devices more", "too many words");
}

static void
words_of_the_command_line_are_escaped(void **state)
{
	(void)state;
	refused("a\x1b[2J -r a", "unknown command a\\x1b[2J");
}

static void
each_option_is_in_the_help(void **state)
{
	char *help = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&help, &size);

	(void)state;
	assert_non_null(file);
	options_help(file);
	fclose(file);
#define OPTION(symbol, letter, name, argument, words)                          \
	assert_non_null(strstr(help, "--" name));                              \
	assert_non_null(strstr(help, words));
#include "ui/options.def"
#undef OPTION
#define COMMAND(symbol, word, words) assert_non_null(strstr(help, words));
#include "ui/options.def"
#undef COMMAND
	free(help);
}

static void
help_fits_into_eighty_columns(void **state)
{
	char *help = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&help, &size);

	(void)state;
	assert_non_null(file);
	options_help(file);
	options_usage(file);
	fclose(file);
	for (const char *line = help; *line != '\0';) {
		size_t length = strcspn(line, "\n");

		assert_true(length <= 80);
		line += length + 1;
	}
	free(help);
}

static void
what_is_asked_of_policies_goes_with_their_command(void **state)
{
	struct options options;

	(void)state;
	assert_true(parse(&options, "policy -r a.pcap --diff a41c 2 -T csv"));
	assert_int_equal(options.command, WORD_POLICY);
	assert_string_equal(options.diff[0], "a41c");
	assert_string_equal(options.diff[1], "2");
	assert_int_equal(options.shell, SHELL_COUNT);
	assert_int_equal(options.profile, PROFILE_COUNT);
	options_done(&options);
	assert_true(parse(&options, "--diff=a41c 2 policy -r a.pcap"));
	assert_string_equal(options.diff[1], "2");
	options_done(&options);
	assert_true(parse(&options, "policy -r a.pcap --powershell 2013"));
	assert_int_equal(options.shell, SHELL_2013);
	options_done(&options);
	assert_true(parse(&options, "policy -r a.pcap --profile wp75 -T md"));
	assert_int_equal(options.profile, PROFILE_WP75);
	options_done(&options);
}

static void
a_question_without_sense_is_refused(void **state)
{
	(void)state;
	refused("policy -r a.pcap --diff 1", "--diff wants two policies");
	refused("-r a.pcap --diff 1 2", "only the command policy knows --diff");
	refused("report -r a.pcap --profile wp7", "knows --profile");
	refused("policy -r a.pcap --powershell 2016", "2010 or 2013, not 2016");
	refused("policy -r a.pcap --powershell 2010 -T json", "text, not json");
	refused("policy -r a.pcap --powershell 2010 --diff 1 2",
	    "one question at a time, leave out --powershell");
	refused("policy -r a.pcap --profile wp7 --diff 1 2",
	    "one question at a time, leave out --profile");
	refused("policy -r a.pcap --profile x", "surface-hub; not x");
	refused("policy -r a.pcap --profile x", "one of wp7, wp75,");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_stand_before_or_after_the_command),
	    cmocka_unit_test(without_a_command_it_is_a_report),
	    cmocka_unit_test(files_keep_their_order),
	    cmocka_unit_test(live_options_are_read),
	    cmocka_unit_test(the_view_opens_where_nothing_asks_for_text),
	    cmocka_unit_test(help_version_and_list_need_no_input),
	    cmocka_unit_test(what_makes_no_sense_is_refused_with_words),
	    cmocka_unit_test(words_of_the_command_line_are_escaped),
	    cmocka_unit_test(each_option_is_in_the_help),
	    cmocka_unit_test(help_fits_into_eighty_columns),
	    cmocka_unit_test(what_is_asked_of_policies_goes_with_their_command),
	    cmocka_unit_test(a_question_without_sense_is_refused),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
