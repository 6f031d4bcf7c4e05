/*
 * Content codings undone, see coding.h. The only file that knows zlib.
 */
#include "decode/coding.h"

#include <string.h>

#include <zlib.h>

#include "decode/limits.h"

/* zlib's codes for "zlib or gzip, see the header" and for a bare stream. */
#define WINDOW_BY_HEADER (MAX_WBITS + 32)
#define WINDOW_BARE (-MAX_WBITS)

static enum verdict
inflate_all(z_stream *z, struct buffer *room)
{
	for (;;) {
		uint8_t some[8192];
		int result;

		z->next_out = some;
		z->avail_out = sizeof(some);
		result = inflate(z, Z_NO_FLUSH);
		if (!buffer_append(room, some, sizeof(some) - z->avail_out,
			LIMIT_INFLATED))
			return VERDICT_LIMIT;
		if (result == Z_STREAM_END)
			return VERDICT_OK;
		if (result == Z_BUF_ERROR ||
		    (result == Z_OK && z->avail_in == 0 && z->avail_out > 0))
			return VERDICT_SHORT;
		if (result != Z_OK)
			return VERDICT_MALFORMED;
	}
}

static enum verdict
inflate_as(struct text body, int window, struct buffer *room)
{
	z_stream z;
	enum verdict verdict;

	memset(&z, 0, sizeof(z));
	room->length = 0;
	if (inflateInit2(&z, window) != Z_OK)
		return VERDICT_LIMIT;
	/* zlib reads only, but its pointer is not const in every build. */
	z.next_in = (Bytef *)(uintptr_t)body.bytes;
	z.avail_in = body.length;
	verdict = inflate_all(&z, room);
	(void)inflateEnd(&z);
	return verdict;
}

enum verdict
coding_undo(struct text coding, struct text body, struct buffer *room,
    struct text *plain)
{
	enum verdict verdict;

	*plain = body;
	coding = text_trim(coding);
	if (!text_filled(coding) || text_is_nocase(coding, "identity") ||
	    body.length == 0)
		return VERDICT_OK;
	if (!text_is_nocase(coding, "gzip") &&
	    !text_is_nocase(coding, "x-gzip") &&
	    !text_is_nocase(coding, "deflate")) {
		*plain = text_over("", 0);
		return VERDICT_UNSUPPORTED;
	}
	verdict = inflate_as(body, WINDOW_BY_HEADER, room);
	/* "deflate" is meant to have a zlib header; some send it bare. */
	if (verdict == VERDICT_MALFORMED && room->length == 0 &&
	    text_is_nocase(coding, "deflate"))
		verdict = inflate_as(body, WINDOW_BARE, room);
	*plain = text_over(
	    room->length == 0 ? "" : (const char *)room->bytes, room->length);
	return verdict;
}
