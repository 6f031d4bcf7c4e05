/*
 * The byte stream of a capture file, opened so that what is wrong with it can
 * be said in plain words before a capture library sees it.
 */
#ifndef EASLENS_CAPTURE_STREAM_H
#define EASLENS_CAPTURE_STREAM_H

#include <stdio.h>

#include "capture/capture.h"

/* The path, or "standard input" for "-". */
const char *stream_name(const char *path);

/* Opens it; NULL with a message where there is nothing to read. `first` gets
 * its first byte, which is still to be read. Closed by stream_close(). */
FILE *stream_open(const char *path, int *first, char message[CAPTURE_MESSAGE]);
void stream_close(FILE *);

#endif
