/*
 * Helpers of the fuzz targets, see fuzz.h.
 */
#include "tests/fuzz/fuzz.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
fuzz_broken(const char *what, const char *file, int line)
{
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
	abort();
}

bool fuzz_tells;

void
fuzz_tell(const char *format, ...)
{
	va_list arguments;

	if (!fuzz_tells)
		return;
	va_start(arguments, format);
	(void)vprintf(format, arguments);
	va_end(arguments);
	(void)putchar('\n');
}

struct cursor
fuzz_record(struct cursor *input)
{
	return cursor_child(input, cursor_u16(input));
}

void
fuzz_is_harmless(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)text[i];
		const char *rest = text + i;

		HOLDS(byte >= ' ' || byte == '\n');
		HOLDS(byte != 0x7f);
		if (byte < 0x80 || length - i < 3)
			continue;
		HOLDS(byte != 0xc2 || (unsigned char)rest[1] >= 0xa0);
		/* U+200E, U+200F, U+202A..U+202E, U+2066..U+2069 */
		HOLDS(memcmp(rest, "\xe2\x80\x8e", 3) != 0);
		HOLDS(memcmp(rest, "\xe2\x80\x8f", 3) != 0);
		HOLDS(memcmp(rest, "\xe2\x80\xaa", 3) < 0 ||
		      memcmp(rest, "\xe2\x80\xae", 3) > 0);
		HOLDS(memcmp(rest, "\xe2\x81\xa6", 3) < 0 ||
		      memcmp(rest, "\xe2\x81\xa9", 3) > 0);
	}
}
