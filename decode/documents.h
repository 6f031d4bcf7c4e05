/*
 * Policy documents that were read before. A server hands the same document to
 * thousands of devices: where its very bytes come again, they say the same.
 */
#ifndef EASLENS_DECODE_DOCUMENTS_H
#define EASLENS_DECODE_DOCUMENTS_H

#include <stddef.h>

#include "decode/model/policy.h"
#include "decode/model/text.h"

struct documents;

struct documents *documents_new(void);
void documents_free(struct documents *);

/* The policy of a document that these bytes begin with, and how many bytes its
 * content has before the END token that closes it. Good until some
 * documents_add() later takes its place. NULL: none is known. */
const struct policy *documents_find(
    const struct documents *, struct text ahead, size_t *length);

/* Remembers the content of a document that was read to its end, in one code
 * page and without references out of it, and what it said; both copied. The
 * one that was added first leaves. */
void documents_add(
    struct documents *, struct text content, const struct policy *);

#endif
