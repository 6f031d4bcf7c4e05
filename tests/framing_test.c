/*
 * One direction into messages: headers as they are kept, ends, filler, and
 * what is left of a head that was cut.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/framing.h"

/* The one that is being tested. */
static struct {
	struct framing *framing;
	struct message message;
	struct health health;
	enum body_follows body;
	enum framing_result result;
	bool watched;
} it;

static struct message *
begin(void *context)
{
	assert_ptr_equal(context, &it);
	message_reset(&it.message);
	it.message.watched = it.watched;
	return &it.message;
}

static enum body_follows
head(void *context, struct message *message)
{
	assert_ptr_equal(context, &it);
	assert_ptr_equal(message, &it.message);
	message->interest = INTEREST_WHOLE;
	return it.body;
}

static int
tear_down(void **state)
{
	(void)state;
	if (it.framing != NULL)
		(void)framing_let_go(it.framing);
	framing_free(it.framing);
	message_done(&it.message);
	memset(&it, 0, sizeof(it));
	return 0;
}

static void
start(bool responses)
{
	static const struct framing_sink sink = {.begin = begin, .head = head};

	it.framing = framing_new(responses, &sink, &it, &it.health);
}

/* Gives bytes at an unmapped page; how many were taken. */
static size_t
give(const char *text)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	size_t taken = framing_read(it.framing, copy, count, &it.result);

	guard_free(copy, count);
	return taken;
}

static void
header_is(enum header header, const char *wanted)
{
	struct text value = message_header(&it.message, header);

	if (!text_is(value, wanted))
		fail_msg("'%.*s' is not '%s'", (int)value.length,
		    text_seen(value) ? value.bytes : "", wanted);
}

static void
headers_are_kept_by_name(void **state)
{
	(void)state;
	start(false);
	give("POST /a?b HTTP/1.1\r\nhOST:a.test\r\nX-Other: 1\r\n"
	     "X-MS-PolicyKey: 123 \r\nUser-Agent:\r\n"
	     "X-A-Name-That-Is-Longer-Than-Any-That-Is-Kept-Host: b\r\n\r\n");
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_int_equal(it.message.method, METHOD_POST);
	assert_true(it.message.url_complete);
	assert_true(text_is(message_url(&it.message), "/a?b"));
	header_is(HEADER_HOST, "a.test");
	header_is(HEADER_USER_AGENT, "");
	assert_true(text_is(
	    text_trim(message_header(&it.message, HEADER_POLICY_KEY)), "123"));
	assert_false(text_seen(message_header(&it.message, HEADER_LOCATION)));
}

static void
a_folded_header_is_one_value(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nUser-Agent: Phone\r\n of many\r\n\twords\r\n"
	     "Authorization: Basic\r\n YW5uYTpwdw==\r\n\r\n");
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	header_is(HEADER_USER_AGENT, "Phone of many\twords");
	assert_true(text_is(message_user(&it.message), "anna"));
}

static void
of_a_header_sent_twice_the_first_counts(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nHost: one\r\nHOST: two\r\n"
	     "Authorization: Basic YW5uYTpwdw==\r\n"
	     "Authorization: Basic Ym9iOnB3\r\n\r\n");
	header_is(HEADER_HOST, "one");
	assert_true(text_is(message_user(&it.message), "anna"));
}

static void
a_trailer_is_no_header(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n"
	     "1\r\na\r\n0\r\nHost: b\r\nAuthorization: Basic Ym9iOnB3\r\n\r\n");
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_false(text_seen(message_header(&it.message, HEADER_HOST)));
	assert_false(it.message.basic_credentials);
}

static void
reading_stops_behind_each_message(void **state)
{
	static const char two[] = "OPTIONS /a HTTP/1.1\r\n\r\n"
				  "OPTIONS /b HTTP/1.1\r\n\r\n";

	(void)state;
	start(false);
	assert_int_equal(give(two), 23);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_ptr_equal(framing_let_go(it.framing), &it.message);
	assert_null(framing_message(it.framing));
	assert_int_equal(give(two + 23), 23);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_true(text_is(message_url(&it.message), "/b"));
}

static void
the_part_of_a_body_that_is_certain_is_told(void **state)
{
	(void)state;
	start(false);
	assert_int_equal(framing_body_part(it.framing, 9), 0);
	give("POST /a HTTP/1.1\r\n");
	assert_int_equal(framing_body_part(it.framing, 9), 0);
	give("Content-Length: 10\r\n\r\nabc");
	assert_int_equal(framing_body_part(it.framing, 5), 5);
	assert_int_equal(framing_body_part(it.framing, 50), 7);
	assert_false(framing_ends_with_connection(it.framing));
}

static void
of_chunks_no_part_is_certain(void **state)
{
	(void)state;
	start(true);
	give("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nab");
	assert_int_equal(framing_body_part(it.framing, 5), 0);
	assert_false(framing_ends_with_connection(it.framing));
}

static void
a_body_up_to_the_end_of_the_connection_takes_all(void **state)
{
	(void)state;
	start(true);
	give("HTTP/1.1 200 OK\r\n\r\nab");
	assert_true(framing_ends_with_connection(it.framing));
	assert_int_equal(framing_body_part(it.framing, 1u << 30), 1u << 30);
}

static void
filler_ends_a_body_and_is_not_kept(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nContent-Length: 100000\r\n\r\nabc");
	assert_int_equal(framing_fill(it.framing, 90000), FRAMING_MORE);
	give("def");
	assert_int_equal(framing_fill(it.framing, 9994), FRAMING_MESSAGE_END);
	assert_true(it.message.body_gap);
	assert_int_equal(it.message.body.length, 3);
}

/* As many bytes as can be missing: to read them all would take years. */
static void
filler_without_end_costs_nothing(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nContent-Length: 9000000000000000009"
	     "\r\n\r\nabc");
	assert_int_equal(
	    framing_fill(it.framing, 9000000000000000000), FRAMING_MORE);
	assert_int_equal(framing_body_part(it.framing, UINT64_MAX), 6);
	assert_int_equal(framing_fill(it.framing, 6), FRAMING_MESSAGE_END);
}

static void
a_value_that_was_cut_is_none(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nHost: a\r\nX-MS-PolicyKey: 12");
	assert_ptr_equal(framing_let_go(it.framing), &it.message);
	assert_false(it.message.headers_complete);
	header_is(HEADER_HOST, "a");
	assert_false(text_seen(message_header(&it.message, HEADER_POLICY_KEY)));
}

static void
credentials_that_were_cut_keep_the_user_and_no_password(void **state)
{
	(void)state;
	start(false);
	give("POST /a HTTP/1.1\r\nAuthorization: Basic YW5uYTpzZWNy");
	assert_ptr_equal(framing_let_go(it.framing), &it.message);
	assert_true(text_is(message_user(&it.message), "anna"));
	for (size_t i = 0; i + 4 <= it.message.head.length; i++)
		assert_memory_not_equal(it.message.head.bytes + i, "YW5u", 4);
}

static void
a_url_that_was_cut_is_not_complete(void **state)
{
	(void)state;
	start(false);
	give("POST /Microsoft-Server");
	assert_ptr_equal(framing_let_go(it.framing), &it.message);
	assert_false(it.message.url_complete);
	assert_true(text_is(message_url(&it.message), "/Microsoft-Server"));
	assert_int_equal(it.message.method, METHOD_POST);
}

static void
three_digits_of_a_cut_status_line_are_a_status(void **state)
{
	(void)state;
	start(true);
	give("HTTP/1.1 44");
	(void)framing_let_go(it.framing);
	assert_int_equal(it.message.status, 0);
	framing_restart(it.framing, true, false);
	give("HTTP/1.1 449");
	(void)framing_let_go(it.framing);
	assert_int_equal(it.message.status, 449);
}

static void
no_body_follows_where_the_sink_says_so(void **state)
{
	(void)state;
	it.body = BODY_NONE;
	start(true);
	assert_int_equal(
	    give("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP"), 38);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
}

static void
a_tunnel_begins_where_the_sink_says_so(void **state)
{
	(void)state;
	it.body = BODY_TUNNEL;
	start(true);
	assert_int_equal(give("HTTP/1.1 200 OK\r\n\r\nbytes"), 19);
	assert_int_equal(it.result, FRAMING_TUNNEL);
}

#define OK "HTTP/1.1 200 OK\r\n"
#define LENGTH(n) "Content-Length: " #n "\r\n"
#define CODING(name) "Transfer-Encoding: " name "\r\n"

static void
the_coding_identity_is_none(void **state)
{
	(void)state;
	start(true);
	assert_int_equal(
	    give(OK CODING("Identity ") LENGTH(2) "\r\nabHTTP"), 70);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	(void)framing_let_go(it.framing);
	(void)give(OK LENGTH(2) CODING("identity") CODING("x") "\r\nabcd");
	assert_int_equal(it.result, FRAMING_MORE);
}

static void
the_coding_identity_of_a_request_is_not_believed(void **state)
{
	(void)state;
	start(false);
	(void)give(
	    "POST / HTTP/1.1\r\n" CODING("identity") LENGTH(2) "\r\nabPOST");
	assert_int_equal(it.result, FRAMING_MORE);
}

static void
a_length_may_be_told_twice(void **state)
{
	(void)state;
	start(true);
	assert_int_equal(
	    give(OK LENGTH(2) "A: b\r\n" LENGTH(02) LENGTH(2) "\r\nabHTTP"),
	    85);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	(void)framing_let_go(it.framing);
	(void)give(OK LENGTH(2) LENGTH(3) "\r\nabc");
	assert_int_equal(it.result, FRAMING_FAILED);
	assert_int_equal(it.health.http_errors, 1);
}

/* How often a limit counts for a value of a scheme and 9,000 letters. */
static uint64_t
limits_of(const char *header)
{
	char head[9200];
	int front =
	    snprintf(head, sizeof(head), "POST / HTTP/1.1\r\n%s ", header);

	memset(head + front, 'A', 9000);
	memcpy(head + front + 9000, "\r\n\r\n", 5);
	start(false);
	(void)give(head);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	return it.health.limits_reached;
}

static void
a_long_value_that_is_not_kept_is_no_limit(void **state)
{
	(void)state;
	assert_int_equal(limits_of("Authorization: Negotiate"), 0);
}

static void
long_credentials_that_name_a_user_are_a_limit(void **state)
{
	(void)state;
	assert_int_equal(limits_of("Authorization: basic"), 1);
}

static void
a_request_for_a_tunnel_is_no_tunnel_yet(void **state)
{
	(void)state;
	start(false);
	assert_int_equal(give("CONNECT a:443 HTTP/1.1\r\n\r\nPOST"), 26);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_int_equal(it.message.method, METHOD_CONNECT);
}

static void
what_follows_a_request_for_a_tunnel_is_nobodys_error(void **state)
{
	(void)state;
	start(false);
	assert_int_equal(give("CONNECT a:443 HTTP/1.1\r\n\r\n"), 26);
	(void)framing_let_go(it.framing);
	assert_int_equal(give("\x16\x03\x01"), 3);
	assert_int_equal(it.result, FRAMING_NO_MESSAGE);
	assert_int_equal(it.health.http_errors, 0);
}

static void
a_method_of_any_name_frames_its_message(void **state)
{
	(void)state;
	start(false);
	assert_int_equal(give("RPC_IN_DATA /rpc HTTP/1.1\r\nContent-Length: 2"
			      "\r\n\r\nabPOST"),
	    50);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_int_equal(it.message.method, METHOD_OTHER);
	assert_true(text_is(message_url(&it.message), "/rpc"));
}

static void
blanks_in_a_target_are_read_as_they_should_be_sent(void **state)
{
	(void)state;
	start(false);
	assert_int_equal(
	    give("\r\nPOST /a?User=b c&x= d HTTP/1.1\r\n\r\n"), 36);
	assert_int_equal(it.result, FRAMING_MESSAGE_END);
	assert_int_equal(it.message.method, METHOD_POST);
	assert_true(text_is(message_url(&it.message), "/a?User=b%20c&x=%20d"));
}

static void
a_head_is_watched_as_it_was_sent_whatever_is_read_for_it(void **state)
{
	static const char sent[] = "BMOVE /a b HTTP/1.1\r\nHost: x\r\n\r\n";

	(void)state;
	start(false);
	it.watched = true;
	assert_int_equal(give(sent), sizeof(sent) - 1);
	assert_int_equal(it.message.wire.length, sizeof(sent) - 1 - 4);
	assert_memory_equal(it.message.wire.bytes, sent, sizeof(sent) - 1 - 4);
}

static void
the_start_of_http_2_is_told_and_counted(void **state)
{
	(void)state;
	start(false);
	(void)give("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
	assert_int_equal(it.result, FRAMING_HTTP_2);
	assert_int_equal(it.health.http_errors, 1);
}

static void
what_only_looked_like_a_start_is_nobodys_error(void **state)
{
	(void)state;
	start(false);
	framing_restart(it.framing, false, true);
	assert_int_equal(give("PUT it there\r\n"), 14);
	assert_int_equal(it.result, FRAMING_NO_MESSAGE);
	assert_int_equal(it.health.http_errors, 0);
}

static void
a_bad_header_is_an_error_even_where_the_start_was_unsure(void **state)
{
	(void)state;
	start(false);
	framing_restart(it.framing, false, true);
	assert_int_equal(give("PUT /a HTTP/1.1\r\nno header\r\n\r\n"), 30);
	assert_int_equal(it.result, FRAMING_FAILED);
	assert_int_equal(it.health.http_errors, 1);
}

#define test(name) cmocka_unit_test_teardown(name, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    test(headers_are_kept_by_name),
	    test(a_folded_header_is_one_value),
	    test(of_a_header_sent_twice_the_first_counts),
	    test(a_trailer_is_no_header),
	    test(reading_stops_behind_each_message),
	    test(the_part_of_a_body_that_is_certain_is_told),
	    test(of_chunks_no_part_is_certain),
	    test(a_body_up_to_the_end_of_the_connection_takes_all),
	    test(filler_ends_a_body_and_is_not_kept),
	    test(filler_without_end_costs_nothing),
	    test(a_value_that_was_cut_is_none),
	    test(credentials_that_were_cut_keep_the_user_and_no_password),
	    test(a_url_that_was_cut_is_not_complete),
	    test(three_digits_of_a_cut_status_line_are_a_status),
	    test(no_body_follows_where_the_sink_says_so),
	    test(a_tunnel_begins_where_the_sink_says_so),
	    test(the_coding_identity_is_none),
	    test(the_coding_identity_of_a_request_is_not_believed),
	    test(a_length_may_be_told_twice),
	    test(a_long_value_that_is_not_kept_is_no_limit),
	    test(long_credentials_that_name_a_user_are_a_limit),
	    test(a_request_for_a_tunnel_is_no_tunnel_yet),
	    test(what_follows_a_request_for_a_tunnel_is_nobodys_error),
	    test(a_method_of_any_name_frames_its_message),
	    test(blanks_in_a_target_are_read_as_they_should_be_sent),
	    test(a_head_is_watched_as_it_was_sent_whatever_is_read_for_it),
	    test(the_start_of_http_2_is_told_and_counted),
	    test(what_only_looked_like_a_start_is_nobodys_error),
	    test(a_bad_header_is_an_error_even_where_the_start_was_unsure),
	};

	return cmocka_run_group_tests_name("framing", tests, NULL, NULL);
}
