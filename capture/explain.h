/*
 * The messages of libpcap were written for programmers: here is what users of
 * this program can make of them. Knows the words, not the library.
 */
#ifndef EASLENS_CAPTURE_EXPLAIN_H
#define EASLENS_CAPTURE_EXPLAIN_H

#include "capture/capture.h"

/* Why the library takes a file, by its first byte, for none of its formats. */
void explain_open(const char *name, int first, const char *error,
    char message[CAPTURE_MESSAGE]);

/* The ways to capture without being root, with this very program named. */
void explain_permission(const char *name, char message[CAPTURE_MESSAGE]);

/* A filter that makes no sense. */
void explain_filter(const char *name, const char *expression, const char *error,
    char message[CAPTURE_MESSAGE]);

/* Whether what the filter lacks is a name that could not be looked up. */
bool explain_is_name(const char *error);

/* A section begins whose byte order is not that of the first. */
void explain_order(char message[CAPTURE_MESSAGE]);

/* Why the rest of a file, or of a live capture, is lost. */
void explain_damage(
    bool live, const char *error, char message[CAPTURE_MESSAGE]);

#endif
