/*
 * Content codings undone: gzip and deflate (RFC 9110 section 8.4.1, RFC 1950,
 * 1951, 1952), by zlib, with bounds on what comes out.
 */
#ifndef EASLENS_DECODE_CODING_H
#define EASLENS_DECODE_CODING_H

#include <stddef.h>

#include "decode/buffer.h"
#include "decode/model/text.h"
#include "decode/verdict.h"

/*
 * Undoes the coding that a Content-Encoding value names ("gzip", "deflate",
 * "identity", also not seen; one of them besides "identity" in a list). Plain
 * WBXML is left as it is whatever the value says. On OK `plain` is what the
 * body means, borrowed from `body` or from `room`. SHORT: the body was cut,
 * `plain` is what came before the cut; or a coded body means more than `wanted`
 * bytes, of which `plain` has the first. LIMIT: only as much as coding_limit()
 * allows. MALFORMED and UNSUPPORTED give what could be had.
 */
enum verdict coding_undo(struct text coding, struct text body, size_t wanted,
    struct buffer *room, struct text *plain) MUST_CHECK;

/* Bytes that a coded body of this length may mean: LIMIT_INFLATED_RATIO times
 * as many, LIMIT_INFLATED_SHORT at least, LIMIT_INFLATED at most. */
size_t coding_limit(size_t length);

#endif
