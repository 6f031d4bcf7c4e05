/*
 * The Status that an answer gives as a whole: right under its root, or in the
 * Result of a MeetingResponse, which has none of its own (MS-ASCMD 2.2.3.177).
 */
#ifndef EASLENS_DECODE_TOPSTATUS_H
#define EASLENS_DECODE_TOPSTATUS_H

#include <stddef.h>
#include <stdint.h>

#include "decode/model/text.h"
#include "decode/verdict.h"

struct top_status {
	uint8_t page, token;  /* of the root; token 0: there is none */
	struct text status;   /* in `room`; not seen where there is none before
				 the end or the cut */
	enum verdict verdict; /* of what was read: up to the Status, else to
				 the end */
	char room[16];
};

/* Reads a document as far as needed. The result points into itself. */
void top_status_read(const void *bytes, size_t length, struct top_status *);

#endif
