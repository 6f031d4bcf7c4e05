/*
 * Captures in memory, see frames.h. Only plain TCP over IPv4 and IPv6 is cut
 * anew (no fragments, no extension headers); all else passes unchanged.
 */
#include "tests/support/frames.h"
#include "tests/support/check.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "capture/capture.h"
#include "decode/analyzer.h"
#include "tests/support/network.h"
#include "tests/support/opened.h"

#define IPV4_HEADER 20u
#define IPV6_HEADER 40u
#define MOST_IP_LENGTH 65535u
#define PROTOCOL_TCP 6
#define FLAG_FIN 0x01u
#define FLAG_SYN 0x02u
#define FLAG_PSH 0x08u

/* Where the parts of a TCP segment lie in its frame. */
struct layout {
	size_t ip, tcp, payload, length;
	bool v6;
};

static struct frame *
frames_add(struct frames *frames, const struct frame *like, size_t length)
{
	struct frame *frame;
	uint8_t *bytes = malloc(length + 1);

	if (frames->count == frames->room) {
		frames->room = frames->room * 2 + 64;
		frames->items = realloc(
		    frames->items, frames->room * sizeof(*frames->items));
	}
	assert_non_null(frames->items);
	assert_non_null(bytes);
	frame = &frames->items[frames->count++];
	*frame = *like;
	memcpy(bytes, like->bytes,
	    length < like->captured ? length : like->captured);
	frame->bytes = bytes;
	return frame;
}

void
frames_done(struct frames *frames)
{
	for (size_t i = 0; i < frames->count; i++)
		free((void *)(uintptr_t)frames->items[i].bytes);
	free(frames->items);
	*frames = (struct frames){.items = NULL};
}

void
frames_load(struct frames *frames, const char *folder, const char *file)
{
	char path[512];
	char message[CAPTURE_MESSAGE];
	struct frame frame = {.number = 0};
	struct capture *capture;

	*frames = (struct frames){.items = NULL};
	snprintf(path, sizeof(path), "%s/%s", folder, file);
	capture = capture_open_file(path, NULL, message);
	if (capture == NULL)
		fail_msg("%s", message);
	while (capture_next(capture, &frame) == CAPTURE_FRAME) {
		frame.number = frames->count + 1;
		frames_add(frames, &frame, frame.captured);
	}
	capture_close(capture);
}

static uint16_t
get_u16(const uint8_t *at)
{
	return (uint16_t)(at[0] << 8 | at[1]);
}

static uint32_t
get_u32(const uint8_t *at)
{
	return (uint32_t)get_u16(at) << 16 | get_u16(at + 2);
}

/* Bytes in front of the IP header. */
static size_t
link_length(const struct frame *frame)
{
	size_t length = 14;

	switch (frame->link) {
	case LINK_ETHERNET:
		while (length + 4 < frame->captured &&
		       (get_u16(frame->bytes + length - 2) == 0x8100 ||
			   get_u16(frame->bytes + length - 2) == 0x88a8))
			length += 4;
		return length;
	case LINK_LINUX_SLL:
		return 16;
	case LINK_LINUX_SLL2:
		return 20;
	case LINK_NULL:
	case LINK_LOOP:
		return 4;
	case LINK_RAW:
	case LINK_IPV4:
	case LINK_IPV6:
		return 0;
	case LINK_UNSUPPORTED:
	case LINK_IEEE802_11:
	case LINK_IEEE802_11_RADIO:
	default:
		return frame->captured;
	}
}

/* True where the frame is a whole TCP segment with a payload. */
static bool
find_layout(const struct frame *frame, struct layout *layout)
{
	size_t ip = link_length(frame);
	const uint8_t *at = frame->bytes + ip;
	size_t header;
	size_t all;

	if (ip + IPV6_HEADER + 20 > frame->captured)
		return false;
	layout->v6 = at[0] >> 4 == 6;
	header = layout->v6 ? IPV6_HEADER : (at[0] & 15u) * 4u;
	all = layout->v6 ? IPV6_HEADER + get_u16(at + 4) : get_u16(at + 2);
	if (at[layout->v6 ? 6 : 9] != PROTOCOL_TCP ||
	    (!layout->v6 &&
		(at[0] >> 4 != 4 || (get_u16(at + 6) & 0x3fff) != 0)))
		return false;
	layout->ip = ip;
	layout->tcp = ip + header;
	layout->payload = layout->tcp + (at[header + 12] >> 4) * 4u;
	if (ip + all > frame->captured || layout->payload >= ip + all)
		return false;
	layout->length = ip + all - layout->payload;
	return true;
}

static void
set_length(uint8_t *bytes, const struct layout *layout, size_t payload)
{
	size_t all = layout->payload - layout->ip + payload;

	if (layout->v6)
		write16(bytes + layout->ip + 4, (unsigned)(all - IPV6_HEADER));
	else
		write16(bytes + layout->ip + 2, (unsigned)all);
}

static uint8_t *
bytes_of(struct frame *frame)
{
	return (uint8_t *)(uintptr_t)frame->bytes;
}

static void
add_piece(struct frames *out, const struct frame *whole,
    const struct layout *layout, size_t begin, size_t length)
{
	struct frame *piece = frames_add(out, whole, layout->payload + length);
	uint8_t *bytes = bytes_of(piece);
	uint8_t *tcp = bytes + layout->tcp;

	memcpy(bytes + layout->payload, whole->bytes + layout->payload + begin,
	    length);
	piece->captured = (uint32_t)(layout->payload + length);
	piece->wire = piece->captured;
	set_length(bytes, layout, length);
	write32(tcp + 4, get_u32(tcp + 4) + (uint32_t)begin);
	if (begin > 0)
		tcp[13] &= (uint8_t)~FLAG_SYN;
	if (begin + length < layout->length)
		tcp[13] &= (uint8_t) ~(FLAG_FIN | FLAG_PSH);
}

void
frames_split(struct frames *out, const struct frames *in, size_t least,
    size_t most, unsigned seed)
{
	struct layout layout;

	*out = (struct frames){.items = NULL};
	for (size_t i = 0; i < in->count; i++) {
		const struct frame *frame = &in->items[i];
		size_t done = 0;

		if (!find_layout(frame, &layout)) {
			frames_add(out, frame, frame->captured);
			continue;
		}
		while (done < layout.length) {
			size_t left = layout.length - done;
			size_t want;

			seed = seed * 1103515245u + 12345u;
			want = least + (seed >> 16) % (most - least + 1);
			if (want > left)
				want = left;
			add_piece(out, frame, &layout, done, want);
			done += want;
		}
	}
}

/* The second segment goes on where the first ends, in the same direction. */
static bool
goes_on(const struct frame *first, const struct layout *a,
    const struct frame *second, const struct layout *b)
{
	const uint8_t *tcp = first->bytes + a->tcp;
	const uint8_t *next = second->bytes + b->tcp;
	size_t addresses = a->v6 ? 32 : 8;

	return a->v6 == b->v6 && a->ip == b->ip && a->payload == b->payload &&
	       memcmp(tcp - addresses, next - addresses, addresses + 4) == 0 &&
	       get_u32(tcp + 4) + a->length == get_u32(next + 4) &&
	       (tcp[13] & (FLAG_FIN | FLAG_SYN)) == 0 &&
	       (next[13] & FLAG_SYN) == 0 &&
	       a->payload - a->ip + a->length + b->length <= MOST_IP_LENGTH;
}

static void
append(struct frame *first, struct layout *a, const struct frame *second,
    const struct layout *b)
{
	uint8_t *bytes = bytes_of(first);

	bytes = realloc(bytes, a->payload + a->length + b->length);
	assert_non_null(bytes);
	memcpy(bytes + a->payload + a->length, second->bytes + b->payload,
	    b->length);
	memcpy(bytes + a->tcp + 8, second->bytes + b->tcp + 8, 4);
	bytes[a->tcp + 13] |= second->bytes[b->tcp + 13];
	a->length += b->length;
	set_length(bytes, a, a->length);
	first->bytes = bytes;
	first->captured = (uint32_t)(a->payload + a->length);
	first->wire = first->captured;
}

void
frames_merge(struct frames *out, const struct frames *in)
{
	struct layout last = {.length = 0};
	struct layout layout;

	*out = (struct frames){.items = NULL};
	for (size_t i = 0; i < in->count; i++) {
		const struct frame *frame = &in->items[i];

		if (!find_layout(frame, &layout))
			layout.length = 0;
		if (layout.length > 0 && last.length > 0 &&
		    goes_on(
			&out->items[out->count - 1], &last, frame, &layout)) {
			append(
			    &out->items[out->count - 1], &last, frame, &layout);
			continue;
		}
		frames_add(out, frame, frame->captured);
		last = layout;
	}
}

struct ledger *
frames_replay(const struct frames *frames, size_t left_out)
{
	static const struct analyzer_hooks hooks;
	static const struct analyzer_settings settings;
	struct ledger *ledger = ledger_new();
	struct analyzer *analyzer = analyzer_new(ledger, &hooks, &settings);

	for (size_t i = 0; i < frames->count; i++)
		if (i != left_out)
			analyzer_frame(analyzer, &frames->items[i]);
	analyzer_finish(analyzer);
	analyzer_free(analyzer);
	return ledger;
}
