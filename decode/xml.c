/*
 * expat behind xml.h (XML 1.0). Names and values come as UTF-8: the encoding
 * that a document declares is overruled, as WBXML has decided it already.
 */
#include "decode/xml.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "decode/model/memory.h"

/* expat takes lengths as int; feeders are bounded far below this. */
#define CHUNK 65536

struct xml {
	XML_Parser parser;
	const struct xml_handlers *handlers;
	void *context;
	enum verdict verdict;
	bool has_type; /* a document type was named */
	bool in_tag;   /* the next raw bytes are a tag */
};

/* Whether text has a reference to an entity that XML does not know by itself.
 */
static bool
names_entity(const char *at, size_t length)
{
	static const char *const own[] = {
	    "&#", "&amp;", "&lt;", "&gt;", "&quot;", "&apos;"};
	const char *end = at + length;

	while ((at = memchr(at, '&', (size_t)(end - at))) != NULL) {
		bool known = false;

		for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
			size_t count = strlen(own[i]);

			known |= (size_t)(end - at) >= count &&
				 memcmp(at, own[i], count) == 0;
		}
		if (!known)
			return true;
		at++;
	}
	return false;
}

static void XMLCALL
on_raw(void *data, const XML_Char *bytes, int length)
{
	struct xml *x = data;

	if (x->in_tag && names_entity(bytes, (size_t)length))
		xml_stop(x, VERDICT_MALFORMED);
}

static void XMLCALL
on_skipped(void *data, const XML_Char *name, int is_parameter)
{
	(void)name;
	(void)is_parameter;
	xml_stop(data, VERDICT_MALFORMED);
}

static void XMLCALL
on_start(void *data, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = data;

	/* An entity that the document type could declare is no error to expat:
	 * in an attribute it is left out without a word. */
	if (x->has_type) {
		x->in_tag = true;
		XML_DefaultCurrent(x->parser);
		x->in_tag = false;
	}
	if (x->verdict == VERDICT_OK)
		x->handlers->start(
		    x->context, name, (const char *const *)attributes);
}

static void XMLCALL
on_end(void *data, const XML_Char *name)
{
	struct xml *x = data;

	(void)name;
	x->handlers->end(x->context);
}

static void XMLCALL
on_text(void *data, const XML_Char *bytes, int length)
{
	struct xml *x = data;

	x->handlers->text(x->context, bytes, (size_t)length);
}

static void XMLCALL
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int has_declarations)
{
	struct xml *x = data;

	(void)name;
	(void)system;
	(void)public;
	x->has_type = true;
	XML_SetDefaultHandler(x->parser, on_raw);
	if (has_declarations)
		xml_stop(x, VERDICT_MALFORMED);
}

static void XMLCALL
on_entity(void *data, const XML_Char *name, int is_parameter,
    const XML_Char *value, int length, const XML_Char *base,
    const XML_Char *system, const XML_Char *public, const XML_Char *notation)
{
	(void)name;
	(void)is_parameter;
	(void)value;
	(void)length;
	(void)base;
	(void)system;
	(void)public;
	(void)notation;
	xml_stop(data, VERDICT_MALFORMED);
}

struct xml *
xml_new(const struct xml_handlers *handlers, void *context)
{
	struct xml *x = memory_get(1, sizeof(*x));

	x->parser = XML_ParserCreate("UTF-8");
	if (x->parser == NULL)
		memory_exhausted();
	x->handlers = handlers;
	x->context = context;
	XML_SetUserData(x->parser, x);
	XML_SetElementHandler(x->parser, on_start, on_end);
	XML_SetCharacterDataHandler(x->parser, on_text);
	XML_SetEntityDeclHandler(x->parser, on_entity);
	XML_SetStartDoctypeDeclHandler(x->parser, on_doctype);
	XML_SetSkippedEntityHandler(x->parser, on_skipped);
	return x;
}

void
xml_free(struct xml *x)
{
	if (x == NULL)
		return;
	XML_ParserFree(x->parser);
	free(x);
}

/* An error at the end of the bytes is a document that breaks off. */
static enum verdict
verdict_of(enum XML_Error error)
{
	if (error == XML_ERROR_NO_ELEMENTS ||
	    error == XML_ERROR_UNCLOSED_TOKEN ||
	    error == XML_ERROR_PARTIAL_CHAR ||
	    error == XML_ERROR_UNCLOSED_CDATA_SECTION)
		return VERDICT_SHORT;
	return VERDICT_MALFORMED;
}

static void
parse(struct xml *x, const char *bytes, size_t length, int final)
{
	if (x->verdict != VERDICT_OK)
		return;
	if (XML_Parse(x->parser, bytes, (int)length, final) == XML_STATUS_OK)
		return;
	if (x->verdict == VERDICT_OK)
		x->verdict = verdict_of(XML_GetErrorCode(x->parser));
}

void
xml_feed(struct xml *x, const char *bytes, size_t length)
{
	while (length > 0) {
		size_t some = length < CHUNK ? length : CHUNK;

		parse(x, bytes, some, 0);
		bytes += some;
		length -= some;
	}
}

void
xml_stop(struct xml *x, enum verdict why)
{
	if (x->verdict == VERDICT_OK)
		x->verdict = why;
	(void)XML_StopParser(x->parser, XML_FALSE);
}

enum verdict
xml_end(struct xml *x)
{
	parse(x, "", 0, 1);
	return x->verdict;
}
