/*
 * What every test file needs: cmocka with the headers it wants before it, and
 * helpers that run a parser in the ways a hostile world would.
 */
#ifndef EASLENS_TESTS_CHECK_H
#define EASLENS_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* A copy that ends at an unmapped page: one byte read too far is a crash even
 * without a sanitizer. Freed by guard_free(). */
uint8_t *guard_copy(const void *bytes, size_t length);
void guard_free(uint8_t *copy, size_t length);

/* Calls `parse` with the whole input, then with every shorter beginning of
 * it, each ending at an unmapped page. `whole` is true for the first call. */
void at_every_length(const void *bytes, size_t length,
    void (*parse)(
	void *context, const uint8_t *bytes, size_t length, int whole),
    void *context);

/* Bytes from hexadecimal text (blanks and newlines are skipped) and from a
 * file; both on the heap, `length` set; they fail the test when they can't. */
uint8_t *from_hex(const char *hex, size_t *length);
uint8_t *from_file(const char *path, size_t *length);

#endif
