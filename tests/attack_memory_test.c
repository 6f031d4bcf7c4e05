/*
 * Connections that want memory: what they hold in all stays within the budget,
 * and the one that is heard of is served to its end.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/model/budget.h"
#include "tests/support/dialogue.h"

#define MIB ((size_t)1 << 20)
#define BUDGET (32 * MIB)
/* One conversation may still grow by a segment before it is looked at. */
#define SLACK MIB

static int
set_up(void **state)
{
	budget_set(BUDGET);
	return dialogue_set_up(state);
}

static int
tear_down(void **state)
{
	int result = dialogue_tear_down(state);

	budget_set(0);
	for (int i = 0; i < BUDGET_PART_COUNT; i++)
		assert_int_equal(budget_used((enum budget_part)i), 0);
	return result;
}

static size_t
held(void)
{
	size_t bytes = 0;

	for (int i = 0; i < BUDGET_PART_COUNT; i++)
		bytes += budget_used((enum budget_part)i);
	return bytes;
}

static struct segment
from_stranger(uint32_t number, const char *bytes, size_t length)
{
	struct segment segment = {
	    .source.address = {0x20, 1, [12] = (uint8_t)(number >> 24),
		[13] = (uint8_t)(number >> 16), [14] = (uint8_t)(number >> 8),
		[15] = (uint8_t)number},
	    .source.port = 40000,
	    .destination = dialogue.ends[SERVER],
	    .sequence = 1,
	    .flags = TCP_ACK,
	    .captured = (uint32_t)length,
	    .length = (uint32_t)length,
	    .payload = (const uint8_t *)bytes,
	    .frame = ++dialogue.frame,
	    .time = dialogue.time,
	};

	return segment;
}

/* Strangers say so much each; now and then an honest exchange goes on. */
static void
strangers_say(uint32_t count, const char *bytes, size_t length)
{
	for (uint32_t i = 0; i < count; i++) {
		struct segment segment = from_stranger(i, bytes, length);

		connections_segment(dialogue.connections, &segment);
		assert_true(held() <= BUDGET + SLACK);
		if (i % 200 == 0) {
			(void)acknowledges(CLIENT);
			plays();
		}
	}
}

/* Headers that are kept, and no end. */
static const char *
endless_head(size_t length)
{
	static char head[60000];
	static const char start[] =
	    "POST /Microsoft-Server-ActiveSync?Cmd=Sync&User=";

	assert_true(length <= sizeof(head));
	memset(head, 'x', sizeof(head));
	memcpy(head, start, sizeof(start) - 1);
	return head;
}

static void
heads_without_end_stay_within_the_budget(void **state)
{
	(void)state;
	handshake();
	asks_split(1);
	plays();
	strangers_say(8000, endless_head(8000), 8000);
	assert_true(dialogue.health.evicted_conversations > 1000);
	dialogue.told[0] = '\0';
	answers(1);
	plays();
	told("1-1 ");
}

static void
bodies_without_end_stay_within_the_budget(void **state)
{
	static char body[60000];
	static const char start[] = "POST /1 HTTP/1.1\r\n"
				    "Content-Length: 900000\r\n\r\n";

	(void)state;
	memcpy(body, start, sizeof(start) - 1);
	handshake();
	asks_split(1);
	plays();
	strangers_say(8000, body, sizeof(body));
	assert_true(dialogue.health.evicted_conversations > 1000);
	dialogue.told[0] = '\0';
	answers(1);
	plays();
	told("1-1 ");
}

static void
segments_behind_holes_stay_within_their_share(void **state)
{
	static const char bytes[1400];

	(void)state;
	for (uint32_t i = 0; i < 40000; i++) {
		struct segment segment = from_stranger(i, "POST /1 HTTP", 12);

		connections_segment(dialogue.connections, &segment);
		segment = from_stranger(i, bytes, sizeof(bytes));
		segment.sequence = 100000;
		connections_segment(dialogue.connections, &segment);
		assert_true(held() <= BUDGET + SLACK);
		assert_true(budget_used(BUDGET_WAITING) <= BUDGET / 16);
	}
	assert_true(dialogue.health.evicted_conversations > 0);
	assert_true(dialogue.health.gaps > 0);
}

static void
the_table_of_connections_stays_within_its_share(void **state)
{
	(void)state;
	handshake();
	asks_split(1);
	plays();
	for (uint32_t i = 0; i < 400000; i++) {
		struct segment syn = from_stranger(i, "", 0);

		syn.flags = TCP_SYN;
		connections_segment(dialogue.connections, &syn);
		assert_true(budget_used(BUDGET_FLOWS) <= BUDGET / 4);
		if (i % 10000 == 0) {
			(void)acknowledges(CLIENT);
			plays();
		}
	}
	assert_true(dialogue.health.limits_reached > 200000);
	answers(1);
	plays();
	told("1-1 ");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(heads_without_end_stay_within_the_budget),
	    TEST(bodies_without_end_stay_within_the_budget),
	    TEST(segments_behind_holes_stay_within_their_share),
	    TEST(the_table_of_connections_stays_within_its_share),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, memory", tests, NULL, NULL);
}
