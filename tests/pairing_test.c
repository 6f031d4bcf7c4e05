/*
 * Which request a response answers. Offsets are bytes of a direction: a
 * request here is 100 bytes long, a response 1000.
 */
#include "tests/support/check.h"

#include "decode/pairing.h"

#define NOBODY (-1)
#define MOST 8

/* The connection of the test that runs. */
static struct {
	struct request_queue queue;
	struct message requests[MOST];
	struct message answers[MOST];
	int asked;
} seen;

static int
set_up(void **state)
{
	(void)state;
	seen.queue = (struct request_queue){0};
	seen.asked = 0;
	for (int i = 0; i < MOST; i++)
		seen.requests[i] = seen.answers[i] = (struct message){0};
	return 0;
}

/* A request at that offset, sent after `peer` bytes of the server. */
static struct message *
asks_after(enum lost_before lost, uint64_t begin, uint64_t peer)
{
	struct message *request = &seen.requests[seen.asked++];

	request->begin = begin;
	request->peer = peer;
	request->lost = lost;
	queue_append(&seen.queue, request);
	return request;
}

static struct message *
asks(uint64_t begin, uint64_t peer)
{
	return asks_after(LOST_NOTHING, begin, peer);
}

/* The same behind a hole that began where a request could begin. */
static struct message *
asks_behind_hole(uint64_t begin, uint64_t peer)
{
	return asks_after(LOST_WHOLE, begin, peer);
}

/* The same behind a hole that hid the end of a request, which had been sent
 * after `flight` bytes of the server. */
static struct message *
asks_behind_lost_end(uint64_t begin, uint64_t peer, uint64_t flight)
{
	struct message *request = asks_after(LOST_END, begin, peer);

	request->flight = flight;
	return request;
}

/* Which request a response at that offset answers, sent after `peer` bytes of
 * the client. */
static int
answers(uint64_t begin, uint64_t peer)
{
	struct response_place place = {.begin = begin, .peer = peer};
	const struct message *request = pair_response(&seen.queue, &place);

	return request == NULL ? NOBODY : (int)(request - seen.requests);
}

/* A response to that request was seen, and the request has been told. */
static void
was_answered(int request, uint64_t end)
{
	queue_remove(&seen.queue, &seen.requests[request]);
	seen.queue.had_answer = true;
	seen.queue.answer_end = end;
}

static void
no_request_takes_no_response(void **state)
{
	(void)state;
	assert_int_equal(answers(0, 100), NOBODY);
}

static void
a_response_answers_the_request_that_waits(void **state)
{
	(void)state;
	(void)asks(0, 0);
	assert_int_equal(answers(0, 100), 0);
}

static void
of_a_flight_the_oldest_request_is_answered_first(void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks(100, 0);
	(void)asks(200, 0);
	assert_int_equal(answers(0, 300), 0);
	was_answered(0, 1000);
	assert_int_equal(answers(1000, 300), 1);
	was_answered(1, 2000);
	assert_int_equal(answers(2000, 300), 2);
}

static void
a_request_that_has_its_answer_takes_no_other(void **state)
{
	(void)state;
	asks(0, 0)->answer = &seen.answers[0];
	assert_int_equal(answers(1000, 100), NOBODY);
	(void)asks(100, 0);
	assert_int_equal(answers(1000, 200), 1);
}

static void
a_response_may_begin_before_its_request_has_ended(void **state)
{
	(void)state;
	(void)asks(0, 0);
	assert_int_equal(answers(0, 1), 0);
}

static void
a_request_that_had_not_arrived_is_not_answered(void **state)
{
	(void)state;
	(void)asks(100, 0);
	assert_int_equal(answers(0, 100), NOBODY);
	assert_int_equal(answers(0, 101), 0);
}

static void
a_request_sent_after_the_response_is_not_answered_by_it(void **state)
{
	(void)state;
	(void)asks(100, 1000);
	assert_int_equal(answers(0, 200), NOBODY);
	assert_int_equal(answers(999, 200), NOBODY);
	assert_int_equal(answers(1000, 200), 0);
}

static void
without_a_hole_bytes_in_between_do_not_matter(void **state)
{
	(void)state;
	(void)asks(0, 0);
	assert_int_equal(answers(25, 100), 0);
}

static void
behind_a_hole_the_request_sent_at_the_place_of_the_response_counts(void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks(100, 1000);
	seen.queue.server_hole = 1000;
	assert_int_equal(answers(1000, 200), 1);
}

static void
behind_a_hole_a_response_that_fits_no_request_has_none(void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks(100, 0);
	seen.queue.server_hole = 1000;
	assert_int_equal(answers(1000, 200), NOBODY);
}

static void
behind_a_hole_an_answered_request_takes_no_other_response(void **state)
{
	(void)state;
	(void)asks(0, 0);
	asks(100, 1000)->answer = &seen.answers[0];
	seen.queue.server_hole = 1000;
	assert_int_equal(answers(1000, 200), NOBODY);
}

static void
a_hole_before_the_request_was_sent_does_not_matter(void **state)
{
	(void)state;
	(void)asks(100, 1000);
	seen.queue.server_hole = 1000;
	assert_int_equal(answers(1025, 200), 0);
}

static void
after_a_lost_response_the_next_flight_is_counted_again(void **state)
{
	(void)state;
	seen.queue.server_hole = 2000;
	(void)asks(200, 3000);
	(void)asks(300, 3000);
	assert_int_equal(answers(3000, 400), 0);
	was_answered(0, 4000);
	assert_int_equal(answers(4000, 400), 1);
}

static void
behind_a_lost_request_the_response_to_that_one_has_none(void **state)
{
	(void)state;
	(void)asks_behind_hole(100, 1000);
	assert_int_equal(answers(0, 100), NOBODY);
}

static void
behind_a_lost_request_the_place_of_the_response_counts(void **state)
{
	(void)state;
	(void)asks_behind_hole(100, 1000);
	assert_int_equal(answers(1000, 200), 0);
}

static void
a_request_that_may_have_lost_its_twin_takes_no_response(void **state)
{
	(void)state;
	(void)asks_behind_hole(100, 0);
	assert_int_equal(answers(0, 200), NOBODY);
	assert_int_equal(answers(1000, 200), NOBODY);
}

static void
a_twin_may_have_been_lost_right_behind_an_answer(void **state)
{
	(void)state;
	(void)asks(0, 0);
	was_answered(0, 1000);
	(void)asks_behind_hole(200, 1000);
	assert_int_equal(answers(1000, 300), NOBODY);
}

static void
bytes_of_the_server_in_between_rule_a_lost_twin_out(void **state)
{
	(void)state;
	(void)asks(0, 0);
	was_answered(0, 1000);
	(void)asks_behind_hole(200, 2000);
	assert_int_equal(answers(1000, 200), NOBODY);
	assert_int_equal(answers(2000, 300), 1);
}

static void
behind_the_lost_end_of_a_request_of_an_older_flight_the_place_counts(
    void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks_behind_lost_end(150, 1000, 0);
	assert_int_equal(answers(0, 100), 0);
	was_answered(0, 1000);
	assert_int_equal(answers(1000, 250), 1);
}

static void
a_twin_may_have_been_lost_with_the_end_of_a_request_of_the_flight(void **state)
{
	(void)state;
	(void)asks(0, 1000);
	(void)asks_behind_lost_end(150, 1000, 1000);
	assert_int_equal(answers(1000, 250), 0);
	was_answered(0, 2000);
	assert_int_equal(answers(2000, 250), NOBODY);
}

static void
a_client_that_does_not_wait_may_always_have_lost_a_twin(void **state)
{
	(void)state;
	(void)asks(0, 0);
	assert_false(seen.queue.in_flights);
	(void)asks(100, 0);
	assert_true(seen.queue.in_flights);
	was_answered(0, 1000);
	was_answered(1, 2000);
	(void)asks_behind_hole(300, 3000);
	assert_int_equal(answers(3000, 400), NOBODY);
	(void)asks(400, 5000);
	assert_int_equal(answers(5000, 500), 3);
}

static void
a_client_that_waits_is_not_taken_for_one_that_does_not(void **state)
{
	(void)state;
	(void)asks(0, 0);
	seen.requests[1].flight = 0;
	(void)asks(100, 1000);
	seen.requests[2].flight = 1000;
	(void)asks(200, 2000);
	assert_false(seen.queue.in_flights);
}

static void
a_hole_inside_a_flight_leaves_those_before_it_alone(void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks_behind_hole(200, 0);
	assert_int_equal(answers(0, 300), 0);
	was_answered(0, 1000);
	assert_int_equal(answers(1000, 300), NOBODY);
	assert_int_equal(answers(2000, 300), NOBODY);
}

static void
a_flight_behind_a_damaged_one_is_paired_again(void **state)
{
	(void)state;
	(void)asks(0, 0);
	(void)asks_behind_hole(200, 0);
	was_answered(0, 1000);
	(void)asks(300, 3000);
	assert_int_equal(answers(3000, 400), 2);
}

static void
a_queue_lets_go_of_requests_wherever_they_stand(void **state)
{
	struct message *first = asks(0, 0);
	struct message *second = asks(100, 0);
	struct message *third = asks(200, 0);
	struct message *fourth = asks(300, 0);

	(void)state;
	queue_remove(&seen.queue, second);
	assert_null(second->next);
	assert_ptr_equal(first->next, third);
	queue_remove(&seen.queue, fourth);
	assert_ptr_equal(seen.queue.newest, third);
	queue_remove(&seen.queue, first);
	assert_ptr_equal(seen.queue.oldest, third);
	assert_int_equal(seen.queue.count, 1);
	queue_remove(&seen.queue, third);
	assert_null(seen.queue.oldest);
	assert_null(seen.queue.newest);
	assert_int_equal(seen.queue.count, 0);
}

static void
a_queue_that_was_emptied_can_be_filled_again(void **state)
{
	struct message *first = asks(0, 0);
	struct message *second;

	(void)state;
	queue_remove(&seen.queue, first);
	second = asks(100, 0);
	assert_ptr_equal(seen.queue.oldest, second);
	assert_ptr_equal(seen.queue.newest, second);
	assert_null(second->next);
	assert_int_equal(seen.queue.count, 1);
}

static void
pairing_is_in_doubt_behind_a_hole_only(void **state)
{
	struct message *request = asks(0, 0);

	assert_int_equal(answers(0, 100), 0);
	assert_false(request->in_doubt);
	was_answered(0, 1000);
	request = asks_behind_lost_end(200, 1000, 0);
	assert_int_equal(answers(1000, 300), 1);
	assert_true(request->in_doubt);
	was_answered(1, 2000);
	request = asks(300, 2000);
	assert_int_equal(answers(2000, 400), 2);
	assert_true(request->in_doubt);
	(void)state;
}

static void
a_hole_among_responses_leaves_doubt_too(void **state)
{
	struct message *request = asks(0, 5000);

	(void)state;
	seen.queue.server_hole = 4000;
	assert_int_equal(answers(5000, 100), 0);
	assert_true(request->in_doubt);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, set_up)
	const struct CMUnitTest tests[] = {
	    TEST(no_request_takes_no_response),
	    TEST(a_response_answers_the_request_that_waits),
	    TEST(of_a_flight_the_oldest_request_is_answered_first),
	    TEST(a_request_that_has_its_answer_takes_no_other),
	    TEST(a_response_may_begin_before_its_request_has_ended),
	    TEST(a_request_that_had_not_arrived_is_not_answered),
	    TEST(pairing_is_in_doubt_behind_a_hole_only),
	    TEST(a_hole_among_responses_leaves_doubt_too),
	    TEST(a_request_sent_after_the_response_is_not_answered_by_it),
	    TEST(without_a_hole_bytes_in_between_do_not_matter),
	    TEST(
		behind_a_hole_the_request_sent_at_the_place_of_the_response_counts),
	    TEST(behind_a_hole_a_response_that_fits_no_request_has_none),
	    TEST(behind_a_hole_an_answered_request_takes_no_other_response),
	    TEST(a_hole_before_the_request_was_sent_does_not_matter),
	    TEST(after_a_lost_response_the_next_flight_is_counted_again),
	    TEST(behind_a_lost_request_the_response_to_that_one_has_none),
	    TEST(behind_a_lost_request_the_place_of_the_response_counts),
	    TEST(a_request_that_may_have_lost_its_twin_takes_no_response),
	    TEST(a_twin_may_have_been_lost_right_behind_an_answer),
	    TEST(bytes_of_the_server_in_between_rule_a_lost_twin_out),
	    TEST(
		behind_the_lost_end_of_a_request_of_an_older_flight_the_place_counts),
	    TEST(
		a_twin_may_have_been_lost_with_the_end_of_a_request_of_the_flight),
	    TEST(a_client_that_does_not_wait_may_always_have_lost_a_twin),
	    TEST(a_client_that_waits_is_not_taken_for_one_that_does_not),
	    TEST(a_hole_inside_a_flight_leaves_those_before_it_alone),
	    TEST(a_flight_behind_a_damaged_one_is_paired_again),
	    TEST(a_queue_lets_go_of_requests_wherever_they_stand),
	    TEST(a_queue_that_was_emptied_can_be_filled_again),
	};

	return cmocka_run_group_tests_name("pairing", tests, NULL, NULL);
}
