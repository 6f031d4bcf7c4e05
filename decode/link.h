/*
 * Link layer headers, as the tcpdump project numbers and describes them: what
 * stands before the IP packet goes away.
 */
#ifndef EASLENS_DECODE_LINK_H
#define EASLENS_DECODE_LINK_H

#include "decode/frame.h"
#include "decode/layer.h"
#include "decode/verdict.h"

/* OK: the layer begins behind the link header and its `next` is set; it may
 * be NEXT_NOTHING, for ARP and the like. */
enum verdict link_open(enum link_type, struct layer *) MUST_CHECK;

#endif
