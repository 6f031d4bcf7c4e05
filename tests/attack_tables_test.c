/*
 * Names and addresses made to fall into one place of a table. Where to, hangs
 * on a key of the run (model/keyed.h, keyed_test.c): what collides under every
 * hash without one costs no more than what does not. Also histories and
 * policies so long that looking through them would.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/text.h"
#include "tests/support/stranger.h"

#define MANY 100000u
#define ALPHABET                                                               \
	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"
#define LETTERS 64u

/* Undoes the factor of FNV-1a, the hash without a key that texts have here, in
 * 16 bits. */
#define FACTOR_UNDONE 0x957bu

/* The low 16 bits that the hash had before this letter. */
static uint16_t
step_back(uint16_t hash, char letter)
{
	return (uint16_t)((hash * FACTOR_UNDONE & 0xffff) ^ (uint8_t)letter);
}

/* The pairs of letters that lead to each state, one for each. */
static char endings[65536][2];

static void
find_endings(void)
{
	for (unsigned i = 0; i < LETTERS * LETTERS; i++) {
		char last = ALPHABET[i % LETTERS];
		char first = ALPHABET[i / LETTERS];
		uint16_t from = step_back(step_back(0, last), first);

		endings[from][0] = first;
		endings[from][1] = last;
	}
}

/* Ids whose hashes without a key end in 16 zero bits, one after the other. */
static void
next_id(uint32_t *tried, char id[16])
{
	uint16_t hash;
	size_t length;

	do {
		snprintf(id, 16, "C%07X", (*tried)++);
		length = strlen(id);
		hash = (uint16_t)text_hash(text_from(id));
	} while (endings[hash][0] == '\0');
	id[length] = endings[hash][0];
	id[length + 1] = endings[hash][1];
	id[length + 2] = '\0';
	assert_int_equal(text_hash(text_from(id)) & 0xffff, 0);
}

static void
ids_that_collide_cost_no_more_than_others(void **state)
{
	static char text[256];
	uint32_t tried = 0;
	struct stranger stranger = stranger_opens(0);
	json_t *report;
	char id[16];

	(void)state;
	find_endings();
	for (uint32_t i = 0; i < MANY; i++) {
		next_id(&tried, id);
		snprintf(text, sizeof(text),
		    "POST /Microsoft-Server-ActiveSync?Cmd=Ping&User=%s&"
		    "DeviceId=%s&DeviceType=%s HTTP/1.1\r\n"
		    "Content-Length: 0\r\n\r\n",
		    id, id, id);
		stranger_says_text(&stranger, text);
		stranger_hears_text(
		    &stranger, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
		attack_honest(i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(1.5, 64);
	assert_true(attacked_health(report, "eas_exchanges") > MANY);
	json_decref(report);
}

/* Sums and differences of source and destination are the same for all; then
 * the low bits of both are. */
static void
addresses_that_collide_cost_no_more_than_others(void **state)
{
	struct shot shot = {
	    .source_port = 4000, .destination_port = 4000, .flags = 0x02};
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < MANY; i++) {
		shot.source = 0x20000000u + i;
		shot.destination = 0x60000000u - i;
		attack_shoot(&shot);
		shot.destination = 0x60000000u ^ i;
		attack_shoot(&shot);
		shot.source = i << 15;
		shot.destination = 0x7fff8000u - (i << 15);
		attack_shoot(&shot);
		attack_honest(i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(1.5, 64);
	assert_true(attacked_health(report, "connections") > 2 * MANY);
	json_decref(report);
}

/* A policy of 500 settings that nobody knows, with values of their own, which
 * the device obeys in part: each is suspect. */
static void
obeys_in_part(uint32_t number)
{
	struct stranger stranger = stranger_opens(number);
	struct bomb offer = {.length = 0};
	struct bomb takes = {.length = 0};
	struct bomb nothing = {.length = 0};
	char text[32];

	bomb_offer(&offer, "MS-EAS-Provisioning-WBXML", "", 0);
	bomb_put(&offer, "\x4d", 1);
	for (unsigned i = 0; i < 500; i++) {
		uint8_t page[] = {
		    0, (uint8_t)(100 + i / 50 + number % 10 * 10)};

		bomb_put(&offer, page, sizeof(page));
		snprintf(text, sizeof(text), "%u", number);
		bomb_element(&offer, (uint8_t)(0x45 + i % 50), text);
	}
	bomb_put(&offer, "\x00\x0e\x01", 3);
	bomb_offer_end(&offer);
	bomb_wbxml(&takes, "", 0);
	bomb_put(&takes, "\x00\x0e\x45\x46\x47", 5);
	snprintf(text, sizeof(text), "SUSPECT%u", number % 50);
	stranger_posts(&stranger, "Provision", text, "", &nothing);
	stranger_is_answered(&stranger, "", &offer);
	bomb_element(&takes, 0x49, BOMB_KEY);
	bomb_element(&takes, 0x4b, "2");
	bomb_put(&takes, "\x01\x01\x01", 3);
	stranger_posts(&stranger, "Provision", text, "", &takes);
	stranger_is_answered(&stranger, "", &takes);
	stranger_leaves(&stranger);
	bomb_done(&offer);
	bomb_done(&takes);
}

static void
policies_of_unknown_settings_do_not_stop_the_reasoning(void **state)
{
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 2000; i++) {
		obeys_in_part(i);
		attack_honest(i % 20 == 0 ? 1 : 0);
	}
	report = attacked_report(5, 64);
	assert_true(json_array_size(json_object_get(report, "support")) > 0);
	json_decref(report);
}

/* The keys of a history differ in their last bytes alone; the second half of it
 * acknowledges keys that were not in the first. */
static void
keeps_acknowledging(struct stranger *stranger, const char *device, bool offers)
{
	struct bomb nothing = {.length = 0};
	char key[64];

	for (unsigned i = 0; i < 1900; i++) {
		struct bomb body = {.length = 0};

		bomb_wbxml(&body, "", 0);
		bomb_put(&body, "\x00\x0e\x45\x46\x47", 5);
		snprintf(key, sizeof(key),
		    "a key that is long and alike %s %04u",
		    offers ? "given" : "taken", i);
		bomb_element(&body, 0x49, key);
		bomb_element(&body, 0x4b, "1");
		bomb_put(&body, "\x01\x01\x01", 3);
		stranger_posts(stranger, "Provision", device, "",
		    offers ? &nothing : &body);
		stranger_is_answered(stranger, "", &body);
		bomb_done(&body);
	}
}

static void
keys_that_nobody_gave_are_looked_for_in_bounds(void **state)
{
	const json_t *round;
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < 30; i++) {
		struct stranger stranger = stranger_opens(i);
		char device[16];

		snprintf(device, sizeof(device), "KEYS%u", i);
		keeps_acknowledging(&stranger, device, true);
		keeps_acknowledging(&stranger, device, false);
		attack_honest(5);
	}
	report = attacked_report(2, 64);
	round = json_object_get(attacked_device(report, "KEYS29"), "rounds");
	round = json_array_get(round, json_array_size(round) - 1);
	assert_true(attacked_is(round, "outcome", "full"));
	assert_true(attacked_is(
	    round, "temporary_key", "a key that is long and alike taken 1899"));
	assert_null(json_object_get(round, "offered"));
	json_decref(report);
}

/* Requests that all wait, and end in the order opposite to that in which they
 * began: each belongs before all that were told. */
static void
what_ends_in_the_opposite_order_is_put_in_order(void **state)
{
	enum {
		COUNT = 20000
	};
	static struct stranger strangers[COUNT];
	struct bomb nothing = {.length = 0};
	json_t *report;

	(void)state;
	for (uint32_t i = 0; i < COUNT; i++) {
		char device[16];

		snprintf(device, sizeof(device), "BACK%u", i / 4000);
		strangers[i] = stranger_opens(i);
		stranger_posts(
		    &strangers[i], "Provision", device, "", &nothing);
		attack_honest(i % 400 == 0 ? 1 : 0);
	}
	for (uint32_t i = COUNT; i > 0; i--)
		stranger_leaves(&strangers[i - 1]);
	report = attacked_report(2, 96);
	assert_int_equal(json_array_size(json_object_get(
			     attacked_device(report, "BACK1"), "provision")),
	    4000);
	json_decref(report);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, attack_set_up, attack_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(ids_that_collide_cost_no_more_than_others),
	    TEST(addresses_that_collide_cost_no_more_than_others),
	    TEST(policies_of_unknown_settings_do_not_stop_the_reasoning),
	    TEST(keys_that_nobody_gave_are_looked_for_in_bounds),
	    TEST(what_ends_in_the_opposite_order_is_put_in_order),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, tables", tests, NULL, NULL);
}
