/*
 * A message of the ledger as lines to show: a copy of what was kept of it, in
 * the form that was asked for. The ledger's own copy may leave with the next
 * packet.
 */
#ifndef EASLENS_UI_SHOWN_MESSAGE_H
#define EASLENS_UI_SHOWN_MESSAGE_H

#include "decode/model/ledger.h"

/* What is shown of a message. */
enum body_form {
	BODY_TOKENS, /* the head, then bytes, token and meaning */
	BODY_RAW,    /* the body in hexadecimal */
	BODY_RENDERING,
	BODY_DIFFERENCE,
};

#define SHOWN_RAW_BYTES 16u

struct shown_message {
	enum body_form form;
	bool missed; /* the bytes are not kept (any more) */
	bool whole;  /* the body is */
	char *bytes; /* the head, then the body */
	struct text head, body;
	struct text *lines; /* of the head, BODY_TOKENS */
	uint32_t line_count, line_room;
	uint64_t *frames; /* where its bytes came from, the first ones */
	uint32_t frame_count;
	struct payload_rows rows;       /* BODY_TOKENS */
	struct payload_lines rendering; /* the last two forms */
};

/* Fills it anew; a body that is not WBXML has no tokens and is shown raw.
 * `entry` may be NULL: it had to leave. */
void shown_message_load(struct shown_message *, const struct ledger *,
    const struct exchange_entry *entry, bool is_response, enum body_form);
void shown_message_done(struct shown_message *);

/* Lines in all, and the row of the table of tokens at one; NULL: another. */
size_t shown_message_lines(const struct shown_message *);
const struct payload_row *shown_message_row(
    const struct shown_message *, size_t index);

#endif
