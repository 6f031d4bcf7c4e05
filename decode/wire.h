/*
 * The head of an HTTP message as it stood on the wire, for a view, but for
 * its credentials (RFC 9110 section 11): these are blotted out before anything
 * is kept. One run of bytes after the other, as the parser goes through them.
 */
#ifndef EASLENS_DECODE_WIRE_H
#define EASLENS_DECODE_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/message.h"

/* Credentials in one run; of a run with more nothing is kept. */
#define WIRE_SECRETS 8u

/* What the parser found in a run of bytes; all places are inside it. */
struct wire_run {
	const char *from;
	const char *end; /* behind what was understood of a head */
	uint32_t secret_count;
	struct {
		const char *at;
		size_t length;
	} secrets[WIRE_SECRETS];
};

void wire_begin(struct wire_run *, const char *from);

/* These bytes belong to the head. */
void wire_note(struct wire_run *, const char *at, size_t length);

/* These bytes are of the value of a header that carries credentials. Gives
 * what the next ones of the same value are. */
enum secrecy wire_secret(
    struct wire_run *, enum secrecy, const char *at, size_t length);

/* Keeps the bytes of the run as far as they belong to the head: to the end of
 * the line that was understood last; as long as the head goes on and all is
 * well, all that was taken. */
void wire_keep_head(
    struct wire_run *, struct message *, size_t taken, bool all_is_well);

#endif
