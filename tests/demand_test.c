/*
 * What a policy asks of a device: switches that turn others off, doubt, and
 * the order of lists.
 */
#include "tests/support/check.h"

#include "decode/model/demand.h"

static struct policy_builder *builder;

static int
set_up(void **state)
{
	(void)state;
	builder = policy_builder_new();
	policy_begin(builder, POLICY_EAS);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	policy_builder_free(builder);
	return 0;
}

static void
add(const char *name, const char *value)
{
	struct text text = text_from(name);

	policy_add(builder, setting_by_name(text), text, text_from(value));
}

static void
add_list(const char *name, const char *first, const char *second)
{
	struct text text = text_from(name);

	policy_add_list(builder, setting_by_name(text), text);
	if (first != NULL)
		policy_add_item(builder, text_from(first));
	if (second != NULL)
		policy_add_item(builder, text_from(second));
}

static enum demand
demand_of(const char *name)
{
	const struct policy *policy = policy_built(builder, true);

	return policy_demand(policy, policy_find(policy, text_from(name)));
}

static void
password_rules_demand_only_under_their_switch(void **state)
{
	(void)state;
	add("MinDevicePasswordLength", "6");
	assert_int_equal(demand_of("MinDevicePasswordLength"), DEMAND_IN_DOUBT);
	add("DevicePasswordEnabled", "0");
	assert_int_equal(demand_of("MinDevicePasswordLength"), DEMAND_NOTHING);
	add("DevicePasswordEnabled", "true");
	assert_int_equal(demand_of("MinDevicePasswordLength"), DEMAND_SURE);
}

static void
complexity_without_letters_is_in_doubt(void **state)
{
	(void)state;
	add("DevicePasswordEnabled", "1");
	add("MinDevicePasswordComplexCharacters", "3");
	assert_int_equal(
	    demand_of("MinDevicePasswordComplexCharacters"), DEMAND_IN_DOUBT);
	add("AlphanumericDevicePasswordRequired", "1");
	assert_int_equal(
	    demand_of("MinDevicePasswordComplexCharacters"), DEMAND_SURE);
}

static void
an_algorithm_without_its_switch_is_in_doubt(void **state)
{
	(void)state;
	add("RequireSignedSMIMEAlgorithm", "1");
	assert_int_equal(
	    demand_of("RequireSignedSMIMEAlgorithm"), DEMAND_IN_DOUBT);
	add("RequireSignedSMIMEMessages", "1");
	assert_int_equal(demand_of("RequireSignedSMIMEAlgorithm"), DEMAND_SURE);
	add("RequireSignedSMIMEAlgorithm", "0");
	assert_int_equal(
	    demand_of("RequireSignedSMIMEAlgorithm"), DEMAND_NOTHING);
}

static void
what_is_on_when_left_out_turns_nothing_off(void **state)
{
	(void)state;
	add("MaxAttachmentSize", "5000");
	assert_int_equal(demand_of("MaxAttachmentSize"), DEMAND_SURE);
	add("AttachmentsEnabled", "0");
	assert_int_equal(demand_of("MaxAttachmentSize"), DEMAND_IN_DOUBT);
}

static void
a_switch_under_a_switch_that_is_off_is_off(void **state)
{
	(void)state;
	policy_begin(builder, POLICY_WAP);
	add("4131", "0");
	add("AEFrequencyType", "1");
	add("AEFrequencyValue", "5");
	assert_int_equal(demand_of("AEFrequencyValue"), DEMAND_SURE);
	assert_int_equal(demand_of("4131"), DEMAND_SURE);
	add("4131", "1");
	assert_int_equal(demand_of("AEFrequencyValue"), DEMAND_NOTHING);
	assert_int_equal(demand_of("4131"), DEMAND_NOTHING);
}

static void
unknown_elements_demand_when_they_are_there(void **state)
{
	(void)state;
	add("14:0x3c", "");
	assert_int_equal(demand_of("14:0x3c"), DEMAND_SURE);
}

static enum strictness
lists_compared(const char *name, const char *a, const char *b)
{
	struct policy_builder *other = policy_builder_new();
	struct text text = text_from(name);
	const struct policy_entry *second;
	enum strictness result;

	policy_begin(builder, POLICY_EAS);
	add_list(name, a, b);
	policy_begin(other, POLICY_EAS);
	policy_add_list(other, setting_by_name(text), text);
	policy_add_item(other, text_from("b"));
	policy_add_item(other, text_from("a"));
	second = &policy_built(other, true)->entries[0];
	result =
	    entry_compare(&policy_built(builder, true)->entries[0], second);
	policy_builder_free(other);
	return result;
}

static void
lists_are_compared_as_sets(void **state)
{
	(void)state;
	assert_int_equal(
	    lists_compared("UnapprovedInROMApplicationList", "a", "b"),
	    STRICTNESS_EQUAL);
	assert_int_equal(
	    lists_compared("UnapprovedInROMApplicationList", "a", NULL),
	    STRICTNESS_WEAKER);
	assert_int_equal(lists_compared("ApprovedApplicationList", "a", NULL),
	    STRICTNESS_STRICTER);
	assert_int_equal(lists_compared("ApprovedApplicationList", NULL, NULL),
	    STRICTNESS_WEAKER);
	assert_int_equal(lists_compared("ApprovedApplicationList", "a", "c"),
	    STRICTNESS_INCOMPARABLE);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(password_rules_demand_only_under_their_switch),
	    TEST(complexity_without_letters_is_in_doubt),
	    TEST(an_algorithm_without_its_switch_is_in_doubt),
	    TEST(what_is_on_when_left_out_turns_nothing_off),
	    TEST(a_switch_under_a_switch_that_is_off_is_off),
	    TEST(unknown_elements_demand_when_they_are_there),
	    TEST(lists_are_compared_as_sets),
	};

	return cmocka_run_group_tests_name("demand", tests, NULL, NULL);
}
