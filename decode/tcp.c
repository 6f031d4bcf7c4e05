/*
 * The TCP header, see tcp.h.
 */
#include "decode/tcp.h"

#define TCP_HEADER 20u

/* Steps over the options, also where the snapshot length cut them. */
static void
skip_options(struct layer *layer, size_t options)
{
	size_t captured = layer->bytes.left;

	if (options > captured) {
		layer->missing -= options - captured;
		options = captured;
	}
	cursor_skip(&layer->bytes, options);
}

enum verdict
tcp_open(struct layer *layer, struct segment *out)
{
	struct cursor *c = &layer->bytes;
	size_t header;

	out->source.port = cursor_u16(c);
	out->destination.port = cursor_u16(c);
	out->sequence = cursor_u32(c);
	out->acknowledgement = cursor_u32(c);
	header = (size_t)(cursor_u8(c) >> 4) * 4;
	out->flags = cursor_u8(c);
	cursor_skip(c, 6); /* window, checksum, urgent pointer */
	if (c->ran_short)
		return layer_short(layer);
	if (header < TCP_HEADER || header - TCP_HEADER > layer_wire(layer))
		return VERDICT_MALFORMED;
	skip_options(layer, header - TCP_HEADER);
	out->payload = c->at;
	out->captured = (uint32_t)c->left;
	out->length = (uint32_t)layer_wire(layer);
	return VERDICT_OK;
}
