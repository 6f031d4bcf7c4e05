/*
 * SipHash-2-4 against the vectors of its reference implementation: the key is
 * 00 01 .. 0f, the input of n bytes 00 01 .. (n - 1).
 */
#include "tests/support/check.h"

#include "decode/model/siphash.h"

static uint64_t
of_length(size_t count)
{
	uint8_t bytes[64];

	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (uint8_t)i;
	return siphash(bytes, bytes, count);
}

static void
the_reference_vectors_are_met(void **state)
{
	(void)state;
	assert_int_equal(of_length(0), 0x726fdb47dd0e0e31u);
	assert_int_equal(of_length(1), 0x74f839c593dc67fdu);
	assert_int_equal(of_length(7), 0xab0200f58b01d137u);
	assert_int_equal(of_length(8), 0x93f5f5799a932462u);
	assert_int_equal(of_length(15), 0xa129ca6149be45e5u);
	assert_int_equal(of_length(63), 0x958a324ceb064572u);
}

static void
another_key_gives_another_hash(void **state)
{
	uint8_t key[SIPHASH_KEY] = {0};
	uint64_t before = siphash(key, "anna", 4);

	(void)state;
	key[15] = 1;
	assert_true(siphash(key, "anna", 4) != before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_reference_vectors_are_met),
	    cmocka_unit_test(another_key_gives_another_hash),
	};

	return cmocka_run_group_tests_name("siphash", tests, NULL, NULL);
}
