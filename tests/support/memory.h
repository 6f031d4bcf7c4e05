/*
 * The program stopped in its tracks: all was read and every capture closed,
 * and its report cannot be written because nobody reads. Its memory is then
 * looked through from outside (/proc/PID/mem, Linux).
 */
#ifndef EASLENS_TESTS_MEMORY_H
#define EASLENS_TESTS_MEMORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Texts to look for; they are not in the memory of the program unless it
 * keeps them. */
struct needles {
	size_t count;
	char *items[256];
};

void needles_add(struct needles *, const char *text, size_t length);
void needles_end(struct needles *);

/* Those that stand in some bytes; NULL: none does. */
const char *needle_in(
    const struct needles *, const uint8_t *bytes, size_t length);

/* Runs the program in a folder with these arguments (ended by NULL), a file
 * as its standard input through a pipe (NULL: none), and gives the first
 * needle that stands in its memory when it wants to write its report; NULL:
 * none. Skips the test where memory cannot be looked at. */
const char *needle_in_memory(const struct needles *, const char *folder,
    const char *const *arguments, const char *input);

#endif
