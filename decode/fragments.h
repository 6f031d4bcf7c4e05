/*
 * IP datagrams put together from their fragments (RFC 791, RFC 8200 4.5).
 *
 * Bytes that come twice: the first copy wins, and a second one that differs is
 * counted in health.conflicting_bytes. Datagrams that wait are bounded
 * in number, bytes, pieces and age of capture time; the oldest leaves first,
 * and each that leaves so is counted in health.limits_reached, but for late
 * copies of pieces of one that came whole.
 */
#ifndef EASLENS_DECODE_FRAGMENTS_H
#define EASLENS_DECODE_FRAGMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/ip.h"
#include "decode/layer.h"
#include "decode/model/health.h"
#include "decode/verdict.h"

struct fragments;

/* Counts into `health`, which outlives it. */
struct fragments *fragments_new(struct health *health);
void fragments_free(struct fragments *);

/*
 * Adds a piece. OK: the layer holds the whole datagram's payload, borrowed
 * until the next datagram is whole, and the header is that of its first piece
 * where the two differ; or the piece waits and the layer's protocol is
 * IP_NO_NEXT. MALFORMED: the piece fits in no datagram and was dropped.
 */
enum verdict fragments_add(struct fragments *, struct ip_header *,
    struct layer *, int64_t time) MUST_CHECK;

/* Bytes of memory held for pieces, and datagrams waiting. */
size_t fragments_held(const struct fragments *);
unsigned fragments_waiting(const struct fragments *);

#endif
