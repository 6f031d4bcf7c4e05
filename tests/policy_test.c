/*
 * Policy documents: built, found, compared, and their content id.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/demand.h"
#include "decode/model/limits.h"

static struct policy_builder *builder;

static int
begin(void **state)
{
	(void)state;
	builder = policy_builder_new();
	policy_begin(builder, POLICY_EAS);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	policy_builder_free(builder);
	policy_builder_free(NULL);
	return 0;
}

static void
add(const char *name, const char *value)
{
	struct text text = text_from(name);

	assert_true(
	    policy_add(builder, setting_by_name(text), text, text_from(value)));
}

static void
add_list(const char *name, const char *first, const char *second)
{
	struct text text = text_from(name);

	assert_true(policy_add_list(builder, setting_by_name(text), text));
	if (first != NULL)
		assert_true(policy_add_item(builder, text_from(first)));
	if (second != NULL)
		assert_true(policy_add_item(builder, text_from(second)));
}

/* The id of a document that is whole. */
static void
keep_id(char id[POLICY_ID])
{
	memcpy(id, policy_built(builder, true)->id, POLICY_ID);
	policy_begin(builder, POLICY_EAS);
}

static void
entries_come_in_wire_order_with_their_values(void **state)
{
	const struct policy *policy;

	(void)state;
	add("AllowCamera", "1");
	add("14:0x3c", "x");
	add("MinDevicePasswordLength", "");
	add("AllowBrowser", NULL);
	policy = policy_built(builder, false);
	assert_int_equal(policy->entry_count, 4);
	assert_true(text_is(policy->entries[0].name, "AllowCamera"));
	assert_int_equal(policy->entries[1].setting, SETTING_UNKNOWN);
	assert_true(text_is(policy->entries[2].value, ""));
	assert_false(text_seen(policy->entries[3].value));
	assert_ptr_equal(
	    policy_find(policy, text_from("14:0x3c")), &policy->entries[1]);
	assert_null(policy_find(policy, text_from("AllowWiFi")));
	assert_false(policy->complete);
	assert_string_equal(policy->id, "");
}

static void
a_repeated_setting_has_its_last_value_and_a_mark(void **state)
{
	const struct policy *policy;

	(void)state;
	add("AllowCamera", "1");
	add("14:0x3c", "1");
	add("AllowCamera", "0");
	add("14:0x3c", "2");
	policy = policy_built(builder, true);
	assert_int_equal(policy->entry_count, 2);
	assert_true(text_is(policy->entries[0].value, "0"));
	assert_true(text_is(policy->entries[1].value, "2"));
	assert_true(policy->entries[0].repeated);
}

static void
a_list_has_items_and_one_begun_anew_only_the_new(void **state)
{
	const struct policy_entry *entry;

	(void)state;
	add_list("ApprovedApplicationList", "a", "b");
	add_list("UnapprovedInROMApplicationList", NULL, NULL);
	add_list("ApprovedApplicationList", "c", NULL);
	entry = policy_built(builder, true)->entries;
	assert_true(entry[0].is_list && entry[0].repeated);
	assert_int_equal(entry[0].item_count, 1);
	assert_true(text_is(entry[0].items[0], "c"));
	assert_int_equal(entry[1].item_count, 0);
	assert_false(text_seen(entry[1].value));
}

static void
an_item_outside_a_list_is_refused(void **state)
{
	(void)state;
	assert_false(policy_add_item(builder, text_from("x")));
	add("AllowCamera", "1");
	assert_false(policy_add_item(builder, text_from("x")));
}

static void
the_id_depends_on_values_not_on_order(void **state)
{
	char one[POLICY_ID], other[POLICY_ID];

	(void)state;
	add("AllowCamera", "1");
	add("AllowBrowser", "0");
	add_list("ApprovedApplicationList", "a", "b");
	keep_id(one);
	add_list("ApprovedApplicationList", "b", "a");
	add("AllowBrowser", "0");
	add("AllowCamera", "1");
	keep_id(other);
	assert_int_equal(strlen(one), 16);
	assert_string_equal(one, other);
	add("AllowCamera", "0");
	add("AllowBrowser", "1");
	add_list("ApprovedApplicationList", "a", "b");
	keep_id(other);
	assert_string_not_equal(one, other);
}

/* Ids that were given once stay: nobody may change these. */
static void
the_id_is_the_same_everywhere_and_always(void **state)
{
	char id[POLICY_ID];

	(void)state;
	keep_id(id);
	assert_string_equal(id, "bb3a603019faecd1");
	add("DevicePasswordEnabled", "1");
	add("MinDevicePasswordLength", "");
	add("AllowCamera", NULL);
	add("14:0x3c", "caf\xc3\xa9 and more than eight bytes");
	add_list("UnapprovedInROMApplicationList", "one.exe", "two.exe");
	add_list("ApprovedApplicationList", NULL, NULL);
	keep_id(id);
	assert_string_equal(id, "f9cd4dadbb0e1101");
	policy_begin(builder, POLICY_WAP);
	add("4131", "0");
	add("MinimumPasswordLength", "8");
	keep_id(id);
	assert_string_equal(id, "78e1b79b05644f34");
}

static void
the_id_tells_form_empty_value_and_list_apart(void **state)
{
	char empty[POLICY_ID], list[POLICY_ID], wap[POLICY_ID];

	(void)state;
	add("ApprovedApplicationList", "");
	keep_id(empty);
	add_list("ApprovedApplicationList", NULL, NULL);
	keep_id(list);
	policy_begin(builder, POLICY_WAP);
	add("ApprovedApplicationList", "");
	keep_id(wap);
	assert_string_not_equal(empty, list);
	assert_string_not_equal(empty, wap);
}

static void
equal_documents_have_equal_order_too(void **state)
{
	struct policy_builder *first = builder;
	const struct policy *one, *other;

	(void)state;
	add("AllowCamera", "1");
	add_list("ApprovedApplicationList", "a", NULL);
	one = policy_built(first, true);
	builder = policy_builder_new();
	policy_begin(builder, POLICY_EAS);
	add_list("ApprovedApplicationList", "a", NULL);
	add("AllowCamera", "1");
	other = policy_built(builder, true);
	assert_string_equal(one->id, other->id);
	assert_false(policy_equal(one, other));
	policy_begin(builder, POLICY_EAS);
	add("AllowCamera", "1");
	add_list("ApprovedApplicationList", "b", NULL);
	assert_false(policy_equal(one, policy_built(builder, true)));
	policy_begin(builder, POLICY_EAS);
	add("AllowCamera", "1");
	add_list("ApprovedApplicationList", "a", NULL);
	assert_true(policy_equal(one, policy_built(builder, true)));
	assert_false(policy_equal(one, policy_built(builder, false)));
	assert_true(policy_equal(one, one));
	policy_builder_free(first);
}

/* One setting again and again, each time with a long value. */
static void
texts_of_one_policy_are_bounded(void **state)
{
	static char value[LIMIT_POLICY_TEXTS / 4];
	struct text text = text_over(value, sizeof(value));
	const struct policy *policy;

	(void)state;
	policy_begin(builder, POLICY_EAS);
	for (int i = 0; i < 3; i++)
		assert_true(policy_add(
		    builder, SETTING_UNKNOWN, text_from("Again"), text));
	assert_true(policy_add(
	    builder, SETTING_UNKNOWN, text_from("Other"), text_from("1")));
	assert_false(
	    policy_add(builder, SETTING_UNKNOWN, text_from("Again"), text));
	assert_false(policy_add(builder, SETTING_UNKNOWN, text, text));
	assert_true(
	    policy_add_list(builder, SETTING_UNKNOWN, text_from("List")));
	assert_false(policy_add_item(builder, text));
	policy = policy_built(builder, false);
	assert_int_equal(policy->entry_count, 3);
	assert_false(text_seen(policy->entries[0].value));
	assert_true(text_is(policy->entries[1].value, "1"));
}

static void
limits_are_told(void **state)
{
	char name[32];

	(void)state;
	add_list("ApprovedApplicationList", NULL, NULL);
	for (unsigned i = 0; i < LIMIT_POLICY_ITEMS; i++)
		assert_true(policy_add_item(builder, text_from("item")));
	assert_false(policy_add_item(builder, text_from("item")));
	for (unsigned i = 1; i < LIMIT_POLICY_ENTRIES; i++) {
		(void)snprintf(name, sizeof(name), "30:0x%x", i);
		add(name, "1");
	}
	assert_false(policy_add(
	    builder, SETTING_UNKNOWN, text_from("30:0xffff"), text_from("1")));
	assert_false(
	    policy_add_list(builder, SETTING_UNKNOWN, text_from("30:0xffff")));
	assert_int_equal(
	    policy_built(builder, true)->entry_count, LIMIT_POLICY_ENTRIES);
}

/* Whether the minimum length of 6 asks something of a device. */
static bool
length_demands(const char *password_enabled)
{
	const struct policy *policy;

	policy_begin(builder, POLICY_EAS);
	if (password_enabled != NULL)
		add("DevicePasswordEnabled", password_enabled);
	add("MinDevicePasswordLength", "6");
	policy = policy_built(builder, true);
	return policy_demands(
	    policy, policy_find(policy, text_from("MinDevicePasswordLength")));
}

static void
a_setting_demands_nothing_while_what_it_depends_on_is_off(void **state)
{
	(void)state;
	assert_true(length_demands("1"));
	assert_false(length_demands("0"));
}

static void
what_was_not_sent_or_is_empty_turns_nothing_off(void **state)
{
	(void)state;
	assert_true(length_demands(NULL));
	assert_true(length_demands(""));
}

static void
a_list_demands_something_if_it_has_items(void **state)
{
	const struct policy *policy;

	(void)state;
	add_list("UnapprovedInROMApplicationList", NULL, NULL);
	add_list("ApprovedApplicationList", "one", NULL);
	policy = policy_built(builder, true);
	assert_false(policy_demands(policy, &policy->entries[0]));
	assert_true(policy_demands(policy, &policy->entries[1]));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
	    TEST(entries_come_in_wire_order_with_their_values),
	    TEST(a_repeated_setting_has_its_last_value_and_a_mark),
	    TEST(a_list_has_items_and_one_begun_anew_only_the_new),
	    TEST(an_item_outside_a_list_is_refused),
	    TEST(the_id_depends_on_values_not_on_order),
	    TEST(the_id_is_the_same_everywhere_and_always),
	    TEST(the_id_tells_form_empty_value_and_list_apart),
	    TEST(equal_documents_have_equal_order_too),
	    TEST(texts_of_one_policy_are_bounded),
	    TEST(limits_are_told),
	    TEST(a_setting_demands_nothing_while_what_it_depends_on_is_off),
	    TEST(what_was_not_sent_or_is_empty_turns_nothing_off),
	    TEST(a_list_demands_something_if_it_has_items),
	};
#undef TEST

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
