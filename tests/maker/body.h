/*
 * Bodies of made messages. WBXML comes from libwbxml's encoder, so that no
 * sample is written by the authors of the decoder that reads it; what that
 * encoder cannot write (AccountOnlyRemoteWipe, code page 25) comes as hex.
 */
#ifndef EASLENS_TESTS_MAKER_BODY_H
#define EASLENS_TESTS_MAKER_BODY_H

#include "tests/maker/buffer.h"

/* Each replaces the text in `body` by the bytes it stands for. */
void body_from_xml(struct buffer *body);
void body_from_hex(struct buffer *body);

/* Each wraps the bytes in `body`: gzip coding, a multipart answer with the
 * body as its first part and a second one of text (MS-ASCMD 2.2.1.10.1), one
 * HTTP chunk for every 100 bytes. */
void body_gzip(struct buffer *body);
void body_multipart(struct buffer *body);
void body_chunked(struct buffer *body);

#endif
