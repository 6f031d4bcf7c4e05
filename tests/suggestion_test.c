/*
 * What to serve next: which settings are tried, kept and loosened.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "tests/support/lab.h"
#include "ui/infer_words.h"
#include "ui/reason_lines.h"

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

/* Demands of a policy. */
static uint32_t
demands(const struct policy *policy)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++)
		count += policy_demands(policy, &policy->entries[i]);
	return count;
}

static void
a_device_that_answers_neither_1_nor_2_gets_the_same_again(void **state)
{
	struct suggestion *suggestion;

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 3);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 4);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_non_null(suggestion);
	assert_int_equal(suggestion->aim, AIM_OPEN);
	assert_int_equal(suggestion->group, 2);
	suggestion_free(suggestion);
}

static void
the_same_again_is_said_in_these_words(void **state)
{
	struct suggestion *suggestion;
	char *words;

	(void)state;
	lab_try(lab, "AllowCamera=0", 3);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	words = reason_short_suggestion(suggestion);
	assert_non_null(strstr(words, "try the policy of round 1 again; "));
	free(words);
	suggestion_free(suggestion);
}

static void
nothing_is_suggested_when_all_is_known(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 1);
	assert_null(suggest(lab_infer(lab), lab_catalogue(lab)));
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBrowser=0", 2);
	lab_try(lab, "AllowWiFi=0 AllowCamera=0", 1);
	assert_null(suggest(lab_infer(lab), lab_catalogue(lab)));
	lab_free(lab);
	lab = lab_new();
	assert_null(suggest(lab_infer(lab), lab_catalogue(lab)));
}

static bool
left_says(const char *words)
{
	char left[INFER_WORDS];

	infer_left_words(lab_infer(lab), left);
	return strstr(left, words) != NULL;
}

static void
only_where_all_is_known_nothing_is_left(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 1);
	assert_true(left_says("Nothing that was asked of it is left"));
	lab_try(lab, "DevicePasswordEnabled=1", 2);
	lab_try(lab, "DevicePasswordEnabled=1 MinDevicePasswordLength=8", 2);
	lab_try(lab, "AllowCamera=0", 1);
	assert_null(suggest(lab_infer(lab), lab_catalogue(lab)));
	assert_true(left_says("1 demand is not settled"));
	assert_false(left_says("Nothing"));
}

static void
a_policy_that_was_not_seen_whole_may_leave_more(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0", 1);
	lab_try(lab, "AllowCamera=0 ...", 2);
	assert_true(left_says("1 policy was not seen whole"));
	assert_false(left_says("Nothing that was asked"));
}

static void
contradictions_are_to_be_settled_first(void **state)
{
	(void)state;
	lab_try(lab, "AllowCamera=0", 2);
	lab_try(lab, "AllowCamera=0 AllowBrowser=0", 1);
	assert_null(suggest(lab_infer(lab), lab_catalogue(lab)));
	assert_true(left_says("Contradictions have to be settled first"));
	assert_true(left_says("the same policy again to the same device"));
	assert_false(left_says("Nothing"));
}

/* What cannot be tried is not settled. */
static void
a_check_does_not_say_that_all_is_settled_where_it_is_not(void **state)
{
	struct suggestion *suggestion;
	char words[INFER_WORDS];

	(void)state;
	lab_try(lab, "AllowCamera=1", 1);
	lab_try(lab, "DevicePasswordEnabled=1", 2);
	lab_try(lab,
	    "DevicePasswordEnabled=1 MinDevicePasswordLength=8 AllowWiFi=0", 2);
	lab_try(lab, "AllowWiFi=0", 1);
	lab_try(lab, "DevicePasswordEnabled=1 AllowIrDA=1", 2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->aim, AIM_CHECK);
	assert_int_equal(suggestion->untestable, 1);
	infer_aim_words(suggestion, words);
	assert_non_null(strstr(words, "All that can be tried is settled"));
	suggestion_free(suggestion);
}

static void
a_suggestion_names_the_rounds_that_it_rests_on(void **state)
{
	struct suggestion *suggestion;
	uint32_t trials[4];

	(void)state;
	lab_try(lab, "AllowBrowser=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBrowser=0", 2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->aim, AIM_SPLIT);
	assert_int_equal(suggestion_evidence(suggestion, trials, 4), 1);
	assert_int_equal(trials[0], 1);
	assert_int_equal(suggestion_evidence(suggestion, trials, 0), 0);
	suggestion_free(suggestion);
	lab_try(lab, "AllowCamera=0", 2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->aim, AIM_OPEN);
	assert_int_equal(suggestion_evidence(suggestion, trials, 4), 1);
	assert_int_equal(trials[0], 1);
	suggestion_free(suggestion);
}

/* The setting of that name; one without a name where there is none. */
static struct served
served(const struct suggestion *suggestion, const char *name)
{
	for (uint32_t i = 0; i < suggestion->serving.count; i++) {
		if (text_is(suggestion->serving.settings[i].name, name))
			return suggestion->serving.settings[i];
	}
	return (struct served){.name = TEXT_NOT_SEEN};
}

static void
a_suggestion_says_what_to_keep_and_what_to_loosen(void **state)
{
	struct suggestion *suggestion;
	uint32_t loosened = 0;

	(void)state;
	lab_try(lab, "DevicePasswordEnabled=1 AllowDesktopSync=0", 1);
	lab_try(lab,
	    "DevicePasswordEnabled=1 MinDevicePasswordLength=8 "
	    "AllowCamera=0 RequireDeviceEncryption=1 AllowBluetooth=1 "
	    "AllowHTMLEmail=1",
	    2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->base, 1);
	assert_int_equal(suggestion->group, 4);
	assert_int_equal(suggestion->serving.tried, 2);
	assert_int_equal(suggestion->rounds, 2);
	assert_int_equal(suggestion->rounds_if_one, 3);
	assert_int_equal(served(suggestion, "DevicePasswordEnabled").change,
	    SERVED_AS_IT_IS);
	assert_int_equal(
	    served(suggestion, "AllowHTMLEmail").change, SERVED_AS_IT_IS);
	assert_false(text_seen(served(suggestion, "AllowDesktopSync").name));
	for (uint32_t i = 0; i < suggestion->serving.count; i++)
		loosened +=
		    suggestion->serving.settings[i].change == SERVED_LOOSENED;
	assert_int_equal(loosened, 2);
	suggestion_free(suggestion);
}

static void
a_2_that_settles_all_is_checked(void **state)
{
	struct suggestion *suggestion;

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0", 1);
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBrowser=0", 2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->aim, AIM_CHECK);
	assert_int_equal(
	    served(suggestion, "AllowWiFi").change, SERVED_AS_IT_IS);
	assert_int_equal(
	    served(suggestion, "AllowBrowser").change, SERVED_LOOSENED);
	suggestion_free(suggestion);
}

static void
a_password_rule_is_served_with_its_switch(void **state)
{
	struct suggestion *suggestion;

	(void)state;
	lab_try(lab,
	    "DevicePasswordEnabled=1 MinDevicePasswordLength=8 "
	    "DevicePasswordHistory=3",
	    2);
	lab_try(lab,
	    "DevicePasswordEnabled=0 MinDevicePasswordLength=8 AllowCamera=0",
	    2);
	lab_try(lab, "DevicePasswordEnabled=1 AllowCamera=1", 1);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->serving.tried, 1);
	assert_true(
	    text_is(served(suggestion, "DevicePasswordEnabled").value, "1"));
	suggestion_free(suggestion);
}

static void
what_needs_a_switch_that_fails_is_untestable(void **state)
{
	struct suggestion *suggestion;

	(void)state;
	lab_try(lab, "AllowCamera=1", 1);
	lab_try(lab, "DevicePasswordEnabled=1", 2);
	lab_try(lab,
	    "DevicePasswordEnabled=1 MinDevicePasswordLength=8 AllowWiFi=0", 2);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_int_equal(suggestion->unknown, 2);
	assert_int_equal(suggestion->untestable, 1);
	assert_true(served(suggestion, "AllowWiFi").tried);
	assert_int_equal(served(suggestion, "DevicePasswordEnabled").change,
	    SERVED_LOOSENED);
	suggestion_free(suggestion);
}

static void
switching_something_on_does_not_wake_what_slept(void **state)
{
	struct suggestion *suggestion;
	const struct policy *policy;

	(void)state;
	lab_try(lab, "DevicePasswordEnabled=1 AllowCamera=0", 2);
	lab_try(lab, "DevicePasswordEnabled=0 MinDevicePasswordLength=8", 1);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	policy = lab_served(lab, suggestion);
	assert_true(served(suggestion, "DevicePasswordEnabled").tried);
	assert_int_equal(demands(policy), 1);
	suggestion_free(suggestion);
}

static void
what_is_obeyed_may_wake_up(void **state)
{
	struct suggestion *suggestion;

	(void)state;
	lab_try(lab, "DevicePasswordEnabled=1 MinDevicePasswordLength=8", 1);
	lab_try(lab, "DevicePasswordEnabled=1 DevicePasswordHistory=3", 2);
	lab_try(lab,
	    "DevicePasswordEnabled=1 DevicePasswordHistory=3 "
	    "DevicePasswordExpiration=3",
	    2);
	lab_try(lab, "DevicePasswordEnabled=0 MinDevicePasswordLength=6", 1);
	suggestion = suggest(lab_infer(lab), lab_catalogue(lab));
	assert_true(served(suggestion, "DevicePasswordExpiration").tried);
	assert_int_equal(served(suggestion, "MinDevicePasswordLength").change,
	    SERVED_AS_IT_IS);
	suggestion_free(suggestion);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_device_that_answers_neither_1_nor_2_gets_the_same_again),
	    TEST(the_same_again_is_said_in_these_words),
	    TEST(nothing_is_suggested_when_all_is_known),
	    TEST(only_where_all_is_known_nothing_is_left),
	    TEST(a_policy_that_was_not_seen_whole_may_leave_more),
	    TEST(contradictions_are_to_be_settled_first),
	    TEST(a_check_does_not_say_that_all_is_settled_where_it_is_not),
	    TEST(a_suggestion_names_the_rounds_that_it_rests_on),
	    TEST(a_suggestion_says_what_to_keep_and_what_to_loosen),
	    TEST(a_2_that_settles_all_is_checked),
	    TEST(a_password_rule_is_served_with_its_switch),
	    TEST(what_needs_a_switch_that_fails_is_untestable),
	    TEST(switching_something_on_does_not_wake_what_slept),
	    TEST(what_is_obeyed_may_wake_up),
	};

	return cmocka_run_group_tests_name("suggestion", tests, NULL, NULL);
}
