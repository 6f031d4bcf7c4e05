/*
 * Two byte streams of a connection into HTTP exchanges (RFC 9112), framed by
 * llhttp.
 *
 * Holes are told, too: inside a body of known length reading goes on behind
 * the hole and the message is marked; anywhere else the stream waits for
 * bytes that look like the start of a message. Which side is the client is
 * found out from the bytes where the handshake was not seen.
 */
#ifndef EASLENS_DECODE_HTTP_H
#define EASLENS_DECODE_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/message.h"
#include "decode/model/health.h"
#include "decode/reassembly.h"

/* Who is asked and told. */
struct http_sink {
	/* How much of the bodies of a request and its response is wanted,
	 * asked when its headers are complete. */
	enum interest (*request)(void *context, const struct message *);
	/* The same for a response whose request was not seen. */
	enum interest (*response)(void *context, const struct message *);
	/* An exchange that was wanted. Either half may be NULL: not seen.
	 * Borrowed for the time of the call. */
	void (*exchange)(void *context, const struct message *request,
	    const struct message *response);
	/* Messages are watched: see message.h. */
	bool watched;
};

/* What all connections share: unused messages, counters. */
struct http_world;

/* The sink is copied. */
struct http_world *http_world_new(struct health *, const struct http_sink *);
void http_world_free(struct http_world *);

/* One connection. */
struct http;

/* A new connection. `client` is the direction (0 or 1) that opened it, -1
 * where that is not known. `context` is handed to the sink. */
struct http *http_new(struct http_world *, int client, void *context);
void http_free(struct http *);

/* What may become of a connection after some bytes. */
enum http_course {
	HTTP_GOES_ON,
	HTTP_IS_OVER, /* from here on it is something else */
	HTTP_IS_TLS,  /* never was HTTP: a TLS record */
};

/* The next bytes of a direction, in order. */
enum http_course http_bytes(struct http *, int direction, const uint8_t *bytes,
    uint32_t count, const struct origin *);

/* `count` bytes of that direction that were never seen. */
void http_gap(struct http *, int direction, uint64_t count);

/* The direction has ended by a FIN. */
void http_end(struct http *, int direction);

/* The connection is over: what waits is told as far as it was seen. */
void http_finish(struct http *);

/* True while the bytes of a direction are only counted. */
bool http_steps_over(const struct http *, int direction);

/* The client's direction, -1 while it is not known. */
int http_client(const struct http *);

#endif
