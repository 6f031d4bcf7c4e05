/*
 * What a file or a pipe has as a stream that the library can read.
 *
 * A pipe is a stream of whole records, for a library that reads with fread()
 * and cannot leave a packet half read: what has come is kept here until the
 * rest of its record is there. Knows of pcap and pcapng just how long a record
 * is (draft-ietf-opsawg-pcap and draft-ietf-opsawg-pcapng), and what blocks.h
 * says.
 */
#ifndef EASLENS_CAPTURE_RELAY_H
#define EASLENS_CAPTURE_RELAY_H

#include <stdbool.h>
#include <stdio.h>

struct relay;

/* A stream that gives what `source`, of which nothing was read yet, has; both
 * are closed by fclose() (but for standard input). NULL with errno where it
 * cannot be made; the source is the caller's then. */
FILE *relay_open(FILE *source, struct relay **);

/* The same of a plain file, which is given as it is asked for: it is always
 * ready, and ftello() tells where it is. */
FILE *relay_open_file(FILE *source, struct relay **);

/* The header was read. Up to here the stream waits for bytes, from here on it
 * gives whole records and ends where none is there: to be read on after
 * clearerr(). A record of impossible length is given as it comes. */
void relay_frame(struct relay *);

/* Whether there is something to give: a record or the end of the source. The
 * second waits for it, for at most so long. */
bool relay_ready(const struct relay *);
bool relay_wait(struct relay *, int milliseconds);

/* Whether all was given, and nothing more comes. */
bool relay_over(const struct relay *);

/* Whether the reader of this stream came to a section that is of another byte
 * order than the first. */
bool relay_mixes_orders(const struct relay *, FILE *);

/* What to poll() while there is nothing to give. */
int relay_descriptor(const struct relay *);

#endif
