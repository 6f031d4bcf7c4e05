/*
 * The body of one message for the screen: a WBXML document as rows of bytes,
 * token and meaning (WAP-192-WBXML 1.3, MS-ASWBXML), as libwbxml renders it,
 * and the difference of both readings.
 */
#ifndef EASLENS_DECODE_DISSECT_H
#define EASLENS_DECODE_DISSECT_H

#include "decode/model/payload.h"

/* The reader that the model's payload.h describes. */
extern const struct payload_reader dissector;

/* A document into rows, see there. */
void dissect(struct text payload, bool is_request, struct payload_rows *);

#endif
