/*
 * What the ladder of a flow says of one message: words, meaning, arrow. The
 * arrow alone says what became of the message, without colour:
 *
 *   '-' usual   '=' HTTP error or refusal   '~' applied in part or less
 *   '.' captured in part   '?' not captured
 */
#ifndef EASLENS_UI_RUNGS_H
#define EASLENS_UI_RUNGS_H

#include "decode/model/records.h"
#include "ui/canvas.h"

/* What a rung of the ladder shows of an exchange. */
enum rung_kind {
	RUNG_GAP, /* bytes missing before it */
	RUNG_REQUEST,
	RUNG_RESPONSE,
};

/* One message of an exchange, in words. */
struct rung {
	char text[96];
	const char *meaning;
	char arrow;
	bool to_device;
	enum style style;
	struct moment at; /* frame 0: not seen */
};

/* The rung of an exchange, also of a half that was not captured. */
void rung_fill(const struct exchange_entry *, enum rung_kind, struct rung *);

#endif
