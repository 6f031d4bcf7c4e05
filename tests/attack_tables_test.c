/*
 * Names and addresses made to fall into one place of a table. Where to, hangs
 * on a key of the run (model/keyed.h, keyed_test.c): what collides under every
 * hash without one costs no more than what does not. Also histories and
 * policies so long that looking through them would.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

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

static struct attack attack;

static int
begin(void **state)
{
	(void)state;
	attack_begin(&attack);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	attack_end(&attack);
	return 0;
}

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
	struct stranger stranger = stranger_opens(&attack, 0);
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
		attack_honest(&attack, i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(&attack, 1.5, 64);
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
		attack_shoot(&attack, &shot);
		shot.destination = 0x60000000u ^ i;
		attack_shoot(&attack, &shot);
		shot.source = i << 15;
		shot.destination = 0x7fff8000u - (i << 15);
		attack_shoot(&attack, &shot);
		attack_honest(&attack, i % 100 == 0 ? 1 : 0);
	}
	report = attacked_report(&attack, 1.5, 64);
	assert_true(attacked_health(report, "connections") > 2 * MANY);
	json_decref(report);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(ids_that_collide_cost_no_more_than_others),
	    TEST(addresses_that_collide_cost_no_more_than_others),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, tables", tests, NULL, NULL);
}
