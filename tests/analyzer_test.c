/*
 * The whole chain on frames made by hand: an Ethernet capture of one
 * connection becomes devices, counters and calls of the hook.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/analyzer.h"
#include "decode/secondopinion.h"
#include "tests/support/network.h"
#include "tests/support/vectors.h"

#define SYN 0x02
#define ACK 0x10
#define HEADERS 54u
#define SERVER_PORT 80

#define ASK(command)                                                           \
	"POST /Microsoft-Server-ActiveSync?Cmd=" command                       \
	"&DeviceId=D1&DeviceType=Phone&User=anna HTTP/1.1\r\n"                 \
	"Content-Type: application/vnd.ms-sync.wbxml\r\n"
#define ANSWER                                                                 \
	"HTTP/1.1 200 OK\r\n"                                                  \
	"Content-Type: application/vnd.ms-sync.wbxml\r\n"

/* What the tests of this file share; made anew for each of them. */
static struct {
	struct ledger *ledger;
	struct analyzer *analyzer;
	uint64_t frames;
	uint32_t next[2]; /* sequence numbers: client, server */
	unsigned told;
	enum command command;
	unsigned http_status;
	uint16_t client_port, server_port;
	uint64_t connection;
} it;

/* In the place of libwbxml, which always agrees: an opinion and words. */
static enum second_opinion opinion;
static int difference;

enum second_opinion
second_opinion(const void *bytes, size_t length, char words[OPINION_TEXT])
{
	assert_non_null(bytes);
	assert_true(length > 0);
	(void)snprintf(words, OPINION_TEXT, "difference %d", difference);
	return opinion;
}

static void
take_exchange(void *context, const struct observation *seen)
{
	assert_ptr_equal(context, &it);
	it.told++;
	it.command = seen->command;
	it.http_status = seen->http_status;
	it.client_port = seen->client.port;
	it.server_port = seen->server.port;
	it.connection = seen->connection;
}

static void
begins(bool with_hook, bool cross_check)
{
	struct analyzer_hooks hooks = {with_hook ? take_exchange : NULL, &it};
	struct analyzer_settings settings = {.cross_check = cross_check};

	memset(&it, 0, sizeof(it));
	opinion = OPINION_AGREES;
	difference = 0;
	it.ledger = ledger_new();
	it.analyzer = analyzer_new(it.ledger, &hooks, &settings);
}

static int
tear_down(void **state)
{
	(void)state;
	analyzer_free(it.analyzer);
	ledger_free(it.ledger);
	return 0;
}

/* A frame of the client (0) or the server (1). */
static void
sends(int from, uint8_t flags, const void *payload, size_t count)
{
	uint8_t *bytes = calloc(1, HEADERS + count);
	struct frame frame = {.number = ++it.frames,
	    .time = (int64_t)it.frames * 1000000,
	    .link = LINK_ETHERNET,
	    .captured = (uint32_t)(HEADERS + count),
	    .wire = (uint32_t)(HEADERS + count),
	    .bytes = bytes};

	assert_non_null(bytes);
	write16(bytes + 12, 0x0800);
	bytes[14] = 0x45;
	write16(bytes + 16, (unsigned)(40 + count));
	bytes[22] = 64;
	bytes[23] = 6;
	write32(bytes + 26, from == 0 ? 0x0a000001 : 0x0a000002);
	write32(bytes + 30, from == 0 ? 0x0a000002 : 0x0a000001);
	write16(bytes + 34, from == 0 ? 40000 : SERVER_PORT);
	write16(bytes + 36, from == 0 ? SERVER_PORT : 40000);
	write32(bytes + 38, it.next[from]);
	write32(bytes + 42, it.next[1 - from]);
	bytes[46] = 0x50;
	bytes[47] = flags;
	write16(bytes + 48, 65535);
	if (count > 0)
		memcpy(bytes + HEADERS, payload, count);
	analyzer_frame(it.analyzer, &frame);
	it.next[from] += (uint32_t)count + ((flags & SYN) != 0 ? 1 : 0);
	free(bytes);
}

static void
shakes_hands(void)
{
	sends(0, SYN, NULL, 0);
	sends(1, SYN | ACK, NULL, 0);
	sends(0, ACK, NULL, 0);
}

/* A head and a document of tests/vectors. */
static void
says_document(int from, const char *head, const char *name)
{
	size_t count;
	uint8_t *document = vector(name, &count);
	char length[64];

	(void)snprintf(
	    length, sizeof(length), "Content-Length: %zu\r\n\r\n", count);
	sends(from, ACK, head, strlen(head));
	sends(from, ACK, length, strlen(length));
	sends(from, ACK, document, count);
	free(document);
}

static void
frames_become_a_device_and_a_call(void **state)
{
	(void)state;
	begins(true, false);
	shakes_hands();
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	assert_int_equal(it.told, 1);
	assert_int_equal(it.command, COMMAND_PROVISION);
	assert_int_equal(it.http_status, 200);
	assert_int_equal(it.client_port, 40000);
	assert_int_equal(it.server_port, SERVER_PORT);
	assert_int_equal(it.connection, 1);
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 1);
	assert_int_equal(ledger_device_count(it.ledger), 1);
	assert_true(text_is(ledger_device(it.ledger, 0)->id, "D1"));
	assert_int_equal(ledger_policy_count(it.ledger), 1);
	assert_int_equal(ledger_health_seen(it.ledger)->packets, 9);
	assert_int_equal(ledger_health_seen(it.ledger)->eas_exchanges, 1);
}

static void
what_waits_is_told_at_the_end(void **state)
{
	(void)state;
	begins(true, false);
	shakes_hands();
	says_document(0, ASK("FolderSync"), "046");
	assert_int_equal(it.told, 0);
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 1);
	assert_int_equal(it.http_status, 0);
}

static void
a_response_alone_counts_where_it_is_eas(void **state)
{
	(void)state;
	begins(true, false);
	says_document(1, ANSWER, "015");
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 1);
	assert_int_equal(it.command, COMMAND_PROVISION);
	assert_int_equal(it.client_port, 40000);
}

static void
a_response_alone_that_is_not_eas_is_none(void **state)
{
	(void)state;
	begins(true, false);
	says_document(1, ANSWER, "088");
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 0);
	assert_int_equal(ledger_health_seen(it.ledger)->http_exchanges, 1);
	assert_int_equal(ledger_health_seen(it.ledger)->eas_exchanges, 0);
}

static void
tls_is_noted_in_the_ledger(void **state)
{
	(void)state;
	begins(true, false);
	shakes_hands();
	sends(0, ACK, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc", 9);
	analyzer_finish(it.analyzer);
	assert_int_equal(
	    ledger_health_seen(it.ledger)->encrypted_connections, 1);
	assert_int_equal(it.told, 0);
}

static void
nobody_need_listen(void **state)
{
	(void)state;
	begins(false, false);
	shakes_hands();
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 0);
	assert_int_equal(ledger_device_count(it.ledger), 1);
	assert_int_equal(analyzer_cross_check(it.analyzer)->compared, 0);
}

static void
payloads_are_read_twice_where_asked_for(void **state)
{
	const struct cross_check *check;

	(void)state;
	begins(false, true);
	shakes_hands();
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	analyzer_finish(it.analyzer);
	check = analyzer_cross_check(it.analyzer);
	assert_int_equal(check->compared, 2);
	assert_int_equal(check->agreed, 2);
	assert_int_equal(check->difference_count, 0);
}

static void
each_opinion_is_counted(void **state)
{
	const struct cross_check *check;

	(void)state;
	begins(false, true);
	check = analyzer_cross_check(it.analyzer);
	shakes_hands();
	opinion = OPINION_REFUSED;
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	assert_int_equal(check->refused, 2);
	assert_int_equal(check->difference_count, 0);
	opinion = OPINION_DIFFERS;
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	assert_int_equal(check->differed, 2);
	opinion = OPINION_FAILED;
	says_document(0, ASK("Provision"), "001");
	says_document(1, ANSWER, "004");
	assert_int_equal(check->failed, 2);
	assert_int_equal(check->compared, 6);
}

static void
each_difference_is_kept_once_and_some_are_enough(void **state)
{
	const struct cross_check *check;

	(void)state;
	begins(false, true);
	check = analyzer_cross_check(it.analyzer);
	shakes_hands();
	opinion = OPINION_DIFFERS;
	for (int i = 0; i < 40; i++) {
		difference = i;
		says_document(0, ASK("Provision"), "001");
		says_document(1, ANSWER, "004");
	}
	assert_int_equal(check->differed, 80);
	assert_int_equal(check->difference_count, CROSS_CHECK_DIFFERENCES);
	assert_string_equal(check->differences[0], "difference 0");
	assert_string_equal(check->differences[31], "difference 31");
}

static void
frames_cut_anywhere_do_not_hurt(void **state)
{
	static const char text[] = ASK("Ping") "\r\n";

	(void)state;
	begins(true, false);
	shakes_hands();
	sends(0, ACK, text, sizeof(text) - 1);
	for (uint32_t cut = 0; cut < HEADERS; cut++) {
		uint8_t *bytes = guard_copy(text, cut);
		struct frame frame = {.number = ++it.frames,
		    .link = LINK_ETHERNET,
		    .captured = cut,
		    .wire = 1500,
		    .bytes = bytes};

		analyzer_frame(it.analyzer, &frame);
		guard_free(bytes, cut);
	}
	analyzer_finish(it.analyzer);
	assert_int_equal(it.told, 1);
	analyzer_free(NULL);
}

#define test(name) cmocka_unit_test_teardown(name, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    test(frames_become_a_device_and_a_call),
	    test(what_waits_is_told_at_the_end),
	    test(a_response_alone_counts_where_it_is_eas),
	    test(a_response_alone_that_is_not_eas_is_none),
	    test(tls_is_noted_in_the_ledger),
	    test(nobody_need_listen),
	    test(payloads_are_read_twice_where_asked_for),
	    test(each_opinion_is_counted),
	    test(each_difference_is_kept_once_and_some_are_enough),
	    test(frames_cut_anywhere_do_not_hurt),
	};

	return cmocka_run_group_tests_name("analyzer", tests, NULL, NULL);
}
