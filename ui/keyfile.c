/*
 * The key of --anonymize, see keyfile.h.
 */
#include "ui/keyfile.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "ui/escape.h"

#define BYTES_LEAST 16u
#define BYTES_MOST 4096u

static bool
fail(char problem[KEYFILE_PROBLEM], const char *path, const char *why)
{
	size_t used;

	snprintf(problem, KEYFILE_PROBLEM, "%s", "--anonymize: ");
	used = strlen(problem);
	escape_buffer(problem + used, KEYFILE_PROBLEM / 2, text_from(path));
	used = strlen(problem);
	snprintf(problem + used, KEYFILE_PROBLEM - used, "%s%s",
	    path[0] != '\0' ? ": " : "", why);
	return false;
}

static bool
random_key(uint8_t key[SIPHASH_KEY], char problem[KEYFILE_PROBLEM])
{
	if (getrandom(key, SIPHASH_KEY, 0) == (ssize_t)SIPHASH_KEY)
		return true;
	return fail(problem, "", strerror(errno));
}

/* Two hashes of all that is there, under keys that everybody knows: what is
 * secret is the file. */
static void
condense(const uint8_t *bytes, size_t count, uint8_t key[SIPHASH_KEY])
{
	static const uint8_t halves[2][SIPHASH_KEY] = {
	    "easlens-key-one", "easlens-key-two"};

	for (size_t i = 0; i < 2; i++) {
		uint64_t half = siphash(halves[i], bytes, count);

		for (size_t k = 0; k < 8; k++)
			key[8 * i + k] = (uint8_t)(half >> (8 * k));
	}
}

bool
keyfile_read(
    const char *path, uint8_t key[SIPHASH_KEY], char problem[KEYFILE_PROBLEM])
{
	uint8_t bytes[BYTES_MOST];
	size_t count;
	bool failed;
	FILE *file;

	if (path == NULL)
		return random_key(key, problem);
	file = fopen(path, "rb");
	if (file == NULL)
		return fail(problem, path, strerror(errno));
	/* No copy of the key in the stream's own buffer. */
	(void)setvbuf(file, NULL, _IONBF, 0);
	count = fread(bytes, 1, sizeof(bytes), file);
	failed = ferror(file) != 0;
	(void)fclose(file);
	condense(bytes, count, key);
	explicit_bzero(bytes, sizeof(bytes));
	if (failed)
		return fail(problem, path, strerror(errno));
	if (count < BYTES_LEAST)
		return fail(
		    problem, path, "too short for a key, 16 bytes at least");
	return true;
}
