/*
 * Hashes under a key of the run, see keyed.h.
 */
#include "decode/model/keyed.h"

#include <stdbool.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

static uint64_t words[2]; /* the first is 0: not drawn yet */

/* Where the kernel has nothing random, what an attacker has to guess. */
static void
draw_poorly(void)
{
	struct timespec now = {0};

	(void)clock_gettime(CLOCK_REALTIME, &now);
	words[0] = (uint64_t)now.tv_sec * 1000000007u + (uint64_t)now.tv_nsec;
	words[1] = (uint64_t)(uintptr_t)&now ^ (uint64_t)getpid() << 48;
}

const uint64_t *
keyed_words(void)
{
	if (words[0] != 0)
		return words;
	if (getrandom(words, sizeof(words), GRND_NONBLOCK) !=
	    (ssize_t)sizeof(words))
		draw_poorly();
	words[0] |= 1;
	words[1] |= 1;
	return words;
}

/* Adds 0x20 to every byte from 'A' to 'Z', all eight at once: the sums with
 * the low seven bits carry into the top bit of their own byte only. */
static uint64_t
fold_word(uint64_t word)
{
	const uint64_t each = 0x0101010101010101u;
	uint64_t low = word & each * 0x7f;
	uint64_t from_a = low + each * (0x80 - 'A');
	uint64_t behind_z = low + each * (0x7f - 'Z');
	uint64_t capitals = from_a & ~behind_z & ~word & each * 0x80;

	return word | capitals >> 2;
}

/* Word by word into a product with the secret: what one word adds cannot be
 * taken back by the next without knowing it. */
static inline uint64_t
hash_bytes(const void *bytes, size_t count, bool fold)
{
	const uint64_t *key = keyed_words();
	const unsigned char *at = bytes;
	uint64_t hash = key[0] + count;
	uint64_t word = 0;

	for (; count >= sizeof(word); count -= sizeof(word)) {
		memcpy(&word, at, sizeof(word));
		at += sizeof(word);
		word = fold ? fold_word(word) : word;
		hash = keyed_product(hash ^ word, key[1]);
	}
	word = 0;
	if (count > 0)
		memcpy(&word, at, count);
	word = fold ? fold_word(word) : word;
	hash = keyed_product(hash ^ word, key[1]);
	return keyed_product(hash ^ key[1], key[0]);
}

uint64_t
keyed_hash(const void *bytes, size_t count)
{
	return hash_bytes(bytes, count, false);
}

uint64_t
keyed_hash_nocase(const void *bytes, size_t count)
{
	return hash_bytes(bytes, count, true);
}
