/*
 * One direction of an HTTP connection into messages, by llhttp (RFC 9112).
 *
 * The bytes given must be in order and without holes; a hole inside a body is
 * bridged by framing_fill(). Only http.c uses this.
 */
#ifndef EASLENS_DECODE_FRAMING_H
#define EASLENS_DECODE_FRAMING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/message.h"
#include "decode/model/health.h"

/* What follows a head. */
enum body_follows {
	BODY_AS_TOLD = 0, /* by its headers */
	BODY_NONE = 1,    /* none, whatever they say: answers to HEAD */
	BODY_TUNNEL = 2,  /* bytes of another protocol */
};

struct framing_sink {
	/* A message begins: gives the one to be filled. */
	struct message *(*begin)(void *context);
	/* The headers of the message are complete. */
	enum body_follows (*head)(void *context, struct message *);
};

enum framing_result {
	FRAMING_MORE,        /* all bytes were taken */
	FRAMING_MESSAGE_END, /* a message has ended, see framing_let_go() */
	FRAMING_TUNNEL,      /* what follows is another protocol */
	FRAMING_HTTP_2,      /* this is: the start of HTTP/2, counted */
	FRAMING_FAILED,      /* not HTTP, or a head that is too long */
	FRAMING_NO_MESSAGE,  /* the same in the start line: none began */
};

struct framing;

struct framing *framing_new(bool responses, const struct framing_sink *,
    void *context, struct health *);
void framing_free(struct framing *);

/* Begins anew: the next bytes are the start of a message. `unsure`: they only
 * look like it, so a failure in the start line is nobody's error. */
void framing_restart(struct framing *, bool responses, bool unsure);

/* Reads up to the end of a message. Gives how many bytes were taken: all of
 * them where reading failed. */
size_t framing_read(struct framing *, const uint8_t *bytes, size_t count,
    enum framing_result *);

/* Reads `count` bytes of filler in place of bytes never seen, at most what
 * framing_body_part() gives; the cost does not hang on their number. */
enum framing_result framing_fill(struct framing *, uint64_t count);

/* How many of the next `count` bytes certainly belong to the body that is
 * being read, because its length is known or only the end of the connection
 * ends it. */
uint64_t framing_body_part(const struct framing *, uint64_t count);

/* The end of the connection ends the body that is being read. */
bool framing_ends_with_connection(const struct framing *);

/* The message being read, NULL between messages. */
struct message *framing_message(const struct framing *);

/* Ends the message, whole or not, and gives it; NULL between messages. Of a
 * head that was cut only what was read whole is left in it. */
struct message *framing_let_go(struct framing *);

#endif
