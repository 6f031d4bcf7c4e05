/*
 * Captured text for a terminal, see escape.h: a strict UTF-8 reader, a table
 * of characters that are shown by number, and a table of widths.
 */
#include "ui/escape.h"

#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

struct range {
	uint32_t first, last;
};

/* Controls, and what Unicode offers to turn, hide or fake text: directional
 * marks, invisible fillers and joiners, line separators, tags. */
static const struct range dangerous[] = {
    {0x00, 0x1f},
    {0x7f, 0x9f},
    {0xad, 0xad},
    {0x34f, 0x34f},
    {0x61c, 0x61c},
    {0x115f, 0x1160},
    {0x17b4, 0x17b5},
    {0x180b, 0x180f},
    {0x200b, 0x200f},
    {0x2028, 0x202e},
    {0x2060, 0x206f},
    {0x3164, 0x3164},
    {0xe000, 0xf8ff},
    {0xfe00, 0xfe0f},
    {0xfeff, 0xfeff},
    {0xffa0, 0xffa0},
    {0xfff0, 0xfffb},
    {0xfffe, 0xffff},
    {0x1d173, 0x1d17a},
    {0xe0000, 0x10ffff},
};

/* Marks that sit on the character before them. */
static const struct range combining[] = {
    {0x300, 0x36f},
    {0x483, 0x489},
    {0x591, 0x5bd},
    {0x610, 0x61a},
    {0x64b, 0x65f},
    {0x900, 0x902},
    {0xe31, 0xe31},
    {0xe34, 0xe3a},
    {0xe47, 0xe4e},
    {0x1ab0, 0x1aff},
    {0x1dc0, 0x1dff},
    {0x20d0, 0x20ff},
    {0x3099, 0x309a},
    {0xfe20, 0xfe2f},
};

/* Two columns: East Asian wide forms and most pictures (UAX #11). */
static const struct range wide[] = {
    {0x1100, 0x115e},
    {0x2e80, 0x303e},
    {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},
    {0xac00, 0xd7a3},
    {0xf900, 0xfaff},
    {0xfe30, 0xfe6f},
    {0xff01, 0xff60},
    {0xffe0, 0xffe6},
    {0x1f300, 0x1f64f},
    {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff},
    {0x20000, 0x3fffd},
};

static bool
in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
	for (size_t i = 0; i < count && code >= ranges[i].first; i++) {
		if (code <= ranges[i].last)
			return true;
	}
	return false;
}

#define IN(ranges, code)                                                       \
	in_ranges(ranges, sizeof(ranges) / sizeof((ranges)[0]), code)

static bool ascii_only;
static bool drawn; /* on a terminal, whose C library tells widths */

void
escape_for_locale(bool ascii)
{
	bool utf8;

	setlocale(LC_CTYPE, "");
	utf8 = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
	drawn = isatty(STDOUT_FILENO) && utf8;
	ascii_only = ascii || (isatty(STDOUT_FILENO) && !utf8);
}

bool
escape_dangerous(uint32_t code)
{
	return (ascii_only && code >= 0x80) || IN(dangerous, code);
}

/* What a terminal draws is as wide as the C library says, -1: it cannot be
 * shown. In files the tables count, the same on every machine. */
static int
columns(uint32_t code)
{
	if (code < 0x300)
		return 1;
	if (drawn)
		return wcwidth((wchar_t)code);
	if (IN(combining, code))
		return 0;
	return IN(wide, code) ? 2 : 1;
}

/* How many bytes a character with this first byte has, the bits of the first
 * that count, and the least code point that may be written so long. */
static unsigned
sequence(uint8_t first, uint32_t *bits, uint32_t *least)
{
	if (first >= 0xc2 && first <= 0xdf) {
		*bits = first & 0x1fu;
		*least = 0x80;
		return 2;
	}
	if (first >= 0xe0 && first <= 0xef) {
		*bits = first & 0x0fu;
		*least = 0x800;
		return 3;
	}
	if (first >= 0xf0 && first <= 0xf4) {
		*bits = first & 0x07u;
		*least = 0x10000;
		return 4;
	}
	*bits = first;
	*least = 0;
	return first < 0x80 ? 1 : 0;
}

/* Reads a character at the front; gives its bytes, 0 where it is not UTF-8. */
static unsigned
decode(struct text text, uint32_t *code)
{
	uint32_t bits;
	uint32_t least;
	unsigned length = sequence((uint8_t)text.bytes[0], &bits, &least);

	if (length > text.length)
		return 0;
	for (unsigned i = 1; i < length; i++) {
		uint8_t byte = (uint8_t)text.bytes[i];

		if ((byte & 0xc0u) != 0x80)
			return 0;
		bits = bits << 6 | (byte & 0x3fu);
	}
	if (bits < least || bits > 0x10ffff ||
	    (bits >= 0xd800 && bits <= 0xdfff))
		return 0;
	*code = bits;
	return length;
}

bool
escape_take(struct text *rest, uint32_t *code)
{
	unsigned length = decode(*rest, code);
	bool valid = length > 0;

	if (!valid) {
		*code = (uint8_t)rest->bytes[0];
		length = 1;
	}
	rest->bytes += length;
	rest->length -= length;
	return valid;
}

size_t
escape_next(struct text *rest, char out[ESCAPE_SHOWN], unsigned *width)
{
	const char *begin = rest->bytes;
	uint32_t code;
	bool valid = escape_take(rest, &code);
	int taken = valid && !escape_dangerous(code) ? columns(code) : -1;
	int length;

	if (taken >= 0) {
		*width = (unsigned)taken;
		memcpy(out, begin, (size_t)(rest->bytes - begin));
		return (size_t)(rest->bytes - begin);
	}
	if (!valid || code < 0x80)
		length = snprintf(out, ESCAPE_SHOWN, "\\x%02x", (unsigned)code);
	else
		length = snprintf(out, ESCAPE_SHOWN, "\\u{%x}", (unsigned)code);
	*width = (unsigned)length;
	return (size_t)length;
}

/* How many bytes at the front are plain ASCII. */
static size_t
plain(struct text text)
{
	size_t i = 0;

	while (i < text.length && text.bytes[i] >= 0x20 && text.bytes[i] < 0x7f)
		i++;
	return i;
}

/* A text that was not seen has no bytes to step over. */
static void
step(struct text *text, size_t count)
{
	if (count == 0)
		return;
	text->bytes += count;
	text->length -= (uint32_t)count;
}

void
escape_print(FILE *file, struct text text)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;

	while (text.length > 0) {
		size_t run = plain(text);

		if (run == 1) {
			putc(text.bytes[0], file);
			step(&text, 1);
		} else if (run > 0) {
			fwrite(text.bytes, 1, run, file);
			step(&text, run);
		} else {
			run = escape_next(&text, shown, &width);
			fwrite(shown, 1, run, file);
		}
	}
}

size_t
escape_buffer(char *out, size_t size, struct text text)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;
	size_t used = 0;

	if (size == 0)
		return 0;
	while (text.length > 0) {
		size_t length = escape_next(&text, shown, &width);

		if (length >= size - used)
			break;
		memcpy(out + used, shown, length);
		used += length;
	}
	out[used] = '\0';
	return used;
}

size_t
escape_width(struct text text)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;
	size_t all = plain(text);

	step(&text, all);
	while (text.length > 0) {
		escape_next(&text, shown, &width);
		all += width;
	}
	return all;
}

/* Prints whole characters while they fit; gives the columns used. */
static size_t
print_within(FILE *file, struct text text, size_t room)
{
	char shown[ESCAPE_SHOWN];
	unsigned width;
	size_t used = plain(text);

	if (used > room)
		used = room;
	fwrite(text.bytes, 1, used, file);
	step(&text, used);
	while (text.length > 0) {
		size_t length = escape_next(&text, shown, &width);

		if (width > room - used)
			break;
		fwrite(shown, 1, length, file);
		used += width;
	}
	return used;
}

void
escape_column(FILE *file, struct text text, size_t width)
{
	bool cut = escape_width(text) > width;
	size_t marks = !cut ? 0 : width < 2 ? width : 2;
	size_t used = print_within(file, text, width - marks) + marks;

	fwrite("..", 1, marks, file);
	for (; used < width; used++)
		putc(' ', file);
}
