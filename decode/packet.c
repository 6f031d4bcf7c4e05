/*
 * A frame in, a TCP segment out, see packet.h.
 *
 *   link -> IP -> [fragments] -> TCP
 *            ^                \-> tunnel, once -+
 *            +---------------------------------+
 */
#include "decode/packet.h"

#include <stdlib.h>
#include <string.h>

#include "decode/fragments.h"
#include "decode/ip.h"
#include "decode/layer.h"
#include "decode/link.h"
#include "decode/model/memory.h"
#include "decode/tcp.h"
#include "decode/tunnel.h"

/* A tunnel inside a tunnel is not followed. */
#define TUNNELS_MOST 1u

struct packet_decoder {
	struct health *health;
	struct fragments *fragments;
};

struct packet_decoder *
packet_decoder_new(struct health *health)
{
	struct packet_decoder *decoder = memory_get(1, sizeof(*decoder));

	decoder->health = health;
	decoder->fragments = fragments_new(health);
	return decoder;
}

void
packet_decoder_free(struct packet_decoder *decoder)
{
	if (decoder == NULL)
		return;
	fragments_free(decoder->fragments);
	free(decoder);
}

/* An IP header, and the whole datagram where it is a fragment's. */
static enum verdict
open_datagram(struct packet_decoder *decoder, struct layer *layer,
    struct ip_header *ip, int64_t time)
{
	enum verdict verdict = ip_open(layer, ip);

	if (verdict != VERDICT_OK || !ip->is_fragment)
		return verdict;
	verdict = fragments_add(decoder->fragments, ip, layer, time);
	if (verdict != VERDICT_OK || ip->protocol == IP_NO_NEXT)
		return verdict;
	verdict = ip_open_rest(layer, ip);
	if (verdict == VERDICT_OK && ip->is_fragment)
		return VERDICT_MALFORMED;
	return verdict;
}

static enum verdict
open_segment(
    struct layer *layer, const struct ip_header *ip, struct segment *out)
{
	memcpy(out->source.address, ip->source, sizeof(ip->source));
	memcpy(
	    out->destination.address, ip->destination, sizeof(ip->destination));
	return tcp_open(layer, out);
}

/* From IP on; `found` is set where it led to TCP. */
static enum verdict
open_network(struct packet_decoder *decoder, struct layer *layer, int64_t time,
    struct segment *out, bool *found)
{
	struct ip_header ip;
	enum verdict verdict = VERDICT_OK;
	unsigned tunnels;

	for (tunnels = 0; layer->next != NEXT_NOTHING; tunnels++) {
		if (tunnels > TUNNELS_MOST)
			return VERDICT_UNSUPPORTED;
		verdict = open_datagram(decoder, layer, &ip, time);
		if (verdict != VERDICT_OK)
			return verdict;
		if (ip.protocol == IP_TCP) {
			verdict = open_segment(layer, &ip, out);
			*found = verdict == VERDICT_OK;
			return verdict;
		}
		verdict = tunnel_open(ip.protocol, layer);
		if (verdict != VERDICT_OK)
			return verdict;
	}
	return verdict;
}

/* A frame that the snapshot length cut is counted as such already; where a
 * header says more than the wire had, the sender is wrong. */
static void
count_unread(struct health *health, enum verdict verdict, bool cut)
{
	switch (verdict) {
	case VERDICT_SHORT:
		health->unsupported_packets += cut ? 0 : 1;
		break;
	case VERDICT_MALFORMED:
	case VERDICT_UNSUPPORTED:
		health->unsupported_packets++;
		break;
	case VERDICT_LIMIT:
		health->limits_reached++;
		break;
	case VERDICT_OK:
	default:
		break;
	}
}

bool
packet_decode(struct packet_decoder *decoder, const struct frame *frame,
    struct segment *out)
{
	struct health *health = decoder->health;
	struct layer layer = {
	    .bytes = cursor_over(frame->bytes, frame->captured)};
	bool found = false;
	enum verdict verdict;

	health->packets++;
	health->bytes += frame->captured;
	if (frame->wire > frame->captured) {
		layer.missing = frame->wire - frame->captured;
		health->truncated_packets++;
	}
	verdict = link_open(frame->link, &layer);
	if (verdict == VERDICT_OK)
		verdict =
		    open_network(decoder, &layer, frame->time, out, &found);
	if (!found) {
		count_unread(health, verdict, frame->wire > frame->captured);
		return false;
	}
	health->tcp_segments++;
	out->time = frame->time;
	out->frame = frame->number;
	return true;
}
