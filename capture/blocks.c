/*
 * The blocks of a pcapng file as they pass, see blocks.h.
 */
#include "capture/blocks.h"

#include <string.h>

#define TYPE_SECTION 0x0a0d0d0au /* the same in both byte orders */
#define TYPE_INTERFACE 1u
#define ORDER_MAGIC 0x1a2b3c4du

/* Of any block, of a section header to its byte order, of an interface to its
 * snapshot length. */
#define HEAD_ANY 8u
#define HEAD_SECTION 12u
#define HEAD_INTERFACE 16u

static uint32_t
get32(const struct blocks *blocks, unsigned place)
{
	const uint8_t *at = blocks->head + place;

	if (blocks->big_endian)
		return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
		       (uint32_t)at[2] << 8 | at[3];
	return (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 |
	       (uint32_t)at[1] << 8 | at[0];
}

static unsigned
head_wanted(const struct blocks *blocks)
{
	if (blocks->held < HEAD_ANY)
		return HEAD_ANY;
	switch (get32(blocks, 0)) {
	case TYPE_SECTION:
		return HEAD_SECTION;
	case TYPE_INTERFACE:
		return HEAD_INTERFACE;
	default:
		return HEAD_ANY;
	}
}

static void
begin_section(struct blocks *blocks)
{
	bool before = blocks->big_endian;

	blocks->big_endian = false;
	if (get32(blocks, 8) != ORDER_MAGIC)
		blocks->big_endian = true;
	if (get32(blocks, 8) != ORDER_MAGIC)
		blocks->over = true;
	else if (blocks->begun && blocks->big_endian != before)
		blocks->mixed = true;
	blocks->begun = true;
}

/* The head is there: how long is the block? */
static void
enter_block(struct blocks *blocks)
{
	uint32_t type = get32(blocks, 0);
	uint32_t length;

	if (type == TYPE_SECTION)
		begin_section(blocks);
	if (type == TYPE_INTERFACE && !blocks->limited) {
		blocks->limited = true;
		blocks->snaplen = get32(blocks, 12);
	}
	length = get32(blocks, 4);
	if (!blocks->begun || length < blocks->held || length % 4 != 0)
		blocks->over = true;
	else
		blocks->left = length - blocks->held;
	blocks->held = 0;
}

/* A byte of a head. Those of a later snapshot length change. */
static void
pass_head(struct blocks *blocks, uint8_t *byte)
{
	unsigned shift = blocks->held * 8 % 32;

	if (blocks->held >= HEAD_SECTION && blocks->limited)
		*byte = (uint8_t)(blocks->snaplen >>
				  (blocks->big_endian ? 24 - shift : shift));
	blocks->head[blocks->held++] = *byte;
	if (blocks->held == head_wanted(blocks))
		enter_block(blocks);
}

void
blocks_pass(struct blocks *blocks, uint8_t *bytes, size_t count)
{
	const uint8_t *begin = bytes;
	uint64_t before = blocks->passed;

	blocks->passed += count;
	while (count > 0 && !blocks->over) {
		size_t step = blocks->left < count ? blocks->left : count;

		blocks->left -= (uint32_t)step;
		bytes += step;
		count -= step;
		/* Nearly all heads are those of packets, and whole. */
		if (blocks->held == 0 && count > HEAD_ANY) {
			memcpy(blocks->head, bytes, HEAD_ANY - 1);
			blocks->held = HEAD_ANY - 1;
			bytes += HEAD_ANY - 1;
			count -= HEAD_ANY - 1;
		}
		if (count > 0) {
			pass_head(blocks, bytes++);
			count--;
			if (blocks->mixed && blocks->mixed_at == 0)
				blocks->mixed_at =
				    before + (uint64_t)(bytes - begin);
		}
	}
}
