/*
 * A growing run of bytes with a bound.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/buffer.h"

static void
bytes_are_appended_in_order(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_true(buffer_append(&buffer, "abc", 3, 100));
	assert_true(buffer_append(&buffer, "de", 2, 100));
	assert_int_equal(buffer.length, 5);
	assert_memory_equal(buffer.bytes, "abcde", 5);
	buffer_done(&buffer);
}

static void
nothing_appended_needs_no_memory(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_true(buffer_append(&buffer, NULL, 0, 100));
	assert_true(buffer_append(&buffer, NULL, 0, 0));
	assert_null(buffer.bytes);
	assert_int_equal(buffer.room, 0);
}

static void
what_exactly_fits_is_taken(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_true(buffer_append(&buffer, "abcd", 4, 4));
	assert_int_equal(buffer.length, 4);
	buffer_done(&buffer);
}

static void
what_does_not_fit_is_cut_and_told(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_false(buffer_append(&buffer, "abcdef", 6, 4));
	assert_int_equal(buffer.length, 4);
	assert_memory_equal(buffer.bytes, "abcd", 4);
	assert_false(buffer_append(&buffer, "g", 1, 4));
	assert_int_equal(buffer.length, 4);
	buffer_done(&buffer);
}

static void
a_limit_below_what_is_there_already_takes_nothing(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	assert_true(buffer_append(&buffer, "abcd", 4, 10));
	assert_false(buffer_append(&buffer, "e", 1, 2));
	assert_int_equal(buffer.length, 4);
	buffer_done(&buffer);
}

static void
memory_grows_with_the_bytes_but_not_beyond_the_limit(void **state)
{
	struct buffer buffer = {0};
	uint8_t block[1000];

	(void)state;
	memset(block, 'b', sizeof(block));
	for (int i = 0; i < 10; i++) {
		block[0] = (uint8_t)i;
		assert_true(
		    buffer_append(&buffer, block, sizeof(block), 10000));
		assert_true(buffer.room >= buffer.length);
		assert_true(buffer.room <= 10000);
	}
	assert_int_equal(buffer.length, 10000);
	for (size_t i = 0; i < 10; i++)
		assert_int_equal(buffer.bytes[i * 1000], i);
	buffer_done(&buffer);
}

static void
a_reset_buffer_keeps_its_memory_up_to_the_bound(void **state)
{
	struct buffer buffer = {0};
	uint8_t *before;

	(void)state;
	(void)buffer_append(&buffer, "abc", 3, 100);
	before = buffer.bytes;
	buffer_reset(&buffer, buffer.room);
	assert_int_equal(buffer.length, 0);
	assert_ptr_equal(buffer.bytes, before);
	buffer_done(&buffer);
}

static void
a_reset_buffer_gives_back_memory_beyond_the_bound(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	(void)buffer_append(&buffer, "abc", 3, 100);
	buffer_reset(&buffer, buffer.room - 1);
	assert_int_equal(buffer.length, 0);
	assert_int_equal(buffer.room, 0);
	assert_null(buffer.bytes);
}

static void
a_buffer_that_is_done_can_be_used_again(void **state)
{
	struct buffer buffer = {0};

	(void)state;
	(void)buffer_append(&buffer, "abc", 3, 100);
	buffer_done(&buffer);
	assert_true(buffer_append(&buffer, "de", 2, 100));
	assert_int_equal(buffer.length, 2);
	assert_memory_equal(buffer.bytes, "de", 2);
	buffer_done(&buffer);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(bytes_are_appended_in_order),
	    cmocka_unit_test(nothing_appended_needs_no_memory),
	    cmocka_unit_test(what_exactly_fits_is_taken),
	    cmocka_unit_test(what_does_not_fit_is_cut_and_told),
	    cmocka_unit_test(a_limit_below_what_is_there_already_takes_nothing),
	    cmocka_unit_test(
		memory_grows_with_the_bytes_but_not_beyond_the_limit),
	    cmocka_unit_test(a_reset_buffer_keeps_its_memory_up_to_the_bound),
	    cmocka_unit_test(a_reset_buffer_gives_back_memory_beyond_the_bound),
	    cmocka_unit_test(a_buffer_that_is_done_can_be_used_again),
	};

	return cmocka_run_group_tests_name("buffer", tests, NULL, NULL);
}
