/*
 * TCP connections whose packets were captured out of order, and how long a
 * hole waits for its bytes.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/limits.h"
#include "tests/support/dialogue.h"

static void
swap(unsigned packet)
{
	struct segment first = dialogue.packets[packet];

	dialogue.packets[packet] = dialogue.packets[packet + 1];
	dialogue.packets[packet + 1] = first;
}

static void
moves(unsigned from, unsigned to)
{
	for (; from > to; from--)
		swap(from - 1);
	for (; from < to; from++)
		swap(from);
}

static void
a_response_captured_before_its_request_is_no_loss(void **state)
{
	(void)state;
	handshake();
	asks(1);
	answers(1);
	swap(3);
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
a_response_captured_before_half_its_request_is_no_loss(void **state)
{
	(void)state;
	handshake();
	asks_split(1);
	answers_split(1);
	swap(4);
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
a_response_captured_well_before_its_request_is_no_loss(void **state)
{
	(void)state;
	handshake();
	for (int i = 1; i <= 3; i++) {
		asks_split(i);
		answers_split(i);
	}
	(void)acknowledges(CLIENT);
	moves(3, 5);
	moves(3, 6);
	moves(7, 10);
	plays();
	told("1-1 2-2 3-3 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

/* As in joined captures whose clocks differ. */
static void
all_packets_of_a_side_may_be_captured_late(void **state)
{
	unsigned count = 0;

	(void)state;
	handshake();
	for (int i = 1; i <= 4; i++)
		exchanges(i);
	for (unsigned i = 3; i + 3 < dialogue.count; i++)
		if (dialogue.packets[i].source.port != 80) {
			moves(i, i + 3);
			count++;
			i += 3;
		}
	assert_int_equal(count, 4);
	plays();
	connections_finish(dialogue.connections);
	told("1-1 2-2 3-3 4-4 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
what_comes_too_late_is_lost(void **state)
{
	(void)state;
	handshake();
	asks(1);
	answers(1);
	exchanges(2);
	moves(3, 8);
	dialogue.packets[7].time += LIMIT_HOLE_AGE;
	dialogue.packets[8].time += LIMIT_HOLE_AGE;
	plays();
	told("?-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 1);
}

/* An answer whose request was lost; gives the time of its last packet. */
static int64_t
answer_waits(void)
{
	handshake();
	asks(1);
	answers(1);
	plays_without(1u << 3);
	told("");
	return dialogue.packets[dialogue.count - 1].time;
}

/* Its own next packet may come in a quarter of an hour. */
static void
what_waits_is_told_when_it_is_late_enough(void **state)
{
	int64_t since = answer_waits();

	(void)state;
	connections_pass(dialogue.connections, since + LIMIT_HOLE_AGE);
	told("");
	connections_pass(dialogue.connections, since + LIMIT_HOLE_AGE + 1);
	told("?-1 ");
	assert_int_equal(dialogue.health.gaps, 1);
	exchanges(2);
	plays();
	told("?-1 2-2 ");
}

/* A second input may begin with older packets, and hold what is missing. */
static void
older_packets_of_others_do_not_end_the_wait(void **state)
{
	int64_t since = answer_waits();

	(void)state;
	connections_pass(dialogue.connections, since - 10 * LIMIT_HOLE_AGE);
	connections_pass(dialogue.connections, INT64_MIN);
	told("");
	rewinds(3);
	plays_without(~(UINT64_C(1) << 3));
	told("1-1 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
who_waits_no_longer_is_not_waited_for(void **state)
{
	int64_t since = answer_waits();

	(void)state;
	(void)says(SERVER, TCP_RST, "");
	plays();
	told("?-1 ");
	connections_pass(dialogue.connections, since + 2 * LIMIT_HOLE_AGE);
	connections_pass(dialogue.connections, INT64_MAX);
	told("?-1 ");
}

static void
a_long_answer_does_not_wait_for_its_request(void **state)
{
	static char body[LIMIT_WAITING_HOLE / 2];

	(void)state;
	memset(body, 'x', sizeof(body) - 1);
	handshake();
	exchanges(1);
	asks(2);
	(void)says(SERVER, TCP_ACK,
	    "HTTP/1.1 212 OK\r\nContent-Length: 200000\r\n\r\n");
	for (int i = 0; i < 4; i++)
		(void)says(SERVER, TCP_ACK, body);
	plays_without(1u << 7);
	assert_int_equal(dialogue.health.gaps, 1);
	assert_int_equal(dialogue.health.limits_reached, 0);
}

static void
any_two_neighbours_may_be_swapped_behind_the_handshake(void **state)
{
	(void)state;
	handshake();
	for (int i = 1; i <= 3; i++) {
		asks_split(i);
		answers_split(i);
	}
	for (unsigned i = 3; i + 1 < dialogue.count; i++) {
		begins_anew();
		swap(i);
		plays();
		swap(i);
		connections_finish(dialogue.connections);
		told("1-1 2-2 3-3 ");
		assert_int_equal(dialogue.health.gaps, 0);
	}
}

static void
a_hole_is_declared_when_its_side_goes_on(void **state)
{
	(void)state;
	handshake();
	asks(1);
	answers(1);
	(void)acknowledges(CLIENT);
	dialogue.packets[5].time += LIMIT_HOLE_AGE + 1;
	plays_without(1u << 3);
	told("?-1 ");
	assert_int_equal(dialogue.health.gaps, 1);
}

static void
a_hole_is_declared_when_the_other_side_goes_on(void **state)
{
	(void)state;
	handshake();
	asks(1);
	answers_split(1);
	dialogue.packets[5].time += LIMIT_HOLE_AGE + 1;
	plays_without(1u << 3);
	told("?-1 ");
	assert_int_equal(dialogue.health.gaps, 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, dialogue_set_up, dialogue_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_response_captured_before_its_request_is_no_loss),
	    TEST(a_response_captured_before_half_its_request_is_no_loss),
	    TEST(a_response_captured_well_before_its_request_is_no_loss),
	    TEST(all_packets_of_a_side_may_be_captured_late),
	    TEST(what_comes_too_late_is_lost),
	    TEST(what_waits_is_told_when_it_is_late_enough),
	    TEST(older_packets_of_others_do_not_end_the_wait),
	    TEST(who_waits_no_longer_is_not_waited_for),
	    TEST(a_long_answer_does_not_wait_for_its_request),
	    TEST(any_two_neighbours_may_be_swapped_behind_the_handshake),
	    TEST(a_hole_is_declared_when_its_side_goes_on),
	    TEST(a_hole_is_declared_when_the_other_side_goes_on),
	};

	return cmocka_run_group_tests_name(
	    "connections, order", tests, NULL, NULL);
}
