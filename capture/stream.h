/*
 * The byte stream of a capture file, opened so that what is wrong with it can
 * be said in plain words before a capture library sees it.
 */
#ifndef EASLENS_CAPTURE_STREAM_H
#define EASLENS_CAPTURE_STREAM_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "capture/capture.h"
#include "capture/relay.h"

struct stream {
	FILE *file;
	struct relay *relay; /* what fills it, NULL: a plain file */
	uint64_t size;       /* of a plain file */
	int first;           /* its first byte, which is still to be read */
};

/* The path, or "standard input" for "-". */
const char *stream_name(const char *path);

/* Opens it; false with a message where there is nothing to read. */
bool stream_open(
    struct stream *, const char *path, char message[CAPTURE_MESSAGE]);
/* Closes the file, the relay with it. */
void stream_close(FILE *);

#endif
