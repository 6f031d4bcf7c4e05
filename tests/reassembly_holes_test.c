/*
 * One direction of a connection: holes and its end. Bounds are in
 * reassembly_bounds_test.c.
 */
#include "tests/support/check.h"

#include "decode/limits.h"
#include "decode/pieces.h"
#include "tests/support/stream.h"

static void
a_hole_is_declared_by_the_packet_behind_its_acknowledgement(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "ab");
	acknowledged_to(5);
	delivered("ab");
	assert_true(reassembly_has_hole(&stream.r));
	settles();
	delivered("ab[3]");
	assert_false(reassembly_has_hole(&stream.r));
	assert_int_equal(stream.health.gaps, 1);
	assert_int_equal(stream.health.gap_bytes, 3);
}

static void
bytes_that_come_right_behind_their_acknowledgement_are_no_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "ab");
	acknowledged_to(5);
	arrives(2, "cde");
	settles();
	delivered("abcde");
	assert_int_equal(stream.health.gaps, 0);
}

static void
a_hole_is_declared_only_as_far_as_it_is_acknowledged(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(8, "ij");
	acknowledged_to(4);
	settles();
	delivered("[4]");
	arrives(4, "efgh");
	delivered("[4]efghij");
}

static void
an_acknowledgement_beyond_any_window_is_not_believed(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "ab");
	acknowledged_to(LIMIT_ACKNOWLEDGED_AHEAD + 3);
	settles();
	assert_false(reassembly_has_hole(&stream.r));
	arrives(2, "cd");
	delivered("abcd");
	assert_int_equal(stream.health.gaps, 0);
}

static void
holes_end_where_waiting_bytes_begin(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cd");
	arrives(6, "gh");
	acknowledged_to(10);
	settles();
	delivered("[2]cd[2]gh[2]");
	assert_int_equal(stream.health.gaps, 3);
	assert_int_equal(stream.health.gap_bytes, 6);
}

static void
bytes_for_a_hole_that_was_declared_come_too_late(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledged_to(3);
	settles();
	arrives(0, "abc");
	arrives(3, "de");
	delivered("[3]de");
	assert_int_equal(stream.health.retransmitted_bytes, 3);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
an_older_acknowledgement_takes_nothing_back(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledged_to(3);
	acknowledged_to(1);
	settles();
	delivered("[3]");
}

static void
an_acknowledgement_from_before_the_beginning_is_no_hole(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledged_to(-4);
	assert_false(reassembly_has_hole(&stream.r));
	settles();
	delivered("");
}

static void
a_held_segment_waits_until_it_is_released(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	delivered("");
	releases();
	delivered("abc");
	assert_int_equal(stream.last.at.frame, 1);
	assert_int_equal(stream.health.out_of_order_segments, 0);
}

static void
a_held_segment_sent_again_is_told_once(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	arrives(0, "abc");
	delivered("");
	releases();
	delivered("abc");
	waits(0, "abc");
	releases();
	delivered("abc");
	assert_int_equal(stream.health.retransmitted_bytes, 6);
}

static void
what_follows_a_held_segment_waits_with_it(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	arrives(3, "de");
	delivered("");
	releases();
	delivered("abcde");
}

static void
a_held_segment_is_no_hole(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	acknowledged_to(3);
	assert_false(reassembly_has_hole(&stream.r));
	acknowledged_to(5);
	assert_true(reassembly_has_hole(&stream.r));
	delivered("");
	settles();
	delivered("abc[2]");
}

static void
a_flush_delivers_what_is_held(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	flushes();
	delivered("abc");
}

static void
a_held_segment_may_be_the_first_one_seen(void **state)
{
	(void)state;
	stream.base = 4711;
	waits(0, "abc");
	releases();
	delivered("abc");
}

static void
a_segment_cut_by_the_snapshot_length_ends_in_a_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_cut(0, "abc", 10);
	arrives(10, "kl");
	delivered("abc[7]kl");
	assert_int_equal(stream.health.gaps, 1);
	assert_int_equal(stream.health.gap_bytes, 7);
}

static void
a_segment_of_which_nothing_was_captured_is_a_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_cut(0, "", 10);
	arrives(10, "kl");
	delivered("[10]kl");
}

static void
a_cut_segment_that_waits_ends_in_a_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_cut(2, "cd", 60000);
	assert_int_equal(stream.r.pieces, 1);
	arrives_cut(60002, "", 5);
	arrives(0, "ab");
	delivered("abcd[59998][5]");
}

static void
a_cut_segment_longer_than_a_block_waits_with_all_its_bytes(void **state)
{
	char bytes[PIECE_BYTES + 100 + 1];

	(void)state;
	for (unsigned i = 0; i < sizeof(bytes) - 1; i++)
		bytes[i] = (char)('a' + i % 26);
	bytes[sizeof(bytes) - 1] = '\0';
	begins_at(1000);
	arrives_cut(1, bytes, 40000);
	arrives(0, "_");
	assert_int_equal(stream.r.next, 40001);
	assert_int_equal(stream.health.gap_bytes, 40001 - sizeof(bytes));
	assert_memory_equal(stream.told + 1, bytes, sizeof(bytes) - 1);
}

static void
a_fin_ends_the_stream_behind_its_last_byte(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(3);
	delivered("abc|");
	assert_true(stream.r.ended);
}

static void
a_fin_before_missing_bytes_waits_for_them(void **state)
{
	(void)state;
	begins_at(1000);
	fin_at(3);
	delivered("");
	arrives(1, "bc");
	arrives(0, "a");
	delivered("abc|");
}

static void
a_fin_behind_a_hole_ends_the_stream_once_that_is_acknowledged(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "a");
	fin_at(3);
	acknowledged_to(4);
	assert_true(reassembly_has_hole(&stream.r));
	settles();
	delivered("a[2]|");
	assert_int_equal(stream.health.gap_bytes, 2);
}

static void
the_acknowledgement_of_a_fin_is_no_missing_byte(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(3);
	acknowledged_to(4);
	assert_false(reassembly_has_hole(&stream.r));
	settles();
	flushes();
	delivered("abc|");
	assert_int_equal(stream.health.gaps, 0);
}

static void
a_fin_ends_the_stream_once(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(3);
	fin_at(3);
	fin_at(5);
	flushes();
	delivered("abc|");
}

static void
of_two_fins_the_first_counts(void **state)
{
	(void)state;
	begins_at(1000);
	fin_at(3);
	fin_at(5);
	arrives(0, "abc");
	releases();
	delivered("abc|");
}

static void
a_fin_among_delivered_bytes_is_ignored(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(1);
	arrives(3, "de");
	delivered("abcde");
	assert_false(stream.r.fin_seen);
}

static void
a_fin_may_be_the_first_that_is_seen(void **state)
{
	(void)state;
	stream.base = 4711;
	fin_at(0);
	delivered("|");
}

static void
a_flush_declares_every_hole_and_delivers_what_waits(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cd");
	arrives(6, "gh");
	flushes();
	delivered("[2]cd[2]gh");
	assert_null(stream.r.first);
}

static void
a_flush_declares_what_was_acknowledged_and_what_a_fin_covers(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "a");
	acknowledged_to(3);
	fin_at(5);
	flushes();
	delivered("a[2][2]|");
}

static void
a_flush_of_a_stream_that_never_began_tells_nothing(void **state)
{
	(void)state;
	flushes();
	delivered("");
	assert_int_equal(stream.health.gaps, 0);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stream_set_up, stream_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_hole_is_declared_by_the_packet_behind_its_acknowledgement),
	    TEST(
		bytes_that_come_right_behind_their_acknowledgement_are_no_hole),
	    TEST(a_hole_is_declared_only_as_far_as_it_is_acknowledged),
	    TEST(an_acknowledgement_beyond_any_window_is_not_believed),
	    TEST(holes_end_where_waiting_bytes_begin),
	    TEST(bytes_for_a_hole_that_was_declared_come_too_late),
	    TEST(an_older_acknowledgement_takes_nothing_back),
	    TEST(an_acknowledgement_from_before_the_beginning_is_no_hole),
	    TEST(a_held_segment_waits_until_it_is_released),
	    TEST(a_held_segment_sent_again_is_told_once),
	    TEST(what_follows_a_held_segment_waits_with_it),
	    TEST(a_held_segment_is_no_hole),
	    TEST(a_flush_delivers_what_is_held),
	    TEST(a_held_segment_may_be_the_first_one_seen),
	    TEST(a_segment_cut_by_the_snapshot_length_ends_in_a_hole),
	    TEST(a_segment_of_which_nothing_was_captured_is_a_hole),
	    TEST(a_cut_segment_that_waits_ends_in_a_hole),
	    TEST(a_cut_segment_longer_than_a_block_waits_with_all_its_bytes),
	    TEST(a_fin_ends_the_stream_behind_its_last_byte),
	    TEST(a_fin_before_missing_bytes_waits_for_them),
	    TEST(a_fin_behind_a_hole_ends_the_stream_once_that_is_acknowledged),
	    TEST(the_acknowledgement_of_a_fin_is_no_missing_byte),
	    TEST(a_fin_ends_the_stream_once),
	    TEST(of_two_fins_the_first_counts),
	    TEST(a_fin_among_delivered_bytes_is_ignored),
	    TEST(a_fin_may_be_the_first_that_is_seen),
	    TEST(a_flush_declares_every_hole_and_delivers_what_waits),
	    TEST(a_flush_declares_what_was_acknowledged_and_what_a_fin_covers),
	    TEST(a_flush_of_a_stream_that_never_began_tells_nothing),
	};

	return cmocka_run_group_tests_name(
	    "reassembly, holes", tests, NULL, NULL);
}
