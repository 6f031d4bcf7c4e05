/*
 * Numbers in network order, for those who make packets.
 */
#ifndef EASLENS_TESTS_NETWORK_H
#define EASLENS_TESTS_NETWORK_H

#include <stdint.h>

static inline void
write16(uint8_t *at, unsigned value)
{
	at[0] = (uint8_t)(value >> 8);
	at[1] = (uint8_t)value;
}

static inline void
write32(uint8_t *at, uint32_t value)
{
	write16(at, value >> 16);
	write16(at + 2, value & 0xffff);
}

#endif
