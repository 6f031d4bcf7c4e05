/*
 * The headers in front of a TCP segment: IP, tunnels, link layers.
 */
#ifndef EASLENS_TESTS_MAKER_DRESS_H
#define EASLENS_TESTS_MAKER_DRESS_H

#include "tests/maker/buffer.h"
#include "tests/maker/wire.h"

/* Hands the packets that carry the segment to `write`: one, or several where
 * it is fragmented. */
void dress_and_write(enum dress, const struct address *from,
    const struct address *to, const struct buffer *tcp,
    void (*write)(void *context, const struct buffer *packet), void *context);

#endif
