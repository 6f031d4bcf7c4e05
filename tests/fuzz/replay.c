/*
 * The entry of a fuzz target without a fuzzer: takes the inputs in files and
 * folders, or standard input where none is named, one after the other. This is
 * how found inputs stay tests, and what afl-fuzz runs. A file *.hex holds its
 * input as hexadecimal text, and what that is read as is told on a line "told
 * NAME.hex: ...". Says "REPLAYED n" at the end.
 */
#include "tests/support/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"

#define LONGEST_SECONDS 60

static unsigned replayed;

__attribute__((weak)) int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return 0;
}

/* On the heap at its exact size, so that memory checkers see its end. */
static void
replay(const uint8_t *bytes, size_t length)
{
	uint8_t *copy = guard_copy(bytes, length);

	/* An input that never ends is a finding, too. */
	alarm(LONGEST_SECONDS);
	LLVMFuzzerTestOneInput(copy, length);
	guard_free(copy, length);
	replayed++;
}

static void
replay_file(const char *path)
{
	const char *ending = strrchr(path, '.');
	const char *slash = strrchr(path, '/');
	size_t length;
	uint8_t *bytes = from_file(path, &length);

	fuzz_tells = ending != NULL && strcmp(ending, ".hex") == 0;
	if (fuzz_tells) {
		uint8_t *hex = bytes;

		bytes = from_hex((const char *)hex, &length);
		free(hex);
		printf("told %s: ", slash == NULL ? path : slash + 1);
	}
	/* The last line before an end that was not meant. */
	(void)fprintf(stderr, "input %s\n", path);
	replay(bytes, length);
	free(bytes);
}

static int
is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
replay_path(const char *path)
{
	struct dirent **entries;
	int count = scandir(path, &entries, is_visible, alphasort);

	if (count < 0) {
		replay_file(path);
		return;
	}
	for (int i = 0; i < count; i++) {
		char inside[4096];

		(void)snprintf(
		    inside, sizeof(inside), "%s/%s", path, entries[i]->d_name);
		replay_file(inside);
		free(entries[i]);
	}
	free(entries);
}

int
main(int argc, char **argv)
{
	LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		replay_path(argv[i]);
	if (argc == 1)
		replay_path("/dev/stdin");
	printf("REPLAYED %u\n", replayed);
	return 0;
}
