/*
 * Rounds of the ledger as trials, grouped by device or family, and the matrix
 * made of them; also how long that takes for many devices.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <time.h>

#include "decode/model/matrix.h"
#include "tests/support/exchanges.h"
#include "tests/support/lab.h"

static struct ledger *ledger;
static struct lab *lab;
static struct scopes *scopes;
static struct matrix *matrix;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	lab = lab_new();
	scopes = NULL;
	matrix = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	scopes_free(scopes);
	matrix_free(matrix);
	lab_free(lab);
	ledger_free(ledger);
	return 0;
}

/* Who takes part in a round. */
struct phone {
	const char *id, *type, *agent, *version;
};

static const struct phone one = {"D1", "Phone", "Phone/1.0", "14.1"};
static const struct phone two = {"D2", "Phone", "Phone/1.0", "14.1"};
static const struct phone newer = {"D1", "Phone", "Phone/2.0", "16.1"};

static void
tell_of(const struct phone *phone, struct exchange exchange)
{
	exchange.seen.device_id = text_from(phone->id);
	exchange.seen.device_type = text_from(phone->type);
	exchange.seen.user_agent = text_from(phone->agent);
	exchange.seen.protocol_version = text_from(phone->version);
	tell(ledger, exchange);
}

/* A download at `second` and its acknowledgement one second later. */
static void
round_at(int second, const struct phone *phone, const struct policy *policy,
    const char *status)
{
	char key[16];

	snprintf(key, sizeof(key), "T%d", second);
	tell_of(phone, download_at(second, key, policy));
	tell_of(phone, acknowledge_at(second + 1, key, status, "K"));
}

static void
collect(unsigned parts)
{
	scopes_free(scopes);
	scopes = scopes_collect(ledger, parts);
}

static void
a_round_is_a_trial_with_its_frames(void **state)
{
	const struct trial *trial;

	(void)state;
	round_at(1, &one, lab_policy(lab, "AllowCamera=0"), "2");
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->count, 1);
	assert_int_equal(scopes->items[0].trial_count, 1);
	trial = scopes->items[0].trials;
	assert_int_equal(trial->ack, 2);
	assert_int_equal(trial->round, 1);
	assert_int_equal(trial->download_frame, 11);
	assert_int_equal(trial->ack_frame, 20);
	assert_non_null(trial->policy);
	assert_true(text_is(scopes->items[0].family.user_agent, "Phone/1.0"));
}

static void
families_are_made_of_the_parts_asked_for(void **state)
{
	static const struct phone other = {"D3", "Phone", "X/1", "14.1"};
	const struct policy *policy = lab_policy(lab, "AllowCamera=0");

	(void)state;
	round_at(1, &one, policy, "1");
	round_at(3, &two, policy, "1");
	round_at(5, &other, policy, "2");
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->count, 3);
	collect(SCOPE_FAMILY);
	assert_int_equal(scopes->count, 2);
	assert_int_equal(scopes->items[0].device_count, 2);
	collect(SCOPE_TYPE | SCOPE_VERSION);
	assert_int_equal(scopes->count, 1);
	assert_int_equal(scopes->items[0].device_count, 3);
	assert_false(text_seen(scopes->items[0].family.user_agent));
}

static void
a_device_that_was_updated_is_in_two_families(void **state)
{
	const struct policy *policy = lab_policy(lab, "AllowCamera=0");

	(void)state;
	round_at(1, &one, policy, "2");
	round_at(3, &newer, policy, "1");
	collect(SCOPE_FAMILY);
	assert_int_equal(scopes->count, 2);
	assert_true(text_is(scopes->items[1].family.protocol_version, "16.1"));
	collect(SCOPE_TYPE);
	assert_int_equal(scopes->count, 1);
	assert_int_equal(scopes->items[0].trial_count, 2);
}

/* What a platform obeyed says nothing of the one that came after it. */
static void
of_one_device_each_family_is_a_scope(void **state)
{
	const struct policy *policy = lab_policy(lab, "AllowCamera=0");

	(void)state;
	round_at(1, &one, policy, "2");
	round_at(3, &newer, policy, "1");
	round_at(5, &two, policy, "1");
	round_at(7, &newer, policy, "1");
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->count, 3);
	assert_true(text_is(scopes->items[0].family.user_agent, "Phone/1.0"));
	assert_true(scopes->items[0].is_former);
	assert_int_equal(scopes->items[0].trial_count, 1);
	assert_true(text_is(scopes->items[1].family.user_agent, "Phone/2.0"));
	assert_false(scopes->items[1].is_former);
	assert_int_equal(scopes->items[1].trial_count, 2);
	assert_ptr_equal(scopes->items[0].device, scopes->items[1].device);
	assert_false(scopes->items[2].is_former);
}

static void
one_device_is_taken_for_its_newest_family(void **state)
{
	const struct policy *policy = lab_policy(lab, "AllowCamera=0");

	(void)state;
	round_at(1, &newer, policy, "2");
	round_at(3, &one, policy, "1");
	scopes = scopes_of_device(ledger_device(ledger, 0));
	assert_int_equal(scopes->count, 1);
	assert_int_equal(scopes->items[0].trial_count, 1);
	assert_int_equal(scopes->items[0].trials[0].ack, 1);
	assert_true(text_is(scopes->items[0].family.user_agent, "Phone/1.0"));
}

static uint32_t
row_of(const char *name, const char *value)
{
	for (uint32_t i = 0; i < matrix->row_count; i++) {
		const struct demanded *demanded =
		    catalogue_demand(matrix->catalogue, matrix->rows[i]);

		if (text_is(demanded->name, name) &&
		    text_is(demanded->entry->value, value))
			return i;
	}
	fail_msg("no row %s=%s", name, value);
	return 0;
}

/* Verdicts of a device alone and of its family may not contradict. */
static void
what_a_device_showed_is_the_same_alone_and_in_the_matrix(void **state)
{
	uint32_t base;

	(void)state;
	round_at(1, &one, lab_policy(lab, "AllowIrDA=0"), "1");
	round_at(3, &newer, lab_policy(lab, "AllowIrDA=0 AllowCamera=0"), "2");
	for (int pass = 0; pass < 2; pass++) {
		matrix_free(matrix);
		matrix =
		    matrix_new(ledger, pass == 0 ? SCOPE_DEVICE : SCOPE_FAMILY);
		base = row_of("AllowIrDA", "0");
		assert_int_equal(matrix->family_count, 2);
		assert_int_equal(matrix_cell(matrix, 0, base, NULL)->kind,
		    CONCLUSION_CLEARED);
		assert_int_equal(matrix_cell(matrix, 1, base, NULL)->kind,
		    CONCLUSION_SUSPECT);
		assert_int_equal(
		    matrix_cell(matrix, 1, row_of("AllowCamera", "0"), NULL)
			->kind,
		    CONCLUSION_SUSPECT);
	}
}

static void
trials_of_a_family_are_in_order_of_time(void **state)
{
	const struct policy *policy = lab_policy(lab, "AllowCamera=0");

	(void)state;
	round_at(1, &one, policy, "1");
	round_at(9, &one, policy, "1");
	round_at(5, &two, policy, "1");
	collect(SCOPE_FAMILY);
	assert_int_equal(scopes->items[0].trials[0].download_frame, 11);
	assert_int_equal(scopes->items[0].trials[1].download_frame, 51);
	assert_int_equal(scopes->items[0].trials[2].download_frame, 91);
}

static void
an_acknowledgement_with_a_wrong_key_says_nothing(void **state)
{
	struct exchange wrong = acknowledge_at(2, "T", "2", NULL);

	(void)state;
	wrong.body.response_policy_status = text_from("5");
	tell_of(&one, download_at(1, "T", lab_policy(lab, "AllowCamera=0")));
	tell_of(&one, wrong);
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->items[0].trials[0].ack, 0);
}

static void
an_unseen_policy_is_a_trial_without_one(void **state)
{
	(void)state;
	tell_of(&one, acknowledge_at(2, "T", "2", "K"));
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->items[0].trial_count, 1);
	assert_null(scopes->items[0].trials[0].policy);
	assert_int_equal(scopes->items[0].trials[0].download_frame, 0);
}

static void
a_device_without_rounds_is_in_no_scope(void **state)
{
	(void)state;
	tell_of(&one, command_at(1, COMMAND_SYNC, "K", 200));
	collect(SCOPE_DEVICE);
	assert_int_equal(scopes->count, 0);
	scopes_free(scopes);
	scopes = scopes_of_device(ledger_device(ledger, 0));
	assert_int_equal(scopes->count, 0);
}

static void
a_cell_has_the_verdict_and_the_devices_own(void **state)
{
	static const struct phone third = {"D3", "Phone", "Phone/1.0", "14.1"};
	const struct device_votes *votes;
	const struct conclusion *cell;

	(void)state;
	round_at(1, &one, lab_policy(lab, "AllowCamera=0"), "1");
	round_at(3, &two, lab_policy(lab, "AllowCamera=0 AllowWiFi=0"), "2");
	round_at(5, &third, lab_policy(lab, "AllowIrDA=0"), "3");
	matrix = matrix_new(ledger, SCOPE_FAMILY);
	assert_int_equal(matrix->family_count, 1);
	assert_int_equal(matrix->row_count, 3);
	cell = matrix_cell(matrix, 0, row_of("AllowWiFi", "0"), &votes);
	assert_int_equal(cell->kind, CONCLUSION_ISOLATED);
	assert_int_equal(votes->devices[CONCLUSION_SUSPECT], 1);
	assert_int_equal(votes->devices[CONCLUSION_ISOLATED], 0);
	cell = matrix_cell(matrix, 0, row_of("AllowCamera", "0"), &votes);
	assert_int_equal(cell->kind, CONCLUSION_CLEARED);
	assert_int_equal(votes->devices[CONCLUSION_CLEARED], 1);
	cell = matrix_cell(matrix, 0, row_of("AllowIrDA", "0"), &votes);
	assert_int_equal(cell->kind, CONCLUSION_OPEN);
	assert_int_equal(votes->devices[CONCLUSION_OPEN], 1);
}

static void
rows_are_by_setting_the_weaker_value_first(void **state)
{
	static const struct phone other = {"D3", "Phone", "X/1", "14.1"};
	const struct device_votes *votes;

	(void)state;
	round_at(
	    1, &one, lab_policy(lab, "14:0x3c=1 MaxEmailAgeFilter=2"), "1");
	round_at(3, &one, lab_policy(lab, "MaxEmailAgeFilter=5"), "1");
	round_at(5, &other, lab_policy(lab, "DevicePasswordEnabled=1"), "1");
	matrix = matrix_new(ledger, SCOPE_FAMILY);
	assert_int_equal(row_of("DevicePasswordEnabled", "1"), 0);
	assert_int_equal(row_of("MaxEmailAgeFilter", "5"), 1);
	assert_int_equal(row_of("MaxEmailAgeFilter", "2"), 2);
	assert_int_equal(row_of("14:0x3c", "1"), 3);
	assert_null(matrix_cell(matrix, 1, 3, &votes));
	assert_null(votes);
}

static double
seconds_since(const struct timespec *begun)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)(now.tv_sec - begun->tv_sec) +
	       (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

#define MANY_DEVICES 10000u
#define MANY_ROUNDS 10u
#define MANY_POLICIES 50u

/* Policies of a random third of all settings, and a model device. */
static void
tell_of_many(void)
{
	static const char *const agents[] = {"A/1", "B/1", "C/1", "D/1"};
	const struct policy *policies[MANY_POLICIES];
	uint64_t seed = UINT64_C(0xabcdef987654321);
	char text[4096];

	for (unsigned i = 0; i < MANY_POLICIES; i++) {
		size_t used = 0;

		for (unsigned j = 1; j < SETTING_COUNT; j++) {
			const struct setting_info *info =
			    setting_info((enum setting)j);

			if (info->kind != KIND_LIST && info->token != 0 &&
			    lab_random(&seed, 3) == 0)
				used += (size_t)snprintf(text + used,
				    sizeof(text) - used, "%s=%s ", info->name,
				    lab_value(&seed, (enum setting)j));
		}
		policies[i] = lab_policy(lab, text);
	}
	for (unsigned i = 0; i < MANY_DEVICES; i++) {
		struct lab_device device = {.minds_doubt = false};
		char id[32];
		const struct phone phone = {id, "Phone", agents[i % 4], "14.1"};

		snprintf(id, sizeof(id), "device%u", i);
		device.fails[1 + i % 4 * 7] = true;
		for (unsigned j = 0; j < MANY_ROUNDS; j++) {
			const struct policy *policy =
			    policies[lab_random(&seed, MANY_POLICIES)];

			round_at((int)(j * 2 + 1), &phone, policy,
			    lab_answer(&device, policy) == 1 ? "1" : "2");
		}
	}
}

static void
many_rounds_of_many_devices_take_about_a_second(void **state)
{
	struct timespec begun;
	double taken;

	(void)state;
	tell_of_many();
	clock_gettime(CLOCK_MONOTONIC, &begun);
	matrix = matrix_new(ledger, SCOPE_FAMILY);
	taken = seconds_since(&begun);
	print_message("%u rounds of %u devices: %.2f s\n",
	    matrix->scopes->trial_count, MANY_DEVICES, taken);
	assert_int_equal(matrix->family_count, 4);
	assert_int_equal(
	    matrix->scopes->trial_count, MANY_DEVICES * MANY_ROUNDS);
	for (uint32_t i = 0; i < matrix->family_count; i++)
		assert_int_equal(
		    matrix->families[i].inference->contradiction_count, 0);
	assert_true(taken < 10);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_round_is_a_trial_with_its_frames),
	    TEST(families_are_made_of_the_parts_asked_for),
	    TEST(a_device_that_was_updated_is_in_two_families),
	    TEST(of_one_device_each_family_is_a_scope),
	    TEST(one_device_is_taken_for_its_newest_family),
	    TEST(what_a_device_showed_is_the_same_alone_and_in_the_matrix),
	    TEST(trials_of_a_family_are_in_order_of_time),
	    TEST(an_acknowledgement_with_a_wrong_key_says_nothing),
	    TEST(an_unseen_policy_is_a_trial_without_one),
	    TEST(a_device_without_rounds_is_in_no_scope),
	    TEST(a_cell_has_the_verdict_and_the_devices_own),
	    TEST(rows_are_by_setting_the_weaker_value_first),
	    TEST(many_rounds_of_many_devices_take_about_a_second),
	};

	return cmocka_run_group_tests_name("scopes", tests, NULL, NULL);
}
