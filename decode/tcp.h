/*
 * The TCP header (RFC 9293, section 3.1).
 */
#ifndef EASLENS_DECODE_TCP_H
#define EASLENS_DECODE_TCP_H

#include "decode/layer.h"
#include "decode/packet.h"
#include "decode/verdict.h"

/* Reads the header and sets all of the segment but addresses, time and frame;
 * the payload is what the layer holds behind header and options. */
enum verdict tcp_open(struct layer *, struct segment *) MUST_CHECK;

#endif
