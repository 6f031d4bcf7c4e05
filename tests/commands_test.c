/*
 * The table of commands by name, by code and by root element.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/model/commands.h"

static void
every_command_is_found_by_its_own_name(void **state)
{
	(void)state;
#define X(symbol, name, code, page, token)                                     \
	assert_string_equal(command_name(symbol), name);                       \
	assert_int_equal(command_by_name(text_from(name)), symbol);
	COMMANDS(X)
#undef X
}

static void
a_name_is_found_without_regard_to_case(void **state)
{
	(void)state;
	assert_int_equal(
	    command_by_name(text_from("foldersync")), COMMAND_FOLDER_SYNC);
}

static void
a_name_that_is_none_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(command_by_name(text_from("Sync ")), COMMAND_UNKNOWN);
	assert_int_equal(command_by_name(text_from("")), COMMAND_UNKNOWN);
	assert_int_equal(command_by_name(TEXT_NOT_SEEN), COMMAND_UNKNOWN);
	assert_string_equal(command_name(COMMAND_UNKNOWN), "");
}

static void
codes_of_a_base64_query_are_found(void **state)
{
	(void)state;
	assert_int_equal(command_by_code(0), COMMAND_SYNC);
	assert_int_equal(command_by_code(9), COMMAND_FOLDER_SYNC);
	assert_int_equal(command_by_code(20), COMMAND_PROVISION);
	assert_int_equal(command_by_code(23), COMMAND_FIND);
}

static void
codes_that_nobody_has_are_unknown(void **state)
{
	(void)state;
	for (unsigned code = 5; code < 9; code++)
		assert_int_equal(command_by_code(code), COMMAND_UNKNOWN);
	assert_int_equal(command_by_code(24), COMMAND_UNKNOWN);
	assert_int_equal(command_by_code((unsigned)-1), COMMAND_UNKNOWN);
}

static void
root_elements_are_found(void **state)
{
	(void)state;
	assert_int_equal(command_by_root(0, 0x05), COMMAND_SYNC);
	assert_int_equal(command_by_root(7, 0x16), COMMAND_FOLDER_SYNC);
	assert_int_equal(command_by_root(14, 0x05), COMMAND_PROVISION);
	assert_int_equal(command_by_root(18, 0x05), COMMAND_SETTINGS);
	assert_int_equal(command_by_root(25, 0x05), COMMAND_FIND);
	assert_int_equal(command_by_root(8, 0x07), COMMAND_MEETING_RESPONSE);
}

static void
root_elements_of_no_command_are_unknown(void **state)
{
	(void)state;
	assert_int_equal(command_by_root(0, 0x06), COMMAND_UNKNOWN);
	assert_int_equal(command_by_root(1, 0x05), COMMAND_UNKNOWN);
	assert_int_equal(command_by_root(255, 0), COMMAND_UNKNOWN);
	assert_int_equal(command_by_root((unsigned)-1, 0), COMMAND_UNKNOWN);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_command_is_found_by_its_own_name),
	    cmocka_unit_test(a_name_is_found_without_regard_to_case),
	    cmocka_unit_test(a_name_that_is_none_is_unknown),
	    cmocka_unit_test(codes_of_a_base64_query_are_found),
	    cmocka_unit_test(codes_that_nobody_has_are_unknown),
	    cmocka_unit_test(root_elements_are_found),
	    cmocka_unit_test(root_elements_of_no_command_are_unknown),
	};

	return cmocka_run_group_tests_name("commands", tests, NULL, NULL);
}
