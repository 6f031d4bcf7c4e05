/*
 * The same payload through libwbxml: an independent implementation, compared
 * with our reader. It is not fit to meet captured bytes first (a 16-byte
 * entity aborts it, deep nesting overflows its stack), so a guard built on
 * our own reader lets only harmless documents through: bounded depth, tokens
 * and size, no entities, no extensions, UTF-8, read to the end.
 */
#ifndef EASLENS_DECODE_SECONDOPINION_H
#define EASLENS_DECODE_SECONDOPINION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What came of one comparison. */
enum second_opinion {
	OPINION_AGREES,
	OPINION_DIFFERS, /* see `difference` */
	OPINION_REFUSED, /* the guard did not let it through */
	OPINION_FAILED,  /* libwbxml could not read what we could */
};

/* Room for one difference in words, its NUL included. */
#define OPINION_TEXT 256

/* Compares both readings of a document, element by element and text by text,
 * known differences of names set aside (libwbxml 0.11.8). The words written
 * are printable ASCII. */
enum second_opinion second_opinion(
    const void *bytes, size_t length, char difference[OPINION_TEXT]);

/* The document as XML by libwbxml, for people to read or in its bare form, on
 * the heap; NULL, with the reason as `opinion`, where there is none. */
char *second_rendering(const void *bytes, size_t length, bool indented,
    enum second_opinion *opinion, size_t *xml_length);

#endif
