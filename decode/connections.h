/*
 * TCP connections: a segment in, ordered bytes to HTTP.
 *
 * Decides what a connection is (flow.h draws the states), keeps reassembly
 * and HTTP for those that may be ours, and forgets the rest: a segment of an
 * ignored connection costs one look-up.
 */
#ifndef EASLENS_DECODE_CONNECTIONS_H
#define EASLENS_DECODE_CONNECTIONS_H

#include <stdint.h>

#include "decode/flow.h"
#include "decode/http.h"
#include "decode/model/health.h"
#include "decode/packet.h"

/* One connection as its HTTP sink sees it: the context of its calls. */
struct connection {
	uint64_t number; /* from 1 */
	struct endpoint ends[2];
	int client; /* index into ends */
};

struct connections_sink {
	struct http_sink http; /* its context is a struct connection, whose
				  `owner` is below */
	/* A connection turned out to be TLS. */
	void (*encrypted)(
	    void *owner, const struct endpoint *server, struct moment);
};

struct connections;

/* The sink is copied. */
struct connections *connections_new(
    struct health *, const struct connections_sink *, void *owner);
void connections_free(struct connections *);

/* Takes the next segment. True where its bytes were read or may be yet: they
 * are not to stay in memory. False where they were only counted, or not ours.
 */
bool connections_segment(struct connections *, const struct segment *);

/* It is so late, in nanoseconds of capture time: what waits for lost bytes
 * does so no longer, and is told. Any time may be said at any time. */
void connections_pass(struct connections *, int64_t now);

/* The end of the traffic: everything that waits is told. */
void connections_finish(struct connections *);

/* The connection and the owner behind the context of an HTTP call. */
const struct connection *connection_of(void *context);
void *connection_owner(void *context);

#endif
