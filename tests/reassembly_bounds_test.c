/*
 * One direction of a connection: how much may wait behind a hole.
 */
#include "tests/support/check.h"

#include "decode/limits.h"
#include "decode/pieces.h"
#include "tests/support/stream.h"

/* Pieces that all directions together may have waiting. */
#define PIECES_ALL (LIMIT_WAITING_ALL / PIECE_BYTES)
/* Directions that it takes. */
#define OTHERS (PIECES_ALL / LIMIT_WAITING_SEGMENTS + 1)

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
	delivered("[1]x");
	assert_int_equal(stream.r.pieces, most);
	assert_int_equal(stream.health.limits_reached, 1);
}

static void
a_held_segment_goes_where_too_much_waits(void **state)
{
	uint32_t most = LIMIT_WAITING_SEGMENTS;

	(void)state;
	begins_at(1000);
	for (uint32_t i = 0; i < most; i++)
		arrives(1 + 2 * i, "x");
	waits(1 + 2 * most, "x");
	delivered("");
	arrives(3 + 2 * most, "x");
	delivered("[1]x[1]x");
	assert_int_equal(stream.health.limits_reached, 2);
	assert_int_equal(stream.r.pieces, most);
}

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
	delivered("[2]c");
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
	delivered("ab");
	acknowledged_to(3);
	settles();
	delivered("ab[1]");
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
	    TEST(too_many_waiting_bytes_give_up_a_hole),
	    TEST(too_many_waiting_segments_give_up_the_first_hole_only),
	    TEST(a_held_segment_goes_where_too_much_waits),
	    TEST(too_much_waiting_in_all_flows_gives_up_a_hole),
	    TEST(what_finds_no_room_to_wait_is_left_out_and_counted),
	    TEST(blocks_given_back_are_used_again),
	    TEST(no_pool_can_be_freed),
	};

	return cmocka_run_group_tests_name(
	    "reassembly, bounds", tests, NULL, NULL);
}
