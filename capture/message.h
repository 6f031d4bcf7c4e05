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

#endif
