/*
 * Link layer headers, see link.h. IEEE 802.11 is in wlan.c, what the type
 * fields of all of them mean in ethertype.c.
 */
#include "decode/link.h"

#include "decode/ethertype.h"
#include "decode/wlan.h"

/* Linux cooked capture gives small numbers to frames without an EtherType. */
#define COOKED_LLC 0x0004u
#define FIRST_TYPE 0x0600u

static enum verdict
open_ethernet(struct layer *layer)
{
	uint16_t type;

	cursor_skip(&layer->bytes, 12); /* two addresses */
	type = cursor_u16(&layer->bytes);
	return ethertype_open(layer, type);
}

static enum verdict
open_cooked_protocol(struct layer *layer, uint16_t protocol)
{
	layer->next = NEXT_NOTHING;
	if (layer->bytes.ran_short)
		return layer_short(layer);
	if (protocol == COOKED_LLC)
		return llc_open(layer);
	if (protocol < FIRST_TYPE)
		return VERDICT_OK;
	return ethertype_open(layer, protocol);
}

/* Packet type, device type, address length, 8 bytes address, protocol. */
static enum verdict
open_cooked(struct layer *layer)
{
	uint16_t protocol;

	cursor_skip(&layer->bytes, 14);
	protocol = cursor_u16(&layer->bytes);
	return open_cooked_protocol(layer, protocol);
}

/* Version 2 has the protocol in front and 20 bytes in all. */
static enum verdict
open_cooked2(struct layer *layer)
{
	uint16_t protocol = cursor_u16(&layer->bytes);

	cursor_skip(&layer->bytes, 18);
	return open_cooked_protocol(layer, protocol);
}

static enum verdict
open_raw(struct layer *layer)
{
	uint8_t version = cursor_peek(&layer->bytes) >> 4;

	if (layer->bytes.ran_short)
		return layer_short(layer);
	if (version != 4 && version != 6)
		return VERDICT_MALFORMED;
	layer->next = version == 4 ? NEXT_IPV4 : NEXT_IPV6;
	return VERDICT_OK;
}

/* The address family of the system that captured: IPv4 is 2 everywhere, IPv6
 * is 10 on Linux, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on Darwin. */
static enum verdict
open_family(struct layer *layer, uint32_t family)
{
	layer->next = NEXT_NOTHING;
	if (layer->bytes.ran_short)
		return layer_short(layer);
	if (family == 2)
		layer->next = NEXT_IPV4;
	else if (family == 10 || family == 24 || family == 28 || family == 30)
		layer->next = NEXT_IPV6;
	return VERDICT_OK;
}

/* The family is in the byte order of the system that captured; families are
 * small numbers, so the order shows. */
static enum verdict
open_null(struct layer *layer)
{
	uint32_t family = cursor_u32(&layer->bytes);

	if (family > 0xffff)
		family = family >> 24 | (family >> 8 & 0xff00);
	return open_family(layer, family);
}

enum verdict
link_open(enum link_type link, struct layer *layer)
{
	switch (link) {
	case LINK_ETHERNET:
		return open_ethernet(layer);
	case LINK_LINUX_SLL:
		return open_cooked(layer);
	case LINK_LINUX_SLL2:
		return open_cooked2(layer);
	case LINK_RAW:
		return open_raw(layer);
	case LINK_IPV4:
		layer->next = NEXT_IPV4;
		return VERDICT_OK;
	case LINK_IPV6:
		layer->next = NEXT_IPV6;
		return VERDICT_OK;
	case LINK_NULL:
		return open_null(layer);
	case LINK_LOOP:
		return open_family(layer, cursor_u32(&layer->bytes));
	case LINK_IEEE802_11:
		return wlan_open(layer);
	case LINK_IEEE802_11_RADIO:
		return radiotap_open(layer);
	case LINK_UNSUPPORTED:
	default:
		return VERDICT_UNSUPPORTED;
	}
}
