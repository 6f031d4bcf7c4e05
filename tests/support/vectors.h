/*
 * The WBXML documents of tests/vectors, hexadecimal text with a line each in
 * INDEX.tsv.
 */
#ifndef EASLENS_TESTS_VECTORS_H
#define EASLENS_TESTS_VECTORS_H

#include <stddef.h>
#include <stdint.h>

/* The document whose file begins with this name ("004", "004-prov-ans"), on
 * the heap; fails the test where there is none. */
uint8_t *vector(const char *name, size_t *length);

/* Calls `use` with every document of the folder, in order of names. Gives
 * their number. */
size_t each_vector(
    void (*use)(const char *name, const uint8_t *bytes, size_t length));

#endif
