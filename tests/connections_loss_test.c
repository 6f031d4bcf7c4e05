/*
 * TCP connections of which packets are missing, sent again or cut, and the
 * bounds of what is kept. What counts most: a request is never told with the
 * response to another one.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/limits.h"
#include "tests/support/dialogue.h"

/* What is missing so far is lost. */
static void
time_passes(void)
{
	dialogue.time += LIMIT_HOLE_AGE + 1;
}

static void
every_packet_may_be_captured_twice(void **state)
{
	(void)state;
	handshake();
	asks_split(1);
	answers_split(1);
	exchanges(2);
	for (unsigned i = 0; i < dialogue.count; i++) {
		plays_without(~UINT64_C(0) << (i + 1));
		rewinds(i);
	}
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.connections, 1);
	assert_int_equal(dialogue.health.gaps, 0);
	assert_int_equal(dialogue.health.conflicting_bytes, 0);
}

static void
a_keep_alive_probe_with_a_stray_byte_does_no_harm(void **state)
{
	struct segment *probe;

	(void)state;
	handshake();
	exchanges(1);
	probe = says(CLIENT, TCP_ACK, "X");
	probe->sequence--;
	sequences(probe->sequence + 1, dialogue.next[SERVER]);
	(void)acknowledges(SERVER);
	exchanges(2);
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.conflicting_bytes, 0);
}

static void
a_request_that_was_lost_leaves_later_pairs_alone(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	time_passes();
	exchanges(3);
	plays_without(1u << 7);
	told("1-1 ?-2 3-3 ");
	assert_int_equal(dialogue.health.gaps, 1);
	assert_int_equal(dialogue.health.gap_bytes, strlen(request_text(2)));
}

static void
a_first_request_that_was_lost_leaves_later_pairs_alone(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	time_passes();
	exchanges(2);
	exchanges(3);
	plays_without(1u << 3);
	told("?-1 2-2 3-3 ");
}

static void
at_the_end_requests_that_wait_go_before_their_responses(void **state)
{
	(void)state;
	handshake();
	asks(1);
	answers(1);
	asks(2);
	answers(2);
	plays_without(3u << 3);
	told("");
	connections_finish(dialogue.connections);
	told("2-2 ");
}

static void
a_response_that_was_lost_leaves_later_pairs_alone(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	time_passes();
	exchanges(3);
	plays_without(1u << 9);
	told("1-1 2-? 3-3 ");
	assert_int_equal(dialogue.health.gaps, 1);
	assert_int_equal(dialogue.health.gap_bytes, strlen(response_text(2)));
}

static void
an_exchange_that_was_lost_whole_leaves_later_pairs_alone(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	exchanges(3);
	plays_without(0xfu << 7);
	connections_finish(dialogue.connections);
	told("1-1 3-3 ");
}

static void
a_body_that_was_lost_leaves_its_exchange_and_later_ones(void **state)
{
	(void)state;
	handshake();
	asks_split(1);
	answers_split(1);
	asks_split(2);
	answers_split(2);
	plays_without(1u << 4 | 1u << 6);
	connections_finish(dialogue.connections);
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gap_bytes, 8);
}

static void
a_first_packet_cut_to_nothing_is_a_hole(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	dialogue.packets[3].captured = 0;
	exchanges(2);
	plays();
	told("?-1 2-2 ");
}

static void
packets_cut_behind_their_heads_still_tell_their_exchanges(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	for (unsigned i = 3; i < dialogue.count; i++)
		if (dialogue.packets[i].captured > 0)
			dialogue.packets[i].captured -= 2;
	plays();
	told("1-1 2-2 ");
	assert_int_equal(dialogue.health.gaps, 4);
	assert_int_equal(dialogue.health.gap_bytes, 8);
}

static void
a_fin_behind_lost_bytes_ends_its_side(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	asks(2);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	(void)says(SERVER, TCP_FIN | TCP_ACK, response_text(2));
	(void)acknowledges(CLIENT);
	plays_without(1u << 7);
	told("1-1 ?-2 ");
}

/* Plays the dialogue without every set of packets in turn that is a subset of
 * `any`, one to `most` of them. */
static void
loses(uint64_t any, int most)
{
	for (uint64_t set = any; set != 0; set = (set - 1) & any) {
		if (__builtin_popcountll(set) > most)
			continue;
		begins_anew();
		plays_without(set);
		connections_finish(dialogue.connections);
		assert_true(pairs_are_right());
	}
}

static void
whichever_packet_is_lost_no_wrong_pair_is_told(void **state)
{
	(void)state;
	handshake();
	exchanges(1);
	exchanges(2);
	exchanges(3);
	(void)says(CLIENT, TCP_FIN | TCP_ACK, "");
	(void)says(SERVER, TCP_FIN | TCP_ACK, "");
	(void)acknowledges(CLIENT);
	loses((1u << dialogue.count) - 1, 1);
	begins_anew();
	plays();
	told("1-1 2-2 3-3 ");
}

static void
whichever_packets_are_lost_no_wrong_pair_is_told(void **state)
{
	(void)state;
	handshake();
	for (int i = 1; i <= 4; i++) {
		asks(i);
		answers(i);
	}
	(void)acknowledges(CLIENT);
	loses((1u << dialogue.count) - 1, 64);
}

static void
whichever_parts_are_lost_no_wrong_pair_is_told(void **state)
{
	(void)state;
	handshake();
	for (int i = 1; i <= 3; i++) {
		asks_split(i);
		answers_split(i);
	}
	loses(0x7ff8, 64);
}

/* Two requests of a flight show that the client does not wait for answers;
 * that is beyond telling where nearly all of its first flight is lost. */
static void
whichever_packets_of_flights_are_lost_no_wrong_pair_is_told(void **state)
{
	(void)state;
	handshake();
	for (int i = 1; i <= 3; i++)
		asks(i);
	for (int i = 1; i <= 3; i++)
		answers(i);
	for (int i = 4; i <= 5; i++)
		asks(i);
	for (int i = 4; i <= 5; i++)
		answers(i);
	loses(0x1ff8, 2);
	loses(0x1fc0, 64);
	begins_anew();
	plays();
	told("1-1 2-2 3-3 4-4 5-5 ");
}

static void
a_connection_idle_too_long_ends_when_another_begins(void **state)
{
	(void)state;
	handshake();
	asks(1);
	plays();
	from_port(40001);
	dialogue.time += LIMIT_FLOW_IDLE;
	(void)acknowledges(CLIENT);
	plays();
	told("1-? ");
	assert_int_equal(dialogue.health.limits_reached, 0);
}

/* An end that no dialogue has. */
static struct endpoint
stranger(uint32_t number)
{
	return (struct endpoint){
	    .address = {0x20, 1, [13] = (uint8_t)(number >> 16),
		[14] = (uint8_t)(number >> 8), [15] = (uint8_t)number},
	    .port = 40000,
	};
}

static void
more_conversations_than_the_limit_end_the_least_recently_used(void **state)
{
	struct segment request;

	(void)state;
	handshake();
	asks(1);
	from_port(40001);
	handshake();
	asks(2);
	plays();
	request = dialogue.packets[7];
	for (uint32_t i = 2; i < LIMIT_CONVERSATIONS; i++) {
		request.source = stranger(i);
		connections_segment(dialogue.connections, &request);
	}
	rewinds(3);
	dialogue.packets[3].time = request.time + 1;
	plays_without(~UINT64_C(8));
	told("");
	assert_int_equal(dialogue.health.limits_reached, 0);
	request.source = stranger(LIMIT_CONVERSATIONS);
	connections_segment(dialogue.connections, &request);
	assert_int_equal(
	    dialogue.health.limits_reached, LIMIT_CONVERSATIONS / 8);
	assert_int_equal(strncmp(dialogue.told, "2-? ", 4), 0);
	assert_null(strstr(dialogue.told, "1-?"));
	begins_anew();
}

static void
more_connections_than_the_limit_end_the_least_recently_used(void **state)
{
	struct segment syn;

	(void)state;
	handshake();
	asks(1);
	plays();
	syn = dialogue.packets[0];
	syn.time = dialogue.time + 1;
	for (uint32_t i = 1; i < LIMIT_FLOWS; i++) {
		syn.source = stranger(i);
		connections_segment(dialogue.connections, &syn);
	}
	told("");
	assert_int_equal(dialogue.health.limits_reached, 0);
	syn.source = stranger(LIMIT_FLOWS);
	connections_segment(dialogue.connections, &syn);
	told("1-? ");
	assert_int_equal(dialogue.health.limits_reached, LIMIT_FLOWS / 8);
	assert_int_equal(dialogue.health.connections, LIMIT_FLOWS + 1);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, dialogue_set_up, dialogue_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(every_packet_may_be_captured_twice),
	    TEST(a_keep_alive_probe_with_a_stray_byte_does_no_harm),
	    TEST(a_request_that_was_lost_leaves_later_pairs_alone),
	    TEST(a_first_request_that_was_lost_leaves_later_pairs_alone),
	    TEST(at_the_end_requests_that_wait_go_before_their_responses),
	    TEST(a_response_that_was_lost_leaves_later_pairs_alone),
	    TEST(an_exchange_that_was_lost_whole_leaves_later_pairs_alone),
	    TEST(a_body_that_was_lost_leaves_its_exchange_and_later_ones),
	    TEST(a_first_packet_cut_to_nothing_is_a_hole),
	    TEST(packets_cut_behind_their_heads_still_tell_their_exchanges),
	    TEST(a_fin_behind_lost_bytes_ends_its_side),
	    TEST(whichever_packet_is_lost_no_wrong_pair_is_told),
	    TEST(whichever_packets_are_lost_no_wrong_pair_is_told),
	    TEST(whichever_parts_are_lost_no_wrong_pair_is_told),
	    TEST(whichever_packets_of_flights_are_lost_no_wrong_pair_is_told),
	    TEST(a_connection_idle_too_long_ends_when_another_begins),
	    TEST(more_conversations_than_the_limit_end_the_least_recently_used),
	    TEST(more_connections_than_the_limit_end_the_least_recently_used),
	};

	return cmocka_run_group_tests_name(
	    "connections, losses", tests, NULL, NULL);
}
