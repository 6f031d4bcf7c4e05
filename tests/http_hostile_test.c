/*
 * What is no HTTP, stops being HTTP, or wants too much of us.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "tests/support/talk.h"

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH(n) "Content-Length: " #n "\r\n"
#define END "\r\n"
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define AT_ONCE ((struct play){.client = 0})

/* A text with `count` letters in its middle, on the heap. */
static struct step
blown_up(int direction, const char *front, size_t count, const char *rest)
{
	size_t length = strlen(front);
	char *bytes = malloc(length + count + strlen(rest));

	assert_non_null(bytes);
	memcpy(bytes, front, length);
	memset(bytes + length, 'x', count);
	memcpy(bytes + length + count, rest, strlen(rest));
	return (struct step){
	    STEP_BYTES, direction, bytes, length + count + strlen(rest)};
}

static void
blow_off(struct step step)
{
	free((void *)(uintptr_t)step.bytes);
}

static void
a_client_that_does_not_speak_http_is_over_at_once(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("SSH-2.0-client\r\n")), "over\n");
	tells(SCRIPT(C("{} / HTTP/1.1\r\n" END)), "over\n");
	tells(SCRIPT(C("\r\n\x01")), "over\n");
}

static void
tls_is_told_by_its_first_record(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("\x16\x03\x01\x02\x00\x01\x00\x01\xfc")), "tls\n");
	assert_string_equal(talk(SCRIPT(S("\x17\x03\x03\x00\x20 secret")),
				(struct play){.client = -1}),
	    "tls\n");
}

static void
bytes_like_tls_inside_http_are_not_tls(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(9) END),
		C("\x16\x03\x01\x00\x20"), C("abcd"), S(OK LENGTH(0) END),
		C_LOST(3), C("\x16\x03\x01\x00\x20 more")),
	    "POST /a [\x16\x03\x01"); /* a NUL ends the words */
}

static void
a_tunnel_is_looked_at_like_a_new_connection(void **state)
{
	(void)state;
	tells(SCRIPT(C("CONNECT mail.test:443 HTTP/1.1\r\nHost: m\r\n" END),
		  S("HTTP/1.1 200 Connection established\r\n" LENGTH(9) END),
		  C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a"),
		  S(OK LENGTH(1) END "A")),
	    "CONNECT mail.test:443 -> 200\n"
	    "POST /a [a] -> 200 [A]\n");
	tells_in_segments(
	    SCRIPT(C("CONNECT mail.test:22 HTTP/1.1\r\nHost: m\r\n" END),
		S("HTTP/1.1 200 Connection established\r\n" END),
		S("SSH-2.0-server\r\n"), C("SSH-2.0-client\r\n"),
		C("POST /a HTTP/1.1\r\n" END)),
	    "CONNECT mail.test:22 -> 200\n"
	    "over\n");
	tells_in_segments(
	    SCRIPT(C("CONNECT mail.test:443 HTTP/1.1\r\nHost: m\r\n" END),
		S("HTTP/1.1 200 Connection established\r\n" END),
		C("\x16\x03\x01\x02\x00\x01\x00\x01\xfc")),
	    "CONNECT mail.test:443 -> 200\n"
	    "tls\n");
}

static void
a_refused_tunnel_has_a_body(void **state)
{
	(void)state;
	tells(SCRIPT(C("CONNECT mail.test:443 HTTP/1.1\r\n" END),
		  S("HTTP/1.1 407 Who?\r\n" LENGTH(2) END "no")),
	    "CONNECT mail.test:443 -> 407 [no]\n");
}

static void
behind_a_refused_tunnel_reading_goes_on(void **state)
{
	(void)state;
	tells(SCRIPT(C("CONNECT mail.test:80 HTTP/1.1\r\n" END),
		  S("HTTP/1.1 403 No\r\n" LENGTH(0) END),
		  C("POST /a HTTP/1.1\r\n" LENGTH(1) END "a"),
		  S(OK LENGTH(1) END "A")),
	    "CONNECT mail.test:80 -> 403\n"
	    "POST /a [a] -> 200 [A]\n");
}

static void
http_2_is_counted_and_left(void **state)
{
	(void)state;
	tells_in_segments(
	    SCRIPT(C("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
		C("\x00\x00\x12\x04\x00 POST /a HTTP/1.1\r\n\r\n"),
		S("\x00\x00\x12\x04\x00 settings")),
	    "over\n"
	    "errors 1\n");
}

static void
garbage_inside_a_connection_is_counted_and_left(void **state)
{
	(void)state;
	tells_in_segments(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(0) END),
			      S(OK LENGTH(0) END), C("\x01\x02\x03 what?"),
			      C("POST /b HTTP/1.1\r\n" LENGTH(1) END "b"),
			      S(OK LENGTH(0) END)),
	    "POST /a -> 200\n"
	    "POST /b [b] -> 200\n"
	    "errors 1\n");
}

static void
a_head_that_breaks_off_is_told_as_seen(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\nBad Header\x01\r\n" END)),
	    "POST /a (head) -> ?\n"
	    "errors 1\n");
	tells(SCRIPT(S("HTTP/1.1 449\r\nBad Header\x01\r\n" END)),
	    "? -> 449 (head)\n"
	    "errors 1\n");
}

static void
a_length_that_is_no_number_is_an_error(void **state)
{
	(void)state;
	tells(SCRIPT(C("POST /a HTTP/1.1\r\n" LENGTH(1x) END)),
	    "POST /a (head) -> ?\n"
	    "errors 1\n");
	tells(SCRIPT(C(
		  "POST /a HTTP/1.1\r\n" LENGTH(99999999999999999999999) END)),
	    "POST /a (head) -> ?\n"
	    "errors 1\n");
}

static void
a_chunk_that_is_none_is_an_error(void **state)
{
	(void)state;
	tells(
	    SCRIPT(C("POST /a HTTP/1.1\r\n" CHUNKED END "2\r\nab\r\nxyz\r\n")),
	    "POST /a [ab] (part) -> ?\n"
	    "errors 1\n");
}

static void
a_very_long_url_is_cut_and_counted_once(void **state)
{
	struct step step =
	    blown_up(0, "POST /", LIMIT_HTTP_VALUE + 99, " HTTP/1.1\r\n\r\n");
	struct play bytewise = {.client = 0, .longest = 1};
	const char *words;

	(void)state;
	words = talk((const struct step[]){step, {.kind = STEP_NONE}}, AT_ONCE);
	assert_non_null(strstr(words, " -> ?\nlimits 1\n"));
	assert_int_equal(strcspn(words + 5, " "), LIMIT_HTTP_VALUE);
	words =
	    talk((const struct step[]){step, {.kind = STEP_NONE}}, bytewise);
	assert_non_null(strstr(words, " -> ?\nlimits 1\n"));
	blow_off(step);
}

static void
a_head_without_end_is_left(void **state)
{
	struct step step =
	    blown_up(0, "POST /a HTTP/1.1\r\nX: ", LIMIT_HTTP_HEAD, "");
	const struct step script[] = {
	    step, C("xx"), C("POST /b HTTP/1.1\r\n" END), {.kind = STEP_NONE}};

	(void)state;
	assert_string_equal(talk(script, AT_ONCE), "POST /a (head) -> ?\n"
						   "POST /b -> ?\n"
						   "limits 1\n");
	assert_string_equal(
	    talk(script, (struct play){.client = 0, .longest = 999, .seed = 1}),
	    "POST /a (head) -> ?\n"
	    "POST /b -> ?\n"
	    "limits 1\n");
	blow_off(step);
}

static void
the_heads_of_many_messages_do_not_add_up(void **state)
{
	struct step step =
	    blown_up(0, "POST /a HTTP/1.1\r\nX: ", LIMIT_HTTP_HEAD / 2,
		"\r\n" LENGTH(0) "\r\n");
	const struct step script[] = {
	    step, step, step, step, {.kind = STEP_NONE}};
	struct play pieces = {.client = 0, .longest = 9999, .seed = 1};

	(void)state;
	assert_string_equal(talk(script, pieces),
	    "POST /a -> ?\nPOST /a -> ?\nPOST /a -> ?\nPOST /a -> ?\n");
	blow_off(step);
}

static void
only_the_front_of_a_body_is_kept_where_that_is_enough(void **state)
{
	struct step asks =
	    blown_up(0, "POST /front HTTP/1.1\r\n" LENGTH(5000) END, 5000, "");
	const struct step script[] = {
	    asks, S(OK LENGTH(0) END), {.kind = STEP_NONE}};
	const char *words = talk(script, AT_ONCE);

	(void)state;
	assert_int_equal(strspn(strchr(words, '[') + 1, "x"), LIMIT_BODY_FRONT);
	assert_non_null(strstr(words, "x] -> 200\n"));
	assert_null(strstr(words, "limits"));
	blow_off(asks);
}

static void
a_body_that_is_too_long_is_cut_and_counted(void **state)
{
	struct step asks = blown_up(0,
	    "POST /a HTTP/1.1\r\nContent-Length: 1048577\r\n" END, 1048577, "");
	const struct step script[] = {
	    asks, S(OK LENGTH(0) END), {.kind = STEP_NONE}};
	struct play pieces = {.client = 0, .longest = 60000, .seed = 3};

	(void)state;
	assert_int_equal(LIMIT_BODY_WHOLE, 1048576);
	(void)talk(script, AT_ONCE);
	assert_non_null(talk(script, pieces));
	blow_off(asks);
}

static void
requests_without_end_leave_from_the_front(void **state)
{
	struct step script[LIMIT_HTTP_PIPELINE + 4] = {{.kind = STEP_NONE}};
	struct step one = C("OPTIONS /a HTTP/1.1\r\n" END);
	struct step last = S("HTTP/1.1 501 No\r\n" LENGTH(0) END);
	struct step none = {.kind = STEP_NONE};
	const char *words;

	(void)state;
	for (size_t i = 0; i <= LIMIT_HTTP_PIPELINE; i++)
		script[i] = one;
	script[0] = (struct step)C("OPTIONS /first HTTP/1.1\r\n" END);
	script[LIMIT_HTTP_PIPELINE + 1] = last;
	script[LIMIT_HTTP_PIPELINE + 2] = none;
	words = talk(script, AT_ONCE);
	assert_ptr_equal(strstr(words, "OPTIONS /first -> ?\n"), words);
	assert_non_null(strstr(words, "OPTIONS /a -> 501\n"));
	assert_non_null(strstr(words, "limits 1\n"));
}

static void
an_answer_still_read_when_its_request_leaves_is_told_alone(void **state)
{
	struct step script[LIMIT_HTTP_PIPELINE + 6] = {{.kind = STEP_NONE}};
	size_t n = 0;
	const char *words;

	(void)state;
	script[n++] = (struct step)C("OPTIONS /first HTTP/1.1\r\n" END);
	script[n++] = (struct step)S(OK LENGTH(2) END "A");
	for (size_t i = 0; i < LIMIT_HTTP_PIPELINE; i++)
		script[n++] = (struct step)C("OPTIONS /a HTTP/1.1\r\n" END);
	script[n++] = (struct step)S("B");
	words = talk(script, AT_ONCE);
	assert_ptr_equal(
	    strstr(words, "OPTIONS /first -> ?\n? -> 200 [AB]\n"), words);
}

static void
a_talk_may_be_cut_anywhere(void **state)
{
	const struct step *script = SCRIPT(
	    C("POST /a HTTP/1.1\r\nAuthorization: Basic YTpi\r\n" CHUNKED END
	      "2;x\r\nab\r\n0\r\nT: t\r\n\r\n"
	      "OPTIONS /b HTTP/1.1\r\nX: y\r\n z\r\n" END),
	    S("HTTP/1.1 100 Continue\r\n" END OK LENGTH(2) END
		"AB" OK CHUNKED END "1\r\nC\r\n0\r\n\r\n"),
	    C_LOST(7), C("CONNECT m:443 HTTP/1.1\r\n" END),
	    S("HTTP/1.1 200 OK\r\n" END), S_END);

	(void)state;
	for (size_t stop = 1; stop < 400; stop++) {
		struct play play = {.client = 0, .stop = stop};

		(void)talk(script, play);
		play.client = -1;
		play.longest = 7;
		(void)talk(script, play);
	}
}

static void
random_bytes_do_no_harm(void **state)
{
	static const char letters[] = "POST /HTTP.1 20:\r\n\r\n\0\xff abc;";
	char bytes[300];
	unsigned seed = 7;

	(void)state;
	for (int round = 0; round < 400; round++) {
		size_t front = round % 2 == 0 ? 17 : 0;

		memcpy(bytes, "POST /a HTTP/1.1\r", 17);
		for (size_t i = front; i < sizeof(bytes); i++) {
			seed = seed * 1103515245u + 12345u;
			bytes[i] = letters[(seed >> 16) % sizeof(letters)];
		}
		(void)talk(SCRIPT({STEP_BYTES, 0, bytes, sizeof(bytes)},
			       {STEP_BYTES, 1, bytes, sizeof(bytes)}, S_LOST(3),
			       {STEP_BYTES, 1, bytes, 40}, C_END),
		    (struct play){
			.client = round % 3 - 1, .longest = 50, .seed = seed});
	}
}

static void
nothing_is_freed_as_well(void **state)
{
	(void)state;
	http_free(NULL);
	http_world_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_client_that_does_not_speak_http_is_over_at_once),
	    cmocka_unit_test(tls_is_told_by_its_first_record),
	    cmocka_unit_test(bytes_like_tls_inside_http_are_not_tls),
	    cmocka_unit_test(a_tunnel_is_looked_at_like_a_new_connection),
	    cmocka_unit_test(a_refused_tunnel_has_a_body),
	    cmocka_unit_test(behind_a_refused_tunnel_reading_goes_on),
	    cmocka_unit_test(http_2_is_counted_and_left),
	    cmocka_unit_test(garbage_inside_a_connection_is_counted_and_left),
	    cmocka_unit_test(a_head_that_breaks_off_is_told_as_seen),
	    cmocka_unit_test(a_length_that_is_no_number_is_an_error),
	    cmocka_unit_test(a_chunk_that_is_none_is_an_error),
	    cmocka_unit_test(a_very_long_url_is_cut_and_counted_once),
	    cmocka_unit_test(a_head_without_end_is_left),
	    cmocka_unit_test(the_heads_of_many_messages_do_not_add_up),
	    cmocka_unit_test(
		only_the_front_of_a_body_is_kept_where_that_is_enough),
	    cmocka_unit_test(a_body_that_is_too_long_is_cut_and_counted),
	    cmocka_unit_test(requests_without_end_leave_from_the_front),
	    cmocka_unit_test(
		an_answer_still_read_when_its_request_leaves_is_told_alone),
	    cmocka_unit_test(a_talk_may_be_cut_anywhere),
	    cmocka_unit_test(random_bytes_do_no_harm),
	    cmocka_unit_test(nothing_is_freed_as_well),
	};

	return cmocka_run_group_tests_name("http_hostile", tests, NULL, NULL);
}
