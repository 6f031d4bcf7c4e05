/*
 * Whole records from a pipe, see relay.h.
 */
#ifdef __linux__
/* For fopencookie(). NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _GNU_SOURCE
#endif
#include "capture/relay.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/blocks.h"
#include "decode/model/memory.h"

/* As much as a pipe holds on Linux. */
#define ROOM_AT_FIRST (64u << 10)
/* The longest that libpcap takes, of all links that are decoded; longer ones
 * it refuses on sight. */
#define PACKET_MOST 262144u
#define BLOCK_MOST (16u << 20)
/* Type and length twice: there is no shorter block. */
#define BLOCK_LEAST 12u

#define MAGIC_MICROSECONDS 0xa1b2c3d4u
#define MAGIC_NANOSECONDS 0xa1b23c4du
#define MAGIC_PATCHED 0xa1b2cd34u /* with eight bytes more a packet */
#define MAGIC_SECTION 0x0a0d0d0au
#define MAGIC_ORDER 0x1a2b3c4du

/* The beginning of a file that tells its format. */
#define HEAD 12

/* Not a length: the library shall see for itself what is wrong. */
#define LENGTH_IMPOSSIBLE SIZE_MAX

enum format {
	FORMAT_UNKNOWN,
	FORMAT_PCAP,
	FORMAT_PCAPNG,
};

struct relay {
	FILE *source;
	uint8_t *bytes; /* that came, given ones first */
	size_t held, room;
	size_t given, allowed; /* of those held; what may be given */
	bool ended;            /* nothing more comes */
	int error;             /* why, 0: its end */
	bool opening;          /* the header is being read */
	bool framed;           /* in whole records */
	uint8_t head[HEAD];
	size_t head_held;
	enum format format;
	bool big_endian;
	size_t packet_header;
	unsigned minor; /* of the version of pcap */
	struct blocks blocks;
	bool plain;   /* a file: nothing is kept here */
	off_t passed; /* bytes given to the reader */
};

static uint32_t
get32(const struct relay *relay, const uint8_t *at)
{
	uint32_t big = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 |
		       (uint32_t)at[2] << 8 | at[3];
	uint32_t little = (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 |
			  (uint32_t)at[1] << 8 | at[0];

	return relay->big_endian ? big : little;
}

/* Whether the head is that of a format in this byte order. */
static bool
recognise(struct relay *relay, bool big_endian)
{
	const uint8_t *version = relay->head + 4;
	uint32_t magic;

	relay->big_endian = big_endian;
	magic = get32(relay, relay->head);
	if (magic == MAGIC_SECTION &&
	    get32(relay, relay->head + 8) == MAGIC_ORDER) {
		relay->format = FORMAT_PCAPNG;
	} else if (magic == MAGIC_MICROSECONDS || magic == MAGIC_NANOSECONDS ||
		   magic == MAGIC_PATCHED) {
		relay->format = FORMAT_PCAP;
		relay->packet_header = magic == MAGIC_PATCHED ? 24 : 16;
		relay->minor = version[big_endian ? 3 : 2];
	}
	return relay->format != FORMAT_UNKNOWN;
}

void
relay_frame(struct relay *relay)
{
	relay->opening = false;
	if (relay->head_held == HEAD)
		relay->framed =
		    recognise(relay, false) || recognise(relay, true);
}

/* Before version 2.3 the two lengths stood the other way round, and in some
 * files of 2.3 they still do. */
static size_t
packet_length(const struct relay *relay, const uint8_t *at, size_t held)
{
	uint32_t captured;
	uint32_t wire;

	if (held < relay->packet_header)
		return 0;
	captured = get32(relay, at + 8);
	wire = get32(relay, at + 12);
	if (relay->minor < 3 || (relay->minor == 3 && wire < captured))
		captured = wire;
	return captured > PACKET_MOST ? LENGTH_IMPOSSIBLE
				      : relay->packet_header + captured;
}

static size_t
block_length(const struct relay *relay, const uint8_t *at, size_t held)
{
	uint32_t length;

	if (held < BLOCK_LEAST)
		return 0;
	length = get32(relay, at + 4);
	if (length < BLOCK_LEAST || length > BLOCK_MOST || length % 4 != 0)
		return LENGTH_IMPOSSIBLE;
	return length;
}

/* Of the next record; 0: not enough of it is there to tell. */
static size_t
record_length(const struct relay *relay)
{
	const uint8_t *at = relay->bytes + relay->given;
	size_t held = relay->held - relay->given;

	if (relay->format == FORMAT_PCAP)
		return packet_length(relay, at, held);
	return block_length(relay, at, held);
}

bool
relay_ready(const struct relay *relay)
{
	size_t length;

	if (!relay->framed || relay->ended)
		return true;
	length = record_length(relay);
	return length == LENGTH_IMPOSSIBLE ||
	       (length > 0 && length <= relay->held - relay->given);
}

/* Room behind the bytes that were not given yet. These are less than a record
 * of possible length, which bounds the room. */
static void
make_place(struct relay *relay)
{
	size_t room;

	if (relay->given > 0)
		memmove(relay->bytes, relay->bytes + relay->given,
		    relay->held - relay->given);
	relay->held -= relay->given;
	relay->given = 0;
	relay->allowed = 0;
	if (relay->held < relay->room)
		return;
	room = relay->room == 0 ? ROOM_AT_FIRST : 2 * relay->room;
	relay->bytes = memory_move(relay->bytes, relay->room, room);
	relay->room = room;
}

/* The first bytes of all, kept until the format is asked for. */
static void
keep_head(struct relay *relay, const uint8_t *bytes, size_t count)
{
	if (count > HEAD - relay->head_held)
		count = HEAD - relay->head_held;
	memcpy(relay->head + relay->head_held, bytes, count);
	relay->head_held += count;
}

/* Waits (-1: for ever) for bytes, and takes those that are there. False: none
 * came, errno is EAGAIN where the time was over. */
static bool
fill(struct relay *relay, int milliseconds)
{
	struct pollfd wait = {
	    .fd = fileno(relay->source),
	    .events = POLLIN,
	};
	ssize_t count = poll(&wait, 1, milliseconds);

	if (count == 0)
		errno = EAGAIN;
	if (count <= 0)
		return false;
	make_place(relay);
	count = read(
	    wait.fd, relay->bytes + relay->held, relay->room - relay->held);
	if (count < 0 && (errno == EINTR || errno == EAGAIN))
		return false;
	if (count <= 0) {
		relay->ended = true;
		relay->error = count < 0 ? errno : 0;
		return false;
	}
	blocks_pass(&relay->blocks, relay->bytes + relay->held, (size_t)count);
	keep_head(relay, relay->bytes + relay->held, (size_t)count);
	relay->held += (size_t)count;
	return true;
}

bool
relay_wait(struct relay *relay, int milliseconds)
{
	if (relay_ready(relay))
		return true;
	(void)fill(relay, milliseconds);
	return relay_ready(relay);
}

bool
relay_over(const struct relay *relay)
{
	return relay->plain || (relay->ended && relay->given == relay->held);
}

bool
relay_mixes_orders(const struct relay *relay, FILE *stream)
{
	const struct blocks *blocks = &relay->blocks;
	off_t read = relay->plain ? ftello(stream) : relay->passed;

	/* Its type and length are read first, its byte order behind them. */
	return blocks->mixed && read >= 0 &&
	       (uint64_t)read + sizeof(uint32_t) >= blocks->mixed_at;
}

int
relay_descriptor(const struct relay *relay)
{
	return fileno(relay->source);
}

/* Waits until there is a byte, or the end. False with errno: a signal came. */
static bool
wait_for_byte(struct relay *relay)
{
	while (relay->given == relay->held && !relay->ended)
		if (!fill(relay, -1) && !relay->ended && errno != EAGAIN)
			return false;
	return true;
}

/* Allows what comes next, if it is there: one record, which leaves the buffer
 * of the stream empty when it was read; of the header one byte, for nobody
 * knows yet where it ends. False with errno: it cannot be read. */
static bool
allow_next(struct relay *relay)
{
	size_t length = relay->framed ? record_length(relay) : 0;

	if (length == LENGTH_IMPOSSIBLE)
		relay->framed = false;
	if (!relay->framed && !wait_for_byte(relay))
		return false;
	if (relay->opening)
		relay->allowed = relay->given + (relay->given < relay->held);
	else if (!relay->framed || relay->ended)
		relay->allowed = relay->held;
	else if (length <= relay->held - relay->given)
		relay->allowed = relay->given + length;
	if (relay->allowed > relay->given || relay->error == 0)
		return true;
	errno = relay->error;
	return false;
}

static ssize_t
give_plain(struct relay *relay, char *out, size_t size)
{
	ssize_t count = read(fileno(relay->source), out, size);

	if (count > 0) {
		blocks_pass(&relay->blocks, (uint8_t *)out, (size_t)count);
		relay->passed += count;
	}
	return count;
}

static ssize_t
give(void *cookie, char *out, size_t size)
{
	struct relay *relay = cookie;

	if (relay->plain)
		return give_plain(relay, out, size);
	if (relay->given == relay->allowed && !allow_next(relay))
		return -1;
	if (size > relay->allowed - relay->given)
		size = relay->allowed - relay->given;
	memcpy(out, relay->bytes + relay->given, size);
	relay->given += size;
	relay->passed += (off_t)size;
	return (ssize_t)size;
}

static int
close_relay(void *cookie)
{
	struct relay *relay = cookie;
	int result = relay->source != stdin ? fclose(relay->source) : 0;

	memory_forget(relay->bytes, relay->room);
	free(relay);
	return result;
}

/* Only tells where a plain file is: blocks pass in order. */
static int
tell(const struct relay *relay, off_t offset, int whence)
{
	if (relay->plain && offset == 0 && whence == SEEK_CUR)
		return 0;
	errno = ESPIPE;
	return -1;
}

#ifdef __linux__
static int
tell_place(void *cookie, off64_t *offset, int whence)
{
	const struct relay *relay = cookie;

	if (tell(relay, (off_t)*offset, whence) != 0)
		return -1;
	*offset = relay->passed;
	return 0;
}

static FILE *
open_cookie(struct relay *relay)
{
	const cookie_io_functions_t functions = {
	    .read = give,
	    .seek = tell_place,
	    .close = close_relay,
	};

	return fopencookie(relay, "rb", functions);
}
#else
static int
give_some(void *cookie, char *out, int size)
{
	return (int)give(cookie, out, (size_t)size);
}

static fpos_t
tell_place(void *cookie, fpos_t offset, int whence)
{
	const struct relay *relay = cookie;

	return tell(relay, offset, whence) == 0 ? relay->passed : -1;
}

static FILE *
open_cookie(struct relay *relay)
{
	return funopen(relay, give_some, NULL, tell_place, close_relay);
}
#endif

static FILE *
open_relay(FILE *source, bool plain, struct relay **out)
{
	struct relay *relay = memory_get(1, sizeof(*relay));
	FILE *file = open_cookie(relay);

	if (file == NULL) {
		free(relay);
		return NULL;
	}
	relay->source = source;
	relay->opening = true;
	relay->plain = plain;
	*out = relay;
	return file;
}

FILE *
relay_open(FILE *source, struct relay **out)
{
	return open_relay(source, false, out);
}

FILE *
relay_open_file(FILE *source, struct relay **out)
{
	return open_relay(source, true, out);
}
