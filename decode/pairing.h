/*
 * Which request does a response answer?
 *
 * Without loss the oldest request that waits (RFC 9112 section 9.3.2). Where
 * a hole may have swallowed requests or responses, counting is wrong for the
 * rest of the connection, so the answer is then read off TCP: whoever sends a
 * request has received exactly the bytes before its response by then. A
 * response that fits no request in this way stays without one: saying nothing
 * beats pairing wrongly.
 */
#ifndef EASLENS_DECODE_PAIRING_H
#define EASLENS_DECODE_PAIRING_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/message.h"

/* Requests that wait for their responses, oldest first. */
struct request_queue {
	struct message *oldest;
	struct message *newest;
	uint32_t count;
	bool had_request;
	bool had_hole;   /* before some request */
	bool in_flights; /* requests were sent without waiting for answers */
	uint64_t server_hole; /* offset behind the last hole among responses */
	bool had_answer;
	uint64_t
	    answer_end; /* offset behind the last response with a request */
};

/* What is known of a response when it begins. `begin` is the offset of its
 * first byte, interim (1xx) responses before it included. */
struct response_place {
	uint64_t begin;
	uint64_t peer;
};

/* The request that it answers, or NULL. Requests before it in the queue have
 * been answered where nobody saw it. Marks it `in_doubt` where there was a hole
 * on the connection. */
struct message *pair_response(
    const struct request_queue *, const struct response_place *);

/* Appends a request; takes one out, wherever it stands. */
void queue_append(struct request_queue *, struct message *);
void queue_remove(struct request_queue *, struct message *);

#endif
