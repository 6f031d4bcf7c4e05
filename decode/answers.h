/*
 * The requests of one HTTP connection that wait for their responses, and the
 * telling of exchanges: an exchange is told as soon as both halves are there,
 * a half alone as soon as nothing can come any more. Only http.c uses this.
 */
#ifndef EASLENS_DECODE_ANSWERS_H
#define EASLENS_DECODE_ANSWERS_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/http.h"
#include "decode/pairing.h"

/* What all connections share. */
struct http_world {
	struct health *health;
	struct http_sink sink;
	struct message_pool pool;
	uint64_t messages; /* of the run so far */
};

struct answers {
	struct http_world *world;
	void *context; /* of the sink */
	bool interim;  /* 1xx responses since the last final one */
	uint64_t interim_begin;
	uint64_t flight; /* peer of the newest request */
	bool in_flights; /* as the queue's, before the newest request */
	uint64_t hole;   /* offset behind the last hole between responses */
	struct request_queue queue;
};

/* A request begins: what was sent before it and can have no answer any more
 * is told. `lost`: what a hole before it may have hidden. */
void answers_ask(
    struct answers *, struct message *request, enum lost_before lost);

/* The request was none. */
void answers_take_back(struct answers *, struct message *request);

/* The head of a response is complete: finds the request that it answers. */
void answers_pair(struct answers *, struct message *response);

/* Nothing more of a request will come; of a response that ends at `offset`. */
void answers_request_ends(struct answers *, struct message *request);
void answers_response_ends(
    struct answers *, struct message *response, uint64_t offset);

/* The end: every request that waits is told. */
void answers_finish(struct answers *);

#endif
