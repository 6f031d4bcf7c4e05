/*
 * A TCP connection on paper: from messages to packets to a capture file, with
 * the link and tunnel headers that a sample asks for.
 */
#ifndef EASLENS_TESTS_MAKER_WIRE_H
#define EASLENS_TESTS_MAKER_WIRE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "tests/maker/buffer.h"

/* X(symbol, name in a description, LINKTYPE number) */
#define DRESSES(X)                                                             \
	X(DRESS_ETHERNET, "ethernet", 1)                                       \
	X(DRESS_VLAN, "vlan", 1)                                               \
	X(DRESS_QINQ, "qinq", 1)                                               \
	X(DRESS_GRE, "gre", 1)                                                 \
	X(DRESS_IPIP, "ipip", 1)                                               \
	X(DRESS_VXLAN, "vxlan", 1)                                             \
	X(DRESS_FRAGMENTS, "ipv6-fragments", 1)                                \
	X(DRESS_NULL, "null", 0)                                               \
	X(DRESS_LOOP, "loop", 108)                                             \
	X(DRESS_WLAN, "wlan", 105)                                             \
	X(DRESS_WLAN_QOS, "wlan-qos", 105)                                     \
	X(DRESS_RADIOTAP, "radiotap", 127)

enum dress {
#define X(symbol, name, number) symbol,
	DRESSES(X)
#undef X
};

/* By name; gives up where there is none. */
enum dress dress_by_name(const char *name);

struct address {
	uint8_t bytes[16];
	bool v6;
	uint16_t port;
};

struct wire {
	FILE *out;
	enum dress dress;
	int64_t microseconds;   /* of the next packet */
	struct address side[2]; /* client, server */
	uint32_t sequence[2];
	bool open;
};

enum {
	CLIENT,
	SERVER
};

/* Opens the capture file; gives up where it cannot. */
void wire_begin(struct wire *, const char *path);

/* Says the link, once, before the first connection; ethernet otherwise. */
void wire_link(struct wire *, enum dress);

/* The three packets of a handshake; closes the connection before. */
void wire_connect(
    struct wire *, const struct address *client, const struct address *server);

/* The bytes as segments of one side, and the other side's acknowledgement. */
void wire_send(struct wire *, int side, const struct buffer *);

void wire_disconnect(struct wire *);
void wire_end(struct wire *);

#endif
