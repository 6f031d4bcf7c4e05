/*
 * Ethernet types, VLAN tags and LLC, see ethertype.h.
 */
#include "decode/ethertype.h"

#include "decode/limits.h"

#include <stdbool.h>

#define TYPE_VLAN 0x8100u
#define TYPE_PROVIDER 0x88a8u
#define TYPE_OLD_PROVIDER 0x9100u
#define TYPE_MPLS 0x8847u
#define TYPE_MPLS_MULTICAST 0x8848u
#define TYPE_PPPOE 0x8864u
#define TYPE_MACSEC 0x88e5u

/* Smaller values are the length of an IEEE 802.3 frame. */
#define FIRST_TYPE 0x0600u
#define LAST_LENGTH 1500u

#define LLC_SNAP 0xaaaau
#define LLC_UNNUMBERED 0x03u
#define SNAP_ETHERNET 0x000000u
#define SNAP_BRIDGED 0x0000f8u /* IEEE 802.1H */

static bool
is_tag(uint16_t type)
{
	return type == TYPE_VLAN || type == TYPE_PROVIDER ||
	       type == TYPE_OLD_PROVIDER;
}

/* Types that may hold IP without our looking into them are our own gap; all
 * others hold none. */
static enum verdict
settle(struct layer *layer, uint16_t type)
{
	layer->next = NEXT_NOTHING;
	switch (type) {
	case NEXT_IPV4:
	case NEXT_IPV6:
		layer->next = type;
		return VERDICT_OK;
	case TYPE_VLAN:
	case TYPE_PROVIDER:
	case TYPE_OLD_PROVIDER:
	case TYPE_MPLS:
	case TYPE_MPLS_MULTICAST:
	case TYPE_PPPOE:
	case TYPE_MACSEC:
		return VERDICT_UNSUPPORTED;
	default:
		return VERDICT_OK;
	}
}

enum verdict
llc_open(struct layer *layer)
{
	struct cursor *c = &layer->bytes;
	uint16_t access_points = cursor_u16(c);
	uint32_t control_and_oui;
	uint32_t oui;
	uint16_t type;

	layer->next = NEXT_NOTHING;
	if (c->ran_short)
		return layer_short(layer);
	if (access_points != LLC_SNAP)
		return VERDICT_OK;
	control_and_oui = cursor_u32(c);
	type = cursor_u16(c);
	if (c->ran_short)
		return layer_short(layer);
	oui = control_and_oui & 0xffffffu;
	if (control_and_oui >> 24 != LLC_UNNUMBERED ||
	    (oui != SNAP_ETHERNET && oui != SNAP_BRIDGED))
		return VERDICT_OK;
	return settle(layer, type);
}

static enum verdict
open_length(struct layer *layer, uint16_t length)
{
	layer->next = NEXT_NOTHING;
	if (length > LAST_LENGTH)
		return VERDICT_MALFORMED;
	if (length < layer_wire(layer))
		layer_cut(layer, length);
	return llc_open(layer);
}

enum verdict
ethertype_open(struct layer *layer, uint16_t type)
{
	struct cursor *c = &layer->bytes;
	unsigned tags;

	for (tags = 0; is_tag(type); tags++) {
		if (tags == LIMIT_VLAN_TAGS)
			return VERDICT_LIMIT;
		cursor_skip(c, 2);
		type = cursor_u16(c);
	}
	if (c->ran_short)
		return layer_short(layer);
	if (type < FIRST_TYPE)
		return open_length(layer, type);
	return settle(layer, type);
}
