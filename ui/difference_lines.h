/*
 * What the difference of two devices tells, line by line: facts, then the
 * settings of their newest policies.
 */
#ifndef EASLENS_UI_DIFFERENCE_LINES_H
#define EASLENS_UI_DIFFERENCE_LINES_H

#include "decode/model/assess.h"
#include "decode/model/difference.h"
#include "ui/table.h"

/* Facts that are compared. X(symbol, words) */
#define DIFFERENCE_FACTS(X)                                                    \
	X(FACT_TYPE, "Type")                                                   \
	X(FACT_MODEL, "Model")                                                 \
	X(FACT_SYSTEM, "System")                                               \
	X(FACT_AGENT, "User agent")                                            \
	X(FACT_VERSION, "Protocol version")                                    \
	X(FACT_STATE, "State")                                                 \
	X(FACT_ACCESS, "Access")                                               \
	X(FACT_POLICY, "Policy")                                               \
	X(FACT_ANSWERS, "Answers, newest last")

enum difference_fact {
#define X(symbol, words) symbol,
	DIFFERENCE_FACTS(X)
#undef X
	FACT_COUNT
};

enum difference_line_kind {
	DIFFERENCE_HEADING,
	DIFFERENCE_WORDS, /* of ours, in `name` */
	DIFFERENCE_FACT,
	DIFFERENCE_SETTING,
	DIFFERENCE_ITEM, /* of the list above */
};

#define DIFFERENCE_WORDS_ROOM 64

struct difference_line {
	enum difference_line_kind kind;
	enum change change;
	struct text name;
	/* Of facts and settings: captured, or else words of ours. */
	struct text sides[2];
	bool unseen[2]; /* of facts: words that say so */
	char words[2][DIFFERENCE_WORDS_ROOM];
};

/* Lines over two devices, which are set before. */
struct difference_lines {
	const struct device *devices[2];
	struct assessment *assessments[2];
	struct difference *difference; /* of their newest policies */
	unsigned facts_differing;
	unsigned facts_hidden; /* not seen of one or both */
	size_t count, room;
	struct difference_line *items;
};

/* Makes the lines anew, of all or of what differs. Begin with all zero but for
 * the devices; difference_lines_done() frees what was made. */
void difference_lines_make(struct difference_lines *, bool differing);
void difference_lines_done(struct difference_lines *);

/* What a side has. */
struct text difference_side(const struct difference_line *, int side);

/* The lines as rows: part, name, both sides, what became of it. */
struct table *difference_lines_table(const struct difference_lines *);

#endif
