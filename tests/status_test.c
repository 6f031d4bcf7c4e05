/*
 * Names of status codes.
 */
#include "tests/support/check.h"

#include "decode/model/status.h"

static void
the_same_number_means_different_things_in_different_places(void **state)
{
	(void)state;
	assert_string_equal(status_name(STATUS_PROVISION, 2), "ProtocolError");
	assert_string_equal(status_name(STATUS_POLICY, 2), "NoPolicy");
	assert_string_equal(
	    status_name(STATUS_ACKNOWLEDGE, 2), "PartialSuccess");
	assert_string_equal(status_name(STATUS_WIPE, 2), "WipeFailed");
}

static void
codes_from_101_on_are_common_to_all_places(void **state)
{
	(void)state;
	assert_string_equal(
	    status_name(STATUS_POLICY, 144), "InvalidPolicyKey");
	assert_string_equal(
	    status_name(STATUS_COMMON, 142), "DeviceNotProvisioned");
	assert_string_equal(status_name(STATUS_HTTP, 449), "Retry With");
	assert_string_equal(status_name(STATUS_HTTP, 144), "");
}

static void
an_unknown_code_has_no_name(void **state)
{
	(void)state;
	assert_string_equal(status_name(STATUS_POLICY, 99), "");
	assert_string_equal(status_meaning(STATUS_COMMON, 65535), "");
	assert_string_equal(
	    status_meaning(STATUS_ACKNOWLEDGE, 3), "obeys nothing");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_same_number_means_different_things_in_different_places),
	    cmocka_unit_test(codes_from_101_on_are_common_to_all_places),
	    cmocka_unit_test(an_unknown_code_has_no_name),
	};

	return cmocka_run_group_tests_name("status", tests, NULL, NULL);
}
