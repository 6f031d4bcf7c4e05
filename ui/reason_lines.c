/*
 * What is inferred, line by line: making the lines, see reason_lines.h.
 */
#include "ui/reason_lines.h"

#include <inttypes.h>
#include <stdlib.h>

#include "decode/model/memory.h"
#include "decode/model/names.h"
#include "ui/infer_words.h"
#include "ui/policy_words.h"
#include "ui/powershell.h"
#include "ui/story_words.h"
#include "ui/view_wrap.h"

#define INDENT 4u       /* of what stands under a heading */
#define INDENT_WHY 6u   /* … and under a setting */
#define SHORT_ROUNDS 2u /* that a suggestion in one line names */
#define CHANGES_MOST 6u /* named in few words */

/* A paragraph while it is written. */
struct writing {
	struct reason_lines *lines;
	FILE *file;
	char *bytes;
	size_t size;
};

void
reason_lines_done(struct reason_lines *lines)
{
	for (uint32_t i = 0; i < lines->block_count; i++)
		free(lines->blocks[i]);
	free(lines->blocks);
	free(lines->items);
	*lines = (struct reason_lines){.count = 0};
}

void
reason_lines_begin(struct reason_lines *lines, unsigned width)
{
	reason_lines_done(lines);
	lines->width = width;
}

static struct reason_line *
add(struct reason_lines *lines, enum reason kind)
{
	struct reason_line *line;

	if (lines->count == lines->room) {
		lines->room = lines->room > 0 ? lines->room * 2 : 64;
		lines->items = memory_grow(
		    lines->items, lines->room, sizeof(*lines->items));
	}
	line = &lines->items[lines->count++];
	*line = (struct reason_line){.kind = kind, .style = STYLE_NORMAL};
	return line;
}

static struct writing *
begin(struct writing *writing, struct reason_lines *lines)
{
	writing->lines = lines;
	writing->bytes = NULL;
	writing->file = open_memstream(&writing->bytes, &writing->size);
	if (writing->file == NULL)
		abort();
	return writing;
}

static void
put_text(const struct writing *writing, struct text text)
{
	if (text_filled(text))
		fwrite(text.bytes, 1, text.length, writing->file);
}

/* Ends the paragraph and breaks it into rows of this kind. */
static void
end(struct writing *writing, enum reason kind, enum style style,
    unsigned indent, const struct demanded *demanded)
{
	struct reason_lines *lines = writing->lines;
	struct view_wrap wrap;
	struct text row;
	struct text whole;

	if (fclose(writing->file) != 0)
		abort();
	while (writing->size > 0 && writing->bytes[writing->size - 1] == '\n')
		writing->size--;
	lines->blocks = make_room(lines->blocks, lines->block_count,
	    &lines->block_room, sizeof(*lines->blocks));
	lines->blocks[lines->block_count++] = writing->bytes;
	whole = text_trim(text_over(writing->bytes, (uint32_t)writing->size));
	view_wrap_begin(
	    &wrap, whole, lines->width > indent ? lines->width - indent : 1);
	while (view_wrap_next(&wrap, &row)) {
		struct reason_line *line = add(lines, kind);

		line->style = style;
		line->indent = indent;
		line->text = row;
		line->whole = whole;
		line->demanded = demanded;
		whole = TEXT_NOT_SEEN;
	}
}

void
reason_add_words(struct reason_lines *lines, enum reason kind, enum style style,
    unsigned indent, const char *words)
{
	struct writing writing;

	fputs(words, begin(&writing, lines)->file);
	end(&writing, kind, style, indent, NULL);
}

static void
add_blank(struct reason_lines *lines)
{
	if (lines->count > 0)
		add(lines, REASON_BLANK);
}

static void
add_heading(struct reason_lines *lines, const char *words)
{
	add_blank(lines);
	reason_add_words(lines, REASON_HEADING, STYLE_HEADING, 2, words);
}

void
reason_add_scope(
    struct reason_lines *lines, const struct matrix *matrix, uint32_t family)
{
	const struct scope *scope = matrix->families[family].scope;
	const struct text names[] = {scope->family.device_type,
	    scope->family.os, scope->family.user_agent,
	    scope->family.protocol_version};
	char words[INFER_WORDS];
	struct writing writing;
	bool any = false;

	begin(&writing, lines);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!text_filled(names[i]))
			continue;
		fputs(any ? ", " : "", writing.file);
		put_text(&writing, names[i]);
		any = true;
	}
	fputs(any ? "" : "nothing is known of what it is", writing.file);
	end(&writing, REASON_SCOPE, STYLE_NORMAL, 2, NULL);
	infer_answers_words(scope, words);
	reason_add_words(lines, REASON_SCOPE, STYLE_NORMAL, 2, words);
}

/* Rounds by number and frame; of a family with the device's id. */
static void
put_rounds(const struct writing *writing, const struct matrix *matrix,
    uint32_t family, const uint32_t *trials, uint32_t count)
{
	const struct matrix_family *one = &matrix->families[family];
	char words[INFER_WORDS];

	for (uint32_t i = 0; i < count; i++) {
		const struct trial *trial = &one->inference->trials[trials[i]];

		fputs(i > 0 ? ", " : "", writing->file);
		if (one->scope->device == NULL) {
			put_text(
			    writing, matrix->scopes->taken[trial->device]->id);
			putc(' ', writing->file);
		}
		infer_round_words(trial, words);
		fputs(words, writing->file);
	}
}

static void
add_rounds(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, const uint32_t *trials, uint32_t count,
    const struct demanded *demanded)
{
	struct writing writing;

	put_rounds(begin(&writing, lines), matrix, family, trials, count);
	end(&writing, REASON_ROUNDS, STYLE_QUIET, INDENT_WHY, demanded);
}

void
reason_add_verdict(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, const struct conclusion *verdict)
{
	const struct demanded *demanded =
	    catalogue_demand(matrix->catalogue, verdict->demand);
	uint32_t trials[NAMED_ROUNDS];
	uint32_t count = inference_evidence(
	    matrix->families[family].inference, verdict, trials, NAMED_ROUNDS);
	struct reason_line *line = add(lines, REASON_VERDICT);
	struct writing writing;

	line->indent = INDENT;
	line->verdict = verdict->kind;
	line->demanded = demanded;
	fprintf(begin(&writing, lines)->file, "%s%s",
	    conclusion_rule_sentence(verdict->rule),
	    demanded->in_doubt ? "; whether it asks something is in doubt"
			       : "");
	end(&writing, REASON_RULE, STYLE_NORMAL, INDENT_WHY, demanded);
	add_rounds(lines, matrix, family, trials, count, demanded);
}

void
reason_add_verdicts(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, enum conclusion_kind kind)
{
	uint32_t count = matrix->families[family].inference->counts[kind];
	struct writing writing;

	if (count == 0)
		return;
	add_blank(lines);
	fprintf(begin(&writing, lines)->file, "%s: %u", conclusion_name(kind),
	    (unsigned)count);
	end(&writing, REASON_HEADING, STYLE_HEADING, 2, NULL);
	for (uint32_t i = 0; i < matrix->row_count; i++) {
		const struct conclusion *verdict =
		    matrix_cell(matrix, family, i, NULL);

		if (verdict != NULL && verdict->kind == kind)
			reason_add_verdict(lines, matrix, family, verdict);
	}
}

static void
put_value(const struct writing *writing, const struct policy_entry *entry)
{
	char words[POLICY_WORDS];

	put_text(writing, policy_value_named(entry, words));
}

static void
add_set(struct reason_lines *lines, const struct matrix *matrix,
    const struct inference *inference, const struct explaining_set *set)
{
	struct writing writing;

	begin(&writing, lines);
	for (uint32_t i = 0; i < set->count; i++) {
		const struct demanded *demanded =
		    catalogue_demand(matrix->catalogue,
			inference->verdicts[set->verdicts[i]].demand);

		fputs(i > 0 ? " and " : "", writing.file);
		put_text(&writing, demanded->name);
		putc('=', writing.file);
		put_value(&writing, demanded->entry);
	}
	end(&writing, REASON_SET, STYLE_PART, INDENT, NULL);
}

void
reason_add_sets(
    struct reason_lines *lines, const struct matrix *matrix, uint32_t family)
{
	const struct inference *inference = matrix->families[family].inference;
	char words[INFER_WORDS];

	if (inference->set_count == 0)
		return;
	add_heading(lines, INFER_SETS);
	for (uint32_t i = 0; i < inference->set_count; i++)
		add_set(lines, matrix, inference, &inference->sets[i]);
	if (inference->sets_complete)
		return;
	infer_bound_words(inference, words);
	reason_add_words(lines, REASON_SET, STYLE_QUIET, INDENT, words);
}

void
reason_add_contradictions(
    struct reason_lines *lines, const struct matrix *matrix, uint32_t family)
{
	const struct inference *inference = matrix->families[family].inference;
	uint32_t trials[NAMED_ROUNDS];

	for (uint32_t i = 0; i < inference->contradiction_count; i++) {
		const struct contradiction *one = &inference->contradictions[i];
		uint32_t count = inference_contradiction_trials(
		    inference, one, trials, NAMED_ROUNDS);

		if (i == 0)
			add_heading(lines, "Contradictions");
		reason_add_words(lines, REASON_CONTRADICTION, STYLE_WARNING,
		    INDENT, contradiction_sentence(one->kind));
		add_rounds(lines, matrix, family, trials, count, NULL);
	}
}

/* "AllowCamera=1, AllowWiFi=1 and 3 more"; false where nothing changes. */
static bool
put_changes(const struct writing *writing, const struct serving *serving)
{
	unsigned named = 0;
	unsigned more = 0;

	for (uint32_t i = 0; i < serving->count; i++) {
		const struct served *served = &serving->settings[i];
		struct policy_entry entry = served_entry(served);

		if (served->change == SERVED_AS_IT_IS)
			continue;
		if (named == CHANGES_MOST) {
			more++;
			continue;
		}
		fputs(named++ > 0 ? ", " : "", writing->file);
		if (served->change == SERVED_LEFT_OUT)
			fputs("without ", writing->file);
		put_text(writing, served->name);
		if (served->change == SERVED_LEFT_OUT)
			continue;
		putc('=', writing->file);
		put_value(writing, &entry);
	}
	if (more > 0)
		fprintf(writing->file, " and %u more", more);
	return named > 0;
}

static void
put_try(const struct writing *writing, const struct suggestion *suggestion)
{
	const struct trial *base =
	    &suggestion->serving.inference->trials[suggestion->base];

	fputs("try ", writing->file);
	if (put_changes(writing, &suggestion->serving))
		fprintf(writing->file, ", rest as in round %u; ",
		    (unsigned)base->round);
	else
		fprintf(writing->file, "the policy of round %u again; ",
		    (unsigned)base->round);
	if (suggestion->aim == AIM_CHECK)
		fputs("one more round", writing->file);
	else
		fprintf(writing->file, "at most %u more round%s until %s",
		    (unsigned)suggestion->rounds,
		    suggestion->rounds == 1 ? "" : "s",
		    suggestion->aim == AIM_SPLIT
			? "one that fails is found"
			: "one that fails is found, or all are cleared");
}

/* What it rests on stands first, so that it is there where a line is cut. */
char *
reason_short_suggestion(const struct suggestion *suggestion)
{
	const struct inference *inference = suggestion->serving.inference;
	uint32_t trials[SHORT_ROUNDS];
	uint32_t count = suggestion_evidence(suggestion, trials, SHORT_ROUNDS);
	struct writing writing;

	begin(&writing, NULL);
	for (uint32_t i = 0; i < count; i++) {
		const struct trial *trial = &inference->trials[trials[i]];

		fprintf(writing.file, "%s#%" PRIu64 " got %u",
		    i > 0 ? ", " : "", trial->ack_frame, trial->ack);
	}
	fputs(count > 0 ? ": " : "not answered yet: ", writing.file);
	put_try(&writing, suggestion);
	if (fclose(writing.file) != 0)
		abort();
	return writing.bytes;
}

static void
add_basis(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, const struct suggestion *suggestion)
{
	uint32_t trials[NAMED_ROUNDS];
	uint32_t count = suggestion_evidence(suggestion, trials, NAMED_ROUNDS);
	struct writing writing;

	begin(&writing, lines);
	fputs(count > 0 ? INFER_RESTS_ON : INFER_RESTS_ON_NONE, writing.file);
	put_rounds(&writing, matrix, family, trials, count);
	end(&writing, REASON_SUGGESTION, STYLE_QUIET, INDENT, NULL);
}

void
reason_add_suggestion(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, const struct suggestion *suggestion)
{
	struct writing writing;
	char words[INFER_WORDS];

	add_heading(lines, "Next policy to serve");
	if (suggestion == NULL) {
		infer_left_words(matrix->families[family].inference, words);
		reason_add_words(
		    lines, REASON_SUGGESTION, STYLE_NORMAL, INDENT, words);
		return;
	}
	put_try(begin(&writing, lines), suggestion);
	end(&writing, REASON_SUGGESTION, STYLE_STRONG, INDENT, NULL);
	add_basis(lines, matrix, family, suggestion);
}

static void
add_served(struct reason_lines *lines, const struct served *served)
{
	struct policy_entry entry = served_entry(served);
	struct writing writing;

	if (served->change == SERVED_AS_IT_IS && !served->tried)
		return;
	fputs(served->tried ? "try " : "with ", begin(&writing, lines)->file);
	put_text(&writing, served->name);
	fprintf(writing.file, " %s", served_change_name(served->change));
	if (served->change != SERVED_LEFT_OUT) {
		fputs(": ", writing.file);
		put_value(&writing, &entry);
	}
	end(&writing, REASON_SUGGESTION,
	    served->tried ? STYLE_STRONG : STYLE_NORMAL, INDENT_WHY, NULL);
}

static void
add_commands(struct reason_lines *lines, const struct serving *serving)
{
	size_t count;
	struct policy_entry *changed = infer_changes(serving, &count);

	for (unsigned shell = 0; shell < SHELL_COUNT && count > 0; shell++) {
		struct writing writing;

		begin(&writing, lines);
		fprintf(writing.file,
		    "Exchange %s: ", shell_year((enum shell)shell));
		if (!powershell_change(
			writing.file, (enum shell)shell, NULL, changed, count))
			fputs(INFER_NO_COMMAND, writing.file);
		end(&writing, REASON_COMMAND, STYLE_NORMAL, INDENT, NULL);
	}
	free(changed);
}

void
reason_add_serving(struct reason_lines *lines, const struct matrix *matrix,
    uint32_t family, const struct suggestion *suggestion)
{
	char words[INFER_WORDS];

	reason_add_suggestion(lines, matrix, family, suggestion);
	if (suggestion == NULL)
		return;
	infer_aim_words(suggestion, words);
	reason_add_words(lines, REASON_SUGGESTION, STYLE_NORMAL, INDENT, words);
	infer_base_words(suggestion, words);
	reason_add_words(lines, REASON_SUGGESTION, STYLE_NORMAL, INDENT, words);
	for (uint32_t i = 0; i < suggestion->serving.count; i++)
		add_served(lines, &suggestion->serving.settings[i]);
	add_commands(lines, &suggestion->serving);
}

void
reason_add_story(struct reason_lines *lines, const struct server_story *story)
{
	char words[STORY_WORDS];

	if (story == NULL)
		return;
	add_heading(lines, "What the server does");
	story_title(story, words);
	reason_add_words(lines, REASON_SERVER, STYLE_NORMAL, INDENT, words);
	for (unsigned i = 0; i < STORY_FACT_COUNT; i++) {
		enum story_fact fact = (enum story_fact)i;
		struct writing writing;

		story_words(story, fact, words);
		fprintf(begin(&writing, lines)->file, "%s: %s",
		    story_fact_label(fact), words);
		end(&writing, REASON_SERVER,
		    story_seen(story, fact) ? STYLE_NORMAL : STYLE_QUIET,
		    INDENT_WHY, NULL);
	}
}
