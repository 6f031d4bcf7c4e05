/*
 * From an Ethernet type or length field to what lies behind it: VLAN tags
 * (IEEE 802.1Q, 802.1ad), those of port extenders (VN-Tag, IEEE 802.1BR),
 * security groups (Cisco) and backbones (IEEE 802.1ah), and LLC with SNAP (IEEE
 * 802.2, RFC 1042).
 */
#ifndef EASLENS_DECODE_ETHERTYPE_H
#define EASLENS_DECODE_ETHERTYPE_H

#include <stdint.h>

#include "decode/layer.h"
#include "decode/verdict.h"

/* The layer begins behind the type field, which held `type`. OK: it begins
 * behind all tags and LLC, and its `next` is set. */
enum verdict ethertype_open(struct layer *, uint16_t type) MUST_CHECK;

/* The same for a layer that begins with an LLC header. */
enum verdict llc_open(struct layer *) MUST_CHECK;

#endif
