/*
 * Base64 as clients send it: the vectors of RFC 4648 section 10, without
 * padding, in the other alphabet, and wrong.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/base64.h"

static void
gives(const char *text, const char *wanted)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	uint8_t out[64];
	size_t length;

	assert_true(base64_decode(
	    (const char *)copy, count, out, sizeof(out), &length));
	assert_int_equal(length, strlen(wanted));
	assert_memory_equal(out, wanted, length);
	guard_free(copy, count);
}

static void
is_none(const char *text, size_t room)
{
	size_t count = strlen(text);
	uint8_t *copy = guard_copy(text, count);
	uint8_t out[64];
	size_t length;

	assert_false(
	    base64_decode((const char *)copy, count, out, room, &length));
	guard_free(copy, count);
}

static void
the_examples_of_the_specification_are_read(void **state)
{
	(void)state;
	gives("", "");
	gives("Zg==", "f");
	gives("Zm8=", "fo");
	gives("Zm9v", "foo");
	gives("Zm9vYg==", "foob");
	gives("Zm9vYmE=", "fooba");
	gives("Zm9vYmFy", "foobar");
}

static void
padding_may_be_missing(void **state)
{
	(void)state;
	gives("Zg", "f");
	gives("Zg=", "f");
	gives("Zm8", "fo");
	gives("Zm9vYmE", "fooba");
}

static void
both_alphabets_are_read(void **state)
{
	(void)state;
	gives("+/+/", "\xfb\xff\xbf");
	gives("-_-_", "\xfb\xff\xbf");
}

static void
other_characters_are_refused(void **state)
{
	(void)state;
	is_none("Zm9v Zm9v", 64);
	is_none("Zm9\xff", 64);
	is_none("Zm=v", 64);
	is_none("Zg===", 64);
	is_none("Zm9v\n", 64);
	is_none("Zm9.", 64);
}

static void
a_length_that_cannot_be_is_refused(void **state)
{
	(void)state;
	is_none("Z", 64);
	is_none("Zm9vY", 64);
}

static void
what_does_not_fit_is_refused(void **state)
{
	uint8_t out[3];
	size_t length;

	(void)state;
	is_none("Zm9vYg==", 3);
	assert_true(base64_decode("Zm9v", 4, out, 3, &length));
	assert_int_equal(length, 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_examples_of_the_specification_are_read),
	    cmocka_unit_test(padding_may_be_missing),
	    cmocka_unit_test(both_alphabets_are_read),
	    cmocka_unit_test(other_characters_are_refused),
	    cmocka_unit_test(a_length_that_cannot_be_is_refused),
	    cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
