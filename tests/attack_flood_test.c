/*
 * Floods: connections, half requests, fragments and devices by the million.
 * An honest capture goes on in their midst: what is told of it is the same as
 * without them, in bounded time and memory.
 */
#include "tests/support/attack.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MILLION 1000000u
#define SYN 0x02u
#define ACK 0x10u
#define SERVER 0x0a000001u
#define MORE_FRAGMENTS 0x2000u

/* The line per device is that of the honest capture. */
static void
the_devices_are_told_as_without_it(double seconds, size_t mebibytes)
{
	struct output attacked = attack_run((const char *const[]){
	    "devices", "-r", "attack.pcap", "--max-mem", "64", NULL});
	struct output honest = attack_without(
	    (const char *const[]){"devices", "-r", VICTIM, NULL});

	assert_int_equal(attacked.code, 0);
	assert_string_equal(attacked.text, honest.text);
	attack_cost(&attacked, seconds, mebibytes);
	free(attacked.text);
	free(honest.text);
}

/* A number in the health of the run; fails the test where it is not there. */
static unsigned long long
health(const struct output *output, const char *name)
{
	char key[64];
	const char *at;

	(void)snprintf(key, sizeof(key), "\"%s\": ", name);
	at = strstr(output->text, key);
	assert_non_null(at);
	return strtoull(at + strlen(key), NULL, 10);
}

/* Packets from a million addresses; honest frames between them, so many that
 * none of their connections is silent for as long as the table is deep. */
static void
shoot_a_million(struct shot shot)
{
	for (uint32_t i = 0; i < MILLION; i++) {
		shot.source = 0x20000000u + i;
		shot.id = (uint16_t)(i >> 8);
		attack_shoot(&shot);
		if (i % 4096 == 0)
			attack_honest(1);
	}
}

static void
a_million_syns_leave_the_devices_as_they_are(void **state)
{
	const struct shot syn = {.destination = SERVER,
	    .source_port = 4000,
	    .destination_port = 80,
	    .sequence = 1,
	    .flags = SYN};

	(void)state;
	shoot_a_million(syn);
	the_devices_are_told_as_without_it(10, 96);
}

static void
a_million_half_requests_leave_the_devices_as_they_are(void **state)
{
	const struct shot half = {.destination = SERVER,
	    .source_port = 4000,
	    .destination_port = 80,
	    .sequence = 1,
	    .flags = ACK,
	    .payload = "POST /Microsoft-Server-ActiveSync?Cmd=Sync&Dev"};

	(void)state;
	attack_honest(20);
	for (uint32_t i = 0; i < 100; i++) {
		struct shot shot = half;

		shot.source = 0x30000000u + i;
		attack_shoot(&shot);
		attack_honest(2);
	}
	shoot_a_million(half);
	the_devices_are_told_as_without_it(30, 112);
}

static void
a_million_fragments_leave_the_devices_as_they_are(void **state)
{
	const struct shot first = {.destination = SERVER,
	    .source_port = 4000,
	    .destination_port = 80,
	    .flags = ACK,
	    .payload = "123456789012",
	    .fragment = MORE_FRAGMENTS | 8};

	(void)state;
	shoot_a_million(first);
	the_devices_are_told_as_without_it(10, 96);
}

/* Those that come after them find room all the same. */
static void
devices_made_up_by_the_hundred_thousand_stay_within_the_budget(void **state)
{
	static char request[512];
	struct shot shot = {.destination = SERVER,
	    .source_port = 4000,
	    .destination_port = 80,
	    .sequence = 1,
	    .flags = ACK,
	    .payload = request};
	struct output output;

	(void)state;
	for (uint32_t i = 0; i < 200000; i++) {
		(void)snprintf(request, sizeof(request),
		    "POST /Microsoft-Server-ActiveSync?Cmd=Sync&User=user%u&"
		    "DeviceId=madeup%u&DeviceType=type%u HTTP/1.1\r\n"
		    "User-Agent: agent%u\r\nX-MS-PolicyKey: %u\r\n"
		    "Content-Length: 0\r\n\r\n",
		    i, i, i, i, i);
		shot.source = 0x20000000u + i;
		attack_shoot(&shot);
	}
	attack_honest(SIZE_MAX);
	output = attack_run((const char *const[]){"report", "-T", "json", "-r",
	    "attack.pcap", "--max-mem", "32", NULL});
	assert_int_equal(output.code, 0);
	assert_non_null(strstr(output.text, "SEC5DF72B3815D3D"));
	assert_non_null(strstr(output.text, "\"code\": \"limits-reached\""));
	assert_true(health(&output, "limits_reached") > 100000);
	assert_true(health(&output, "eas_exchanges") > 200000);
	attack_cost(&output, 20, 72);
	free(output.text);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, attack_set_up, attack_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_million_syns_leave_the_devices_as_they_are),
	    TEST(a_million_half_requests_leave_the_devices_as_they_are),
	    TEST(a_million_fragments_leave_the_devices_as_they_are),
	    TEST(
		devices_made_up_by_the_hundred_thousand_stay_within_the_budget),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, floods", tests, NULL, NULL);
}
