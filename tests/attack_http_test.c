/*
 * Requests that two readers would frame in two ways (request smuggling, RFC
 * 9112 section 11.2). What is read is what the RFC says, or nothing: a request
 * hidden in what may be a body is told only where the RFC makes it one.
 */
#include "tests/support/check.h"

#include <string.h>

#include "tests/support/talk.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
#define POST(path) "POST /" path " HTTP/1.1\r\n"
#define LENGTH(n) "Content-Length: " n "\r\n"
#define CODING(name) "Transfer-Encoding" name "\r\n"
#define END "\r\n"
#define HIDDEN POST("hidden") LENGTH("0") END /* 44 bytes */

/* A request with these headers, the hidden one behind it, and what follows
 * honestly. */
#define SMUGGLES(headers, body)                                                \
	SCRIPT(C(POST("a") headers END body HIDDEN), S(OK),                    \
	    C(POST("b") LENGTH("0") END), S(OK))

/* The message is refused with its body, and reading goes on behind it. */
static void
nothing_hidden_is_told(const struct step *script)
{
	const char *words = talk(script, (struct play){.client = 0});

	assert_null(strstr(words, "POST /hidden ->"));
	assert_non_null(strstr(words, "POST /b -> 200\n"));
	assert_non_null(strstr(words, "errors 1\n"));
}

static void
chunks_win_over_a_length(void **state)
{
	(void)state;
	tells(SCRIPT(C(POST("a") LENGTH("49") CODING(": chunked") END
			 "0" END END HIDDEN),
		  S(OK), S(OK)),
	    "POST /a -> 200\n"
	    "POST /hidden -> 200\n");
	tells(SCRIPT(C(POST("a") CODING(": chunked") LENGTH("5") END
			 "3" END "abc" END "0" END END),
		  S(OK)),
	    "POST /a [abc] -> 200\n");
}

static void
two_lengths_are_an_error(void **state)
{
	(void)state;
	nothing_hidden_is_told(SMUGGLES(LENGTH("44") LENGTH("0"), ""));
	nothing_hidden_is_told(SMUGGLES(LENGTH("0") LENGTH("44"), ""));
	nothing_hidden_is_told(SMUGGLES(LENGTH("44, 0"), ""));
}

static void
a_length_in_another_writing_is_an_error(void **state)
{
	(void)state;
	nothing_hidden_is_told(SMUGGLES(LENGTH("+44"), ""));
	nothing_hidden_is_told(SMUGGLES(LENGTH("-1"), ""));
	nothing_hidden_is_told(SMUGGLES(LENGTH("0x2c"), ""));
	nothing_hidden_is_told(SMUGGLES(LENGTH("18446744073709551660"), ""));
}

/* RFC 9112 section 5.1 wants it refused; servers that do not take it as a
 * coding, and so does the parser here: the pieces that follow are told. */
static void
a_blank_before_the_colon_is_passed_over(void **state)
{
	(void)state;
	tells(SCRIPT(C(POST("a") LENGTH("44") CODING(" : chunked") END
			 "0" END END HIDDEN),
		  S(OK), S(OK)),
	    "POST /a -> 200\n"
	    "POST /hidden -> 200\n");
}

static void
a_coding_that_is_dressed_up_is_an_error(void **state)
{
	(void)state;
	nothing_hidden_is_told(SMUGGLES(CODING(": chunked, identity"), ""));
}

static void
a_chunk_whose_size_is_too_large_is_an_error(void **state)
{
	(void)state;
	nothing_hidden_is_told(
	    SMUGGLES(CODING(": chunked"), "fffffffffffffffff" END));
	nothing_hidden_is_told(
	    SMUGGLES(CODING(": chunked"), "10000000000000002c" END));
	nothing_hidden_is_told(SMUGGLES(CODING(": chunked"), "-1" END));
}

/* Neither a length nor chunks: all is body, what looks like requests too. */
static void
what_an_unknown_coding_covers_is_no_request(void **state)
{
	const char *words;

	(void)state;
	words = talk(SMUGGLES(LENGTH("44") CODING(": xchunked"), ""),
	    (struct play){.client = 0});
	assert_null(strstr(words, "POST /hidden ->"));
	assert_non_null(strstr(words, "(part)"));
	words = talk(SMUGGLES(CODING(": chunked"), "ffffffffffffffff" END),
	    (struct play){.client = 0});
	assert_null(strstr(words, "POST /hidden ->"));
	assert_non_null(strstr(words, "(part)"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(chunks_win_over_a_length),
	    cmocka_unit_test(two_lengths_are_an_error),
	    cmocka_unit_test(a_length_in_another_writing_is_an_error),
	    cmocka_unit_test(a_blank_before_the_colon_is_passed_over),
	    cmocka_unit_test(a_coding_that_is_dressed_up_is_an_error),
	    cmocka_unit_test(a_chunk_whose_size_is_too_large_is_an_error),
	    cmocka_unit_test(what_an_unknown_coding_covers_is_no_request),
	};

	return cmocka_run_group_tests_name("attacks, HTTP", tests, NULL, NULL);
}
