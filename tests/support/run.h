/*
 * Running the program under test as its users do: as a process of its own,
 * in the folder where a capture lies. The environment says where it is
 * (EASLENS) and where the made captures are (MADE), see the Makefile.
 */
#ifndef EASLENS_TESTS_RUN_H
#define EASLENS_TESTS_RUN_H

#include <stddef.h>

/* A capture file; `name` is the file without its ending. */
struct capture_file {
	char folder[256];
	char file[128];
	char name[128];
};

/* What a run printed and its exit code; 128 and more: died by a signal. */
struct output {
	char *text; /* NUL-terminated, on the heap */
	size_t length;
	int code;
	double seconds; /* of processor time */
	size_t peak;    /* bytes of memory it had at most */
};

/* An environment variable that must be there; fails the test otherwise. */
const char *from_environment(const char *name);

/* Appends the captures of a folder, sorted by name; gives their new count. */
size_t captures_in(
    const char *folder, struct capture_file *out, size_t count, size_t room);

/* Runs the program in a folder; `arguments` end with NULL and do not hold the
 * program itself. Standard error goes where the test's goes. */
struct output run_easlens(const char *folder, const char *const *arguments);

#endif
