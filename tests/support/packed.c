/*
 * Content codings made by zlib, see packed.h.
 */
#include "tests/support/check.h"

#include "tests/support/packed.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

static int
window_of(enum packing packing)
{
	switch (packing) {
	case PACKED_GZIP:
		return MAX_WBITS + 16;
	case PACKED_BARE:
		return -MAX_WBITS;
	case PACKED_ZLIB:
	default:
		return MAX_WBITS;
	}
}

uint8_t *
packed(
    enum packing packing, const void *bytes, size_t count, size_t *packed_count)
{
	z_stream z;
	size_t room = count + 1024;
	uint8_t *out = malloc(room);

	assert_non_null(out);
	memset(&z, 0, sizeof(z));
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, window_of(packing), 9,
			     Z_DEFAULT_STRATEGY),
	    Z_OK);
	z.next_in = (Bytef *)(uintptr_t)bytes;
	z.avail_in = (uInt)count;
	z.next_out = out;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	*packed_count = room - z.avail_out;
	assert_int_equal(deflateEnd(&z), Z_OK);
	return out;
}
