/*
 * One line for people, as every function here that can fail gives it.
 */
#ifndef EASLENS_CAPTURE_MESSAGE_H
#define EASLENS_CAPTURE_MESSAGE_H

#include "capture/capture.h"

/* Writes a message like printf; what does not fit is cut, and control
 * characters (of file names) become blanks, so that it stays one line. */
__attribute__((format(printf, 2, 3))) void capture_say(
    char message[CAPTURE_MESSAGE], const char *format, ...);

/* Why the library takes a file, which begins with `first`, for none of its
 * formats, by its own words. */
void capture_explain_open(const char *name, int first, const char *error,
    char message[CAPTURE_MESSAGE]);

/* The ways to capture without being root, with this very program named. */
void capture_explain_permission(
    const char *name, char message[CAPTURE_MESSAGE]);

#endif
