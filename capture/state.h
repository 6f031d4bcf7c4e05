/*
 * An open capture, for the files that work on one: pcap.c reads it, state.c
 * says what it is without asking the library.
 */
#ifndef EASLENS_CAPTURE_STATE_H
#define EASLENS_CAPTURE_STATE_H

#include <signal.h>
#include <stdio.h>

#include "capture/capture.h"

struct capture {
	struct pcap *pcap;
	FILE *file;          /* libpcap's: closed by pcap_close() */
	void *buffer;        /* the file's, ours to free after that */
	struct relay *relay; /* that fills it, NULL: live */
	int descriptor;      /* live: to wait on, or -1 */
	enum link_type link;
	char link_name[32];
	bool live;
	bool nano; /* times are in nanoseconds */
	volatile sig_atomic_t stopped;
	bool over; /* `last` comes again and again */
	enum capture_result last;
	const uint8_t *frame; /* handed out last */
	uint32_t frame_length;
	uint64_t size; /* of a plain file, else 0 */
	uint64_t drops;
	unsigned drops_seen; /* the library's counter, which may wrap */
	char problem[CAPTURE_MESSAGE];
};

#endif
