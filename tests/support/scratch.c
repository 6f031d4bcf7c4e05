/*
 * A folder of a test program's own, see scratch.h.
 */
#include "tests/support/check.h"

#include "tests/support/scratch.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#define NAME "easlens-XXXXXX"
/* Folders that are open at once while it is taken away. */
#define OPEN_MOST 8

static char folder[sizeof(P_tmpdir) + sizeof(NAME)];

int
scratch_set_up(void **state)
{
	(void)state;
	(void)snprintf(folder, sizeof(folder), "%s/%s", P_tmpdir, NAME);
	assert_non_null(mkdtemp(folder));
	return 0;
}

static int
take_away(
    const char *path, const struct stat *file, int kind, struct FTW *place)
{
	(void)file;
	(void)kind;
	(void)place;
	return remove(path);
}

int
scratch_tear_down(void **state)
{
	(void)state;
	return nftw(folder, take_away, OPEN_MOST, FTW_DEPTH | FTW_PHYS);
}

const char *
scratch_folder(void)
{
	return folder;
}

const char *
scratch_path(char out[SCRATCH_PATH], const char *name)
{
	int length = snprintf(out, SCRATCH_PATH, "%s/%s", folder, name);

	assert_true(length > 0 && length < SCRATCH_PATH);
	return out;
}

void
scratch_write(const char *name, const void *bytes, size_t length)
{
	char path[SCRATCH_PATH];
	FILE *file = fopen(scratch_path(path, name), "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}
