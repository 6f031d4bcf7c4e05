/*
 * Starts of messages among other bytes, and of TLS records.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "decode/seek.h"

static enum start_kind
front(const char *text, enum start_kind wanted)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	enum start_kind kind = start_at_front(copy, count, wanted);

	guard_free(copy, count);
	return kind;
}

/* The place of a start behind the first byte; 0: there is none. */
static size_t
inside(const char *text, enum start_kind wanted, enum start_kind *kind)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	size_t at = 0;

	*kind = start_inside(copy, count, wanted, &at);
	guard_free(copy, count);
	return *kind == START_NONE ? 0 : at;
}

static void
a_method_and_a_blank_begin_a_request(void **state)
{
	static const char *const starts[] = {"POST /", "OPTIONS *", "GET /",
	    "HEAD /", "CONNECT a:1", "PROPFIND /"};

	(void)state;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		assert_int_equal(front(starts[i], START_NONE), START_REQUEST);
}

static void
other_words_begin_nothing(void **state)
{
	static const char *const words[] = {"", "post /", "POSTAL", "Hello",
	    "\r\nPOST /", " POST", "HTTP/2 200"};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(front(words[i], START_NONE), START_NONE);
}

static void
a_line_that_ends_in_another_way_begins_nothing(void **state)
{
	(void)state;
	assert_int_equal(front("PUT the book\r\n", START_NONE), START_NONE);
	assert_int_equal(
	    front("POST / HTTP/1.1\r\n", START_NONE), START_REQUEST);
	assert_int_equal(front("POST / HTTP/1.1\n", START_NONE), START_REQUEST);
	assert_int_equal(front("HTTP/1.1 is old\r\n", START_NONE), START_NONE);
}

static bool
may_begin(const char *text)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	bool may = request_may_begin(copy, count);

	guard_free(copy, count);
	return may;
}

static void
a_connection_may_begin_with_any_method(void **state)
{
	static const char *const fronts[] = {"M", "MKCALENDAR", "MKCALENDAR ",
	    "BPROPFIND /a", "poll /a HTTP/1.1\r\n", "X-1_y.z /a b HTTP/1.0\n",
	    "POST /\xe4 HTTP/1.1\r\nHost: x"};

	(void)state;
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++)
		assert_true(may_begin(fronts[i]));
}

static void
a_connection_that_begins_with_anything_else_is_none_of_ours(void **state)
{
	static const char *const fronts[] = {"", " ", "SSH-2.0-client\r\n",
	    "a1 LOGIN b c\r\n", "EHLO mail.test\r\n", "*1\r\n$4\r\n",
	    "REGISTER sip:a SIP/2.0\r\n", "GET /old\r\n", "{\"a\": 1}",
	    "0032git-upload-pack /a\x01", "POST HTTP/1.1\r\n",
	    "a-method-that-is-longer-than-any-is "};

	(void)state;
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++)
		assert_false(may_begin(fronts[i]));
}

/* Whatever the place of the character in the line. */
static void
a_line_ends_at_any_control_character_and_at_no_other(void **state)
{
	char line[] = "GET /abcdefghijklmnopqrstuvw HTTP/1.1\r\n";
	size_t count = sizeof(line) - 1;

	(void)state;
	for (size_t at = 5; at < 28; at++) {
		char before = line[at];

		for (int byte = 0; byte < 256; byte++) {
			bool control = byte < 0x20 || byte == 0x7f;
			uint8_t *copy;

			line[at] = (char)byte;
			copy = guard_copy(line, count);
			assert_int_equal(start_is_whole(copy, count), !control);
			guard_free(copy, count);
		}
		line[at] = before;
	}
}

static void
a_version_begins_a_response(void **state)
{
	(void)state;
	assert_int_equal(front("HTTP/1.1 200", START_NONE), START_RESPONSE);
	assert_int_equal(front("HTTP/1.0", START_RESPONSE), START_RESPONSE);
}

static void
the_beginning_of_a_beginning_counts(void **state)
{
	(void)state;
	assert_int_equal(front("P", START_NONE), START_REQUEST);
	assert_int_equal(front("OPTI", START_NONE), START_REQUEST);
	assert_int_equal(front("HTT", START_NONE), START_RESPONSE);
}

static void
only_what_is_wanted_begins(void **state)
{
	enum start_kind kind;

	(void)state;
	assert_int_equal(front("H", START_REQUEST), START_REQUEST);
	assert_int_equal(front("H", START_RESPONSE), START_RESPONSE);
	assert_int_equal(front("POST /", START_RESPONSE), START_NONE);
	assert_int_equal(front("HTTP/1.1", START_REQUEST), START_NONE);
	assert_int_equal(
	    inside("x HTTP/1.1 200 POST / HTTP/1.1\r", START_REQUEST, &kind),
	    15);
	assert_int_equal(kind, START_REQUEST);
	assert_int_equal(
	    inside("x POST / HTTP/1.1\rHTTP/1.1 200 ", START_RESPONSE, &kind),
	    18);
	assert_int_equal(kind, START_RESPONSE);
}

static void
a_whole_start_line_is_found_inside(void **state)
{
	enum start_kind kind;

	(void)state;
	assert_int_equal(
	    inside("\n\nPOST /a?b=c HTTP/1.1\r\n", START_NONE, &kind), 2);
	assert_int_equal(kind, START_REQUEST);
	assert_int_equal(inside("abHTTP/1.1 449\r\n", START_NONE, &kind), 2);
	assert_int_equal(kind, START_RESPONSE);
	assert_int_equal(inside("abHTTP/1.1 200 OK", START_NONE, &kind), 2);
	assert_int_equal(
	    inside("\xff\x80OPTIONS /a HTTP/1.0\r", START_NONE, &kind), 2);
}

static void
any_method_in_capitals_begins_a_line(void **state)
{
	enum start_kind kind;

	(void)state;
	assert_int_equal(
	    inside("a\nRPC_IN_DATA /a HTTP/1.1\r", START_NONE, &kind), 2);
	assert_int_equal(kind, START_REQUEST);
	assert_int_equal(
	    inside("a\nBAPOST /a HTTP/1.1\r", START_NONE, &kind), 4);
	assert_int_equal(
	    inside("a\nPOLL /a b HTTP/1.1\r", START_NONE, &kind), 0);
	assert_int_equal(
	    inside("a\nPOLL /a HTTP/1.1\r", START_RESPONSE, &kind), 0);
}

static void
half_a_start_line_is_none_inside(void **state)
{
	static const char *const words[] = {"POST / HTTP/1.1\r\n",
	    "x POST / HTTP/1.1", "x POST / HTTP/1.1\n", "x POST / HTTP/2.0\r",
	    "x POST /HTTP/1.1\r", "x POSTAL / HTTP/1.1\r",
	    "x POST /\x01 HTTP/1.1\r", "x HTTP/1.1 20", "x HTTP/1.1 2x0 ",
	    "x HTTP/1.1 2000", "x HTTP/1.1_200 ", "x HTTP/1.1\r", "x"};
	enum start_kind kind;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_int_equal(inside(words[i], START_NONE, &kind), 0);
}

static void
looking_takes_time_by_the_length_alone(void **state)
{
	static const char *const patterns[] = {"P", "POST ", "HTTP/1.",
	    "POST / HTTP/1.1", "OPTIONS\r", "PRI ", "A / HTTP/1.1\n", "ABC"};
	size_t count = 8u << 20;
	uint8_t *bytes = malloc(count);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		size_t length = strlen(patterns[i]);
		clock_t begin = clock();
		size_t at;

		for (size_t k = 0; k < count; k++)
			bytes[k] = (uint8_t)patterns[i][k % length];
		assert_int_equal(
		    start_inside(bytes, count, START_NONE, &at), START_NONE);
		assert_true(clock() - begin < 5 * CLOCKS_PER_SEC);
	}
	free(bytes);
}

static bool
is_tls(const char *hex)
{
	size_t count;
	uint8_t *bytes = from_hex(hex, &count);
	uint8_t *copy = guard_copy(bytes, count);
	bool found = tls_record_begins(copy, count);

	guard_free(copy, count);
	free(bytes);
	return found;
}

static void
a_tls_record_has_a_type_a_version_and_a_length(void **state)
{
	(void)state;
	assert_true(is_tls("16 03 01 02 00"));
	assert_true(is_tls("14 03 03 00 01"));
	assert_true(is_tls("17 03 04 48 00"));
	assert_false(is_tls("16 03 01 02"));
	assert_false(is_tls("13 03 01 02 00"));
	assert_false(is_tls("18 03 01 02 00"));
	assert_false(is_tls("16 02 01 02 00"));
	assert_false(is_tls("16 03 05 02 00"));
	assert_false(is_tls("16 03 01 00 00"));
	assert_false(is_tls("16 03 01 48 01"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_method_and_a_blank_begin_a_request),
	    cmocka_unit_test(other_words_begin_nothing),
	    cmocka_unit_test(a_line_that_ends_in_another_way_begins_nothing),
	    cmocka_unit_test(a_connection_may_begin_with_any_method),
	    cmocka_unit_test(
		a_connection_that_begins_with_anything_else_is_none_of_ours),
	    cmocka_unit_test(any_method_in_capitals_begins_a_line),
	    cmocka_unit_test(
		a_line_ends_at_any_control_character_and_at_no_other),
	    cmocka_unit_test(a_version_begins_a_response),
	    cmocka_unit_test(the_beginning_of_a_beginning_counts),
	    cmocka_unit_test(only_what_is_wanted_begins),
	    cmocka_unit_test(a_whole_start_line_is_found_inside),
	    cmocka_unit_test(half_a_start_line_is_none_inside),
	    cmocka_unit_test(looking_takes_time_by_the_length_alone),
	    cmocka_unit_test(a_tls_record_has_a_type_a_version_and_a_length),
	};

	return cmocka_run_group_tests_name("seek", tests, NULL, NULL);
}
