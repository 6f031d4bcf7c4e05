/*
 * The command "infer": what devices are found to support, settings against
 * families with --matrix, the next policy to serve with --suggest; with the
 * devices also what servers do.
 */
#include "ui/infer_writer.h"
#include "ui/json_story.h"
#include "ui/report.h"
#include "ui/text_story.h"

static struct matrix *
matrix_for(const struct ledger *ledger, const struct options *options)
{
	return matrix_new(
	    ledger, options->matrix ? SCOPE_FAMILY : SCOPE_DEVICE);
}

static void
print_stories(const struct ledger *ledger, FILE *file)
{
	struct server_stories *stories = server_stories_tell(ledger);

	if (stories->count > 0) {
		fputs("\nwhat the servers do\n", file);
		text_stories(file, stories);
	}
	server_stories_free(stories);
}

bool
report_infer_text(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	struct matrix *matrix = matrix_for(ledger, options);
	struct inferred inferred = {.ledger = ledger, .matrix = matrix};

	if (options->matrix)
		infer_text_matrix(&inferred, file);
	else if (options->suggest)
		infer_text_suggestions(&inferred, file);
	else
		infer_text_devices(&inferred, file);
	if (!options->matrix && !options->suggest)
		print_stories(ledger, file);
	matrix_free(matrix);
	return true;
}

static struct table *
table_for(const struct inferred *inferred, const struct options *options)
{
	if (options->matrix)
		return infer_table_matrix(inferred);
	if (options->suggest)
		return infer_table_suggestions(inferred);
	return infer_table_devices(inferred);
}

static bool
answer_with(void (*print)(const struct table *, FILE *),
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	struct matrix *matrix = matrix_for(ledger, options);
	struct inferred inferred = {.ledger = ledger, .matrix = matrix};
	struct table *table = table_for(&inferred, options);

	print(table, file);
	table_free(table);
	matrix_free(matrix);
	return true;
}

/* The servers' side belongs to what is said of devices. */
bool
report_infer_json(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	struct matrix *matrix = matrix_for(ledger, options);
	struct inferred inferred = {.ledger = ledger, .matrix = matrix};
	struct table *table = table_for(&inferred, options);
	struct json *json;

	table_note_anonymized(table, ledger_anonymized(ledger));
	json = table_json_begin(table, "infer", file);
	table_json_rows(table, json);
	if (!options->matrix && !options->suggest) {
		struct server_stories *stories = server_stories_tell(ledger);

		json_put_stories(json, stories);
		server_stories_free(stories);
	}
	json_close(json);
	json_free(json);
	table_free(table);
	matrix_free(matrix);
	return true;
}

bool
report_infer_csv(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_with(table_csv, ledger, options, file);
}

bool
report_infer_markdown(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_with(table_markdown, ledger, options, file);
}
