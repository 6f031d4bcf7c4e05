/*
 * Documents of tests/vectors, see vectors.h.
 */
#include "tests/support/check.h"

#include "tests/support/vectors.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/vectors/"

static uint8_t *
load(const char *path, size_t *length)
{
	char *hex = (char *)from_file(path, length);
	uint8_t *bytes = from_hex(hex, length);

	free(hex);
	return bytes;
}

uint8_t *
vector(const char *name, size_t *length)
{
	char pattern[256];
	glob_t found;
	uint8_t *bytes;

	(void)snprintf(pattern, sizeof(pattern), FOLDER "%s*.hex", name);
	if (glob(pattern, 0, NULL, &found) != 0)
		fail_msg("no vector %s", name);
	bytes = load(found.gl_pathv[0], length);
	globfree(&found);
	return bytes;
}

size_t
each_vector(void (*use)(const char *name, const uint8_t *bytes, size_t length))
{
	glob_t found;
	size_t count;

	assert_int_equal(glob(FOLDER "*.hex", 0, NULL, &found), 0);
	for (count = 0; count < found.gl_pathc; count++) {
		size_t length;
		uint8_t *bytes = load(found.gl_pathv[count], &length);

		use(found.gl_pathv[count] + strlen(FOLDER), bytes, length);
		free(bytes);
	}
	globfree(&found);
	return count;
}
