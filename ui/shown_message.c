/*
 * A message as lines to show, see shown_message.h.
 */
#include "ui/shown_message.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"

static void
add_line(struct shown_message *shown, struct text line)
{
	if (line.length > 0 && line.bytes[line.length - 1] == '\r')
		line.length--;
	if (shown->line_count == LIMIT_PAYLOAD_ROWS || line.length == 0)
		return;
	shown->lines = make_room(shown->lines, shown->line_count,
	    &shown->line_room, sizeof(*shown->lines));
	shown->lines[shown->line_count++] = line;
}

static void
split_head(struct shown_message *shown)
{
	struct text rest = shown->head;

	while (rest.length > 0) {
		const char *end = memchr(rest.bytes, '\n', rest.length);
		uint32_t some =
		    end == NULL ? rest.length : (uint32_t)(end - rest.bytes);

		add_line(shown, text_over(rest.bytes, some));
		if (end != NULL)
			some++;
		rest.bytes += some;
		rest.length -= some;
	}
}

/* A copy of ours: the ledger's may leave with the next packet. */
static void
copy_wire(struct shown_message *shown, const struct wire_seen *wire)
{
	size_t head = wire->head.length;
	size_t frames = wire->frame_count * sizeof(*wire->frames);

	shown->bytes = memory_get(head + wire->body.length + 1, 1);
	if (head > 0)
		memcpy(shown->bytes, wire->head.bytes, head);
	if (wire->body.length > 0)
		memcpy(
		    shown->bytes + head, wire->body.bytes, wire->body.length);
	shown->head = text_over(shown->bytes, head);
	shown->body = text_over(shown->bytes + head, wire->body.length);
	shown->whole = wire->body_whole;
	shown->frame_count = wire->frame_count;
	shown->frames = memory_get(wire->frame_count + 1, sizeof(uint64_t));
	if (frames > 0)
		memcpy(shown->frames, wire->frames, frames);
}

/* A body that cannot be read from its first byte on. */
static bool
is_no_document(const struct shown_message *shown)
{
	return shown->rows.count == 1 && shown->rows.items[0].offset == 0 &&
	       shown->rows.items[0].kind == ROW_FAULT;
}

static void
read_body(struct shown_message *shown, const struct payload_reader *reader,
    bool is_request)
{
	if (reader == NULL || shown->body.length == 0)
		return;
	if (shown->form == BODY_TOKENS)
		reader->rows(shown->body, is_request, &shown->rows);
	else if (shown->form == BODY_RENDERING)
		reader->rendering(shown->body, &shown->rendering);
	else if (shown->form == BODY_DIFFERENCE)
		reader->difference(shown->body, &shown->rendering);
	if (is_no_document(shown))
		payload_rows_done(&shown->rows);
}

void
shown_message_load(struct shown_message *shown, const struct ledger *ledger,
    const struct exchange_entry *entry, bool is_response, enum body_form form)
{
	const struct wire_seen *wire = NULL;

	shown_message_done(shown);
	shown->form = form;
	if (entry != NULL)
		wire = ledger_wire(ledger,
		    is_response ? entry->response_wire : entry->request_wire);
	shown->missed = wire == NULL;
	if (wire == NULL)
		return;
	copy_wire(shown, wire);
	if (form == BODY_TOKENS)
		split_head(shown);
	read_body(shown, ledger_payload_reader(ledger), !is_response);
}

void
shown_message_done(struct shown_message *shown)
{
	payload_rows_done(&shown->rows);
	payload_lines_done(&shown->rendering);
	free(shown->bytes);
	free(shown->lines);
	free(shown->frames);
	memset(shown, 0, sizeof(*shown));
}

size_t
shown_message_lines(const struct shown_message *shown)
{
	size_t raw =
	    (shown->body.length + SHOWN_RAW_BYTES - 1) / SHOWN_RAW_BYTES;

	if (shown->form == BODY_RAW)
		return raw;
	if (shown->form != BODY_TOKENS)
		return shown->rendering.count;
	if (shown->rows.count == 0)
		return shown->line_count + raw;
	return shown->line_count + shown->rows.count;
}

const struct payload_row *
shown_message_row(const struct shown_message *shown, size_t index)
{
	if (index < shown->line_count ||
	    index - shown->line_count >= shown->rows.count)
		return NULL;
	return &shown->rows.items[index - shown->line_count];
}
