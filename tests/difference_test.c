/*
 * The difference of two policy documents: what is same, changed, added,
 * removed, and what a cut hides.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/difference.h"

static struct policy_builder *builders[2];
static struct difference *difference;

static int
begin(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) {
		builders[i] = policy_builder_new();
		policy_begin(builders[i], POLICY_EAS);
	}
	difference = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	difference_free(difference);
	policy_builder_free(builders[0]);
	policy_builder_free(builders[1]);
	return 0;
}

/* Adds a setting to the document of that side, 0 or 1. */
static void
add(int side, const char *name, const char *value)
{
	struct text text = text_from(name);

	assert_true(policy_add(
	    builders[side], setting_by_name(text), text, text_from(value)));
}

/* The same with a list; its items are letters. */
static void
add_list(int side, const char *name, const char *items)
{
	struct text text = text_from(name);

	assert_true(
	    policy_add_list(builders[side], setting_by_name(text), text));
	for (; *items != '\0'; items++)
		assert_true(
		    policy_add_item(builders[side], text_over(items, 1)));
}

static void
compare(bool first_whole, bool second_whole)
{
	difference_free(difference);
	difference = difference_of(policy_built(builders[0], first_whole),
	    policy_built(builders[1], second_whole));
}

static const struct difference_entry *
entry_of(const char *name)
{
	for (uint32_t i = 0; i < difference->count; i++) {
		if (text_is(difference->entries[i].name, name))
			return &difference->entries[i];
	}
	fail_msg("no entry %s", name);
	return &difference->entries[0];
}

static const char *
became(const char *name)
{
	return change_name(entry_of(name)->change);
}

/* The items of a list as letters, each behind what became of it. */
static const char *
items_of(const char *name)
{
	static const char marks[CHANGE_COUNT] = {[CHANGE_NONE] = '=',
	    [CHANGE_ADDED] = '+',
	    [CHANGE_REMOVED] = '-',
	    [CHANGE_HIDDEN] = '?'};
	static char words[32];
	const struct difference_entry *entry = entry_of(name);
	size_t at = 0;

	for (uint32_t i = 0; i < entry->item_count && at < 30; i++) {
		words[at++] = marks[entry->items[i].change];
		words[at++] = entry->items[i].text.bytes[0];
	}
	words[at] = '\0';
	return words;
}

static void
each_setting_is_same_changed_added_or_removed(void **state)
{
	(void)state;
	add(0, "AllowCamera", "1");
	add(0, "RequireDeviceEncryption", "0");
	add(0, "AllowBrowser", "1");
	add(1, "AllowCamera", "1");
	add(1, "RequireDeviceEncryption", "1");
	add(1, "AllowWiFi", "0");
	compare(true, true);
	assert_int_equal(difference->count, 4);
	assert_string_equal(became("AllowCamera"), "same");
	assert_string_equal(became("RequireDeviceEncryption"), "changed");
	assert_string_equal(became("AllowWiFi"), "added");
	assert_string_equal(became("AllowBrowser"), "removed");
	assert_null(entry_of("AllowWiFi")->a);
	assert_true(text_is(entry_of("AllowWiFi")->b->value, "0"));
	assert_null(entry_of("AllowBrowser")->b);
	assert_false(difference_none(difference));
}

static void
settings_are_counted_by_what_became_of_them(void **state)
{
	(void)state;
	add(0, "AllowCamera", "1");
	add(0, "AllowBrowser", "1");
	add(1, "AllowBrowser", "0");
	add(1, "AllowWiFi", "0");
	add(1, "14:0x3c", "0");
	compare(true, true);
	assert_int_equal(difference->counts[CHANGE_NONE], 0);
	assert_int_equal(difference->counts[CHANGE_VALUE], 1);
	assert_int_equal(difference->counts[CHANGE_ADDED], 2);
	assert_int_equal(difference->counts[CHANGE_REMOVED], 1);
	assert_int_equal(difference->counts[CHANGE_HIDDEN], 0);
}

static void
the_order_of_the_wire_makes_no_difference(void **state)
{
	(void)state;
	add(0, "14:0x3d", "1");
	add(0, "AllowCamera", "1");
	add(0, "14:0x3c", "1");
	add(0, "DevicePasswordEnabled", "1");
	add(1, "DevicePasswordEnabled", "1");
	add(1, "14:0x3c", "1");
	add(1, "14:0x3d", "1");
	add(1, "AllowCamera", "1");
	compare(true, true);
	assert_true(difference_none(difference));
	assert_int_equal(difference->counts[CHANGE_NONE], 4);
	assert_true(
	    text_is(difference->entries[0].name, "DevicePasswordEnabled"));
	assert_true(text_is(difference->entries[1].name, "AllowCamera"));
	assert_true(text_is(difference->entries[2].name, "14:0x3c"));
	assert_true(text_is(difference->entries[3].name, "14:0x3d"));
}

static void
an_empty_value_is_neither_absent_nor_zero(void **state)
{
	(void)state;
	add(0, "MinDevicePasswordLength", "");
	add(0, "AllowCamera", "");
	add(0, "AllowBrowser", "");
	add(1, "MinDevicePasswordLength", "");
	add(1, "AllowCamera", "0");
	compare(true, true);
	assert_string_equal(became("MinDevicePasswordLength"), "same");
	assert_string_equal(became("AllowCamera"), "changed");
	assert_string_equal(became("AllowBrowser"), "removed");
}

static void
a_value_that_was_cut_is_not_told_as_changed(void **state)
{
	(void)state;
	add(0, "AllowCamera", "1");
	add(0, "AllowBrowser", NULL);
	add(1, "AllowCamera", NULL);
	add(1, "AllowBrowser", NULL);
	compare(true, false);
	assert_string_equal(became("AllowCamera"), "not seen");
	assert_string_equal(became("AllowBrowser"), "not seen");
	assert_true(difference_none(difference));
}

static void
what_a_cut_document_lacks_is_not_told_as_removed(void **state)
{
	(void)state;
	add(0, "AllowCamera", "1");
	add(0, "AllowBrowser", "1");
	add(1, "AllowBrowser", "1");
	add(1, "AllowWiFi", "1");
	compare(true, false);
	assert_string_equal(became("AllowCamera"), "not seen");
	assert_string_equal(became("AllowBrowser"), "same");
	assert_string_equal(became("AllowWiFi"), "added");
	compare(false, true);
	assert_string_equal(became("AllowCamera"), "removed");
	assert_string_equal(became("AllowWiFi"), "not seen");
}

static void
lists_are_compared_as_sets_item_by_item(void **state)
{
	(void)state;
	add_list(0, "ApprovedApplicationList", "cab");
	add_list(0, "UnapprovedInROMApplicationList", "xy");
	add_list(1, "ApprovedApplicationList", "dbc");
	add_list(1, "UnapprovedInROMApplicationList", "yx");
	compare(true, true);
	assert_string_equal(became("ApprovedApplicationList"), "changed");
	assert_string_equal(items_of("ApprovedApplicationList"), "-a=b=c+d");
	assert_string_equal(became("UnapprovedInROMApplicationList"), "same");
	assert_string_equal(items_of("UnapprovedInROMApplicationList"), "=x=y");
}

static void
an_item_sent_twice_is_two_items(void **state)
{
	(void)state;
	add_list(0, "ApprovedApplicationList", "aab");
	add_list(1, "ApprovedApplicationList", "abb");
	compare(true, true);
	assert_string_equal(became("ApprovedApplicationList"), "changed");
	assert_string_equal(items_of("ApprovedApplicationList"), "=a-a=b+b");
}

static void
an_empty_list_is_neither_absent_nor_an_empty_value(void **state)
{
	(void)state;
	add_list(0, "ApprovedApplicationList", "");
	add_list(0, "UnapprovedInROMApplicationList", "");
	add(1, "ApprovedApplicationList", "");
	compare(true, true);
	assert_string_equal(became("ApprovedApplicationList"), "changed");
	assert_string_equal(
	    became("UnapprovedInROMApplicationList"), "removed");
}

static void
a_list_alone_tells_its_items(void **state)
{
	(void)state;
	add_list(1, "ApprovedApplicationList", "ba");
	compare(true, true);
	assert_string_equal(became("ApprovedApplicationList"), "added");
	assert_string_equal(items_of("ApprovedApplicationList"), "+a+b");
	compare(false, true);
	assert_string_equal(became("ApprovedApplicationList"), "not seen");
	assert_string_equal(items_of("ApprovedApplicationList"), "?a?b");
}

static void
a_list_at_the_cut_may_go_on(void **state)
{
	(void)state;
	add_list(0, "UnapprovedInROMApplicationList", "xy");
	add_list(0, "ApprovedApplicationList", "ab");
	add_list(1, "UnapprovedInROMApplicationList", "x");
	add_list(1, "ApprovedApplicationList", "a");
	compare(true, false);
	assert_string_equal(
	    became("UnapprovedInROMApplicationList"), "changed");
	assert_string_equal(became("ApprovedApplicationList"), "not seen");
	assert_string_equal(items_of("ApprovedApplicationList"), "=a?b");
}

static void
a_policy_that_was_not_seen_hides_all(void **state)
{
	(void)state;
	add(0, "AllowCamera", "1");
	difference = difference_of(policy_built(builders[0], true), NULL);
	assert_int_equal(difference->count, 1);
	assert_string_equal(became("AllowCamera"), "not seen");
	difference_free(difference);
	difference = difference_of(NULL, NULL);
	assert_int_equal(difference->count, 0);
}

static void
documents_of_one_content_have_no_difference(void **state)
{
	const struct policy *policy;

	(void)state;
	add(0, "AllowCamera", "1");
	add_list(0, "ApprovedApplicationList", "a");
	policy = policy_built(builders[0], true);
	difference = difference_of(policy, policy);
	assert_true(difference_none(difference));
	assert_int_equal(difference->counts[CHANGE_NONE], 2);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(each_setting_is_same_changed_added_or_removed),
	    TEST(settings_are_counted_by_what_became_of_them),
	    TEST(the_order_of_the_wire_makes_no_difference),
	    TEST(an_empty_value_is_neither_absent_nor_zero),
	    TEST(a_value_that_was_cut_is_not_told_as_changed),
	    TEST(what_a_cut_document_lacks_is_not_told_as_removed),
	    TEST(lists_are_compared_as_sets_item_by_item),
	    TEST(an_item_sent_twice_is_two_items),
	    TEST(an_empty_list_is_neither_absent_nor_an_empty_value),
	    TEST(a_list_alone_tells_its_items),
	    TEST(a_list_at_the_cut_may_go_on),
	    TEST(a_policy_that_was_not_seen_hides_all),
	    TEST(documents_of_one_content_have_no_difference),
	};
#undef TEST

	return cmocka_run_group_tests_name("difference", tests, NULL, NULL);
}
