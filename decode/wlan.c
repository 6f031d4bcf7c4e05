/*
 * IEEE 802.11 and radiotap headers, see wlan.h.
 */
#include "decode/wlan.h"

#include <stdbool.h>

#include "decode/ethertype.h"

/* Frame control, read as a little-endian number. */
#define CONTROL_VERSION 0x0003u
#define CONTROL_TYPE 0x000cu
#define CONTROL_TYPE_DATA 0x0008u
#define CONTROL_NO_DATA 0x0040u
#define CONTROL_QOS 0x0080u
#define CONTROL_TO_DS 0x0100u
#define CONTROL_FROM_DS 0x0200u
#define CONTROL_MORE_FRAGMENTS 0x0400u
#define CONTROL_PROTECTED 0x4000u
#define CONTROL_HT 0x8000u

#define SEQUENCE_FRAGMENT 0x000fu
#define QOS_AGGREGATE 0x0080u

/* Radiotap: which fields are there, and the field "flags". */
#define PRESENT_TSFT 0x00000001u
#define PRESENT_FLAGS 0x00000002u
#define PRESENT_MORE 0x80000000u
#define FLAG_FCS 0x10u    /* a checksum stands at the end */
#define FLAG_PADDED 0x20u /* padding between header and data */
#define FLAG_BAD_FCS 0x40u
#define FCS_LENGTH 4u

static bool
both_ways(uint16_t control)
{
	const unsigned ways = CONTROL_TO_DS | CONTROL_FROM_DS;

	return (control & ways) == ways;
}

/* Reads the rest of a data frame's header behind its sequence control. */
static enum verdict
open_data(struct layer *layer, uint16_t control, bool padded)
{
	struct cursor *c = &layer->bytes;
	size_t header = 24;
	uint16_t qos = 0;

	if (both_ways(control)) {
		cursor_skip(c, 6);
		header += 6;
	}
	if (control & CONTROL_QOS) {
		qos = cursor_u16le(c);
		header += 2;
		if (control & CONTROL_HT) {
			cursor_skip(c, 4);
			header += 4;
		}
	}
	if (padded)
		cursor_skip(c, (4 - header % 4) % 4);
	if (c->ran_short)
		return layer_short(layer);
	if (qos & QOS_AGGREGATE)
		return VERDICT_UNSUPPORTED;
	return llc_open(layer);
}

static enum verdict
open_frame(struct layer *layer, bool padded)
{
	struct cursor *c = &layer->bytes;
	uint16_t control = cursor_u16le(c);
	uint16_t sequence;

	layer->next = NEXT_NOTHING;
	if (c->ran_short)
		return layer_short(layer);
	if ((control & CONTROL_VERSION) != 0)
		return VERDICT_MALFORMED;
	if ((control & CONTROL_TYPE) != CONTROL_TYPE_DATA ||
	    (control & CONTROL_NO_DATA))
		return VERDICT_OK;
	if (control & (CONTROL_PROTECTED | CONTROL_MORE_FRAGMENTS))
		return VERDICT_UNSUPPORTED;
	cursor_skip(c, 20); /* duration, three addresses */
	sequence = cursor_u16le(c);
	if (c->ran_short)
		return layer_short(layer);
	if (sequence & SEQUENCE_FRAGMENT)
		return VERDICT_UNSUPPORTED;
	return open_data(layer, control, padded);
}

enum verdict
wlan_open(struct layer *layer)
{
	return open_frame(layer, false);
}

/* The flags field of a radiotap header, whose fields are aligned to their
 * size from its begin: 8 bytes time before it, behind the bit masks. */
static uint8_t
radiotap_flags(struct cursor header)
{
	uint32_t present;
	uint32_t more;
	size_t at = 8;

	cursor_skip(&header, 4);
	present = cursor_u32le(&header);
	for (more = present; more & PRESENT_MORE; at += 4)
		more = cursor_u32le(&header);
	if (present & PRESENT_TSFT)
		cursor_skip(&header, (8 - at % 8) % 8 + 8);
	if (!(present & PRESENT_FLAGS))
		return 0;
	return cursor_u8(&header);
}

static void
drop_checksum(struct layer *layer)
{
	size_t wire = layer_wire(layer);

	if (layer->missing >= FCS_LENGTH)
		layer->missing -= FCS_LENGTH;
	else
		layer_cut(layer, wire > FCS_LENGTH ? wire - FCS_LENGTH : 0);
}

enum verdict
radiotap_open(struct layer *layer)
{
	struct cursor peek = layer->bytes;
	struct cursor header;
	uint8_t version = cursor_u8(&peek);
	uint16_t length;
	uint8_t flags;

	layer->next = NEXT_NOTHING;
	cursor_skip(&peek, 1);
	length = cursor_u16le(&peek);
	if (peek.ran_short)
		return layer_short(layer);
	if (version != 0 || length < 8)
		return VERDICT_MALFORMED;
	header = cursor_child(&layer->bytes, length);
	if (header.ran_short)
		return layer_short(layer);
	flags = radiotap_flags(header);
	if (flags & FLAG_BAD_FCS)
		return VERDICT_MALFORMED;
	if (flags & FLAG_FCS)
		drop_checksum(layer);
	return open_frame(layer, (flags & FLAG_PADDED) != 0);
}
