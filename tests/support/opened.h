/*
 * A capture file opened by its path, in one step.
 */
#ifndef EASLENS_TESTS_OPENED_H
#define EASLENS_TESTS_OPENED_H

#include "capture/capture.h"

/* What capture_read_file() gives for the file at the path. */
struct capture *capture_open_file(
    const char *path, const char *filter, char message[CAPTURE_MESSAGE]);

#endif
