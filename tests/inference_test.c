/*
 * Which setting does a device not support: each rule of the inference.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/lab.h"

static struct lab *lab;

static int
set_up(void **state)
{
	(void)state;
	lab = lab_new();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	lab_free(lab);
	return 0;
}

static void
renew(void)
{
	lab_free(lab);
	lab = lab_new();
}

static void
word_is(const char *part, const char *word)
{
	assert_string_equal(lab_word(lab, part), word);
}

static void
rule_is(const char *part, enum conclusion_rule rule)
{
	const struct conclusion *verdict;

	lab_infer(lab);
	verdict = lab_support(lab, part);
	assert_non_null(verdict);
	assert_int_equal(verdict->rule, rule);
	assert_true(strlen(conclusion_rule_sentence(rule)) > 0);
}

static void
one_1_clears_every_demand_and_what_asks_less(void **state)
{
	(void)state;
	lab_try(lab, "DevicePasswordEnabled=1 MinDevicePasswordLength=8", 1);
	lab_try(lab, "DevicePasswordEnabled=1 MinDevicePasswordLength=6", 0);
	lab_try(lab, "DevicePasswordEnabled=1 MinDevicePasswordLength=10", 0);
	word_is("DevicePasswordEnabled=1", "cleared");
	word_is("MinDevicePasswordLength=8", "cleared");
	word_is("MinDevicePasswordLength=6", "cleared");
	rule_is("MinDevicePasswordLength=6", RULE_STRICTER_ACKNOWLEDGED);
	word_is("MinDevicePasswordLength=10", "open");
	rule_is("MinDevicePasswordLength=10", RULE_NOT_ANSWERED);
}

static void
a_2_makes_suspects_of_all_that_is_not_cleared(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBluetooth=1", 2);
	word_is("AllowCamera=0", "cleared");
	word_is("AllowWiFi=0", "suspect");
	word_is("AllowBluetooth=1", "suspect");
}

static void
answers_3_and_4_neither_clear_nor_accuse(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0", 3);
	lab_try(lab, "AllowWiFi=0", 4);
	lab_try(lab, "AllowBrowser=0", 0);
	word_is("AllowCamera=0", "open");
	word_is("AllowWiFi=0", "open");
	word_is("AllowBrowser=0", "open");
}

static void
what_is_left_alone_is_the_only_candidate(void **state)
{
	const struct conclusion *verdict;

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowIrDA=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 2);
	word_is("AllowWiFi=0", "only candidate");
	verdict = lab_support(lab, "AllowWiFi=0");
	assert_int_equal(verdict->rule, RULE_NOTHING_ELSE);
	assert_int_equal(verdict->with, 1);
	assert_int_equal(verdict->without, NO_TRIAL);
}

static void
one_difference_between_1_and_2_isolates(void **state)
{
	const struct conclusion *verdict;

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 2);
	lab_try(lab, "AllowWiFi=1 AllowCamera=0", 1);
	word_is("AllowWiFi=0", "isolated");
	verdict = lab_support(lab, "AllowWiFi=0");
	assert_int_equal(verdict->with, 0);
	assert_int_equal(verdict->without, 1);
}

static void
a_weaker_value_that_works_isolates_the_stricter(void **state)
{
	(void)state;
	lab_try(lab, "MaxEmailAgeFilter=5 AllowCamera=0", 1);
	lab_try(lab, "MaxEmailAgeFilter=2 AllowCamera=0", 2);
	word_is("MaxEmailAgeFilter=2", "isolated");
	word_is("MaxEmailAgeFilter=5", "cleared");
}

static void
what_asks_more_than_a_value_that_failed_fails_too(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=1", 1);
	lab_try(lab, "MaxEmailAgeFilter=5", 2);
	lab_try(lab, "MaxEmailAgeFilter=2 AllowCamera=0", 2);
	word_is("MaxEmailAgeFilter=2", "isolated");
	rule_is("MaxEmailAgeFilter=2", RULE_ASKS_MORE);
	word_is("AllowCamera=0", "open");
}

static void
a_value_that_failed_says_nothing_of_weaker_ones(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=1", 1);
	lab_try(lab, "MaxEmailAgeFilter=2", 2);
	lab_try(lab, "MaxEmailAgeFilter=5 AllowCamera=0", 2);
	word_is("MaxEmailAgeFilter=2", "isolated");
	word_is("MaxEmailAgeFilter=5", "suspect");
	word_is("AllowCamera=0", "suspect");
}

static void
values_that_take_different_abilities_say_nothing_of_each_other(void **state)
{
	static const char *const pairs[][2] = {
	    {"AllowBluetooth=0", "AllowBluetooth=1"},
	    {"AllowSMIMEEncryptionAlgorithmNegotiation=0",
		"AllowSMIMEEncryptionAlgorithmNegotiation=1"},
	    {"MaxEmailBodyTruncationSize=0", "MaxEmailBodyTruncationSize=500"},
	    {"MaxEmailHTMLBodyTruncationSize=0",
		"MaxEmailHTMLBodyTruncationSize=500"},
	};
	char served[160];

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]) * 2; i++) {
		const char *one = pairs[i / 2][i % 2];
		const char *other = pairs[i / 2][1 - i % 2];

		renew();
		lab_try(lab, one, 1);
		snprintf(served, sizeof(served), "AllowCamera=0 %s", other);
		lab_try(lab, served, 2);
		word_is(one, "cleared");
		word_is(other, "suspect");
		word_is("AllowCamera=0", "suspect");
	}
}

static void
a_value_that_failed_is_no_reason_for_another_ability_to_fail(void **state)
{
	(void)state;
	lab_try(lab, "AllowIrDA=0", 1);
	lab_try(lab, "AllowIrDA=0 AllowBluetooth=1", 2);
	lab_try(lab, "AllowIrDA=0 AllowBluetooth=0 AllowCamera=0", 2);
	word_is("AllowBluetooth=1", "isolated");
	word_is("AllowBluetooth=0", "suspect");
	word_is("AllowCamera=0", "suspect");
}

static void
once_one_is_found_the_others_lose_their_evidence(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBrowser=0", 2);
	lab_try(lab, "AllowWiFi=0 AllowIrDA=0", 2);
	word_is("AllowBrowser=0", "suspect");
	lab_try(lab, "AllowCamera=0", 2);
	word_is("AllowCamera=0", "only candidate");
	word_is("AllowBrowser=0", "open");
	rule_is("AllowBrowser=0", RULE_EXPLAINED);
	word_is("AllowWiFi=0", "suspect");
}

static void
a_cut_policy_clears_what_was_seen_and_accuses_nobody(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0 ...", 1);
	lab_try(lab, "AllowWiFi=0 ...", 2);
	word_is("AllowCamera=0", "cleared");
	word_is("AllowWiFi=0", "open");
	rule_is("AllowWiFi=0", RULE_CUT);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 2);
	word_is("AllowWiFi=0", "only candidate");
}

static void
an_unseen_policy_proves_nothing(void **state)
{
	const struct inference *inference;

	(void)state;
	lab_trial(lab, 1, NULL, 1);
	lab_trial(lab, 1, NULL, 2);
	lab_try(lab, "AllowWiFi=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(inference->verdict_count, 1);
	assert_int_equal(inference->contradiction_count, 0);
	word_is("AllowWiFi=0", "only candidate");
}

static void
what_is_in_doubt_is_not_cleared_but_may_be_accused(void **state)
{
	(void)state;
	lab_try(lab, "RequireSignedSMIMEAlgorithm=1 AllowCamera=0", 1);
	word_is("RequireSignedSMIMEAlgorithm=1", "inactive");
	rule_is("RequireSignedSMIMEAlgorithm=1", RULE_NOT_MINDED);
	lab_try(lab, "RequireEncryptionSMIMEAlgorithm=2 AllowCamera=0", 2);
	word_is("RequireEncryptionSMIMEAlgorithm=2", "only candidate");
}

static void
lists_clear_what_they_contain(void **state)
{
	const char *part = "UnapprovedInROMApplicationList=[a,b]";

	(void)state;
	lab_try(lab, part, 1);
	lab_try(lab, "UnapprovedInROMApplicationList=[a] AllowWiFi=0", 2);
	word_is("AllowWiFi=0", "only candidate");
	lab_try(lab, "UnapprovedInROMApplicationList=[a,c] AllowIrDA=0", 2);
	word_is("AllowIrDA=0", "suspect");
}

static void
parms_of_the_old_form_are_understood(void **state)
{
	(void)state;
	lab_try(lab, "4131=0 MinimumPasswordLength=4", 1);
	lab_try(lab, "4131=1 MinimumPasswordLength=9", 1);
	lab_try(lab, "4131=0 MinimumPasswordLength=4 PasswordComplexity=0", 2);
	lab_try(lab, "4131=0 MinimumPasswordLength=9", 0);
	word_is("4131=0", "cleared");
	word_is("PasswordComplexity=0", "isolated");
	word_is("MinimumPasswordLength=9", "open");
}

static void
unknown_elements_are_reasoned_over_by_name(void **state)
{
	(void)state;
	lab_try(lab, "14:0x3c=1", 1);
	lab_try(lab, "14:0x3c=1 14:0x3d=1", 2);
	word_is("14:0x3c=1", "cleared");
	word_is("14:0x3d=1", "isolated");
}

static void
the_same_demands_acknowledged_1_and_2_are_a_contradiction(void **state)
{
	const struct inference *inference;
	uint32_t trials[4];

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=1", 1);
	lab_try(lab, "AllowWiFi=1 AllowCamera=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(inference->contradiction_count, 1);
	assert_int_equal(
	    inference->contradictions[0].kind, CONTRADICTION_SAME_POLICY);
	assert_int_equal(inference_contradiction_trials(inference,
			     &inference->contradictions[0], trials, 4),
	    2);
	assert_int_equal(trials[0], 1);
	assert_int_equal(trials[1], 0);
	word_is("AllowCamera=0", "contradicted");
}

static void
a_2_whose_demands_are_all_cleared_elsewhere_is_one_too(void **state)
{
	const struct inference *inference;
	uint32_t trials[4];

	(void)state;
	lab_try(lab, "AllowCamera=0", 1);
	lab_try(lab, "AllowWiFi=0", 1);
	lab_try(lab, "AllowWiFi=0 AllowCamera=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(
	    inference->contradictions[0].kind, CONTRADICTION_ALL_CLEARED);
	assert_int_equal(inference_contradiction_trials(inference,
			     &inference->contradictions[0], trials, 4),
	    3);
}

static void
what_is_contradicted_clears_nobody_else(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 2);
	word_is("AllowWiFi=0", "isolated");
	lab_try(lab, "AllowCamera=0", 2);
	word_is("AllowCamera=0", "contradicted");
	word_is("AllowWiFi=0", "suspect");
}

static void
who_says_2_to_nothing_accuses_nobody(void **state)
{
	(void)state;
	lab_try(lab, "AllowWiFi=0", 2);
	lab_try(lab, "AllowWiFi=1", 2);
	word_is("AllowWiFi=0", "suspect");
	assert_int_equal(lab_infer(lab)->contradictions[0].kind,
	    CONTRADICTION_NOTHING_ASKED);
}

static void
smallest_explaining_sets_come_first(void **state)
{
	const struct inference *inference;

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 2);
	lab_try(lab, "AllowCamera=0 AllowIrDA=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(inference->set_count, 2);
	assert_true(inference->sets_complete);
	assert_int_equal(inference->sets[0].count, 1);
	assert_ptr_equal(&inference->verdicts[inference->sets[0].verdicts[0]],
	    lab_support(lab, "AllowCamera=0"));
	assert_int_equal(inference->sets[1].count, 2);
}

static void
an_explaining_set_claims_no_more_than_needed(void **state)
{
	const struct inference *inference;

	(void)state;
	lab_try(lab, "MaxEmailAgeFilter=5 AllowCamera=0", 2);
	lab_try(lab, "MaxEmailAgeFilter=2 AllowIrDA=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(inference->sets[0].count, 1);
	assert_ptr_equal(&inference->verdicts[inference->sets[0].verdicts[0]],
	    lab_support(lab, "MaxEmailAgeFilter=5"));
	assert_int_equal(inference->sets[1].count, 2);
}

static void
beyond_a_size_one_set_is_found_and_said_to_be_bounded(void **state)
{
	const struct inference *inference;
	char text[64];

	(void)state;
	for (int i = 0; i < 6; i++) {
		snprintf(text, sizeof(text), "14:0x%02x=1 14:0x%02x=1",
		    0x40 + 2 * i, 0x41 + 2 * i);
		lab_try(lab, text, 2);
	}
	inference = lab_infer(lab);
	assert_int_equal(inference->set_count, 1);
	assert_int_equal(inference->sets[0].count, 6);
	assert_false(inference->sets_complete);
	assert_int_equal(inference->sets_complete_to, 4);
}

static void
every_verdict_lists_its_trials(void **state)
{
	const struct inference *inference;
	uint32_t trials[8];

	(void)state;
	lab_try(lab, "AllowCamera=0", 1);
	lab_try(lab, "AllowWiFi=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowIrDA=0", 2);
	lab_try(lab, "AllowBrowser=0 AllowDesktopSync=0", 2);
	inference = lab_infer(lab);
	assert_int_equal(inference_evidence(inference,
			     lab_support(lab, "AllowCamera=0"), trials, 8),
	    1);
	assert_int_equal(trials[0], 0);
	assert_int_equal(inference_evidence(inference,
			     lab_support(lab, "AllowIrDA=0"), trials, 8),
	    3);
	assert_int_equal(trials[0], 2);
	assert_int_equal(inference_evidence(inference,
			     lab_support(lab, "AllowBrowser=0"), trials, 8),
	    1);
	assert_int_equal(trials[0], 3);
}

static void
a_setting_of_a_policy_has_its_verdict(void **state)
{
	const struct policy *policy;
	const struct inference *inference;

	(void)state;
	lab_try(lab, "AllowCamera=0", 2);
	policy = lab_policy(lab, "AllowCamera=0 AllowWiFi=1 AllowIrDA=0");
	inference = lab_infer(lab);
	assert_int_equal(inference_verdict_of(inference, lab_catalogue(lab),
			     policy, &policy->entries[0])
			     ->kind,
	    CONCLUSION_ONLY_CANDIDATE);
	assert_int_equal(inference_verdict_of(inference, lab_catalogue(lab),
			     policy, &policy->entries[1])
			     ->kind,
	    CONCLUSION_INACTIVE);
	assert_int_equal(inference_verdict_of(inference, lab_catalogue(lab),
			     policy, &policy->entries[2])
			     ->kind,
	    CONCLUSION_OPEN);
}

static void
values_beyond_the_limit_leave_a_policy_cut(void **state)
{
	char text[64];

	(void)state;
	for (unsigned i = 0; i < 80; i++) {
		snprintf(text, sizeof(text), "MaxAttachmentSize=%u", 1000 + i);
		lab_try(lab, text, i < 79 ? 0 : 2);
	}
	assert_int_equal(lab_infer(lab)->verdict_count, 64);
	assert_int_equal(lab_infer(lab)->counts[CONCLUSION_OPEN], 64);
	assert_true(catalogue_limits_reached(lab_catalogue(lab)) > 0);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(one_1_clears_every_demand_and_what_asks_less),
	    TEST(a_2_makes_suspects_of_all_that_is_not_cleared),
	    TEST(answers_3_and_4_neither_clear_nor_accuse),
	    TEST(what_is_left_alone_is_the_only_candidate),
	    TEST(one_difference_between_1_and_2_isolates),
	    TEST(a_weaker_value_that_works_isolates_the_stricter),
	    TEST(what_asks_more_than_a_value_that_failed_fails_too),
	    TEST(a_value_that_failed_says_nothing_of_weaker_ones),
	    TEST(
		values_that_take_different_abilities_say_nothing_of_each_other),
	    TEST(a_value_that_failed_is_no_reason_for_another_ability_to_fail),
	    TEST(once_one_is_found_the_others_lose_their_evidence),
	    TEST(a_cut_policy_clears_what_was_seen_and_accuses_nobody),
	    TEST(an_unseen_policy_proves_nothing),
	    TEST(what_is_in_doubt_is_not_cleared_but_may_be_accused),
	    TEST(lists_clear_what_they_contain),
	    TEST(parms_of_the_old_form_are_understood),
	    TEST(unknown_elements_are_reasoned_over_by_name),
	    TEST(the_same_demands_acknowledged_1_and_2_are_a_contradiction),
	    TEST(a_2_whose_demands_are_all_cleared_elsewhere_is_one_too),
	    TEST(what_is_contradicted_clears_nobody_else),
	    TEST(who_says_2_to_nothing_accuses_nobody),
	    TEST(smallest_explaining_sets_come_first),
	    TEST(an_explaining_set_claims_no_more_than_needed),
	    TEST(beyond_a_size_one_set_is_found_and_said_to_be_bounded),
	    TEST(every_verdict_lists_its_trials),
	    TEST(a_setting_of_a_policy_has_its_verdict),
	    TEST(values_beyond_the_limit_leave_a_policy_cut),
	};

	return cmocka_run_group_tests_name("inference", tests, NULL, NULL);
}
