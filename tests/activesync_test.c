/*
 * Which requests are EAS, and what their plain queries say.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/activesync.h"
#include "decode/limits.h"

#define ADDRESS "/Microsoft-Server-ActiveSync"
#define USUAL "Cmd=Ping&DeviceId=D1&DeviceType=Phone&User=anna"

/* What a query says may stand in its message. */
static struct eas_query query;
static struct message message;

static bool
reads_url(enum http_method method, const char *url, size_t length, bool whole)
{
	message_reset(&message);
	message.method = method;
	message.url_complete = whole;
	assert_true(message_add(&message, &message.url, url, length));
	return eas_query_read(&message, &query);
}

static int
tear_down(void **state)
{
	(void)state;
	message_done(&message);
	return 0;
}

static bool
reads(const char *url)
{
	return reads_url(METHOD_POST, url, strlen(url), true);
}

static void
text_equals(struct text text, const char *wanted)
{
	if (!text_is(text, wanted))
		fail_msg("'%.*s' is not '%s'", (int)text.length,
		    text_seen(text) ? text.bytes : "", wanted);
}

static void
a_usual_request_says_command_device_type_and_user(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?" USUAL));
	assert_int_equal(query.command, COMMAND_PING);
	text_equals(query.command_name, "Ping");
	text_equals(query.device_id, "D1");
	text_equals(query.device_type, "Phone");
	text_equals(query.user, "anna");
	assert_false(text_seen(query.policy_key));
	assert_false(text_seen(query.version));
	assert_false(query.is_base64);
}

static void
parameters_come_in_any_order_and_case(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?user=anna&X=&&deviceTYPE=Phone&POLICYKEY=7&"
				  "deviceid=D1&cmd=ping"));
	assert_int_equal(query.command, COMMAND_PING);
	text_equals(query.command_name, "ping");
	text_equals(query.device_id, "D1");
	text_equals(query.device_type, "Phone");
	text_equals(query.policy_key, "7");
	text_equals(query.user, "anna");
}

static void
percent_encoding_is_undone_in_values(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS
	    "?Cmd=Ping&DeviceId=D%31&User=CONTOSO%5Canna%40contoso.test"));
	text_equals(query.device_id, "D1");
	text_equals(query.user, "CONTOSO\\anna@contoso.test");
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=a%00b"));
	assert_int_equal(query.user.length, 3);
	assert_memory_equal(query.user.bytes, "a\0b", 3);
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=%e9%C3%a9"));
	text_equals(query.user, "\xe9\xc3\xa9");
}

static void
percent_signs_that_encode_nothing_stay(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=%4%zz%1"));
	text_equals(query.user, "%4%zz%1");
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=%2541%"));
	text_equals(query.user, "%41%");
}

static void
a_plus_is_a_plus(void **state)
{
	(void)state;
	assert_true(
	    reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=anna+x@contoso.test"));
	text_equals(query.user, "anna+x@contoso.test");
}

static void
users_are_kept_as_sent(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=Contoso\\Anna"));
	text_equals(query.user, "Contoso\\Anna");
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=Anna@Contoso"));
	text_equals(query.user, "Anna@Contoso");
}

static void
of_a_parameter_sent_twice_the_first_counts(void **state)
{
	(void)state;
	assert_true(
	    reads(ADDRESS "?Cmd=Ping&DeviceId=D1&deviceid=D2&Cmd=Sync"));
	text_equals(query.device_id, "D1");
	assert_int_equal(query.command, COMMAND_PING);
}

static void
an_empty_value_is_seen_and_a_name_alone_is_none(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D1&User=&DeviceType"));
	assert_true(text_seen(query.user));
	text_equals(query.user, "");
	assert_false(text_seen(query.device_type));
}

static void
a_value_may_hold_an_equals_sign(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?Cmd=Ping&DeviceId=D=1=&User=anna"));
	text_equals(query.device_id, "D=1=");
}

static void
an_unknown_command_keeps_its_name(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?Cmd=Frobnicate&DeviceId=D1"));
	assert_int_equal(query.command, COMMAND_UNKNOWN);
	text_equals(query.command_name, "Frobnicate");
}

static void
a_post_without_command_or_device_is_none(void **state)
{
	static const char *const urls[] = {ADDRESS, ADDRESS "?", ADDRESS "?Cmd",
	    ADDRESS "?Cmd=Ping", ADDRESS "?DeviceId=D1",
	    ADDRESS "?Cmd=&DeviceId=D1",
	    ADDRESS "?Cmd=Ping&DeviceId=", ADDRESS "?Cmd=Ping;DeviceId=D1"};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		assert_false(reads(urls[i]));
}

static void
options_need_neither(void **state)
{
	(void)state;
	assert_true(reads_url(METHOD_OPTIONS, ADDRESS, strlen(ADDRESS), true));
	assert_int_equal(query.command, COMMAND_UNKNOWN);
	assert_false(text_seen(query.device_id));
	assert_true(reads_url(METHOD_OPTIONS, ADDRESS "?User=anna",
	    strlen(ADDRESS "?User=anna"), true));
	text_equals(query.user, "anna");
	assert_true(reads_url(METHOD_OPTIONS, ADDRESS "?jRQJBAA",
	    strlen(ADDRESS "?jRQJBAA"), true));
	assert_int_equal(query.command, COMMAND_UNKNOWN);
}

static void
other_methods_are_none(void **state)
{
	static const char url[] = ADDRESS "?" USUAL;

	(void)state;
	assert_false(reads_url(METHOD_OTHER, url, sizeof(url) - 1, true));
	assert_false(reads_url(METHOD_HEAD, url, sizeof(url) - 1, true));
	assert_false(reads_url(METHOD_CONNECT, url, sizeof(url) - 1, true));
}

static void
the_address_may_stand_below_others_and_end_in_a_page(void **state)
{
	static const char *const fronts[] = {ADDRESS, ADDRESS "/",
	    ADDRESS "/default.eas", ADDRESS "/Default.EAS", "/mail" ADDRESS,
	    "/a/b/c" ADDRESS "//", "http://mail.test" ADDRESS,
	    "https://mail.test:8443/x" ADDRESS "/default.eas",
	    "/microsoft-server-activesync"};

	(void)state;
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		char url[256];
		size_t length = strlen(fronts[i]);

		memcpy(url, fronts[i], length);
		memcpy(url + length, "?" USUAL, sizeof("?" USUAL));
		assert_true(reads(url));
		text_equals(query.device_id, "D1");
	}
}

static void
another_path_is_none_whatever_its_query(void **state)
{
	static const char *const urls[] = {"/?" USUAL, "/owa/?" USUAL,
	    "?" USUAL, "/xMicrosoft-Server-ActiveSync?" USUAL,
	    "Microsoft-Server-ActiveSync?" USUAL, ADDRESS "x?" USUAL,
	    ADDRESS "/x?" USUAL, ADDRESS "/default.eas/x?" USUAL,
	    ADDRESS "default.eas?" USUAL, "/Microsoft-Server-ActiveSyn?" USUAL,
	    "/x?y=" ADDRESS "&" USUAL, "/default.eas?" USUAL, "*", ""};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++)
		assert_false(reads(urls[i]));
}

static void
a_request_without_url_is_none(void **state)
{
	struct message unseen = {.method = METHOD_POST};

	(void)state;
	assert_false(eas_query_read(&unseen, &query));
}

static void
the_query_begins_behind_the_first_question_mark(void **state)
{
	struct text text;

	(void)state;
	assert_true(eas_path(text_from(ADDRESS "?a?b"), &text));
	text_equals(text, "a?b");
	assert_true(eas_path(text_from(ADDRESS "?"), &text));
	assert_true(text_seen(text));
	text_equals(text, "");
	assert_true(eas_path(text_from(ADDRESS), &text));
	assert_false(text_seen(text));
	assert_false(eas_path(TEXT_NOT_SEEN, &text));
}

static void
the_last_parameter_of_a_cut_url_is_left_out(void **state)
{
	static const char url[] =
	    ADDRESS "?Cmd=Ping&DeviceId=D1&DeviceType=Phone&User=an";

	(void)state;
	assert_true(reads_url(METHOD_POST, url, sizeof(url) - 1, false));
	text_equals(query.device_type, "Phone");
	assert_false(text_seen(query.user));
	assert_false(reads_url(
	    METHOD_POST, url, strlen(ADDRESS "?Cmd=Ping&DeviceId=D"), false));
	assert_false(
	    reads_url(METHOD_POST, ADDRESS "?jRQJBAFEAAFQ", 41, false));
}

static void
a_base64_query_is_read_as_well(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?jRQJBAFEAAFQ"));
	assert_true(query.is_base64);
	assert_int_equal(query.command, COMMAND_PROVISION);
	text_equals(query.device_id, "D");
	assert_true(reads(ADDRESS "?jRQJBAFEAAA="));
	assert_true(query.is_base64);
	assert_true(reads(ADDRESS "?jRQJBAX7/7/7/wAA"));
	text_equals(query.device_id, "FBFFBFFBFF");
}

static void
a_value_as_long_as_a_url_fits(void **state)
{
	static char url[LIMIT_HTTP_VALUE + 1];
	size_t length = strlen(ADDRESS "?Cmd=Ping&DeviceId=");

	(void)state;
	memset(url, 'x', sizeof(url));
	memcpy(url, ADDRESS "?Cmd=Ping&DeviceId=", length);
	assert_true(reads_url(METHOD_POST, url, LIMIT_HTTP_VALUE, true));
	assert_int_equal(query.device_id.length, LIMIT_HTTP_VALUE - length);
}

static void
parse_cut(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct text text;
	bool is_address = eas_path(text_over(bytes, length), &text);

	(void)context;
	if (whole)
		assert_true(is_address);
}

static void
a_url_may_be_cut_anywhere(void **state)
{
	static const char url[] =
	    "http://mail.test" ADDRESS "/default.eas?Cmd=Ping&DeviceId=D%31%";

	(void)state;
	at_every_length(url, sizeof(url) - 1, parse_cut, NULL);
	for (size_t cut = 0; cut < sizeof(url); cut++)
		(void)reads_url(METHOD_POST, url, cut, cut % 2 == 0);
}

static void
the_path_that_one_server_asks_another_by_is_taken(void **state)
{
	static const char *const paths[] = {
	    "/Proxy/default.eas", "/proxy", "/PROXY/"};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		char url[160];

		snprintf(url, sizeof(url), ADDRESS "%s?" USUAL, paths[i]);
		assert_true(reads(url));
		text_equals(query.device_id, "D1");
	}
	assert_false(reads("/Proxy/default.eas?" USUAL));
	assert_false(reads(ADDRESS "/Proxyx?" USUAL));
}

static void
what_follows_a_base64_query_is_not_of_it(void **state)
{
	(void)state;
	assert_true(reads(ADDRESS "?jAAJBAp2MTQwRGV2aWNlAApTbWFydFBob25l&x=1"));
	assert_true(query.is_base64);
	text_equals(query.device_id, "v140Device");
	assert_true(reads(ADDRESS "?x&" USUAL));
	text_equals(query.device_id, "D1");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_usual_request_says_command_device_type_and_user),
	    cmocka_unit_test(parameters_come_in_any_order_and_case),
	    cmocka_unit_test(percent_encoding_is_undone_in_values),
	    cmocka_unit_test(percent_signs_that_encode_nothing_stay),
	    cmocka_unit_test(a_plus_is_a_plus),
	    cmocka_unit_test(users_are_kept_as_sent),
	    cmocka_unit_test(of_a_parameter_sent_twice_the_first_counts),
	    cmocka_unit_test(an_empty_value_is_seen_and_a_name_alone_is_none),
	    cmocka_unit_test(a_value_may_hold_an_equals_sign),
	    cmocka_unit_test(an_unknown_command_keeps_its_name),
	    cmocka_unit_test(a_post_without_command_or_device_is_none),
	    cmocka_unit_test(options_need_neither),
	    cmocka_unit_test(other_methods_are_none),
	    cmocka_unit_test(
		the_address_may_stand_below_others_and_end_in_a_page),
	    cmocka_unit_test(another_path_is_none_whatever_its_query),
	    cmocka_unit_test(a_request_without_url_is_none),
	    cmocka_unit_test(the_query_begins_behind_the_first_question_mark),
	    cmocka_unit_test(the_last_parameter_of_a_cut_url_is_left_out),
	    cmocka_unit_test(a_base64_query_is_read_as_well),
	    cmocka_unit_test(a_value_as_long_as_a_url_fits),
	    cmocka_unit_test(a_url_may_be_cut_anywhere),
	    cmocka_unit_test(the_path_that_one_server_asks_another_by_is_taken),
	    cmocka_unit_test(what_follows_a_base64_query_is_not_of_it),
	};

	return cmocka_run_group_tests_name(
	    "activesync", tests, NULL, tear_down);
}
