/*
 * The body of a message as a document: its content coding undone, and of a
 * multipart one the WBXML part (MS-ASCMD 2.2.1.10.1).
 */
#ifndef EASLENS_DECODE_BODY_H
#define EASLENS_DECODE_BODY_H

#include <stdbool.h>

#include "decode/message.h"
#include "decode/verdict.h"

struct plain_body {
	struct text bytes;   /* borrowed from the message or from the room */
	bool whole;          /* nothing of it is missing */
	enum verdict coding; /* what came of undoing it, see coding.h */
};

/* By the Content-Type of a message whose head is whole. One without a type may
 * be WBXML and is not foreign. */
bool body_is_wbxml(const struct message *);
bool body_is_foreign(const struct message *);

/* A coded body is undone no further than one that is not is kept. */
void body_undo(
    const struct message *, struct buffer *room, struct plain_body *);

#endif
