/*
 * Captures that cannot be read, or not to their end, and the words for it.
 */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "capture/message.h"
#include "tests/support/handmade.h"
#include "tests/support/opened.h"

/* The file cannot be opened; the message names it and says `why`. */
static void
refuses(const char *why)
{
	char want[CAPTURE_MESSAGE];

	if (made.file != NULL)
		finish_file();
	made.capture = capture_open_file(made.path, NULL, made.message);
	assert_null(made.capture);
	(void)snprintf(want, sizeof(want), "%s: %s", made.path, why);
	assert_string_equal(made.message, want);
}

static void
a_second_link_type_ends_the_file_with_a_problem(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put_enhanced(0, SECONDS * 1000000000ULL);
	put_interface(105);
	put_enhanced(1, SECONDS * 1000000000ULL);
	opens();
	gives_frame(0, 4, 60);
	ends_with(CAPTURE_DAMAGED,
	    "a second link type begins here; what follows is not read");
}

static void
a_section_of_the_other_order_is_named(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put_enhanced(0, SECONDS * 1000000000ULL);
	made.big_endian = true;
	put_section();
	put_interface(1);
	opens();
	gives_frame(0, 4, 60);
	ends_with(CAPTURE_DAMAGED,
	    "a section of the other byte order begins here; what follows is "
	    "not read (editcap -F pcap FILE NEW makes one of them)");
}

static void
a_cut_file_gives_its_whole_packets(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put_packet(2, 4, 60);
	assert_int_equal(fflush(made.file), 0);
	assert_int_equal(ftruncate(fileno(made.file), 24 + 20 + 18), 0);
	opens();
	gives_frame(1000, 4, 60);
	ends_with(
	    CAPTURE_DAMAGED, "the file is cut: its last packet is not whole");
}

static void
a_cut_pcapng_file_gives_its_whole_packets(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put_enhanced(0, SECONDS * 1000000000ULL);
	put_enhanced(0, SECONDS * 1000000000ULL);
	assert_int_equal(fflush(made.file), 0);
	assert_int_equal(ftruncate(fileno(made.file), 28 + 32 + 36 + 20), 0);
	opens();
	gives_frame(0, 4, 60);
	ends_with(
	    CAPTURE_DAMAGED, "the file is cut: its last packet is not whole");
}

static void
a_packet_of_impossible_length_is_damage(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put32(SECONDS);
	put32(0);
	put32(0x7fffffff);
	put32(0x7fffffff);
	opens();
	gives_frame(1000, 4, 60);
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_DAMAGED);
	assert_non_null(
	    strstr(capture_problem(made.capture), "the file is damaged: "));
}

static void
a_bad_filter_is_named(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	finish_file();
	assert_null(capture_open_file(made.path, "tcp prot 80", made.message));
	assert_non_null(strstr(made.message, made.path));
	assert_non_null(
	    strstr(made.message, ": bad capture filter \"tcp prot 80\": "));
	assert_null(strchr(made.message, '\n'));
}

static void
a_missing_file_is_named(void **state)
{
	(void)state;
	(void)snprintf(made.message, sizeof(made.message), "%s", made.path);
	assert_null(capture_open_file("no/such/lab.pcap", NULL, made.message));
	assert_string_equal(made.message, "no/such/lab.pcap: no such file");
}

static void
an_empty_file_is_refused(void **state)
{
	(void)state;
	refuses("empty, not a capture file");
}

static void
a_foreign_file_is_refused(void **state)
{
	(void)state;
	assert_true(
	    fputs("This is a letter, not a capture.\n", made.file) >= 0);
	refuses("not a capture file (unknown file format)");
}

static void
a_compressed_file_is_refused_with_advice(void **state)
{
	(void)state;
	put32(0x00088b1f);
	put32(0);
	put32(0);
	put32(0);
	put32(0);
	put32(0);
	refuses("compressed; try: gzip -dc FILE | easlens -r -");
}

static void
a_file_cut_in_its_header_is_refused(void **state)
{
	(void)state;
	put32(MICROSECONDS);
	put32(0);
	refuses("the file ends within its header");
}

static void
an_unknown_version_is_refused_in_one_line(void **state)
{
	(void)state;
	put32(MICROSECONDS);
	put16(99);
	put16(0);
	put32(0);
	put32(0);
	put32(0);
	put32(1);
	finish_file();
	assert_null(capture_open_file(made.path, NULL, made.message));
	assert_non_null(strstr(made.message, "not a readable capture file ("));
	assert_null(strchr(made.message, '\n'));
}

static void
a_directory_is_refused(void **state)
{
	(void)state;
	assert_null(capture_open_file(".", NULL, made.message));
	assert_string_equal(made.message, ".: is a directory");
}

static void
control_characters_of_names_do_not_get_out(void **state)
{
	(void)state;
	assert_null(
	    capture_open_file("no\nsuch\033[2Jfile", NULL, made.message));
	assert_string_equal(made.message, "no such [2Jfile: no such file");
}

static void
a_message_that_is_too_long_is_cut(void **state)
{
	char longer[2 * CAPTURE_MESSAGE];

	(void)state;
	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	capture_say(made.message, "%s", longer);
	assert_int_equal(strlen(made.message), CAPTURE_MESSAGE - 1);
}

static void
empty_standard_input_is_named_so(void **state)
{
	int ends[2];
	int kept;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(close(ends[1]), 0);
	kept = replace_input(ends[0]);
	assert_null(capture_open_file("-", NULL, made.message));
	assert_string_equal(
	    made.message, "standard input: empty, not a capture file");
	restore_input(kept);
	assert_int_equal(close(ends[0]), 0);
}

/* Which of the two it is depends on who runs the test. */
static void
an_unknown_interface_is_named(void **state)
{
	static const struct capture_settings settings = {.filter = "tcp"};

	(void)state;
	made.capture =
	    capture_open_interface("nosuchif0", &settings, made.message);
	assert_null(made.capture);
	assert_int_equal(strncmp(made.message, "nosuchif0: no ", 14), 0);
	assert_null(strchr(made.message, '\n'));
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, handmade_set_up, handmade_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_second_link_type_ends_the_file_with_a_problem),
	    TEST(a_section_of_the_other_order_is_named),
	    TEST(a_cut_file_gives_its_whole_packets),
	    TEST(a_cut_pcapng_file_gives_its_whole_packets),
	    TEST(a_packet_of_impossible_length_is_damage),
	    TEST(a_bad_filter_is_named),
	    TEST(a_missing_file_is_named),
	    TEST(an_empty_file_is_refused),
	    TEST(a_foreign_file_is_refused),
	    TEST(a_compressed_file_is_refused_with_advice),
	    TEST(a_file_cut_in_its_header_is_refused),
	    TEST(an_unknown_version_is_refused_in_one_line),
	    TEST(a_directory_is_refused),
	    TEST(control_characters_of_names_do_not_get_out),
	    TEST(a_message_that_is_too_long_is_cut),
	    TEST(empty_standard_input_is_named_so),
	    TEST(an_unknown_interface_is_named),
	};

	return cmocka_run_group_tests_name("capture_errors", tests, NULL, NULL);
}
