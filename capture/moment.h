/*
 * When a packet was captured. Files give seconds and a fraction, decode takes
 * nanoseconds since 1970 in 64 bits (decode/frame.h).
 */
#ifndef EASLENS_CAPTURE_MOMENT_H
#define EASLENS_CAPTURE_MOMENT_H

#include <stdint.h>

/* A pcapng file may hold times of any year: those out of range stop at the
 * end of what 64 bits hold. */
int64_t moment(int64_t seconds, int64_t nanoseconds);

#endif
