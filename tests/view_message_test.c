/*
 * One message of a device, byte by byte: as screens, and by what keys do.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/dissect.h"
#include "tests/support/vectors.h"
#include "tests/support/views.h"

#define REQUEST_HEAD                                                           \
	"POST /Microsoft-Server-ActiveSync?Cmd=Provision&User=anna&DeviceId="  \
	"D1&DeviceType=Phone HTTP/1.1\r\nHost: mail.example.org\r\n"           \
	"Authorization: Basic ************\r\nX-MS-PolicyKey: 0\r\n"           \
	"Content-Type: application/vnd.ms-sync.wbxml"
#define RESPONSE_HEAD                                                          \
	"HTTP/1.1 200 OK\r\nContent-Type: application/vnd.ms-sync.wbxml"

static const uint64_t frames[] = {100, 101, 104};

/* A download whose halves have these documents for bodies (NULL: none). */
static void
tell_bytes(int second, struct text asked, struct text answered)
{
	struct exchange exchange =
	    download_at(second, "1307199584", policy_of_length("4"));

	exchange.seen.request.wire = (struct wire_seen){
	    .head = text_from(REQUEST_HEAD),
	    .body = asked,
	    .body_whole = true,
	    .frames = frames,
	    .frame_count = 3,
	};
	exchange.seen.response.wire = (struct wire_seen){
	    .head = text_from(RESPONSE_HEAD),
	    .body = answered,
	    .body_whole = true,
	    .frames = frames + 2,
	    .frame_count = 1,
	};
	tell(stage.ledger, exchange);
}

static void
show(int second, bool is_response)
{
	struct message_place place = {.is_response = is_response};

	place.exchange.frame = (uint64_t)second * 10;
	place.exchange.time = second * INT64_C(1000000000);
	stage_open(&view_message, stage_device("D1"));
	view_message_about(stage.state, &place);
	stage_draw(24, 80);
}

static void
tell_vectors(const char *asked, const char *answered)
{
	size_t asked_length;
	size_t answered_length;
	uint8_t *a = vector(asked, &asked_length);
	uint8_t *b = vector(answered, &answered_length);

	ledger_set_payload_reader(stage.ledger, &dissector);
	tell_bytes(
	    10, text_over(a, asked_length), text_over(b, answered_length));
	free(a);
	free(b);
}

static void
a_request_has_its_head_and_its_tokens(void **state)
{
	(void)state;
	tell_vectors("012", "004");
	show(10, false);
	stage_ask(REQUEST_SEARCH, "<Status>");
	stage_compares("message", 24, 80);
	stage_compares("message", 40, 120);
}

static void
a_response_explains_the_setting_under_the_cursor(void **state)
{
	(void)state;
	tell_vectors("012", "004");
	show(10, true);
	stage_ask(REQUEST_SEARCH, "MaxInactivity");
	stage_compares("message-response", 24, 80);
}

static void
raw_and_difference_are_one_key_away(void **state)
{
	(void)state;
	tell_vectors("012", "004");
	show(10, true);
	stage_ask(REQUEST_RAW, NULL);
	stage_compares("message-raw", 24, 80);
	stage_ask(REQUEST_RENDERING, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("As libwbxml renders it."));
	stage_ask(REQUEST_COMPARE, NULL);
	stage_ask(REQUEST_SEARCH, "DeviceEncryptionEnabled");
	stage_compares("message-difference", 24, 80);
	stage_ask(REQUEST_COMPARE, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Token"));
}

static void
the_other_half_is_one_key_away(void **state)
{
	(void)state;
	tell_vectors("012", "004");
	show(10, false);
	assert_true(stage_shows("request -> server"));
	stage_ask(REQUEST_OTHER_HALF, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("response <- server"));
	assert_true(stage_shows("Frame 104"));
}

static void
messages_are_gone_through_across_exchanges(void **state)
{
	struct exchange lost = command_at(20, COMMAND_SYNC, "7", 200);

	(void)state;
	tell_vectors("012", "004");
	lose_answer(&lost);
	tell(stage.ledger, lost);
	tell_bytes(30, TEXT_NOT_SEEN, TEXT_NOT_SEEN);
	show(10, true);
	stage_ask(REQUEST_LATER, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Message #200"));
	stage_ask(REQUEST_LATER, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Message #300"));
	stage_ask(REQUEST_EARLIER, NULL);
	stage_ask(REQUEST_EARLIER, NULL);
	stage_ask(REQUEST_EARLIER, NULL);
	stage_ask(REQUEST_EARLIER, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("Message #100"));
}

static void
bytes_that_were_not_kept_are_said_to_be_gone(void **state)
{
	(void)state;
	tell(stage.ledger, command_at(20, COMMAND_SYNC, "7", 200));
	show(20, false);
	assert_true(stage_shows("not kept any more"));
	assert_false(stage_shows("bytes of body"));
	assert_false(stage_shows("Frames"));
}

static void
bytes_that_would_tell_names_are_said_not_to_be_kept(void **state)
{
	(void)state;
	ledger_set_anonymized(stage.ledger);
	tell(stage.ledger, command_at(20, COMMAND_SYNC, "7", 200));
	show(20, false);
	assert_true(stage_shows("With --anonymize no message is kept"));
}

static void
a_message_without_a_body_says_so(void **state)
{
	(void)state;
	ledger_set_payload_reader(stage.ledger, &dissector);
	tell_bytes(10, text_over("", 0), text_over("", 0));
	show(10, true);
	assert_true(stage_shows("HTTP/1.1 200 OK"));
	assert_true(stage_shows("This message has no body."));
}

static void
a_body_that_is_not_wbxml_is_shown_raw(void **state)
{
	(void)state;
	ledger_set_payload_reader(stage.ledger, &dissector);
	tell_bytes(10, text_over("", 0), text_from("<html>no</html>"));
	show(10, true);
	assert_true(stage_shows("3c 68 74 6d 6c 3e"));
	assert_true(stage_shows("<html>no</html>"));
}

static void
captured_bytes_cannot_drive_the_terminal(void **state)
{
	(void)state;
	ledger_set_payload_reader(stage.ledger, &dissector);
	tell_bytes(10, text_over("", 0),
	    text_over(
		"\x03\x01\x6a\x00\x00\x0e\x4b\x03\x1b[31m\xff\x00\x01", 16));
	show(10, true);
	stage_ask(REQUEST_BOTTOM, NULL);
	stage_draw(24, 80);
	assert_true(stage_shows("\\x1b[31m\\xff"));
	assert_null(strchr(stage.shown, 0x1b));
}

static void
every_size_is_drawn(void **state)
{
	(void)state;
	tell_vectors("012", "004");
	show(10, true);
	for (unsigned rows = 1; rows < 45; rows++)
		for (unsigned columns = 1; columns < 130; columns += 3)
			stage_draw(rows, columns);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_request_has_its_head_and_its_tokens),
	    TEST(a_response_explains_the_setting_under_the_cursor),
	    TEST(raw_and_difference_are_one_key_away),
	    TEST(the_other_half_is_one_key_away),
	    TEST(messages_are_gone_through_across_exchanges),
	    TEST(bytes_that_were_not_kept_are_said_to_be_gone),
	    TEST(bytes_that_would_tell_names_are_said_not_to_be_kept),
	    TEST(a_message_without_a_body_says_so),
	    TEST(a_body_that_is_not_wbxml_is_shown_raw),
	    TEST(captured_bytes_cannot_drive_the_terminal),
	    TEST(every_size_is_drawn),
	};

	return cmocka_run_group_tests_name("view_message", tests, NULL, NULL);
}
