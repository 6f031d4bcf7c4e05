/*
 * Pull reader over WBXML tokens (WAP-192-WBXML 1.3, MS-ASWBXML).
 *
 * The reader gives one event after the other with the place of its bytes, so
 * that a screen can show bytes beside meaning. It allocates nothing, follows
 * no pointer of the document, and bounds depth and tokens. Unknown tokens and
 * pages are events like others and keep their numbers. A cut document gives
 * every event that lies before the cut. It stops at the end of the root.
 */
#ifndef EASLENS_DECODE_WBXML_H
#define EASLENS_DECODE_WBXML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/bytes.h"
#include "decode/limits.h"
#include "decode/model/text.h"
#include "decode/verdict.h"

enum wbxml_kind {
	WBXML_HEADER, /* version, public id, charset, string table */
	WBXML_PAGE,   /* SWITCH_PAGE to `page` */
	WBXML_START,  /* an element; `empty`: no content follows */
	WBXML_END,    /* of the innermost open element */
	WBXML_TEXT,   /* inline or from the string table */
	WBXML_OPAQUE,
	WBXML_ENTITY,  /* `code`, and its UTF-8 as text */
	WBXML_OTHER,   /* extension, PI, attribute: stepped over */
	WBXML_DONE,    /* the root has ended: see wbxml_rest() */
	WBXML_STOPPED, /* cannot go on: see wbxml_verdict() */
};

struct wbxml_event {
	enum wbxml_kind kind;
	size_t offset;       /* of its first byte in the document */
	size_t length;       /* of its bytes; END of an empty element: 0 */
	unsigned depth;      /* open elements before START, after END */
	uint8_t page;        /* code page in force; END: of its element */
	uint8_t token;       /* START, END: 0x05..0x3f, or WBXML_LITERAL */
	bool has_attributes; /* START: attributes follow (never in EAS) */
	bool empty;          /* START: its END comes next, without bytes */
	const char *name;    /* START, END: of codepages, NULL: unknown */
	struct text text;    /* TEXT, OPAQUE, ENTITY: borrowed, an entity
				until the next event; STOPPED: as much as
				there is of a string that was cut */
	uint32_t code;       /* ENTITY: the code point */
};

/* Token of an element that is named in the string table (never in EAS). */
#define WBXML_LITERAL 0x04

/* Public id of a document without one, as EAS documents are. */
#define WBXML_PUBLIC_ID_UNKNOWN 1

struct wbxml_reader {
	struct cursor bytes;
	size_t size;
	enum verdict verdict;
	enum wbxml_kind last;
	bool begun; /* the header was read */
	bool in_root;
	bool attributes_pending;
	bool end_pending; /* of an element without content */
	uint8_t page;
	unsigned depth;
	uint32_t tokens;
	uint32_t switches;  /* in a row */
	uint32_t public_id; /* 0: a name in the string table */
	uint32_t charset;   /* IANA MIBenum: 106 UTF-8, 3 US-ASCII */
	struct text table;  /* string table, borrowed */
	char entity[4];
	struct {
		const char *name;
		uint8_t page, token;
	} open[LIMIT_WBXML_DEPTH];
};

/* Begins to read; the bytes must outlive the reader. */
void wbxml_begin(struct wbxml_reader *, const void *bytes, size_t length);

/* The next event. After DONE or STOPPED the same comes again. */
enum wbxml_kind wbxml_next(struct wbxml_reader *, struct wbxml_event *);

/* Why reading stopped: OK after DONE, SHORT for a document that was cut,
 * MALFORMED, LIMIT. */
enum verdict wbxml_verdict(const struct wbxml_reader *);

/* The bytes ahead, for one who may have read the very same before. Not seen
 * where they could mean something else: the document has a string table. */
struct text wbxml_ahead(const struct wbxml_reader *);

/* Steps over this many of them: content that leaves depth and code page as
 * they are. */
void wbxml_pass(struct wbxml_reader *, size_t count);

/* Bytes behind the end of the root; 0 before DONE. */
size_t wbxml_rest(const struct wbxml_reader *);

/* Writes an element's name, or "14:0x3c" for an unknown one (page decimal,
 * token hexadecimal), with a NUL. */
#define WBXML_NAME 64
void wbxml_name(uint8_t page, uint8_t token, char out[WBXML_NAME]);

#endif
