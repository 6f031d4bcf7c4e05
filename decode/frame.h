/*
 * What decoding needs from a capture: one frame at a time.
 *
 * The capture side fills a struct frame and hands it over; nothing in decode
 * knows where it came from. Link types are ours, so that no capture library
 * reaches this side; the list below names each one as the tcpdump project does.
 */
#ifndef EASLENS_DECODE_FRAME_H
#define EASLENS_DECODE_FRAME_H

#include <stdint.h>

/* X(symbol, LINKTYPE name) */
#define LINK_TYPES(X)                                                          \
	X(LINK_UNSUPPORTED, "unsupported")                                     \
	X(LINK_ETHERNET, "EN10MB")                                             \
	X(LINK_LINUX_SLL, "LINUX_SLL")                                         \
	X(LINK_LINUX_SLL2, "LINUX_SLL2")                                       \
	X(LINK_RAW, "RAW")                                                     \
	X(LINK_IPV4, "IPV4")                                                   \
	X(LINK_IPV6, "IPV6")                                                   \
	X(LINK_NULL, "NULL")                                                   \
	X(LINK_LOOP, "LOOP")                                                   \
	X(LINK_IEEE802_11, "IEEE802_11")                                       \
	X(LINK_IEEE802_11_RADIO, "IEEE802_11_RADIO")

enum link_type {
#define X(symbol, name) symbol,
	LINK_TYPES(X)
#undef X
};

/*
 * One captured frame. `bytes` is borrowed and lives until the next frame is
 * asked for. `number` counts from 1 over all inputs of a run, because several
 * files are one capture. `time` is nanoseconds since 1970, UTC.
 */
struct frame {
	uint64_t number;
	int64_t time;
	enum link_type link;
	uint32_t captured; /* bytes at `bytes` */
	uint32_t wire;     /* bytes that were on the wire, >= captured */
	const uint8_t *bytes;
};

#endif
