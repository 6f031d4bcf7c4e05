/*
 * Starts of HTTP messages and of TLS records, see seek.h.
 */
#include "decode/seek.h"

#include <string.h>

/* Well-known methods, each with the blank behind it: where framing is lost
 * they are found in any place and by their first letters. */
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
};

/* The longest method that is taken for one. */
#define METHOD_LONGEST 32u

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

/* Eight bytes at once: whether one of them is below a blank or is DEL. */
static bool
has_control(const uint8_t *bytes)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;
	uint64_t low;
	uint64_t del;

	memcpy(&word, bytes, sizeof(word));
	low = (word - ones * ' ') & ~word;
	del = ((word ^ ones * 0x7f) - ones) & ~(word ^ ones * 0x7f);
	return ((low | del) & ones * 0x80) != 0;
}

/* Where the line that begins at `from` ends: at a control character. */
static size_t
line_end(const uint8_t *bytes, size_t count, size_t from)
{
	while (count - from >= 8 && !has_control(bytes + from))
		from += 8;
	while (from < count && bytes[from] >= ' ' && bytes[from] != 0x7f)
		from++;
	return from;
}

static bool
is_break(uint8_t byte)
{
	return byte == '\r' || byte == '\n';
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
	return bytes[digits + 3] == ' ' || is_break(bytes[digits + 3]);
}

/* Where the blank before the version at the end of a line is, whatever the
 * version; 0: there is none. */
static size_t
version_blank(const uint8_t *bytes, size_t end)
{
	size_t tail = sizeof(version) - 1 + 1;

	if (end < tail + 1 || bytes[end - tail - 1] != ' ' ||
	    memcmp(bytes + end - tail, version, sizeof(version) - 3) != 0)
		return 0;
	return end - tail - 1;
}

/* The line that ends at `end` ends with " HTTP/1.x". */
static bool
ends_with_version(const uint8_t *bytes, size_t end)
{
	return version_blank(bytes, end) > 0 && bytes[end - 3] == '1';
}

/* A character of a token (RFC 9110 section 5.6.2). */
static bool
is_token_byte(uint8_t byte)
{
	if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
	    (byte >= 'a' && byte <= 'z'))
		return true;
	return byte > ' ' && strchr("!#$%&'*+-.^_`|~", byte) != NULL;
}

static size_t
token_length(const uint8_t *bytes, size_t count)
{
	size_t length = 0;

	while (length < count && length <= METHOD_LONGEST &&
	       is_token_byte(bytes[length]))
		length++;
	return length;
}

bool
request_line_parts(
    const uint8_t *bytes, size_t count, struct request_line *line)
{
	size_t length;
	size_t end;

	*line = (struct request_line){0};
	while (line->begin < count && is_break(bytes[line->begin]))
		line->begin++;
	length = token_length(bytes + line->begin, count - line->begin);
	line->method = line->begin + length;
	if (length == 0 || length > METHOD_LONGEST || line->method == count ||
	    bytes[line->method] != ' ')
		return false;
	end = line_end(bytes, count, line->method);
	if (end < count && is_break(bytes[end]))
		line->target = version_blank(bytes, end);
	if (line->target <= line->method)
		line->target = 0;
	return true;
}

bool
request_may_begin(const uint8_t *bytes, size_t count)
{
	size_t length = token_length(bytes, count);
	struct request_line line;

	if (length > 0 && length == count && length <= METHOD_LONGEST)
		return true;
	if (length == 0 || !request_line_parts(bytes, count, &line))
		return false;
	return line.target > 0 || line_end(bytes, count, length) == count;
}

/* A well-known method and a blank, or as much of it as there is. */
static bool
well_known_at(const uint8_t *bytes, size_t count)
{
	if (count == 0 || bytes[0] < 'C' || bytes[0] > 'U')
		return false;
	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (front_matches(bytes, count, methods[i]))
			return true;
	return false;
}

bool
start_is_whole(const uint8_t *bytes, size_t count)
{
	size_t end;

	if (is_status_line(bytes, count))
		return true;
	end = line_end(bytes, count, 0);
	return end < count && is_break(bytes[end]) &&
	       ends_with_version(bytes, end);
}

enum start_kind
start_at_front(const uint8_t *bytes, size_t count, enum start_kind wanted)
{
	enum start_kind kind = START_NONE;

	if (count == 0)
		return START_NONE;
	if (wanted != START_REQUEST && front_matches(bytes, count, version))
		kind = START_RESPONSE;
	else if (wanted != START_RESPONSE && well_known_at(bytes, count))
		kind = START_REQUEST;
	/* A line that ends here and is no start line is none. */
	if (kind != START_NONE && line_end(bytes, count, 0) < count &&
	    !start_is_whole(bytes, count))
		return START_NONE;
	return kind;
}

/* The line is a request line whose method is a word of capitals. */
static bool
is_other_request(const uint8_t *bytes, size_t begin, size_t end)
{
	size_t at = begin;
	size_t target = version_blank(bytes, end);

	while (at < end && ((bytes[at] >= 'A' && bytes[at] <= 'Z') ||
			       bytes[at] == '_' || bytes[at] == '-'))
		at++;
	return at > begin && at - begin <= METHOD_LONGEST && at + 1 < target &&
	       bytes[at] == ' ' &&
	       memchr(bytes + at + 1, ' ', target - at - 1) == NULL;
}

enum start_kind
start_inside(
    const uint8_t *bytes, size_t count, enum start_kind wanted, size_t *at)
{
	size_t end = 0;
	size_t line = 0;
	bool requests = false; /* the line may hold one */
	bool other = false;

	for (size_t i = 0; i < count; i++) {
		/* All places of one line share its end: found once. */
		if (i >= end) {
			line = i;
			end = line_end(bytes, count, i);
			requests = wanted != START_RESPONSE && end < count &&
				   bytes[end] == '\r' &&
				   ends_with_version(bytes, end);
			other = requests && is_other_request(bytes, i, end);
		}
		*at = i;
		if (wanted != START_REQUEST &&
		    is_status_line(bytes + i, count - i))
			return START_RESPONSE;
		if (requests && end - i > sizeof(version) &&
		    well_known_at(bytes + i, end - i))
			return START_REQUEST;
		if (other && i + 1 == end) {
			*at = line;
			return START_REQUEST;
		}
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
