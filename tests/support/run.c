/*
 * Running the program under test, see run.h.
 */
#include "tests/support/run.h"
#include "tests/support/check.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_ARGUMENTS 16

const char *
from_environment(const char *name)
{
	const char *value = getenv(name);

	if (value == NULL)
		fail_msg("%s is not set: run the tests by make check", name);
	return value;
}

static int
is_capture(const struct dirent *entry)
{
	return strstr(entry->d_name, ".pcap") != NULL;
}

size_t
captures_in(
    const char *folder, struct capture_file *out, size_t count, size_t room)
{
	struct dirent **entries;
	int found = scandir(folder, &entries, is_capture, alphasort);

	if (found < 0)
		fail_msg("cannot list %s", folder);
	for (int i = 0; i < found; i++) {
		struct capture_file *capture = &out[count++];

		assert_true(count <= room);
		snprintf(
		    capture->folder, sizeof(capture->folder), "%s", folder);
		snprintf(capture->file, sizeof(capture->file), "%.127s",
		    entries[i]->d_name);
		snprintf(capture->name, sizeof(capture->name), "%.*s",
		    (int)strcspn(capture->file, "."), capture->file);
		free(entries[i]);
	}
	free(entries);
	return count;
}

/* The child: in the folder, its output into the pipe. */
static void
become_easlens(const char *program, const char *folder,
    const char *const *arguments, int out)
{
	char *argv[MOST_ARGUMENTS + 2];
	size_t count = 1;

	argv[0] = strdup(program);
	for (; arguments[count - 1] != NULL; count++) {
		assert_true(count < MOST_ARGUMENTS);
		argv[count] = strdup(arguments[count - 1]);
	}
	argv[count] = NULL;
	if (chdir(folder) != 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(126);
	execv(program, argv);
	_exit(127);
}

static void
read_all(int from, struct output *output)
{
	size_t room = 0;
	ssize_t got;

	do {
		if (room - output->length < 65536) {
			room = room * 2 + 65537;
			output->text = realloc(output->text, room);
			assert_non_null(output->text);
		}
		got = read(from, output->text + output->length,
		    room - output->length - 1);
		if (got > 0)
			output->length += (size_t)got;
	} while (got > 0);
	output->text[output->length] = '\0';
}

static double
seconds_of(const struct timeval *time)
{
	return (double)time->tv_sec + (double)time->tv_usec / 1e6;
}

struct output
run_easlens(const char *folder, const char *const *arguments)
{
	struct output output = {.text = NULL};
	const char *program = from_environment("EASLENS");
	struct rusage usage;
	int ends[2];
	int status;
	pid_t child;

	assert_int_equal(pipe(ends), 0);
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0)
		become_easlens(program, folder, arguments, ends[1]);
	close(ends[1]);
	read_all(ends[0], &output);
	close(ends[0]);
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	output.seconds =
	    seconds_of(&usage.ru_utime) + seconds_of(&usage.ru_stime);
	output.peak = (size_t)usage.ru_maxrss << 10;
	output.code =
	    WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
	return output;
}
