/*
 * Bytes in a content coding, made by zlib.
 */
#ifndef EASLENS_TESTS_PACKED_H
#define EASLENS_TESTS_PACKED_H

#include <stddef.h>
#include <stdint.h>

enum packing {
	PACKED_GZIP,
	PACKED_ZLIB, /* what "deflate" means */
	PACKED_BARE, /* what some send as "deflate" */
};

/* On the heap; fails the test where it cannot be done. */
uint8_t *packed(
    enum packing, const void *bytes, size_t count, size_t *packed_count);

#endif
