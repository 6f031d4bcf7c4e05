/*
 * What the WBXML reader says of a document, in one line: "page:14 <Provision
 * <Status =1 /Status /Provision". "<>" is an element without content, "="
 * text, "#" opaque data, "&" an entity.
 */
#ifndef EASLENS_TESTS_TRANSCRIPT_H
#define EASLENS_TESTS_TRANSCRIPT_H

#include <stddef.h>
#include <stdint.h>

#include "decode/verdict.h"

struct transcript {
	char words[8192];
	size_t length;
};

/* Adds a word made of two parts. */
void say(
    struct transcript *, const char *word, const char *rest, size_t length);

/* Reads a whole document; fails the test unless the events lie one behind the
 * other and fill what was read. */
enum verdict transcribe(
    struct transcript *, const uint8_t *bytes, size_t length);

#endif
