/*
 * What is inferred, for people: of each device what it fails, on which rounds
 * that rests, and what to serve next. Words, never percentages; a 1 is the
 * device's claim.
 */
#include <stdio.h>
#include <stdlib.h>

#include "ui/escape.h"
#include "ui/infer_writer.h"
#include "ui/layout.h"
#include "ui/policy_print.h"
#include "ui/policy_words.h"
#include "ui/powershell.h"

#define NAME_WIDTH 40u
#define VALUE_WIDTH 14u

static void
print_title(FILE *file, const struct scope *scope)
{
	struct paragraph line;
	const struct text parts[] = {scope->family.device_type,
	    scope->family.os, scope->family.user_agent,
	    scope->family.protocol_version};

	putc('\n', file);
	line = paragraph_at(file, 0);
	if (scope->device != NULL)
		put_device(&line, "", scope->device, "");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (text_filled(parts[i]))
			paragraph_put(&line, ", ", parts[i], "");
	}
	if (scope->is_former)
		paragraph_put(&line, " ", text_from(INFER_FORMER), "");
	paragraph_end(&line);
}

static void
print_answers(FILE *file, const struct scope *scope)
{
	char words[INFER_WORDS];

	infer_answers_words(scope, words);
	fprintf(file, "  %s\n", words);
}

static void
print_words(FILE *file, size_t indent, const char *words)
{
	struct paragraph line = paragraph_at(file, indent);

	paragraph_words(&line, text_from(words));
	paragraph_end(&line);
}

static void
print_demanded(FILE *file, const struct demanded *demanded)
{
	char words[POLICY_WORDS];

	fputs("    ", file);
	escape_column(file, demanded->name, NAME_WIDTH);
	putc(' ', file);
	escape_print(file, policy_value(demanded->entry, words));
	fputs(demanded->in_doubt ? " (in doubt)\n" : "\n", file);
	print_policy_items(file, demanded->entry);
}

/* One setting with why, and on which rounds. */
static void
print_support(FILE *file, const struct inferred *inferred,
    const struct inference *inference, const struct conclusion *support)
{
	uint32_t trials[NAMED_ROUNDS];
	char words[INFER_WORDS];
	uint32_t count =
	    inference_evidence(inference, support, trials, NAMED_ROUNDS);

	print_demanded(file,
	    catalogue_demand(inferred->matrix->catalogue, support->demand));
	print_words(file, 6, conclusion_rule_sentence(support->rule));
	infer_rounds_words(inferred, inference, trials, count, words);
	print_words(file, 6, words);
}

static void
print_kind(FILE *file, const struct inferred *inferred, uint32_t family,
    enum conclusion_kind kind)
{
	const struct matrix *matrix = inferred->matrix;
	const struct inference *inference = matrix->families[family].inference;

	if (inference->counts[kind] == 0)
		return;
	fprintf(file, "  %s: %u\n", conclusion_name(kind),
	    (unsigned)inference->counts[kind]);
	for (uint32_t i = 0; i < matrix->row_count; i++) {
		const struct conclusion *support =
		    matrix_cell(matrix, family, i, NULL);

		if (support != NULL && support->kind == kind)
			print_support(file, inferred, inference, support);
	}
}

/* What needs no reasons, one after the other. */
static void
print_names(FILE *file, const struct matrix *matrix, uint32_t family,
    enum conclusion_kind kind)
{
	struct paragraph line;
	char words[POLICY_WORDS];

	if (matrix->families[family].inference->counts[kind] == 0)
		return;
	fprintf(file, "  %s: %u\n", conclusion_name(kind),
	    (unsigned)matrix->families[family].inference->counts[kind]);
	line = paragraph_at(file, 4);
	for (uint32_t i = 0; i < matrix->row_count; i++) {
		const struct conclusion *support =
		    matrix_cell(matrix, family, i, NULL);
		const struct demanded *demanded =
		    catalogue_demand(matrix->catalogue, matrix->rows[i]);

		if (support == NULL || support->kind != kind)
			continue;
		paragraph_put(&line, ", ", demanded->name, "");
		paragraph_put(
		    &line, " ", policy_value_named(demanded->entry, words), "");
	}
	paragraph_end(&line);
}

static void
print_sets(FILE *file, const struct inferred *inferred,
    const struct inference *inference)
{
	char words[INFER_WORDS];

	if (inference->set_count == 0)
		return;
	fputs("  " INFER_SETS ":\n", file);
	for (uint32_t i = 0; i < inference->set_count; i++) {
		const struct explaining_set *set = &inference->sets[i];
		struct paragraph line = paragraph_at(file, 4);

		for (uint32_t j = 0; j < set->count; j++)
			paragraph_put(&line, " and ",
			    catalogue_demand(inferred->matrix->catalogue,
				inference->verdicts[set->verdicts[j]].demand)
				->name,
			    "");
		paragraph_end(&line);
	}
	if (!inference->sets_complete) {
		infer_bound_words(inference, words);
		fprintf(file, "    %s\n", words);
	}
}

static void
print_contradictions(FILE *file, const struct inferred *inferred,
    const struct inference *inference)
{
	uint32_t trials[NAMED_ROUNDS];
	char words[INFER_WORDS];

	for (uint32_t i = 0; i < inference->contradiction_count; i++) {
		const struct contradiction *one = &inference->contradictions[i];
		uint32_t count = inference_contradiction_trials(
		    inference, one, trials, NAMED_ROUNDS);

		if (i == 0)
			fputs("  contradictions:\n", file);
		print_words(file, 4, contradiction_sentence(one->kind));
		infer_rounds_words(inferred, inference, trials, count, words);
		print_words(file, 6, words);
	}
}

static void
print_nothing(const struct inferred *inferred, FILE *file)
{
	if (inferred->matrix->family_count == 0)
		fputs("\nNo policy was offered or acknowledged.\n", file);
	if (inferred->matrix->left_out > 0)
		fprintf(file, "\n%s demands beyond the limits are left out.\n",
		    layout_number(inferred->matrix->left_out));
}

void
infer_text_devices(const struct inferred *inferred, FILE *file)
{
	print_policy_heading(file, "what devices support");
	for (uint32_t i = 0; i < inferred->matrix->family_count; i++) {
		const struct matrix_family *family =
		    &inferred->matrix->families[i];

		print_title(file, family->scope);
		print_answers(file, family->scope);
		print_kind(file, inferred, i, CONCLUSION_ISOLATED);
		print_kind(file, inferred, i, CONCLUSION_ONLY_CANDIDATE);
		print_kind(file, inferred, i, CONCLUSION_SUSPECT);
		print_sets(file, inferred, family->inference);
		print_kind(file, inferred, i, CONCLUSION_CONTRADICTED);
		print_contradictions(file, inferred, family->inference);
		print_names(file, inferred->matrix, i, CONCLUSION_CLEARED);
		print_names(file, inferred->matrix, i, CONCLUSION_OPEN);
		print_names(file, inferred->matrix, i, CONCLUSION_INACTIVE);
	}
	print_nothing(inferred, file);
}

void
infer_text_matrix(const struct inferred *inferred, FILE *file)
{
	const struct matrix *matrix = inferred->matrix;
	char words[INFER_WORDS];

	print_policy_heading(file, "settings against families of devices");
	for (uint32_t i = 0; i < matrix->family_count; i++) {
		const struct scope *scope = matrix->families[i].scope;

		print_title(file, scope);
		fprintf(file, "  %s device%s, %s round%s\n",
		    layout_number(scope->device_count),
		    scope->device_count == 1 ? "" : "s",
		    layout_number(scope->trial_count),
		    scope->trial_count == 1 ? "" : "s");
		for (uint32_t j = 0; j < matrix->row_count; j++) {
			const struct device_votes *votes;
			const struct conclusion *support =
			    matrix_cell(matrix, i, j, &votes);

			if (support == NULL)
				continue;
			print_demanded(file, catalogue_demand(matrix->catalogue,
						 support->demand));
			infer_votes_words(votes, words);
			fprintf(file, "      %-14s  devices: %s\n",
			    conclusion_name(support->kind), words);
		}
	}
	print_nothing(inferred, file);
}

/* Never without what it rests on. */
static void
print_aim(FILE *file, const struct inferred *inferred,
    const struct suggestion *suggestion)
{
	uint32_t trials[NAMED_ROUNDS];
	uint32_t count = suggestion_evidence(suggestion, trials, NAMED_ROUNDS);
	char words[INFER_WORDS];
	char rests[INFER_WORDS + sizeof(INFER_RESTS_ON)];

	infer_aim_words(suggestion, words);
	print_words(file, 2, words);
	if (count == 0) {
		print_words(file, 2, INFER_RESTS_ON_NONE);
		return;
	}
	infer_rounds_words(
	    inferred, suggestion->serving.inference, trials, count, words);
	snprintf(rests, sizeof(rests), "%s%s", INFER_RESTS_ON, words);
	print_words(file, 2, rests);
}

static void
print_served(FILE *file, const struct served *served)
{
	struct policy_entry entry = served_entry(served);
	char words[POLICY_WORDS];

	if (served->change == SERVED_AS_IT_IS && !served->tried)
		return;
	fprintf(file, "    %c ", served->tried ? '?' : ' ');
	escape_column(file, served->name, NAME_WIDTH);
	putc(' ', file);
	escape_column(file, policy_value(&entry, words), VALUE_WIDTH);
	fprintf(file, " %s\n", served_change_name(served->change));
	print_policy_items(file, &entry);
}

static void
print_commands(FILE *file, const struct serving *serving)
{
	size_t count;
	struct policy_entry *changed = infer_changes(serving, &count);

	for (unsigned shell = 0; shell < SHELL_COUNT && count > 0; shell++) {
		fprintf(file, "  Exchange %s:\n    ",
		    shell_year((enum shell)shell));
		if (!powershell_change(
			file, (enum shell)shell, NULL, changed, count))
			fputs(INFER_NO_COMMAND "\n", file);
	}
	free(changed);
}

static void
print_suggestion(FILE *file, const struct inferred *inferred,
    const struct matrix_family *family)
{
	struct suggestion *suggestion =
	    suggest(family->inference, inferred->matrix->catalogue);
	char words[INFER_WORDS];

	print_title(file, family->scope);
	if (suggestion == NULL) {
		infer_left_words(family->inference, words);
		print_words(file, 2, words);
		print_contradictions(file, inferred, family->inference);
		return;
	}
	print_aim(file, inferred, suggestion);
	infer_base_words(suggestion, words);
	fprintf(file, "  %s:\n", words);
	for (uint32_t i = 0; i < suggestion->serving.count; i++)
		print_served(file, &suggestion->serving.settings[i]);
	print_commands(file, &suggestion->serving);
	suggestion_free(suggestion);
}

void
infer_text_suggestions(const struct inferred *inferred, FILE *file)
{
	print_policy_heading(file, "what to serve next");
	fputs("  ? is tried by it\n", file);
	for (uint32_t i = 0; i < inferred->matrix->family_count; i++) {
		if (!inferred->matrix->families[i].scope->is_former)
			print_suggestion(
			    file, inferred, &inferred->matrix->families[i]);
	}
	print_nothing(inferred, file);
}
