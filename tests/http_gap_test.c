/*
 * HTTP conversations with holes: what is bridged, what is told as seen in
 * part, and where reading goes on.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/talk.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH(n) "Content-Length: " #n "\r\n"
#define END "\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"

static void
a_hole_in_a_body_of_known_length_is_bridged(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(8) END "ab"), C_LOST(4),
		  C("ghOPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(0) END),
		  S(OK LENGTH(0) END)),
	    "POST /a [ab] (part) -> 200\n"
	    "OPTIONS /b -> 200\n");
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
		  S(OK LENGTH(40000) END "AB"), S_LOST(39997), S("Z"),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(0) END)),
	    "POST /a -> 200 [AB] (part)\n"
	    "OPTIONS /b -> 200\n");
}

static void
a_hole_up_to_the_end_of_a_body_leaves_the_next_message_whole(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(4) END "ab"), C_LOST(2),
		  S(OK LENGTH(4) END "AB"), S_LOST(2),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(1) END "B")),
	    "POST /a [ab] (part) -> 200 [AB] (part)\n"
	    "OPTIONS /b -> 200 [B]\n");
}

static void
a_hole_that_takes_a_whole_body_is_bridged(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(3) END), C_LOST(3),
		  S(OK LENGTH(3) END), S_LOST(3),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(1) END "B")),
	    "POST /a (part) -> 200 (part)\n"
	    "OPTIONS /b -> 200 [B]\n");
}

static void
a_hole_beyond_a_body_makes_the_next_start_be_looked_for(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(4) END "ab"),
		S(OK LENGTH(4) END "AB"), S_LOST(30), S("rest of a body"),
		C("cdPOST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
		S(OK LENGTH(1) END "B")),
	    "POST /a [abcd] -> 200 [AB] (part)\n"
	    "POST /b [b] -> 200 [B]\n");
}

static void
a_hole_in_a_head_ends_the_message(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("POST /a HTTP/1.1\r\nHost: x\r\nContent-"),
			      C_LOST(20), C("garbage"), S(OK LENGTH(1) END "A"),
			      C("POST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
			      S(OK LENGTH(1) END "B")),
	    "POST /a (head) -> 200 [A]\n"
	    "POST /b [b] -> 200 [B]\n");
}

static void
a_hole_in_the_head_of_a_response_keeps_its_status(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
			      S("HTTP/1.1 449 Retry after"), S_LOST(20),
			      S("\r\nX: garbage\r\n"),
			      C("POST /b HTTP/1.1\r\n" LENGTH(0) END),
			      S(OK LENGTH(1) END "B")),
	    "POST /a -> 449 (head)\n"
	    "POST /b -> 200 [B]\n");
}

static void
a_hole_in_a_status_line_leaves_no_status(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END), S("HTTP/1.1 44"),
		S_LOST(20), S("X: garbage\r\n")),
	    "POST /a -> 0 (head)\n");
}

static void
an_interim_response_before_a_hole_proves_nothing(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END
				     "a"
				     "POST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
			      S("HTTP/1.1 100 Continue\r\n" END), S_LOST(40),
			      S(OK LENGTH(1) END "B")),
	    "? -> 200 [B]\n"
	    "POST /a [a] -> ?\n"
	    "POST /b [b] -> ?\n");
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a"),
		S("HTTP/1.1 100 Cont"), S_LOST(8), S(OK LENGTH(1) END "A")),
	    "? -> 200 [A]\n"
	    "POST /a [a] -> ?\n");
}

static void
a_hole_in_chunks_ends_the_message(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
		S(OK CHUNKED END "10\r\nabcd"), S_LOST(8),
		S("mnop\r\n0\r\n\r\n"), C("OPTIONS /b HTTP/1.1\r\n" END),
		S(OK LENGTH(1) END "B")),
	    "POST /a -> 200 [abcd] (part)\n"
	    "OPTIONS /b -> 200 [B]\n");
}

static void
a_hole_in_a_body_up_to_the_end_of_the_connection_is_stepped_over(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END), S(OK END "abcd"),
		  S_LOST(8), S("HTTP/1.1 200 OK\r\n\r\n"), S_END),
	    "POST /a -> 200 [abcd] (part)\n");
}

static void
a_hole_between_messages_hides_at_most_what_was_in_it(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("OPTIONS /a HTTP/1.1\r\n" END), S(OK LENGTH(1) END "A"),
		C_LOST(50), S(OK LENGTH(1) END "B"),
		C("OPTIONS /c HTTP/1.1\r\n" END), S(OK LENGTH(1) END "C")),
	    "OPTIONS /a -> 200 [A]\n"
	    "? -> 200 [B]\n"
	    "OPTIONS /c -> 200 [C]\n");
}

static void
a_response_that_was_lost_does_not_shift_the_others(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("OPTIONS /a HTTP/1.1\r\n" END), S_LOST(40),
		C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(1) END "B"),
		C("OPTIONS /c HTTP/1.1\r\n" END), S(OK LENGTH(1) END "C")),
	    "OPTIONS /a -> ?\n"
	    "OPTIONS /b -> 200 [B]\n"
	    "OPTIONS /c -> 200 [C]\n");
}

static void
reading_goes_on_inside_a_segment(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("OPTIONS /a HTTP/1.1\r\nX: "), C_LOST(9),
		C("rest\r\n\r\nOPTIONS /b HTTP/1.1\r\n" END),
		S("lost place: HTTP/1.1 200 x" OK LENGTH(1) END "B")),
	    "? -> 200 [B]\n"
	    "OPTIONS /a (head) -> ?\n"
	    "OPTIONS /b -> ?\n");
}

static void
a_start_of_the_other_kind_does_not_hide_the_right_one(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("OPTIONS /a HTTP/1.1\r\nX: "), C_LOST(9),
		C("of HTTP/1.1 404 \r\n\r\nOPTIONS /b HTTP/1.1\r\n" END)),
	    "OPTIONS /a (head) -> ?\n"
	    "OPTIONS /b -> ?\n");
}

static void
bytes_that_only_look_like_a_start_are_forgotten(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" CHUNKED END "20\r\nab"), C_LOST(4),
		C("PUT it there: the rest of a mail"), S(OK LENGTH(1) END "A"),
		C("POST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
		S(OK LENGTH(1) END "B")),
	    "POST /a [ab] (part) -> 200 [A]\n"
	    "POST /b [b] -> 200 [B]\n");
}

static void
a_hole_stays_a_hole_behind_what_only_looked_like_a_start(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" CHUNKED END "20\r\nab"), C_LOST(99),
		C("PUT it there"), C("POST /c HTTP/1.1\r\n" LENGTH(1) END "c"),
		S(OK LENGTH(1) END "A" OK LENGTH(1) END "B")),
	    "POST /a [ab] (part) -> 200 [A]\n"
	    "? -> 200 [B]\n"
	    "POST /c [c] -> ?\n");
}

static void
what_was_answered_is_told_even_if_it_breaks_off_at_once(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("PUT /a "), S(OK LENGTH(1) END "A"),
			      C("and there"), C("OPTIONS /b HTTP/1.1\r\n" END)),
	    "OTHER /a (head) -> 200\n"
	    "OPTIONS /b -> ?\n");
}

static void
an_answer_whose_body_only_looks_like_a_start_is_not_told_twice(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
			      S(OK CHUNKED END "20\r\nab"), S_LOST(4),
			      S("HTTP/1.x is what they say"),
			      C("POST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
			      S(OK LENGTH(1) END "B")),
	    "POST /a -> 200 [ab] (part)\n"
	    "POST /b [b] -> 200 [B]\n");
}

static void
a_hole_before_anything_was_said_is_no_harm(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C_LOST(10), S_LOST(10), C("OPTIONS /a HTTP/1.1\r\n" END),
		S(OK LENGTH(1) END "A")),
	    "OPTIONS /a -> 200 [A]\n");
}

static void
a_hole_behind_the_end_is_nothing(void **state)
{
	(void)state;
	tells(SCRIPT(C("OPTIONS /a HTTP/1.1\r\n" END), S(OK LENGTH(1) END "A"),
		  S_END, S_LOST(5), C_END, C_LOST(5), C("OPTIONS /b")),
	    "OPTIONS /a -> 200 [A]\n");
}

static void
holes_anywhere_do_not_hurt(void **state)
{
	static const char request[] = "POST /a HTTP/1.1\r\nHost: x\r\n"
				      "Content-Length: 4\r\n\r\nabcd"
				      "OPTIONS /b HTTP/1.1\r\n\r\n";
	static const char response[] = OK CHUNKED END
	    "4\r\nABCD\r\n0\r\n\r\n" OK LENGTH(2) END "EF" OK END "rest";

	(void)state;
	for (size_t from = 0; from < sizeof(request); from++) {
		for (size_t lost = 1; from + lost < sizeof(request); lost++) {
			size_t behind = from + lost;

			talk(
			    SCRIPT({STEP_BYTES, 0, request, from}, C_LOST(lost),
				{STEP_BYTES, 0, request + behind,
				    sizeof(request) - 1 - behind},
				S(OK LENGTH(0) END)),
			    (struct play){.client = 0});
		}
	}
	for (size_t from = 0; from < sizeof(response); from++) {
		for (size_t lost = 1; from + lost < sizeof(response); lost++) {
			size_t behind = from + lost;

			talk(SCRIPT(C(request), {STEP_BYTES, 1, response, from},
				 S_LOST(lost),
				 {STEP_BYTES, 1, response + behind,
				     sizeof(response) - 1 - behind}),
			    (struct play){.client = -1});
		}
	}
}

/* Many times one request and, of the server, a hole. */
static const char *
plays_one_side(struct step ask, size_t times)
{
	static struct step script[200];
	size_t n = 0;

	assert_true(2 * times < sizeof(script) / sizeof(script[0]));
	for (size_t i = 0; i < times; i++) {
		script[n++] = ask;
		script[n++] = (struct step)S_LOST(40);
	}
	script[n] = (struct step){.kind = STEP_NONE};
	return talk(script, (struct play){.client = 0});
}

static void
a_request_whose_answer_was_lost_does_not_wait_for_it(void **state)
{
	const char *words;

	(void)state;
	words =
	    plays_one_side((struct step)C("OPTIONS /a HTTP/1.1\r\n" END), 99);
	assert_null(strstr(words, "limits"));
	assert_int_equal(strlen(words), 99 * strlen("OPTIONS /a -> ?\n"));
}

static void
requests_that_do_not_wait_for_answers_may_be_answered_behind_a_hole(
    void **state)
{
	static const struct step two =
	    C("OPTIONS /a HTTP/1.1\r\n" END "OPTIONS /b HTTP/1.1\r\n" END);

	(void)state;
	assert_non_null(strstr(plays_one_side(two, 50), "limits 36\n"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_hole_in_a_body_of_known_length_is_bridged),
	    cmocka_unit_test(
		a_hole_up_to_the_end_of_a_body_leaves_the_next_message_whole),
	    cmocka_unit_test(a_hole_that_takes_a_whole_body_is_bridged),
	    cmocka_unit_test(
		a_hole_beyond_a_body_makes_the_next_start_be_looked_for),
	    cmocka_unit_test(a_hole_in_a_head_ends_the_message),
	    cmocka_unit_test(a_hole_in_the_head_of_a_response_keeps_its_status),
	    cmocka_unit_test(a_hole_in_a_status_line_leaves_no_status),
	    cmocka_unit_test(an_interim_response_before_a_hole_proves_nothing),
	    cmocka_unit_test(a_hole_in_chunks_ends_the_message),
	    cmocka_unit_test(
		a_hole_in_a_body_up_to_the_end_of_the_connection_is_stepped_over),
	    cmocka_unit_test(
		a_hole_between_messages_hides_at_most_what_was_in_it),
	    cmocka_unit_test(
		a_response_that_was_lost_does_not_shift_the_others),
	    cmocka_unit_test(reading_goes_on_inside_a_segment),
	    cmocka_unit_test(
		a_start_of_the_other_kind_does_not_hide_the_right_one),
	    cmocka_unit_test(bytes_that_only_look_like_a_start_are_forgotten),
	    cmocka_unit_test(
		a_hole_stays_a_hole_behind_what_only_looked_like_a_start),
	    cmocka_unit_test(
		what_was_answered_is_told_even_if_it_breaks_off_at_once),
	    cmocka_unit_test(
		an_answer_whose_body_only_looks_like_a_start_is_not_told_twice),
	    cmocka_unit_test(a_hole_before_anything_was_said_is_no_harm),
	    cmocka_unit_test(a_hole_behind_the_end_is_nothing),
	    cmocka_unit_test(holes_anywhere_do_not_hurt),
	    cmocka_unit_test(
		a_request_whose_answer_was_lost_does_not_wait_for_it),
	    cmocka_unit_test(
		requests_that_do_not_wait_for_answers_may_be_answered_behind_a_hole),
	};

	return cmocka_run_group_tests_name("http_gap", tests, NULL, NULL);
}
