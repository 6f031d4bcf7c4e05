/*
 * A whole capture in memory, its TCP streams cut into other segments, and the
 * analyzer run over it in this process: thousands of replays would be slow as
 * programs of their own.
 */
#ifndef EASLENS_TESTS_FRAMES_H
#define EASLENS_TESTS_FRAMES_H

#include <stddef.h>

#include "decode/frame.h"
#include "decode/model/ledger.h"

struct frames {
	struct frame *items; /* each with its bytes on the heap */
	size_t count;
	size_t room;
};

/* All frames of a capture file; fails the test where it cannot be read. */
void frames_load(struct frames *, const char *folder, const char *file);
void frames_done(struct frames *);

/* The same streams in segments of `least` to `most` bytes, drawn by `seed`;
 * headers, times and frame numbers are those of the segment that was cut. */
void frames_split(struct frames *out, const struct frames *, size_t least,
    size_t most, unsigned seed);

/* Segments that follow one another at once in one direction become one. */
void frames_merge(struct frames *out, const struct frames *);

/* No frame is left out. */
#define NO_FRAME ((size_t)-1)

/* Runs the analyzer over all frames but one; the ledger is for the caller to
 * free. */
struct ledger *frames_replay(const struct frames *, size_t left_out);

#endif
