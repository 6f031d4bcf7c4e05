/*
 * A capture made by hand (handmade.h) that comes through a pipe in pieces. A
 * call that waits for ever ends the test by a signal.
 */
#ifndef EASLENS_TESTS_PIECES_H
#define EASLENS_TESTS_PIECES_H

#include "tests/support/handmade.h"

/* The capture's bytes, how many of them have come, and the pipe's ends. */
struct pieces {
	uint8_t *bytes;
	size_t length, gone;
	int ends[2];
	char path[32]; /* of the end to read from */
};
extern struct pieces pieces;

int pieces_set_up(void **state);
int pieces_tear_down(void **state);

/* The file is finished, its bytes go into a new pipe from now on. */
void is_made(void);

/* So many bytes more come; an end of the pipe (1: that of the writer) is
 * closed. */
void come(size_t count);
void close_end(int end);

/* Opens the pipe as a capture; fails the test if that fails. */
void opens_pipe(const char *filter);
/* No whole packet is there. */
void gives_nothing(void);

/* Checks that every beginning of the file gives the same through a pipe. */
void ends_anywhere_as_a_file_does(void);

/* Checks that of a header of so many bytes and two packets, of which the first
 * ends here, each comes with its last byte, and that no call waits before. */
void comes_byte_by_byte(size_t header, size_t first);

#endif
