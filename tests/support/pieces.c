/*
 * A capture through a pipe in pieces, see pieces.h.
 */
#include "tests/support/check.h"
#include "tests/support/opened.h"

#include "tests/support/pieces.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A call that waits for ever fails the test by this signal. */
#define PATIENCE 20

struct pieces pieces;

int
pieces_set_up(void **state)
{
	alarm(PATIENCE);
	pieces.bytes = NULL;
	pieces.ends[0] = -1;
	pieces.ends[1] = -1;
	return handmade_set_up(state);
}

void
close_end(int end)
{
	if (pieces.ends[end] >= 0)
		assert_int_equal(close(pieces.ends[end]), 0);
	pieces.ends[end] = -1;
}

int
pieces_tear_down(void **state)
{
	close_end(0);
	close_end(1);
	free(pieces.bytes);
	alarm(0);
	return handmade_tear_down(state);
}

static void
begins(void)
{
	close_end(0);
	close_end(1);
	assert_int_equal(pipe(pieces.ends), 0);
	pieces.gone = 0;
	(void)snprintf(
	    pieces.path, sizeof(pieces.path), "/dev/fd/%d", pieces.ends[0]);
}

void
is_made(void)
{
	finish_file();
	free(pieces.bytes);
	pieces.bytes = from_file(made.path, &pieces.length);
	begins();
}

void
come(size_t count)
{
	assert_true(count <= pieces.length - pieces.gone);
	assert_int_equal(
	    write(pieces.ends[1], pieces.bytes + pieces.gone, count), count);
	pieces.gone += count;
}

void
opens_pipe(const char *filter)
{
	made.capture = capture_open_file(pieces.path, filter, made.message);
	if (made.capture == NULL)
		fail_msg("%s", made.message);
	close_end(0);
}

void
gives_nothing(void)
{
	assert_int_equal(
	    capture_next(made.capture, &made.frame), CAPTURE_NOTHING);
}

/* What was read of a capture, to its end. */
struct outcome {
	bool opened;
	unsigned frames;
	int64_t times;  /* their sum */
	uint64_t bytes; /* that the frames had */
	enum capture_result result;
	char problem[CAPTURE_MESSAGE]; /* without the name */
};

static void
read_all(const char *path, struct outcome *outcome)
{
	struct capture *capture = capture_open_file(path, NULL, made.message);
	struct frame frame;

	memset(outcome, 0, sizeof(*outcome));
	outcome->opened = capture != NULL;
	if (capture == NULL) {
		(void)snprintf(outcome->problem, sizeof(outcome->problem), "%s",
		    made.message + strlen(path));
		return;
	}
	while ((outcome->result = capture_next(capture, &frame)) <=
	       CAPTURE_NOTHING) {
		if (outcome->result == CAPTURE_NOTHING)
			continue;
		outcome->frames++;
		outcome->times += frame.time - SECONDS * 1000000000LL;
		outcome->bytes += frame.captured + frame.bytes[0];
	}
	(void)snprintf(outcome->problem, sizeof(outcome->problem), "%s",
	    capture_problem(capture));
	capture_close(capture);
}

static void
write_beginning(size_t length)
{
	FILE *file = fopen(made.path, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(pieces.bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

void
ends_anywhere_as_a_file_does(void)
{
	struct outcome expected;
	struct outcome got;

	is_made();
	for (size_t length = 0; length <= pieces.length; length++) {
		write_beginning(length);
		read_all(made.path, &expected);
		begins();
		come(length);
		close_end(1);
		read_all(pieces.path, &got);
		assert_int_equal(got.opened, expected.opened);
		assert_int_equal(got.frames, expected.frames);
		assert_int_equal(got.times, expected.times);
		assert_int_equal(got.bytes, expected.bytes);
		assert_int_equal(got.result, expected.result);
		assert_string_equal(got.problem, expected.problem);
	}
}

void
comes_byte_by_byte(size_t header, size_t first)
{
	is_made();
	come(header);
	opens_pipe(NULL);
	while (pieces.gone < pieces.length) {
		come(1);
		assert_true(capture_descriptor(made.capture) >= 0);
		if (pieces.gone == first || pieces.gone == pieces.length)
			assert_int_equal(
			    capture_next(made.capture, &made.frame),
			    CAPTURE_FRAME);
		else
			gives_nothing();
	}
	close_end(1);
	ends_with(CAPTURE_END, "");
}
