/*
 * TCP connections: how they end.
 */
#include "tests/support/check.h"

#include "tests/support/dialogue.h"

static void
a_reset_ends_a_connection(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	(void)says(SERVER, TCP_RST, "");
	plays();
	told("1-1 2-? ");
	answers(2);
	exchanges(3);
	plays();
	told("1-1 2-? ");
}

static void
a_reset_ends_its_own_connection_only(void **state)
{
	uint32_t client;

	(void)state;
	asks(1);
	answers(1);
	from_port(40001);
	asks(2);
	client = dialogue.next[CLIENT];
	from_port(40002);
	asks(3);
	answers(3);
	from_port(40001);
	says(CLIENT, TCP_RST, "")->sequence = client;
	answers(2);
	from_port(40000);
	exchanges(4);
	plays();
	connections_finish(dialogue.connections);
	told("1-1 3-3 2-? 4-4 ");
	assert_int_equal(dialogue.health.connections, 3);
}

static void
a_reset_ahead_of_its_senders_bytes_is_ignored(void **state)
{
	struct segment *reset;

	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	reset = says(SERVER, TCP_RST | TCP_ACK, "");
	reset->sequence += 1;
	reset->acknowledgement += 1000;
	answers(2);
	exchanges(3);
	plays();
	told("1-1 2-2 3-3 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
a_reset_before_its_senders_bytes_is_ignored(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	says(CLIENT, TCP_RST, "")->sequence -= 1;
	exchanges(2);
	plays();
	told("1-1 2-2 ");
}

static void
a_reset_before_any_payload_must_fit_too(void **state)
{
	(void)state;
	handshake();
	says(CLIENT, TCP_RST, "")->sequence -= 4711;
	exchanges(1);
	plays();
	told("1-1 ");
}

static void
a_reset_may_stand_behind_bytes_that_were_acknowledged(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	answers(2);
	(void)acknowledges(CLIENT);
	(void)says(SERVER, TCP_RST, "");
	exchanges(3);
	plays_without(1u << 8);
	told("1-1 2-? ");
}

static void
a_reset_may_stand_behind_a_fin(void **state)
{
	(void)state;
	handshake();
	asks(1);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	(void)says(CLIENT, TCP_RST, "");
	plays();
	told("1-? ");
}

static void
a_refused_connection_ends_and_may_be_tried_again(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, "");
	says(SERVER, TCP_RST | TCP_ACK, "")->sequence = 0;
	sequences(77, 99);
	handshake();
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 2);
}

static void
a_reset_of_a_side_that_has_said_nothing_counts(void **state)
{
	(void)state;
	asks(1);
	dialogue.packets[0].flags = 0;
	says(SERVER, TCP_RST, "")->sequence = 0xdeadbeefu;
	plays();
	told("1-? ");
}

static void
what_a_reset_says_is_not_read(void **state)
{
	(void)state;
	handshake();
	asks(1);
	(void)says(SERVER, TCP_RST | TCP_ACK, response_text(1));
	plays();
	told("1-? ");
	(void)says(CLIENT, TCP_RST, request_text(2));
	plays();
	told("1-? ");
}

static void
a_fin_both_ways_ends_a_connection(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	plays();
	told("1-1 ");
	(void)says(SERVER, TCP_FIN | TCP_ACK, "");
	plays();
	told("1-1 2-? ");
	answers(2);
	exchanges(3);
	plays();
	told("1-1 2-? ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
an_answer_behind_the_clients_fin_is_read(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_FIN | TCP_ACK, request_text(1));
	answers(1);
	plays();
	told("1-1 ");
}

static void
a_fin_ends_a_body_without_a_length(void **state)
{
	(void)state;
	handshake();
	asks(1);
	(void)says(SERVER, TCP_ACK, "HTTP/1.1 201 OK\r\n\r\nabc");
	plays();
	told("");
	(void)says(SERVER, TCP_ACK | TCP_FIN, "def");
	plays();
	told("1-1 ");
}

static void
a_new_connection_may_follow_one_that_ended(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	(void)says(SERVER, TCP_FIN | TCP_ACK, "");
	sequences(77, 99);
	handshake();
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.number, 2);
}

static void
the_end_of_the_traffic_tells_what_waits_once(void **state)
{
	(void)state;
	handshake();
	asks(1);
	plays();
	connections_finish(dialogue.connections);
	told("1-? ");
	connections_finish(dialogue.connections);
	told("1-? ");
}

static void
freed_connections_tell_what_waits(void **state)
{
	(void)state;
	handshake();
	asks(1);
	plays();
	connections_free(dialogue.connections);
	dialogue.connections = NULL;
	told("1-? ");
	connections_free(NULL);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, dialogue_set_up, dialogue_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_reset_ends_a_connection),
	    TEST(a_reset_ends_its_own_connection_only),
	    TEST(a_reset_ahead_of_its_senders_bytes_is_ignored),
	    TEST(a_reset_before_its_senders_bytes_is_ignored),
	    TEST(a_reset_before_any_payload_must_fit_too),
	    TEST(a_reset_may_stand_behind_bytes_that_were_acknowledged),
	    TEST(a_reset_may_stand_behind_a_fin),
	    TEST(a_refused_connection_ends_and_may_be_tried_again),
	    TEST(a_reset_of_a_side_that_has_said_nothing_counts),
	    TEST(what_a_reset_says_is_not_read),
	    TEST(a_fin_both_ways_ends_a_connection),
	    TEST(an_answer_behind_the_clients_fin_is_read),
	    TEST(a_fin_ends_a_body_without_a_length),
	    TEST(a_new_connection_may_follow_one_that_ended),
	    TEST(the_end_of_the_traffic_tells_what_waits_once),
	    TEST(freed_connections_tell_what_waits),
	};

	return cmocka_run_group_tests_name(
	    "connections, ends", tests, NULL, NULL);
}
