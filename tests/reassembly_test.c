/*
 * One direction of a connection: order, copies and sequence numbers. Holes
 * and bounds are in reassembly_holes_test.c.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/limits.h"
#include "tests/support/stream.h"

static void
segments_in_order_are_delivered_at_once(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	delivered("abc");
	arrives(3, "de");
	delivered("abcde");
	assert_int_equal(stream.health.out_of_order_segments, 0);
	assert_int_equal(stream.health.gaps, 0);
}

static void
each_run_is_told_with_its_frame_and_its_offset(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	assert_int_equal(stream.last.offset, 0);
	assert_int_equal(stream.last.at.frame, 1);
	arrives(3, "de");
	assert_int_equal(stream.last.offset, 3);
	assert_int_equal(stream.last.at.frame, 2);
	assert_int_equal(stream.last.at.time, 2000);
	assert_int_equal(stream.last.peer, 14);
}

static void
a_segment_that_came_too_early_keeps_its_own_frame(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(3, "de");
	arrives(0, "abc");
	delivered("abcde");
	assert_int_equal(stream.last.offset, 3);
	assert_int_equal(stream.last.at.frame, 1);
	assert_int_equal(stream.last.peer, 7);
}

static void
segments_out_of_order_are_put_in_order_and_counted(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(6, "gh");
	arrives(2, "cd");
	arrives(4, "ef");
	delivered("");
	arrives(0, "ab");
	delivered("abcdefgh");
	assert_int_equal(stream.health.out_of_order_segments, 3);
	assert_int_equal(stream.health.gaps, 0);
	assert_null(stream.r.first);
	assert_int_equal(stream.r.waiting, 0);
	assert_int_equal(stream.r.pieces, 0);
}

static void
a_stream_without_its_beginning_starts_at_the_first_segment_seen(void **state)
{
	(void)state;
	stream.base = 7777;
	arrives(0, "abc");
	arrives(3, "de");
	delivered("abcde");
	assert_int_equal(stream.r.base, 7777);
}

static void
a_stream_without_its_beginning_starts_at_what_was_acknowledged(void **state)
{
	(void)state;
	stream.base = 7777;
	acknowledged_to(0);
	arrives(2, "c");
	delivered("");
	arrives(0, "ab");
	delivered("abc");
}

static void
a_second_start_changes_nothing(void **state)
{
	(void)state;
	begins_at(1000);
	reassembly_start(&stream.r, 5000);
	arrives(0, "abc");
	delivered("abc");
}

static void
bytes_from_before_the_beginning_are_old(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(-5, "vwxyz");
	delivered("");
	arrives(-2, "yzab");
	delivered("ab");
	assert_int_equal(stream.health.retransmitted_bytes, 7);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
sequence_numbers_may_wrap(void **state)
{
	(void)state;
	begins_at(0xfffffffeu);
	arrives(4, "ef");
	arrives(0, "abcd");
	arrives(6, "gh");
	delivered("abcdefgh");
	assert_int_equal(reassembly_offset(&stream.r, 6), 8);
	assert_int_equal(reassembly_offset(&stream.r, 0xfffffffeu), 0);
}

static void
sequence_numbers_may_wrap_more_than_once(void **state)
{
	uint64_t step = 1u << 30;

	(void)state;
	begins_at(5);
	for (uint64_t i = 1; i <= 9; i++) {
		acknowledged_to((int64_t)(i * step));
		settles();
	}
	arrives((int64_t)(9 * step), "abc");
	assert_int_equal(stream.last.offset, 9 * step);
	assert_int_equal(stream.r.next, 9 * step + 3);
	assert_int_equal(stream.health.gap_bytes, 9 * step);
}

static void
an_offset_before_the_start_is_zero(void **state)
{
	(void)state;
	assert_int_equal(reassembly_offset(&stream.r, 12345), 0);
	begins_at(1000);
	assert_int_equal(reassembly_offset(&stream.r, 999), 0);
	assert_int_equal(reassembly_offset(&stream.r, 1001), 1);
}

static void
a_segment_sent_again_is_counted_and_not_told(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	arrives(0, "abc");
	delivered("abc");
	assert_int_equal(stream.health.retransmitted_bytes, 3);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
a_waiting_segment_sent_again_is_counted_and_told_once(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(3, "def");
	arrives(3, "def");
	arrives(0, "abc");
	delivered("abcdef");
	assert_int_equal(stream.health.retransmitted_bytes, 3);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
a_segment_that_overlaps_delivered_bytes_brings_its_new_ones(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	arrives(1, "bcde");
	delivered("abcde");
	assert_int_equal(stream.last.offset, 3);
	assert_int_equal(stream.health.retransmitted_bytes, 2);
}

static void
delivered_bytes_sent_again_with_other_contents_are_counted(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abcdefghijk");
	arrives(0, "abcdefghijX");
	delivered("abcdefghijk");
	assert_int_equal(stream.health.conflicting_bytes, 11);
}

static void
a_difference_anywhere_in_a_delivered_run_is_noticed(void **state)
{
	char bytes[] = "0123456789abcdefghijklmnopqrstuvwxyz"
		       "0123456789abcdefghijklmnopqrstuvwxyz";
	uint32_t count = sizeof(bytes) - 1;

	(void)state;
	begins_at(1000);
	arrives(0, bytes);
	for (uint32_t i = 0; i < count; i++) {
		bytes[i] ^= 1;
		arrives(0, bytes);
		bytes[i] ^= 1;
		assert_int_equal(
		    stream.health.conflicting_bytes, (i + 1) * count);
	}
}

static void
a_joined_copy_of_delivered_segments_is_compared_with_each(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	arrives(3, "defg");
	arrives(0, "abcdXfgh");
	delivered("abcdefgh");
	assert_int_equal(stream.health.conflicting_bytes, 4);
	assert_int_equal(stream.health.retransmitted_bytes, 7);
}

static void
a_copy_of_bytes_that_are_only_counted_is_not_compared(void **state)
{
	(void)state;
	begins_at(1000);
	stream.r.stepped_over = true;
	arrives(0, "abc");
	arrives(0, "abX");
	delivered("abc");
	assert_int_equal(stream.health.retransmitted_bytes, 3);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
a_copy_of_a_run_too_long_to_remember_is_not_compared(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_many(0, LIMIT_REMEMBERED_RUN + 1);
	arrives(0, "X");
	arrives_many(0, LIMIT_REMEMBERED_RUN + 1);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
only_the_newest_runs_are_remembered(void **state)
{
	(void)state;
	begins_at(1000);
	for (int i = 0; i <= REMEMBERED_RUNS; i++)
		arrives(2 * i, "ab");
	arrives(0, "XX");
	assert_int_equal(stream.health.conflicting_bytes, 0);
	arrives(2, "XX");
	assert_int_equal(stream.health.conflicting_bytes, 2);
}

static void
of_overlapping_waiting_segments_the_first_copy_wins(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(4, "efgh");
	arrives(2, "CDEFGHIJ");
	arrives(0, "ab");
	delivered("abCDefghIJ");
	assert_int_equal(stream.health.retransmitted_bytes, 4);
	assert_int_equal(stream.health.conflicting_bytes, 4);
}

static void
a_waiting_copy_that_agrees_is_no_conflict(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(4, "efgh");
	arrives(2, "cdefghij");
	arrives(0, "ab");
	delivered("abcdefghij");
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
a_copy_across_several_waiting_segments_fills_what_is_between(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cd");
	arrives(6, "gh");
	arrives(9, "j");
	arrives(3, "DEFGHIJK");
	arrives(0, "ab");
	delivered("abcdEFghIjK");
	assert_int_equal(stream.health.retransmitted_bytes, 4);
	assert_int_equal(stream.health.conflicting_bytes, 4);
}

static void
a_filler_longer_than_the_hole_does_not_replace_what_waits(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(3, "def");
	arrives(0, "abcXYZ");
	delivered("abcdef");
	assert_int_equal(stream.health.conflicting_bytes, 3);
}

static void
a_segment_longer_than_a_block_waits_in_several(void **state)
{
	char expected[5002];

	(void)state;
	begins_at(1000);
	arrives_many(1, 5000 - 1);
	assert_int_equal(stream.r.pieces, 3);
	assert_int_equal(stream.r.waiting, 4999);
	arrives(0, "a");
	memset(expected, 'm', sizeof(expected));
	expected[0] = 'a';
	expected[sizeof(stream.told) - 1] = '\0';
	delivered(expected);
	assert_int_equal(stream.r.next, 5000);
	assert_int_equal(stream.r.pieces, 0);
}

static void
a_copy_fills_nothing_in_of_what_was_cut(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_cut(2, "cd", 6);
	arrives_cut(1, "bcdX", 9);
	arrives(0, "a");
	delivered("abcd[4][2]");
	assert_int_equal(stream.health.conflicting_bytes, 0);
	assert_int_equal(stream.health.retransmitted_bytes, 6);
}

static void
a_copy_is_compared_only_where_both_were_captured(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cdefgh");
	arrives_cut(2, "cdX", 6);
	assert_int_equal(stream.health.conflicting_bytes, 3);
	arrives_cut(2, "", 6);
	assert_int_equal(stream.health.conflicting_bytes, 3);
	arrives(0, "ab");
	delivered("abcdefgh");
}

static void
a_cut_copy_that_reaches_further_brings_no_bytes_but_its_length(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abcdef");
	arrives_cut(2, "cd", 8);
	delivered("abcdef[4]");
}

static void
a_keep_alive_probe_is_not_taken_for_its_byte(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	acknowledged_to(3);
	arrives(2, "X");
	delivered("abc");
	assert_int_equal(stream.health.conflicting_bytes, 0);
	assert_int_equal(stream.health.retransmitted_bytes, 0);
}

static void
a_keep_alive_probe_does_not_fill_a_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	acknowledged_to(6);
	arrives(5, "X");
	waits(5, "X");
	settles();
	delivered("abc[3]");
	arrives(5, "X");
	arrives(6, "g");
	delivered("abc[3]g");
}

static void
a_single_byte_may_follow_its_acknowledgement(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	acknowledged_to(4);
	arrives(3, "d");
	settles();
	delivered("abcd");
}

static void
a_single_byte_that_was_not_acknowledged_is_no_probe(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	acknowledged_to(3);
	arrives(3, "d");
	delivered("abcd");
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stream_set_up, stream_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(segments_in_order_are_delivered_at_once),
	    TEST(each_run_is_told_with_its_frame_and_its_offset),
	    TEST(a_segment_that_came_too_early_keeps_its_own_frame),
	    TEST(segments_out_of_order_are_put_in_order_and_counted),
	    TEST(
		a_stream_without_its_beginning_starts_at_the_first_segment_seen),
	    TEST(
		a_stream_without_its_beginning_starts_at_what_was_acknowledged),
	    TEST(a_second_start_changes_nothing),
	    TEST(bytes_from_before_the_beginning_are_old),
	    TEST(sequence_numbers_may_wrap),
	    TEST(sequence_numbers_may_wrap_more_than_once),
	    TEST(an_offset_before_the_start_is_zero),
	    TEST(a_segment_sent_again_is_counted_and_not_told),
	    TEST(a_waiting_segment_sent_again_is_counted_and_told_once),
	    TEST(a_segment_that_overlaps_delivered_bytes_brings_its_new_ones),
	    TEST(delivered_bytes_sent_again_with_other_contents_are_counted),
	    TEST(a_difference_anywhere_in_a_delivered_run_is_noticed),
	    TEST(a_joined_copy_of_delivered_segments_is_compared_with_each),
	    TEST(a_copy_of_bytes_that_are_only_counted_is_not_compared),
	    TEST(a_copy_of_a_run_too_long_to_remember_is_not_compared),
	    TEST(only_the_newest_runs_are_remembered),
	    TEST(of_overlapping_waiting_segments_the_first_copy_wins),
	    TEST(a_waiting_copy_that_agrees_is_no_conflict),
	    TEST(a_copy_across_several_waiting_segments_fills_what_is_between),
	    TEST(a_filler_longer_than_the_hole_does_not_replace_what_waits),
	    TEST(a_segment_longer_than_a_block_waits_in_several),
	    TEST(a_copy_fills_nothing_in_of_what_was_cut),
	    TEST(a_copy_is_compared_only_where_both_were_captured),
	    TEST(
		a_cut_copy_that_reaches_further_brings_no_bytes_but_its_length),
	    TEST(a_keep_alive_probe_is_not_taken_for_its_byte),
	    TEST(a_keep_alive_probe_does_not_fill_a_hole),
	    TEST(a_single_byte_may_follow_its_acknowledgement),
	    TEST(a_single_byte_that_was_not_acknowledged_is_no_probe),
	};

	return cmocka_run_group_tests_name("reassembly", tests, NULL, NULL);
}
