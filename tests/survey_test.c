/*
 * A survey in steps finds what is found at once; also of one family alone, and
 * while the ledger goes on.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/survey.h"
#include "tests/support/exchanges.h"
#include "tests/support/lab.h"

/* More than one step takes. */
#define PHONES 200

static struct ledger *ledger;
static struct lab *lab;
static struct survey *survey;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	lab = lab_new();
	survey = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	survey_free(survey);
	lab_free(lab);
	ledger_free(ledger);
	return 0;
}

static void
tell_of(struct exchange exchange, const char *id, const char *type)
{
	exchange.seen.device_id = text_from(id);
	exchange.seen.device_type = text_from(type);
	tell(ledger, exchange);
}

static void
provision(const char *id, const char *type, int second,
    const struct policy *policy, const char *status)
{
	char key[16];

	snprintf(key, sizeof(key), "T%d", second);
	tell_of(download_at(second, key, policy), id, type);
	tell_of(acknowledge_at(second + 1, key, status, "K"), id, type);
}

/* Half of the phones fail the camera; one in twenty is a tablet. */
static void
tell_of_many(void)
{
	const struct policy *camera = lab_policy(lab, "AllowCamera=0");
	const struct policy *wifi = lab_policy(lab, "AllowWiFi=0");
	char id[16];

	for (int i = 0; i < PHONES; i++) {
		const char *type = i % 20 == 7 ? "Tablet" : "Phone";

		snprintf(id, sizeof(id), "D%d", i);
		provision(
		    id, type, 1000 + 10 * i, camera, i % 2 == 0 ? "2" : "1");
		provision(id, type, 1005 + 10 * i, wifi, "1");
	}
}

static unsigned
finish(void)
{
	unsigned steps = 1;

	while (survey_step(survey))
		steps++;
	return steps;
}

static void
same_cells(const struct matrix *a, const struct matrix *b)
{
	const struct device_votes *votes[2];

	assert_int_equal(a->family_count, b->family_count);
	assert_int_equal(a->row_count, b->row_count);
	for (uint32_t i = 0; i < a->family_count; i++) {
		for (uint32_t j = 0; j < a->row_count; j++) {
			const struct conclusion *one =
			    matrix_cell(a, i, j, &votes[0]);
			const struct conclusion *other =
			    matrix_cell(b, i, j, &votes[1]);

			assert_int_equal(one->kind, other->kind);
			assert_memory_equal(
			    votes[0], votes[1], sizeof(*votes[0]));
		}
	}
}

static void
steps_find_what_is_found_at_once(void **state)
{
	struct matrix *whole;

	(void)state;
	tell_of_many();
	survey = survey_begin(ledger, SCOPE_TYPE, NULL);
	assert_null(survey_matrix(survey));
	assert_null(survey_stories(survey));
	assert_true(finish() > 8);
	whole = matrix_new(ledger, SCOPE_TYPE);
	same_cells(survey_matrix(survey), whole);
	assert_int_equal(survey_matrix(survey)->family_count, 2);
	assert_int_equal(
	    survey_matrix(survey)->families[0].scope->device_count, 190);
	matrix_free(whole);
}

static void
one_family_alone_is_the_same_as_among_others(void **state)
{
	struct family tablets;
	struct matrix *whole;

	(void)state;
	tell_of_many();
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		if (text_is(ledger_device(ledger, i)->id, "D7"))
			tablets = family_of_device(
			    ledger_device(ledger, i), SCOPE_TYPE);
	}
	survey = survey_begin(ledger, SCOPE_TYPE, &tablets);
	finish();
	whole = matrix_new(ledger, SCOPE_TYPE);
	assert_int_equal(survey_matrix(survey)->family_count, 1);
	assert_int_equal(
	    survey_matrix(survey)->families[0].scope->device_count, 10);
	for (uint32_t i = 0; i < whole->row_count; i++) {
		const struct device_votes *votes[2];

		(void)matrix_cell(survey_matrix(survey), 0, i, &votes[0]);
		(void)matrix_cell(whole, 1, i, &votes[1]);
		assert_memory_equal(votes[0], votes[1], sizeof(*votes[0]));
	}
	matrix_free(whole);
}

/* A device that is told of late, but was there first, changes the order. */
static void
the_ledger_may_go_on_between_steps(void **state)
{
	const struct policy *camera = lab_policy(lab, "AllowCamera=0");
	const struct scopes *scopes;

	(void)state;
	tell_of_many();
	survey = survey_begin(ledger, SCOPE_DEVICE, NULL);
	assert_true(survey_step(survey));
	provision("EARLY", "Phone", 1, camera, "2");
	finish();
	scopes = survey_matrix(survey)->scopes;
	assert_int_equal(scopes->count, PHONES);
	for (uint32_t i = 0; i < scopes->count; i++)
		assert_ptr_equal(scopes->items[i].device,
		    scopes->taken[scopes->items[i].trials[0].device]);
}

static void
stories_are_told_without_a_matrix(void **state)
{
	const struct server_story *story;

	(void)state;
	tell_of_many();
	survey = survey_begin(ledger, 0, NULL);
	finish();
	assert_null(survey_matrix(survey));
	story =
	    story_of_device(survey_stories(survey), ledger_device(ledger, 0));
	assert_int_equal(story->devices, PHONES);
	assert_int_equal(story->partial.accepted.count, PHONES / 2);
}

/* Memory of the half that is done: for the sanitizers to look at. */
static void
a_survey_can_be_left_at_every_step(void **state)
{
	unsigned steps;

	(void)state;
	tell_of_many();
	survey = survey_begin(ledger, SCOPE_TYPE, NULL);
	steps = finish();
	for (unsigned i = 0; i < steps; i++) {
		survey_free(survey);
		survey = survey_begin(ledger, SCOPE_TYPE, NULL);
		for (unsigned j = 0; j < i; j++)
			assert_true(survey_step(survey));
		assert_null(survey_matrix(survey));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(steps_find_what_is_found_at_once),
	    TEST(one_family_alone_is_the_same_as_among_others),
	    TEST(the_ledger_may_go_on_between_steps),
	    TEST(stories_are_told_without_a_matrix),
	    TEST(a_survey_can_be_left_at_every_step),
	};

	return cmocka_run_group_tests_name("survey", tests, NULL, NULL);
}
