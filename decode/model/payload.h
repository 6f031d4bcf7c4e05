/*
 * What a screen needs of one message's body: rows of bytes, token and meaning,
 * and the same document as libwbxml reads it. Decoding fills them on demand,
 * through the functions that ledger_set_payload_reader() was given.
 */
#ifndef EASLENS_MODEL_PAYLOAD_H
#define EASLENS_MODEL_PAYLOAD_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/settings.h"
#include "decode/model/status.h"
#include "decode/model/text.h"

enum payload_row_kind {
	ROW_VERSION,   /* the header, field by field: `code` */
	ROW_PUBLIC_ID, /* `code` */
	ROW_CHARSET,   /* `code`: IANA MIBenum */
	ROW_TABLE,     /* the string table: `text` */
	ROW_PAGE,      /* SWITCH_PAGE to `page` */
	ROW_OPEN,      /* an element with children */
	ROW_EMPTY,     /* an element without content */
	ROW_VALUE,     /* an element, its text and its end, in one */
	ROW_CLOSE,     /* the end of an element */
	ROW_TEXT,      /* `text`, between other things */
	ROW_OTHER,     /* stepped over: extension, PI, attribute */
	ROW_REST,      /* behind the end of the root: `text` */
	ROW_CUT,       /* the rest: it was not captured, */
	ROW_FAULT,     /* or makes no sense, or is too much */
};

struct payload_row {
	enum payload_row_kind kind;
	uint32_t offset, length; /* of its bytes */
	unsigned depth;
	uint8_t page, token;  /* of elements */
	const char *name;     /* of element or page, NULL: an unknown one */
	bool is_opaque;       /* ROW_VALUE, ROW_TEXT: OPAQUE, no string */
	struct text text;     /* borrowed from the payload */
	uint32_t code;        /* see above; ROW_TEXT without text: an entity */
	enum setting setting; /* ROW_VALUE and ROW_EMPTY, of a policy */
	bool is_status;       /* ROW_VALUE: a status of … */
	enum status_scope scope;
};

struct payload_rows {
	struct payload_row *items; /* on the heap, the caller's */
	uint32_t count, room;
	bool cut_short; /* at LIMIT_PAYLOAD_ROWS */
};

/* Lines of a rendering. */
struct payload_line {
	struct text text; /* in `bytes` */
	char mark;        /* ' ', or '-' ours alone, '+' libwbxml's alone */
};

struct payload_lines {
	char note[192]; /* what came of it, in words: printable ASCII */
	char *bytes;    /* on the heap, the caller's, as the lines */
	struct payload_line *items;
	uint32_t count, room;
};

void payload_rows_done(struct payload_rows *);
void payload_lines_done(struct payload_lines *);

struct payload_reader {
	/* A WBXML document into rows. Adds to rows that are all zeroes. */
	void (*rows)(
	    struct text payload, bool is_request, struct payload_rows *);
	/* As libwbxml renders it; only a note where it may not see it. */
	void (*rendering)(struct text payload, struct payload_lines *);
	/* Our reading beside libwbxml's. */
	void (*difference)(struct text payload, struct payload_lines *);
};

#endif
