/*
 * What is kept of a message's head, and what must not be: passwords.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/message.h"

static void
text_equals(struct text text, const char *wanted)
{
	if (!text_is(text, wanted))
		fail_msg("'%.*s' is not '%s'", (int)text.length,
		    text_seen(text) ? text.bytes : "", wanted);
}

/* Not in any byte of the message's memory, in use or not. */
static void
is_nowhere(const struct message *message, const char *secret)
{
	size_t length = strlen(secret);

	for (size_t i = 0; i + length <= message->head.room; i++)
		assert_memory_not_equal(
		    message->head.bytes + i, secret, length);
}

/* A message as an Authorization value leaves it. Memory that was never
 * written is cleared, so that all of it can be searched. */
static struct message
with_authorization(const char *value)
{
	struct message message = {.head = {.length = 0}};

	assert_true(message_add(&message, &message.url, "/x", 2));
	memset(message.head.bytes + 2, 0, message.head.room - 2);
	assert_true(message_add(&message,
	    &message.headers[HEADER_AUTHORIZATION], value, strlen(value)));
	message_take_credentials(&message);
	return message;
}

static void
parts_come_in_pieces(void **state)
{
	struct message message = {.head = {.length = 0}};

	(void)state;
	assert_true(message_add(&message, &message.url, "/a", 2));
	assert_true(message_add(&message, &message.url, "bc", 2));
	assert_true(
	    message_add(&message, &message.headers[HEADER_HOST], "h", 1));
	text_equals(message_url(&message), "/abc");
	text_equals(message_header(&message, HEADER_HOST), "h");
	message_done(&message);
}

static void
an_empty_part_is_seen_and_an_absent_one_is_not(void **state)
{
	struct message message = {.head = {.length = 0}};

	(void)state;
	assert_true(
	    message_add(&message, &message.headers[HEADER_HOST], "", 0));
	assert_true(text_seen(message_header(&message, HEADER_HOST)));
	text_equals(message_header(&message, HEADER_HOST), "");
	assert_false(text_seen(message_header(&message, HEADER_USER_AGENT)));
	assert_false(text_seen(message_url(&message)));
	assert_false(text_seen(message_user(&message)));
	message_done(&message);
}

static void
a_part_ends_at_its_limit(void **state)
{
	struct message message = {.head = {.length = 0}};
	char *bytes = calloc(1, LIMIT_HTTP_VALUE);

	(void)state;
	assert_non_null(bytes);
	assert_true(
	    message_add(&message, &message.url, bytes, LIMIT_HTTP_VALUE));
	assert_false(message_add(&message, &message.url, bytes, 1));
	assert_int_equal(message_url(&message).length, LIMIT_HTTP_VALUE);
	free(bytes);
	message_done(&message);
}

static void
a_head_ends_at_its_limit(void **state)
{
	struct message message = {.head = {.length = 0}};
	size_t parts = LIMIT_HTTP_HEAD / LIMIT_HTTP_VALUE;
	char *bytes = calloc(1, LIMIT_HTTP_VALUE);

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < parts; i++)
		assert_true(message_add(&message, &message.headers[1 + i],
		    bytes, LIMIT_HTTP_VALUE));
	assert_false(message_add(&message, &message.url, "/a", 2));
	text_equals(message_url(&message), "");
	assert_int_equal(message.head.length, LIMIT_HTTP_HEAD);
	free(bytes);
	message_done(&message);
}

static void
of_basic_credentials_the_user_is_kept(void **state)
{
	struct message message =
	    with_authorization("Basic Q09OVE9TT1xhbm5hOnMzY3JldC1wdw==");

	(void)state;
	assert_true(message.basic_credentials);
	text_equals(message_user(&message), "CONTOSO\\anna");
	assert_false(text_seen(message_header(&message, HEADER_AUTHORIZATION)));
	is_nowhere(&message, "s3cret");
	is_nowhere(&message, "Q09OVE9T");
	is_nowhere(&message, "czNjcmV0");
	is_nowhere(&message, "dw==");
	text_equals(message_url(&message), "/x");
	message_done(&message);
}

static void
the_scheme_is_of_any_case_and_blanks_are_no_matter(void **state)
{
	struct message message =
	    with_authorization(" bASIC   YW5uYUBjb250b3NvLnRlc3Q6cDp3 ");

	(void)state;
	text_equals(message_user(&message), "anna@contoso.test");
	is_nowhere(&message, "YW5u");
	message_done(&message);
}

static void
an_empty_password_is_a_password_and_an_empty_user_a_user(void **state)
{
	struct message message = with_authorization("Basic YW5uYTo=");

	(void)state;
	assert_true(message.basic_credentials);
	text_equals(message_user(&message), "anna");
	message_done(&message);
	message = with_authorization("Basic OnB3");
	assert_true(message.basic_credentials);
	text_equals(message_user(&message), "");
	message_done(&message);
}

static void
other_schemes_leave_nothing(void **state)
{
	static const char *const values[] = {"Bearer QWxhZGRpbjpvcGVu",
	    "NTLM TlRMTVNTUAABAAAA", "QWxhZGRpbjpvcGVu", "Basic", "Basic ",
	    "Basic QWxhZGRpbm9wZW4=", "Basic QWxh\x01ZGRpbjpvcGVu",
	    "Basic QWxhZGRpbjpvcGVu0", ""};

	(void)state;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		struct message message = with_authorization(values[i]);

		assert_false(message.basic_credentials);
		assert_false(text_seen(message_user(&message)));
		assert_false(
		    text_seen(message_header(&message, HEADER_AUTHORIZATION)));
		is_nowhere(&message, "QWxh");
		is_nowhere(&message, "TlRM");
		is_nowhere(&message, "Bearer");
		message_done(&message);
	}
}

static void
of_credentials_sent_twice_the_first_count(void **state)
{
	struct message message = with_authorization("Basic YW5uYTpwdw==");
	static const char second[] = "Basic Ym9iOnB3Mg==";

	(void)state;
	assert_true(
	    message_add(&message, &message.headers[HEADER_AUTHORIZATION],
		second, sizeof(second) - 1));
	message_take_credentials(&message);
	text_equals(message_user(&message), "anna");
	is_nowhere(&message, "Ym9i");
	message_done(&message);
}

static void
no_credentials_are_none(void **state)
{
	struct message message = {.head = {.length = 0}};

	(void)state;
	message_take_credentials(&message);
	assert_false(message.basic_credentials);
	message_done(&message);
}

static void
headers_are_found_by_name_in_any_case(void **state)
{
	(void)state;
	assert_int_equal(
	    header_by_name("Authorization", 13), HEADER_AUTHORIZATION);
	assert_int_equal(
	    header_by_name("aUTHORIZATION", 13), HEADER_AUTHORIZATION);
	assert_int_equal(
	    header_by_name("x-ms-policykey", 14), HEADER_POLICY_KEY);
	assert_int_equal(header_by_name("MS-ASProtocolVersion", 20),
	    HEADER_PROTOCOL_VERSION);
}

static void
other_headers_are_not_kept(void **state)
{
	char longest[64];

	(void)state;
	memset(longest, 'a', sizeof(longest));
	assert_int_equal(header_by_name("", 0), HEADER_NONE);
	assert_int_equal(header_by_name("Hos", 3), HEADER_NONE);
	assert_int_equal(header_by_name("Hosts", 5), HEADER_NONE);
	assert_int_equal(header_by_name("Date", 4), HEADER_NONE);
	assert_int_equal(header_by_name(longest, 64), HEADER_NONE);
}

static void
headers_that_carry_credentials_are_known(void **state)
{
	(void)state;
	assert_int_equal(header_secrecy(header_by_name("cookie", 6)), SECRET);
	assert_int_equal(
	    header_secrecy(header_by_name("Set-Cookie", 10)), SECRET);
	assert_int_equal(
	    header_secrecy(header_by_name("Proxy-Authorization", 19)),
	    SECRET_BEHIND_SCHEME);
	assert_int_equal(header_secrecy(header_by_name("Host", 4)), PUBLIC);
	assert_int_equal(header_secrecy(HEADER_NONE), PUBLIC);
}

static void
a_reset_message_is_as_new_and_keeps_little_memory(void **state)
{
	struct message message = {.status = 200};
	char *bytes = calloc(1, LIMIT_HTTP_VALUE);

	(void)state;
	assert_non_null(bytes);
	assert_true(message_add(&message, &message.url, "/a", 2));
	assert_true(
	    buffer_append(&message.body, bytes, LIMIT_HTTP_VALUE, 1u << 20));
	message_reset(&message);
	assert_int_equal(message.status, 0);
	assert_false(message.url.seen);
	assert_int_equal(message.head.length, 0);
	assert_non_null(message.head.bytes);
	assert_null(message.body.bytes);
	free(bytes);
	message_done(&message);
}

static void
a_pool_gives_messages_out_again(void **state)
{
	struct message_pool pool = {.unused = NULL};
	struct message *first = message_take(&pool);
	struct message *second = message_take(&pool);

	(void)state;
	first->status = 200;
	message_give_back(&pool, first);
	message_give_back(&pool, NULL);
	assert_ptr_equal(message_take(&pool), first);
	assert_int_equal(first->status, 0);
	message_give_back(&pool, first);
	message_give_back(&pool, second);
	assert_int_equal(pool.count, 2);
	message_pool_done(&pool);
	assert_int_equal(pool.count, 0);
}

static void
a_pool_keeps_a_bounded_number(void **state)
{
	struct message_pool pool = {.unused = NULL};
	struct message *messages[300];

	(void)state;
	for (size_t i = 0; i < 300; i++)
		messages[i] = message_take(&pool);
	for (size_t i = 0; i < 300; i++)
		message_give_back(&pool, messages[i]);
	assert_int_equal(pool.count, 256);
	message_pool_done(&pool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(parts_come_in_pieces),
	    cmocka_unit_test(an_empty_part_is_seen_and_an_absent_one_is_not),
	    cmocka_unit_test(a_part_ends_at_its_limit),
	    cmocka_unit_test(a_head_ends_at_its_limit),
	    cmocka_unit_test(of_basic_credentials_the_user_is_kept),
	    cmocka_unit_test(
		the_scheme_is_of_any_case_and_blanks_are_no_matter),
	    cmocka_unit_test(
		an_empty_password_is_a_password_and_an_empty_user_a_user),
	    cmocka_unit_test(other_schemes_leave_nothing),
	    cmocka_unit_test(of_credentials_sent_twice_the_first_count),
	    cmocka_unit_test(no_credentials_are_none),
	    cmocka_unit_test(headers_are_found_by_name_in_any_case),
	    cmocka_unit_test(other_headers_are_not_kept),
	    cmocka_unit_test(headers_that_carry_credentials_are_known),
	    cmocka_unit_test(a_reset_message_is_as_new_and_keeps_little_memory),
	    cmocka_unit_test(a_pool_gives_messages_out_again),
	    cmocka_unit_test(a_pool_keeps_a_bounded_number),
	};

	return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
