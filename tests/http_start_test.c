/*
 * How a connection begins: what may stand before its first request, methods
 * of any name, and which side is the client where the handshake was not seen.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/talk.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH(n) "Content-Length: " #n "\r\n"
#define END "\r\n"
#define ASKS C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a")
#define ANSWERS S(OK LENGTH(1) END "A")
#define ONE "POST /a [a] -> 200 [A]\n"

static void
empty_lines_are_stepped_over(void **state)
{
	(void)state;
	tells(SCRIPT(C("\r\n"), ASKS, ANSWERS), ONE);
	tells(SCRIPT(C("\n\r\n\r\n\r\n\r\n"), ASKS, ANSWERS), ONE);
}

static void
the_line_of_a_proxy_is_stepped_over(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("PROXY TCP4 192.0.2.1 192.0.2.2 50000 80\r\n"), ASKS,
		ANSWERS),
	    ONE);
	tells_in_segments(
	    SCRIPT(C("PROXY UNKNOWN\r\nPOST /a HTTP/1.1\r\n" LENGTH(1) END "a"),
		ANSWERS),
	    ONE);
}

static void
the_header_of_a_proxy_is_stepped_over(void **state)
{
	(void)state;
	tells(SCRIPT(C("\r\n\r\n\0\r\nQUIT\n\x21\x11\0\x0cPOST / HTTP/"), ASKS,
		  ANSWERS),
	    ONE);
	tells(SCRIPT(C("\r\n\r\n\0\r\nQUIT\n\x20\0\0\0"), ASKS, ANSWERS), ONE);
	tells(SCRIPT(C("\r\n\r\n\0\r\nQUIT\r\x20\0\0\0"), ASKS), "over\n");
}

static void
tls_behind_the_header_of_a_proxy_is_tls(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("PROXY UNKNOWN\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc")),
	    "tls\n");
}

static void
methods_of_any_name_hide_nothing(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("BPROPFIND /x HTTP/1.1\r\n" LENGTH(2) END "xx"),
		S(OK LENGTH(1) END "X"), ASKS, ANSWERS,
		C("RPC_IN_DATA /y HTTP/1.1\r\n" LENGTH(0) END),
		S(OK LENGTH(0) END), ASKS, ANSWERS),
	    "OTHER /x [xx] -> 200 [X]\n" ONE "OTHER /y -> 200\n" ONE);
}

static void
a_request_line_that_cannot_be_read_is_counted(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a\x7f HTTP/1.1\r\n" END), ASKS, ANSWERS), "over\n");
	tells_in_segments(SCRIPT(C("POST x HTTP/1.1\r\n" END), ASKS, ANSWERS),
	    ONE "errors 1\n");
}

static void
words_in_a_body_settle_no_roles(void **state)
{
	(void)state;
	tells_midway(
	    SCRIPT(S("PUT the book on the table\r\nxxx"), ASKS, ANSWERS), ONE);
	tells_midway(
	    SCRIPT(C("HTTP/1.1 is what we speak\r\n"), ASKS, ANSWERS), ONE);
}

static void
half_a_start_line_is_a_guess_that_a_whole_one_corrects(void **state)
{
	(void)state;
	assert_string_equal(
	    talk(SCRIPT(S("S"), ASKS, ANSWERS), (struct play){.client = -1}),
	    ONE);
	assert_string_equal(talk(SCRIPT(C("HTTP/1"), ASKS, ANSWERS),
				(struct play){.client = -1}),
	    ONE);
	assert_string_equal(
	    talk(SCRIPT(C("P"), ASKS, ANSWERS), (struct play){.client = -1}),
	    ONE);
}

/* The half on the other side is a hole as long as nobody knows better. */
static void
a_guess_may_be_right(void **state)
{
	(void)state;
	assert_string_equal(
	    talk(SCRIPT(C("POST /a"), S("POST /x"),
		     C(" HTTP/1.1\r\n" LENGTH(1) END "a"), ANSWERS),
		(struct play){.client = -1}),
	    "? -> 200 [A]\n"
	    "POST /a [a] -> ?\n");
}

static void
a_start_line_without_a_head_settles_no_roles(void **state)
{
	(void)state;
	assert_string_equal(
	    talk(SCRIPT(S("see:\r\nGET / HTTP/1.1\r\nand more\r\n"), ASKS,
		     ANSWERS),
		(struct play){.client = -1}),
	    "OTHER / (head) -> ?\n" ONE "errors 1\n");
	assert_string_equal(
	    talk(SCRIPT(S("see:\r\nGET / HTTP/1.1\r\n"), ASKS, ANSWERS),
		(struct play){.client = -1}),
	    ONE);
}

/* Bytes of both sides that look like starts, cut anywhere, and holes. */
static void
guesses_do_no_harm(void **state)
{
	static const char *const bits[] = {"P", "POST /a", " HTTP/1.1\r\n",
	    "HTTP/1.1 200", "H", " OK\r\n", "\r\n", "x y\r\n",
	    "GET / HTTP/1.1\r\n", "Host: x\r\n", "S",
	    "CONNECT a:1 HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n"};
	struct step script[13] = {{.kind = STEP_NONE}};
	unsigned seed = 1;

	(void)state;
	for (int round = 0; round < 60000; round++) {
		for (int i = 0; i < 12; i++) {
			const char *bit;

			seed = seed * 1103515245u + 12345u;
			bit = bits[(seed >> 16) % 13];
			script[i] = (struct step){STEP_BYTES,
			    (int)(seed >> 30) & 1, bit, strlen(bit)};
			if (seed >> 27 == 7)
				script[i] = (struct step){
				    STEP_LOST, (int)(seed >> 25) & 1, NULL, 9};
		}
		(void)talk(script, (struct play){.client = round % 3 - 1});
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(empty_lines_are_stepped_over),
	    cmocka_unit_test(the_line_of_a_proxy_is_stepped_over),
	    cmocka_unit_test(the_header_of_a_proxy_is_stepped_over),
	    cmocka_unit_test(tls_behind_the_header_of_a_proxy_is_tls),
	    cmocka_unit_test(methods_of_any_name_hide_nothing),
	    cmocka_unit_test(a_request_line_that_cannot_be_read_is_counted),
	    cmocka_unit_test(words_in_a_body_settle_no_roles),
	    cmocka_unit_test(
		half_a_start_line_is_a_guess_that_a_whole_one_corrects),
	    cmocka_unit_test(a_guess_may_be_right),
	    cmocka_unit_test(a_start_line_without_a_head_settles_no_roles),
	    cmocka_unit_test(guesses_do_no_harm),
	};

	return cmocka_run_group_tests_name("http_start", tests, NULL, NULL);
}
