/*
 * Fragments: order, overlaps, what never comes whole, and the bounds.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/fragments.h"
#include "decode/limits.h"

static struct health health;
static struct fragments *all;
static int64_t now;
static struct layer whole;
static struct ip_header header;

static int
set_up(void **state)
{
	(void)state;
	memset(&health, 0, sizeof(health));
	now = 1000;
	all = fragments_new(&health);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	fragments_free(all);
	return 0;
}

/* A piece of datagram `id`: bytes of `letter`, `missing` more cut off. */
static enum verdict
add_cut(uint32_t id, uint32_t offset, char letter, size_t length,
    size_t missing, bool more)
{
	uint8_t *bytes = malloc(length + 1);
	enum verdict verdict;

	assert_non_null(bytes);
	memset(bytes, letter, length);
	header = (struct ip_header){.protocol = IP_TCP,
	    .family_key = IP_TCP,
	    .is_fragment = true,
	    .more_fragments = more,
	    .offset = offset,
	    .id = id};
	whole = (struct layer){cursor_over(bytes, length), missing, NEXT_IPV4};
	verdict = fragments_add(all, &header, &whole, now);
	free(bytes);
	return verdict;
}

static void
waits(uint32_t id, uint32_t offset, char letter, size_t length, bool more)
{
	assert_int_equal(
	    add_cut(id, offset, letter, length, 0, more), VERDICT_OK);
	assert_int_equal(header.protocol, IP_NO_NEXT);
}

static void
completes(uint32_t id, uint32_t offset, char letter, size_t length, bool more,
    const char *want)
{
	assert_int_equal(
	    add_cut(id, offset, letter, length, 0, more), VERDICT_OK);
	assert_int_equal(header.protocol, IP_TCP);
	assert_int_equal(whole.missing, 0);
	assert_int_equal(whole.bytes.left, strlen(want));
	assert_memory_equal(whole.bytes.at, want, strlen(want));
}

static void
pieces_in_order_become_a_datagram(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	waits(1, 8, 'b', 8, true);
	completes(1, 16, 'c', 3, false, "aaaaaaaabbbbbbbbccc");
	assert_int_equal(fragments_waiting(all), 0);
	assert_int_equal(fragments_held(all), 0);
	assert_int_equal(health.ip_fragments, 3);
	assert_int_equal(health.limits_reached, 0);
}

static void
pieces_in_any_order_become_a_datagram(void **state)
{
	(void)state;
	waits(1, 24, 'd', 1, false);
	waits(1, 8, 'b', 8, true);
	waits(1, 0, 'a', 8, true);
	completes(1, 16, 'c', 8, true, "aaaaaaaabbbbbbbbccccccccd");
}

static void
datagrams_are_told_apart_by_id_protocol_and_address(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	waits(2, 8, 'b', 1, false);
	assert_int_equal(fragments_waiting(all), 2);
	header = (struct ip_header){.protocol = IP_UDP,
	    .family_key = IP_UDP,
	    .is_fragment = true,
	    .offset = 8,
	    .id = 1};
	whole = (struct layer){cursor_over("z", 1), 0, NEXT_IPV4};
	assert_int_equal(fragments_add(all, &header, &whole, now), VERDICT_OK);
	assert_int_equal(header.protocol, IP_NO_NEXT);
	header = (struct ip_header){.source = {[15] = 9},
	    .protocol = IP_TCP,
	    .family_key = IP_TCP,
	    .is_fragment = true,
	    .offset = 8,
	    .id = 1};
	whole = (struct layer){cursor_over("z", 1), 0, NEXT_IPV4};
	assert_int_equal(fragments_add(all, &header, &whole, now), VERDICT_OK);
	assert_int_equal(header.protocol, IP_NO_NEXT);
	completes(1, 8, 'b', 1, false, "aaaaaaaab");
}

static void
a_fragment_that_overlaps_keeps_its_first_bytes(void **state)
{
	(void)state;
	waits(1, 8, 'b', 8, true);
	waits(1, 24, 'd', 8, true);
	/* over the hole between them, over both, and before the first */
	waits(1, 0, 'x', 32, true);
	assert_int_equal(health.conflicting_bytes, 16);
	completes(1, 24, 'e', 9, false, "xxxxxxxxbbbbbbbbxxxxxxxxdddddddde");
	assert_int_equal(health.conflicting_bytes, 24);
}

static void
a_piece_that_comes_twice_changes_nothing(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	waits(1, 0, 'x', 8, true);
	completes(1, 8, 'b', 1, false, "aaaaaaaab");
}

/* Datagrams of two pieces, each piece seen twice. */
static void
late_copies_of_pieces_are_no_loss(void **state)
{
	(void)state;
	for (uint32_t id = 0; id < 2 * LIMIT_FRAGMENT_DATAGRAMS; id++) {
		waits(id, 0, 'a', 8, true);
		waits(id, 0, 'a', 8, true);
		completes(id, 8, 'b', 1, false, "aaaaaaaab");
		waits(id, 8, 'b', 1, false);
	}
	now += LIMIT_FRAGMENT_AGE + 1;
	waits(UINT32_MAX, 0, 'a', 8, true);
	assert_int_equal(health.limits_reached, 0);
	assert_int_equal(fragments_waiting(all), 1);
}

static void
late_copies_do_not_wait_for_another_datagram(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	completes(1, 8, 'b', 1, false, "aaaaaaaab");
	waits(1, 8, 'b', 1, false);
	now += LIMIT_FRAGMENT_COPY_AGE + 1;
	waits(1, 0, 'c', 8, true);
	completes(1, 8, 'd', 1, false, "ccccccccd");
	assert_int_equal(health.conflicting_bytes, 0);
}

static void
an_id_may_be_used_again_at_once(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	completes(1, 8, 'b', 1, false, "aaaaaaaab");
	waits(1, 0, 'c', 8, true);
	completes(1, 8, 'd', 1, false, "ccccccccd");
}

static void
pieces_that_the_snapshot_length_cut_do_not_complete(void **state)
{
	(void)state;
	assert_int_equal(add_cut(1, 0, 'a', 6, 2, true), VERDICT_OK);
	waits(1, 8, 'b', 1, false);
	assert_int_equal(fragments_waiting(all), 1);
	assert_int_equal(add_cut(2, 0, 'a', 8, 0, true), VERDICT_OK);
	assert_int_equal(add_cut(2, 8, 'b', 0, 5, false), VERDICT_OK);
	assert_int_equal(header.protocol, IP_NO_NEXT);
	completes(1, 0, 'c', 8, true, "aaaaaaccb");
}

static void
pieces_of_other_than_eight_bytes_are_malformed(void **state)
{
	(void)state;
	assert_int_equal(add_cut(1, 0, 'a', 7, 0, true), VERDICT_MALFORMED);
	assert_int_equal(add_cut(1, 0, 'a', 0, 0, true), VERDICT_MALFORMED);
	assert_int_equal(fragments_waiting(all), 0);
}

static void
pieces_beyond_the_largest_datagram_are_malformed(void **state)
{
	(void)state;
	assert_int_equal(
	    add_cut(1, 65528, 'a', 8, 0, false), VERDICT_MALFORMED);
	assert_int_equal(
	    add_cut(1, 0, 'a', 8, 65528, false), VERDICT_MALFORMED);
	waits(1, 65528, 'a', 7, false);
}

static void
a_second_end_is_malformed(void **state)
{
	(void)state;
	waits(1, 16, 'c', 8, false);
	assert_int_equal(add_cut(1, 24, 'd', 8, 0, true), VERDICT_MALFORMED);
	assert_int_equal(add_cut(1, 8, 'd', 8, 0, false), VERDICT_MALFORMED);
	assert_int_equal(add_cut(1, 24, 'd', 1, 0, false), VERDICT_MALFORMED);
	completes(1, 0, 'a', 16, true, "aaaaaaaaaaaaaaaacccccccc");
}

static void
an_end_before_bytes_that_came_is_malformed(void **state)
{
	(void)state;
	waits(1, 16, 'c', 8, true);
	assert_int_equal(add_cut(1, 8, 'd', 8, 0, false), VERDICT_MALFORMED);
}

static void
the_first_piece_names_the_protocol(void **state)
{
	(void)state;
	header = (struct ip_header){.protocol = 99,
	    .family_key = IP_TCP,
	    .is_fragment = true,
	    .offset = 8,
	    .id = 1};
	whole = (struct layer){cursor_over("z", 1), 0, NEXT_IPV6};
	assert_int_equal(fragments_add(all, &header, &whole, now), VERDICT_OK);
	completes(1, 0, 'a', 8, true, "aaaaaaaaz");
}

static void
a_datagram_that_waits_too_long_is_given_up(void **state)
{
	(void)state;
	waits(1, 0, 'a', 8, true);
	now += LIMIT_FRAGMENT_AGE;
	waits(2, 0, 'a', 8, true);
	assert_int_equal(fragments_waiting(all), 2);
	now += 1;
	waits(1, 8, 'b', 1, false);
	assert_int_equal(fragments_waiting(all), 2);
	assert_int_equal(health.limits_reached, 1);
	completes(2, 8, 'b', 1, false, "aaaaaaaab");
}

static void
any_time_may_follow_any_other(void **state)
{
	(void)state;
	now = INT64_MAX;
	waits(1, 0, 'a', 8, true);
	now = INT64_MIN;
	waits(1, 0, 'a', 8, true);
	assert_int_equal(fragments_waiting(all), 1);
	assert_int_equal(health.limits_reached, 1);
	now = INT64_MAX;
	waits(1, 0, 'a', 8, true);
	assert_int_equal(health.limits_reached, 2);
}

static void
of_too_many_datagrams_the_oldest_leaves(void **state)
{
	uint32_t id;

	(void)state;
	for (id = 0; id <= LIMIT_FRAGMENT_DATAGRAMS; id++)
		waits(id, 0, 'a', 8, true);
	assert_int_equal(fragments_waiting(all), LIMIT_FRAGMENT_DATAGRAMS);
	assert_int_equal(health.limits_reached, 1);
	completes(1, 8, 'b', 1, false, "aaaaaaaab");
	waits(0, 8, 'b', 1, false);
}

static void
memory_stays_below_its_limit(void **state)
{
	uint32_t id;

	(void)state;
	for (id = 0; id < 1000; id++) {
		waits(id, 65528, 'a', 1, false);
		assert_true(fragments_held(all) <= LIMIT_FRAGMENT_BYTES);
	}
	assert_true(health.limits_reached > 900);
}

static void
a_datagram_that_grows_pushes_out_others_only(void **state)
{
	uint32_t id;

	(void)state;
	waits(100, 0, 'a', 8, true);
	for (id = 0; id < 63; id++)
		waits(id, 0, 'b', 65000, true);
	assert_int_equal(health.limits_reached, 0);
	/* the oldest needs more: the next oldest makes way */
	waits(100, 65008, 'c', 8, true);
	assert_int_equal(health.limits_reached, 0);
	waits(101, 0, 'd', 8, true);
	assert_int_equal(health.limits_reached, 1);
	waits(0, 65000, 'b', 8, true);
	assert_int_equal(health.limits_reached, 1);
	assert_int_equal(fragments_waiting(all), 64);
}

static void
the_oldest_may_grow_at_the_cost_of_the_next(void **state)
{
	uint32_t id;

	(void)state;
	waits(100, 0, 'a', 8, true);
	for (id = 0; id < 63; id++)
		waits(id, 0, 'b', 65000, true);
	waits(200, 0, 'c', 32000, true);
	assert_int_equal(health.limits_reached, 0);
	waits(100, 65008, 'd', 8, true);
	assert_int_equal(health.limits_reached, 1);
	/* the first of the 63 is gone, the one that grew kept its bytes */
	assert_int_equal(fragments_waiting(all), 64);
	waits(100, 8, 'x', 65008, true);
	assert_int_equal(add_cut(100, 65016, 'x', 0, 0, false), VERDICT_OK);
	assert_int_equal(whole.bytes.left, 65016);
	assert_int_equal(whole.bytes.at[0], 'a');
	assert_int_equal(whole.bytes.at[65015], 'd');
}

static void
too_many_pieces_begin_anew(void **state)
{
	uint32_t piece;

	(void)state;
	for (piece = 0; piece < LIMIT_FRAGMENT_PIECES; piece++)
		waits(1, 16 * piece, 'a', 8, true);
	assert_int_equal(health.limits_reached, 0);
	waits(1, 0, 'b', 8, true);
	assert_int_equal(health.limits_reached, 1);
	completes(1, 8, 'b', 1, false, "bbbbbbbbb");
}

static void
a_datagram_may_be_a_piece_of_another(void **state)
{
	struct layer inner;

	(void)state;
	waits(1, 0, 'a', 8, true);
	completes(1, 8, 'b', 8, false, "aaaaaaaabbbbbbbb");
	inner = whole;
	waits(2, 16, 'c', 1, false);
	header = (struct ip_header){.protocol = IP_TCP,
	    .family_key = IP_TCP,
	    .is_fragment = true,
	    .more_fragments = true,
	    .id = 2};
	assert_int_equal(fragments_add(all, &header, &inner, now), VERDICT_OK);
	assert_int_equal(inner.bytes.left, 17);
	assert_memory_equal(inner.bytes.at, "aaaaaaaabbbbbbbbc", 17);
}

static void
freeing_nothing_is_allowed(void **state)
{
	(void)state;
	fragments_free(NULL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(pieces_in_order_become_a_datagram),
	    TEST(pieces_in_any_order_become_a_datagram),
	    TEST(datagrams_are_told_apart_by_id_protocol_and_address),
	    TEST(a_fragment_that_overlaps_keeps_its_first_bytes),
	    TEST(a_piece_that_comes_twice_changes_nothing),
	    TEST(late_copies_of_pieces_are_no_loss),
	    TEST(late_copies_do_not_wait_for_another_datagram),
	    TEST(an_id_may_be_used_again_at_once),
	    TEST(pieces_that_the_snapshot_length_cut_do_not_complete),
	    TEST(pieces_of_other_than_eight_bytes_are_malformed),
	    TEST(pieces_beyond_the_largest_datagram_are_malformed),
	    TEST(a_second_end_is_malformed),
	    TEST(an_end_before_bytes_that_came_is_malformed),
	    TEST(the_first_piece_names_the_protocol),
	    TEST(a_datagram_that_waits_too_long_is_given_up),
	    TEST(any_time_may_follow_any_other),
	    TEST(of_too_many_datagrams_the_oldest_leaves),
	    TEST(memory_stays_below_its_limit),
	    TEST(a_datagram_that_grows_pushes_out_others_only),
	    TEST(the_oldest_may_grow_at_the_cost_of_the_next),
	    TEST(too_many_pieces_begin_anew),
	    TEST(a_datagram_may_be_a_piece_of_another),
	    TEST(freeing_nothing_is_allowed),
	};

	return cmocka_run_group_tests_name("fragments", tests, NULL, NULL);
}
