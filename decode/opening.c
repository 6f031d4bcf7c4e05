/*
 * What stands before the first request, see opening.h.
 */
#include "decode/opening.h"

#include <string.h>

#include "decode/seek.h"

/* Of version 2: how it begins, behind two empty lines; then come version,
 * family and two bytes of length. */
static const char signature[] = "\r\n\r\n\0\r\nQUIT\n";
#define EMPTY_LINES 4u
#define SIGNATURE 12u
#define FRONT 16u

/* The longest line of version 1. It is sent at once. */
#define NAME_LINE 107u
static const char name[] = "PROXY ";

/* Gives whether the byte is to be stepped over. */
static bool
read_line_byte(struct opening *opening, uint8_t byte)
{
	if (opening->seen <= EMPTY_LINES)
		opening->seen++;
	if (byte == '\0' && opening->seen == EMPTY_LINES + 1) {
		opening->state = OPENING_SIGNATURE;
		return true;
	}
	return byte == '\r' || byte == '\n';
}

static bool
read_signature_byte(struct opening *opening, uint8_t byte)
{
	uint16_t at = opening->seen++;

	if (at < SIGNATURE)
		return byte == (uint8_t)signature[at];
	if (at == FRONT - 2)
		opening->left = (uint16_t)(byte << 8);
	if (at == FRONT - 1) {
		opening->left = (uint16_t)(opening->left | byte);
		opening->state =
		    opening->left > 0 ? OPENING_REST : OPENING_OVER;
	}
	return true;
}

static bool
read_name_byte(struct opening *opening, uint8_t byte)
{
	opening->left--;
	if (byte == '\n' || opening->left == 0)
		opening->state = OPENING_OVER;
	return true;
}

static bool
read_rest_byte(struct opening *opening)
{
	opening->left--;
	if (opening->left == 0)
		opening->state = OPENING_OVER;
	return true;
}

static bool
read_byte(struct opening *opening, uint8_t byte)
{
	switch (opening->state) {
	case OPENING_LINES:
		return read_line_byte(opening, byte);
	case OPENING_SIGNATURE:
		return read_signature_byte(opening, byte);
	case OPENING_NAME_LINE:
		return read_name_byte(opening, byte);
	case OPENING_REST:
		return read_rest_byte(opening);
	case OPENING_OVER:
		break;
	}
	return false;
}

size_t
opening_read(struct opening *opening, const uint8_t *bytes, size_t count)
{
	size_t done = 0;

	if (opening->state == OPENING_LINES && opening->seen == 0 &&
	    count >= strlen(name) && memcmp(bytes, name, strlen(name)) == 0) {
		opening->state = OPENING_NAME_LINE;
		opening->left = NAME_LINE;
	}
	while (done < count && read_byte(opening, bytes[done]))
		done++;
	if (done < count)
		opening->state = OPENING_OVER;
	return done;
}

bool
opening_may_be_http(const uint8_t *bytes, size_t count)
{
	struct opening opening = {0};
	size_t done = opening_read(&opening, bytes, count);

	return done == count || request_may_begin(bytes + done, count - done) ||
	       tls_record_begins(bytes + done, count - done);
}
