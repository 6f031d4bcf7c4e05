/*
 * Sets of small numbers as bits: `words` words of 64, made by the caller.
 */
#ifndef EASLENS_MODEL_BITS_H
#define EASLENS_MODEL_BITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* What next_bit() gives at the end. */
#define NO_BIT UINT32_MAX

static inline uint32_t
bits_words(uint32_t count)
{
	return (count + 63) / 64;
}

static inline void
bit_set(uint64_t *set, uint32_t bit)
{
	set[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline void
bit_clear(uint64_t *set, uint32_t bit)
{
	set[bit / 64] &= ~(UINT64_C(1) << bit % 64);
}

static inline bool
bit_is_set(const uint64_t *set, uint32_t bit)
{
	return (set[bit / 64] >> bit % 64 & 1) != 0;
}

static inline uint32_t
lowest_bit(uint64_t word)
{
	return (uint32_t)__builtin_ctzll(word);
}

/* The first member that is not below `from`, or NO_BIT. */
static inline uint32_t
next_bit(const uint64_t *set, uint32_t words, uint32_t from)
{
	uint32_t word = from / 64;
	uint64_t left;

	if (word >= words)
		return NO_BIT;
	left = set[word] & UINT64_MAX << from % 64;
	while (left == 0 && ++word < words)
		left = set[word];
	return left == 0 ? NO_BIT : word * 64 + lowest_bit(left);
}

/* Runs over the members; the set may lose what was reached. */
#define EACH_BIT(bit, set, words)                                              \
	for (uint32_t bit = next_bit(set, words, 0); bit != NO_BIT;            \
	     bit = next_bit(set, words, bit + 1))

static inline uint32_t
bits_count(const uint64_t *set, uint32_t words)
{
	uint32_t count = 0;

	for (uint32_t i = 0; i < words; i++)
		count += (uint32_t)__builtin_popcountll(set[i]);
	return count;
}

static inline bool
bits_any(const uint64_t *set, uint32_t words)
{
	return next_bit(set, words, 0) != NO_BIT;
}

static inline bool
bits_meet(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++) {
		if ((a[i] & b[i]) != 0)
			return true;
	}
	return false;
}

/* Every member of the first is in the second. */
static inline bool
bits_within(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++) {
		if ((a[i] & ~b[i]) != 0)
			return false;
	}
	return true;
}

static inline bool
bits_equal(const uint64_t *a, const uint64_t *b, uint32_t words)
{
	return memcmp(a, b, words * sizeof(*a)) == 0;
}

static inline void
bits_add(uint64_t *set, const uint64_t *more, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		set[i] |= more[i];
}

static inline void
bits_take(uint64_t *set, const uint64_t *away, uint32_t words)
{
	for (uint32_t i = 0; i < words; i++)
		set[i] &= ~away[i];
}

#endif
