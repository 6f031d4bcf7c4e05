/*
 * Hashes for tables that captured bytes are entered in. They hang on a key
 * that is drawn anew for every run, so that nobody can prepare names or
 * addresses that all fall into one place. Nothing that is shown may depend on
 * them: they differ from run to run.
 */
#ifndef EASLENS_MODEL_KEYED_H
#define EASLENS_MODEL_KEYED_H

#include <stddef.h>
#include <stdint.h>

/* Two words of the key; drawn when they are first asked for, which is before
 * any input is open: whoever has a table asks when it is made. */
const uint64_t *keyed_words(void);

/* Of bytes, under the key; the second form takes ASCII capitals for small
 * letters. */
uint64_t keyed_hash(const void *bytes, size_t count);
uint64_t keyed_hash_nocase(const void *bytes, size_t count);

/* Two words mixed: the halves of their product, added. As good as the words
 * are secret; for those who mix words of the key in. */
static inline uint64_t
keyed_product(uint64_t a, uint64_t b)
{
	__extension__ typedef unsigned __int128 wide;
	wide product = (wide)a * b;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

#endif
