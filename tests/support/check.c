/*
 * Helpers of the tests, see check.h.
 */
#include "tests/support/check.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static size_t
mapped_size(size_t length)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);

	return (length + page - 1) / page * page + page;
}

uint8_t *
guard_copy(const void *bytes, size_t length)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t size = mapped_size(length);
	uint8_t *map = mmap(NULL, size, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t *copy;

	assert_true(map != MAP_FAILED);
	copy = map + size - page - length;
	if (length > 0)
		memcpy(copy, bytes, length);
	assert_int_equal(mprotect(map + size - page, page, PROT_NONE), 0);
	return copy;
}

void
guard_free(uint8_t *copy, size_t length)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t size = mapped_size(length);

	assert_int_equal(munmap(copy + length + page - size, size), 0);
}

void
at_every_length(const void *bytes, size_t length,
    void (*parse)(
	void *context, const uint8_t *bytes, size_t length, int whole),
    void *context)
{
	size_t cut = length;

	for (;;) {
		uint8_t *copy = guard_copy(bytes, cut);

		parse(context, copy, cut, cut == length);
		guard_free(copy, cut);
		if (cut == 0)
			return;
		cut--;
	}
}

static int
hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return tolower(c) - 'a' + 10;
}

uint8_t *
from_hex(const char *hex, size_t *length)
{
	uint8_t *bytes = malloc(strlen(hex) / 2 + 1);
	size_t digits = 0;

	assert_non_null(bytes);
	for (; *hex != '\0'; hex++) {
		if (isspace((unsigned char)*hex))
			continue;
		assert_true(isxdigit((unsigned char)*hex));
		if (digits % 2 == 0)
			bytes[digits / 2] = 0;
		bytes[digits / 2] =
		    (uint8_t)(bytes[digits / 2] << 4 | hex_digit(*hex));
		digits++;
	}
	assert_int_equal(digits % 2, 0);
	*length = digits / 2;
	return bytes;
}

uint8_t *
from_file(const char *path, size_t *length)
{
	FILE *file = fopen(path, "rb");
	uint8_t *bytes = NULL;
	size_t size = 0;
	size_t got;

	if (file == NULL)
		fail_msg("cannot open %s", path);
	do {
		bytes = realloc(bytes, size + 65536 + 1);
		assert_non_null(bytes);
		got = fread(bytes + size, 1, 65536, file);
		size += got;
	} while (got > 0);
	bytes[size] = '\0';
	assert_int_equal(fclose(file), 0);
	*length = size;
	return bytes;
}
