/*
 * Rows of a WBXML document in words: its token as MS-ASWBXML names it, its
 * meaning as XML, and for the row under the cursor what a person may want to
 * know of it (MS-ASPROV 2.2.2, WAP-192-WBXML 5).
 */
#ifndef EASLENS_UI_PAYLOAD_WORDS_H
#define EASLENS_UI_PAYLOAD_WORDS_H

#include <stddef.h>

#include "decode/model/payload.h"

/* Words that may hold captured text; cut to fit. */
#define PAYLOAD_WORDS 512
struct payload_words {
	char bytes[PAYLOAD_WORDS];
	size_t length;
};

struct text payload_words_text(const struct payload_words *);

/* "tag 0b, STR_I, END". */
void payload_token(
    const struct payload_row *, struct text payload, struct payload_words *);

/* "<Status>2</Status>", indented by depth; in so many columns: where that is
 * too long, without the tag behind, then without the indentation. */
void payload_meaning(
    const struct payload_row *, unsigned room, struct payload_words *);

/* Whole sentences; empty where there is nothing to say. */
void payload_explain(
    const struct payload_row *, struct text payload, struct payload_words *);

#endif
