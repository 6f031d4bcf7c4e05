/*
 * The flow table: look-ups in both directions, the order of use, who leaves.
 */
#include "tests/support/check.h"

#include "decode/flow.h"
#include "decode/limits.h"

#define SECOND 1000000000LL

/* The table of the test that runs, and who left it, by number. */
static struct {
	struct flow_table *flows;
	uint64_t left[8];
	unsigned left_count;
} table;

static void
leaves(void *context, struct flow *flow)
{
	assert_ptr_equal(context, &table);
	table.left[table.left_count++ % 8] = flow->number;
}

static int
set_up(void **state)
{
	(void)state;
	table.flows = flow_table_new(leaves, &table);
	table.left_count = 0;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	flow_table_free(table.flows);
	return 0;
}

/* Different ends for different numbers. */
static struct endpoint
client(uint32_t number)
{
	return (struct endpoint){
	    .address = {[10] = 0xff,
		[11] = 0xff,
		[12] = 10,
		[13] = (uint8_t)(number >> 16),
		[14] = (uint8_t)(number >> 8),
		[15] = (uint8_t)number},
	    .port = (uint16_t)(40000 + number % 7),
	};
}

static const struct endpoint server = {
    .address = {[10] = 0xff, [11] = 0xff, [12] = 10, [13] = 1},
    .port = 80,
};

static struct flow *
add(uint32_t number, int64_t now)
{
	struct endpoint end = client(number);
	enum direction direction;

	return flow_add(table.flows, &end, &server, now, &direction);
}

/* Finds the flow of a client; NULL where there is none. */
static struct flow *
find(uint32_t number)
{
	struct endpoint end = client(number);
	enum direction direction;

	return flow_find(table.flows, &end, &server, &direction);
}

static void
an_empty_table_finds_nothing(void **state)
{
	(void)state;
	assert_null(find(1));
}

static void
both_directions_find_the_same_flow(void **state)
{
	struct endpoint end = client(1);
	enum direction added, there, back;
	struct flow *flow =
	    flow_add(table.flows, &end, &server, SECOND, &added);

	(void)state;
	assert_ptr_equal(flow_find(table.flows, &end, &server, &there), flow);
	assert_ptr_equal(flow_find(table.flows, &server, &end, &back), flow);
	assert_int_equal(there, added);
	assert_int_equal(back, 1 - added);
	assert_true(endpoint_equal(&flow->ends[there], &end));
	assert_true(endpoint_equal(&flow->ends[back], &server));
}

static void
the_direction_is_the_same_whoever_is_seen_first(void **state)
{
	struct endpoint one = client(1);
	struct endpoint two = client(2);
	enum direction direction;

	(void)state;
	(void)flow_add(table.flows, &one, &server, SECOND, &direction);
	assert_int_equal(direction, FROM_LOW);
	(void)flow_add(table.flows, &server, &two, SECOND, &direction);
	assert_int_equal(direction, FROM_HIGH);
}

static void
ports_order_two_ends_of_one_address(void **state)
{
	struct endpoint high = server;
	enum direction direction;
	struct flow *flow;

	(void)state;
	high.port = 50000;
	flow = flow_add(table.flows, &high, &server, SECOND, &direction);
	assert_int_equal(direction, FROM_HIGH);
	assert_int_equal(flow->ends[0].port, 80);
	assert_ptr_equal(
	    flow_find(table.flows, &server, &high, &direction), flow);
	assert_int_equal(direction, FROM_LOW);
}

static void
an_end_may_talk_to_itself(void **state)
{
	enum direction direction;
	struct flow *flow =
	    flow_add(table.flows, &server, &server, SECOND, &direction);

	(void)state;
	assert_ptr_equal(
	    flow_find(table.flows, &server, &server, &direction), flow);
	assert_int_equal(direction, FROM_LOW);
}

static void
ends_that_differ_in_one_field_are_other_flows(void **state)
{
	struct endpoint end = client(1);
	struct endpoint other = end;
	struct endpoint elsewhere = server;
	enum direction direction;

	(void)state;
	(void)flow_add(table.flows, &end, &server, SECOND, &direction);
	other.port++;
	assert_null(flow_find(table.flows, &other, &server, &direction));
	other = end;
	other.address[0] = 1;
	assert_null(flow_find(table.flows, &other, &server, &direction));
	elsewhere.port = 81;
	assert_null(flow_find(table.flows, &end, &elsewhere, &direction));
}

static void
a_new_flow_has_its_number_and_nothing_else(void **state)
{
	struct flow *flow;

	(void)state;
	(void)add(1, SECOND);
	flow = add(2, 5 * SECOND);
	assert_int_equal(flow->number, 2);
	assert_int_equal(flow->last, 5 * SECOND);
	assert_int_equal(flow->state, FLOW_NEW);
	assert_null(flow->conversation);
	assert_false(flow->syn_seen[0] || flow->syn_seen[1]);
}

static void
a_hundred_thousand_flows_are_all_found(void **state)
{
	uint32_t many = 100000;

	(void)state;
	for (uint32_t i = 0; i < many; i++)
		(void)add(i, SECOND);
	assert_int_equal(table.left_count, 0);
	assert_null(find(many));
	for (uint32_t i = 0; i < many; i++) {
		struct flow *flow = find(i);

		assert_non_null(flow);
		assert_int_equal(flow->number, i + 1);
	}
}

static void
flows_leave_in_the_order_of_their_last_use(void **state)
{
	static const uint64_t expected[] = {2, 4, 3, 1};

	(void)state;
	for (uint32_t i = 1; i <= 4; i++)
		(void)add(i, SECOND);
	find(3)->last = 2 * SECOND;
	find(1)->last = 3 * SECOND;
	flow_table_finish(table.flows);
	assert_int_equal(table.left_count, 4);
	assert_memory_equal(table.left, expected, sizeof(expected));
}

static bool
until_the_second(void *context, struct flow *flow)
{
	uint64_t *seen = context;

	seen[0]++;
	seen[1] = flow->number;
	return seen[0] < 2;
}

static void
going_through_the_flows_ends_when_told_to(void **state)
{
	uint64_t seen[2] = {0};

	(void)state;
	for (uint32_t i = 1; i <= 4; i++)
		(void)add(i, SECOND);
	flow_each_by_use(table.flows, until_the_second, seen);
	assert_int_equal(seen[0], 2);
	assert_int_equal(seen[1], 2);
	assert_int_equal(table.left_count, 0);
}

static void
a_flow_that_was_idle_too_long_leaves_for_a_new_one(void **state)
{
	(void)state;
	(void)add(1, SECOND);
	(void)add(2, 2 * SECOND);
	(void)add(3, SECOND + LIMIT_FLOW_IDLE + 1);
	assert_int_equal(table.left_count, 1);
	assert_int_equal(table.left[0], 1);
	assert_null(find(1));
	assert_int_equal(find(2)->number, 2);
	assert_int_equal(find(3)->number, 3);
	assert_int_equal(flow_table_dropped(table.flows), 0);
}

static void
idle_flows_leave_two_for_each_new_one_at_most(void **state)
{
	uint32_t many = 1000;

	(void)state;
	for (uint32_t i = 0; i < many; i++)
		(void)add(i, SECOND);
	for (uint32_t i = 0; i < many; i++) {
		(void)add(many + i, 2 * SECOND + LIMIT_FLOW_IDLE);
		assert_true(table.left_count <= 2 * (i + 1));
	}
	assert_int_equal(table.left_count, many);
	for (uint32_t i = 0; i < many; i++) {
		assert_null(find(i));
		assert_int_equal(find(many + i)->number, many + i + 1);
	}
}

static void
a_flow_at_the_idle_limit_stays(void **state)
{
	(void)state;
	(void)add(1, SECOND);
	(void)add(2, SECOND + LIMIT_FLOW_IDLE);
	assert_int_equal(table.left_count, 0);
	assert_non_null(find(1));
}

static void
a_flow_that_was_used_is_not_idle(void **state)
{
	(void)state;
	(void)add(1, SECOND);
	(void)add(2, SECOND);
	find(1)->last = LIMIT_FLOW_IDLE;
	(void)add(3, SECOND + LIMIT_FLOW_IDLE + 1);
	assert_non_null(find(1));
	assert_null(find(2));
}

static void
a_flow_that_left_can_come_back(void **state)
{
	struct flow *flow;

	(void)state;
	(void)add(1, SECOND);
	(void)add(2, SECOND + LIMIT_FLOW_IDLE + 1);
	flow = add(1, SECOND + LIMIT_FLOW_IDLE + 2);
	assert_int_equal(flow->number, 3);
	assert_ptr_equal(find(1), flow);
}

static void
a_full_table_drops_its_least_recently_used_eighth(void **state)
{
	uint32_t eighth = LIMIT_FLOWS / 8;

	(void)state;
	for (uint32_t i = 0; i < LIMIT_FLOWS; i++)
		(void)add(i, SECOND);
	assert_int_equal(table.left_count, 0);
	assert_int_equal(flow_table_dropped(table.flows), 0);
	find(0)->last = 2 * SECOND;
	(void)add(LIMIT_FLOWS, SECOND);
	assert_int_equal(flow_table_dropped(table.flows), eighth);
	assert_int_equal(table.left_count, eighth);
	assert_non_null(find(0));
	assert_null(find(1));
	assert_null(find(eighth));
	assert_non_null(find(eighth + 1));
	assert_int_equal(find(LIMIT_FLOWS)->number, LIMIT_FLOWS + 1);
	(void)add(LIMIT_FLOWS + 1, SECOND);
	assert_int_equal(flow_table_dropped(table.flows), 0);
}

static void
a_flow_that_begins_again_is_a_new_connection_of_the_same_ends(void **state)
{
	struct flow *flow;

	(void)state;
	(void)add(1, SECOND);
	flow = add(2, SECOND);
	(void)add(3, SECOND);
	flow->state = FLOW_CLOSED;
	flow->syn_seen[0] = true;
	flow_begin_again(table.flows, flow, 9 * SECOND);
	assert_int_equal(table.left_count, 1);
	assert_int_equal(table.left[0], 2);
	assert_int_equal(flow->number, 4);
	assert_int_equal(flow->state, FLOW_NEW);
	assert_int_equal(flow->last, 9 * SECOND);
	assert_false(flow->syn_seen[0]);
	assert_ptr_equal(find(2), flow);
}

static void
flows_that_begin_again_hide_no_others(void **state)
{
	uint32_t many = 1000;

	(void)state;
	for (uint32_t i = 0; i < many; i++)
		(void)add(i, SECOND);
	for (uint32_t i = 0; i < many; i++)
		flow_begin_again(table.flows, find(i), SECOND);
	for (uint32_t i = 0; i < many; i++)
		assert_int_equal(find(i)->number, many + i + 1);
}

static void
no_table_can_be_freed(void **state)
{
	(void)state;
	flow_table_free(NULL);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(an_empty_table_finds_nothing),
	    TEST(both_directions_find_the_same_flow),
	    TEST(the_direction_is_the_same_whoever_is_seen_first),
	    TEST(ports_order_two_ends_of_one_address),
	    TEST(an_end_may_talk_to_itself),
	    TEST(ends_that_differ_in_one_field_are_other_flows),
	    TEST(a_new_flow_has_its_number_and_nothing_else),
	    TEST(a_hundred_thousand_flows_are_all_found),
	    TEST(flows_leave_in_the_order_of_their_last_use),
	    TEST(going_through_the_flows_ends_when_told_to),
	    TEST(a_flow_that_was_idle_too_long_leaves_for_a_new_one),
	    TEST(idle_flows_leave_two_for_each_new_one_at_most),
	    TEST(a_flow_at_the_idle_limit_stays),
	    TEST(a_flow_that_was_used_is_not_idle),
	    TEST(a_flow_that_left_can_come_back),
	    TEST(a_full_table_drops_its_least_recently_used_eighth),
	    TEST(a_flow_that_begins_again_is_a_new_connection_of_the_same_ends),
	    TEST(flows_that_begin_again_hide_no_others),
	    TEST(no_table_can_be_freed),
	};

	return cmocka_run_group_tests_name("flow", tests, NULL, NULL);
}
