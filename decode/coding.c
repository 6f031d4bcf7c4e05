/*
 * Content codings undone, see coding.h. The only file that knows zlib.
 */
#include "decode/coding.h"

#include <string.h>

#include <zlib.h>

#include "decode/limits.h"
#include "decode/model/memory.h"

/* zlib's codes for "zlib or gzip, see the header" and for a bare stream. */
#define WINDOW_BY_HEADER (MAX_WBITS + 32)
#define WINDOW_BARE (-MAX_WBITS)

/* Inflated in one go. */
#define SOME_BYTES 8192u

/* zlib's own memory, which holds what it inflated last: wiped. Its size
 * stands before it. */
static voidpf
get(voidpf context, uInt count, uInt size)
{
	size_t all = sizeof(max_align_t) + (size_t)count * size;
	size_t *memory = memory_get(all, 1);

	(void)context;
	*memory = all;
	return (uint8_t *)memory + sizeof(max_align_t);
}

static void
forget(voidpf context, voidpf memory)
{
	uint8_t *begin = (uint8_t *)memory - sizeof(max_align_t);
	size_t all;

	(void)context;
	memcpy(&all, begin, sizeof(all));
	memory_forget(begin, all);
}

size_t
coding_limit(size_t length)
{
	if (length > LIMIT_INFLATED / LIMIT_INFLATED_RATIO)
		return LIMIT_INFLATED;
	length *= LIMIT_INFLATED_RATIO;
	return length < LIMIT_INFLATED_SHORT ? LIMIT_INFLATED_SHORT : length;
}

/* gzip may come in members (RFC 1952 section 2.2): goes on with the next one.
 * False: there is none. */
static bool
next_member(z_stream *z)
{
	return z->avail_in >= 2 && z->next_in[0] == 0x1f &&
	       z->next_in[1] == 0x8b && inflateReset(z) == Z_OK;
}

/* Up to `most` bytes; VERDICT_LIMIT where there are more. */
static enum verdict
inflate_up_to(
    z_stream *z, size_t most, uint8_t some[SOME_BYTES], struct buffer *room)
{
	for (;;) {
		int result;

		z->next_out = some;
		z->avail_out = SOME_BYTES;
		result = inflate(z, Z_NO_FLUSH);
		if (!buffer_append(room, some, SOME_BYTES - z->avail_out, most))
			return VERDICT_LIMIT;
		if (result == Z_STREAM_END && !next_member(z))
			return VERDICT_OK;
		if (result == Z_STREAM_END)
			continue;
		if (result == Z_BUF_ERROR ||
		    (result == Z_OK && z->avail_in == 0 && z->avail_out > 0))
			return VERDICT_SHORT;
		if (result != Z_OK)
			return VERDICT_MALFORMED;
	}
}

static enum verdict
inflate_as(struct text body, int window, size_t most, struct buffer *room)
{
	uint8_t some[SOME_BYTES];
	z_stream z;
	enum verdict verdict;

	memset(&z, 0, sizeof(z));
	z.zalloc = get;
	z.zfree = forget;
	buffer_reset(room, LIMIT_INFLATED);
	if (inflateInit2(&z, window) != Z_OK)
		return VERDICT_LIMIT;
	/* zlib reads only, but its pointer is not const in every build. */
	z.next_in = (Bytef *)(uintptr_t)body.bytes;
	z.avail_in = body.length;
	verdict = inflate_up_to(&z, most, some, room);
	memory_wipe(some, sizeof(some));
	(void)inflateEnd(&z);
	return verdict;
}

/* The first name of a list, which is shortened by it. */
static struct text
next_name(struct text *list)
{
	const char *comma = memchr(list->bytes, ',', list->length);
	struct text name = *list;

	if (comma == NULL) {
		list->length = 0;
		return text_trim(name);
	}
	name.length = (uint32_t)(comma - list->bytes);
	*list = text_over(comma + 1, list->length - name.length - 1);
	return text_trim(name);
}

/* The one coding that a list names besides "identity": not seen where it names
 * none, the whole list where it names several. A bomb in a bomb is not worth
 * opening. */
static struct text
only_coding(struct text list)
{
	struct text rest = list;
	struct text only = TEXT_NOT_SEEN;

	while (rest.length > 0) {
		struct text name = next_name(&rest);

		if (!text_filled(name) || text_is_nocase(name, "identity"))
			continue;
		if (text_seen(only))
			return list;
		only = name;
	}
	return only;
}

/* How every EAS document begins, and nothing that is coded: some servers and
 * proxies undo the coding and leave its header. */
static bool
is_plain_wbxml(struct text body)
{
	return body.length >= 4 && memcmp(body.bytes, "\3\1\x6a", 4) == 0;
}

enum verdict
coding_undo(struct text coding, struct text body, size_t wanted,
    struct buffer *room, struct text *plain)
{
	size_t limit = coding_limit(body.length);
	size_t most = wanted < limit ? wanted : limit;
	enum verdict verdict;

	*plain = body;
	coding = only_coding(coding);
	if (!text_filled(coding) || body.length == 0 || is_plain_wbxml(body))
		return VERDICT_OK;
	if (!text_is_nocase(coding, "gzip") &&
	    !text_is_nocase(coding, "x-gzip") &&
	    !text_is_nocase(coding, "deflate")) {
		*plain = text_over("", 0);
		return VERDICT_UNSUPPORTED;
	}
	verdict = inflate_as(body, WINDOW_BY_HEADER, most, room);
	/* "deflate" is meant to have a zlib header; some send it bare. */
	if (verdict == VERDICT_MALFORMED && room->length == 0 &&
	    text_is_nocase(coding, "deflate"))
		verdict = inflate_as(body, WINDOW_BARE, most, room);
	if (verdict == VERDICT_LIMIT && most < limit)
		verdict = VERDICT_SHORT;
	*plain = text_over(
	    room->length == 0 ? "" : (const char *)room->bytes, room->length);
	return verdict;
}
