/*
 * Policies as commands of the Exchange Management Shell.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/written.h"
#include "ui/powershell.h"

/* What was printed last. */
static char *printed;

static FILE *
begin_print(size_t *length)
{
	FILE *file;

	free(printed);
	printed = NULL;
	file = open_memstream(&printed, length);
	assert_non_null(file);
	return file;
}

static const char *
command(enum shell shell, const struct policy *policy)
{
	size_t length = 0;
	FILE *file = begin_print(&length);

	powershell_policy(file, shell, policy, "captured");
	fclose(file);
	assert_int_equal(strlen(printed), length);
	return printed;
}

static const char *
command_2010(const char *document)
{
	return command(SHELL_2010, policy_written(document));
}

/* The lines that are no comments: what would run. */
static const char *
code_of(const char *text)
{
	static char code[8192];
	size_t used = 0;

	while (*text != '\0') {
		size_t length = strcspn(text, "\n") + 1;

		if (text[0] != '#') {
			assert_true(used + length < sizeof(code));
			memcpy(code + used, text, length);
			used += length;
		}
		text += length;
	}
	code[used] = '\0';
	return code;
}

static void
has(const char *words)
{
	if (strstr(printed, words) == NULL)
		fail_msg("no %s in\n%s", words, printed);
}

static int
done(void **state)
{
	(void)state;
	free(printed);
	printed = NULL;
	return 0;
}

static void
settings_become_parameters_in_the_units_of_the_shell(void **state)
{
	(void)state;
	assert_string_equal(
	    code_of(command_2010(
		"DevicePasswordEnabled=1|MinDevicePasswordLength=|"
		"MaxInactivityTimeDeviceLock=900|MaxAttachmentSize=512000|"
		"DevicePasswordExpiration=90|AllowBluetooth=1")),
	    "New-ActiveSyncMailboxPolicy -Name 'captured' `\n"
	    "    -DevicePasswordEnabled $true `\n"
	    "    -MinDevicePasswordLength $null `\n"
	    "    -MaxInactivityTimeDeviceLock 00:15:00 `\n"
	    "    -MaxAttachmentSize 500KB `\n"
	    "    -DevicePasswordExpiration 90.00:00:00 `\n"
	    "    -AllowBluetooth HandsfreeOnly\n");
}

static void
the_newer_shell_has_newer_names(void **state)
{
	(void)state;
	command(SHELL_2013,
	    policy_written(
		"DevicePasswordEnabled=1|MinDevicePasswordLength=6"));
	assert_string_equal(code_of(printed),
	    "New-MobileDeviceMailboxPolicy -Name 'captured' `\n"
	    "    -PasswordEnabled $true `\n"
	    "    -MinPasswordLength 6\n");
}

static void
what_the_wire_does_not_tell_is_named_in_comments(void **state)
{
	(void)state;
	command_2010("AllowCamera=0");
	has("#   -AllowNonProvisionableDevices: ");
	has("#   -DevicePolicyRefreshInterval: ");
	has("#   -IsDefault: ");
	assert_null(strstr(code_of(printed), "AllowNonProvisionable"));
}

static void
what_the_shell_does_not_take_is_a_comment(void **state)
{
	(void)state;
	command_2010("MinDevicePasswordLength=17|14:0x3c=5|AllowCamera=7|"
		     "DocumentBrowseEnabled=1|AllowWiFi=0");
	has("#   MinDevicePasswordLength = 17: no value that the parameter");
	has("#   14:0x3c = 5: there is no parameter for it\n");
	has("#   AllowCamera = 7: no value");
	has("#   DocumentBrowseEnabled = 1: there is no parameter");
	assert_string_equal(code_of(printed),
	    "New-ActiveSyncMailboxPolicy -Name 'captured' `\n"
	    "    -AllowWiFi $false\n");
}

static void
a_cut_document_says_so_first(void **state)
{
	(void)state;
	command_2010("AllowCamera=0|AllowWiFi|...");
	assert_ptr_equal(
	    strstr(printed, "# THE DOCUMENT WAS CUT: settings"), printed);
	has("#   AllowWiFi: its value was not captured\n");
	assert_null(strstr(code_of(printed), "AllowWiFi"));
	assert_null(strstr(command_2010("AllowCamera=0"), "CUT"));
}

static void
a_list_is_quoted_and_an_empty_one_is_null(void **state)
{
	(void)state;
	command_2010("UnapprovedInROMApplicationList:one.exe,it's.exe|"
		     "ApprovedApplicationList:");
	has(" -UnapprovedInROMApplicationList 'one.exe','it''s.exe' `\n");
	has(" -ApprovedApplicationList $null\n");
}

static void
hashes_without_names_are_a_comment(void **state)
{
	(void)state;
	command_2010("ApprovedApplicationList:00ff,11ee|AllowCamera=0");
	has("#   ApprovedApplicationList: the parameter takes name:hash");
	has("#     00ff\n#     11ee\n");
	assert_null(strstr(code_of(printed), "Approved"));
}

static void
a_setting_sent_twice_is_pointed_out(void **state)
{
	(void)state;
	command_2010("AllowCamera=1|AllowCamera=0");
	has("#   AllowCamera = 0: sent more than once; this is the last\n");
	has(" -AllowCamera $false\n");
}

static void
a_size_without_a_documented_unit_is_pointed_out(void **state)
{
	(void)state;
	command_2010("MaxEmailBodyTruncationSize=500|"
		     "MaxEmailHTMLBodyTruncationSize=-1");
	has("#   MaxEmailBodyTruncationSize = 500: its unit is not "
	    "documented\n");
	has(" -MaxEmailBodyTruncationSize 500 `\n");
	has(" -MaxEmailHTMLBodyTruncationSize Unlimited\n");
	assert_null(strstr(printed, "#   MaxEmailHTML"));
}

static void
the_older_form_is_turned_into_the_newer_one(void **state)
{
	(void)state;
	assert_string_equal(
	    code_of(command_2010(
		"wap|4131=0|4133=1|AEFrequencyType=1|AEFrequencyValue=5|"
		"DeviceWipeThreshold=8|CodewordFrequency=4|"
		"MinimumPasswordLength=6|PasswordComplexity=0")),
	    "New-ActiveSyncMailboxPolicy -Name 'captured' `\n"
	    "    -DevicePasswordEnabled $true `\n"
	    "    -MaxInactivityTimeDeviceLock 00:05:00 `\n"
	    "    -MaxDevicePasswordFailedAttempts 8 `\n"
	    "    -MinDevicePasswordLength 6 `\n"
	    "    -AlphanumericDevicePasswordRequired $true\n");
	has("#   4133 = 1: there is no parameter for it\n");
	has("#   CodewordFrequency = 4: there is no parameter for it\n");
}

static void
a_parameter_is_set_once_in_whatever_order_the_settings_came(void **state)
{
	static const char *const documents[] = {
	    "wap|AEFrequencyType=0|AEFrequencyValue=5",
	    "wap|AEFrequencyValue=5|AEFrequencyType=0"};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_string_equal(code_of(command_2010(documents[i])),
		    "New-ActiveSyncMailboxPolicy -Name 'captured' `\n"
		    "    -MaxInactivityTimeDeviceLock Unlimited\n");
		has("#   AEFrequencyValue = 5: another setting has set");
	}
}

static void
quotes_as(const char *text, const char *expected)
{
	size_t length = 0;
	FILE *file = begin_print(&length);
	bool quoted = powershell_quote(file, text_from(text));

	fclose(file);
	assert_int_equal(quoted, expected != NULL);
	assert_string_equal(printed, expected != NULL ? expected : "");
}

static void
every_kind_of_quote_is_doubled(void **state)
{
	(void)state;
	quotes_as("plain $x `n \"#", "'plain $x `n \"#'");
	quotes_as("'; Remove-Mailbox x; '", "'''; Remove-Mailbox x; '''");
	quotes_as("\xe2\x80\x98 \xe2\x80\x99 \xe2\x80\x9a \xe2\x80\x9b",
	    "'\xe2\x80\x98\xe2\x80\x98 \xe2\x80\x99\xe2\x80\x99 "
	    "\xe2\x80\x9a\xe2\x80\x9a \xe2\x80\x9b\xe2\x80\x9b'");
	quotes_as("caf\xc3\xa9", "'caf\xc3\xa9'");
	quotes_as("", "''");
}

static void
what_could_end_a_line_or_deceive_is_no_string(void **state)
{
	(void)state;
	quotes_as("one\ntwo", NULL);
	quotes_as("one\rtwo", NULL);
	quotes_as("\x1b[2J", NULL);
	quotes_as("\xe2\x80\xa8", NULL); /* line separator */
	quotes_as("\xe2\x80\xae", NULL); /* right to left */
	quotes_as("\xc2\x85", NULL);     /* next line */
	quotes_as("\xff", NULL);
	quotes_as(NULL, NULL);
}

static void
captured_bytes_neither_run_nor_end_a_comment(void **state)
{
	(void)state;
	command_2010("UnapprovedInROMApplicationList:a\nRemove-Item x,b|"
		     "AllowCamera=0\nRemove-Item x|"
		     "30:0x1\r\nRemove-Item=$(Remove-Item x)");
	assert_string_equal(
	    code_of(printed), "New-ActiveSyncMailboxPolicy -Name 'captured'\n");
	has("#     a\\x0aRemove-Item x\n");
	has("#   AllowCamera = 0\\x0aRemove-Item x: no value");
}

static void
changes(const char *document, const char *identity, const char *expected)
{
	const struct policy *policy = policy_written(document);
	size_t length = 0;
	FILE *file = begin_print(&length);
	bool any = powershell_change(
	    file, SHELL_2013, identity, policy->entries, policy->entry_count);

	fclose(file);
	assert_int_equal(any, expected[0] != '\0');
	assert_string_equal(printed, expected);
}

static void
a_change_sets_what_it_names(void **state)
{
	(void)state;
	changes("AllowCamera=0|MinDevicePasswordLength=6", "it's",
	    "Set-MobileDeviceMailboxPolicy -Identity 'it''s' "
	    "-AllowCamera $false -MinPasswordLength 6\n");
	changes("AllowCamera=1", NULL,
	    "Set-MobileDeviceMailboxPolicy -Identity 'NAME OF THE POLICY' "
	    "-AllowCamera $true\n");
	changes("14:0x3c=1|AllowCamera=9", NULL, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		settings_become_parameters_in_the_units_of_the_shell),
	    cmocka_unit_test(the_newer_shell_has_newer_names),
	    cmocka_unit_test(what_the_wire_does_not_tell_is_named_in_comments),
	    cmocka_unit_test(what_the_shell_does_not_take_is_a_comment),
	    cmocka_unit_test(a_cut_document_says_so_first),
	    cmocka_unit_test(a_list_is_quoted_and_an_empty_one_is_null),
	    cmocka_unit_test(hashes_without_names_are_a_comment),
	    cmocka_unit_test(a_setting_sent_twice_is_pointed_out),
	    cmocka_unit_test(a_size_without_a_documented_unit_is_pointed_out),
	    cmocka_unit_test(the_older_form_is_turned_into_the_newer_one),
	    cmocka_unit_test(
		a_parameter_is_set_once_in_whatever_order_the_settings_came),
	    cmocka_unit_test(every_kind_of_quote_is_doubled),
	    cmocka_unit_test(what_could_end_a_line_or_deceive_is_no_string),
	    cmocka_unit_test(captured_bytes_neither_run_nor_end_a_comment),
	    cmocka_unit_test(a_change_sets_what_it_names),
	};

	return cmocka_run_group_tests_name("powershell", tests, NULL, done);
}
