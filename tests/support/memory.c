/*
 * Looking through the memory of the program, see memory.h.
 */
#include "tests/support/memory.h"
#include "tests/support/check.h"

#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/run.h"

#define PIECE ((size_t)1 << 20)
#define WAIT_MOST 3000 /* of 10 milliseconds */

void
needles_add(struct needles *needles, const char *text, size_t length)
{
	/* Shorter ones stand anywhere. */
	if (length < 6)
		return;
	for (size_t i = 0; i < needles->count; i++)
		if (strlen(needles->items[i]) == length &&
		    memcmp(needles->items[i], text, length) == 0)
			return;
	assert_true(needles->count < sizeof(needles->items) / sizeof(char *));
	needles->items[needles->count++] = strndup(text, length);
}

void
needles_end(struct needles *needles)
{
	for (size_t i = 0; i < needles->count; i++)
		free(needles->items[i]);
	needles->count = 0;
}

static bool
stands_in(const uint8_t *bytes, size_t length, const char *text)
{
	size_t wanted = strlen(text);
	const uint8_t *at = bytes;

	while ((size_t)(bytes + length - at) >= wanted) {
		at = memchr(
		    at, text[0], (size_t)(bytes + length - at) - wanted + 1);
		if (at == NULL)
			return false;
		if (memcmp(at, text, wanted) == 0)
			return true;
		at++;
	}
	return false;
}

const char *
needle_in(const struct needles *needles, const uint8_t *bytes, size_t length)
{
	for (size_t i = 0; i < needles->count; i++)
		if (stands_in(bytes, length, needles->items[i]))
			return needles->items[i];
	return NULL;
}

/* A pipe that is full: who writes to it waits. */
static void
make_full_pipe(int ends[2])
{
	char some[4096] = "";

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	while (write(ends[1], some, sizeof(some)) > 0)
		;
	assert_int_equal(fcntl(ends[1], F_SETFL, 0), 0);
}

static void
become_program(
    const char *folder, const char *const *arguments, int in, int out)
{
	const char *program = from_environment("EASLENS");
	char *argv[16] = {strdup(program)};

	for (size_t i = 0; i < 14 && arguments[i] != NULL; i++)
		argv[i + 1] = strdup(arguments[i]);
	if (chdir(folder) != 0 || dup2(in, STDIN_FILENO) < 0 ||
	    dup2(out, STDOUT_FILENO) < 0)
		_exit(126);
	/* What a shell or a test put there is not what the program kept. */
	execve(program, argv, (char *[]){NULL});
	_exit(127);
}

/* Opens a file below /proc/PID; -1: it cannot be. */
static int
open_proc(pid_t child, const char *name)
{
	char path[64];

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)child, name);
	return open(path, O_RDONLY | O_CLOEXEC);
}

/* Waits until it waits in write(1, ...). False: this is not to be seen. */
static bool
wait_for_write(pid_t child)
{
	char wanted[32];
	char call[64];

	snprintf(wanted, sizeof(wanted), "%ld 0x1 ", (long)SYS_write);
	for (int i = 0; i < WAIT_MOST; i++) {
		int file = open_proc(child, "syscall");
		ssize_t length =
		    file < 0 ? -1 : read(file, call, sizeof(call) - 1);

		if (file >= 0)
			close(file);
		if (length <= 0)
			return false;
		call[length] = '\0';
		if (strncmp(call, wanted, strlen(wanted)) == 0)
			return true;
		usleep(10000);
	}
	fail_msg("the report is not written");
	return false;
}

/* Pieces overlap by as much as a needle is long. */
static const char *
look_through(
    const struct needles *needles, int memory, uint64_t from, uint64_t to)
{
	static uint8_t piece[PIECE + 1024];
	const char *found = NULL;

	for (; from < to && found == NULL; from += PIECE) {
		size_t wanted =
		    to - from < sizeof(piece) ? to - from : sizeof(piece);
		ssize_t got = pread(memory, piece, wanted, (off_t)from);

		if (got > 0)
			found = needle_in(needles, piece, (size_t)got);
	}
	return found;
}

static const char *
look_at_all(const struct needles *needles, pid_t child, bool *looked)
{
	int memory = open_proc(child, "mem");
	int list = open_proc(child, "maps");
	FILE *maps = list < 0 ? NULL : fdopen(list, "r");
	const char *found = NULL;
	char line[512];

	while (memory >= 0 && maps != NULL && found == NULL &&
	       fgets(line, sizeof(line), maps) != NULL) {
		char *at;
		uint64_t from = strtoull(line, &at, 16);
		uint64_t to = strtoull(at + 1, &at, 16);

		if (at[2] != 'w')
			continue;
		found = look_through(needles, memory, from, to);
		*looked = true;
	}
	if (maps != NULL)
		fclose(maps);
	if (memory >= 0)
		close(memory);
	return found;
}

/* Hands the file over and closes the pipe. */
static void
feed(int in, const char *path)
{
	size_t length;
	size_t done = 0;
	uint8_t *bytes = from_file(path, &length);

	while (done < length) {
		ssize_t some = write(in, bytes + done, length - done);

		assert_true(some > 0);
		done += (size_t)some;
	}
	free(bytes);
}

const char *
needle_in_memory(const struct needles *needles, const char *folder,
    const char *const *arguments, const char *input)
{
	int in[2];
	int out[2];
	bool looked = false;
	const char *found = NULL;
	pid_t child;

	assert_int_equal(pipe(in), 0);
	assert_int_equal(fcntl(in[1], F_SETFD, FD_CLOEXEC), 0);
	make_full_pipe(out);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		become_program(folder, arguments, in[0], out[1]);
	if (input != NULL)
		feed(in[1], input);
	close(in[1]);
	if (wait_for_write(child))
		found = look_at_all(needles, child, &looked);
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	close(in[0]);
	close(out[0]);
	close(out[1]);
	if (!looked)
		skip();
	return found;
}
