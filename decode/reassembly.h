/*
 * One direction of a TCP connection put in order (RFC 9293 section 3.4).
 *
 * Bytes go to the consumer in order, each run with the frame it came in; a
 * hole is data too: "n bytes never seen". Bytes that arrive twice: the first
 * copy wins, and a second copy that differs is counted. A hole is declared
 * when the other side has acknowledged past it, when too much waits behind
 * it, and when the flow ends.
 *
 *      delivered        hole      waiting       waiting
 *   |--------------->|.........|###########|.|#########|
 *   0              next        piece         piece
 */
#ifndef EASLENS_DECODE_REASSEMBLY_H
#define EASLENS_DECODE_REASSEMBLY_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/health.h"
#include "decode/model/observation.h"

/* Where a run of bytes came from: its frame, its offset in its direction, and
 * how many bytes of the other direction its sender had received by then. */
struct origin {
	struct moment at;
	uint64_t offset;
	uint64_t peer;
};

/* Who gets the bytes. `bytes` are borrowed for the time of the call. */
struct reassembly_sink {
	void (*bytes)(void *context, const uint8_t *bytes, uint32_t count,
	    const struct origin *);
	void (*gap)(void *context, uint64_t count);
	void (*end)(void *context); /* FIN: all bytes were delivered */
};

/* Memory for waiting pieces, shared by all flows and bounded in all. */
struct piece_pool;

struct piece_pool *piece_pool_new(void);
void piece_pool_free(struct piece_pool *);

/* Segments whose bytes have been delivered, to tell a second copy that
 * differs from one that is the same. */
#define REMEMBERED_RUNS 8

struct delivered_run {
	uint64_t offset;
	uint32_t count;
	uint32_t hash;
};

struct reassembly {
	bool started; /* `base` is known */
	bool fin_seen;
	bool ended; /* end() was called */
	bool held;  /* nothing is delivered before a release */
	/* Set by the consumer while it only counts bytes: second copies are
	 * not compared then. */
	bool stepped_over;
	uint32_t base;       /* sequence number of offset 0 */
	uint64_t next;       /* offset of the next byte to deliver */
	uint64_t acked;      /* offset the other side acknowledged */
	uint64_t fin_at;     /* offset behind the last byte */
	struct piece *first; /* waiting, by offset, without overlap */
	uint32_t waiting;    /* bytes */
	uint32_t pieces;
	uint32_t runs_used;
	struct delivered_run runs[REMEMBERED_RUNS];
};

/* What stays the same for all directions of a run. */
struct reassembly_world {
	struct piece_pool *pool;
	struct health *health;
	const struct reassembly_sink *sink;
};

/* Sets offset 0 to that sequence number, unless it is set already. */
void reassembly_start(struct reassembly *, uint32_t sequence);

/* The offset of a sequence number, at least 0; 0 before the start. */
uint64_t reassembly_offset(const struct reassembly *, uint32_t sequence);

/* One segment's payload: `captured` bytes at hand of `length` on the wire.
 * The origin's offset is filled in here. */
struct incoming {
	uint32_t sequence;
	const uint8_t *bytes;
	uint32_t captured;
	uint32_t length;
	struct origin origin;
};
void reassembly_segment(struct reassembly *, const struct reassembly_world *,
    void *context, const struct incoming *);

/* The same, but keeps the bytes waiting until they are released: the segment
 * acknowledges bytes that have not been seen yet, and these may follow in the
 * very next packet. */
void reassembly_hold(struct reassembly *, const struct reassembly_world *,
    const struct incoming *);

/* Delivers what waits without a hole before it, and the end. */
void reassembly_release(
    struct reassembly *, const struct reassembly_world *, void *context);

/* Notes a FIN whose payload ends at that sequence number. */
void reassembly_fin(struct reassembly *, uint32_t sequence);

/* Delivers what waits, and declares as a hole what was acknowledged and is
 * still not there. */
void reassembly_settle(
    struct reassembly *, const struct reassembly_world *, void *context);

/* Notes what the other side acknowledged. */
void reassembly_acknowledge(struct reassembly *, uint32_t acknowledgement);

/* Whether a sequence number stands where the bytes that are known end. */
bool reassembly_may_end(const struct reassembly *, uint32_t sequence);

/* True when bytes are acknowledged that were not seen. */
bool reassembly_has_hole(const struct reassembly *);

/* Delivers all that waits, holes declared; nothing comes after this. */
void reassembly_flush(
    struct reassembly *, const struct reassembly_world *, void *context);

#endif
