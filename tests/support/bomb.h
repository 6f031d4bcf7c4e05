/*
 * Bodies made to hurt: bytes by the million out of a few lines, the WBXML of a
 * Provision answer around whatever its policy shall hold, and content codings
 * around all that.
 */
#ifndef EASLENS_TESTS_BOMB_H
#define EASLENS_TESTS_BOMB_H

#include <stddef.h>
#include <stdint.h>

#include "tests/support/packed.h"

/* All zeroes is an empty one; it grows as it is added to. */
struct bomb {
	uint8_t *bytes; /* on the heap */
	size_t length, room;
};

void bomb_done(struct bomb *);

void bomb_put(struct bomb *, const void *bytes, size_t length);
void bomb_text(struct bomb *, const char *);
void bomb_repeat(struct bomb *, const void *bytes, size_t length, size_t times);

/* A number of WBXML (mb_u_int32). */
void bomb_integer(struct bomb *, uint32_t);

/* An element of the page in force with a text. */
void bomb_element(struct bomb *, uint8_t token, const char *text);

/* Begins a document with that string table, of `length` bytes. */
void bomb_wbxml(struct bomb *, const void *table, size_t length);

/* Begins the answer to a Provision request, up to what is inside of Data; and
 * ends it there. The policy's key is "4711". */
#define BOMB_KEY "4711"
void bomb_offer(
    struct bomb *, const char *type, const void *table, size_t length);
void bomb_offer_end(struct bomb *);

/* The same bytes in a content coding; the old ones are freed. */
void bomb_pack(struct bomb *, enum packing);

#endif
