/*
 * Words about settings and their changes, the same in every format; and tables
 * of Markdown.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/written.h"
#include "ui/policy_words.h"
#include "ui/table.h"

/* What is said of a setting's change between two documents. */
static void
marks(const char *before, const char *after, const char *name, char mark)
{
	const struct policy *a = policy_written(before);
	const struct policy *b = policy_written(after);
	struct difference *difference = difference_of(a, b);
	bool found = false;

	for (uint32_t i = 0; i < difference->count; i++) {
		const struct difference_entry *entry = &difference->entries[i];

		if (!text_is(entry->name, name))
			continue;
		found = true;
		if (difference_mark(entry, a, b) != mark)
			fail_msg("%s: %c", name, difference_mark(entry, a, b));
	}
	assert_true(found);
	difference_free(difference);
}

static void
a_stricter_value_asks_more_and_a_weaker_less(void **state)
{
	(void)state;
	marks("RequireDeviceEncryption=0", "RequireDeviceEncryption=1",
	    "RequireDeviceEncryption", '+');
	marks("AllowCamera=0", "AllowCamera=1", "AllowCamera", '-');
	marks("MinDevicePasswordLength=4", "MinDevicePasswordLength=8",
	    "MinDevicePasswordLength", '+');
	marks("AllowBluetooth=0", "AllowBluetooth=1", "AllowBluetooth", '-');
	marks("MaxEmailAgeFilter=1", "MaxEmailAgeFilter=5", "MaxEmailAgeFilter",
	    '-');
}

static void
a_setting_that_comes_or_goes_asks_if_it_demands(void **state)
{
	(void)state;
	marks("AllowWiFi=1", "AllowWiFi=1|AllowCamera=0", "AllowCamera", '+');
	marks("AllowWiFi=1", "AllowWiFi=1|AllowCamera=1", "AllowCamera", '~');
	marks("AllowWiFi=1|AllowCamera=0", "AllowWiFi=1", "AllowCamera", '-');
}

static void
what_it_depends_on_gives_and_takes_effect(void **state)
{
	const char *off = "DevicePasswordEnabled=0|MinDevicePasswordLength=6";
	const char *on = "DevicePasswordEnabled=1|MinDevicePasswordLength=6";

	(void)state;
	marks(off, on, "MinDevicePasswordLength", '+');
	marks(on, off, "MinDevicePasswordLength", '-');
	marks(on, on, "MinDevicePasswordLength", ' ');
}

static void
what_a_cut_hides_is_not_said_to_be_gone(void **state)
{
	(void)state;
	marks(
	    "AllowCamera=0|AllowWiFi=0", "AllowWiFi=0|...", "AllowCamera", '?');
	marks("AllowCamera=0", "AllowCamera|...", "AllowCamera", '?');
}

static void
every_mark_has_a_word(void **state)
{
	(void)state;
	assert_string_equal(difference_word('+'), "more");
	assert_string_equal(difference_word('-'), "less");
	assert_string_equal(difference_word('~'), "other");
	assert_string_equal(difference_word('?'), "not seen");
	assert_string_equal(difference_word(' '), "the same");
}

static void
a_setting_is_marked_by_what_it_demands(void **state)
{
	const struct policy *policy =
	    policy_written("DevicePasswordEnabled=0|MinDevicePasswordLength=6|"
			   "AllowCamera=0|AllowWiFi=1|AllowBrowser=maybe");
	const char *marks_wanted = " -* ?";

	(void)state;
	for (uint32_t i = 0; i < policy->entry_count; i++)
		assert_int_equal(
		    policy_mark(policy, &policy->entries[i]), marks_wanted[i]);
}

static void
shows(const struct policy_entry *entry, const char *value, const char *words)
{
	char out[POLICY_WORDS];

	assert_true(text_is(policy_value(entry, out), value));
	policy_value_words(entry, out);
	assert_string_equal(out, words);
}

static void
absent_empty_and_cut_are_three_things(void **state)
{
	const struct policy *policy =
	    policy_written("MinDevicePasswordLength=|AllowCamera|"
			   "ApprovedApplicationList:a,b|14:0x3c=5|...");

	(void)state;
	shows(NULL, "(absent)", "");
	shows(&policy->entries[0], "(empty)", "no minimum");
	shows(&policy->entries[1], "(cut)", "");
	shows(&policy->entries[2], "(2 listed)", "");
	shows(&policy->entries[3], "5", "unknown setting");
}

static void
names(const char *written, const char *wanted)
{
	const struct policy *policy = policy_written(written);
	char out[POLICY_WORDS];

	assert_true(
	    text_is(policy_value_named(&policy->entries[0], out), wanted));
}

static void
items_of_a_list_are_named_as_far_as_they_fit(void **state)
{
	(void)state;
	names("ApprovedApplicationList:a,b", "(2 listed: a, b)");
	names("ApprovedApplicationList:", "(0 listed)");
	names("ApprovedApplicationList:aaaaaaaaaaaaaaaaaaaa,bbbbbbbbbbbbbbbb,"
	      "cccccccccccccccccccc,d",
	    "(4 listed: aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbb and 2 more)");
	names("ApprovedApplicationList:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
	      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,b",
	    "(2 listed: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.. and 1 "
	    "more)");
}

static void
ordinals_end_as_they_should(void **state)
{
	static const char *const words[] = {"1st", "2nd", "3rd", "4th", "11th",
	    "12th", "13th", "21st", "102nd", "111th", "4294967295th"};
	static const uint32_t numbers[] = {
	    1, 2, 3, 4, 11, 12, 13, 21, 102, 111, UINT32_MAX};
	char out[16];

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		assert_string_equal(ordinal(numbers[i], out), words[i]);
}

static void
markdown_takes_no_markup_from_a_text(void **state)
{
	static const char *const columns[] = {"name", "count", "none"};
	struct table *table = table_new(columns, 3);
	char *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);

	(void)state;
	assert_non_null(file);
	table_row(table);
	table_text(table, text_from("a|b <i>*_`[x](y)\n\x1b"));
	table_number(table, 7);
	table_markdown(table, file);
	fclose(file);
	assert_string_equal(bytes,
	    "| name | count | none |\n"
	    "| --- | --- | --- |\n"
	    "| a\\|b \\<i\\>\\*\\_\\`\\[x\\](y)\\\\x0a\\\\x1b | 7 |  |\n");
	free(bytes);
	table_free(table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_stricter_value_asks_more_and_a_weaker_less),
	    cmocka_unit_test(a_setting_that_comes_or_goes_asks_if_it_demands),
	    cmocka_unit_test(what_it_depends_on_gives_and_takes_effect),
	    cmocka_unit_test(what_a_cut_hides_is_not_said_to_be_gone),
	    cmocka_unit_test(every_mark_has_a_word),
	    cmocka_unit_test(a_setting_is_marked_by_what_it_demands),
	    cmocka_unit_test(absent_empty_and_cut_are_three_things),
	    cmocka_unit_test(items_of_a_list_are_named_as_far_as_they_fit),
	    cmocka_unit_test(ordinals_end_as_they_should),
	    cmocka_unit_test(markdown_takes_no_markup_from_a_text),
	};

	return cmocka_run_group_tests_name("policy words", tests, NULL, NULL);
}
