/*
 * What is inferred, as tables for CSV, JSON and Markdown: a row per device or
 * family and setting with a value.
 */
#include <stdio.h>

#include "ui/infer_writer.h"
#include "ui/policy_words.h"

#define TABLE(columns) table_new(columns, sizeof(columns) / sizeof(columns[0]))

void
infer_rounds_words(const struct inferred *inferred,
    const struct inference *inference, const uint32_t *trials, uint32_t count,
    char out[INFER_WORDS])
{
	size_t used = 0;
	bool many = inferred->matrix->scopes->count > 0 &&
		    inferred->matrix->scopes->items[0].device == NULL;

	out[0] = '\0';
	for (uint32_t i = 0; i < count && used + 80 < INFER_WORDS; i++) {
		const struct trial *trial = &inference->trials[trials[i]];
		char words[INFER_WORDS];

		used += (size_t)snprintf(
		    out + used, INFER_WORDS - used, "%s", i > 0 ? ", " : "");
		if (many)
			used += (size_t)snprintf(out + used, INFER_WORDS - used,
			    "device %u ", (unsigned)trial->device + 1);
		infer_round_words(trial, words);
		used += (size_t)snprintf(
		    out + used, INFER_WORDS - used, "%s", words);
	}
}

static void
put_family(struct table *table, const struct family *family)
{
	table_text(table, family->device_type);
	table_text(table, family->os);
	table_text(table, family->user_agent);
	table_text(table, family->protocol_version);
}

void
infer_table_value(struct table *table, const struct policy_entry *entry)
{
	char words[POLICY_WORDS];

	if (entry != NULL && entry->is_list)
		table_list(table, entry->items, entry->item_count);
	else
		table_text(table, policy_value(entry, words));
}

static void
put_demanded(struct table *table, const struct demanded *demanded)
{
	table_text(table, demanded->name);
	infer_table_value(table, demanded->entry);
	table_words(table, demanded->in_doubt ? "in doubt" : "yes");
}

static void
put_found(struct table *table, const struct inferred *inferred,
    const struct matrix_family *family, uint32_t row)
{
	const struct conclusion *support = matrix_cell(inferred->matrix,
	    (uint32_t)(family - inferred->matrix->families), row, NULL);
	const struct device *device = family->scope->device;
	uint32_t trials[NAMED_ROUNDS];
	char words[INFER_WORDS];
	uint32_t count;

	if (support == NULL)
		return;
	table_row(table);
	table_text(table, device->id);
	table_text(table, device->user);
	put_family(table, &family->scope->family);
	put_demanded(table,
	    catalogue_demand(inferred->matrix->catalogue, support->demand));
	table_words(table, conclusion_name(support->kind));
	table_words(table, conclusion_rule_sentence(support->rule));
	count = inference_evidence(
	    family->inference, support, trials, NAMED_ROUNDS);
	infer_rounds_words(inferred, family->inference, trials, count, words);
	table_words(table, words);
}

struct table *
infer_table_devices(const struct inferred *inferred)
{
	static const char *const columns[] = {"device_id", "user",
	    "device_type", "os", "user_agent", "protocol_version", "setting",
	    "value", "demands", "verdict", "rule", "evidence"};
	struct table *table = TABLE(columns);

	for (uint32_t i = 0; i < inferred->matrix->family_count; i++) {
		for (uint32_t j = 0; j < inferred->matrix->row_count; j++)
			put_found(
			    table, inferred, &inferred->matrix->families[i], j);
	}
	return table;
}

static void
put_cell(
    struct table *table, const struct matrix *matrix, uint32_t i, uint32_t j)
{
	const struct device_votes *votes;
	const struct conclusion *support = matrix_cell(matrix, i, j, &votes);

	if (support == NULL)
		return;
	table_row(table);
	put_family(table, &matrix->families[i].scope->family);
	put_demanded(
	    table, catalogue_demand(matrix->catalogue, support->demand));
	table_words(table, conclusion_name(support->kind));
	for (unsigned kind = 0; kind < CONCLUSION_COUNT; kind++)
		table_number(table, votes->devices[kind]);
}

struct table *
infer_table_matrix(const struct inferred *inferred)
{
	static const char *const columns[] = {"device_type", "os", "user_agent",
	    "protocol_version", "setting", "value", "demands", "verdict",
#define X(symbol, name, word) "devices " name,
	    CONCLUSION_KINDS(X)
#undef X
	};
	const struct matrix *matrix = inferred->matrix;
	struct table *table = TABLE(columns);

	for (uint32_t j = 0; j < matrix->row_count; j++) {
		for (uint32_t i = 0; i < matrix->family_count; i++)
			put_cell(table, matrix, i, j);
	}
	return table;
}

static void
put_served(struct table *table, const struct matrix_family *family,
    const struct suggestion *suggestion, const struct served *served)
{
	struct policy_entry entry = served_entry(served);

	if (served->change == SERVED_AS_IT_IS && !served->tried)
		return;
	table_row(table);
	table_text(table, family->scope->device->id);
	table_text(table, family->scope->device->user);
	table_text(table, served->name);
	if (served->before != NULL)
		infer_table_value(table, served->before);
	else
		table_skip(table, 1);
	if (served->change != SERVED_LEFT_OUT)
		infer_table_value(table, &entry);
	else
		table_skip(table, 1);
	table_words(table, served_change_name(served->change));
	table_words(table, served->tried ? "yes" : "no");
	table_number(table, suggestion->group);
	table_number(table, suggestion->rounds);
	table_number(table, suggestion->rounds_if_one);
}

struct table *
infer_table_suggestions(const struct inferred *inferred)
{
	static const char *const columns[] = {"device_id", "user", "setting",
	    "before", "serve", "change", "tried", "group", "rounds_at_most",
	    "rounds_at_most_if_one_fails"};
	struct table *table = TABLE(columns);

	for (uint32_t i = 0; i < inferred->matrix->family_count; i++) {
		const struct matrix_family *family =
		    &inferred->matrix->families[i];
		struct suggestion *suggestion;

		if (family->scope->is_former)
			continue;
		suggestion =
		    suggest(family->inference, inferred->matrix->catalogue);
		for (uint32_t j = 0;
		     suggestion != NULL && j < suggestion->serving.count; j++)
			put_served(table, family, suggestion,
			    &suggestion->serving.settings[j]);
		suggestion_free(suggestion);
	}
	return table;
}
