/*
 * A connection of an attacker's, in the midst of an attack (attack.h): a
 * handshake, bytes of both sides in segments, HTTP exchanges of any content.
 */
#ifndef EASLENS_TESTS_STRANGER_H
#define EASLENS_TESTS_STRANGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tests/support/attack.h"
#include "tests/support/bomb.h"

struct stranger {
	uint32_t address;
	uint32_t next[2]; /* sequence numbers of the client, of the server */
	size_t longest;   /* bytes of a segment */
};

/* A connection from an address of its own for each number. */
struct stranger stranger_opens(uint32_t number);

/* Bytes of the client; of the server; the end of both. */
void stranger_says(struct stranger *, const void *bytes, size_t length);
void stranger_hears(struct stranger *, const void *bytes, size_t length);
void stranger_leaves(struct stranger *);

/* The same for texts. */
void stranger_says_text(struct stranger *, const char *text);
void stranger_hears_text(struct stranger *, const char *text);

/* A segment of one side; its sender goes on from there, or as if it had not
 * been sent. */
struct shot stranger_segment(const struct stranger *, bool from_server,
    const void *bytes, size_t length);

/* A POST of a command by a device of that id, its user "eve", and the answer
 * 200. `headers`: lines that come besides; the body is WBXML. */
void stranger_posts(struct stranger *, const char *command, const char *device,
    const char *headers, const struct bomb *body);
void stranger_is_answered(
    struct stranger *, const char *headers, const struct bomb *body);

#endif
