/*
 * What fuzzing begins with: seeds and dictionaries of all targets, made of the
 * captures named, of tests/vectors and of the program's own lists.
 *
 *   seeds FOLDER CAPTURE...
 *
 * writes FOLDER/seeds/TARGET/NAME and FOLDER/dict/TARGET.
 */
#include "tests/support/check.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "decode/activesync.h"
#include "decode/base64.h"
#include "decode/packet.h"
#include "tests/fuzz/dictionary.h"
#include "tests/support/frames.h"
#include "tests/support/vectors.h"

/* Of one capture: connections, and bytes of each seed. */
#define CONNECTIONS 2
#define SEED_BYTES (6u << 10)
#define SEED_LIMIT (64u << 10)
#define BEGINNING 1500u /* of a capture file, for the relay */

static const char *folder;
static const char *capture_name;

/* What the targets' files say of their inputs. */
enum {
	SEGMENT_SYN = 0x04,
	SEGMENT_FIN = 0x08,
	SEGMENT_RST = 0x10,
	SEGMENT_SHIFTED = 0x20,
	QUERY_HAS_PATH = 0x04,
};

static void
put(struct buffer *seed, const void *bytes, size_t count)
{
	(void)buffer_append(seed, bytes, count, SEED_LIMIT);
}

static void
put8(struct buffer *seed, unsigned value)
{
	uint8_t byte = (uint8_t)value;

	put(seed, &byte, 1);
}

static void
put16(struct buffer *seed, size_t value)
{
	put8(seed, (unsigned)(value >> 8) & 0xff);
	put8(seed, (unsigned)value & 0xff);
}

static void
put_record(struct buffer *seed, const void *bytes, size_t count)
{
	put16(seed, count);
	put(seed, bytes, count);
}

/* Writes a seed and empties it. */
static void
write_seed(struct buffer *seed, const char *target, const char *name)
{
	char path[512];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/seeds/%s", folder, target);
	(void)mkdir(path, 0777);
	/* No longer in hexadecimal, whatever it was made of. */
	(void)snprintf(path, sizeof(path), "%s/seeds/%s/%.*s", folder, target,
	    strstr(name, ".hex") == NULL ? (int)strlen(name)
					 : (int)strlen(name) - 4,
	    name);
	file = fopen(path, "wb");
	if (file == NULL)
		fail_msg("cannot write %s", path);
	if (seed->length > 0)
		assert_int_equal(
		    fwrite(seed->bytes, 1, seed->length, file), seed->length);
	assert_int_equal(fclose(file), 0);
	buffer_done(seed);
	*seed = (struct buffer){.bytes = NULL};
}

/* The seeds that one connection of a capture becomes. */
struct connection_seeds {
	struct endpoint client, server;
	unsigned number;
	bool asks; /* a segment from the client was put */
	uint32_t next[2];
	bool known[2];
	struct buffer frames, segments, http;
};

static bool
same_end(const struct endpoint *one, const struct endpoint *other)
{
	return memcmp(one, other, sizeof(*one)) == 0;
}

/* The connection of a segment, a new one where there is room; NULL: none. */
static struct connection_seeds *
connection_of_segment(
    struct connection_seeds *all, unsigned *count, const struct segment *s)
{
	for (unsigned i = 0; i < *count; i++)
		if ((same_end(&all[i].client, &s->source) &&
			same_end(&all[i].server, &s->destination)) ||
		    (same_end(&all[i].client, &s->destination) &&
			same_end(&all[i].server, &s->source)))
			return &all[i];
	if (*count == CONNECTIONS)
		return NULL;
	all[*count] = (struct connection_seeds){
	    .client = s->source,
	    .server = s->destination,
	    .number = *count,
	};
	return &all[(*count)++];
}

static void
put_frame(struct connection_seeds *c, const struct frame *frame)
{
	if (c->frames.length == 0)
		put8(&c->frames, frame->link);
	put8(&c->frames, 20); /* about a millisecond */
	put8(&c->frames, frame->wire - frame->captured > 255
			     ? 255
			     : frame->wire - frame->captured);
	put_record(&c->frames, frame->bytes, frame->captured);
}

static void
put_segment(struct connection_seeds *c, const struct segment *s)
{
	unsigned side = same_end(&c->server, &s->source) ? 1 : 0;
	int32_t shift =
	    c->known[side] ? (int32_t)(s->sequence - c->next[side]) : 0;
	unsigned control = side;
	uint32_t end = s->sequence + s->captured;

	control |= (s->flags & TCP_SYN) ? SEGMENT_SYN : 0;
	control |= (s->flags & TCP_FIN) ? SEGMENT_FIN : 0;
	control |= (s->flags & TCP_RST) ? SEGMENT_RST : 0;
	control |= shift != 0 ? SEGMENT_SHIFTED : 0;
	if (c->segments.length == 0) {
		put8(&c->segments, 0x80);
		put8(&c->http, 0x80);
	}
	put8(&c->segments, control);
	if (shift != 0)
		put16(&c->segments, (size_t)(uint32_t)shift & 0xffff);
	put_record(&c->segments, s->payload, s->captured);
	if (s->captured > 0 && shift == 0) {
		put8(&c->http, side);
		put_record(&c->http, s->payload, s->captured);
	}
	end += (s->flags & (TCP_SYN | TCP_FIN)) ? 1 : 0;
	if (!c->known[side] || (int32_t)(end - c->next[side]) > 0)
		c->next[side] = end;
	c->known[side] = true;
}

/* A request line's URL, its query alone, and what that is in base64. */
static void
put_query(const struct connection_seeds *c, const struct segment *s)
{
	const char *line = (const char *)s->payload;
	const char *begin = memchr(line, ' ', s->captured);
	const char *end = begin == NULL
			      ? NULL
			      : memchr(begin + 1, ' ',
				    (size_t)(line + s->captured - begin - 1));
	struct buffer seed = {.bytes = NULL};
	uint8_t room[1024];
	struct text query;
	size_t length;
	char name[160];

	if (end == NULL ||
	    !eas_path(text_over(begin + 1, (size_t)(end - begin - 1)), &query))
		return;
	put8(&seed, QUERY_HAS_PATH | (line[0] == 'O'));
	put(&seed, begin + 1, (size_t)(end - begin - 1));
	(void)snprintf(
	    name, sizeof(name), "%s-%u-url", capture_name, c->number);
	write_seed(&seed, "query", name);
	put8(&seed, 0);
	if (text_filled(query) && base64_decode(query.bytes, query.length, room,
				      sizeof(room), &length))
		put(&seed, room, length);
	else if (text_filled(query))
		put(&seed, query.bytes, query.length);
	(void)snprintf(name, sizeof(name), "%s-%u", capture_name, c->number);
	write_seed(&seed, "query", name);
}

/* Through all views of the first devices, then the frames. */
static void
write_seed_of_views(const struct buffer *frames, const char *name)
{
	static const char keys[] = "\x18\x50j\x08j\x08jd\x09xj\x08\x0a\x09\x09i"
				   "\x08j\x09\x09m\x08\x01\x01\x09\x09x\x08qw";
	struct buffer seed = {.bytes = NULL};

	put_record(&seed, (const uint8_t *)keys, sizeof(keys) - 1);
	put(&seed, frames->bytes, frames->length);
	write_seed(&seed, "views", name);
}

static void
write_connection(struct connection_seeds *c)
{
	char name[160];

	(void)snprintf(name, sizeof(name), "%s-%u", capture_name, c->number);
	write_seed_of_views(&c->frames, name);
	write_seed(&c->frames, "frames", name);
	if (c->segments.length > 0) {
		write_seed(&c->segments, "segments", name);
		write_seed(&c->http, "http", name);
	}
}

static void
seeds_of_streams(const struct frames *frames)
{
	struct connection_seeds all[CONNECTIONS];
	struct health health = {0};
	struct packet_decoder *decoder = packet_decoder_new(&health);
	unsigned count = 0;

	for (size_t i = 0; i < frames->count; i++) {
		struct connection_seeds *c;
		struct segment s;
		size_t room;

		if (!packet_decode(decoder, &frames->items[i], &s))
			continue;
		c = connection_of_segment(all, &count, &s);
		if (c == NULL)
			continue;
		room = c->frames.length + frames->items[i].captured;
		if (c->frames.length > 0 && room > SEED_BYTES)
			continue;
		put_frame(c, &frames->items[i]);
		put_segment(c, &s);
		if (s.captured > 0)
			put_query(c, &s);
	}
	for (unsigned i = 0; i < count; i++)
		write_connection(&all[i]);
	packet_decoder_free(decoder);
}

/* Fragments hold no segment in their own right: frames as they come. */
static void
seed_of_frames(const struct frames *frames)
{
	struct connection_seeds plain = {.number = 9};

	for (size_t i = 0; i < frames->count; i++) {
		const struct frame *frame = &frames->items[i];

		if (plain.frames.length + frame->captured < SEED_BYTES)
			put_frame(&plain, frame);
	}
	write_connection(&plain);
}

static void
seeds_of_capture(const char *path)
{
	struct buffer seed = {.bytes = NULL};
	struct frames frames;
	size_t length;
	uint8_t *bytes = from_file(path, &length);

	capture_name = strrchr(path, '/') + 1;
	put8(&seed, (unsigned)length % 251);
	put(&seed, bytes, length < BEGINNING ? length : BEGINNING);
	write_seed(&seed, "relay", capture_name);
	free(bytes);
	frames_load(&frames, path[0] == '/' ? "" : ".", path);
	seeds_of_streams(&frames);
	seed_of_frames(&frames);
	frames_done(&frames);
}

/* Pairs of a request and what may answer it, in the order of the vectors. */
static void
seed_of_document(const char *name, const uint8_t *bytes, size_t length)
{
	static struct buffer request;
	struct buffer seed = {.bytes = NULL};
	bool is_settings = strstr(name, "-settings-") != NULL;

	put(&seed, bytes, length);
	write_seed(&seed, "wbxml", name);
	put(&seed, bytes, length);
	write_seed(&seed, "second", name);
	if (strstr(name, "-req-") != NULL) {
		buffer_reset(&request, SEED_LIMIT);
		put(&request, bytes, length);
		return;
	}
	put8(&seed, (is_settings ? 0x80u : 0) | (unsigned)length % 8);
	put_record(&seed, request.bytes, request.length);
	put(&seed, bytes, length);
	write_seed(&seed, "provision", name);
}

/* Command lines, and a walk through all views. */
static void
seeds_of_words(void)
{
	static const char *const words[] = {
	    "\0report\n-r\na.pcap\n-T\njson\n--cross-check",
	    "\0-i\neth0\n-s96\n-B\n8\n-p\n-f\ntcp port 80",
	    "\0events\n--read=x\n--count=7\n--\nz",
	    "\1\x18\x50j\x08j\x08jd\x09xj\x08\x0ar\rld]\x09\x09",
	    "\1\x18\x50/wp\x08nN f\xc3\xa4\x0b\x08>z<w j dp?\x01\x01\x09",
	    "\1\x20\xa0t j \x09 j d\x01\x09s\x01\x09G gq",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		struct buffer seed = {.bytes = NULL};
		char name[16];

		put(&seed, words[i], 1 + strlen(words[i] + 1));
		(void)snprintf(name, sizeof(name), "%zu", i);
		write_seed(&seed, "words", name);
	}
}

/* What was found once is where new ways may lead on from. */
static void
seeds_of_found(void)
{
	glob_t found;

	if (glob("tests/fuzz/found/*/*.hex", 0, NULL, &found) != 0)
		return;
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *name = strrchr(found.gl_pathv[i], '/') + 1;
		char *hex;
		struct buffer seed = {.bytes = NULL};
		size_t length;
		uint8_t *bytes;

		hex = (char *)from_file(found.gl_pathv[i], &length);
		bytes = from_hex(hex, &length);
		put(&seed, bytes, length);
		free(bytes);
		free(hex);
		name[-1] = '\0';
		write_seed(&seed, strrchr(found.gl_pathv[i], '/') + 1, name);
	}
	globfree(&found);
}

int
main(int argc, char **argv)
{
	char path[512];

	if (argc < 2)
		return 1;
	folder = argv[1];
	(void)mkdir(folder, 0777);
	(void)snprintf(path, sizeof(path), "%s/seeds", folder);
	(void)mkdir(path, 0777);
	for (int i = 2; i < argc; i++)
		seeds_of_capture(argv[i]);
	(void)each_vector(seed_of_document);
	seeds_of_words();
	seeds_of_found();
	write_dictionaries(folder);
	return 0;
}
