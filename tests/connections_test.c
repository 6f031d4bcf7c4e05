/*
 * TCP connections: how they begin and what they turn out to be. Ends are in
 * connections_end_test.c, losses in connections_loss_test.c.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/dialogue.h"

#define TLS_HELLO "\x16\x03\x01\x02\x01\x01\x01\x01"

static void
an_exchange_behind_a_handshake_is_told(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
	assert_int_equal(dialogue.health.mid_stream_connections, 0);
	assert_int_equal(dialogue.number, 1);
	assert_int_equal(dialogue.client_port, 40000);
}

static void
a_connection_carries_several_exchanges(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	exchanges(3);
	plays();
	told("1-1 2-2 3-3 ");
	assert_int_equal(dialogue.health.http_exchanges, 3);
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
a_connection_without_its_beginning_is_read_from_a_request_on(void **state)
{
	(void)state;
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
	assert_int_equal(dialogue.health.mid_stream_connections, 1);
	assert_int_equal(dialogue.client_port, 40000);
}

static void
a_connection_without_its_beginning_is_read_from_a_response_on(void **state)
{
	(void)state;
	answers(1);
	exchanges(2);
	plays();
	told("?-1 2-2 ");
	assert_int_equal(dialogue.client_port, 40000);
}

static void
a_connection_may_begin_inside_a_body(void **state)
{
	(void)state;
	(void)says(SERVER, TCP_ACK, "the end of a body");
	exchanges(1);
	plays();
	told("1-1 ");
}

static void
a_connection_of_which_only_the_answer_to_its_syn_is_seen_has_roles(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	plays_without(1);
	told("1-1 ");
	assert_int_equal(dialogue.health.mid_stream_connections, 0);
	assert_int_equal(dialogue.client_port, 40000);
}

static void
a_syn_captured_behind_its_answer_begins_no_other_connection(void **state)
{
	struct segment syn;

	(void)state;
	handshake();
	syn = dialogue.packets[0];
	dialogue.packets[0] = dialogue.packets[1];
	dialogue.packets[1] = syn;
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
a_syn_or_its_answer_sent_again_begins_no_other_connection(void **state)
{
	(void)state;
	handshake();
	plays();
	rewinds(0);
	exchanges(1);
	plays();
	rewinds(1);
	plays_without(0x7c);
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
another_syn_on_the_same_ports_begins_another_connection(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	plays();
	sequences(77, 99);
	handshake();
	plays();
	told("1-1 2-? ");
	exchanges(3);
	plays();
	told("1-1 2-? 3-3 ");
	assert_int_equal(dialogue.health.connections, 2);
	assert_int_equal(dialogue.number, 2);
}

static void
a_syn_before_any_payload_may_begin_at_another_place(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, "");
	sequences(77, 5000);
	handshake();
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 2);
}

static void
a_handshake_behind_late_packets_of_an_old_connection_counts(void **state)
{
	(void)state;
	(void)acknowledges(CLIENT);
	sequences(77, 99);
	handshake();
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
data_in_the_syn_is_read(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, request_text(1));
	(void)says(SERVER, TCP_SYN | TCP_ACK, "");
	answers(1);
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 0);
}

static void
data_in_the_syn_may_be_declined_and_sent_again(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, request_text(1));
	sequences(dialogue.packets[0].sequence + 1, 5000);
	(void)says(SERVER, TCP_SYN | TCP_ACK, "");
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
an_answer_to_a_syn_moves_no_beginning_that_is_known(void **state)
{
	(void)state;
	handshake();
	dialogue.packets[1].acknowledgement += 10;
	exchanges(1);
	plays();
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 1);
}

static void
behind_data_in_the_syn_the_beginning_of_the_answers_is_known(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, request_text(1));
	(void)says(SERVER, TCP_SYN | TCP_ACK, "");
	answers(1);
	exchanges(2);
	plays_without(1u << 2);
	connections_finish(dialogue.connections);
	told("1-? 2-2 ");
	assert_int_equal(dialogue.health.gap_bytes, strlen(response_text(1)));
}

static void
an_answer_to_a_syn_that_was_not_seen_begins_another_connection(void **state)
{
	(void)state;
	(void)says(CLIENT, TCP_SYN, "");
	sequences(77777777, 99);
	handshake();
	exchanges(1);
	plays_without(2);
	told("1-1 ");
	assert_int_equal(dialogue.health.connections, 2);
}

static void
tls_behind_a_handshake_is_counted_and_ignored(void **state)
{
	(void)state;
	dialogue.ends[SERVER].port = 50443;
	handshake();
	(void)says(CLIENT, TCP_ACK, TLS_HELLO);
	asks(1);
	answers(1);
	plays();
	told("");
	assert_int_equal(dialogue.health.encrypted_connections, 1);
	assert_int_equal(dialogue.encrypted, 1);
	assert_int_equal(dialogue.encrypted_server.port, 50443);
}

static void
tls_without_a_handshake_is_told_with_the_lower_port_as_server(void **state)
{
	(void)state;
	dialogue.ends[SERVER].port = 443;
	(void)says(SERVER, TCP_ACK, "\x17\x03\x03\x01\x01 and so on");
	(void)says(CLIENT, TCP_ACK, "\x17\x03\x03\x01\x01 and so on");
	plays();
	assert_int_equal(dialogue.health.encrypted_connections, 1);
	assert_int_equal(dialogue.encrypted_server.port, 443);
	from_port(300);
	(void)says(CLIENT, TCP_ACK, "\x17\x03\x03\x01\x01 and so on");
	plays();
	assert_int_equal(dialogue.encrypted_server.port, 300);
}

static void
tls_may_be_seen_behind_the_middle_of_a_record(void **state)
{
	(void)state;
	dialogue.ends[SERVER].port = 443;
	(void)says(SERVER, TCP_ACK, "the end of a record");
	(void)says(CLIENT, TCP_ACK, "\x17\x03\x03\x01\x01 and so on");
	asks(1);
	plays();
	told("");
	assert_int_equal(dialogue.encrypted, 1);
	assert_int_equal(dialogue.health.encrypted_connections, 1);
}

static void
another_protocol_is_ignored_from_its_first_bytes_on(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK, "SSH-2.0-easy\r\n");
	asks(1);
	answers(1);
	plays();
	told("");
	assert_int_equal(dialogue.health.http_exchanges, 0);
	assert_int_equal(dialogue.health.encrypted_connections, 0);
}

static void
another_protocol_out_of_order_is_ignored_once_it_is_in_order(void **state)
{
	struct segment second;

	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK, "SSH-2.0-easy\r\n");
	asks(1);
	second = dialogue.packets[4];
	dialogue.packets[4] = dialogue.packets[3];
	dialogue.packets[3] = second;
	answers(1);
	plays();
	told("");
}

static void
a_server_that_greets_first_is_ignored_once_its_client_speaks(void **state)
{
	(void)state;
	handshake();
	(void)says(SERVER, TCP_ACK, "220 mail.example ESMTP\r\n");
	(void)says(CLIENT, TCP_ACK, "EHLO there\r\n");
	asks(1);
	answers(1);
	plays();
	told("");
}

static void
a_tunnel_holds_what_comes_behind_its_beginning(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK, "CONNECT x:80 HTTP/1.1\r\n\r\n");
	(void)says(SERVER, TCP_ACK, "HTTP/1.1 200 OK\r\n\r\n");
	plays();
	told("?-0 ");
	exchanges(1);
	plays();
	told("?-0 1-1 ");
}

static void
tls_in_a_tunnel_is_counted(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK, "CONNECT x:443 HTTP/1.1\r\n\r\n");
	(void)says(SERVER, TCP_ACK, "HTTP/1.1 200 OK\r\n\r\n");
	(void)says(CLIENT, TCP_ACK, "\x16\x03\x01\x02\x01\x01\x01\x01\xfc");
	plays();
	assert_int_equal(dialogue.encrypted, 1);
}

/* What comes before the first request hides nothing that follows. */
static void
begins_with(const char *front)
{
	begins_anew();
	dialogue.count = 0;
	sequences(1000, 5000);
	handshake();
	(void)says(CLIENT, TCP_ACK, front);
	exchanges(1);
	plays();
	told("1-1 ");
}

static void
a_connection_may_begin_with_what_is_no_request(void **state)
{
	(void)state;
	begins_with("\r\n");
	begins_with("PROXY TCP4 192.0.2.1 192.0.2.2 50000 80\r\n");
}

static void
a_first_request_of_another_method_hides_nothing(void **state)
{
	(void)state;
	handshake();
	(void)says(CLIENT, TCP_ACK,
	    "MKCALENDAR /0 HTTP/1.1\r\nContent-Length: 0\r\n\r\n");
	answers(2);
	exchanges(1);
	plays();
	told("0-2 1-1 ");
}

static void
packets_without_payload_make_no_conversation(void **state)
{
	(void)state;
	(void)acknowledges(CLIENT);
	(void)acknowledges(SERVER);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	plays();
	told("");
	assert_int_equal(dialogue.health.connections, 1);
	assert_int_equal(dialogue.health.mid_stream_connections, 1);
}

static void
connections_do_not_mix(void **state)
{
	(void)state;
	handshake();
	asks(1);
	from_port(40001);
	sequences(1, 2);
	handshake();
	asks(2);
	answers(2);
	plays();
	told("2-2 ");
	assert_int_equal(dialogue.number, 2);
	assert_int_equal(dialogue.client_port, 40001);
	connections_finish(dialogue.connections);
	told("2-2 1-? ");
	assert_int_equal(dialogue.number, 1);
	assert_int_equal(dialogue.client_port, 40000);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, dialogue_set_up, dialogue_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(an_exchange_behind_a_handshake_is_told),
	    TEST(a_connection_carries_several_exchanges),
	    TEST(a_connection_without_its_beginning_is_read_from_a_request_on),
	    TEST(a_connection_without_its_beginning_is_read_from_a_response_on),
	    TEST(a_connection_may_begin_inside_a_body),
	    TEST(
		a_connection_of_which_only_the_answer_to_its_syn_is_seen_has_roles),
	    TEST(a_syn_captured_behind_its_answer_begins_no_other_connection),
	    TEST(a_syn_or_its_answer_sent_again_begins_no_other_connection),
	    TEST(another_syn_on_the_same_ports_begins_another_connection),
	    TEST(a_syn_before_any_payload_may_begin_at_another_place),
	    TEST(a_handshake_behind_late_packets_of_an_old_connection_counts),
	    TEST(data_in_the_syn_is_read),
	    TEST(data_in_the_syn_may_be_declined_and_sent_again),
	    TEST(an_answer_to_a_syn_moves_no_beginning_that_is_known),
	    TEST(behind_data_in_the_syn_the_beginning_of_the_answers_is_known),
	    TEST(
		an_answer_to_a_syn_that_was_not_seen_begins_another_connection),
	    TEST(tls_behind_a_handshake_is_counted_and_ignored),
	    TEST(tls_without_a_handshake_is_told_with_the_lower_port_as_server),
	    TEST(tls_may_be_seen_behind_the_middle_of_a_record),
	    TEST(another_protocol_is_ignored_from_its_first_bytes_on),
	    TEST(another_protocol_out_of_order_is_ignored_once_it_is_in_order),
	    TEST(a_server_that_greets_first_is_ignored_once_its_client_speaks),
	    TEST(a_tunnel_holds_what_comes_behind_its_beginning),
	    TEST(tls_in_a_tunnel_is_counted),
	    TEST(a_connection_may_begin_with_what_is_no_request),
	    TEST(a_first_request_of_another_method_hides_nothing),
	    TEST(packets_without_payload_make_no_conversation),
	    TEST(connections_do_not_mix),
	};

	return cmocka_run_group_tests_name("connections", tests, NULL, NULL);
}
