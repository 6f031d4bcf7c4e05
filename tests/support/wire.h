/*
 * A wire of a test's own: two network interfaces that are joined (veth), in a
 * network namespace where nothing else is sent. A capture is on one end, what
 * the other end sends arrives there as from a network. Without cmocka, since
 * benchmarks use it too.
 */
#ifndef EASLENS_TESTS_WIRE_H
#define EASLENS_TESTS_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

/* The end to capture on. */
#define WIRE "wire0"

/* Moves this process, and what it starts from now on, into a namespace of its
 * own and lays the wire. False with a reason where that is not allowed, or
 * the ip command is missing: nothing can be captured here then. */
bool wire_lay(const char **reason);

/* Sends a frame from the other end. False: it could not be sent. */
bool wire_send(const uint8_t *frame, size_t length);

/* Sends several with one call, at most so many, as fast as the wire takes
 * them. */
#define WIRE_AT_ONCE 64u
bool wire_send_all(struct iovec *frames, unsigned count);

/* Takes both interfaces away; and lays them again. */
bool wire_cut(void);
bool wire_lay_again(void);

/* The packets of a pcap file in this machine's byte order that is in memory:
 * begins with `at` 0, gives one after the other; false at the end. */
struct wire_frames {
	const uint8_t *bytes;
	size_t length;
	size_t at;
};
bool wire_next(struct wire_frames *, const uint8_t **frame, size_t *length);

#endif
