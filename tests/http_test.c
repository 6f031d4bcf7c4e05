/*
 * HTTP conversations without loss: every kind of framing, pairing of requests
 * and responses, and the same result however the bytes were cut.
 */
#include "tests/support/check.h"

#include "tests/support/talk.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH(n) "Content-Length: " #n "\r\n"
#define END "\r\n"

static void
a_request_and_its_response_are_one_exchange(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nHost: x\r\n" LENGTH(2) END "ab"),
		  S(OK LENGTH(3) END "cde")),
	    "POST /a [ab] -> 200 [cde]\n");
}

static void
a_connection_is_kept_for_the_next_exchange(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a"),
		  S(OK LENGTH(1) END "A"), C("OPTIONS /b HTTP/1.1\r\n" END),
		  S(OK LENGTH(0) END),
		  C("POST /c HTTP/1.1\r\n" LENGTH(1) END "c"),
		  S("HTTP/1.1 503 Busy\r\n" LENGTH(0) END)),
	    "POST /a [a] -> 200 [A]\n"
	    "OPTIONS /b -> 200\n"
	    "POST /c [c] -> 503\n");
}

static void
pipelined_requests_are_answered_in_their_order(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END
			 "aOPTIONS /b HTTP/1.1\r\n" END
			 "POST /c HTTP/1.1\r\n" LENGTH(1) END "c"),
		  S(OK LENGTH(1) END "A" OK LENGTH(1) END "B" OK LENGTH(1) END
		      "C")),
	    "POST /a [a] -> 200 [A]\n"
	    "OPTIONS /b -> 200 [B]\n"
	    "POST /c [c] -> 200 [C]\n");
}

static void
chunks_are_put_together(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" END
		       "3\r\nabc\r\n1;x=y\r\nd\r\n0\r\n\r\n"),
		  S(OK "transfer-encoding: Chunked\r\n" END
		       "A\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n"),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(0) END)),
	    "POST /a [abcd] -> 200 [0123456789]\n"
	    "OPTIONS /b -> 200\n");
}

static void
chunked_beats_a_length(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(
			 99) "Transfer-Encoding: chunked\r\n" END
			     "1\r\na\r\n0\r\n\r\n"),
		  S(OK LENGTH(0) END)),
	    "POST /a [a] -> 200\n");
}

static void
an_interim_response_is_no_answer(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nExpect: 100-continue\r\n" LENGTH(2)
			     END),
		  S("HTTP/1.1 100 Continue\r\n" END), C("ab"),
		  S("HTTP/1.1 102 Processing\r\nX: y\r\n" END),
		  S(OK LENGTH(1) END "c"), C("OPTIONS /b HTTP/1.1\r\n" END),
		  S(OK LENGTH(0) END)),
	    "POST /a [ab] -> 200 [c]\n"
	    "OPTIONS /b -> 200\n");
}

static void
a_switch_of_protocols_ends_http(void **state)
{
	(void)state;
	tells(SCRIPT(C("OPTIONS /a HTTP/1.1\r\nConnection: Upgrade\r\n"
		       "Upgrade: other\r\n" END),
		  S("HTTP/1.1 101 Switching Protocols\r\n"
		    "Connection: upgrade\r\nUpgrade: other\r\n" END
		    "HTTP/1.1 200 OK\r\n" LENGTH(0) END)),
	    "OPTIONS /a -> ?\n"
	    "over\n");
}

static void
an_upgrade_asked_for_and_not_given_changes_nothing(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nConnection: Upgrade, HTTP2-Settings"
		       "\r\nUpgrade: h2c\r\n" LENGTH(2) END "ab"),
		  S(OK LENGTH(1) END "A"),
		  C("OPTIONS /b HTTP/1.1\r\nConnection: Upgrade\r\n"
		    "Upgrade: h2c\r\n" END),
		  S(OK "Connection: Upgrade\r\nUpgrade: h2c\r\n" LENGTH(1) END
		      "B"),
		  C("OPTIONS /c HTTP/1.1\r\n" END), S(OK LENGTH(0) END)),
	    "POST /a [ab] -> 200 [A]\n"
	    "OPTIONS /b -> 200 [B]\n"
	    "OPTIONS /c -> 200\n");
}

static void
an_answer_to_head_has_no_body_whatever_it_says(void **state)
{
	(void)state;
	tells(SCRIPT(C("HEAD /a HTTP/1.1\r\n" END), S(OK LENGTH(9999) END),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(1) END "B")),
	    "HEAD /a -> 200\n"
	    "OPTIONS /b -> 200 [B]\n");
}

static void
no_content_and_not_modified_have_no_body(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 204 No Content\r\n" END),
		  C("POST /b HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 304 Not Modified\r\n" LENGTH(77) END),
		  C("OPTIONS /c HTTP/1.1\r\n" END), S(OK LENGTH(1) END "C")),
	    "POST /a -> 204\n"
	    "POST /b -> 304\n"
	    "OPTIONS /c -> 200 [C]\n");
}

static void
a_body_without_length_ends_with_the_connection(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
		  S(OK "Connection: close\r\n" END "all of "), S("it"), S_END),
	    "POST /a -> 200 [all of it]\n");
}

static void
a_body_without_length_and_without_end_is_not_whole(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END), S(OK END "some")),
	    "POST /a -> 200 [some] (part)\n");
}

static void
a_connection_that_ends_inside_a_body_leaves_it_in_part(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(5) END "abc"), C_END,
		  S(OK LENGTH(3) END "A"), S_END),
	    "POST /a [abc] (part) -> 200 [A] (part)\n");
}

static void
http_1_0_is_read_as_well(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.0\r\nConnection: keep-alive\r\n" LENGTH(
			 1) END "a"),
		  S("HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n" LENGTH(1)
			  END "A"),
		  C("POST /b HTTP/1.0\r\n" LENGTH(1) END "b"),
		  S("HTTP/1.0 200 OK\r\n" END "B"), S_END),
	    "POST /a [a] -> 200 [A]\n"
	    "POST /b [b] -> 200 [B]\n");
}

static void
messages_behind_a_promised_close_are_read(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nConnection: close\r\n" LENGTH(1) END
			 "a"),
		  S(OK "Connection: close\r\n" LENGTH(1) END "A"),
		  C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(0) END)),
	    "POST /a [a] -> 200 [A]\n"
	    "OPTIONS /b -> 200\n");
}

static void
status_449_comes_with_any_reason_phrase_or_none(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 449 Retry after sending a PROVISION "
		    "command\r\n" LENGTH(0) END),
		  C("POST /b HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 449 \r\n" LENGTH(0) END),
		  C("POST /c HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 449\r\n" LENGTH(0) END),
		  C("POST /d HTTP/1.1\r\n" LENGTH(0) END),
		  S("HTTP/1.1 449 \xe9\xff\t(?)\r\n" LENGTH(0) END)),
	    "POST /a -> 449\n"
	    "POST /b -> 449\n"
	    "POST /c -> 449\n"
	    "POST /d -> 449\n");
}

static void
an_answer_may_come_before_its_request_is_whole(void **state)
{
	(void)state;
	tells(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(6) END "abc"),
		S("HTTP/1.1 401 Unauthorized\r\n" LENGTH(1) END "A"), C("def"),
		C("OPTIONS /b HTTP/1.1\r\n" END), S(OK LENGTH(0) END)),
	    "POST /a [abcdef] -> 401 [A]\n"
	    "OPTIONS /b -> 200\n");
}

static void
headers_are_folded_and_of_any_case(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nX: a\r\n b\r\n\tc\r\n"
		       "cONTENT-lENGTH:\t 2 \r\n" END "ab"),
		  S(OK "CONTENT-LENGTH:1\r\n" END "A")),
	    "POST /a [ab] -> 200 [A]\n");
}

static void
what_nobody_wants_is_not_told(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /none HTTP/1.1\r\n" LENGTH(2) END "ab"),
		  S(OK LENGTH(1) END "A"), C("OPTIONS /b HTTP/1.1\r\n" END),
		  S(OK LENGTH(0) END)),
	    "OPTIONS /b -> 200\n");
}

static void
a_request_without_answer_is_told_at_the_end(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a")),
	    "POST /a [a] -> ?\n");
}

static void
a_response_without_request_is_told_alone(void **state)
{
	(void)state;
	tells(SCRIPT(S(OK LENGTH(1) END "A"), C("OPTIONS /b HTTP/1.1\r\n" END),
		  S(OK LENGTH(1) END "B")),
	    "? -> 200 [A]\n"
	    "OPTIONS /b -> 200 [B]\n");
}

static void
empty_lines_between_messages_are_skipped(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a\r\n\r\n"),
		  S(OK LENGTH(0) END), C("OPTIONS /b HTTP/1.1\r\n" END),
		  S(OK LENGTH(0) END)),
	    "POST /a [a] -> 200\n"
	    "OPTIONS /b -> 200\n");
}

static void
the_client_is_known_by_what_it_says(void **state)
{
	(void)state;
	tells_midway(
	    SCRIPT({STEP_BYTES, 1,
		       "POST /a HTTP/1.1\r\nContent-Length: 1\r\n\r\na", 40},
		{STEP_BYTES, 0, OK LENGTH(1) END "A", 39}),
	    "POST /a [a] -> 200 [A]\n");
	tells_midway(
	    SCRIPT(S(OK LENGTH(1) END "A"), C("OPTIONS /b HTTP/1.1\r\n" END),
		S(OK LENGTH(1) END "B")),
	    "? -> 200 [A]\n"
	    "OPTIONS /b -> 200 [B]\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_request_and_its_response_are_one_exchange),
	    cmocka_unit_test(a_connection_is_kept_for_the_next_exchange),
	    cmocka_unit_test(pipelined_requests_are_answered_in_their_order),
	    cmocka_unit_test(chunks_are_put_together),
	    cmocka_unit_test(chunked_beats_a_length),
	    cmocka_unit_test(an_interim_response_is_no_answer),
	    cmocka_unit_test(a_switch_of_protocols_ends_http),
	    cmocka_unit_test(
		an_upgrade_asked_for_and_not_given_changes_nothing),
	    cmocka_unit_test(an_answer_to_head_has_no_body_whatever_it_says),
	    cmocka_unit_test(no_content_and_not_modified_have_no_body),
	    cmocka_unit_test(a_body_without_length_ends_with_the_connection),
	    cmocka_unit_test(
		a_body_without_length_and_without_end_is_not_whole),
	    cmocka_unit_test(
		a_connection_that_ends_inside_a_body_leaves_it_in_part),
	    cmocka_unit_test(http_1_0_is_read_as_well),
	    cmocka_unit_test(messages_behind_a_promised_close_are_read),
	    cmocka_unit_test(status_449_comes_with_any_reason_phrase_or_none),
	    cmocka_unit_test(an_answer_may_come_before_its_request_is_whole),
	    cmocka_unit_test(headers_are_folded_and_of_any_case),
	    cmocka_unit_test(what_nobody_wants_is_not_told),
	    cmocka_unit_test(a_request_without_answer_is_told_at_the_end),
	    cmocka_unit_test(a_response_without_request_is_told_alone),
	    cmocka_unit_test(empty_lines_between_messages_are_skipped),
	    cmocka_unit_test(the_client_is_known_by_what_it_says),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
