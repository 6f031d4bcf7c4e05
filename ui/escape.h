/*
 * The one way of captured text to a terminal.
 *
 * Printable UTF-8 (RFC 3629) passes. What could drive the terminal or deceive
 * the reader is shown instead: control bytes and bytes that are not UTF-8 as
 * \xNN, C1 controls, bidirectional and invisible characters as \u{...}. On a
 * terminal that is not one for UTF-8, and where that is asked for, all but
 * ASCII is.
 */
#ifndef EASLENS_UI_ESCAPE_H
#define EASLENS_UI_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "decode/model/text.h"

/* Room for one character in its shown form. */
#define ESCAPE_SHOWN 16

/* Takes one character off the front of a text that is not empty. False: its
 * first byte, given as `code`, is not UTF-8. */
bool escape_take(struct text *rest, uint32_t *code);

/* Asks the locale whether UTF-8 can be shown and how wide it is, where standard
 * output is a terminal: bytes of it are controls in the 8-bit character sets.
 * Until then, and for files and pipes, it can. `ascii`: nothing but ASCII is to
 * be. */
void escape_for_locale(bool ascii);

/* True for code points that are not to reach a terminal as they are. */
bool escape_dangerous(uint32_t code);

/* Takes one character off the front of a text that is not empty and writes
 * its shown form, without a NUL. Gives its bytes; `width`: its columns. */
size_t escape_next(struct text *rest, char out[ESCAPE_SHOWN], unsigned *width);

/* Prints a text; nothing for one that was not seen. */
void escape_print(FILE *, struct text);

/* The same into memory, cut between characters to fit with a NUL; gives the
 * bytes written without it. */
size_t escape_buffer(char *out, size_t size, struct text);

/* Columns that the shown form takes. */
size_t escape_width(struct text);

/* Prints in exactly `width` columns: padded, or cut and ended with "..". */
void escape_column(FILE *, struct text, size_t width);

#endif
