/*
 * A keyed hash, SipHash-2-4 with 64 bits (Aumasson and Bernstein, "SipHash: a
 * fast short-input PRF", 2012): who does not have the key can neither tell
 * what was hashed nor make two inputs meet.
 */
#ifndef EASLENS_MODEL_SIPHASH_H
#define EASLENS_MODEL_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

#define SIPHASH_KEY 16u

uint64_t siphash(
    const uint8_t key[SIPHASH_KEY], const void *bytes, size_t count);

#endif
