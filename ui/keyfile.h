/*
 * The key of --anonymize: out of a file, so that names have the same
 * pseudonyms in every run with it, or a new one for this run alone.
 */
#ifndef EASLENS_UI_KEYFILE_H
#define EASLENS_UI_KEYFILE_H

#include <stdbool.h>

#include "decode/model/siphash.h"

#define KEYFILE_PROBLEM 300

/* Reads the key out of a file, once; NULL: makes one at random. A file has 16
 * bytes at least; all of it counts, up to 4096. False: `problem` says why, in
 * printable form. */
bool keyfile_read(
    const char *path, uint8_t key[SIPHASH_KEY], char problem[KEYFILE_PROBLEM]);

#endif
