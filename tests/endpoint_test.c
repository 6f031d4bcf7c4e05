/*
 * Addresses as text (RFC 5952).
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/endpoint.h"

static void
says(const char *hex, uint16_t port, const char *expected)
{
	struct endpoint endpoint = {.port = port};
	char text[ENDPOINT_TEXT];
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);

	assert_int_equal(length, sizeof(endpoint.address));
	memcpy(endpoint.address, bytes, length);
	free(bytes);
	endpoint_format(&endpoint, text);
	assert_string_equal(text, expected);
}

static void
a_mapped_address_is_dotted(void **state)
{
	(void)state;
	says("00000000000000000000ffff0a000001", 80, "10.0.0.1:80");
	says(
	    "00000000000000000000ffffffffffff", 65535, "255.255.255.255:65535");
}

static void
the_longest_run_of_zeros_is_cut(void **state)
{
	(void)state;
	says("20010db8000000000000000000000001", 80, "[2001:db8::1]:80");
	says("00000000000000000000000000000001", 1, "[::1]:1");
	says("00000000000000000000000000000000", 0, "[::]:0");
	says("20010db8000000000001000000000000", 9, "[2001:db8:0:0:1::]:9");
	says("20010000000000010000000000000001", 9, "[2001:0:0:1::1]:9");
}

static void
a_single_zero_stays_and_equal_runs_cut_the_first(void **state)
{
	(void)state;
	says("20010db8000000010001000100010001", 9, "[2001:db8:0:1:1:1:1:1]:9");
	says("20010db8000000000001000000000001", 9, "[2001:db8::1:0:0:1]:9");
	says("20010db8aaaabbbbccccddddeeeeffff", 65535,
	    "[2001:db8:aaaa:bbbb:cccc:dddd:eeee:ffff]:65535");
}

static void
the_port_is_not_part_of_the_address(void **state)
{
	struct endpoint a = {.address = {1}, .port = 1};
	struct endpoint b = {.address = {1}, .port = 2};
	struct endpoint c = {.address = {2}, .port = 1};

	(void)state;
	assert_true(endpoint_same_address(&a, &b));
	assert_false(endpoint_equal(&a, &b));
	assert_false(endpoint_same_address(&a, &c));
	assert_true(endpoint_equal(&a, &a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_mapped_address_is_dotted),
	    cmocka_unit_test(the_longest_run_of_zeros_is_cut),
	    cmocka_unit_test(a_single_zero_stays_and_equal_runs_cut_the_first),
	    cmocka_unit_test(the_port_is_not_part_of_the_address),
	};

	return cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
}
