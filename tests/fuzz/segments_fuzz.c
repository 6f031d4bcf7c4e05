/*
 * Two TCP connections whose segments come early, late, twice, cut, otherwise
 * or never, through the whole chain into the reports. Headers are made here,
 * so that every input gets to reassembly and HTTP.
 *
 *   flags 1, 0x80: watched; then segments:
 *   control 1 | shift of its place 2 (if SHIFTED) | shift of what it
 *   acknowledges 2 (if ACKNOWLEDGES_OTHER) | bytes not captured 1 (if CUT) |
 *   length 2, bytes
 */
#include <stdlib.h>
#include <string.h>

#include "decode/packet.h"
#include "tests/fuzz/chain.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/network.h"

enum {
	FROM_SERVER = 0x01,
	SECOND = 0x02, /* connection */
	SYN = 0x04,
	FIN = 0x08,
	RST = 0x10,
	SHIFTED = 0x20,
	ACKNOWLEDGES_OTHER = 0x40,
	CUT = 0x80,
};

#define HEADERS 40u
#define MILLISECOND 1000000

/* What both ends of a connection have sent, by direction. */
struct ends {
	uint32_t next[2];
};

/* IPv4 and TCP headers (RFC 791, RFC 9293). */
static void
put_headers(uint8_t *at, uint8_t control, uint32_t sequence,
    uint32_t acknowledgement, size_t payload)
{
	unsigned side = control & FROM_SERVER;
	unsigned port = (control & SECOND) != 0 ? 40001 : 40000;
	unsigned flags = (control & SYN) != 0 ? TCP_SYN : 0;

	flags |= (control & FIN) != 0 ? TCP_FIN : 0;
	flags |= (control & RST) != 0 ? TCP_RST : 0;
	flags |= control == SYN || control == (SYN | SECOND) ? 0 : TCP_ACK;
	memset(at, 0, HEADERS);
	at[0] = 0x45;
	write16(at + 2, (unsigned)(HEADERS + payload));
	at[8] = 64;
	at[9] = 6;
	write32(at + 12, side == 0 ? 0x0a000001 : 0x0a000002);
	write32(at + 16, side == 0 ? 0x0a000002 : 0x0a000001);
	write16(at + 20, side == 0 ? port : 80);
	write16(at + 22, side == 0 ? 80 : port);
	write32(at + 24, sequence);
	write32(at + 28, acknowledgement);
	at[32] = 0x50;
	at[33] = (uint8_t)flags;
}

/* A signed number of two bytes, where there is one. */
static uint32_t
read_shift(struct cursor *input, bool given)
{
	uint32_t value = given ? cursor_u16(input) : 0;

	return value < 0x8000 ? value : value | 0xffff0000u;
}

static void
send_segment(struct chain *chain, struct ends *ends, struct cursor *input)
{
	uint8_t control = cursor_u8(input);
	unsigned side = control & FROM_SERVER;
	uint32_t shift = read_shift(input, (control & SHIFTED) != 0);
	uint32_t other = read_shift(input, (control & ACKNOWLEDGES_OTHER) != 0);
	uint32_t missing = (control & CUT) ? cursor_u8(input) : 0;
	struct cursor payload = fuzz_record(input);
	uint32_t sequence = ends->next[side] + shift;
	uint32_t end = sequence + (uint32_t)payload.left + missing;
	uint8_t *frame;

	if (payload.left + missing > UINT16_MAX - HEADERS)
		return;
	if ((control & (SYN | FIN)) != 0)
		end++;
	frame = malloc(HEADERS + payload.left);
	HOLDS(frame != NULL);
	put_headers(frame, control, sequence, ends->next[1 - side] + other,
	    payload.left + missing);
	if (payload.left > 0)
		memcpy(frame + HEADERS, payload.at, payload.left);
	chain_frame(chain, LINK_RAW, frame, (uint32_t)(HEADERS + payload.left),
	    missing, MILLISECOND);
	free(frame);
	if ((int32_t)(end - ends->next[side]) > 0)
		ends->next[side] = end;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	struct chain *chain = chain_new((cursor_u8(&input) & 0x80) != 0);
	/* Close to where sequence numbers wrap. */
	struct ends connections[2] = {
	    {{0xfffffe00, 1000}}, {{5000, 0xffffff80}}};

	while (input.left > 0)
		send_segment(chain,
		    &connections[(cursor_peek(&input) & SECOND) != 0], &input);
	chain_end(chain);
	return 0;
}
