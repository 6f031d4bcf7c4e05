/*
 * Captures that come through a pipe in pieces: whatever the pieces, they give
 * what the same bytes give as a file, and no call waits for the rest of a
 * packet.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/pieces.h"

/* Two packets in each format that is read. */
static void
put_pcap(uint32_t magic, bool big_endian)
{
	made.big_endian = big_endian;
	put_pcap_header(magic, 1);
	put_packet(1, 4, 60);
	put_packet(2, 7, 60);
}

static void
put_pcapng(bool big_endian)
{
	made.big_endian = big_endian;
	put_section();
	put_limited_interface(1, 65535);
	put_enhanced(0, SECONDS * 1000000000ULL);
	put_limited_interface(1, 262144);
	put_section();
	put_limited_interface(1, 96);
	put_enhanced(0, SECONDS * 1000000000ULL + 5);
}

static void
put_patched_packet(uint32_t captured)
{
	put32(SECONDS);
	put32(1);
	put32(captured);
	put32(60);
	put32(1);
	put32(0);
	for (uint32_t i = 0; i < captured; i++)
		assert_int_equal(putc('p', made.file), 'p');
}

static void
pcap_ends_anywhere_as_a_file_does(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, false);
	ends_anywhere_as_a_file_does();
}

static void
pcap_of_the_other_order_ends_anywhere_as_a_file_does(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, true);
	ends_anywhere_as_a_file_does();
}

static void
pcapng_ends_anywhere_as_a_file_does(void **state)
{
	(void)state;
	put_pcapng(false);
	ends_anywhere_as_a_file_does();
}

static void
pcapng_of_the_other_order_ends_anywhere_as_a_file_does(void **state)
{
	(void)state;
	put_pcapng(true);
	ends_anywhere_as_a_file_does();
}

static void
pcap_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, false);
	comes_byte_by_byte(24, 24 + 20);
}

static void
pcap_with_nanoseconds_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcap(NANOSECONDS, false);
	comes_byte_by_byte(24, 24 + 20);
}

static void
pcap_of_the_other_order_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, true);
	comes_byte_by_byte(24, 24 + 20);
}

static void
pcap_of_the_other_order_with_nanoseconds_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcap(NANOSECONDS, true);
	comes_byte_by_byte(24, 24 + 20);
}

static void
pcap_with_longer_packet_headers_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcap_header(0xa1b2cd34, 1);
	put_patched_packet(4);
	put_patched_packet(9);
	comes_byte_by_byte(24, 24 + 28);
}

static void
pcapng_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcapng(false);
	comes_byte_by_byte(28 + 32, 28 + 32 + 36);
}

static void
pcapng_of_the_other_order_comes_byte_by_byte(void **state)
{
	(void)state;
	put_pcapng(true);
	comes_byte_by_byte(28 + 32, 28 + 32 + 36);
}

/* Another process writes while this one opens. */
static void
a_header_in_pieces_is_waited_for(void **state)
{
	pid_t child;

	(void)state;
	put_pcapng(false);
	is_made();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		for (size_t i = 0; i < 28 + 32; i++) {
			(void)usleep(500);
			(void)!write(pieces.ends[1], pieces.bytes + i, 1);
		}
		_exit(0);
	}
	opens_pipe(NULL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	pieces.gone = 28 + 32;
	come(36);
	gives_frame(0, 4, 60);
}

/* The lengths of a packet in the order of old versions. */
static void
put_old_packet(uint32_t wire, uint32_t captured)
{
	put32(SECONDS);
	put32(1);
	put32(wire);
	put32(captured);
	for (uint32_t i = 0; i < captured; i++)
		assert_int_equal(putc('p', made.file), 'p');
}

static void
old_versions_have_their_lengths_the_other_way_round(void **state)
{
	(void)state;
	for (unsigned minor = 2; minor <= 3; minor++) {
		if (made.file == NULL)
			made.file = fopen(made.path, "wb");
		put32(MICROSECONDS);
		put16(2);
		put16(minor);
		put32(0);
		put32(0);
		put32(65535);
		put32(1);
		put_old_packet(60, 4);
		put_old_packet(60, 9);
		comes_byte_by_byte(24, 24 + 20);
		capture_close(made.capture);
		made.capture = NULL;
	}
}

/* Each is refused at sight, as in a file; no rest is waited for. */
static void
is_damaged_after(size_t header, const char *problem)
{
	is_made();
	come(header);
	opens_pipe(NULL);
	come(pieces.length - header);
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_DAMAGED);
	assert_non_null(strstr(capture_problem(made.capture), problem));
	capture_close(made.capture);
	made.capture = NULL;
	made.file = fopen(made.path, "r+b");
	assert_non_null(made.file);
	assert_int_equal(fseek(made.file, 0, SEEK_END), 0);
	ends_anywhere_as_a_file_does();
}

static void
a_packet_of_impossible_length_is_damage_at_once(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put32(SECONDS);
	put32(0);
	put32(262145);
	put32(262145);
	is_damaged_after(24, "invalid packet capture length");
}

static void
a_block_that_is_too_long_is_damage_at_once(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put32(6);
	put32((16u << 20) + 4);
	put32(0);
	is_damaged_after(28 + 32, "damaged: ");
}

static void
a_block_that_is_too_short_is_damage_at_once(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	put32(6);
	put32(8);
	put32(8);
	is_damaged_after(28 + 32, "damaged: ");
}

static void
a_section_of_the_other_order_is_damage_at_once(void **state)
{
	(void)state;
	put_section();
	put_interface(1);
	made.big_endian = true;
	put_section();
	is_damaged_after(28 + 32, "a section of the other byte order");
}

/* More than a pipe holds. */
static void
a_packet_that_is_larger_than_a_pipe_comes_whole(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 200000, 200000);
	put_packet(2, 4, 60);
	is_made();
	come(24);
	opens_pipe(NULL);
	for (unsigned i = 0; i < 20; i++) {
		come(10000);
		gives_nothing();
	}
	come(pieces.length - pieces.gone);
	gives_frame(1000, 200000, 200000);
	gives_frame(2000, 4, 60);
}

static void
a_packet_that_no_filter_lets_through_holds_nothing_up(void **state)
{
	(void)state;
	put_pcap_header(MICROSECONDS, 1);
	put_packet(1, 4, 60);
	put_packet(2, 4, 60);
	put_packet(3, 20, 100);
	is_made();
	come(24);
	opens_pipe("greater 80");
	come(20 + 20 + 18);
	gives_nothing();
	come(18);
	gives_frame(3000, 20, 100);
}

static void
what_has_come_already_is_not_waited_for(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, false);
	is_made();
	come(24);
	opens_pipe(NULL);
	come(20 + 23);
	gives_frame(1000, 4, 60);
	assert_int_equal(capture_descriptor(made.capture), -1);
	gives_frame(2000, 7, 60);
	assert_true(capture_descriptor(made.capture) >= 0);
	close_end(1);
	ends_with(CAPTURE_END, "");
	assert_int_equal(capture_descriptor(made.capture), -1);
}

static void
a_capture_stopped_inside_a_packet_ends(void **state)
{
	(void)state;
	put_pcap(MICROSECONDS, false);
	is_made();
	come(24 + 20 + 18);
	opens_pipe(NULL);
	gives_frame(1000, 4, 60);
	gives_nothing();
	capture_stop(made.capture);
	ends_with(CAPTURE_END, "");
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, pieces_set_up, pieces_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(pcap_ends_anywhere_as_a_file_does),
	    TEST(pcap_of_the_other_order_ends_anywhere_as_a_file_does),
	    TEST(pcapng_ends_anywhere_as_a_file_does),
	    TEST(pcapng_of_the_other_order_ends_anywhere_as_a_file_does),
	    TEST(pcap_comes_byte_by_byte),
	    TEST(pcap_with_nanoseconds_comes_byte_by_byte),
	    TEST(pcap_of_the_other_order_comes_byte_by_byte),
	    TEST(pcap_of_the_other_order_with_nanoseconds_comes_byte_by_byte),
	    TEST(pcap_with_longer_packet_headers_comes_byte_by_byte),
	    TEST(pcapng_comes_byte_by_byte),
	    TEST(pcapng_of_the_other_order_comes_byte_by_byte),
	    TEST(a_header_in_pieces_is_waited_for),
	    TEST(old_versions_have_their_lengths_the_other_way_round),
	    TEST(a_packet_of_impossible_length_is_damage_at_once),
	    TEST(a_block_that_is_too_long_is_damage_at_once),
	    TEST(a_block_that_is_too_short_is_damage_at_once),
	    TEST(a_section_of_the_other_order_is_damage_at_once),
	    TEST(a_packet_that_is_larger_than_a_pipe_comes_whole),
	    TEST(a_packet_that_no_filter_lets_through_holds_nothing_up),
	    TEST(what_has_come_already_is_not_waited_for),
	    TEST(a_capture_stopped_inside_a_packet_ends),
	};

	return cmocka_run_group_tests_name("pipe", tests, NULL, NULL);
}
