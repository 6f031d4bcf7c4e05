/*
 * One layer's part of a frame: the bytes that were captured of it, and how
 * many more it had on the wire. Headers are read off the front; length fields
 * cut the end, so that padding behind a short packet goes no further.
 */
#ifndef EASLENS_DECODE_LAYER_H
#define EASLENS_DECODE_LAYER_H

#include <stddef.h>
#include <stdint.h>

#include "decode/bytes.h"
#include "decode/verdict.h"

/* What a layer may say of the next one: its EtherType, where we read it. */
#define NEXT_NOTHING 0x0000u /* nothing that could hold TCP */
#define NEXT_IPV4 0x0800u
#define NEXT_IPV6 0x86ddu

struct layer {
	struct cursor bytes; /* captured, from here on */
	size_t missing;      /* bytes behind them that were not captured */
	uint16_t next;       /* NEXT_... */
};

/* Bytes from here on that were on the wire. */
static inline size_t
layer_wire(const struct layer *layer)
{
	return layer->bytes.left + layer->missing;
}

/* A length field says that the layer has `length` more bytes. It is believed
 * also where it says more than was on the wire: those bytes are missing. */
static inline void
layer_cut(struct layer *layer, size_t length)
{
	if (length <= layer->bytes.left) {
		layer->bytes.left = length;
		layer->missing = 0;
	} else {
		layer->missing = length - layer->bytes.left;
	}
}

/* Why a header could not be read: the capture's cut or the sender's fault. */
static inline enum verdict
layer_short(const struct layer *layer)
{
	return layer->missing > 0 ? VERDICT_SHORT : VERDICT_MALFORMED;
}

#endif
