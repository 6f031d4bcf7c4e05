/*
 * Passwords in a document blotted out before it is kept or shown: the contents
 * of each element named Password (MS-ASCMD 2.2.3.128: that of Settings is the
 * recovery password of a device, those of Search and ItemOperations are of a
 * user).
 */
#ifndef EASLENS_DECODE_BLOT_H
#define EASLENS_DECODE_BLOT_H

#include "decode/buffer.h"
#include "decode/model/text.h"

/* The document itself where there is nothing to blot out, else a copy in
 * `room`, good until that changes. In a document that cannot be read to its
 * end what follows an open Password is blotted out, too. */
struct text wbxml_blotted(struct text document, struct buffer *room);

#endif
