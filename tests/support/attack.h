/*
 * Attacks as captures: a file of frames made up by the million, in which the
 * frames of an honest capture stand, and what the program makes of it under
 * bounds of time and memory.
 */
#ifndef EASLENS_TESTS_ATTACK_H
#define EASLENS_TESTS_ATTACK_H

#include <stddef.h>
#include <stdint.h>

#include "tests/support/frames.h"
#include "tests/support/run.h"

/* The capture that is attacked. */
#define VICTIM_FOLDER "samples"
#define VICTIM "behind-tls-offloader.pcap"

/* One packet of TCP over IPv4 over Ethernet. */
struct shot {
	uint32_t source, destination;
	uint16_t source_port, destination_port;
	uint32_t sequence, acknowledgement;
	uint8_t flags;
	const void *payload; /* NULL: none */
	size_t length;       /* 0: the payload is a text that ends with NUL */
	uint16_t fragment;   /* the field of the IP header: flags, offset */
	uint16_t id;
};

/* One packet of IPv4 over Ethernet. */
struct datagram {
	uint32_t source, destination;
	uint16_t id;
	uint16_t fragment; /* flags, offset */
	uint16_t lie;      /* total length that the header says; 0: the true */
	uint8_t protocol;
	const void *payload;
	size_t length;
};

/* Begins the attack of the test that follows; takes it away behind it. */
int attack_set_up(void **state);
int attack_tear_down(void **state);

/* Adds a packet; its time is that of the honest frame before it. */
void attack_shoot(const struct shot *);

void attack_datagram(const struct datagram *);

/* The TCP header and payload of a shot, in `out`; gives their length. */
#define ATTACK_MOST 2048u
size_t attack_tcp(const struct shot *, uint8_t out[ATTACK_MOST]);

/* The datagram of a shot with those bytes for its TCP. */
struct datagram attack_datagram_of(
    const struct shot *, const uint8_t *tcp, size_t length);

/* The Ethernet frame of a datagram, in `frame`; gives its length. */
#define ATTACK_FRAME_MOST (ATTACK_MOST + 34u)
size_t attack_frame_of(
    const struct datagram *, uint8_t frame[ATTACK_FRAME_MOST]);

/* Adds any Ethernet frame; on the wire it had `wire` bytes. */
void attack_frame(const void *bytes, size_t length, size_t wire);

/* The next `count` honest frames, or as many as there are. */
void attack_honest(size_t count);

/* Ends the file and runs the program over it. */
struct output attack_run(const char *const *arguments);

/* What the program says of the honest capture alone, with those words. */
struct output attack_without(const char *const *arguments);

/* Fails the test where the run took more processor time or memory than that.
 * Under a sanitizer memory is not looked at, and time is given tenfold. */
void attack_cost(const struct output *, double seconds, size_t mebibytes);

#endif
