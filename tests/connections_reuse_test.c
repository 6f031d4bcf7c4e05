/*
 * TCP connections: the same ports used again, with and without a handshake
 * that was captured.
 */
#include "tests/support/check.h"

#include "decode/limits.h"
#include "tests/support/dialogue.h"

static void
closes(void)
{
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	(void)says(SERVER, TCP_FIN | TCP_ACK, "");
	(void)acknowledges(CLIENT);
}

static void
a_refused_connection_may_be_tried_again_with_its_number(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, "");
	says(SERVER, TCP_RST | TCP_ACK, "")->sequence = 0;
	dialogue.next[CLIENT]--;
	handshake();
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 2);
	assert_int_equal(dialogue.health.mid_stream_connections, 0);
}

static void
a_second_copy_of_a_connection_that_ended_is_not_told(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	closes();
	plays();
	rewinds(0);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
ports_used_again_behind_a_fin_need_no_handshake(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	closes();
	sequences(0x40000000u, 0x50000000u);
	(void)acknowledges(CLIENT);
	exchanges(2);
	exchanges(3);
	plays();
	told("1-1 2-2 3-3 ");
	assert_int_equal(dialogue.number, 2);
	assert_int_equal(dialogue.health.connections, 2);
	assert_int_equal(dialogue.health.mid_stream_connections, 1);
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
ports_used_again_may_be_heard_from_one_side(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	closes();
	sequences(0x40000000u, 0x50000000u);
	answers(2);
	plays();
	connections_finish(dialogue.connections);
	told("1-1 ?-2 ");
}

static void
ports_used_again_behind_a_lost_fin_need_no_handshake(void **state)
{
	(void)state;
	exchanges(1);
	sequences(0x90000000u, 0xa0000000u);
	(void)acknowledges(CLIENT);
	exchanges(2);
	sequences(0x10000000u, 0x20000000u);
	exchanges(3);
	plays();
	told("1-1 2-2 3-3 ");
	assert_int_equal(dialogue.health.connections, 3);
	assert_int_equal(dialogue.health.gaps, 0);
	assert_int_equal(dialogue.health.retransmitted_bytes, 0);
}

static void
a_handshake_without_payload_does_not_hide_later_bytes(void **state)
{
	(void)state;
	handshake();
	sequences(0x40000000u, 0x50000000u);
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
late_copies_behind_the_end_begin_nothing(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	closes();
	plays();
	rewinds(3);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
what_was_under_way_behind_a_reset_begins_nothing(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	(void)says(CLIENT, TCP_RST, "");
	answers(2);
	plays();
	told("1-1 2-? ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
far_bytes_that_begin_no_message_begin_no_connection(void **state)
{
	uint32_t client;
	uint32_t server;

	(void)state;
	handshake();
	exchanges(1);
	client = dialogue.next[CLIENT];
	server = dialogue.next[SERVER];
	sequences(0x40000000u, 0x50000000u);
	(void)says(SERVER, TCP_ACK, "stray");
	sequences(client, server);
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
a_far_answer_to_near_bytes_is_behind_a_hole(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	dialogue.next[SERVER] += 2 * LIMIT_SAME_CONNECTION;
	answers(2);
	(void)acknowledges(CLIENT);
	exchanges(3);
	plays();
	connections_finish(dialogue.connections);
	assert_int_equal(dialogue.health.connections, 1);
	assert_int_equal(dialogue.health.gap_bytes, 2 * LIMIT_SAME_CONNECTION);
}

static void
what_is_not_http_stays_ignored_on_other_numbers(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK, "SSH-2.0-x\r\n");
	sequences(0x40000000u, 0x50000000u);
	exchanges(1);
	plays();
	told("");
	assert_int_equal(dialogue.health.connections, 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, dialogue_set_up, dialogue_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_refused_connection_may_be_tried_again_with_its_number),
	    TEST(a_second_copy_of_a_connection_that_ended_is_not_told),
	    TEST(ports_used_again_behind_a_fin_need_no_handshake),
	    TEST(ports_used_again_may_be_heard_from_one_side),
	    TEST(ports_used_again_behind_a_lost_fin_need_no_handshake),
	    TEST(a_handshake_without_payload_does_not_hide_later_bytes),
	    TEST(late_copies_behind_the_end_begin_nothing),
	    TEST(what_was_under_way_behind_a_reset_begins_nothing),
	    TEST(far_bytes_that_begin_no_message_begin_no_connection),
	    TEST(a_far_answer_to_near_bytes_is_behind_a_hole),
	    TEST(what_is_not_http_stays_ignored_on_other_numbers),
	};

	return cmocka_run_group_tests_name(
	    "connections, ports used again", tests, NULL, NULL);
}
