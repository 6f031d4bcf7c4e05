/*
 * The table of settings, and values in words.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/model/settings.h"

static void
every_setting_is_found_by_its_token_and_name(void **state)
{
	unsigned official = 0;

	(void)state;
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;
		const struct setting_info *info = setting_info(setting);

		assert_int_equal(
		    setting_by_name(text_from(info->name)), setting);
		if (info->token == 0)
			continue;
		official++;
		assert_int_equal(setting_by_token(info->token), setting);
	}
	/* 42 of the specification, and DocumentBrowseEnabled. */
	assert_int_equal(official, 43);
}

static void
what_is_not_a_setting_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(setting_by_token(0), SETTING_UNKNOWN);
	assert_int_equal(setting_by_token(0x3c), SETTING_UNKNOWN);
	assert_int_equal(setting_by_token(0x38), SETTING_UNKNOWN);
	assert_int_equal(
	    setting_by_name(text_from("allowcamera")), SETTING_UNKNOWN);
	assert_int_equal(setting_by_name(TEXT_NOT_SEEN), SETTING_UNKNOWN);
	assert_string_equal(setting_info(SETTING_UNKNOWN)->name, "");
	assert_string_equal(setting_info((enum setting)9999)->name, "");
}

static void
say(const char *name, const char *value, const char *words)
{
	char out[64];

	setting_words(setting_by_name(text_from(name)), text_from(value), out,
	    sizeof(out));
	assert_string_equal(out, words);
}

static void
choices_and_flags_have_names(void **state)
{
	(void)state;
	say("AllowBluetooth", "1", "hands-free only");
	say("AllowBluetooth", "9", "");
	say("MaxEmailAgeFilter", "4", "two weeks");
	say("AllowCamera", "0", "not allowed");
	say("AllowCamera", "true", "allowed");
	say("RequireDeviceEncryption", "false", "not required");
	say("RequireDeviceEncryption", " 1 ", "required");
	say("DevicePasswordEnabled", "1", "on");
	say("4131", "1", "password not required");
	say("PasswordComplexity", "0", "letters and digits");
}

static void
numbers_have_units_and_special_values(void **state)
{
	(void)state;
	say("MaxInactivityTimeDeviceLock", "300", "5 min");
	say("MaxInactivityTimeDeviceLock", "90", "90 s");
	say("MaxInactivityTimeDeviceLock", "3600", "1 h");
	say("MaxInactivityTimeDeviceLock", "9998", "9998 s");
	say("MaxInactivityTimeDeviceLock", "9999", "no limit");
	say("MaxInactivityTimeDeviceLock", "", "no limit");
	say("AEFrequencyValue", "5", "5 min");
	say("MaxAttachmentSize", "1023", "1023 bytes");
	say("MaxAttachmentSize", "524288", "512 KB");
	say("MaxAttachmentSize", "5000000", "4.7 MB");
	say("MaxAttachmentSize", "-1", "no limit");
	say("DevicePasswordExpiration", "90", "90 days");
	say("DevicePasswordExpiration", "1", "1 day");
	say("DevicePasswordExpiration", "0", "never");
	say("MaxEmailBodyTruncationSize", "-1", "no cut");
	say("MaxEmailBodyTruncationSize", "500", "");
	say("MinDevicePasswordLength", "", "no minimum");
}

static void
what_is_no_number_has_no_words(void **state)
{
	char out[4] = "abc";

	(void)state;
	say("MinDevicePasswordLength", "4\x1b[2J", "");
	say("MinDevicePasswordLength", "-4", "");
	say("MaxInactivityTimeDeviceLock", "99999999999999999999", "");
	say("MaxAttachmentSize", NULL, "");
	say("ApprovedApplicationList", "1", "");
	say("14:0x3c", "1", "");
	setting_words(SETTING_ALLOW_CAMERA, text_from("1"), out, 0);
	assert_string_equal(out, "abc");
	setting_words(SETTING_ALLOW_CAMERA, text_from("1"), out, sizeof(out));
	assert_string_equal(out, "all");
}

static bool
nothing(const char *name, const char *value)
{
	return setting_demands_nothing(
	    setting_by_name(text_from(name)), text_from(value));
}

static void
values_that_ask_nothing_are_known(void **state)
{
	(void)state;
	assert_true(nothing("AllowCamera", "1"));
	assert_false(nothing("AllowCamera", "0"));
	assert_true(nothing("MinDevicePasswordLength", ""));
	assert_true(nothing("MinDevicePasswordLength", "1"));
	assert_false(nothing("MinDevicePasswordLength", "4"));
	assert_true(nothing("MaxDevicePasswordFailedAttempts", ""));
	assert_false(nothing("MaxDevicePasswordFailedAttempts", "8"));
	assert_true(nothing("MaxInactivityTimeDeviceLock", "10000"));
	assert_false(nothing("MaxInactivityTimeDeviceLock", "900"));
	assert_true(nothing("RequireEncryptionSMIMEAlgorithm", "0"));
	assert_false(nothing("RequireEncryptionSMIMEAlgorithm", "3"));
	assert_false(nothing("ApprovedApplicationList", ""));
	assert_false(nothing("AllowCamera", NULL));
	assert_false(nothing("14:0x3c", "1"));
}

static enum demand
demand(const char *name, const char *value)
{
	return setting_demand(
	    setting_by_name(text_from(name)), text_from(value));
}

static void
values_without_sense_leave_the_demand_in_doubt(void **state)
{
	(void)state;
	assert_int_equal(demand("AllowCamera", "0"), DEMAND_SURE);
	assert_int_equal(demand("AllowCamera", "7"), DEMAND_IN_DOUBT);
	assert_int_equal(demand("AllowCamera", ""), DEMAND_IN_DOUBT);
	assert_int_equal(demand("AllowBluetooth", "3"), DEMAND_IN_DOUBT);
	assert_int_equal(
	    demand("MinDevicePasswordLength", "x"), DEMAND_IN_DOUBT);
	assert_int_equal(
	    demand("PasswordRecoveryEnabled", "1"), DEMAND_IN_DOUBT);
	assert_int_equal(demand("MaxEmailAgeFilter", NULL), DEMAND_IN_DOUBT);
	assert_int_equal(demand("14:0x3c", ""), DEMAND_SURE);
}

static enum strictness
compared(const char *name, const char *a, const char *b)
{
	return setting_compare(
	    setting_by_name(text_from(name)), text_from(a), text_from(b));
}

static void
lengths_and_ages_are_ordered(void **state)
{
	(void)state;
	assert_int_equal(
	    compared("MinDevicePasswordLength", "8", "6"), STRICTNESS_STRICTER);
	assert_int_equal(
	    compared("MinDevicePasswordLength", "8", "08"), STRICTNESS_EQUAL);
	assert_int_equal(
	    compared("MinDevicePasswordLength", "", "1"), STRICTNESS_EQUAL);
	assert_int_equal(compared("MaxInactivityTimeDeviceLock", "900", "60"),
	    STRICTNESS_WEAKER);
	assert_int_equal(
	    compared("DevicePasswordExpiration", "0", "90"), STRICTNESS_WEAKER);
	assert_int_equal(compared("MaxEmailBodyTruncationSize", "-1", "0"),
	    STRICTNESS_WEAKER);
	assert_int_equal(compared("MaxEmailBodyTruncationSize", "0", "500"),
	    STRICTNESS_STRICTER);
	assert_int_equal(compared("MinDevicePasswordLength", "8", "many"),
	    STRICTNESS_INCOMPARABLE);
}

static void
choices_have_an_order_of_their_own(void **state)
{
	(void)state;
	assert_int_equal(
	    compared("AllowBluetooth", "0", "1"), STRICTNESS_STRICTER);
	assert_int_equal(
	    compared("AllowBluetooth", "2", "1"), STRICTNESS_WEAKER);
	assert_int_equal(
	    compared("MaxEmailAgeFilter", "0", "7"), STRICTNESS_WEAKER);
	assert_int_equal(
	    compared("MaxEmailAgeFilter", "1", "5"), STRICTNESS_STRICTER);
	assert_int_equal(compared("RequireEncryptionSMIMEAlgorithm", "1", "2"),
	    STRICTNESS_INCOMPARABLE);
	assert_int_equal(
	    compared("PasswordComplexity", "0", "1"), STRICTNESS_STRICTER);
	assert_int_equal(compared("4131", "0", "1"), STRICTNESS_STRICTER);
	assert_int_equal(
	    compared("14:0x3c", "1", "2"), STRICTNESS_INCOMPARABLE);
}

static enum strictness
abilities(const char *name, const char *a, const char *b)
{
	return setting_compare_ability(
	    setting_by_name(text_from(name)), text_from(a), text_from(b));
}

static void
a_stricter_choice_may_take_an_ability_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(
	    abilities("AllowBluetooth", "0", "1"), STRICTNESS_INCOMPARABLE);
	assert_int_equal(
	    abilities("AllowBluetooth", "1", "0"), STRICTNESS_INCOMPARABLE);
	assert_int_equal(
	    abilities("AllowBluetooth", "0", "00"), STRICTNESS_EQUAL);
	assert_int_equal(
	    abilities("AllowBluetooth", "0", "2"), STRICTNESS_STRICTER);
	assert_int_equal(
	    abilities("PasswordComplexity", "0", "1"), STRICTNESS_INCOMPARABLE);
	assert_int_equal(abilities("MaxEmailBodyTruncationSize", "0", "500"),
	    STRICTNESS_INCOMPARABLE);
	assert_int_equal(abilities("MaxEmailBodyTruncationSize", "100", "500"),
	    STRICTNESS_STRICTER);
	assert_int_equal(
	    abilities("MaxEmailAgeFilter", "1", "5"), STRICTNESS_STRICTER);
}

static void
the_loosest_value_of_every_setting_demands_nothing(void **state)
{
	struct text value;

	(void)state;
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;

		assert_true(setting_loosest(setting, &value));
		if (setting_info(setting)->kind != KIND_LIST)
			assert_true(setting_demands_nothing(setting, value));
	}
	assert_false(setting_loosest(SETTING_UNKNOWN, &value));
}

static void
every_need_is_of_a_setting_of_the_table(void **state)
{
	struct setting_need need;

	(void)state;
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		size_t at = 0;

		while (setting_next_need((enum setting)i, &at, &need)) {
			assert_int_not_equal(
			    setting_by_name(need.name), SETTING_UNKNOWN);
			assert_true(text_filled(need.value));
		}
	}
}

static void
parts_of_a_list_may_be_empty(void **state)
{
	struct text part;
	size_t at = 0;

	(void)state;
	assert_true(setting_next_part("|0", &at, &part));
	assert_true(text_is(part, ""));
	assert_true(setting_next_part("|0", &at, &part));
	assert_true(text_is(part, "0"));
	assert_false(setting_next_part("|0", &at, &part));
	at = 2;
	assert_true(setting_next_part("0|", &at, &part));
	assert_true(text_is(part, ""));
	at = 0;
	assert_false(setting_next_part("", &at, &part));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_setting_is_found_by_its_token_and_name),
	    cmocka_unit_test(what_is_not_a_setting_is_unknown),
	    cmocka_unit_test(choices_and_flags_have_names),
	    cmocka_unit_test(numbers_have_units_and_special_values),
	    cmocka_unit_test(what_is_no_number_has_no_words),
	    cmocka_unit_test(values_that_ask_nothing_are_known),
	    cmocka_unit_test(values_without_sense_leave_the_demand_in_doubt),
	    cmocka_unit_test(lengths_and_ages_are_ordered),
	    cmocka_unit_test(choices_have_an_order_of_their_own),
	    cmocka_unit_test(a_stricter_choice_may_take_an_ability_of_its_own),
	    cmocka_unit_test(
		the_loosest_value_of_every_setting_demands_nothing),
	    cmocka_unit_test(every_need_is_of_a_setting_of_the_table),
	    cmocka_unit_test(parts_of_a_list_may_be_empty),
	};

	return cmocka_run_group_tests_name("settings", tests, NULL, NULL);
}
