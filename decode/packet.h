/*
 * A frame in, a TCP segment out: walks link, IP and TCP headers, puts IP
 * fragments together and looks into GRE, IP-in-IP and VXLAN once.
 *
 * Checksums are not verified: captures on the sending host hold packets whose
 * checksums the network card fills in later.
 */
#ifndef EASLENS_DECODE_PACKET_H
#define EASLENS_DECODE_PACKET_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/bytes.h"
#include "decode/frame.h"
#include "decode/model/endpoint.h"
#include "decode/model/health.h"
#include "decode/verdict.h"

#define TCP_FIN 0x01u
#define TCP_SYN 0x02u
#define TCP_RST 0x04u
#define TCP_PSH 0x08u
#define TCP_ACK 0x10u

/* One TCP segment. `payload` is borrowed and holds what was captured; `length`
 * is what was on the wire, longer where the snapshot length cut it. */
struct segment {
	struct endpoint source, destination;
	uint32_t sequence;
	uint32_t acknowledgement; /* only with TCP_ACK */
	uint8_t flags;
	uint32_t captured;
	uint32_t length;
	const uint8_t *payload;
	int64_t time; /* of the frame */
	uint64_t frame;
};

struct packet_decoder;

/* A decoder with its fragments; counts into `health`, which outlives it. */
struct packet_decoder *packet_decoder_new(struct health *health);
void packet_decoder_free(struct packet_decoder *);

/*
 * Decodes one frame. True: `out` holds a TCP segment, its payload borrowed
 * until the next call. False: nothing for us (not TCP, a fragment that waits,
 * unreadable). What it was is counted in health: packets, bytes,
 * truncated_packets, ip_fragments, tcp_segments, limits_reached, and in
 * unsupported_packets what may hold TCP but cannot be read (encrypted,
 * malformed, a second tunnel). ARP, UDP and their like are none of these.
 */
bool packet_decode(struct packet_decoder *, const struct frame *,
    struct segment *out) MUST_CHECK;

#endif
