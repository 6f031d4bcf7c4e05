/*
 * Headers of made packets, see dress.h: RFC 791, 8200, 2784 (GRE), 2003
 * (IP-in-IP), 7348 (VXLAN), IEEE 802.1Q and 802.11, radiotap.
 */
#include "tests/maker/dress.h"

#define TCP 6
#define FRAGMENT 256u /* bytes of one IPv6 fragment, 8 divides it */
#define ETHER_IPV4 0x0800u
#define ETHER_IPV6 0x86ddu

static const uint8_t outer_from[4] = {192, 0, 2, 1};
static const uint8_t outer_to[4] = {192, 0, 2, 2};

static void
add_ipv4(struct buffer *out, const uint8_t *from, const uint8_t *to,
    unsigned protocol, size_t payload)
{
	buffer_add_u16(out, 0x4500);
	buffer_add_u16(out, 20 + payload);
	buffer_add_u32(out, 0x00004000); /* identification 0, don't fragment */
	buffer_add_u8(out, 64);
	buffer_add_u8(out, protocol);
	buffer_add_u16(out, 0);
	buffer_add(out, from, 4);
	buffer_add(out, to, 4);
}

static void
add_ipv6(struct buffer *out, const struct address *from,
    const struct address *to, unsigned next, size_t payload)
{
	buffer_add_u32(out, 0x60000000);
	buffer_add_u16(out, payload);
	buffer_add_u8(out, next);
	buffer_add_u8(out, 64);
	buffer_add(out, from->bytes, 16);
	buffer_add(out, to->bytes, 16);
}

static void
add_ethernet(struct buffer *out, unsigned type)
{
	buffer_add(out, "\x02\0\0\0\0\x01\x02\0\0\0\0\x02", 12);
	buffer_add_u16(out, type);
}

static void
add_wlan(struct buffer *out, bool qos, unsigned type)
{
	buffer_add_u16(out, qos ? 0x8801 : 0x0801); /* data, to the network */
	buffer_add_u16(out, 0);
	buffer_add(out, "\x02\0\0\0\0\x03\x02\0\0\0\0\x02\x02\0\0\0\0\x01", 18);
	buffer_add_u16(out, 0x1000);
	if (qos)
		buffer_add_u16(out, 0);
	buffer_add(out, "\xaa\xaa\x03\0\0\0", 6);
	buffer_add_u16(out, type);
}

static void
add_radiotap(struct buffer *out)
{
	/* length 9, flags present: a frame check sequence at the end */
	buffer_add(out, "\0\0\x09\0\x02\0\0\0\x10", 9);
}

/* What stands in front of an IP packet of `inner` bytes. */
static void
add_front(struct buffer *out, enum dress dress, unsigned type, size_t inner)
{
	switch (dress) {
	case DRESS_VLAN:
		add_ethernet(out, 0x8100);
		buffer_add_u16(out, 100);
		buffer_add_u16(out, type);
		break;
	case DRESS_QINQ:
		add_ethernet(out, 0x88a8);
		buffer_add_u16(out, 7);
		buffer_add_u16(out, 0x8100);
		buffer_add_u16(out, 100);
		buffer_add_u16(out, type);
		break;
	case DRESS_GRE:
		add_ethernet(out, ETHER_IPV4);
		add_ipv4(out, outer_from, outer_to, 47, 4 + inner);
		buffer_add_u16(out, 0);
		buffer_add_u16(out, type);
		break;
	case DRESS_IPIP:
		add_ethernet(out, ETHER_IPV4);
		add_ipv4(out, outer_from, outer_to, 4, inner);
		break;
	case DRESS_VXLAN:
		add_ethernet(out, ETHER_IPV4);
		add_ipv4(out, outer_from, outer_to, 17, 8 + 8 + 14 + inner);
		buffer_add_u16(out, 49152);
		buffer_add_u16(out, 4789);
		buffer_add_u16(out, 8 + 8 + 14 + inner);
		buffer_add_u16(out, 0);
		buffer_add_u32(out, 0x08000000);
		buffer_add_u32(out, 42 << 8);
		add_ethernet(out, type);
		break;
	case DRESS_NULL:
		buffer_add_u32le(out, type == ETHER_IPV4 ? 2 : 30);
		break;
	case DRESS_LOOP:
		buffer_add_u32(out, type == ETHER_IPV4 ? 2 : 30);
		break;
	case DRESS_RADIOTAP:
		add_radiotap(out);
		add_wlan(out, true, type);
		break;
	case DRESS_WLAN:
	case DRESS_WLAN_QOS:
		add_wlan(out, dress == DRESS_WLAN_QOS, type);
		break;
	case DRESS_ETHERNET:
	case DRESS_FRAGMENTS:
		add_ethernet(out, type);
		break;
	}
}

static void
write_fragments(const struct address *from, const struct address *to,
    const struct buffer *tcp,
    void (*write)(void *context, const struct buffer *packet), void *context)
{
	static uint32_t identification;
	struct buffer packet = {.bytes = NULL};

	identification++;
	for (size_t at = 0; at < tcp->length; at += FRAGMENT) {
		size_t size = tcp->length - at;
		bool more = size > FRAGMENT;

		if (more)
			size = FRAGMENT;
		buffer_empty(&packet);
		add_ethernet(&packet, ETHER_IPV6);
		add_ipv6(&packet, from, to, 44, 8 + size);
		buffer_add_u16(&packet, TCP << 8);
		buffer_add_u16(&packet, at | (more ? 1 : 0));
		buffer_add_u32(&packet, identification);
		buffer_add(&packet, tcp->bytes + at, size);
		write(context, &packet);
	}
	buffer_done(&packet);
}

void
dress_and_write(enum dress dress, const struct address *from,
    const struct address *to, const struct buffer *tcp,
    void (*write)(void *context, const struct buffer *packet), void *context)
{
	struct buffer packet = {.bytes = NULL};
	size_t inner = tcp->length + (from->v6 ? 40 : 20);

	if (dress == DRESS_FRAGMENTS) {
		write_fragments(from, to, tcp, write, context);
		return;
	}
	add_front(&packet, dress, from->v6 ? ETHER_IPV6 : ETHER_IPV4, inner);
	if (from->v6)
		add_ipv6(&packet, from, to, TCP, tcp->length);
	else
		add_ipv4(&packet, from->bytes, to->bytes, TCP, tcp->length);
	buffer_add(&packet, tcp->bytes, tcp->length);
	if (dress == DRESS_RADIOTAP)
		buffer_add_zeros(&packet, 4);
	write(context, &packet);
	buffer_done(&packet);
}
