/*
 * The inference against an oracle that tries every set of failing demands.
 */
#include "tests/support/check.h"

#include <stdio.h>

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

/* Random trials of a device that tells the truth: what is said must hold for
 * every set of failing settings that fits all answers. */
#define ORACLE_SETTINGS 6u
#define ORACLE_TRIALS 6u

struct oracle {
	unsigned asked[ORACLE_TRIALS]; /* sets of settings */
	unsigned ack[ORACLE_TRIALS];
	unsigned count;
};

static bool
fits(const struct oracle *oracle, unsigned failing)
{
	for (unsigned i = 0; i < oracle->count; i++) {
		unsigned ack = (oracle->asked[i] & failing) != 0 ? 2 : 1;

		if (ack != oracle->ack[i])
			return false;
	}
	return true;
}

static void
check_oracle(const struct oracle *oracle, unsigned setting)
{
	unsigned always = 1;
	unsigned never = 1;
	char part[16];
	const struct conclusion *verdict;

	for (unsigned failing = 0; failing < 1u << ORACLE_SETTINGS; failing++) {
		if (!fits(oracle, failing))
			continue;
		always &= failing >> setting;
		never &= ~(failing >> setting);
	}
	snprintf(part, sizeof(part), "14:0x4%u=1", setting);
	verdict = lab_support(lab, part);
	if (verdict == NULL)
		return;
	assert_int_equal(verdict->kind == CONCLUSION_CLEARED, (int)(never & 1));
	assert_int_equal(verdict->kind == CONCLUSION_ISOLATED ||
			     verdict->kind == CONCLUSION_ONLY_CANDIDATE,
	    (int)(always & 1));
}

static void
verdicts_hold_in_every_world_that_fits_the_answers(void **state)
{
	uint64_t seed = UINT64_C(0xfeedbeef12345);

	(void)state;
	for (int run = 0; run < 2000; run++) {
		unsigned failing = lab_random(&seed, 1u << ORACLE_SETTINGS) &
				   lab_random(&seed, 1u << ORACLE_SETTINGS);
		struct oracle oracle = {.count = ORACLE_TRIALS};

		lab_free(lab);
		lab = lab_new();
		for (unsigned i = 0; i < oracle.count; i++) {
			unsigned asked =
			    lab_random(&seed, 1u << ORACLE_SETTINGS);
			char text[128] = "";
			size_t used = 0;

			for (unsigned j = 0; j < ORACLE_SETTINGS; j++) {
				if ((asked >> j & 1) != 0)
					used += (size_t)snprintf(text + used,
					    sizeof(text) - used, "14:0x4%u=1 ",
					    j);
			}
			oracle.asked[i] = asked;
			oracle.ack[i] = (asked & failing) != 0 ? 2 : 1;
			lab_try(lab, text, oracle.ack[i]);
		}
		assert_int_equal(lab_infer(lab)->contradiction_count, 0);
		for (unsigned j = 0; j < ORACLE_SETTINGS; j++)
			check_oracle(&oracle, j);
	}
}

#define TEST(function)                                                         \
	cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(verdicts_hold_in_every_world_that_fits_the_answers),
	};

	return cmocka_run_group_tests_name("oracle", tests, NULL, NULL);
}
