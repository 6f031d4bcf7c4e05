/*
 * The cursor: reads, running short, children.
 */
#include "tests/support/check.h"

#include "decode/bytes.h"
#include "decode/verdict.h"

static const uint8_t eight[] = {1, 2, 3, 4, 5, 6, 7, 8};

static void
numbers_are_read_in_network_order(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));

	(void)state;
	assert_int_equal(cursor_u8(&c), 0x01);
	assert_int_equal(cursor_u16(&c), 0x0203);
	assert_int_equal(cursor_u32(&c), 0x04050607);
	assert_int_equal(c.left, 1);
	assert_false(c.ran_short);
}

static void
little_endian_numbers_are_read_from_their_low_end(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));

	(void)state;
	assert_int_equal(cursor_u16le(&c), 0x0201);
	assert_int_equal(cursor_u32le(&c), 0x06050403);
	assert_int_equal(c.left, 2);
	assert_false(c.ran_short);
}

static void
a_read_beyond_the_end_gives_zero_and_takes_the_rest(void **state)
{
	struct cursor c = cursor_over(eight, 3);

	(void)state;
	assert_int_equal(cursor_u32(&c), 0);
	assert_true(c.ran_short);
	assert_int_equal(c.left, 0);
	assert_int_equal(cursor_u8(&c), 0);
	assert_int_equal(cursor_u16(&c), 0);
	assert_int_equal(cursor_u16le(&c), 0);
	assert_int_equal(cursor_u32le(&c), 0);
	assert_true(c.ran_short);
}

static void
a_peek_leaves_the_byte_where_it_is(void **state)
{
	struct cursor c = cursor_over(eight, 1);

	(void)state;
	assert_int_equal(cursor_peek(&c), 1);
	assert_int_equal(cursor_u8(&c), 1);
	assert_false(c.ran_short);
	assert_int_equal(cursor_peek(&c), 0);
	assert_true(c.ran_short);
}

static void
skipping_the_largest_count_runs_short(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));

	(void)state;
	cursor_skip(&c, 3);
	assert_int_equal(cursor_u8(&c), 4);
	cursor_skip(&c, SIZE_MAX);
	assert_true(c.ran_short);
	assert_int_equal(c.left, 0);
}

static void
taken_bytes_are_where_they_were(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));

	(void)state;
	assert_ptr_equal(cursor_take(&c, 2), eight);
	assert_ptr_equal(cursor_take(&c, 6), eight + 2);
	assert_ptr_equal(cursor_take(&c, 0), eight + 8);
	assert_false(c.ran_short);
	assert_null(cursor_take(&c, 1));
}

static void
a_child_cannot_leave_its_part(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));
	struct cursor child = cursor_child(&c, 3);

	(void)state;
	assert_int_equal(cursor_u32(&child), 0);
	assert_true(child.ran_short);
	assert_false(c.ran_short);
	assert_int_equal(cursor_u8(&c), 4);
}

static void
a_child_that_is_too_long_holds_what_there_is(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));
	struct cursor child;

	(void)state;
	cursor_skip(&c, 6);
	child = cursor_child(&c, 3);
	assert_true(child.ran_short);
	assert_true(c.ran_short);
	assert_int_equal(child.left, 2);
	assert_int_equal(cursor_u16(&child), 0x0708);
}

static void
trimming_only_ever_shortens(void **state)
{
	struct cursor c = cursor_over(eight, sizeof(eight));

	(void)state;
	cursor_trim(&c, 100);
	assert_int_equal(c.left, 8);
	cursor_trim(&c, 2);
	assert_int_equal(c.left, 2);
	assert_false(c.ran_short);
}

static void
no_bytes_at_all_may_be_null(void **state)
{
	struct cursor c = cursor_over(NULL, 0);

	(void)state;
	cursor_skip(&c, 0);
	assert_false(c.ran_short);
	assert_int_equal(cursor_u8(&c), 0);
	assert_true(c.ran_short);
}

static void
reads(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct cursor c = cursor_over(bytes, length);

	(void)context;
	(void)cursor_u8(&c);
	(void)cursor_u16(&c);
	(void)cursor_u32(&c);
	(void)cursor_u8(&c);
	assert_int_equal(c.ran_short, !whole);
}

static void
every_shorter_input_runs_short(void **state)
{
	(void)state;
	at_every_length(eight, sizeof(eight), reads, NULL);
}

static void
every_verdict_has_its_name(void **state)
{
	(void)state;
	assert_string_equal(verdict_name(VERDICT_OK), "ok");
	assert_string_equal(verdict_name(VERDICT_LIMIT), "limit");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_read_in_network_order),
	    cmocka_unit_test(little_endian_numbers_are_read_from_their_low_end),
	    cmocka_unit_test(
		a_read_beyond_the_end_gives_zero_and_takes_the_rest),
	    cmocka_unit_test(a_peek_leaves_the_byte_where_it_is),
	    cmocka_unit_test(skipping_the_largest_count_runs_short),
	    cmocka_unit_test(taken_bytes_are_where_they_were),
	    cmocka_unit_test(a_child_cannot_leave_its_part),
	    cmocka_unit_test(a_child_that_is_too_long_holds_what_there_is),
	    cmocka_unit_test(trimming_only_ever_shortens),
	    cmocka_unit_test(no_bytes_at_all_may_be_null),
	    cmocka_unit_test(every_shorter_input_runs_short),
	    cmocka_unit_test(every_verdict_has_its_name),
	};

	return cmocka_run_group_tests_name("bytes", tests, NULL, NULL);
}
