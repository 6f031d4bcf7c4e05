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
	struct relay *relay; /* what fills it; NULL: a plain pcap file */
	uint64_t size;       /* of a plain file */
	void *buffer;        /* of a plain file, see stream_forget() */
	int first;           /* its first byte, which is still to be read */
};

/* The path, or "standard input" for "-". */
const char *stream_name(const char *path);

/* A descriptor of what is at the path, of which nothing is read; -errno where
 * there is none. */
int stream_find(const char *path);

/* Takes over a descriptor that stream_find() gave for the path; false with a
 * message where there is nothing to read. */
bool stream_open(struct stream *, int descriptor, const char *path,
    char message[CAPTURE_MESSAGE]);
/* A file in memory of a link type (draft-ietf-opsawg-pcap) without a packet, in
 * the byte order of this machine or the other; NULL: no memory. */
#define STREAM_EMPTY 24u
FILE *stream_empty(
    uint8_t bytes[STREAM_EMPTY], int snaplen, int link, bool swapped);

/* Closes the file, the relay with it. */
void stream_close(struct stream *);

/* Wipes and frees a buffer, when its file is closed. */
void stream_forget(void *buffer);

#endif
