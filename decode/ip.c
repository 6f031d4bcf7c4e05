/*
 * IPv4 and IPv6 headers, see ip.h.
 */
#include "decode/ip.h"

#include <string.h>

#include "decode/limits.h"

#define IPV4_HEADER 20u
#define IPV4_MORE 0x2000u
#define IPV4_OFFSET 0x1fffu

/* IPv6 extension headers; 135, 139 and 140 have the same shape. */
#define IPV6_HOP_BY_HOP 0u
#define IPV6_ROUTING 43u
#define IPV6_FRAGMENT 44u
#define IPV6_DESTINATION 60u
#define IPV6_MOBILITY 135u
#define IPV6_HIP 139u
#define IPV6_SHIM6 140u
#define IPV6_MORE 0x0001u
#define IPV6_OFFSET 0xfff8u

static void
read_fragment_header(struct cursor *c, struct ip_header *ip)
{
	uint16_t place;

	ip->protocol = cursor_u8(c);
	cursor_skip(c, 1);
	place = cursor_u16(c);
	ip->id = cursor_u32(c);
	ip->offset = place & IPV6_OFFSET;
	ip->more_fragments = (place & IPV6_MORE) != 0;
	/* A piece that is the whole datagram is none (RFC 6946). */
	ip->is_fragment = ip->more_fragments || ip->offset != 0;
	ip->family_key = IPV6_FRAGMENT;
}

/* Reads one extension header; false where the protocol is none. */
static bool
read_extension(struct cursor *c, struct ip_header *ip)
{
	size_t length;

	switch (ip->protocol) {
	case IPV6_HOP_BY_HOP:
	case IPV6_ROUTING:
	case IPV6_DESTINATION:
	case IPV6_MOBILITY:
	case IPV6_HIP:
	case IPV6_SHIM6:
		ip->protocol = cursor_u8(c);
		length = cursor_u8(c);
		cursor_skip(c, 6 + length * 8);
		return true;
	case IP_AH:
		ip->protocol = cursor_u8(c);
		length = cursor_u8(c);
		cursor_skip(c, 6 + length * 4);
		return true;
	case IPV6_FRAGMENT:
		read_fragment_header(c, ip);
		return true;
	default:
		return false;
	}
}

enum verdict
ip_open_rest(struct layer *layer, struct ip_header *ip)
{
	unsigned count;

	ip->is_fragment = false;
	for (count = 0; read_extension(&layer->bytes, ip); count++) {
		if (layer->bytes.ran_short)
			return layer_short(layer);
		if (ip->is_fragment)
			return VERDICT_OK;
		if (count == LIMIT_EXTENSION_HEADERS)
			return VERDICT_LIMIT;
	}
	return VERDICT_OK;
}

static void
map_address(uint8_t out[16], const uint8_t ipv4[4])
{
	static const uint8_t prefix[12] = {[10] = 0xff, [11] = 0xff};

	memcpy(out, prefix, 12);
	memcpy(out + 12, ipv4, 4);
}

/* A total length of 0 is a packet that the network card had yet to cut into
 * pieces: then all that was captured belongs to it. */
static enum verdict
cut_ipv4(struct layer *layer, size_t header, size_t total)
{
	if (header < IPV4_HEADER || (total != 0 && total < header))
		return VERDICT_MALFORMED;
	if (total != 0)
		layer_cut(layer, total - IPV4_HEADER);
	cursor_skip(&layer->bytes, header - IPV4_HEADER);
	return layer->bytes.ran_short ? layer_short(layer) : VERDICT_OK;
}

static enum verdict
open_ipv4(struct layer *layer, struct ip_header *ip)
{
	struct cursor *c = &layer->bytes;
	uint8_t first = cursor_u8(c);
	uint16_t total;
	uint16_t place;
	const uint8_t *addresses;
	enum verdict verdict;

	cursor_skip(c, 1);
	total = cursor_u16(c);
	ip->id = cursor_u16(c);
	place = cursor_u16(c);
	cursor_skip(c, 1);
	ip->protocol = cursor_u8(c);
	cursor_skip(c, 2);
	addresses = cursor_take(c, 8);
	if (addresses == NULL)
		return layer_short(layer);
	if (first >> 4 != 4)
		return VERDICT_MALFORMED;
	map_address(ip->source, addresses);
	map_address(ip->destination, addresses + 4);
	ip->family_key = ip->protocol;
	ip->offset = (place & IPV4_OFFSET) * 8u;
	ip->more_fragments = (place & IPV4_MORE) != 0;
	ip->is_fragment = (place & (IPV4_MORE | IPV4_OFFSET)) != 0;
	verdict = cut_ipv4(layer, (size_t)(first & 0x0fu) * 4, total);
	if (verdict == VERDICT_OK && ip->protocol == IP_AH && !ip->is_fragment)
		return ip_open_rest(layer, ip);
	return verdict;
}

/* A payload length of 0 is a jumbogram (RFC 2675) or a packet that the
 * network card had yet to cut into pieces. */
static enum verdict
open_ipv6(struct layer *layer, struct ip_header *ip)
{
	struct cursor *c = &layer->bytes;
	uint32_t first = cursor_u32(c);
	uint16_t length = cursor_u16(c);
	const uint8_t *addresses;

	ip->protocol = cursor_u8(c);
	cursor_skip(c, 1);
	addresses = cursor_take(c, 32);
	if (addresses == NULL)
		return layer_short(layer);
	if (first >> 28 != 6)
		return VERDICT_MALFORMED;
	memcpy(ip->source, addresses, 16);
	memcpy(ip->destination, addresses + 16, 16);
	if (length != 0)
		layer_cut(layer, length);
	return ip_open_rest(layer, ip);
}

enum verdict
ip_open(struct layer *layer, struct ip_header *ip)
{
	if (layer->next == NEXT_IPV4)
		return open_ipv4(layer, ip);
	return open_ipv6(layer, ip);
}
