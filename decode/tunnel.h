/*
 * Packets inside packets: GRE (RFC 2784, 2890), IP in IP (RFC 2003, 4213) and
 * VXLAN (RFC 7348).
 */
#ifndef EASLENS_DECODE_TUNNEL_H
#define EASLENS_DECODE_TUNNEL_H

#include <stdint.h>

#include "decode/layer.h"
#include "decode/verdict.h"

/* The layer begins behind an IP header with this protocol. OK: its `next`
 * says what is inside, NEXT_NOTHING where this is no tunnel. */
enum verdict tunnel_open(uint8_t protocol, struct layer *) MUST_CHECK;

#endif
