/*
 * Ethernet types, VLAN tags and LLC, see ethertype.h.
 */
#include "decode/ethertype.h"

#include "decode/limits.h"

#include <stddef.h>

#define TYPE_VLAN 0x8100u
#define TYPE_PROVIDER 0x88a8u
#define TYPE_OLD_PROVIDER 0x9100u
#define TYPE_OLDER_PROVIDER 0x9200u
#define TYPE_CISCO_METADATA 0x8909u
#define TYPE_VN_TAG 0x8926u
#define TYPE_E_TAG 0x893fu
#define TYPE_BACKBONE 0x88e7u
#define TYPE_TRILL 0x22f3u
#define TYPE_SERVICE 0x894fu
#define TYPE_MPLS 0x8847u
#define TYPE_MPLS_MULTICAST 0x8848u
#define TYPE_PPPOE 0x8864u
#define TYPE_MACSEC 0x88e5u

/* Version 1, one option, which is a group. */
#define METADATA_OF_ONE 0x0101u

/* Smaller values are the length of an IEEE 802.3 frame. */
#define FIRST_TYPE 0x0600u
#define LAST_LENGTH 1500u

#define LLC_SNAP 0xaaaau
#define LLC_UNNUMBERED 0x03u
#define SNAP_ETHERNET 0x000000u
#define SNAP_BRIDGED 0x0000f8u /* IEEE 802.1H */

/* Bytes between the type of a tag and the next type; 0: it is none. */
static size_t
tag_length(uint16_t type)
{
	switch (type) {
	case TYPE_VLAN:
	case TYPE_PROVIDER:
	case TYPE_OLD_PROVIDER:
	case TYPE_OLDER_PROVIDER:
		return 2;
	case TYPE_VN_TAG:
		return 4;
	case TYPE_CISCO_METADATA:
	case TYPE_E_TAG: /* IEEE 802.1BR */
		return 6;
	case TYPE_BACKBONE: /* IEEE 802.1ah: a service, and addresses again */
		return 16;
	default:
		return 0;
	}
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
	case TYPE_MPLS:
	case TYPE_MPLS_MULTICAST:
	case TYPE_PPPOE:
	case TYPE_MACSEC:
	case TYPE_TRILL:
	case TYPE_SERVICE:
		return VERDICT_UNSUPPORTED;
	default:
		return tag_length(type) == 0 ? VERDICT_OK : VERDICT_UNSUPPORTED;
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
	unsigned tags = 0;
	size_t length;

	while ((length = tag_length(type)) != 0) {
		if (tags++ == LIMIT_VLAN_TAGS)
			return VERDICT_LIMIT;
		if (type == TYPE_CISCO_METADATA) {
			if (cursor_u16(c) != METADATA_OF_ONE && !c->ran_short)
				return VERDICT_UNSUPPORTED;
			length -= 2;
		}
		cursor_skip(c, length);
		type = cursor_u16(c);
	}
	if (c->ran_short)
		return layer_short(layer);
	if (type < FIRST_TYPE)
		return open_length(layer, type);
	return settle(layer, type);
}
