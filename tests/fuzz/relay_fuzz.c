/*
 * A capture through a pipe, in whatever pieces it comes, gives the frames and
 * the end of the same plain file.
 *
 *   size of the pieces 1 | the capture: the rest
 */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/capture.h"
#include "tests/fuzz/fuzz.h"
#include "tests/support/opened.h"

#define MOST (64u << 10)

/* Who writes into the pipe while it is read. */
struct writer {
	int end;
	size_t piece;
	struct cursor left;
};

static void *
write_pieces(void *context)
{
	struct writer *writer = context;

	while (writer->left.left > 0) {
		size_t count = writer->left.left < writer->piece
				   ? writer->left.left
				   : writer->piece;
		struct cursor piece = cursor_child(&writer->left, count);

		/* Nobody may read any more. */
		if (write(writer->end, piece.at, count) != (ssize_t)count)
			break;
		sched_yield();
	}
	HOLDS(close(writer->end) == 0);
	return NULL;
}

/* Whether both give the same next; `result` is what that was. */
static bool
same_next(
    struct capture *file, struct capture *pipe, enum capture_result *result)
{
	struct frame one;
	struct frame other;
	enum capture_result again;

	*result = capture_next(file, &one);
	do
		again = capture_next(pipe, &other);
	while (again == CAPTURE_NOTHING);
	if (again != *result || again != CAPTURE_FRAME)
		return again == *result;
	HOLDS(one.captured <= one.wire);
	return one.time == other.time && one.link == other.link &&
	       one.captured == other.captured && one.wire == other.wire &&
	       memcmp(one.bytes, other.bytes, one.captured) == 0;
}

static bool
same_captures(const char *file_path, const char *pipe_path)
{
	char message[CAPTURE_MESSAGE];
	struct capture *file = capture_open_file(file_path, NULL, message);
	struct capture *pipe = capture_open_file(pipe_path, NULL, message);
	unsigned frames = 0;
	enum capture_result result = CAPTURE_FRAME;
	bool same = (file == NULL) == (pipe == NULL);

	while (same && file != NULL && result == CAPTURE_FRAME) {
		same = same_next(file, pipe, &result);
		frames += result == CAPTURE_FRAME;
	}
	same = same && (file == NULL || strcmp(capture_problem(file),
					    capture_problem(pipe)) == 0);
	if (same)
		fuzz_tell("%u frames; %s", frames,
		    file == NULL ? "not opened" : capture_problem(file));
	capture_close(file);
	capture_close(pipe);
	return same;
}

static bool
same_through_pipe(struct cursor input, size_t piece)
{
	char file_path[] = "/tmp/easlens-fuzz-XXXXXX";
	char pipe_path[32];
	struct writer writer = {.piece = piece, .left = input};
	pthread_t thread;
	bool same;
	int ends[2];
	int file = mkstemp(file_path);

	HOLDS(file >= 0 && pipe(ends) == 0);
	HOLDS(write(file, input.at, input.left) == (ssize_t)input.left);
	writer.end = ends[1];
	HOLDS(pthread_create(&thread, NULL, write_pieces, &writer) == 0);
	(void)snprintf(pipe_path, sizeof(pipe_path), "/dev/fd/%d", ends[0]);
	same = same_captures(file_path, pipe_path);
	HOLDS(unlink(file_path) == 0 && close(file) == 0);
	HOLDS(close(ends[0]) == 0);
	HOLDS(pthread_join(thread, NULL) == 0);
	return same;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	HOLDS(signal(SIGPIPE, SIG_IGN) != SIG_ERR);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);
	size_t piece = cursor_u8(&input) + 1u;

	if (input.left == 0 || input.left > MOST)
		return 0;
	/* A signal ends the wait for a header, and a fuzzer has a timer: a
	 * difference must come twice. */
	HOLDS(
	    same_through_pipe(input, piece) || same_through_pipe(input, piece));
	return 0;
}
