/*
 * Starts of HTTP messages (RFC 9112 sections 3 and 4) and of TLS records, see
 * seek.h.
 */
#include "decode/seek.h"

#include <string.h>

/* Methods that open a message on an EAS connection or beside one, each with
 * the blank behind it. */
static const char *const methods[] = {
    "POST ",
    "OPTIONS ",
    "GET ",
    "HEAD ",
    "PUT ",
    "DELETE ",
    "CONNECT ",
    "PATCH ",
    "TRACE ",
    "PROPFIND ",
    "PROPPATCH ",
    "REPORT ",
    "MKCOL ",
    "COPY ",
    "MOVE ",
    "LOCK ",
    "UNLOCK ",
    "SEARCH ",
    "PRI ",
};

static const char version[] = "HTTP/1.";

/* As many bytes as both have are equal, at least one. */
static bool
front_matches(const uint8_t *bytes, size_t count, const char *word)
{
	size_t length = strlen(word);

	if (count < length)
		length = count;
	return length > 0 && memcmp(bytes, word, length) == 0;
}

enum start_kind
start_at_front(const uint8_t *bytes, size_t count, enum start_kind wanted)
{
	if (count == 0 || bytes[0] < 'C' || bytes[0] > 'U')
		return START_NONE;
	if (wanted != START_REQUEST && front_matches(bytes, count, version))
		return START_RESPONSE;
	if (wanted == START_RESPONSE)
		return START_NONE;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (front_matches(bytes, count, methods[i]))
			return START_REQUEST;
	return START_NONE;
}

/* "HTTP/1.1 200" and a blank or the end of the line. */
static bool
is_status_line(const uint8_t *bytes, size_t count)
{
	size_t digits = sizeof(version) - 1 + 2;

	if (count < digits + 4 || memcmp(bytes, version, digits - 2) != 0 ||
	    bytes[digits - 1] != ' ')
		return false;
	for (size_t i = digits; i < digits + 3; i++)
		if (bytes[i] < '0' || bytes[i] > '9')
			return false;
	return bytes[digits + 3] == ' ' || bytes[digits + 3] == '\r';
}

/* Where the printable bytes that begin at `from` end. */
static size_t
line_end(const uint8_t *bytes, size_t count, size_t from)
{
	while (from < count && bytes[from] >= ' ' && bytes[from] < 0x7f)
		from++;
	return from;
}

/* "POST /x HTTP/1.1" and then a CR; `end` is where its line ends. */
static bool
is_request_line(const uint8_t *bytes, size_t count, size_t at, size_t end)
{
	size_t tail = sizeof(version) - 1 + 1;

	if (end == count || bytes[end] != '\r' || end - at < tail + 1)
		return false;
	return bytes[end - tail - 1] == ' ' &&
	       memcmp(bytes + end - tail, version, sizeof(version) - 1) == 0 &&
	       start_at_front(bytes + at, end - at, START_REQUEST) ==
		   START_REQUEST;
}

enum start_kind
start_inside(
    const uint8_t *bytes, size_t count, enum start_kind wanted, size_t *at)
{
	size_t end = 0;

	for (size_t i = 1; i < count; i++) {
		if (bytes[i] < 'C' || bytes[i] > 'U')
			continue;
		/* All places of one line share its end: found once. */
		if (i > end)
			end = line_end(bytes, count, i);
		*at = i;
		if (wanted != START_REQUEST &&
		    is_status_line(bytes + i, count - i))
			return START_RESPONSE;
		if (wanted != START_RESPONSE &&
		    is_request_line(bytes, count, i, end))
			return START_REQUEST;
	}
	return START_NONE;
}

bool
tls_record_begins(const uint8_t *bytes, size_t count)
{
	enum {
		CHANGE_CIPHER = 20,
		APPLICATION_DATA = 23,
		HEAD = 5
	};
	unsigned length;

	if (count < HEAD || bytes[0] < CHANGE_CIPHER ||
	    bytes[0] > APPLICATION_DATA || bytes[1] != 3 || bytes[2] > 4)
		return false;
	length = (unsigned)bytes[3] << 8 | bytes[4];
	return length > 0 && length <= (1u << 14) + 2048;
}
