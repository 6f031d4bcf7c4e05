/*
 * What an exchange says: fields of the request, of the response, of both, and
 * from where each of them is taken. Bodies are in exchange_body_test.c.
 */
#include "tests/support/check.h"

#include "tests/support/halves.h"

#define POST "POST /Microsoft-Server-ActiveSync?"
#define USUAL "&DeviceId=D1&DeviceType=Phone&User=anna"
#define HTTP " HTTP/1.1\r\n"
#define OK "HTTP/1.1 200 OK\r\n"
#define WBXML "Content-Type: application/vnd.ms-sync.wbxml\r\n"

static void
a_request_alone_says_who_asked_for_what(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping" USUAL HTTP
		   "Host:  mail.test \r\nUser-Agent: Phone/1.0\r\n"
		   "MS-ASProtocolVersion: 14.1\r\nX-MS-PolicyKey: 12\r\n",
	    "", 0);
	assert_true(reads());
	assert_int_equal(halves.seen.command, COMMAND_PING);
	text_equals(halves.seen.command_name, "Ping");
	text_equals(halves.seen.device_id, "D1");
	text_equals(halves.seen.device_type, "Phone");
	text_equals(halves.seen.user, "anna");
	text_equals(halves.seen.protocol_version, "14.1");
	text_equals(halves.seen.policy_key, "12");
	assert_false(halves.seen.policy_key_is_parameter);
	text_equals(halves.seen.host, "mail.test");
	text_equals(halves.seen.user_agent, "Phone/1.0");
	assert_false(halves.seen.is_options);
	assert_false(halves.seen.basic_credentials);
	assert_int_equal(halves.seen.request.first.frame, 1);
	assert_true(halves.seen.request.complete);
	assert_true(halves.seen.request.headers_complete);
}

static void
a_response_that_was_not_seen_says_nothing(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping" USUAL HTTP, "", 0);
	assert_true(reads());
	assert_int_equal(halves.seen.response.first.frame, 0);
	assert_int_equal(halves.seen.http_status, 0);
	text_equals(halves.seen.body_status, NULL);
	text_equals(halves.seen.server_build, NULL);
	assert_null(halves.seen.provision);
}

static void
what_was_not_sent_is_not_seen(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping&DeviceId=D1" HTTP, "", 0);
	assert_true(reads());
	text_equals(halves.seen.device_type, NULL);
	text_equals(halves.seen.user, NULL);
	text_equals(halves.seen.protocol_version, NULL);
	text_equals(halves.seen.policy_key, NULL);
	text_equals(halves.seen.user_agent, NULL);
	text_equals(halves.seen.host, NULL);
}

static void
the_head_of_a_response_says_status_and_where_to_go(void **state)
{
	(void)state;
	asked(POST "Cmd=Sync" USUAL HTTP, "", 0);
	answered("HTTP/1.1 451 Moved\r\nMS-Server-ActiveSync: 15.2 \r\n"
		 "X-MS-Location: https://b.test/x\r\n"
		 "X-MS-ASThrottle: CommandFrequency\r\n",
	    "", 0);
	assert_true(reads());
	assert_int_equal(halves.seen.http_status, 451);
	text_equals(halves.seen.server_build, "15.2");
	text_equals(halves.seen.location, "https://b.test/x");
	text_equals(halves.seen.throttle, "CommandFrequency");
	assert_int_equal(halves.seen.response.first.frame, 2);
}

static void
a_response_alone_is_known_by_its_root_element(void **state)
{
	(void)state;
	answered_document(OK WBXML, "015");
	assert_true(reads());
	assert_int_equal(halves.seen.command, COMMAND_PROVISION);
	text_equals(halves.seen.command_name, "Provision");
	assert_int_equal(halves.seen.request.first.frame, 0);
	text_equals(halves.seen.device_id, NULL);
	assert_non_null(halves.seen.provision);
	assert_int_equal(halves.seen.provision->phase, PHASE_OTHER);
	assert_true(text_filled(halves.seen.provision->response_policy_key));
}

static void
a_response_alone_of_another_kind_is_no_exchange(void **state)
{
	(void)state;
	answered(OK "Content-Type: text/html\r\n", "<html>", 6);
	assert_int_equal(halves.response.interest, INTEREST_NONE);
	assert_false(reads());
}

static void
a_response_alone_with_an_unknown_root_is_no_exchange(void **state)
{
	(void)state;
	answered(OK WBXML, "\x03\x01\x6a\x00\x7f\x01", 6);
	assert_int_equal(halves.response.interest, INTEREST_WHOLE);
	assert_false(reads());
}

static void
a_request_that_is_not_eas_is_no_exchange(void **state)
{
	(void)state;
	asked("POST /owa/?Cmd=Ping" USUAL HTTP, "", 0);
	assert_int_equal(halves.request.interest, INTEREST_NONE);
	answered_document(OK WBXML, "015");
	assert_false(reads());
}

static void
only_provision_and_settings_are_wanted_whole(void **state)
{
	(void)state;
	asked(POST "Cmd=Provision" USUAL HTTP, "", 0);
	assert_int_equal(halves.request.interest, INTEREST_WHOLE);
	message_reset(&halves.request);
	halves.request.serial = 3;
	asked(POST "Cmd=Settings" USUAL HTTP, "", 0);
	assert_int_equal(halves.request.interest, INTEREST_WHOLE);
	message_reset(&halves.request);
	halves.request.serial = 4;
	asked(POST "Cmd=Sync" USUAL HTTP, "", 0);
	assert_int_equal(halves.request.interest, INTEREST_FRONT);
	message_reset(&halves.request);
	halves.request.serial = 5;
	asked("OPTIONS /Microsoft-Server-ActiveSync?Cmd=Provision" HTTP, "", 0);
	assert_int_equal(halves.request.interest, INTEREST_FRONT);
}

static void
options_are_told_as_such(void **state)
{
	(void)state;
	asked("OPTIONS /Microsoft-Server-ActiveSync" HTTP
	      "Authorization: Basic YW5uYTpwdw==\r\n",
	    "", 0);
	answered(OK "MS-Server-ActiveSync: 15.1\r\n", "", 0);
	assert_true(reads());
	assert_true(halves.seen.is_options);
	assert_null(halves.seen.provision);
	text_equals(halves.seen.device_id, NULL);
	text_equals(halves.seen.user, "anna");
	assert_true(halves.seen.basic_credentials);
	text_equals(halves.seen.server_build, "15.1");
}

static void
the_user_of_the_query_comes_before_that_of_the_credentials(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping" USUAL HTTP "Authorization: Basic Ym9iOnB3\r\n",
	    "", 0);
	assert_true(reads());
	text_equals(halves.seen.user, "anna");
	assert_true(halves.seen.basic_credentials);
}

static void
an_empty_user_in_the_query_gives_way_to_that_of_the_credentials(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping&DeviceId=D1&User=" HTTP
		   "Authorization: Basic Ym9iOnB3\r\n",
	    "", 0);
	assert_true(reads());
	text_equals(halves.seen.user, "bob");
}

static void
a_base64_query_says_version_and_key(void **state)
{
	(void)state;
	asked(POST "jRQJBAFEBAcAAAABUA==" HTTP, "", 0);
	assert_true(reads());
	assert_int_equal(halves.seen.command, COMMAND_PROVISION);
	text_equals(halves.seen.protocol_version, "14.1");
	text_equals(halves.seen.policy_key, "7");
	assert_false(halves.seen.policy_key_is_parameter);
	assert_false(halves.seen.query_malformed);
}

static void
headers_come_before_what_a_query_says(void **state)
{
	(void)state;
	asked(POST "jRQJBAFEBAcAAAABUA==" HTTP
		   "MS-ASProtocolVersion: 16.1\r\nX-MS-PolicyKey: 8\r\n",
	    "", 0);
	assert_true(reads());
	text_equals(halves.seen.protocol_version, "16.1");
	text_equals(halves.seen.policy_key, "8");
}

static void
a_key_among_the_parameters_is_told_as_such(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping&PolicyKey=9" USUAL HTTP, "", 0);
	assert_true(reads());
	text_equals(halves.seen.policy_key, "9");
	assert_true(halves.seen.policy_key_is_parameter);
}

static void
an_empty_key_header_is_seen(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping&PolicyKey=9" USUAL HTTP "X-MS-PolicyKey:\r\n", "",
	    0);
	assert_true(reads());
	text_equals(halves.seen.policy_key, "");
	assert_false(halves.seen.policy_key_is_parameter);
}

static void
a_malformed_base64_query_is_told_as_such(void **state)
{
	(void)state;
	asked(POST "jRQJBAFEAwECAwFQ" HTTP, "", 0);
	assert_true(reads());
	assert_true(halves.seen.query_malformed);
	assert_true(halves.seen.policy_key_hidden);
	text_equals(halves.seen.device_id, "D");
	text_equals(halves.seen.policy_key, NULL);
}

static void
a_key_in_a_header_is_not_hidden_by_a_malformed_query(void **state)
{
	(void)state;
	asked(POST "jRQJBAFEAwECAwFQ" HTTP "X-MS-PolicyKey: 7\r\n", "", 0);
	assert_true(reads());
	assert_false(halves.seen.policy_key_hidden);
	text_equals(halves.seen.policy_key, "7");
}

static void
a_query_is_read_again_for_another_message(void **state)
{
	(void)state;
	asked(POST "Cmd=Ping" USUAL HTTP, "", 0);
	assert_true(reads());
	assert_true(reads());
	message_reset(&halves.request);
	halves.request.serial = 3;
	asked(POST "Cmd=Sync&DeviceId=D2" HTTP, "", 0);
	assert_true(reads());
	text_equals(halves.seen.device_id, "D2");
	assert_int_equal(halves.seen.command, COMMAND_SYNC);
}

#define test(name)                                                             \
	cmocka_unit_test_setup_teardown(name, halves_set_up, halves_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    test(a_request_alone_says_who_asked_for_what),
	    test(a_response_that_was_not_seen_says_nothing),
	    test(what_was_not_sent_is_not_seen),
	    test(the_head_of_a_response_says_status_and_where_to_go),
	    test(a_response_alone_is_known_by_its_root_element),
	    test(a_response_alone_of_another_kind_is_no_exchange),
	    test(a_response_alone_with_an_unknown_root_is_no_exchange),
	    test(a_request_that_is_not_eas_is_no_exchange),
	    test(only_provision_and_settings_are_wanted_whole),
	    test(options_are_told_as_such),
	    test(the_user_of_the_query_comes_before_that_of_the_credentials),
	    test(
		an_empty_user_in_the_query_gives_way_to_that_of_the_credentials),
	    test(a_base64_query_says_version_and_key),
	    test(headers_come_before_what_a_query_says),
	    test(a_key_among_the_parameters_is_told_as_such),
	    test(an_empty_key_header_is_seen),
	    test(a_malformed_base64_query_is_told_as_such),
	    test(a_key_in_a_header_is_not_hidden_by_a_malformed_query),
	    test(a_query_is_read_again_for_another_message),
	};

	return cmocka_run_group_tests_name("exchange", tests, NULL, NULL);
}
