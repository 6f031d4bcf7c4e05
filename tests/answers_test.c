/*
 * What the body of an answer turned out to be, and whether the answer shows
 * that the command was carried out.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "tests/support/halves.h"
#include "tests/support/packed.h"
#include "tests/support/vectors.h"

#define POST(name, version)                                                    \
	"POST /Microsoft-Server-ActiveSync?Cmd=" name                          \
	"&DeviceId=D1 HTTP/1.1\r\nMS-ASProtocolVersion: " version "\r\n"
#define COMMAND(name) POST(name, "14.1")
#define OK "HTTP/1.1 200 OK\r\n"
#define TYPE(type) "Content-Type: " type "\r\n"
#define WBXML TYPE("application/vnd.ms-sync.wbxml")
#define PAGE "<html><body>Log on</body></html>"
/* FolderSync with this Status, and the mail commands with Status 110. */
#define FOLDERS(status) "\3\1\x6a\0\0\7\x56\x4c\3" status "\0\1\1"
#define MAIL(root)                                                             \
	"\3\1\x6a\0\0\x15" root "\x52\3"                                       \
	"110\0\1\1"

/* Reads an exchange; the answer's body is `count` bytes. */
static enum answer_body
answer(const char *asks, const char *head, const void *body, size_t count)
{
	message_reset(&halves.request);
	message_reset(&halves.response);
	asked(asks, "", 0);
	answered(head, body, count);
	assert_true(reads());
	return halves.seen.answer;
}

static bool
served(void)
{
	return observation_served(&halves.seen);
}

#define ANSWER(asks, head, body) answer(asks, head, body, sizeof(body) - 1)

static void
a_document_of_the_command_shows_success(void **state)
{
	static const char *const types[] = {"", WBXML,
	    TYPE("application/vnd.ms-sync"),
	    TYPE("Application/vnd.ms-sync.WBXML; charset=utf-8")};

	(void)state;
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		char head[128];

		snprintf(head, sizeof(head), "%s%s", OK, types[i]);
		assert_int_equal(
		    ANSWER(COMMAND("FolderSync"), head, FOLDERS("1")),
		    ANSWER_DOCUMENT);
		assert_true(served());
	}
}

static void
a_web_page_shows_nothing(void **state)
{
	static const char *const versions[] = {
	    COMMAND("FolderSync"), POST("FolderSync", "12.1")};

	(void)state;
	for (int i = 0; i < 2; i++) {
		assert_int_equal(
		    ANSWER(versions[i], OK TYPE("text/html"), PAGE),
		    ANSWER_FOREIGN);
		assert_false(served());
		assert_int_equal(ANSWER(versions[i], OK, PAGE), ANSWER_FOREIGN);
		assert_false(served());
		assert_int_equal(
		    ANSWER(versions[i], OK WBXML, PAGE), ANSWER_FOREIGN);
		assert_false(served());
	}
}

static void
an_empty_answer_shows_success_where_it_may_be_empty(void **state)
{
	(void)state;
	assert_int_equal(
	    ANSWER(COMMAND("FolderSync"), OK WBXML, ""), ANSWER_EMPTY);
	assert_false(served());
	(void)ANSWER(COMMAND("Ping"), OK, "");
	assert_false(served());
	(void)ANSWER(COMMAND("Sync"), OK, "");
	assert_true(served());
	assert_int_equal(ANSWER(COMMAND("SendMail"), OK TYPE("text/html"), ""),
	    ANSWER_EMPTY);
	assert_true(served());
	(void)ANSWER(COMMAND("SmartReply"), OK, "");
	assert_true(served());
	(void)ANSWER(COMMAND("SmartForward"), OK, "");
	assert_true(served());
}

static void
an_empty_body_in_a_coding_is_empty(void **state)
{
	size_t length;
	uint8_t *bytes = packed(PACKED_GZIP, (const uint8_t *)"", 0, &length);

	(void)state;
	assert_int_equal(
	    answer(COMMAND("Sync"), OK WBXML "Content-Encoding: gzip\r\n",
		bytes, length),
	    ANSWER_EMPTY);
	free(bytes);
}

static void
an_attachment_is_of_any_type(void **state)
{
	(void)state;
	(void)ANSWER(COMMAND("GetAttachment"), OK TYPE("image/png"), "png");
	assert_true(served());
}

static void
a_coding_that_is_not_known_shows_nothing(void **state)
{
	(void)state;
	assert_int_equal(ANSWER(COMMAND("FolderSync"),
			     OK WBXML "Content-Encoding: br\r\n", "abc"),
	    ANSWER_FOREIGN);
	assert_false(served());
}

static void
a_document_that_breaks_off_shows_nothing(void **state)
{
	(void)state;
	assert_int_equal(
	    ANSWER(COMMAND("FolderSync"), OK WBXML, "\3\1\x6a\0\0\7\x56"),
	    ANSWER_FOREIGN);
	assert_false(served());
}

/* The front says which command it answers; the Status was not seen. */
static void
what_was_cut_is_not_known(void **state)
{
	(void)state;
	asked(COMMAND("FolderSync"), "", 0);
	answered(OK WBXML, "\3\1\x6a\0\0\7\x56", 7);
	halves.response.complete = false;
	assert_true(reads());
	assert_int_equal(halves.seen.answer, ANSWER_DOCUMENT);
	assert_false(served());
	message_reset(&halves.response);
	answered(OK WBXML, "", 0);
	halves.response.complete = false;
	assert_true(reads());
	assert_int_equal(halves.seen.answer, ANSWER_NOT_SEEN);
	assert_false(served());
}

/* Up to 12.1 a refusal is an HTTP status: 200 says enough. */
static void
what_was_cut_is_a_success_up_to_12_1(void **state)
{
	(void)state;
	asked(POST("FolderSync", "12.1"), "", 0);
	answered(OK WBXML, "", 0);
	halves.response.complete = false;
	assert_true(reads());
	assert_true(served());
}

static void
trouble_of_the_server_is_no_success(void **state)
{
	(void)state;
	(void)ANSWER(COMMAND("FolderSync"), OK WBXML, FOLDERS("6"));
	assert_false(served());
	/* A stale SyncKey is the device's business. */
	(void)ANSWER(COMMAND("FolderSync"), OK WBXML, FOLDERS("9"));
	assert_true(served());
}

static void
mail_commands_may_be_answered_with_each_others_root(void **state)
{
	static const char *const commands[] = {COMMAND("SendMail"),
	    COMMAND("SmartForward"), COMMAND("SmartReply")};

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(ANSWER(commands[i], OK WBXML, MAIL("\x45")),
		    ANSWER_DOCUMENT);
		text_equals(halves.seen.body_status, "110");
		(void)ANSWER(commands[i], OK WBXML, MAIL("\x47"));
		text_equals(halves.seen.body_status, "110");
	}
}

static void
an_answer_of_another_command_shows_no_success(void **state)
{
	(void)state;
	assert_int_equal(
	    ANSWER(COMMAND("Ping"), OK WBXML, FOLDERS("1")), ANSWER_FOREIGN);
	assert_false(served());
}

static void
an_answer_to_provision_without_a_document_hides_nothing(void **state)
{
	(void)state;
	(void)ANSWER(COMMAND("Provision"), OK WBXML, "");
	assert_true(halves.seen.provision->response_whole);
	(void)ANSWER(COMMAND("Provision"), OK TYPE("text/html"), PAGE);
	assert_true(halves.seen.provision->response_whole);
	(void)ANSWER(COMMAND("Provision"), OK, PAGE);
	assert_true(halves.seen.provision->response_whole);
	halves.response.complete = false;
	assert_true(reads());
	assert_false(halves.seen.provision->response_whole);
}

#define test(name)                                                             \
	cmocka_unit_test_setup_teardown(name, halves_set_up, halves_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    test(a_document_of_the_command_shows_success),
	    test(a_web_page_shows_nothing),
	    test(an_empty_answer_shows_success_where_it_may_be_empty),
	    test(an_empty_body_in_a_coding_is_empty),
	    test(an_attachment_is_of_any_type),
	    test(a_coding_that_is_not_known_shows_nothing),
	    test(a_document_that_breaks_off_shows_nothing),
	    test(what_was_cut_is_not_known),
	    test(what_was_cut_is_a_success_up_to_12_1),
	    test(trouble_of_the_server_is_no_success),
	    test(mail_commands_may_be_answered_with_each_others_root),
	    test(an_answer_of_another_command_shows_no_success),
	    test(an_answer_to_provision_without_a_document_hides_nothing),
	};

	return cmocka_run_group_tests_name("answers", tests, NULL, NULL);
}
