/*
 * Lays a wire of its own (tests/support/wire.h), runs a program that captures
 * on it, and sends a capture's frames there at a steady rate until that
 * program ends. Prints how many went out, and how many a second.
 *
 *   replay FILE FRAMES-A-SECOND PROGRAM ARGUMENTS
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/wire.h"

#define MILLISECOND 1000000L
/* Until the program captures. */
#define HEAD_START 0.3

static void
give_up(const char *what, const char *which)
{
	fprintf(stderr, "replay: %s %s\n", what, which);
	exit(1);
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static struct wire_frames
open_frames(const char *path)
{
	int file = open(path, O_RDONLY);
	struct stat status;
	void *bytes;

	if (file < 0 || fstat(file, &status) != 0)
		give_up("cannot open", path);
	bytes =
	    mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	if (bytes == MAP_FAILED)
		give_up("cannot read", path);
	return (struct wire_frames){bytes, (size_t)status.st_size, 0};
}

/* Sends until this many are out; false: there are no more. */
static bool
send_until(struct wire_frames *frames, unsigned long *sent, double wanted)
{
	const uint8_t *frame;
	size_t length;

	while ((double)*sent < wanted) {
		if (!wire_next(frames, &frame, &length))
			return false;
		if (!wire_send(frame, length))
			give_up("cannot send to", WIRE);
		++*sent;
	}
	return true;
}

static int
replay(struct wire_frames *frames, double rate, pid_t child)
{
	struct timespec pause = {0, 2 * MILLISECOND};
	unsigned long sent = 0;
	double begin = now() + HEAD_START;
	double end = begin;
	int status;

	while (waitpid(child, &status, WNOHANG) == 0) {
		if (now() > begin &&
		    send_until(frames, &sent, (now() - begin) * rate))
			end = now();
		nanosleep(&pause, NULL);
	}
	if (sent > 0)
		printf("sent %lu %.0f\n", sent, (double)sent / (end - begin));
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int
main(int argc, char **argv)
{
	struct wire_frames frames;
	const char *reason;
	pid_t child;

	if (argc < 4)
		give_up("usage: replay FILE FRAMES-A-SECOND", "PROGRAM");
	frames = open_frames(argv[1]);
	if (!wire_lay(&reason))
		give_up(reason, "");
	child = fork();
	if (child < 0)
		give_up("cannot start", argv[3]);
	if (child == 0) {
		execvp(argv[3], argv + 3);
		_exit(127);
	}
	return replay(&frames, strtod(argv[2], NULL), child);
}
