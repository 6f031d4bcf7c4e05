/*
 * The head of an HTTP message for a view, see wire.h.
 */
#include "decode/wire.h"

#include <string.h>

#include "decode/limits.h"

void
wire_begin(struct wire_run *run, const char *from)
{
	run->from = from;
	run->end = from;
	run->secret_count = 0;
}

void
wire_note(struct wire_run *run, const char *at, size_t length)
{
	run->end = at + length;
}

/* The rest of the line, of a run of so many bytes, belongs to the head. */
static void
end_line(struct wire_run *run, size_t length)
{
	const char *end = run->from + length;

	while (run->end < end && *run->end != '\r' && *run->end != '\n')
		run->end++;
}

/* Bytes of the scheme and the blank behind it; none where there is no blank,
 * then all may be the secret. */
static size_t
scheme_length(const char *at, size_t length)
{
	const char *blank = memchr(at, ' ', length);

	return blank == NULL ? 0 : (size_t)(blank - at) + 1;
}

enum secrecy
wire_secret(
    struct wire_run *run, enum secrecy secrecy, const char *at, size_t length)
{
	size_t open = 0;

	if (secrecy == SECRET_BEHIND_SCHEME)
		open = scheme_length(at, length);
	if (run->secret_count < WIRE_SECRETS) {
		run->secrets[run->secret_count].at = at + open;
		run->secrets[run->secret_count].length = length - open;
	}
	run->secret_count++;
	return SECRET;
}

static void
blot_out(struct buffer *head, size_t from, size_t length)
{
	if (from >= head->length)
		return;
	if (length > head->length - from)
		length = head->length - from;
	memset(head->bytes + from, '*', length);
}

/* Keeps the bytes of the run as far as they were understood. */
static void
keep(const struct wire_run *run, struct buffer *head)
{
	size_t before = head->length;

	if (run->secret_count > WIRE_SECRETS)
		return;
	(void)buffer_append(
	    head, run->from, (size_t)(run->end - run->from), LIMIT_HTTP_HEAD);
	for (uint32_t i = 0; i < run->secret_count; i++)
		blot_out(head,
		    before + (size_t)(run->secrets[i].at - run->from),
		    run->secrets[i].length);
}

void
wire_keep_head(struct wire_run *run, struct message *message, size_t taken,
    bool all_is_well)
{
	if (message->headers_complete)
		end_line(run, taken);
	else if (all_is_well)
		wire_note(run, run->from, taken);
	keep(run, &message->wire);
}
