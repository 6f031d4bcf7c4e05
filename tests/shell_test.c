/*
 * Settings as the Exchange Management Shell names them: parameters, and values
 * in its units.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/shell.h"

static void
says(enum shell shell, const char *name, const char *value, const char *words)
{
	enum setting setting = setting_by_name(text_from(name));
	char out[SHELL_VALUE];

	assert_int_equal(shell_value(shell, setting, text_from(value), out),
	    words != NULL ? SHELL_VALUE_GOOD : SHELL_VALUE_NONE);
	assert_string_equal(out, words != NULL ? words : "");
}

static void
both(const char *name, const char *value, const char *words)
{
	says(SHELL_2010, name, value, words);
	says(SHELL_2013, name, value, words);
}

static void
a_generation_is_known_by_its_year(void **state)
{
	enum shell shell = SHELL_2010;

	(void)state;
	assert_true(shell_by_year("2013", &shell));
	assert_int_equal(shell, SHELL_2013);
	assert_string_equal(
	    shell_make_command(shell), "New-MobileDeviceMailboxPolicy");
	assert_true(shell_by_year("2010", &shell));
	assert_string_equal(
	    shell_change_command(shell), "Set-ActiveSyncMailboxPolicy");
	assert_false(shell_by_year("2012", &shell));
}

static void
parameters_have_another_name_since_2013(void **state)
{
	(void)state;
	assert_true(text_is(
	    shell_parameter(SHELL_2010, SETTING_DEVICE_PASSWORD_ENABLED),
	    "DevicePasswordEnabled"));
	assert_true(text_is(
	    shell_parameter(SHELL_2013, SETTING_DEVICE_PASSWORD_ENABLED),
	    "PasswordEnabled"));
	assert_true(text_is(shell_parameter(SHELL_2013,
				SETTING_REQUIRE_STORAGE_CARD_ENCRYPTION),
	    "RequireStorageCardEncryption"));
	assert_int_equal(
	    shell_parameter(SHELL_2013, SETTING_DOCUMENT_BROWSE_ENABLED).length,
	    0);
}

static void
flags_are_true_or_false(void **state)
{
	(void)state;
	both("AllowCamera", "0", "$false");
	both("AllowCamera", " 1 ", "$true");
	both("AllowCamera", "true", "$true");
	both("AllowCamera", "2", NULL);
	both("AllowCamera", "", NULL);
	both("AllowCamera", NULL, NULL);
}

static void
choices_have_the_names_of_the_shell(void **state)
{
	(void)state;
	both("AllowBluetooth", "1", "HandsfreeOnly");
	both("MaxCalendarAgeFilter", "7", "SixMonths");
	both("MaxCalendarAgeFilter", "1", NULL);
	both("RequireSignedSMIMEAlgorithm", "1", "MD5");
	both("RequireEncryptionSMIMEAlgorithm", "4", "RC240bit");
	both("AllowSMIMEEncryptionAlgorithmNegotiation", "1",
	    "OnlyStrongAlgorithmNegotiation");
	says(SHELL_2010, "MaxEmailAgeFilter", "6", "ThreeMonths");
	says(SHELL_2013, "MaxEmailAgeFilter", "6", NULL);
	says(SHELL_2013, "MaxEmailAgeFilter", "5", "OneMonth");
}

static void
times_are_spans(void **state)
{
	(void)state;
	both("MaxInactivityTimeDeviceLock", "900", "00:15:00");
	both("MaxInactivityTimeDeviceLock", "3600", "01:00:00");
	both("MaxInactivityTimeDeviceLock", "9999", "Unlimited");
	both("MaxInactivityTimeDeviceLock", "", "Unlimited");
	both("DevicePasswordExpiration", "90", "90.00:00:00");
	both("DevicePasswordExpiration", "0", "Unlimited");
	both("AEFrequencyValue", "5", "00:05:00");
}

static void
sizes_are_in_kilobytes_where_they_are_whole(void **state)
{
	(void)state;
	both("MaxAttachmentSize", "512000", "500KB");
	both("MaxAttachmentSize", "500000", "500000");
	both("MaxAttachmentSize", "0", "0");
	both("MaxAttachmentSize", "-1", "Unlimited");
	both("MaxEmailBodyTruncationSize", "1024", "1024");
}

static void
what_the_shell_does_not_take_has_no_value(void **state)
{
	(void)state;
	both("MinDevicePasswordLength", "", "$null");
	both("MinDevicePasswordLength", "17", NULL);
	both("MaxDevicePasswordFailedAttempts", "3", NULL);
	both("MaxDevicePasswordFailedAttempts", "", "Unlimited");
	both("MaxInactivityTimeDeviceLock", "3601", NULL);
	says(SHELL_2010, "MaxInactivityTimeDeviceLock", "30", "00:00:30");
	says(SHELL_2013, "MaxInactivityTimeDeviceLock", "30", NULL);
	both("DevicePasswordExpiration", "731", NULL);
	both("MaxAttachmentSize", "2147483648", NULL);
	both("DevicePasswordHistory", "4; Remove-Mailbox x", NULL);
	both("DevicePasswordHistory", "99999999999999999999", NULL);
	both("14:0x3c", "1", NULL);
	both("ApprovedApplicationList", "1", NULL);
}

static void
the_older_form_is_turned_into_the_newer_one(void **state)
{
	char out[SHELL_VALUE];

	(void)state;
	both("4131", "0", "$true");
	both("4131", "1", "$false");
	both("PasswordComplexity", "0", "$true");
	both("PasswordComplexity", "2", "$false");
	both("DeviceWipeThreshold", "-1", "Unlimited");
	both("DeviceWipeThreshold", "8", "8");
	both("AEFrequencyType", "0", "Unlimited");
	assert_int_equal(shell_value(SHELL_2010, SETTING_WAP_FREQUENCY_TYPE,
			     text_from("1"), out),
	    SHELL_VALUE_ELSEWHERE);
	assert_string_equal(out, "");
}

/* A row that names a parameter must be able to give it a value. */
static void
every_parameter_takes_some_value(void **state)
{
	char out[SHELL_VALUE];
	char number[16];

	(void)state;
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;
		bool any = false;

		if (shell_parameter(SHELL_2010, setting).length == 0 ||
		    setting_info(setting)->kind == KIND_LIST)
			continue;
		for (unsigned n = 0; n <= 60 && !any; n++) {
			(void)snprintf(number, sizeof(number), "%u", n);
			any = shell_value(SHELL_2010, setting,
				  text_from(number), out) == SHELL_VALUE_GOOD &&
			      shell_value(SHELL_2013, setting,
				  text_from(number), out) != SHELL_VALUE_NONE;
		}
		if (!any)
			fail_msg(
			    "%s takes nothing", setting_info(setting)->name);
	}
}

static void
what_only_the_server_knows_is_listed(void **state)
{
	const char *name;
	const char *words;
	size_t count[SHELL_COUNT] = {0};

	(void)state;
	for (unsigned i = 0; i < SHELL_COUNT; i++) {
		while (shell_server_parameter(
		    (enum shell)i, count[i], &name, &words)) {
			assert_true(strlen(name) > 0 && strlen(words) > 0);
			count[i]++;
		}
	}
	assert_int_equal(count[SHELL_2013], count[SHELL_2010] + 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_generation_is_known_by_its_year),
	    cmocka_unit_test(parameters_have_another_name_since_2013),
	    cmocka_unit_test(flags_are_true_or_false),
	    cmocka_unit_test(choices_have_the_names_of_the_shell),
	    cmocka_unit_test(times_are_spans),
	    cmocka_unit_test(sizes_are_in_kilobytes_where_they_are_whole),
	    cmocka_unit_test(what_the_shell_does_not_take_has_no_value),
	    cmocka_unit_test(the_older_form_is_turned_into_the_newer_one),
	    cmocka_unit_test(every_parameter_takes_some_value),
	    cmocka_unit_test(what_only_the_server_knows_is_listed),
	};

	return cmocka_run_group_tests_name("shell", tests, NULL, NULL);
}
