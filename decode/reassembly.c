/*
 * One direction of a TCP connection put in order, see reassembly.h.
 */
#include "decode/reassembly.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/pieces.h"

void
reassembly_start(struct reassembly *r, uint32_t sequence)
{
	if (r->started)
		return;
	r->started = true;
	r->base = sequence;
}

/* The one place where sequence numbers are compared: by signed difference to
 * the next byte wanted, so that they may wrap any number of times. */
static int64_t
signed_offset(const struct reassembly *r, uint32_t sequence)
{
	uint32_t wanted = r->base + (uint32_t)r->next;

	return (int64_t)r->next + (int32_t)(sequence - wanted);
}

uint64_t
reassembly_offset(const struct reassembly *r, uint32_t sequence)
{
	int64_t offset;

	if (!r->started)
		return 0;
	offset = signed_offset(r, sequence);
	return offset < 0 ? 0 : (uint64_t)offset;
}

/* Four lanes of eight bytes, so that one need not wait for the other. Told
 * apart, not secured. */
static uint32_t
run_hash(const uint8_t *bytes, uint32_t count)
{
	uint64_t lanes[4] = {count, 1, 2, 3};
	uint8_t rest[32] = {0};

	while (count > 0) {
		uint64_t words[4];

		if (count < sizeof(rest)) {
			memcpy(rest, bytes, count);
			bytes = rest;
			count = sizeof(rest);
		}
		memcpy(words, bytes, sizeof(words));
		for (int i = 0; i < 4; i++) {
			lanes[i] = (lanes[i] ^ words[i]) * 0x9e3779b97f4a7c15u;
			lanes[i] = lanes[i] << 32 | lanes[i] >> 32;
		}
		bytes += sizeof(words);
		count -= (uint32_t)sizeof(words);
	}
	lanes[0] ^= lanes[1] * 3 ^ lanes[2] * 5 ^ lanes[3] * 7;
	return (uint32_t)(lanes[0] ^ lanes[0] >> 32);
}

static void
deliver_gap(struct reassembly *r, const struct reassembly_world *world,
    void *context, uint64_t count)
{
	if (count == 0)
		return;
	world->health->gaps++;
	world->health->gap_bytes += count;
	r->next += count;
	world->sink->gap(context, count);
}

/* Hands over a run of `length` bytes of which `captured` are at hand. */
static void
deliver(struct reassembly *r, const struct reassembly_world *world,
    void *context, const struct incoming *run)
{
	struct origin origin = run->origin;

	origin.offset = r->next;
	if (run->captured > 0) {
		struct delivered_run *kept =
		    &r->runs[r->runs_used++ % REMEMBERED_RUNS];

		*kept = (struct delivered_run){.offset = r->next};
		if (!r->stepped_over && run->captured <= LIMIT_REMEMBERED_RUN) {
			kept->count = run->captured;
			kept->hash = run_hash(run->bytes, run->captured);
		}
		r->next += run->captured;
		world->sink->bytes(context, run->bytes, run->captured, &origin);
	}
	deliver_gap(r, world, context, run->length - run->captured);
}

/* Delivers what waits as long as it follows without a hole. */
static void
drain(struct reassembly *r, const struct reassembly_world *world, void *context)
{
	if (r->held)
		return;
	while (r->first != NULL && r->first->offset <= r->next) {
		struct piece *piece = r->first;
		struct incoming run = {
		    .bytes = piece->bytes,
		    .captured = piece->captured,
		    .length = piece->length,
		    .origin = piece->origin,
		};

		assert(piece->offset == r->next);
		r->first = piece->behind;
		r->waiting -= piece->length;
		r->pieces--;
		deliver(r, world, context, &run);
		piece_give_back(world->pool, piece);
	}
	if (r->fin_seen && !r->ended && r->next >= r->fin_at) {
		r->ended = true;
		world->sink->end(context);
	}
}

/* Skips the hole before the first waiting piece, or up to `until`. */
static void
skip_hole(struct reassembly *r, const struct reassembly_world *world,
    void *context, uint64_t until)
{
	if (r->first != NULL && r->first->offset < until)
		until = r->first->offset;
	if (until > r->next)
		deliver_gap(r, world, context, until - r->next);
	drain(r, world, context);
}

/* A second copy of delivered bytes: does it differ from the first? Known only
 * where it covers a remembered run. */
static void
compare_copy(const struct reassembly *r, struct health *health, uint64_t offset,
    const struct incoming *in)
{
	for (unsigned i = 0; i < REMEMBERED_RUNS; i++) {
		const struct delivered_run *run = &r->runs[i];

		if (run->count == 0 || run->offset < offset ||
		    run->offset - offset > in->captured ||
		    run->count > in->captured - (run->offset - offset))
			continue;
		if (run_hash(in->bytes + (run->offset - offset), run->count) !=
		    run->hash)
			health->conflicting_bytes += run->count;
	}
}

/* Cuts `count` bytes off the front of a segment. */
static void
cut_front(struct incoming *in, uint64_t count)
{
	uint32_t captured =
	    in->captured < count ? in->captured : (uint32_t)count;

	in->bytes += captured;
	in->captured -= captured;
	in->length -= (uint32_t)count;
}

/* A keep-alive probe repeats the last byte before what was acknowledged, with
 * any value (RFC 9293 section 3.8.4): it must not fill a hole. Where just that
 * byte is wanted, it is the byte itself, captured behind its acknowledgement:
 * probes come later, when the hole was declared. */
static bool
is_probe(const struct reassembly *r, int64_t offset, uint32_t length)
{
	return length <= 1 && offset >= 0 && (uint64_t)offset != r->next &&
	       (uint64_t)offset + 1 == r->acked;
}

/* Puts the part of a segment that is new in line behind a hole. */
static void
wait_in_line(struct reassembly *r, const struct reassembly_world *world,
    uint64_t offset, const struct incoming *in)
{
	struct waiting line = {
	    .first = &r->first,
	    .bytes = &r->waiting,
	    .pieces = &r->pieces,
	};

	if (offset > r->next)
		world->health->out_of_order_segments++;
	if (!pieces_insert(world->pool, &line, offset, in, world->health))
		world->health->limits_reached++;
}

/* Makes room when too much waits, by giving up on the holes. */
static void
keep_bounds(
    struct reassembly *r, const struct reassembly_world *world, void *context)
{
	while (r->first != NULL && (r->waiting > LIMIT_WAITING_DIRECTION ||
				       r->pieces > LIMIT_WAITING_SEGMENTS ||
				       piece_pool_full(world->pool))) {
		world->health->limits_reached++;
		r->held = false;
		skip_hole(r, world, context, UINT64_MAX);
	}
}

/* Cuts away what was delivered before. False: nothing new is left. */
static bool
only_new(const struct reassembly *r, struct health *health, struct incoming *in,
    uint64_t *offset)
{
	int64_t at = signed_offset(r, in->sequence);
	uint64_t old;

	if (is_probe(r, at, in->length))
		return false;
	*offset = (uint64_t)at;
	if (at >= (int64_t)r->next)
		return true;
	old = r->next - (uint64_t)at;
	if (at >= 0)
		compare_copy(r, health, (uint64_t)at, in);
	*offset = r->next;
	if (old >= in->length) {
		health->retransmitted_bytes += in->length;
		return false;
	}
	health->retransmitted_bytes += old;
	cut_front(in, old);
	return true;
}

void
reassembly_segment(struct reassembly *r, const struct reassembly_world *world,
    void *context, const struct incoming *segment)
{
	struct incoming in = *segment;
	uint64_t offset;

	reassembly_start(r, in.sequence);
	if (!only_new(r, world->health, &in, &offset))
		return;
	if (offset == r->next && r->first == NULL) {
		deliver(r, world, context, &in);
		return;
	}
	wait_in_line(r, world, offset, &in);
	drain(r, world, context);
	keep_bounds(r, world, context);
}

void
reassembly_hold(struct reassembly *r, const struct reassembly_world *world,
    const struct incoming *segment)
{
	struct incoming in = *segment;
	uint64_t offset;

	reassembly_start(r, in.sequence);
	r->held = true;
	if (only_new(r, world->health, &in, &offset))
		wait_in_line(r, world, offset, &in);
}

void
reassembly_release(
    struct reassembly *r, const struct reassembly_world *world, void *context)
{
	r->held = false;
	drain(r, world, context);
	keep_bounds(r, world, context);
}

void
reassembly_fin(struct reassembly *r, uint32_t sequence)
{
	int64_t offset;

	reassembly_start(r, sequence);
	offset = signed_offset(r, sequence);
	if (r->fin_seen || offset < (int64_t)r->next)
		return;
	r->fin_seen = true;
	r->fin_at = (uint64_t)offset;
}

/* How far the other side acknowledged bytes; a FIN takes a sequence number,
 * but is no byte. */
static uint64_t
acknowledged(const struct reassembly *r)
{
	return r->fin_seen && r->acked > r->fin_at ? r->fin_at : r->acked;
}

/* How far bytes are at hand without a hole: what is held counts. */
static uint64_t
reached(const struct reassembly *r)
{
	uint64_t until = r->next;

	for (const struct piece *piece = r->first;
	     piece != NULL && piece->offset <= until; piece = piece->behind)
		until = piece->offset + piece->length;
	return until;
}

bool
reassembly_may_end(const struct reassembly *r, uint32_t sequence)
{
	uint64_t offset = (uint64_t)signed_offset(r, sequence);

	return !r->started || offset == r->next || offset == r->acked ||
	       offset == reached(r) || (r->fin_seen && offset == r->fin_at + 1);
}

bool
reassembly_has_hole(const struct reassembly *r)
{
	return acknowledged(r) > reached(r);
}

void
reassembly_settle(
    struct reassembly *r, const struct reassembly_world *world, void *context)
{
	uint64_t until = acknowledged(r);

	reassembly_release(r, world, context);
	while (r->next < until)
		skip_hole(r, world, context, until);
}

void
reassembly_acknowledge(struct reassembly *r, uint32_t acknowledgement)
{
	uint64_t offset;

	reassembly_start(r, acknowledgement);
	offset = reassembly_offset(r, acknowledgement);
	/* One wild number must not hide all that follows. */
	if (offset > r->acked && offset <= r->next + LIMIT_ACKNOWLEDGED_AHEAD)
		r->acked = offset;
}

void
reassembly_flush(
    struct reassembly *r, const struct reassembly_world *world, void *context)
{
	reassembly_settle(r, world, context);
	while (r->first != NULL)
		skip_hole(r, world, context, UINT64_MAX);
	if (r->fin_seen && !r->ended)
		skip_hole(r, world, context, r->fin_at);
}
