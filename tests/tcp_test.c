/*
 * The TCP header: fields, options, what was cut.
 */
#include "tests/support/check.h"

#include <stdlib.h>

#include "decode/tcp.h"

#define HEADER(offset) "d431 0050 01020304 05060708" offset "18 2000 0000 0000 "

static enum verdict
open_hex(const char *hex, size_t missing, struct segment *out)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *copy = guard_copy(bytes, length);
	struct layer layer = {cursor_over(copy, length), missing, 0};
	enum verdict verdict = tcp_open(&layer, out);

	if (verdict == VERDICT_OK)
		assert_ptr_equal(out->payload + out->captured, copy + length);
	guard_free(copy, length);
	free(bytes);
	return verdict;
}

static void
all_fields_are_read(void **state)
{
	struct segment got;

	(void)state;
	assert_int_equal(open_hex(HEADER("50") "aabbcc", 0, &got), VERDICT_OK);
	assert_int_equal(got.source.port, 0xd431);
	assert_int_equal(got.destination.port, 80);
	assert_int_equal(got.sequence, 0x01020304);
	assert_int_equal(got.acknowledgement, 0x05060708);
	assert_int_equal(got.flags, TCP_ACK | TCP_PSH);
	assert_int_equal(got.captured, 3);
	assert_int_equal(got.length, 3);
}

static void
options_are_no_payload(void **state)
{
	struct segment got;

	(void)state;
	assert_int_equal(
	    open_hex(HEADER("70") "0101080a 00000000 aa", 0, &got), VERDICT_OK);
	assert_int_equal(got.captured, 1);
	assert_int_equal(got.length, 1);
}

static void
payload_that_was_cut_counts_in_its_length(void **state)
{
	struct segment got;

	(void)state;
	assert_int_equal(open_hex(HEADER("50") "aabb", 1000, &got), VERDICT_OK);
	assert_int_equal(got.captured, 2);
	assert_int_equal(got.length, 1002);
}

static void
options_that_were_cut_leave_the_length_right(void **state)
{
	struct segment got;

	(void)state;
	assert_int_equal(open_hex(HEADER("80") "0101", 110, &got), VERDICT_OK);
	assert_int_equal(got.captured, 0);
	assert_int_equal(got.length, 100);
}

static void
impossible_header_lengths_are_malformed(void **state)
{
	struct segment got;

	(void)state;
	assert_int_equal(
	    open_hex(HEADER("40") "aabb", 0, &got), VERDICT_MALFORMED);
	assert_int_equal(
	    open_hex(HEADER("f0") "aabb", 0, &got), VERDICT_MALFORMED);
	assert_int_equal(
	    open_hex(HEADER("f0") "aabb", 37, &got), VERDICT_MALFORMED);
	assert_int_equal(open_hex(HEADER("f0") "aabb", 38, &got), VERDICT_OK);
	assert_int_equal(got.length, 0);
}

static void
opens_in_part(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct layer layer = {cursor_over(bytes, length), 9, 0};
	struct segment got;

	(void)context;
	assert_int_equal(
	    tcp_open(&layer, &got), whole ? VERDICT_OK : VERDICT_SHORT);
}

static void
a_header_may_be_cut_anywhere(void **state)
{
	size_t length;
	uint8_t *bytes = from_hex(HEADER("50"), &length);

	(void)state;
	at_every_length(bytes, length, opens_in_part, NULL);
	free(bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_fields_are_read),
	    cmocka_unit_test(options_are_no_payload),
	    cmocka_unit_test(payload_that_was_cut_counts_in_its_length),
	    cmocka_unit_test(options_that_were_cut_leave_the_length_right),
	    cmocka_unit_test(impossible_header_lengths_are_malformed),
	    cmocka_unit_test(a_header_may_be_cut_anywhere),
	};

	return cmocka_run_group_tests_name("tcp", tests, NULL, NULL);
}
