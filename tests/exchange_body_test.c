/*
 * Bodies of exchanges: documents, codings, multipart, cuts, and what is told
 * of bodies that cannot be read.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/halves.h"
#include "tests/support/packed.h"
#include "tests/support/vectors.h"

#define COMMAND(name)                                                          \
	"POST /Microsoft-Server-ActiveSync?Cmd=" name                          \
	"&DeviceId=D1 HTTP/1.1\r\nMS-ASProtocolVersion: 14.1\r\n"
#define OK "HTTP/1.1 200 OK\r\n"
#define WBXML "Content-Type: application/vnd.ms-sync.wbxml\r\n"
#define PASSWORD "000000-TEST" /* the recovery password of 065 */
#define MULTIPART "Content-Type: application/vnd.ms-sync.multipart\r\n"

static void
a_download_of_a_policy_is_read_from_both_halves(void **state)
{
	const struct provision_seen *seen;

	(void)state;
	asked_document(COMMAND("Provision") WBXML, "001");
	answered_document(OK WBXML, "004");
	assert_true(reads());
	seen = halves.seen.provision;
	assert_non_null(seen);
	assert_int_equal(seen->phase, PHASE_DOWNLOAD);
	assert_true(seen->request_whole);
	assert_true(seen->response_whole);
	assert_non_null(seen->policy);
	assert_non_null(halves.seen.information);
	assert_int_equal(halves.payloads, 2);
	assert_int_equal(halves.health.wbxml_errors, 0);
}

static void
a_provision_request_alone_tells_its_half(void **state)
{
	(void)state;
	asked_document(COMMAND("Provision") WBXML, "011");
	assert_true(reads());
	assert_int_equal(halves.seen.provision->phase, PHASE_ACKNOWLEDGE);
	text_equals(halves.seen.provision->ack_status, "1");
	text_equals(halves.seen.provision->response_status, NULL);
	assert_true(halves.seen.provision->request_whole);
	assert_false(halves.seen.provision->response_whole);
}

static void
settings_tell_about_the_device(void **state)
{
	(void)state;
	asked_document(COMMAND("Settings") WBXML, "063");
	answered_document(OK WBXML, "064");
	assert_true(reads());
	assert_null(halves.seen.provision);
	assert_non_null(halves.seen.information);
	assert_true(text_filled(halves.seen.information->model));
	text_equals(halves.seen.information_status, "1");
	assert_int_equal(halves.payloads, 2);
}

static void
of_other_commands_only_the_status_is_read(void **state)
{
	(void)state;
	asked_document(COMMAND("FolderSync") WBXML, "046");
	answered_document(OK WBXML, "047");
	assert_true(reads());
	text_equals(halves.seen.body_status, "142");
	assert_null(halves.seen.provision);
	assert_int_equal(halves.payloads, 0);
}

static void
a_body_in_a_coding_is_read(void **state)
{
	static const char *const heads[] = {OK WBXML
	    "Content-Encoding: gzip\r\n",
	    OK WBXML "content-encoding: Deflate\r\n",
	    OK WBXML "Content-Encoding: deflate\r\n"};
	size_t count;
	uint8_t *plain = vector("015", &count);

	(void)state;
	for (int i = 0; i < 3; i++) {
		size_t length;
		uint8_t *bytes = packed((enum packing)i, plain, count, &length);

		message_reset(&halves.response);
		answered(heads[i], bytes, length);
		assert_true(reads());
		assert_true(halves.seen.provision->response_whole);
		assert_true(
		    text_filled(halves.seen.provision->response_policy_key));
		free(bytes);
	}
	assert_int_equal(halves.payloads, 3);
	free(plain);
}

static void
a_request_in_a_coding_is_read(void **state)
{
	size_t count;
	uint8_t *plain = vector("012", &count);
	size_t length;
	uint8_t *bytes = packed(PACKED_GZIP, plain, count, &length);

	(void)state;
	asked(COMMAND("Provision") WBXML "Content-Encoding: gzip\r\n", bytes,
	    length);
	assert_true(reads());
	text_equals(halves.seen.provision->ack_status, "2");
	free(bytes);
	free(plain);
}

static void
a_coding_that_is_spoiled_or_unknown_is_an_error(void **state)
{
	(void)state;
	asked(COMMAND("Provision") WBXML "Content-Encoding: gzip\r\n", "abcdef",
	    6);
	answered(OK WBXML "Content-Encoding: br\r\n", "abcdef", 6);
	assert_true(reads());
	assert_int_equal(halves.health.http_errors, 2);
	assert_false(halves.seen.provision->request_whole);
	assert_int_equal(halves.payloads, 0);
}

static void
a_body_that_grows_too_much_is_a_limit(void **state)
{
	size_t size = 5u << 20;
	uint8_t *zeroes = calloc(1, size);
	size_t length;
	uint8_t *bytes;

	(void)state;
	assert_non_null(zeroes);
	bytes = packed(PACKED_GZIP, zeroes, size, &length);
	answered(OK WBXML "Content-Encoding: gzip\r\n", bytes, length);
	(void)reads();
	assert_int_equal(halves.health.limits_reached, 1);
	free(bytes);
	free(zeroes);
}

/* A multipart body: count of parts, then offset and length of the first. */
static void
answers_multipart(const char *hex, const char *name)
{
	size_t head_count, count;
	uint8_t *head = from_hex(hex, &head_count);
	uint8_t *document = vector(name, &count);
	uint8_t *body = malloc(head_count + count + 3);

	assert_non_null(body);
	memcpy(body, head, head_count);
	memcpy(body + head_count, document, count);
	memcpy(body + head_count + count, "xyz", 3);
	answered(OK MULTIPART, body, head_count + count + 3);
	free(body);
	free(document);
	free(head);
}

static void
the_first_part_of_a_multipart_body_is_the_document(void **state)
{
	(void)state;
	asked(COMMAND("Provision"), "", 0);
	answers_multipart(
	    "02000000 14000000 41000000 55000000 03000000", "015");
	assert_true(reads());
	text_equals(halves.seen.provision->response_policy_status, "1");
	assert_true(halves.seen.provision->response_whole);
	assert_int_equal(halves.health.wbxml_errors, 0);
}

static void
a_part_beyond_its_body_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	asked(COMMAND("Provision"), "", 0);
	answers_multipart("01000000 0c000000 ff000000", "015");
	assert_true(reads());
	text_equals(halves.seen.provision->response_policy_status, "1");
	assert_int_equal(halves.payloads, 0);
	message_reset(&halves.response);
	answers_multipart("01000000 ffffffff ffffffff", "015");
	assert_true(reads());
	text_equals(halves.seen.provision->response_policy_status, NULL);
	message_reset(&halves.response);
	answers_multipart("01000000 0c000000 00000000", "015");
	assert_true(reads());
	text_equals(halves.seen.provision->response_policy_status, NULL);
}

static void
a_multipart_body_without_parts_is_nothing(void **state)
{
	(void)state;
	asked(COMMAND("Provision"), "", 0);
	answered(OK MULTIPART, "\0\0\0\0\0\0\0\0\0\0\0\0\3\1", 14);
	assert_true(reads());
	text_equals(halves.seen.body_status, NULL);
	message_reset(&halves.response);
	answers_multipart("00000000 0c000000 41000000", "015");
	assert_true(reads());
	text_equals(halves.seen.body_status, NULL);
	message_reset(&halves.response);
	answered(OK MULTIPART, "\1\0\0\0\5\0", 6);
	assert_true(reads());
	text_equals(halves.seen.body_status, NULL);
	assert_int_equal(halves.payloads, 0);
}

static void
a_page_of_an_error_is_no_document(void **state)
{
	(void)state;
	asked(COMMAND("Provision"), "", 0);
	answered("HTTP/1.1 403 No\r\nContent-Type: text/html\r\n",
	    "<html></html>", 13);
	assert_true(reads());
	assert_int_equal(halves.seen.http_status, 403);
	text_equals(halves.seen.body_status, NULL);
	assert_true(halves.seen.provision->response_whole);
	assert_int_equal(halves.health.wbxml_errors, 0);
}

static void
a_body_without_a_type_may_be_a_document(void **state)
{
	(void)state;
	asked(COMMAND("FolderSync"), "", 0);
	answered_document(OK, "047");
	assert_true(reads());
	text_equals(halves.seen.body_status, "142");
}

static void
a_body_that_was_cut_is_not_whole_and_nobodys_error(void **state)
{
	size_t count;
	uint8_t *bytes = vector("004", &count);

	(void)state;
	asked_document(COMMAND("Provision") WBXML, "001");
	answered(OK WBXML, bytes, count / 2);
	halves.response.complete = false;
	assert_true(reads());
	assert_false(halves.seen.provision->response_whole);
	assert_true(halves.seen.provision->request_whole);
	assert_int_equal(halves.health.wbxml_errors, 0);
	assert_int_equal(halves.payloads, 1);
	free(bytes);
}

static void
a_whole_body_that_breaks_off_is_an_error_of_its_sender(void **state)
{
	(void)state;
	asked_document(COMMAND("Provision") WBXML, "076");
	answered_document(OK WBXML, "078");
	assert_true(reads());
	assert_int_equal(halves.health.wbxml_errors, 2);
	assert_int_equal(halves.seen.answer, ANSWER_FOREIGN);
	assert_int_equal(halves.seen.provision->phase, PHASE_OTHER);
}

static void
a_document_that_nests_too_deep_is_a_limit(void **state)
{
	char body[600];

	(void)state;
	memset(body, 0x45, sizeof(body));
	memcpy(body, "\x03\x01\x6a\x00\x00\x0e", 6);
	asked(COMMAND("Provision") WBXML, body, sizeof(body));
	assert_true(reads());
	assert_int_equal(halves.health.limits_reached, 1);
	assert_int_equal(halves.health.wbxml_errors, 1);
}

static void
bodies_behind_a_cut_head_are_not_read(void **state)
{
	(void)state;
	asked_document(COMMAND("Provision") WBXML, "001");
	answered_document(OK WBXML, "004");
	halves.request.headers_complete = false;
	halves.response.headers_complete = false;
	assert_true(reads());
	assert_int_equal(halves.payloads, 0);
	assert_null(halves.seen.provision->policy);
	assert_false(halves.seen.response.headers_complete);
}

static void
options_have_no_documents(void **state)
{
	(void)state;
	asked("OPTIONS /Microsoft-Server-ActiveSync HTTP/1.1\r\n", "", 0);
	answered_document(OK WBXML, "047");
	assert_true(reads());
	text_equals(halves.seen.body_status, NULL);
	assert_int_equal(halves.seen.command, COMMAND_UNKNOWN);
}

static void
behind_a_hole_an_answer_of_another_command_is_not_that_of_the_request(
    void **state)
{
	(void)state;
	asked_document(COMMAND("Provision") WBXML, "001");
	halves.request.in_doubt = true;
	answered_document(OK WBXML, "047");
	assert_true(reads());
	assert_int_equal(halves.seen.command, COMMAND_PROVISION);
	assert_int_equal(halves.seen.http_status, 0);
	assert_int_equal(halves.seen.response.first.frame, 0);
	text_equals(halves.seen.body_status, NULL);
	assert_true(halves.seen.provision->request_whole);
	assert_false(halves.seen.provision->response_whole);
}

static void
without_a_hole_it_is_what_the_server_said(void **state)
{
	(void)state;
	asked_document(COMMAND("Provision") WBXML, "001");
	answered_document(OK WBXML, "047");
	assert_true(reads());
	assert_int_equal(halves.seen.command, COMMAND_PROVISION);
	assert_int_equal(halves.seen.http_status, 200);
	assert_int_equal(halves.seen.answer, ANSWER_FOREIGN);
	text_equals(halves.seen.body_status, "142");
	assert_null(halves.seen.provision->policy);
	assert_true(halves.seen.provision->response_whole);
}

static bool
has(struct text text, const char *part)
{
	size_t length = strlen(part);

	for (size_t i = 0; i + length <= text.length; i++)
		if (memcmp(text.bytes + i, part, length) == 0)
			return true;
	return false;
}

static void
a_watcher_is_shown_no_recovery_password(void **state)
{
	size_t length;
	uint8_t *document = vector("065", &length);

	(void)state;
	assert_true(has(text_over(document, length), PASSWORD));
	halves.request.watched = true;
	asked_document(COMMAND("Settings") WBXML, "065");
	assert_true(reads());
	assert_int_equal(halves.seen.request.wire.body.length, length);
	assert_false(has(halves.seen.request.wire.body, PASSWORD));
	free(document);
}

/* What the command is was not seen: nobody knows what the body may hold. */
static void
nor_one_of_a_command_that_is_not_known(void **state)
{
	(void)state;
	halves.request.watched = true;
	asked_document(COMMAND("Unheard") WBXML, "065");
	assert_true(reads());
	assert_true(text_filled(halves.seen.request.wire.body));
	assert_false(has(halves.seen.request.wire.body, PASSWORD));
}

static void
without_a_listener_nobody_is_told(void **state)
{
	static const struct exchange_listener nobody;

	(void)state;
	exchange_reader_free(halves.reader);
	exchange_reader_free(NULL);
	halves.reader = exchange_reader_new(&halves.health, &nobody);
	asked_document(COMMAND("Provision") WBXML, "001");
	assert_true(reads());
	assert_int_equal(halves.payloads, 0);
}

#define test(name)                                                             \
	cmocka_unit_test_setup_teardown(name, halves_set_up, halves_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    test(a_download_of_a_policy_is_read_from_both_halves),
	    test(a_provision_request_alone_tells_its_half),
	    test(settings_tell_about_the_device),
	    test(of_other_commands_only_the_status_is_read),
	    test(a_body_in_a_coding_is_read),
	    test(a_request_in_a_coding_is_read),
	    test(a_coding_that_is_spoiled_or_unknown_is_an_error),
	    test(a_body_that_grows_too_much_is_a_limit),
	    test(the_first_part_of_a_multipart_body_is_the_document),
	    test(a_part_beyond_its_body_is_read_as_far_as_it_goes),
	    test(a_multipart_body_without_parts_is_nothing),
	    test(a_page_of_an_error_is_no_document),
	    test(a_body_without_a_type_may_be_a_document),
	    test(a_body_that_was_cut_is_not_whole_and_nobodys_error),
	    test(a_whole_body_that_breaks_off_is_an_error_of_its_sender),
	    test(a_document_that_nests_too_deep_is_a_limit),
	    test(bodies_behind_a_cut_head_are_not_read),
	    test(options_have_no_documents),
	    test(
		behind_a_hole_an_answer_of_another_command_is_not_that_of_the_request),
	    test(without_a_hole_it_is_what_the_server_said),
	    test(a_watcher_is_shown_no_recovery_password),
	    test(nor_one_of_a_command_that_is_not_known),
	    test(without_a_listener_nobody_is_told),
	};

	return cmocka_run_group_tests_name("exchange_body", tests, NULL, NULL);
}
