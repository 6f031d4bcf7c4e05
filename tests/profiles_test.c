/*
 * What platforms are documented to support, what follows for a policy, and
 * where devices disagree.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/model/disagreements.h"
#include "decode/model/profiles.h"
#include "tests/support/exchanges.h"
#include "tests/support/written.h"

#define WP7 "MSFT-WP/7.0.7004"

static enum support
support(const char *profile, const char *setting)
{
	return profile_support(
	    profile_by_name(profile), setting_by_name(text_from(setting)));
}

static void
windows_phone_7_supports_twelve_settings(void **state)
{
	static const char *const names[] = {"DevicePasswordEnabled",
	    "MinDevicePasswordLength", "MaxInactivityTimeDeviceLock",
	    "MaxDevicePasswordFailedAttempts", "AllowSimpleDevicePassword",
	    "DevicePasswordExpiration", "DevicePasswordHistory",
	    "AllowStorageCard", "AllowIrDA", "AllowDesktopSync",
	    "AllowRemoteDesktop", "AllowInternetSharing"};
	unsigned counts[SUPPORT_COUNT] = {0};

	(void)state;
	for (unsigned i = 1; i < SETTING_COUNT; i++)
		counts[profile_support(PROFILE_WP7, (enum setting)i)]++;
	assert_int_equal(counts[SUPPORT_YES] + counts[SUPPORT_MET], 12);
	assert_int_equal(counts[SUPPORT_NO], 30);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_true(support("wp7", names[i]) >= SUPPORT_MET);
	assert_string_equal(profile_info(PROFILE_WP7)->shows, "86000C2B");
}

static void
each_profile_is_found_by_its_name_and_says_what_it_rests_on(void **state)
{
	(void)state;
	for (unsigned i = 0; i < PROFILE_COUNT; i++) {
		const struct profile_info *info = profile_info((enum profile)i);

		assert_int_equal(profile_by_name(info->name), i);
		assert_true(strlen(info->platform) > 0);
		assert_true(strlen(info->basis) > 0);
	}
	assert_int_equal(profile_by_name("wp9"), PROFILE_COUNT);
	assert_int_equal(profile_by_name(""), PROFILE_COUNT);
}

static void
what_is_not_documented_is_unknown(void **state)
{
	(void)state;
	assert_int_equal(support("wp75", "AllowCamera"), SUPPORT_UNKNOWN);
	assert_int_equal(support("wp8", "AllowCamera"), SUPPORT_UNKNOWN);
	assert_int_equal(support("wp7", "4131"), SUPPORT_UNKNOWN);
	assert_int_equal(support("wp7", "14:0x3c"), SUPPORT_UNKNOWN);
	assert_int_equal(
	    support("wp7", "DocumentBrowseEnabled"), SUPPORT_UNKNOWN);
}

static void
shades_between_yes_and_no_are_kept_apart(void **state)
{
	(void)state;
	assert_int_equal(
	    support("android44", "AllowSimpleDevicePassword"), SUPPORT_IGNORED);
	assert_int_equal(support("android44", "AllowCamera"), SUPPORT_IN_PART);
	assert_int_equal(support("win10", "AllowCamera"), SUPPORT_OUTSIDE);
	assert_int_equal(support("wm61", "AllowCamera"), SUPPORT_ASSUMED);
	assert_int_equal(
	    support("wm61", "RequireStorageCardEncryption"), SUPPORT_YES);
	assert_int_equal(support("wm5", "4131"), SUPPORT_YES);
	assert_int_equal(
	    support("surface-hub", "DevicePasswordEnabled"), SUPPORT_NO);
	assert_string_equal(
	    profile_note(PROFILE_OUTLOOK_ANDROID, SETTING_ALLOW_BLUETOOTH),
	    "concerns its watch companion alone");
	assert_string_equal(
	    profile_note(PROFILE_WP7, SETTING_ALLOW_BLUETOOTH), "");
}

static bool
matches(enum profile profile, const char *one, const char *other)
{
	struct text items[2] = {text_from(one), text_from(other)};
	struct device device = {
	    .user_agents = {.count = other != NULL ? 2 : one != NULL,
		.items = items},
	};

	return profile_matches(profile, &device);
}

static void
a_platform_is_known_by_all_its_user_agents(void **state)
{
	(void)state;
	assert_true(matches(PROFILE_WP7, WP7, NULL));
	assert_false(matches(PROFILE_WP7, "MSFT-WP/7.10.8773", NULL));
	assert_true(matches(PROFILE_WP75, "MSFT-WP/7.10.8773", NULL));
	assert_false(matches(PROFILE_WP7, WP7, "MSFT-WP/7.10.8773"));
	assert_true(matches(PROFILE_WP7, WP7, "MSFT-WP/7.0.7392"));
	assert_false(matches(PROFILE_WP7, NULL, NULL));
	assert_false(matches(PROFILE_WP7, "", NULL));
	assert_true(matches(PROFILE_IOS4, "Apple-iPhone3C1/801.293", NULL));
	assert_false(matches(PROFILE_IOS4, "Apple-iPhone3C1/802.117", NULL));
	assert_false(matches(PROFILE_IOS4, "Apple-iPhone", NULL));
	assert_false(matches(PROFILE_SURFACE_HUB, WP7, NULL));
}

static void
only_what_demands_something_counts(void **state)
{
	struct profile_verdict verdict = profile_judge(PROFILE_WP7,
	    policy_written(
		"DevicePasswordEnabled=1|MinDevicePasswordLength=6|"
		"AllowCamera=1|RequireDeviceEncryption=1|AllowStorageCard=0|"
		"RequireSignedSMIMEAlgorithm=0|AllowBluetooth=1|14:0x3c=1"));

	(void)state;
	assert_int_equal(verdict.demands, 6);
	assert_int_equal(verdict.counts[SUPPORT_YES], 2);
	assert_int_equal(verdict.counts[SUPPORT_MET], 1);
	assert_int_equal(verdict.counts[SUPPORT_NO], 2);
	assert_int_equal(verdict.counts[SUPPORT_UNKNOWN], 1);
}

/* How many disagreements a round of a device of this agent makes. */
static size_t
disagreements(enum profile profile, const char *agent, const char *document,
    const char *status)
{
	struct ledger *ledger = ledger_new();
	struct exchange offer = download_at(1, "T", policy_written(document));
	struct exchange answer = acknowledge_at(2, "T", status, "K");
	struct disagreements found = {.count = 0};
	size_t count;

	offer.seen.user_agent = text_from(agent);
	answer.seen.user_agent = text_from(agent);
	tell(ledger, offer);
	tell(ledger, answer);
	disagreements_collect(&found, ledger, profile);
	count = found.count;
	if (count > 0) {
		assert_int_equal(found.items[0].at.frame, 20);
		assert_int_equal(found.items[0].full, strcmp(status, "1") == 0);
		assert_true(found.rounds >= count && found.devices == 1);
	}
	disagreements_done(&found);
	ledger_free(ledger);
	return count;
}

static void
obeying_what_the_document_lacks_disagrees(void **state)
{
	(void)state;
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "AllowCamera=0", "1"), 1);
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "AllowCamera=0", "2"), 0);
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "AllowCamera=1", "1"), 0);
	assert_int_equal(
	    disagreements(PROFILE_WP7, "Phone/1.0", "AllowCamera=0", "1"), 0);
	/* It is in doubt whether this asks anything. */
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "MaxAttachmentSize=big", "1"), 0);
}

static void
not_obeying_what_the_document_has_disagrees(void **state)
{
	const char *has = "DevicePasswordEnabled=1|AllowStorageCard=0";

	(void)state;
	assert_int_equal(disagreements(PROFILE_WP7, WP7, has, "2"), 1);
	assert_int_equal(disagreements(PROFILE_WP7, WP7, has, "1"), 0);
	assert_int_equal(disagreements(PROFILE_WP7, WP7, has, "3"), 0);
	assert_int_equal(disagreements(PROFILE_WP7, WP7, has, "4"), 0);
}

static void
silence_assumption_and_parts_are_no_promise(void **state)
{
	(void)state;
	assert_int_equal(disagreements(PROFILE_WP7, WP7, "14:0x3c=1", "2"), 0);
	assert_int_equal(disagreements(PROFILE_WP75, "MSFT-WP/7.10.8773",
			     "DevicePasswordEnabled=1", "2"),
	    0);
	assert_int_equal(disagreements(PROFILE_WM61, "MSFT-PPC/5.2.5062",
			     "DevicePasswordEnabled=1", "2"),
	    0);
	assert_int_equal(disagreements(PROFILE_ANDROID44,
			     "Android/5.1.1-EAS-2.0", "AllowCamera=0", "2"),
	    0);
	assert_int_equal(
	    disagreements(PROFILE_ANDROID44, "Android/5.1.1-EAS-2.0",
		"DevicePasswordEnabled=1|AllowSimpleDevicePassword=0", "2"),
	    1);
}

static void
a_cut_document_proves_only_what_was_seen(void **state)
{
	(void)state;
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "AllowCamera=0|...", "1"), 1);
	assert_int_equal(
	    disagreements(PROFILE_WP7, WP7, "DevicePasswordEnabled=1|...", "2"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(windows_phone_7_supports_twelve_settings),
	    cmocka_unit_test(
		each_profile_is_found_by_its_name_and_says_what_it_rests_on),
	    cmocka_unit_test(what_is_not_documented_is_unknown),
	    cmocka_unit_test(shades_between_yes_and_no_are_kept_apart),
	    cmocka_unit_test(a_platform_is_known_by_all_its_user_agents),
	    cmocka_unit_test(only_what_demands_something_counts),
	    cmocka_unit_test(obeying_what_the_document_lacks_disagrees),
	    cmocka_unit_test(not_obeying_what_the_document_has_disagrees),
	    cmocka_unit_test(silence_assumption_and_parts_are_no_promise),
	    cmocka_unit_test(a_cut_document_proves_only_what_was_seen),
	};

	return cmocka_run_group_tests_name("profiles", tests, NULL, NULL);
}
