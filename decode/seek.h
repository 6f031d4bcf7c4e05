/*
 * Recognises the start of an HTTP message (RFC 9112 sections 3 and 4), at the
 * beginning of a connection and among bytes whose framing is lost, and of a
 * TLS record. Used by those that cut connections into messages.
 */
#ifndef EASLENS_DECODE_SEEK_H
#define EASLENS_DECODE_SEEK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum start_kind {
	START_NONE,
	START_REQUEST,
	START_RESPONSE,
};

/* Where the parts of a request line are, from the first byte given. */
struct request_line {
	size_t begin;  /* behind empty lines */
	size_t method; /* where the blank behind the method is */
	size_t target; /* where the blank before the version is; 0: the line
			  does not end in these bytes, or has no version */
};

/* Could these bytes, the first of a connection, begin a request? Whatever the
 * method: a token, a blank and what may become a line that ends with the
 * version, or as much of it as there is. */
bool request_may_begin(const uint8_t *bytes, size_t count);

/* What begins at the first of these bytes: a well-known method and a blank,
 * "HTTP/1.", or as much of either as there is; where the line ends in these
 * bytes, all of it. Only what is wanted is found, START_NONE wants both. */
enum start_kind start_at_front(
    const uint8_t *bytes, size_t count, enum start_kind wanted);

/* The same anywhere, where only a whole start line counts; a method that is
 * not well known counts at the beginning of a line. Sets `at`. */
enum start_kind start_inside(
    const uint8_t *bytes, size_t count, enum start_kind wanted, size_t *at);

/* A whole start line is at the first of these bytes. */
bool start_is_whole(const uint8_t *bytes, size_t count);

/* Finds the parts of a request line. False: these bytes have no token and
 * blank at their beginning. */
bool request_line_parts(
    const uint8_t *bytes, size_t count, struct request_line *);

bool tls_record_begins(const uint8_t *bytes, size_t count);

#endif
