/*
 * Series of rounds with devices whose supported settings are known: what the
 * inference says of each setting against the truth. One test per capture.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/model/scopes.h"
#include "decode/model/suggestion.h"
#include "tests/support/frames.h"
#include "tests/support/run.h"
#include "tests/support/truth.h"

#define MOST_CAPTURES 128

static bool
holds(const json_t *array, const char *text)
{
	size_t index;
	json_t *item;

	json_array_foreach(array, index,
	    item) if (strcmp(json_string_value(item), text) == 0) return true;
	return false;
}

/* Nothing supported is accused or even suspected for long, and nothing else is
 * cleared. */
static void
check_verdicts(const struct inference *inference,
    const struct catalogue *catalogue, const json_t *supported)
{
	uint32_t trials[8];

	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		const struct conclusion *verdict = &inference->verdicts[i];
		const char *name = setting_info(
		    catalogue_demand(catalogue, verdict->demand)->setting)
				       ->name;
		bool works = holds(supported, name);

		if (verdict->kind == CONCLUSION_CLEARED && !works)
			disagree("%s is cleared", name);
		if ((verdict->kind == CONCLUSION_ISOLATED ||
			verdict->kind == CONCLUSION_ONLY_CANDIDATE) &&
		    works)
			disagree(
			    "%s is %s", name, conclusion_name(verdict->kind));
		if (inference_evidence(inference, verdict, trials, 8) == 0)
			disagree("%s: no evidence", name);
	}
}

static bool
is_accused(const struct inference *inference, const struct catalogue *catalogue,
    const char *name)
{
	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		const struct conclusion *verdict = &inference->verdicts[i];
		enum setting setting =
		    catalogue_demand(catalogue, verdict->demand)->setting;

		if (strcmp(setting_info(setting)->name, name) == 0 &&
		    (verdict->kind == CONCLUSION_ISOLATED ||
			verdict->kind == CONCLUSION_ONLY_CANDIDATE))
			return true;
	}
	return false;
}

/* What was flicked alone and got a 2 is found. */
static void
check_found(const struct inference *inference,
    const struct catalogue *catalogue, const json_t *truth)
{
	size_t index;
	json_t *round;

	json_array_foreach(json_object_get(truth, "rounds"), index, round)
	{
		const json_t *wrong = json_object_get(round, "unsupported");
		const char *name = json_string_value(json_array_get(wrong, 0));

		if (json_array_size(wrong) == 1 &&
		    !is_accused(inference, catalogue, name))
			disagree("%s is not found", name);
	}
}

static void
check_scope(const struct scope *scope, const json_t *truth)
{
	struct catalogue *catalogue = catalogue_new();
	struct inference *inference =
	    infer(catalogue, scope->trials, scope->trial_count);

	assert_int_equal(scope->trial_count,
	    json_array_size(json_object_get(truth, "rounds")));
	check_verdicts(
	    inference, catalogue, json_object_get(truth, "supported_settings"));
	check_found(inference, catalogue, truth);
	if (inference->contradiction_count > 0)
		disagree("contradictions");
	print_message("%u cleared, %u isolated, %u only candidate, %u suspect, "
		      "%u open, %u inactive\n",
	    inference->counts[CONCLUSION_CLEARED],
	    inference->counts[CONCLUSION_ISOLATED],
	    inference->counts[CONCLUSION_ONLY_CANDIDATE],
	    inference->counts[CONCLUSION_SUSPECT],
	    inference->counts[CONCLUSION_OPEN],
	    inference->counts[CONCLUSION_INACTIVE]);
	inference_free(inference);
	catalogue_free(catalogue);
}

static void
the_verdicts_agree_with_what_the_device_supports(void **state)
{
	const struct capture_file *capture = *state;
	json_t *truth = truth_of(capture->name);
	struct frames frames;
	struct ledger *ledger;

	frames_load(&frames, capture->folder, capture->file);
	ledger = frames_replay(&frames, NO_FRAME);
	for (unsigned pass = 0; pass < 2; pass++) {
		struct scopes *scopes = scopes_collect(
		    ledger, pass == 0 ? SCOPE_DEVICE : SCOPE_FAMILY);

		assert_int_equal(scopes->count, 1);
		check_scope(&scopes->items[0], truth);
		scopes_free(scopes);
	}
	ledger_free(ledger);
	frames_done(&frames);
	json_decref(truth);
	assert_int_equal(disagreements(), 0);
}

int
main(void)
{
	static struct capture_file captures[MOST_CAPTURES];
	static struct CMUnitTest tests[MOST_CAPTURES];
	size_t count = captures_in("samples", captures, 0, MOST_CAPTURES);
	size_t used = 0;

	count = captures_in("tests/corpus", captures, count, MOST_CAPTURES);
	for (size_t i = 0; i < count; i++) {
		json_t *truth = truth_of(captures[i].name);

		if (json_object_get(truth, "supported_settings") != NULL)
			tests[used++] = (struct CMUnitTest){
			    .name = captures[i].name,
			    .test_func =
				the_verdicts_agree_with_what_the_device_supports,
			    .initial_state = &captures[i]};
		json_decref(truth);
	}
	return _cmocka_run_group_tests("flick", tests, used, NULL, NULL);
}
