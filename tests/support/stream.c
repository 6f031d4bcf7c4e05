/*
 * One direction of a connection for tests of reassembly, see stream.h.
 */
#include "tests/support/check.h"

#include "tests/support/stream.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct stream stream;

static void
tell(const void *bytes, size_t count)
{
	size_t room = sizeof(stream.told) - 1 - stream.told_length;

	if (count > room)
		count = room;
	memcpy(stream.told + stream.told_length, bytes, count);
	stream.told_length += count;
	stream.told[stream.told_length] = '\0';
}

static void
take_bytes(void *context, const uint8_t *bytes, uint32_t count,
    const struct origin *origin)
{
	assert_ptr_equal(context, &stream);
	assert_true(count > 0);
	stream.last = *origin;
	tell(bytes, count);
}

static void
take_gap(void *context, uint64_t count)
{
	char text[32];
	int length =
	    snprintf(text, sizeof(text), "[%llu]", (unsigned long long)count);

	assert_ptr_equal(context, &stream);
	assert_true(count > 0);
	tell(text, (size_t)length);
}

static void
take_end(void *context)
{
	assert_ptr_equal(context, &stream);
	tell("|", 1);
}

int
stream_set_up(void **state)
{
	static const struct reassembly_sink sink = {
	    .bytes = take_bytes,
	    .gap = take_gap,
	    .end = take_end,
	};

	(void)state;
	stream = (struct stream){.world.sink = &sink};
	stream.world.pool = piece_pool_new();
	stream.world.health = &stream.health;
	return 0;
}

int
stream_tear_down(void **state)
{
	(void)state;
	piece_pool_free(stream.world.pool);
	return 0;
}

void
begins_at(uint32_t sequence)
{
	stream.base = sequence;
	reassembly_start(&stream.r, sequence);
}

static uint32_t
sequence_of(int64_t offset)
{
	return stream.base + (uint32_t)offset;
}

/* The bytes end where their memory does, so that a sanitizer sees a read too
 * far; the caller frees them. */
static struct incoming
segment(int64_t offset, const void *bytes, size_t count)
{
	uint8_t *copy = malloc(count == 0 ? 1 : count);

	assert_non_null(copy);
	if (count > 0)
		memcpy(copy, bytes, count);
	stream.frame++;
	return (struct incoming){
	    .sequence = sequence_of(offset),
	    .bytes = copy,
	    .captured = (uint32_t)count,
	    .length = (uint32_t)count,
	    .origin.at.frame = stream.frame,
	    .origin.at.time = (int64_t)stream.frame * 1000,
	    .origin.peer = stream.frame * 7,
	};
}

static void
let_go(const struct incoming *in)
{
	free((void *)(uintptr_t)in->bytes);
}

void
arrives_cut(int64_t offset, const char *bytes, uint32_t length)
{
	struct incoming in = segment(offset, bytes, strlen(bytes));

	in.length = length;
	reassembly_segment(&stream.r, &stream.world, &stream, &in);
	let_go(&in);
}

void
arrives(int64_t offset, const char *bytes)
{
	arrives_cut(offset, bytes, (uint32_t)strlen(bytes));
}

void
arrives_many(int64_t offset, uint32_t count)
{
	char *bytes = malloc((size_t)count + 1);

	assert_non_null(bytes);
	memset(bytes, 'm', count);
	bytes[count] = '\0';
	arrives(offset, bytes);
	free(bytes);
}

void
waits(int64_t offset, const char *bytes)
{
	struct incoming in = segment(offset, bytes, strlen(bytes));

	reassembly_hold(&stream.r, &stream.world, &in);
	let_go(&in);
}

void
acknowledged_to(int64_t offset)
{
	reassembly_acknowledge(&stream.r, sequence_of(offset));
}

void
fin_at(int64_t offset)
{
	reassembly_fin(&stream.r, sequence_of(offset));
	releases();
}

void
settles(void)
{
	reassembly_settle(&stream.r, &stream.world, &stream);
}

void
releases(void)
{
	reassembly_release(&stream.r, &stream.world, &stream);
}

void
flushes(void)
{
	reassembly_flush(&stream.r, &stream.world, &stream);
}

void
delivered(const char *story)
{
	assert_string_equal(stream.told, story);
}
