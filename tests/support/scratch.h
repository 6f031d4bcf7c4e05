/*
 * A folder of a test program's own, among the temporary ones, and the files in
 * it; one at a time.
 */
#ifndef EASLENS_TESTS_SCRATCH_H
#define EASLENS_TESTS_SCRATCH_H

#include <stddef.h>

/* Makes the folder; takes it away with all that is in it. As fixtures, or
 * called with NULL; 0. */
int scratch_set_up(void **state);
int scratch_tear_down(void **state);

/* Its path, borrowed until the next one is made. */
const char *scratch_folder(void);

/* The path of a file in it, in `out`, which it gives. */
#define SCRATCH_PATH 128
const char *scratch_path(char out[SCRATCH_PATH], const char *name);

/* Writes such a file. */
void scratch_write(const char *name, const void *bytes, size_t length);

#endif
