/*
 * XML text in pieces to three callbacks: the one place that knows expat.
 *
 * Entities are never expanded and nothing outside is ever loaded: a document
 * type may be named only. Declarations in it end the reading, and so does a
 * reference to an entity that is not one of XML's own.
 */
#ifndef EASLENS_DECODE_XML_H
#define EASLENS_DECODE_XML_H

#include <stddef.h>

#include "decode/verdict.h"

/* Strings are UTF-8, good for the time of the call. `attributes` are names
 * and values in turn, ended by NULL. */
struct xml_handlers {
	void (*start)(
	    void *context, const char *name, const char *const *attributes);
	void (*end)(void *context);
	void (*text)(void *context, const char *bytes, size_t length);
};

struct xml;

/* A reader of one document, which calls the handlers with `context`. */
struct xml *xml_new(const struct xml_handlers *, void *context);
void xml_free(struct xml *);

/* The next bytes of the document; nothing happens after a fault. */
void xml_feed(struct xml *, const char *bytes, size_t length);

/* From a handler: reads no further, for this reason. */
void xml_stop(struct xml *, enum verdict);

/* Ends the document: OK, MALFORMED, SHORT where all was well until it broke
 * off, or the reason of xml_stop(). */
enum verdict xml_end(struct xml *);

#endif
