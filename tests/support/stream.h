/*
 * One direction of a connection for tests of reassembly: segments named by
 * the offset of their bytes, and what was delivered as one line of text,
 * "ab[3]cd|" for two bytes, a hole of three, two bytes and the end.
 */
#ifndef EASLENS_TESTS_STREAM_H
#define EASLENS_TESTS_STREAM_H

#include "decode/reassembly.h"

struct stream {
	struct reassembly r;
	struct reassembly_world world;
	struct health health;
	uint32_t base;      /* sequence number of offset 0 */
	uint64_t frame;     /* of the newest segment, from 1 */
	struct origin last; /* of the run delivered last */
	char told[4096];    /* of a longer story only the beginning */
	size_t told_length;
};

/* The one of the test that runs; set up and torn down by cmocka. */
extern struct stream stream;

int stream_set_up(void **state);
int stream_tear_down(void **state);

/* The handshake was seen: offset 0 is at that sequence number. */
void begins_at(uint32_t sequence);

/* A segment; one that was cut had `length` bytes on the wire; one that waits
 * acknowledges what was not seen yet. Offsets may be negative. */
void arrives(int64_t offset, const char *bytes);
void arrives_cut(int64_t offset, const char *bytes, uint32_t length);
void arrives_many(int64_t offset, uint32_t count);
void waits(int64_t offset, const char *bytes);

void acknowledged_to(int64_t offset);
void fin_at(int64_t offset);
void settles(void);
void releases(void);
void flushes(void);

/* All that was delivered since the beginning. */
void delivered(const char *story);

#endif
