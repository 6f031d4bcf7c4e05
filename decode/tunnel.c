/*
 * GRE, IP in IP and VXLAN, see tunnel.h.
 */
#include "decode/tunnel.h"

#include "decode/ip.h"
#include "decode/link.h"

#define GRE_CHECKSUM 0x8000u
#define GRE_ROUTING 0x4000u
#define GRE_KEY 0x2000u
#define GRE_SEQUENCE 0x1000u
#define GRE_VERSION 0x0007u
#define GRE_ETHERNET 0x6558u /* transparent Ethernet bridging */

#define VXLAN_PORT 4789u
#define VXLAN_VALID 0x08000000u
#define UDP_HEADER 8u

static enum verdict
open_gre(struct layer *layer)
{
	struct cursor *c = &layer->bytes;
	uint16_t flags = cursor_u16(c);
	uint16_t protocol = cursor_u16(c);

	if (flags & (GRE_VERSION | GRE_ROUTING))
		return VERDICT_UNSUPPORTED;
	if (flags & GRE_CHECKSUM)
		cursor_skip(c, 4);
	if (flags & GRE_KEY)
		cursor_skip(c, 4);
	if (flags & GRE_SEQUENCE)
		cursor_skip(c, 4);
	if (c->ran_short)
		return layer_short(layer);
	if (protocol == GRE_ETHERNET)
		return link_open(LINK_ETHERNET, layer);
	if (protocol == NEXT_IPV4 || protocol == NEXT_IPV6) {
		layer->next = protocol;
		return VERDICT_OK;
	}
	return protocol == 0 ? VERDICT_OK : VERDICT_UNSUPPORTED;
}

/* UDP on the port of VXLAN, with its "valid" flag, holds Ethernet. */
static enum verdict
open_udp(struct layer *layer)
{
	struct cursor *c = &layer->bytes;
	uint16_t port;
	uint16_t length;
	uint32_t flags;

	cursor_skip(c, 2);
	port = cursor_u16(c);
	length = cursor_u16(c);
	cursor_skip(c, 2);
	if (c->ran_short)
		return layer_short(layer);
	if (port != VXLAN_PORT)
		return VERDICT_OK;
	if (length < UDP_HEADER)
		return VERDICT_MALFORMED;
	if (length - UDP_HEADER < layer_wire(layer))
		layer_cut(layer, length - UDP_HEADER);
	flags = cursor_u32(c);
	cursor_skip(c, 4);
	if (c->ran_short)
		return layer_short(layer);
	if (!(flags & VXLAN_VALID))
		return VERDICT_OK;
	return link_open(LINK_ETHERNET, layer);
}

enum verdict
tunnel_open(uint8_t protocol, struct layer *layer)
{
	layer->next = NEXT_NOTHING;
	switch (protocol) {
	case IP_IPV4:
		layer->next = NEXT_IPV4;
		return VERDICT_OK;
	case IP_IPV6:
		layer->next = NEXT_IPV6;
		return VERDICT_OK;
	case IP_GRE:
		return open_gre(layer);
	case IP_UDP:
		return open_udp(layer);
	case IP_ESP:
		return VERDICT_UNSUPPORTED;
	default:
		return VERDICT_OK;
	}
}
