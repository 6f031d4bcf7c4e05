/*
 * Fragments, see fragments.h.
 *
 * Each datagram that waits has one buffer, in which its pieces lie where they
 * belong, and a sorted list of the spans that are filled. It is whole when
 * its end is known and one span reaches from begin to end. Datagrams stand in
 * a short array in the order in which they began, the oldest first.
 */
#include "decode/fragments.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/memory.h"

#define DATAGRAM_MOST 65535u
#define BUFFER_LEAST 2048u
#define UNKNOWN_END UINT32_MAX

struct span {
	uint32_t begin, end;
};

struct key {
	uint8_t source[16], destination[16];
	uint32_t id;
	uint32_t family; /* IPv4: its protocol too (RFC 791, 3.2) */
};

struct datagram {
	struct key key;
	int64_t time; /* of the first piece to come */
	uint8_t *bytes;
	uint32_t size;     /* of the buffer */
	uint32_t end;      /* of the datagram, or UNKNOWN_END */
	uint32_t furthest; /* end of any piece so far */
	uint32_t pieces;
	uint32_t spans;
	uint32_t span_room;
	struct span *span;
	uint8_t protocol; /* that the first piece named */
	bool copied;      /* see was_finished() */
};

struct finished {
	struct key key;
	int64_t time; /* of the last piece to come */
};

/* The buffer of a datagram. */
struct whole {
	uint8_t *bytes;
	uint32_t size;
};

struct fragments {
	struct health *health;
	struct datagram *waiting[LIMIT_FRAGMENT_DATAGRAMS];
	unsigned count;
	size_t held;        /* size of all buffers that wait */
	struct whole whole; /* the last one that was finished */
	struct finished finished[LIMIT_FRAGMENT_FINISHED];
	unsigned finished_used; /* in all; the ring begins again */
};

struct fragments *
fragments_new(struct health *health)
{
	struct fragments *all = memory_get(1, sizeof(*all));

	all->health = health;
	return all;
}

/* Takes a datagram off the list; its buffer stays with the caller. */
static struct whole
remove_datagram(struct fragments *all, unsigned index)
{
	struct datagram *gone;
	struct whole whole;

	assert(index < all->count);
	gone = all->waiting[index];
	whole = (struct whole){gone->bytes, gone->size};
	all->held -= gone->size;
	all->count--;
	memmove(&all->waiting[index], &all->waiting[index + 1],
	    (all->count - index) * sizeof(struct datagram *));
	free(gone->span);
	free(gone);
	return whole;
}

static void
forget(struct whole whole)
{
	memory_forget(whole.bytes, whole.size);
}

static void
give_up(struct fragments *all, unsigned index)
{
	all->health->limits_reached += all->waiting[index]->copied ? 0 : 1;
	forget(remove_datagram(all, index));
}

void
fragments_free(struct fragments *all)
{
	if (all == NULL)
		return;
	while (all->count > 0)
		forget(remove_datagram(all, all->count - 1));
	forget(all->whole);
	free(all);
}

/* Captures of one run may overlap in time, so age counts in both ways. */
static bool
too_old(int64_t time, int64_t now, int64_t most)
{
	uint64_t a = (uint64_t)time;
	uint64_t b = (uint64_t)now;
	uint64_t age = time < now ? b - a : a - b;

	return age > (uint64_t)most;
}

static void
give_up_old(struct fragments *all, int64_t now)
{
	for (unsigned i = all->count; i > 0; i--) {
		const struct datagram *datagram = all->waiting[i - 1];

		if (too_old(datagram->time, now,
			datagram->copied ? LIMIT_FRAGMENT_COPY_AGE
					 : LIMIT_FRAGMENT_AGE))
			give_up(all, i - 1);
	}
}

static struct key
key_of(const struct ip_header *ip)
{
	struct key key = {.id = ip->id, .family = ip->family_key};

	memcpy(key.source, ip->source, sizeof(key.source));
	memcpy(key.destination, ip->destination, sizeof(key.destination));
	return key;
}

static bool
same_key(const struct key *a, const struct key *b)
{
	return a->id == b->id && a->family == b->family &&
	       memcmp(a->source, b->source, sizeof(a->source)) == 0 &&
	       memcmp(a->destination, b->destination, sizeof(a->destination)) ==
		   0;
}

/*
 * A datagram of that key was whole a moment ago. Where a capture has each
 * packet twice, these are the copies of its last pieces: they never become
 * whole, and nothing is missing when they leave.
 */
static bool
was_finished(const struct fragments *all, const struct key *key, int64_t now)
{
	for (unsigned i = 0;
	     i < all->finished_used && i < LIMIT_FRAGMENT_FINISHED; i++) {
		const struct finished *one = &all->finished[i];

		if (same_key(&one->key, key) &&
		    !too_old(one->time, now, LIMIT_FRAGMENT_COPY_AGE))
			return true;
	}
	return false;
}

/* The place of the piece's datagram, which begins to wait if it is new. */
static unsigned
find(struct fragments *all, const struct ip_header *ip, int64_t time)
{
	struct key key = key_of(ip);
	struct datagram *fresh;
	unsigned i;

	for (i = 0; i < all->count; i++)
		if (same_key(&all->waiting[i]->key, &key))
			return i;
	if (all->count == LIMIT_FRAGMENT_DATAGRAMS)
		give_up(all, 0);
	fresh = memory_get(1, sizeof(*fresh));
	fresh->key = key;
	fresh->time = time;
	fresh->end = UNKNOWN_END;
	fresh->copied = was_finished(all, &key, time);
	all->waiting[all->count] = fresh;
	return all->count++;
}

/* Gives the datagram a buffer of `size` at least; others leave for it, the
 * oldest first. Its place in the array may change by that. */
static unsigned
make_room(struct fragments *all, unsigned index, uint32_t size)
{
	struct datagram *datagram = all->waiting[index];
	uint32_t larger = datagram->size == 0 ? BUFFER_LEAST : datagram->size;

	while (larger < size)
		larger *= 2;
	if (larger == datagram->size)
		return index;
	while (all->held - datagram->size + larger > LIMIT_FRAGMENT_BYTES) {
		unsigned oldest = index == 0 ? 1 : 0;

		assert(oldest < all->count);
		give_up(all, oldest);
		index -= oldest < index ? 1 : 0;
	}
	datagram->bytes = memory_move(datagram->bytes, datagram->size, larger);
	all->held += larger - datagram->size;
	datagram->size = larger;
	return index;
}

/* Copies what is not there yet; what came first stays. */
static void
fill(struct datagram *datagram, struct span piece, const uint8_t *bytes)
{
	uint32_t at = piece.begin;
	uint32_t i;

	for (i = 0; i < datagram->spans && at < piece.end; i++) {
		const struct span *there = &datagram->span[i];

		if (there->end <= at)
			continue;
		if (there->begin >= piece.end)
			break;
		if (there->begin > at)
			memcpy(datagram->bytes + at, bytes + (at - piece.begin),
			    there->begin - at);
		at = there->end;
	}
	if (at < piece.end)
		memcpy(datagram->bytes + at, bytes + (at - piece.begin),
		    piece.end - at);
}

/* How many bytes of a piece lie in spans that have others. */
static uint32_t
conflicting(
    const struct datagram *datagram, struct span piece, const uint8_t *bytes)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < datagram->spans; i++) {
		struct span both = datagram->span[i];

		if (both.begin < piece.begin)
			both.begin = piece.begin;
		if (both.end > piece.end)
			both.end = piece.end;
		if (both.begin < both.end &&
		    memcmp(datagram->bytes + both.begin,
			bytes + (both.begin - piece.begin),
			both.end - both.begin) != 0)
			count += both.end - both.begin;
	}
	return count;
}

/* Opens a place in the list of spans. */
static void
insert_span(struct datagram *datagram, uint32_t at, struct span span)
{
	if (datagram->spans == datagram->span_room) {
		datagram->span_room += 8;
		datagram->span = memory_grow(
		    datagram->span, datagram->span_room, sizeof(span));
	}
	memmove(&datagram->span[at + 1], &datagram->span[at],
	    (datagram->spans - at) * sizeof(span));
	datagram->span[at] = span;
	datagram->spans++;
}

/* Notes that a span is filled, and joins it with those it touches. */
static void
note_span(struct datagram *datagram, struct span span)
{
	uint32_t first = 0;
	uint32_t last;

	while (
	    first < datagram->spans && datagram->span[first].end < span.begin)
		first++;
	for (last = first;
	     last < datagram->spans && datagram->span[last].begin <= span.end;
	     last++) {
		if (datagram->span[last].begin < span.begin)
			span.begin = datagram->span[last].begin;
		if (datagram->span[last].end > span.end)
			span.end = datagram->span[last].end;
	}
	if (first == last) {
		insert_span(datagram, first, span);
		return;
	}
	datagram->span[first] = span;
	memmove(&datagram->span[first + 1], &datagram->span[last],
	    (datagram->spans - last) * sizeof(span));
	datagram->spans -= last - first - 1;
}

static bool
is_whole(const struct datagram *datagram)
{
	return datagram->spans == 1 && datagram->span[0].begin == 0 &&
	       datagram->span[0].end == datagram->end;
}

/* Whether a piece can be one of IP at all: all but the last are of a multiple
 * of 8 bytes, and none reaches beyond the largest datagram. */
static bool
is_possible(const struct ip_header *ip, size_t length)
{
	if (length > DATAGRAM_MOST || ip->offset > DATAGRAM_MOST - length)
		return false;
	return !ip->more_fragments || (length != 0 && length % 8 == 0);
}

/* Whether a piece agrees with what is known of the datagram's end. */
static bool
is_fitting(
    const struct datagram *datagram, const struct ip_header *ip, uint32_t end)
{
	if (ip->more_fragments)
		return end <= datagram->end;
	if (datagram->end != UNKNOWN_END)
		return end == datagram->end;
	return end >= datagram->furthest;
}

static void
add_piece(struct fragments *all, struct datagram *datagram,
    const struct ip_header *ip, const struct layer *layer)
{
	uint32_t end = ip->offset + (uint32_t)layer_wire(layer);
	struct span piece = {ip->offset, ip->offset};

	piece.end += (uint32_t)layer->bytes.left;
	datagram->pieces++;
	if (end > datagram->furthest)
		datagram->furthest = end;
	if (!ip->more_fragments)
		datagram->end = end;
	if (ip->offset == 0)
		datagram->protocol = ip->protocol;
	if (piece.begin == piece.end)
		return;
	all->health->conflicting_bytes +=
	    conflicting(datagram, piece, layer->bytes.at);
	fill(datagram, piece, layer->bytes.at);
	note_span(datagram, piece);
}

/* Hands the whole datagram over. The one handed over before may be what the
 * last piece came from (a tunnel), so it has to live until here. */
static void
finish(struct fragments *all, unsigned index, struct ip_header *ip,
    struct layer *layer, int64_t time)
{
	const struct datagram *datagram = all->waiting[index];
	uint32_t length = datagram->end;
	unsigned place = all->finished_used++ % LIMIT_FRAGMENT_FINISHED;

	all->finished[place] = (struct finished){datagram->key, time};
	ip->protocol = datagram->protocol;
	forget(all->whole);
	all->whole = remove_datagram(all, index);
	layer->bytes = cursor_over(all->whole.bytes, length);
	layer->missing = 0;
}

enum verdict
fragments_add(struct fragments *all, struct ip_header *ip, struct layer *layer,
    int64_t time)
{
	size_t length = layer_wire(layer);
	unsigned index;

	all->health->ip_fragments++;
	if (!is_possible(ip, length))
		return VERDICT_MALFORMED;
	give_up_old(all, time);
	index = find(all, ip, time);
	if (all->waiting[index]->pieces == LIMIT_FRAGMENT_PIECES) {
		give_up(all, index);
		index = find(all, ip, time);
	}
	if (!is_fitting(all->waiting[index], ip, ip->offset + (uint32_t)length))
		return VERDICT_MALFORMED;
	index = make_room(all, index, ip->offset + (uint32_t)length);
	add_piece(all, all->waiting[index], ip, layer);
	if (is_whole(all->waiting[index]))
		finish(all, index, ip, layer, time);
	else
		ip->protocol = IP_NO_NEXT;
	return VERDICT_OK;
}

size_t
fragments_held(const struct fragments *all)
{
	return all->held;
}

unsigned
fragments_waiting(const struct fragments *all)
{
	return all->count;
}
