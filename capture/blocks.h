/*
 * The blocks of a pcapng file as they pass (draft-ietf-opsawg-pcapng). The
 * library refuses a file whose interfaces have different snapshot lengths,
 * which is what joining captures gives; it does not cut packets by them, so
 * later interfaces are given the length of the first.
 */
#ifndef EASLENS_CAPTURE_BLOCKS_H
#define EASLENS_CAPTURE_BLOCKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BLOCKS_HEAD 16

/* Zeroed before the first byte of a file. */
struct blocks {
	bool begun;
	bool over; /* no pcapng, or damaged: nothing is looked at any more */
	bool big_endian;
	bool mixed;        /* a later section is of the other byte order */
	uint64_t passed;   /* bytes so far */
	uint64_t mixed_at; /* bytes up to behind the head of that section */
	bool limited;
	uint32_t snaplen; /* of the first interface, where `limited` */
	uint32_t left;    /* bytes of the block that just pass */
	uint8_t head[BLOCKS_HEAD];
	unsigned held;
};

/* The next bytes of the file, of any number. */
void blocks_pass(struct blocks *, uint8_t *bytes, size_t count);

#endif
