/*
 * The lab: model devices whose hidden lacks must be found by following the
 * suggestions, in few rounds, whatever they are. Thousands of random ones.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/lab.h"

#define MOST_ROUNDS 400u
#define NAMES 4096

static struct lab *lab;
static uint64_t seed;

/* What each suggestion of the last run promised. */
static uint32_t promised[MOST_ROUNDS];

static int
set_up(void **state)
{
	(void)state;
	lab = lab_new();
	seed = UINT64_C(0x123456789abcdef1);
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

/* The policy of a random subset of the settings of a form; each is in with
 * one half. */
static void
write_random(char *out, size_t size, bool wap)
{
	size_t used = 0;

	out[0] = '\0';
	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;
		const char *value;

		if ((setting_info(setting)->token == 0) != wap ||
		    lab_random(&seed, 2) == 0)
			continue;
		value = lab_value(&seed, setting);
		used += (size_t)snprintf(out + used, size - used, "%s=%s ",
		    setting_info(setting)->name,
		    value == NULL ? "[a.exe,b.exe]" : value);
	}
}

static uint32_t
demands(const struct policy *policy)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++)
		count += policy_demands(policy, &policy->entries[i]);
	return count;
}

/* Serves suggestion after suggestion; gives how many there were. A device
 * that lies answers `lies` in a hundred at random. */
static uint32_t
follow(const struct lab_device *device, uint32_t lies)
{
	uint32_t rounds = 0;

	for (; rounds < MOST_ROUNDS; rounds++) {
		const struct inference *inference = lab_infer(lab);
		struct suggestion *suggestion =
		    suggest(inference, lab_catalogue(lab));
		const struct policy *policy;
		unsigned ack;

		if (suggestion == NULL)
			return rounds;
		assert_true(suggestion->serving.tried > 0 ||
			    suggestion->aim == AIM_CHECK);
		promised[rounds] = suggestion->rounds_if_one;
		policy = lab_served(lab, suggestion);
		suggestion_free(suggestion);
		ack = lab_answer(device, policy);
		if (lab_random(&seed, 100) < lies)
			ack = 3 - ack;
		lab_trial(lab, 1, policy, ack);
	}
	fail_msg("no end after %u rounds", rounds);
	return rounds;
}

static bool
is_accused(enum conclusion_kind kind)
{
	return kind == CONCLUSION_ISOLATED || kind == CONCLUSION_ONLY_CANDIDATE;
}

/* Nothing that the device supports is accused. */
static void
check_accusations(const struct lab_device *device)
{
	const struct inference *inference = lab_infer(lab);

	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		const struct conclusion *verdict = &inference->verdicts[i];
		const struct demanded *demanded =
		    catalogue_demand(lab_catalogue(lab), verdict->demand);
		bool fails = lab_device_fails(device, demanded->entry);

		if (is_accused(verdict->kind) && !fails)
			fail_msg("%s is accused",
			    setting_info(demanded->setting)->name);
		if (verdict->kind == CONCLUSION_CLEARED && fails)
			fail_msg("%s is cleared",
			    setting_info(demanded->setting)->name);
	}
	assert_int_equal(inference->contradiction_count, 0);
}

/* What a setting needs is not supported. */
static bool
lacks_need(const struct lab_device *device, enum setting setting)
{
	struct setting_need need;
	size_t at = 0;

	while (setting_next_need(setting, &at, &need)) {
		enum setting other = setting_by_name(need.name);

		if ((device->fails[other] &&
			!setting_demands_nothing(other, need.value)) ||
		    lacks_need(device, other))
			return true;
	}
	return false;
}

/* Every demand of the first policy is settled, as far as it can be tried. */
static void
check_all_found(const struct lab_device *device, const struct policy *policy)
{
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		const struct conclusion *verdict = inference_verdict_of(
		    lab_infer(lab), lab_catalogue(lab), policy, entry);
		enum conclusion_kind wanted = CONCLUSION_CLEARED;

		if (policy_demand(policy, entry) != DEMAND_SURE ||
		    lacks_need(device, entry->setting))
			continue;
		if (!lab_device_fails(device, entry) && verdict->kind != wanted)
			fail_msg("%s is %s", setting_info(entry->setting)->name,
			    conclusion_name(verdict->kind));
		if (lab_device_fails(device, entry) &&
		    !is_accused(verdict->kind))
			fail_msg("%s is only %s",
			    setting_info(entry->setting)->name,
			    conclusion_name(verdict->kind));
	}
}

static bool
has_doubt(const struct policy *policy)
{
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (policy_demand(policy, &policy->entries[i]) ==
		    DEMAND_IN_DOUBT)
			return true;
	}
	return false;
}

static uint32_t
log2_up(uint32_t count)
{
	uint32_t result = 0;

	while (UINT32_C(1) << result < count)
		result++;
	return result;
}

static void
one_culprit_is_found_within_the_bound(void **state)
{
	char text[NAMES];

	(void)state;
	for (int run = 0; run < 3000; run++) {
		struct lab_device device = {.minds_doubt = run % 2};
		const struct policy *policy;
		uint32_t rounds;
		uint32_t count;

		renew();
		write_random(text, sizeof(text), run % 5 == 0);
		policy = lab_policy(lab, text);
		count = demands(policy);
		if (count == 0)
			continue;
		for (uint32_t pick = lab_random(&seed, policy->entry_count);;
		     pick = (pick + 1) % policy->entry_count) {
			const struct policy_entry *entry =
			    &policy->entries[pick];

			if (policy_demand(policy, entry) != DEMAND_SURE &&
			    lab_random(&seed, 100) != 0)
				continue;
			device.fails[entry->setting] = true;
			break;
		}
		lab_trial(lab, 1, policy, lab_answer(&device, policy));
		rounds = follow(&device, 0);
		check_accusations(&device);
		check_all_found(&device, policy);
		for (uint32_t i = 0; i < rounds && !has_doubt(policy); i++)
			assert_in_range(rounds - i, 1, promised[i]);
		if (rounds > log2_up(count) + (has_doubt(policy) ? 4 : 1))
			fail_msg("%u rounds for %u demands: %s", rounds, count,
			    text);
	}
}

static void
every_culprit_of_several_is_found(void **state)
{
	char text[NAMES];
	uint32_t most = 0;

	(void)state;
	for (int run = 0; run < 3000; run++) {
		struct lab_device device = {.minds_doubt = run % 3 == 0};
		uint32_t share = 2 + lab_random(&seed, 60);
		const struct policy *policy;
		uint32_t failing = 0;
		uint32_t rounds;

		renew();
		write_random(text, sizeof(text), run % 7 == 0);
		policy = lab_policy(lab, text);
		for (uint32_t i = 0; i < policy->entry_count; i++) {
			enum setting setting = policy->entries[i].setting;

			device.fails[setting] = lab_random(&seed, 100) < share;
			failing += device.fails[setting];
		}
		lab_trial(lab, 1, policy, lab_answer(&device, policy));
		rounds = follow(&device, 0);
		check_accusations(&device);
		check_all_found(&device, policy);
		if (rounds > most)
			most = rounds;
		if (rounds > (failing + 1) * (log2_up(demands(policy)) + 1) +
				 (has_doubt(policy) ? 3 : 0))
			fail_msg("%u rounds for %u of %u", rounds, failing,
			    demands(policy));
	}
	print_message("most rounds: %u\n", most);
}

/* Everything that can be asked at once for sure. */
static void
write_strictest(char *out, size_t size)
{
	size_t used = 0;

	for (unsigned i = 1; i < SETTING_COUNT; i++) {
		enum setting setting = (enum setting)i;
		const struct setting_info *info = setting_info(setting);
		const char *value;

		if (info->token == 0 ||
		    setting == SETTING_PASSWORD_RECOVERY_ENABLED ||
		    setting == SETTING_MAX_ATTACHMENT_SIZE ||
		    setting == SETTING_MAX_EMAIL_HTML_BODY_TRUNCATION_SIZE)
			continue;
		value = lab_value(&seed, setting);
		used += (size_t)snprintf(out + used, size - used, "%s=%s ",
		    info->name, value == NULL ? "[a.exe,b.exe]" : value);
	}
}

/* log2 of the number of ways to choose, rounded down: no method can do with
 * fewer rounds for all of them. */
static double
least_rounds(uint32_t count, uint32_t chosen)
{
	double ways = 1;
	double rounds = 0;

	for (uint32_t i = 0; i < chosen; i++)
		ways = ways * (count - i) / (i + 1);
	while (ways >= 2) {
		ways /= 2;
		rounds++;
	}
	return rounds;
}

/* How many rounds it takes to find so many random culprits. */
static uint32_t
rounds_for(uint32_t failing)
{
	struct lab_device device = {.minds_doubt = false};
	const struct policy *policy;
	char text[NAMES];

	renew();
	write_strictest(text, sizeof(text));
	policy = lab_policy(lab, text);
	assert_false(has_doubt(policy));
	for (uint32_t i = 0; i < failing;) {
		enum setting setting =
		    policy->entries[lab_random(&seed, policy->entry_count)]
			.setting;

		i += !device.fails[setting];
		device.fails[setting] = true;
	}
	lab_trial(lab, 1, policy, lab_answer(&device, policy));
	return follow(&device, 0);
}

static void
many_culprits_take_little_more_than_the_least(void **state)
{
	(void)state;
	for (uint32_t failing = 1; failing <= 32; failing *= 2) {
		double least = least_rounds(40, failing);
		uint32_t sum = 0;

		for (int run = 0; run < 100; run++)
			sum += rounds_for(failing);
		if (sum / 100.0 > 1.6 * least + 2)
			fail_msg("%.1f rounds for %u of 40, least %.0f",
			    sum / 100.0, failing, least);
	}
}

static void
a_device_that_lies_is_not_followed_for_ever(void **state)
{
	uint32_t contradicted = 0;
	char text[NAMES];

	(void)state;
	for (int run = 0; run < 1000; run++) {
		struct lab_device device = {.minds_doubt = run % 3 == 0};
		const struct policy *policy;

		renew();
		write_random(text, sizeof(text), run % 7 == 0);
		policy = lab_policy(lab, text);
		for (uint32_t i = 0; i < policy->entry_count; i++)
			device.fails[policy->entries[i].setting] =
			    lab_random(&seed, 100) < 15;
		lab_trial(lab, 1, policy, 2);
		follow(&device, 1 + lab_random(&seed, 60));
		contradicted += lab_infer(lab)->contradiction_count > 0;
	}
	assert_in_range(contradicted, 100, 1000);
}

static void
a_device_that_always_says_2_contradicts_itself(void **state)
{
	const struct inference *inference;
	struct lab_device device = {.minds_doubt = false};

	(void)state;
	lab_try(lab, "AllowCamera=0 AllowWiFi=0 AllowBrowser=0", 2);
	follow(&device, 100);
	inference = lab_infer(lab);
	assert_int_equal(inference->counts[CONCLUSION_SUSPECT], 3);
	assert_int_equal(inference->contradiction_count, 1);
	assert_int_equal(
	    inference->contradictions[0].kind, CONTRADICTION_NOTHING_ASKED);
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(one_culprit_is_found_within_the_bound),
	    TEST(every_culprit_of_several_is_found),
	    TEST(many_culprits_take_little_more_than_the_least),
	    TEST(a_device_that_lies_is_not_followed_for_ever),
	    TEST(a_device_that_always_says_2_contradicts_itself),
	};

	return cmocka_run_group_tests_name("lab", tests, NULL, NULL);
}
