/*
 * The two byte streams of a connection, with holes and ends, into exchanges
 * and observations.
 *
 *   flags 1 (its low bits by 3: client known to be 0, 1, not known; BYTEWISE,
 *   WATCHED), then steps: kind 1 (bit 0 the direction, then STEP_...) |
 *   length 2, bytes, or only a length for a hole
 */
#include <inttypes.h>

#include "decode/exchange.h"
#include "decode/http.h"
#include "tests/fuzz/fuzz.h"

enum {
	BYTEWISE = 0x40, /* each byte is given by itself */
	WATCHED = 0x80,
};

enum {
	STEP_BYTES,
	STEP_MORE_BYTES,
	STEP_HOLE,
	STEP_END,
	STEP_COUNT,
};

/* What is played. */
struct play {
	struct http *http;
	struct exchange_reader *exchanges;
	struct health health;
	uint64_t sent[2];
	unsigned exchanges_read;
	size_t most; /* bytes given at once */
	bool over;
};

static void
take_exchange(void *context, const struct message *request,
    const struct message *response)
{
	struct play *play = context;
	struct observation seen;

	play->exchanges_read++;
	(void)exchange_read(play->exchanges, request, response, &seen);
}

/* By the length of the URL, so that every input finds all three. */
static enum interest
wanted(void *context, const struct message *request)
{
	struct play *play = context;
	enum interest interest = exchange_interest(play->exchanges, request);

	if (interest != INTEREST_NONE)
		return interest;
	return (enum interest)(
	    message_url(request).length % (INTEREST_WHOLE + 1u));
}

static enum interest
wanted_response(void *context, const struct message *response)
{
	(void)context;
	return exchange_interest_response(response);
}

static void
give(struct play *play, int direction, struct cursor bytes)
{
	while (bytes.left > 0 && !play->over) {
		size_t count =
		    bytes.left < play->most ? bytes.left : play->most;
		struct cursor piece = cursor_child(&bytes, count);
		struct origin origin = {
		    .at = {.time = 1, .frame = 1},
		    .offset = play->sent[direction],
		    .peer = play->sent[1 - direction],
		};

		play->over = http_bytes(play->http, direction, piece.at,
				 (uint32_t)count, &origin) != HTTP_GOES_ON;
		play->sent[direction] += count;
	}
}

static void
take_step(struct play *play, struct cursor *input)
{
	uint8_t kind = cursor_u8(input);
	int direction = kind & 1;
	uint16_t hole;

	switch (kind / 2 % STEP_COUNT) {
	case STEP_HOLE:
		hole = cursor_u16(input);
		if (hole > 0)
			http_gap(play->http, direction, hole);
		play->sent[direction] += hole;
		break;
	case STEP_END:
		http_end(play->http, direction);
		break;
	default:
		give(play, direction, fuzz_record(input));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	const struct exchange_listener nobody = {.payload = NULL};
	struct cursor input = cursor_over(bytes, length);
	uint8_t flags = cursor_u8(&input);
	int client = (flags & 0x3f) % 3;
	const struct http_sink sink = {
	    .request = wanted,
	    .response = wanted_response,
	    .exchange = take_exchange,
	    .watched = (flags & WATCHED) != 0,
	};
	struct play play = {
	    .most = (flags & BYTEWISE) != 0 ? 1 : SIZE_MAX,
	};
	struct http_world *world = http_world_new(&play.health, &sink);

	play.exchanges = exchange_reader_new(&play.health, &nobody);
	play.http = http_new(world, client == 2 ? -1 : client, &play);
	while (input.left > 0 && !play.over)
		take_step(&play, &input);
	http_finish(play.http);
	http_free(play.http);
	fuzz_tell("%u exchanges, %" PRIu64 " errors", play.exchanges_read,
	    play.health.http_errors);
	http_world_free(world);
	exchange_reader_free(play.exchanges);
	return 0;
}
