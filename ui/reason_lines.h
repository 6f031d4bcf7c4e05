/*
 * What is inferred of a device or a family, line by line: verdicts with rule
 * and rounds, sets that would explain the rest, contradictions, the next
 * policy to serve, what the server does. Views put together what they show.
 */
#ifndef EASLENS_UI_REASON_LINES_H
#define EASLENS_UI_REASON_LINES_H

#include "decode/model/matrix.h"
#include "decode/model/server_story.h"
#include "decode/model/suggestion.h"
#include "ui/canvas.h"
#include "ui/table.h"

/* What a line tells; X(symbol, name in tables that are saved) */
#define REASONS(X)                                                             \
	X(REASON_BLANK, "")                                                    \
	X(REASON_SCOPE, "scope")                                               \
	X(REASON_HEADING, "heading")                                           \
	X(REASON_VERDICT, "verdict")                                           \
	X(REASON_RULE, "rule")                                                 \
	X(REASON_ROUNDS, "rounds")                                             \
	X(REASON_SET, "explaining set")                                        \
	X(REASON_CONTRADICTION, "contradiction")                               \
	X(REASON_SUGGESTION, "suggestion")                                     \
	X(REASON_COMMAND, "command")                                           \
	X(REASON_SERVER, "server")

enum reason {
#define X(symbol, name) symbol,
	REASONS(X)
#undef X
};

struct reason_line {
	enum reason kind;
	enum style style;
	unsigned indent;
	enum conclusion_kind verdict;    /* of VERDICT */
	const struct demanded *demanded; /* of VERDICT, RULE, ROUNDS; or NULL */
	struct text text;  /* what the row shows, not of VERDICT */
	struct text whole; /* unbroken, with the first of its rows */
};

/* Lines that borrow from matrix and suggestion, broken at a width. */
struct reason_lines {
	unsigned width;
	size_t count, room;
	struct reason_line *items;
	uint32_t block_count, block_room;
	char **blocks; /* texts of the lines */
};

/* Begins anew; at first all zero. reason_lines_done() frees them. */
void reason_lines_begin(struct reason_lines *, unsigned width);
void reason_lines_done(struct reason_lines *);

/* A line of our own words. */
void reason_add_words(struct reason_lines *, enum reason, enum style,
    unsigned indent, const char *words);

/* What is reasoned about, and how its rounds were answered. */
void reason_add_scope(
    struct reason_lines *, const struct matrix *, uint32_t family);

/* Each adds nothing where there is nothing to tell; the suggestion says so. */
void reason_add_verdicts(struct reason_lines *, const struct matrix *,
    uint32_t family, enum conclusion_kind);
void reason_add_verdict(struct reason_lines *, const struct matrix *,
    uint32_t family, const struct conclusion *);
void reason_add_sets(
    struct reason_lines *, const struct matrix *, uint32_t family);
void reason_add_contradictions(
    struct reason_lines *, const struct matrix *, uint32_t family);

/* In few words with what it rests on, as "try AllowCamera=1, rest as in round
 * 3"; or with all that is served, and the commands that make it. */
void reason_add_suggestion(struct reason_lines *, const struct matrix *,
    uint32_t family, const struct suggestion *);
void reason_add_serving(struct reason_lines *, const struct matrix *,
    uint32_t family, const struct suggestion *);
void reason_add_story(struct reason_lines *, const struct server_story *);

/* The few words alone, after what they rest on, for a line of a device's view.
 * Freed by the caller. */
char *reason_short_suggestion(const struct suggestion *);

void reason_draw(struct canvas *, unsigned row, const struct reason_line *);

/* True where a row shows the text. */
bool reason_holds(const struct reason_line *, struct text);

/* Adds a row with kind, setting, value, verdict and text; of a paragraph one
 * for all of its rows. */
void reason_table_row(struct table *, const struct reason_line *);
#define REASON_COLUMNS "what", "setting", "value", "verdict", "text"

#endif
