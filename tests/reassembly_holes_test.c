/*
 * One direction of a connection: holes, bounds, and its end.
 */
#include "tests/support/check.h"

#include "decode/limits.h"
#include "decode/pieces.h"
#include "tests/support/stream.h"

/* Pieces that all directions together may have waiting. */
#define PIECES_ALL (LIMIT_WAITING_ALL / PIECE_BYTES)

static void
a_hole_is_declared_by_the_packet_behind_its_acknowledgement(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "ab");
	acknowledges(5);
	told("ab");
	assert_true(reassembly_has_hole(&stream.r));
	settles();
	told("ab[3]");
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
	acknowledges(5);
	arrives(2, "cde");
	settles();
	told("abcde");
	assert_int_equal(stream.health.gaps, 0);
}

static void
a_hole_is_declared_only_as_far_as_it_is_acknowledged(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(8, "ij");
	acknowledges(4);
	settles();
	told("[4]");
	arrives(4, "efgh");
	told("[4]efghij");
}

static void
holes_end_where_waiting_bytes_begin(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cd");
	arrives(6, "gh");
	acknowledges(10);
	settles();
	told("[2]cd[2]gh[2]");
	assert_int_equal(stream.health.gaps, 3);
	assert_int_equal(stream.health.gap_bytes, 6);
}

static void
bytes_for_a_hole_that_was_declared_come_too_late(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledges(3);
	settles();
	arrives(0, "abc");
	arrives(3, "de");
	told("[3]de");
	assert_int_equal(stream.health.retransmitted_bytes, 3);
	assert_int_equal(stream.health.conflicting_bytes, 0);
}

static void
an_older_acknowledgement_takes_nothing_back(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledges(3);
	acknowledges(1);
	settles();
	told("[3]");
}

static void
an_acknowledgement_from_before_the_beginning_is_no_hole(void **state)
{
	(void)state;
	begins_at(1000);
	acknowledges(-4);
	assert_false(reassembly_has_hole(&stream.r));
	settles();
	told("");
}

static void
a_held_segment_waits_until_it_is_released(void **state)
{
	(void)state;
	begins_at(1000);
	waits(0, "abc");
	told("");
	releases();
	told("abc");
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
	told("abc");
	waits(0, "abc");
	releases();
	told("abc");
	assert_int_equal(stream.health.retransmitted_bytes, 6);
}

static void
a_held_segment_may_be_the_first_one_seen(void **state)
{
	(void)state;
	stream.base = 4711;
	waits(0, "abc");
	releases();
	told("abc");
}

static void
a_segment_cut_by_the_snapshot_length_ends_in_a_hole(void **state)
{
	(void)state;
	begins_at(1000);
	arrives_cut(0, "abc", 10);
	arrives(10, "kl");
	told("abc[7]kl");
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
	told("[10]kl");
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
	told("abcd[59998][5]");
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
	told("abc|");
	assert_true(stream.r.ended);
}

static void
a_fin_before_missing_bytes_waits_for_them(void **state)
{
	(void)state;
	begins_at(1000);
	fin_at(3);
	told("");
	arrives(1, "bc");
	arrives(0, "a");
	told("abc|");
}

static void
a_fin_behind_a_hole_ends_the_stream_once_that_is_acknowledged(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "a");
	fin_at(3);
	acknowledges(4);
	assert_true(reassembly_has_hole(&stream.r));
	settles();
	told("a[2]|");
	assert_int_equal(stream.health.gap_bytes, 2);
}

static void
the_acknowledgement_of_a_fin_is_no_missing_byte(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(3);
	acknowledges(4);
	assert_false(reassembly_has_hole(&stream.r));
	settles();
	flushes();
	told("abc|");
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
	told("abc|");
}

static void
a_fin_among_delivered_bytes_is_ignored(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "abc");
	fin_at(1);
	arrives(3, "de");
	told("abcde");
	assert_false(stream.r.fin_seen);
}

static void
a_fin_may_be_the_first_that_is_seen(void **state)
{
	(void)state;
	stream.base = 4711;
	fin_at(0);
	told("|");
}

static void
a_flush_declares_every_hole_and_delivers_what_waits(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(2, "cd");
	arrives(6, "gh");
	flushes();
	told("[2]cd[2]gh");
	assert_null(stream.r.first);
}

static void
a_flush_declares_what_was_acknowledged_and_what_a_fin_covers(void **state)
{
	(void)state;
	begins_at(1000);
	arrives(0, "a");
	acknowledges(3);
	fin_at(5);
	flushes();
	told("a[2][2]|");
}

static void
a_flush_of_a_stream_that_never_began_tells_nothing(void **state)
{
	(void)state;
	flushes();
	told("");
	assert_int_equal(stream.health.gaps, 0);
}

static void
too_many_waiting_bytes_give_up_a_hole(void **state)
{
	uint32_t all = LIMIT_WAITING_DIRECTION;

	(void)state;
	begins_at(1000);
	for (uint32_t at = 0; at < all; at += 1024)
		arrives_many(1 + at, 1024);
	assert_int_equal(stream.r.waiting, all);
	assert_int_equal(stream.health.limits_reached, 0);
	arrives(1 + all, "x");
	assert_int_equal(stream.health.limits_reached, 1);
	assert_int_equal(stream.health.gaps, 1);
	assert_int_equal(stream.health.gap_bytes, 1);
	assert_int_equal(stream.r.next, 2 + all);
	assert_int_equal(stream.r.waiting, 0);
}

static void
too_many_waiting_segments_give_up_the_first_hole_only(void **state)
{
	uint32_t most = LIMIT_WAITING_SEGMENTS;

	(void)state;
	begins_at(1000);
	for (uint32_t i = 0; i < most; i++)
		arrives(1 + 2 * i, "x");
	assert_int_equal(stream.r.pieces, most);
	assert_int_equal(stream.health.limits_reached, 0);
	arrives(1 + 2 * most, "x");
	told("[1]x");
	assert_int_equal(stream.r.pieces, most);
	assert_int_equal(stream.health.limits_reached, 1);
}

/* Lets as many pieces wait in other directions. */
static void
others_wait(struct reassembly *others, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		struct reassembly *r = &others[i / LIMIT_WAITING_SEGMENTS];
		struct incoming in = {
		    .sequence = 1 + 2 * (i % LIMIT_WAITING_SEGMENTS),
		    .bytes = (const uint8_t *)"o",
		    .captured = 1,
		    .length = 1,
		};

		reassembly_start(r, 0);
		reassembly_hold(r, &stream.world, &in);
	}
}

#define OTHERS (PIECES_ALL / LIMIT_WAITING_SEGMENTS + 1)

static void
too_much_waiting_in_all_flows_gives_up_a_hole(void **state)
{
	struct reassembly others[OTHERS] = {0};

	(void)state;
	begins_at(1000);
	others_wait(others, PIECES_ALL - 2);
	arrives(2, "c");
	assert_int_equal(stream.health.limits_reached, 0);
	arrives(6, "g");
	told("[2]c");
	assert_int_equal(stream.health.limits_reached, 1);
	assert_int_equal(stream.r.pieces, 1);
	assert_false(piece_pool_full(stream.world.pool));
}

static void
what_finds_no_room_to_wait_is_left_out_and_counted(void **state)
{
	struct reassembly others[OTHERS] = {0};

	(void)state;
	begins_at(1000);
	others_wait(others, PIECES_ALL);
	assert_true(piece_pool_full(stream.world.pool));
	assert_int_equal(stream.health.limits_reached, 0);
	arrives(2, "c");
	assert_int_equal(stream.health.limits_reached, 1);
	assert_int_equal(stream.r.pieces, 0);
	arrives(0, "ab");
	told("ab");
	acknowledges(3);
	settles();
	told("ab[1]");
}

static void
blocks_given_back_are_used_again(void **state)
{
	(void)state;
	begins_at(1000);
	for (uint32_t i = 0; i < 2 * PIECES_ALL; i++) {
		arrives(1 + 2 * i, "b");
		arrives(2 * i, "a");
	}
	assert_int_equal(stream.r.next, 4 * PIECES_ALL);
	assert_int_equal(stream.health.limits_reached, 0);
	assert_int_equal(stream.health.gaps, 0);
}

static void
no_pool_can_be_freed(void **state)
{
	(void)state;
	piece_pool_free(NULL);
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
	    TEST(holes_end_where_waiting_bytes_begin),
	    TEST(bytes_for_a_hole_that_was_declared_come_too_late),
	    TEST(an_older_acknowledgement_takes_nothing_back),
	    TEST(an_acknowledgement_from_before_the_beginning_is_no_hole),
	    TEST(a_held_segment_waits_until_it_is_released),
	    TEST(a_held_segment_sent_again_is_told_once),
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
	    TEST(a_fin_among_delivered_bytes_is_ignored),
	    TEST(a_fin_may_be_the_first_that_is_seen),
	    TEST(a_flush_declares_every_hole_and_delivers_what_waits),
	    TEST(a_flush_declares_what_was_acknowledged_and_what_a_fin_covers),
	    TEST(a_flush_of_a_stream_that_never_began_tells_nothing),
	    TEST(too_many_waiting_bytes_give_up_a_hole),
	    TEST(too_many_waiting_segments_give_up_the_first_hole_only),
	    TEST(too_much_waiting_in_all_flows_gives_up_a_hole),
	    TEST(what_finds_no_room_to_wait_is_left_out_and_counted),
	    TEST(blocks_given_back_are_used_again),
	    TEST(no_pool_can_be_freed),
	};

	return cmocka_run_group_tests_name(
	    "reassembly, holes", tests, NULL, NULL);
}
