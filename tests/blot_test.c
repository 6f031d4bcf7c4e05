/*
 * Passwords in documents blotted out before anybody keeps them.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/blot.h"
#include "decode/buffer.h"

#define HEADER "03 01 6a 00 "
/* Settings, DevicePassword, Set, Password. */
#define PASSWORD "00 12 45 54 48 55 "

/* The document with passwords blotted out is that one. */
static void
becomes(const char *hex, const char *expected)
{
	struct buffer room = {0};
	size_t length;
	size_t wanted_length;
	uint8_t *bytes = from_hex(hex, &length);
	uint8_t *wanted = from_hex(expected, &wanted_length);
	uint8_t *copy = guard_copy(bytes, length);
	struct text out = wbxml_blotted(text_over(copy, length), &room);

	assert_int_equal(out.length, wanted_length);
	assert_memory_equal(out.bytes, wanted, wanted_length);
	guard_free(copy, length);
	free(bytes);
	free(wanted);
	buffer_done(&room);
}

static void
the_recovery_password_is_blotted_out(void **state)
{
	(void)state;
	becomes(HEADER PASSWORD "03 31 32 33 00 01 01 01 01",
	    HEADER PASSWORD "03 2a 2a 2a 00 01 01 01 01");
}

static void
opaque_bytes_of_a_password_are_too(void **state)
{
	(void)state;
	becomes(HEADER PASSWORD "c3 02 31 32 01 01 01 01",
	    HEADER PASSWORD "c3 02 2a 2a 01 01 01 01");
}

static void
so_are_those_of_search_and_item_operations(void **state)
{
	(void)state;
	/* Search, Password; ItemOperations, Password. */
	becomes(HEADER "00 0f 45 5f 03 31 00 01 01",
	    HEADER "00 0f 45 5f 03 2a 00 01 01");
	becomes(HEADER "00 14 45 55 03 31 00 01 01",
	    HEADER "00 14 45 55 03 2a 00 01 01");
}

static void
what_stands_in_elements_inside_of_it_is_too(void **state)
{
	(void)state;
	becomes(HEADER PASSWORD "46 03 31 00 01 03 32 00 01 01 01 01",
	    HEADER PASSWORD "46 03 2a 00 01 03 2a 00 01 01 01 01");
}

static void
a_password_that_breaks_off_is_blotted_out_to_the_end(void **state)
{
	(void)state;
	becomes(HEADER PASSWORD "03 31 32", HEADER PASSWORD "2a 2a 2a");
	becomes(HEADER PASSWORD "c3 09 31", HEADER PASSWORD "2a 2a 2a");
}

static void
texts_of_the_string_table_are_too(void **state)
{
	(void)state;
	becomes("03 01 6a 04 61 62 63 00 " PASSWORD "83 01 01 01 01 01",
	    "03 01 6a 04 61 2a 2a 00 " PASSWORD "83 01 01 01 01 01");
}

static void
other_elements_stay_as_they_are(void **state)
{
	(void)state;
	/* Settings, Status; Provision, PasswordRecoveryEnabled and a
	 * FriendlyName of DeviceInformation. */
	becomes(HEADER "00 12 45 46 03 31 00 01 01",
	    HEADER "00 12 45 46 03 31 00 01 01");
	becomes(HEADER "00 0e 45 51 03 31 00 01 00 12 59 03 31 00 01 01",
	    HEADER "00 0e 45 51 03 31 00 01 00 12 59 03 31 00 01 01");
}

static void
bytes_that_are_no_document_stay_as_they_are(void **state)
{
	(void)state;
	becomes("", "");
	becomes("3c 00 12 68", "3c 00 12 68");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_recovery_password_is_blotted_out),
	    cmocka_unit_test(opaque_bytes_of_a_password_are_too),
	    cmocka_unit_test(so_are_those_of_search_and_item_operations),
	    cmocka_unit_test(what_stands_in_elements_inside_of_it_is_too),
	    cmocka_unit_test(
		a_password_that_breaks_off_is_blotted_out_to_the_end),
	    cmocka_unit_test(texts_of_the_string_table_are_too),
	    cmocka_unit_test(other_elements_stay_as_they_are),
	    cmocka_unit_test(bytes_that_are_no_document_stay_as_they_are),
	};

	return cmocka_run_group_tests_name("blot", tests, NULL, NULL);
}
