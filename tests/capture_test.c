/*
 * Captures that can be read: formats, byte orders, times, filters, pipes.
 */
#include "tests/support/check.h"

#include <string.h>
#include <unistd.h>

#include "tests/support/handmade.h"
#include "tests/support/opened.h"

static void
pcap_with_microseconds_is_read(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(123456, 4, 60);
	put_packet(999999, 60, 60);
	opens();
	assert_string_equal(capture_link_name(made.capture), "EN10MB");
	assert_true(capture_link_supported(made.capture));
	gives_frame(123456000, 4, 60);
	assert_int_equal(made.frame.link, LINK_ETHERNET);
	gives_frame(999999000, 60, 60);
	ends_with(CAPTURE_END, "");
	assert_int_equal(capture_drops(made.capture), 0);
	assert_int_equal(capture_descriptor(made.capture), -1);
}

static void
pcap_with_nanoseconds_is_read(void **state)
{
	(void)state;
	put_pcap_header(NANOSECONDS, 113);
	put_packet(123456789, 4, 4);
	opens();
	assert_string_equal(capture_link_name(made.capture), "LINUX_SLL");
	gives_frame(123456789, 4, 4);
	assert_int_equal(made.frame.link, LINK_LINUX_SLL);
	ends_with(CAPTURE_END, "");
}

static void
pcap_of_the_other_byte_order_is_read(void **state)
{
	(void)state;
	made.big_endian = true;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(7, 4, 60);
	opens();
	gives_frame(7000, 4, 60);
	ends_with(CAPTURE_END, "");
}

static void
pcap_of_the_other_byte_order_with_nanoseconds_is_read(void **state)
{
	(void)state;
	made.big_endian = true;
	put_pcap_header(NANOSECONDS, 1);
	put_packet(7, 4, 60);
	opens();
	gives_frame(7, 4, 60);
	ends_with(CAPTURE_END, "");
}

static void
pcapng_is_read(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put_interface(1);
	put_enhanced(0, SECONDS * 1000000000ULL + 123456789);
	put_enhanced(1, SECONDS * 1000000000ULL + 5);
	opens();
	gives_frame(123456789, 4, 60);
	gives_frame(5, 4, 60);
	ends_with(CAPTURE_END, "");
}

static void
pcapng_of_the_other_byte_order_is_read(void **state)
{
	(void)state;
	made.big_endian = true;
	put_section();
	put_interface(276);
	put_enhanced(0, SECONDS * 1000000000ULL + 123456789);
	opens();
	assert_string_equal(capture_link_name(made.capture), "LINUX_SLL2");
	gives_frame(123456789, 4, 60);
	ends_with(CAPTURE_END, "");
}

/* Interfaces of these lengths, the second of them late, and a section more. */
static void
gives_all_with_lengths(uint32_t first, uint32_t second, uint32_t third)
{
	put_section();
	put_limited_interface(1, first);
	put_enhanced(0, SECONDS * 1000000000ULL);
	put_limited_interface(1, second);
	put_enhanced(1, SECONDS * 1000000000ULL + 1);
	put_section();
	put_limited_interface(1, third);
	put_enhanced(0, SECONDS * 1000000000ULL + 2);
	opens();
	for (int i = 0; i < 3; i++)
		gives_frame(i, 4, 60);
	ends_with(CAPTURE_END, "");
}

static void
interfaces_of_different_snapshot_lengths_are_read(void **state)
{
	(void)state;
	gives_all_with_lengths(65535, 262144, 0);
}

static void
the_other_byte_order_may_have_different_snapshot_lengths(void **state)
{
	(void)state;
	made.big_endian = true;
	gives_all_with_lengths(0, 65535, 96);
}

static void
a_wire_length_below_the_captured_one_is_mended(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 8, 4);
	opens();
	gives_frame(1000, 8, 8);
}

static void
times_out_of_range_stop_at_the_end_of_the_range(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put_enhanced(0, UINT64_MAX);
	opens();
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_FRAME);
	assert_true(made.frame.time == INT64_MAX);
}

static void
a_file_without_packets_is_fine(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	opens();
	ends_with(CAPTURE_END, "");
}

static void
all_link_types_of_decode_are_known(void **state)
{
	static const struct {
		uint32_t value;
		enum link_type link;
	} links[] = {{0, LINK_NULL}, {101, LINK_RAW}, {105, LINK_IEEE802_11},
	    {108, LINK_LOOP}, {127, LINK_IEEE802_11_RADIO}, {228, LINK_IPV4},
	    {229, LINK_IPV6}};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		made.file =
		    made.file == NULL ? fopen(made.path, "wb") : made.file;
		assert_non_null(made.file);
		put_pcap_header(MICROSECONDS, links[i].value);
		put_packet(0, 4, 4);
		opens();
		gives_frame(0, 4, 4);
		assert_int_equal(made.frame.link, links[i].link);
		capture_close(made.capture);
		made.capture = NULL;
	}
}

static void
an_unsupported_link_type_keeps_its_name(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 9);
	opens();
	assert_string_equal(capture_link_name(made.capture), "PPP");
	assert_false(capture_link_supported(made.capture));
}

static void
a_link_type_without_a_name_keeps_its_number(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 60000);
	opens();
	assert_string_equal(capture_link_name(made.capture), "DLT 60000");
	assert_false(capture_link_supported(made.capture));
}

static void
progress_goes_from_begin_to_end(void **state)
{
	uint64_t done = 0;
	uint64_t size = 0;

	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put_packet(2, 4, 60);
	opens();
	gives_frame(1000, 4, 60);
	assert_true(capture_progress(made.capture, &done, &size));
	assert_int_equal(done, 24 + 20);
	assert_int_equal(size, 24 + 2 * 20);
	gives_frame(2000, 4, 60);
	assert_true(capture_progress(made.capture, &done, &size));
	assert_int_equal(done, size);
}

static void
a_stopped_capture_ends(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	opens();
	capture_stop(made.capture);
	ends_with(CAPTURE_END, "");
}

static void
a_filter_lets_only_its_packets_through(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put_packet(2, 20, 100);
	put_packet(3, 4, 60);
	finish_file();
	made.capture = capture_open_file(made.path, "greater 80", made.message);
	assert_non_null(made.capture);
	gives_frame(2000, 20, 100);
	ends_with(CAPTURE_END, "");
}

/* DLT_NULL is in the byte order of who wrote it, and a filter has to know. */
static void
a_filter_reads_either_byte_order(void **state)
{
	const uint32_t words[] = {0xd4c3b2a1, 0x04000200, 0, 0, 0x00000400, 0};
	const uint8_t packet[] = {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0,
	    24, 0, 0, 0, 2, 0x45, 0, 0, 20, 0, 0, 0, 0, 64, 6, 0, 0, 10, 0, 0,
	    1, 10, 0, 0, 2};

	(void)state;
	assert_int_equal(fwrite(words, 1, sizeof(words), made.file), 24);
	assert_int_equal(
	    fwrite(packet, 1, sizeof(packet), made.file), sizeof(packet));
	finish_file();
	made.capture = capture_open_file(made.path, "ip", made.message);
	assert_non_null(made.capture);
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_FRAME);
	ends_with(CAPTURE_END, "");
}

static void
an_empty_filter_is_none(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	finish_file();
	made.capture = capture_open_file(made.path, "", made.message);
	assert_non_null(made.capture);
	gives_frame(1000, 4, 60);
}

static void
a_pipe_is_read_as_it_comes(void **state)
{
	int ends[2];
	int kept;
	uint64_t done, size;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fclose(made.file), 0);
	made.file = fdopen(ends[1], "wb");
	assert_non_null(made.file);
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put_packet(2, 4, 60);
	assert_int_equal(fflush(made.file), 0);
	kept = replace_input(ends[0]);
	made.capture = capture_open_file("-", NULL, made.message);
	assert_non_null(made.capture);
	assert_false(capture_progress(made.capture, &done, &size));
	gives_frame(1000, 4, 60);
	gives_frame(2000, 4, 60);
	assert_int_equal(capture_descriptor(made.capture), STDIN_FILENO);
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_NOTHING);
	put_packet(3, 4, 60);
	assert_int_equal(fflush(made.file), 0);
	gives_frame(3000, 4, 60);
	finish_file();
	ends_with(CAPTURE_END, "");
	restore_input(kept);
	assert_int_equal(close(ends[0]), 0);
}

static void
note_interface(void *context, const char *name, const char *description)
{
	int *count = context;

	assert_non_null(name);
	assert_non_null(description);
	++*count;
}

static void
interfaces_are_listed(void **state)
{
	int count = 0;

	(void)state;
	if (capture_list_interfaces(note_interface, &count, made.message))
		assert_string_equal(made.message, "");
	else
		assert_string_not_equal(made.message, "");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, handmade_set_up, handmade_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(pcap_with_microseconds_is_read),
	    TEST(pcap_with_nanoseconds_is_read),
	    TEST(pcap_of_the_other_byte_order_is_read),
	    TEST(pcap_of_the_other_byte_order_with_nanoseconds_is_read),
	    TEST(pcapng_is_read),
	    TEST(pcapng_of_the_other_byte_order_is_read),
	    TEST(interfaces_of_different_snapshot_lengths_are_read),
	    TEST(the_other_byte_order_may_have_different_snapshot_lengths),
	    TEST(a_wire_length_below_the_captured_one_is_mended),
	    TEST(times_out_of_range_stop_at_the_end_of_the_range),
	    TEST(a_file_without_packets_is_fine),
	    TEST(all_link_types_of_decode_are_known),
	    TEST(an_unsupported_link_type_keeps_its_name),
	    TEST(a_link_type_without_a_name_keeps_its_number),
	    TEST(progress_goes_from_begin_to_end),
	    TEST(a_stopped_capture_ends),
	    TEST(a_filter_lets_only_its_packets_through),
	    TEST(a_filter_reads_either_byte_order),
	    TEST(an_empty_filter_is_none),
	    TEST(a_pipe_is_read_as_it_comes),
	    TEST(interfaces_are_listed),
	};

	return cmocka_run_group_tests_name("capture", tests, NULL, NULL);
}
