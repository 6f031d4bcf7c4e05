/*
 * What is inferred, line by line: drawing, searching and saving the lines,
 * see reason_lines.h.
 */
#include "ui/infer_writer.h"
#include "ui/reason_lines.h"
#include "ui/view_header.h"
#include "ui/view_list.h"
#include "ui/view_words.h"

#define WORDS 96
#define WIDE_FROM 120u

/* Columns of a setting's name and value. */
struct widths {
	unsigned name, value;
};

static const struct widths narrow = {36, 20};
static const struct widths wide = {44, 40};

static void
draw_verdict(
    struct canvas *canvas, unsigned row, const struct reason_line *line)
{
	const struct widths *widths =
	    canvas_columns(canvas) >= WIDE_FROM ? &wide : &narrow;
	const struct demanded *demanded = line->demanded;
	enum style style = view_verdict_style(line->verdict);
	unsigned column = line->indent;
	char words[WORDS];

	canvas_text(canvas, row, column, widths->name, demanded->name, style);
	column += widths->name + 1;
	canvas_text(canvas, row, column, widths->value,
	    view_demanded(demanded, words, sizeof(words)), style);
	column += widths->value + 1;
	view_put(canvas, row, column, conclusion_name(line->verdict), style);
}

void
reason_draw(struct canvas *canvas, unsigned row, const struct reason_line *line)
{
	if (line->kind == REASON_VERDICT)
		draw_verdict(canvas, row, line);
	else if (line->kind != REASON_BLANK)
		view_put_text(
		    canvas, row, line->indent, line->text, line->style);
}

bool
reason_holds(const struct reason_line *line, struct text wanted)
{
	char words[WORDS];

	if (line->kind != REASON_VERDICT)
		return view_holds(line->text, wanted);
	return view_holds(line->demanded->name, wanted) ||
	       view_holds(view_demanded(line->demanded, words, sizeof(words)),
		   wanted) ||
	       view_holds(text_from(conclusion_name(line->verdict)), wanted);
}

static const char *
name_of(enum reason kind)
{
	static const char *const names[] = {
#define X(symbol, name) name,
	    REASONS(X)
#undef X
	};

	return names[kind];
}

void
reason_table_row(struct table *table, const struct reason_line *line)
{
	bool verdict = line->kind == REASON_VERDICT;

	table_words(table, name_of(line->kind));
	if (line->demanded != NULL) {
		table_text(table, line->demanded->name);
		infer_table_value(table, line->demanded->entry);
	} else {
		table_skip(table, 2);
	}
	table_words(table, verdict ? conclusion_name(line->verdict) : NULL);
	table_copy(table, line->whole);
}
