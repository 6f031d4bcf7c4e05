/*
 * Which of libpcap's link types (DLT_, by number) are decoded, and as what:
 * www.tcpdump.org/linktypes.html.
 */
#ifndef EASLENS_CAPTURE_LINKS_H
#define EASLENS_CAPTURE_LINKS_H

#include <stddef.h>

#include "decode/frame.h"

/* Rows of the table; the one that nearly every capture has. The first is
 * DLT_NULL, whose header has the byte order of the machine that wrote it. */
#define LINKS_COUNT 12u
#define LINK_USUAL 1u

/* The row of a link type; LINKS_COUNT: it is not decoded. */
size_t links_find(int value);

/* The link type of a row, and what it is decoded as. */
int links_value(size_t row);
enum link_type links_type(size_t row);

#endif
