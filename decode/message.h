/*
 * One HTTP message as far as it is kept: start line, the headers of
 * headers.def, and the front of a body that is wanted (RFC 9110, RFC 9112).
 *
 * Of Authorization only the scheme and, for Basic, the user name are kept:
 * the password is never in a message.
 */
#ifndef EASLENS_DECODE_MESSAGE_H
#define EASLENS_DECODE_MESSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/buffer.h"
#include "decode/model/observation.h"
#include "decode/model/text.h"

enum header {
	HEADER_NONE,
#define HEADER(symbol, ...) HEADER_##symbol,
#include "decode/headers.def"
#undef HEADER
	HEADER_COUNT
};

/* Whether a header's value is a credential. */
enum secrecy {
	PUBLIC,
	SECRET,
	SECRET_BEHIND_SCHEME, /* "Basic …": what follows the scheme is */
};

enum http_method {
	METHOD_OTHER,
	METHOD_POST,
	METHOD_OPTIONS,
	METHOD_HEAD,
	METHOD_CONNECT,
};

/* How much of the bodies of an exchange is wanted. */
enum interest {
	INTEREST_NONE,  /* not EAS: counted past */
	INTEREST_FRONT, /* the Status near the front */
	INTEREST_WHOLE, /* Provision and Settings */
};

/* What a hole before a request may have hidden. */
enum lost_before {
	LOST_NOTHING,
	LOST_END,   /* the end of a request whose front was seen */
	LOST_WHOLE, /* it began where a request could begin */
};

/* A part of the head's bytes. */
struct span {
	uint32_t offset, length;
	bool seen;
};

struct message {
	struct message *next;    /* in the queue, or unused */
	struct message *answer;  /* of a request: its response */
	struct message *request; /* of a response: what it answers */
	uint64_t serial;         /* no other message of a run has it */
	struct moment first, last;
	uint64_t begin;          /* offset of its first byte */
	uint64_t peer;           /* bytes of the other direction that
				    its sender had received then */
	enum lost_before lost;   /* requests */
	uint64_t flight;         /* peer of the request before it */
	enum http_method method; /* requests */
	enum interest interest;
	uint16_t status; /* responses; 0: not seen */
	bool in_doubt;   /* requests: paired behind a hole */
	bool url_complete;
	bool headers_complete;
	bool closed;   /* nothing more will come */
	bool complete; /* every byte was seen */
	bool body_gap; /* the body goes on behind a hole */
	bool body_cut; /* more body than was wanted */
	bool basic_credentials;
	struct span url;
	struct span user; /* of Basic credentials */
	struct span headers[HEADER_COUNT];
	struct buffer head;
	struct buffer body;
	bool watched;         /* the two below are kept */
	struct buffer wire;   /* the head as it was sent, no credentials */
	struct buffer frames; /* uint64_t each: where its bytes came from */
};

/* Empties a message for its next use; keeps some memory. */
void message_reset(struct message *);
void message_done(struct message *);

/* Messages that are not in use, so that memory is not asked for per message.
 * All zeroes is an empty pool. */
struct message_pool {
	struct message *unused;
	uint32_t count;
};

/* An empty message out of the pool, and back; NULL is nothing to give back. */
struct message *message_take(struct message_pool *);
void message_give_back(struct message_pool *, struct message *);
void message_pool_done(struct message_pool *);

/* Adds to a part of the head. False: LIMIT_HTTP_VALUE was reached. Only the
 * part added to last can grow. */
bool message_add(
    struct message *, struct span *, const char *bytes, size_t count);

/* Adds to the body as much as is wanted of it. False, once: a body that is
 * wanted whole is longer than LIMIT_BODY_WHOLE. */
bool message_add_body(struct message *, const char *bytes, size_t count);

/* The Authorization value is of a scheme that names a user: Basic. */
bool message_names_user(const struct message *);

/* Notes who an Authorization value names and wipes the value. */
void message_take_credentials(struct message *);

/* Notes the frame that brought bytes of the message. */
void message_seen_in(struct message *, struct moment);

/* Whether the value of a header is a credential. */
enum secrecy header_secrecy(enum header);

/* The header of a name, HEADER_NONE for one that is not kept. */
enum header header_by_name(const char *name, size_t length);

/* Parts as text, good while the message is; not seen where it was not. */
struct text message_url(const struct message *);
struct text message_user(const struct message *);
struct text message_header(const struct message *, enum header);

#endif
