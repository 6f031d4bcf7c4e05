/*
 * What the view of one device's policy tells, line by line: settings beside
 * those of the policy before with what is inferred of them, the rounds, the
 * findings.
 */
#ifndef EASLENS_UI_POLICY_LINES_H
#define EASLENS_UI_POLICY_LINES_H

#include "decode/model/assess.h"
#include "decode/model/difference.h"
#include "ui/reason_lines.h"
#include "ui/reasoned.h"

enum policy_line_kind {
	LINE_BLANK,
	LINE_WORDS,   /* words of ours */
	LINE_HEADING, /* the same, over a part */
	LINE_SETTING,
	LINE_ITEM,   /* of the list above */
	LINE_ROUNDS, /* heading of the rounds */
	LINE_ROUND,
	LINE_FINDING, /* name and first line of its text */
	LINE_FINDING_MORE,
	LINE_REASON, /* what follows from the answers */
};

struct policy_line {
	enum policy_line_kind kind;
	char mark; /* of SETTING and ITEM: '+', '-', '~', '?' (a cut hides a
		      side) or ' '; of ROUND: '*' or ' ' */
	enum change change;           /* of SETTING and ITEM */
	enum conclusion_kind verdict; /* COUNT: not in the policy now */
	const char *words;
	const struct policy_entry *before, *now; /* NULL: not there */
	struct text text;                        /* ITEM, FINDING… */
	const struct round *round;
	const struct round *earlier; /* the round before it, or NULL */
	const struct finding *finding;
	const struct reason_line *reason;
};

/* What the user wants to see. Without a mark the newest policy is compared
 * with the one before; with one, with that of the marked round; with two, the
 * policies of both rounds, the older one first. */
struct policy_choice {
	bool differing; /* settings that differ alone */
	unsigned marks;
	uint64_t marked[2]; /* frames that the rounds begin with */
};

/* Marks a round by its frame, or takes its mark off; of three the oldest mark
 * goes. */
void policy_choice_mark(struct policy_choice *, uint64_t frame);

/* Where a round begins; frame 0: it was not seen. */
struct moment policy_round_begin(const struct round *);

/* Lines over an assessment and what is inferred of the device, which must
 * outlive them. */
struct policy_lines {
	const struct assessment *assessment;
	const struct reasoned *reasoned;
	const struct policy *now, *before;   /* NULL: none */
	struct difference *difference;       /* of both */
	unsigned changes;                    /* settings that differ */
	uint32_t verdicts[CONCLUSION_COUNT]; /* on those of the policy now */
	struct reason_lines reasons;
	size_t count, room;
	struct policy_line *items;
};

/* Makes the lines anew; findings are broken at this width. Begin with all
 * zero; policy_lines_done() frees them. */
void policy_lines_make(struct policy_lines *, const struct assessment *,
    const struct reasoned *, const struct policy_choice *, unsigned width);
void policy_lines_done(struct policy_lines *);

#endif
