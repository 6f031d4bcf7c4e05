/*
 * Requests and answers that hurt: sizes that overflow, requests hidden in what
 * others take for a body, heads without end, ids of 64 kB, exchanges by the
 * hundred thousand on one connection. No device is told of that did not ask.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "tests/support/stranger.h"

#define PATH "/Microsoft-Server-ActiveSync?Cmd="
#define WHO(device) "&User=eve&DeviceId=" device "&DeviceType=WP HTTP/1.1\r\n"
#define ASKS(device) "POST " PATH "FolderSync" WHO(device)
#define CHUNKED "Transfer-Encoding: chunked\r\n"
#define NOTHING "Content-Length: 0\r\n\r\n"
#define HIDDEN ASKS("HIDDEN") NOTHING
#define OK "HTTP/1.1 200 OK\r\n" NOTHING

static long long
commands(const json_t *report, const char *device, const char *command)
{
	return json_integer_value(json_object_get(
	    json_object_get(attacked_device(report, device), "commands"),
	    command));
}

/* Each of these on a connection of its own, in one segment, 1000 times. */
static void
send_each(const char *const *texts, size_t count)
{
	for (uint32_t i = 0; i < 1000; i++) {
		for (size_t k = 0; k < count; k++) {
			struct stranger stranger =
			    stranger_opens((uint32_t)(i * count + k));

			stranger_says_text(&stranger, texts[k]);
			stranger_hears_text(&stranger, OK);
		}
		attack_honest(1);
	}
}

static void
sizes_of_chunks_that_overflow_hide_no_request(void **state)
{
	static const char front[] = ASKS("CHUNKS") CHUNKED "\r\n";
	static const char *const sizes[] = {
	    "10000000000000000\r\n",
	    "fffffffffffffffff\r\n",
	    "ffffffffffffffff\r\n",
	    "8000000000000000\r\n",
	    "-1\r\n",
	    "0x10\r\n",
	    "1\r\nab\r\n",
	    " \r\n",
	    "100000000\r\n",
	};
	enum {
		COUNT = sizeof(sizes) / sizeof(sizes[0])
	};
	const char *texts[COUNT];
	static char room[COUNT][1024];
	json_t *report;

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		snprintf(room[i], sizeof(room[i]), "%s%s%s", front, sizes[i],
		    HIDDEN);
		texts[i] = room[i];
	}
	send_each(texts, COUNT);
	report = attacked_report(0.3, 64);
	assert_int_equal(
	    commands(report, "CHUNKS", "FolderSync"), 1000 * COUNT);
	assert_false(attacked_names(report, "HIDDEN"));
	assert_true(attacked_health(report, "http_errors") >= 6000);
	json_decref(report);
}

/* CL.TE, TE.CL, CL.CL and their kin; only the first two are requests behind a
 * body of no chunks (RFC 9112 section 6.3). */
static void
requests_are_framed_as_the_rfc_says_or_not_at_all(void **state)
{
	static const char *const texts[] = {
	    ASKS("CLTE") "Content-Length: 200\r\n" CHUNKED
			 "\r\n0\r\n\r\n" ASKS("BEHIND") NOTHING,
	    ASKS("TECL") CHUNKED
	    "Content-Length: 5\r\n\r\n0\r\n\r\n" ASKS("BEHIND") NOTHING,
	    ASKS("CLCL") "Content-Length: 0\r\nContent-Length: "
			 "90\r\n\r\n" HIDDEN,
	    ASKS("CLCL") "Content-Length: 90\r\nContent-Length: "
			 "0\r\n\r\n" HIDDEN,
	    ASKS("LIST") "Content-Length: 0, 90\r\n\r\n" HIDDEN,
	    ASKS("SIGN") "Content-Length: +0\r\n\r\n" HIDDEN,
	    ASKS("CODED") "Transfer-Encoding: chunked, identity\r\n\r\n"
			  "0\r\n\r\n" HIDDEN,
	    ASKS("COVERED") "Transfer-Encoding: xchunked\r\n"
			    "Content-Length: 0\r\n\r\n" HIDDEN,
	};
	json_t *report;

	(void)state;
	send_each(texts, sizeof(texts) / sizeof(texts[0]));
	report = attacked_report(0.3, 64);
	assert_false(attacked_names(report, "HIDDEN"));
	assert_int_equal(commands(report, "BEHIND", "FolderSync"), 2000);
	assert_int_equal(commands(report, "CLCL", "FolderSync"), 2000);
	assert_true(attacked_health(report, "http_errors") >= 5000);
	json_decref(report);
}

/* 100,000 headers, and one of 10 MB, in requests and in answers; what follows
 * on the connection is read again. */
static void
heads_without_end_are_given_up(void **state)
{
	struct bomb many = {.length = 0};
	struct bomb large = {.length = 0};
	json_t *report;

	(void)state;
	bomb_repeat(&many, "X-Header: 1\r\n", 13, 100000);
	bomb_text(&large, "X-Header: ");
	bomb_repeat(&large, "x", 1, 10000000);
	bomb_text(&large, "\r\n");
	for (uint32_t i = 0; i < 2; i++) {
		const struct bomb *headers = i == 0 ? &many : &large;
		struct stranger stranger = stranger_opens(i);

		stranger_says_text(&stranger, ASKS("HEADS"));
		stranger_says(&stranger, headers->bytes, headers->length);
		stranger_says_text(&stranger, NOTHING);
		stranger_hears_text(&stranger, "HTTP/1.1 200 OK\r\n");
		stranger_hears(&stranger, headers->bytes, headers->length);
		stranger_hears_text(&stranger, NOTHING);
		stranger_says_text(&stranger, ASKS("AFTER") NOTHING);
		stranger_hears_text(&stranger, OK);
		stranger_leaves(&stranger);
	}
	report = attacked_report(0.3, 48);
	assert_int_equal(attacked_health(report, "limits_reached"), 4);
	assert_int_equal(commands(report, "HEADS", "FolderSync"), 2);
	assert_null(
	    json_object_get(attacked_device(report, "HEADS"), "last_success"));
	assert_int_equal(commands(report, "AFTER", "FolderSync"), 2);
	json_decref(report);
	bomb_done(&many);
	bomb_done(&large);
}

/* Nobody knows where an id of 64 kB ends, which is cut: no device has it. One
 * that fits into a URL is a device with a name that is cut. */
static void
ids_of_64_kilobytes_make_no_devices(void **state)
{
	static char id[65536];
	static char text[66000];
	json_t *report;

	(void)state;
	memset(id, 'D', sizeof(id) - 1);
	for (uint32_t i = 0; i < 600; i++) {
		struct stranger stranger = stranger_opens(i);

		snprintf(id, 9, "%08u", i);
		id[8] = 'D';
		id[i % 2 == 0 ? sizeof(id) - 1 : 7000] = '\0';
		snprintf(text, sizeof(text),
		    "POST " PATH "Sync&User=eve&"
		    "DeviceType=WP&DeviceId=%s HTTP/1.1\r\n" NOTHING,
		    id);
		stranger_says_text(&stranger, text);
		stranger_hears_text(&stranger, OK);
		stranger_leaves(&stranger);
		id[7000] = 'D';
		attack_honest(1);
	}
	report = attacked_report(0.3, 32);
	assert_int_equal(
	    json_array_size(json_object_get(report, "devices")), 300 + 5);
	assert_true(attacked_health(report, "limits_reached") >= 600);
	assert_true(attacked_finds(report, "limits-reached"));
	json_decref(report);
}

/* A round of provisioning under a key of 64 characters. */
static void
provisions(struct stranger *stranger, const char *device, const char *key)
{
	struct bomb offer = {.length = 0};
	struct bomb takes = {.length = 0};
	struct bomb nothing = {.length = 0};

	bomb_wbxml(&takes, "", 0);
	bomb_put(&takes, "\x00\x0e\x45\x46\x47", 5);
	bomb_element(&takes, 0x48, "MS-EAS-Provisioning-WBXML");
	bomb_put(&takes, "\x01\x01\x01", 3);
	bomb_wbxml(&offer, "", 0);
	bomb_put(&offer, "\x00\x0e\x45", 3);
	bomb_element(&offer, 0x4b, "1");
	bomb_put(&offer, "\x46\x47", 2);
	bomb_element(&offer, 0x49, key);
	bomb_put(&offer, "\x4a\x4d", 2);
	bomb_element(&offer, 0x4e, "1");
	bomb_put(&offer, "\x01\x01\x01\x01\x01", 5);
	stranger_posts(stranger, "Provision", device, "", &takes);
	stranger_is_answered(stranger, "", &offer);
	bomb_done(&takes);
	bomb_wbxml(&takes, "", 0);
	bomb_put(&takes, "\x00\x0e\x45\x46\x47", 5);
	bomb_element(&takes, 0x49, key);
	bomb_element(&takes, 0x4b, "1");
	bomb_put(&takes, "\x01\x01\x01", 3);
	stranger_posts(stranger, "Provision", device, "", &takes);
	stranger_is_answered(stranger, "", &nothing);
	bomb_done(&takes);
	bomb_done(&offer);
}

/* Keys that are no numbers and differ in their last bytes alone, as many as a
 * device may have and more. */
static void
keys_of_64_characters_are_told_apart(void **state)
{
	const json_t *rounds;
	json_t *report;
	char key[65];

	(void)state;
	for (uint32_t i = 0; i < 10; i++) {
		struct stranger stranger = stranger_opens(i);
		char device[16];

		snprintf(device, sizeof(device), "KEYS%u", i);
		for (unsigned k = 0; k < 2500; k++) {
			snprintf(key, sizeof(key),
			    "key of 64 characters, no digits: -+=!? but here "
			    "at the end: %04u",
			    k);
			provisions(&stranger, device, key);
		}
		attack_honest(10);
	}
	report = attacked_report(1.4, 48);
	rounds = json_object_get(attacked_device(report, "KEYS9"), "rounds");
	assert_true(json_array_size(rounds) >= 1000);
	rounds = json_array_get(rounds, json_array_size(rounds) - 1);
	assert_int_equal(strlen(key), 64);
	assert_true(attacked_is(rounds, "temporary_key", key));
	assert_true(attacked_is(rounds, "ack_status", "1"));
	assert_true(attacked_health(report, "limits_reached") > 0);
	json_decref(report);
}

static void
exchanges_by_the_hundred_thousand_are_paired_in_order(void **state)
{
	struct stranger stranger = stranger_opens(0);
	struct bomb asks = {.length = 0};
	struct bomb answers = {.length = 0};
	json_t *report;

	(void)state;
	bomb_repeat(
	    &asks, ASKS("PIPE") NOTHING, sizeof(ASKS("PIPE") NOTHING) - 1, 50);
	bomb_repeat(&answers, OK, sizeof(OK) - 1, 50);
	for (int i = 0; i < 4000; i++) {
		stranger_says(&stranger, asks.bytes, asks.length);
		stranger_hears(&stranger, answers.bytes, answers.length);
		attack_honest(i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(1.3, 32);
	assert_int_equal(commands(report, "PIPE", "FolderSync"), 200000);
	assert_int_equal(
	    json_integer_value(json_object_get(
		json_object_get(attacked_device(report, "PIPE"), "http_status"),
		"200")),
	    200000);
	assert_int_equal(attacked_health(report, "limits_reached"), 0);
	json_decref(report);
	bomb_done(&asks);
	bomb_done(&answers);
}

/* All are asked before any is answered: more than wait is told unanswered. */
static void
requests_without_answers_leave_in_order(void **state)
{
	struct stranger stranger = stranger_opens(0);
	json_t *report;

	(void)state;
	for (int i = 0; i < 200000; i++)
		stranger_says_text(&stranger, ASKS("WAITS") NOTHING);
	report = attacked_report(1.3, 32);
	assert_int_equal(commands(report, "WAITS", "FolderSync"), 200000);
	assert_true(attacked_health(report, "limits_reached") > 199000);
	assert_int_equal(json_object_size(json_object_get(
			     attacked_device(report, "WAITS"), "http_status")),
	    0);
	json_decref(report);
}

/* Offers of policies that nobody asked for: kept for one that acknowledges
 * them, in bounds, and given to nobody. */
static void
answers_without_requests_are_given_to_nobody(void **state)
{
	struct bomb offer = {.length = 0};
	uint8_t document = 0x4d;
	json_t *report;

	(void)state;
	bomb_offer(&offer, "MS-EAS-Provisioning-WBXML", "", 0);
	bomb_put(&offer, &document, 1);
	bomb_element(&offer, 0x4e, "0");
	bomb_put(&offer, "\x01", 1);
	bomb_offer_end(&offer);
	for (uint32_t i = 0; i < 20; i++) {
		struct stranger stranger = stranger_opens(i);

		for (int k = 0; k < 5000; k++)
			stranger_is_answered(&stranger, "", &offer);
		attack_honest(2);
	}
	report = attacked_report(1, 32);
	assert_int_equal(
	    json_array_size(json_object_get(report, "devices")), 5);
	assert_true(attacked_health(report, "limits_reached") > 99000);
	json_decref(report);
	bomb_done(&offer);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, attack_set_up, attack_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(sizes_of_chunks_that_overflow_hide_no_request),
	    TEST(requests_are_framed_as_the_rfc_says_or_not_at_all),
	    TEST(heads_without_end_are_given_up),
	    TEST(ids_of_64_kilobytes_make_no_devices),
	    TEST(keys_of_64_characters_are_told_apart),
	    TEST(exchanges_by_the_hundred_thousand_are_paired_in_order),
	    TEST(requests_without_answers_leave_in_order),
	    TEST(answers_without_requests_are_given_to_nobody),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, requests", tests, NULL, NULL);
}
