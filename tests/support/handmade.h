/*
 * A capture file made by hand, byte by byte, for the tests of capture: it is
 * written to a temporary place, opened, and gone when the test is over.
 */
#ifndef EASLENS_TESTS_HANDMADE_H
#define EASLENS_TESTS_HANDMADE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "capture/capture.h"

#define MICROSECONDS 0xa1b2c3d4u
#define NANOSECONDS 0xa1b23c4du
#define SECONDS 1600000000u

/* The one of the test that runs; set up and torn down by cmocka. */
struct handmade {
	char path[128];
	FILE *file; /* being written; NULL once finished */
	bool big_endian;
	struct capture *capture;
	struct frame frame;
	char message[CAPTURE_MESSAGE];
};
extern struct handmade made;

int handmade_set_up(void **state);
int handmade_tear_down(void **state);

void put16(unsigned value);
void put32(uint32_t value);
void put_pcap_header(uint32_t magic, uint32_t link);
/* A packet of `captured` bytes 'p', of which the wire had `wire`. */
void put_packet(uint32_t fraction, uint32_t captured, uint32_t wire);
/* Blocks of pcapng: section, interface (its clock counts nanoseconds), and a
 * packet of 4 bytes 'p', of which the wire had 60. */
void put_section(void);
void put_interface(unsigned link);
void put_limited_interface(unsigned link, uint32_t snaplen);
void put_enhanced(uint32_t interface, uint64_t time);
void finish_file(void);

/* Finishes the file and opens it; fails the test if that fails. */
void opens(void);
/* The next frame, its time given as nanoseconds behind SECONDS. */
void gives_frame(int64_t fraction, uint32_t captured, uint32_t wire);
/* There is no frame any more, now and when asked again. */
void ends_with(enum capture_result result, const char *problem);

/* Runs with standard input replaced; gives it back afterwards. */
int replace_input(int descriptor);
void restore_input(int kept);

#endif
