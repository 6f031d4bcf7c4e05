/*
 * The fuzz targets without a fuzzer: what they begin with, and every input
 * that once broke something (tests/fuzz/found), breaks nothing; the latter are
 * read as tests/fuzz/found/golden.txt says, a line each.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/support/run.h"

/* What replay.c ends with, before a number, and what is before a golden line.
 */
#define REPLAYED "REPLAYED "
#define TOLD "told "

#define GOLDEN "tests/fuzz/found/golden.txt"

/* Adds an absolute path where there is something, quoted. */
static void
add_path(char *command, size_t room, const char *path)
{
	size_t used = strlen(command);
	char *whole;

	if (access(path, F_OK) != 0)
		return;
	whole = realpath(path, NULL);
	assert_non_null(whole);
	assert_true(strlen(whole) + 4 < room - used);
	(void)snprintf(command + used, room - used, " '%s'", whole);
	free(whole);
}

/* The golden lines of a target, without its name before them. */
static char *
golden_lines(const char *target)
{
	size_t length;
	char *golden = (char *)from_file(GOLDEN, &length);
	char *kept = calloc(1, length + 1);
	char *rest = golden;
	size_t used = 0;

	assert_non_null(kept);
	while (rest < golden + length) {
		char *end =
		    memchr(rest, '\n', (size_t)(golden + length - rest));
		size_t name = strlen(target);

		assert_non_null(end);
		if (strncmp(rest, target, name) == 0 && rest[name] == '/') {
			memcpy(kept + used, rest + name + 1,
			    (size_t)(end - rest) - name);
			used += (size_t)(end - rest) - name;
		}
		rest = end + 1;
	}
	free(golden);
	return kept;
}

/* Runs a target over its seeds and its found inputs. */
static void
replays(const char *target)
{
	const char *folder = from_environment("FUZZ");
	char command[4096] = "exec";
	char path[1024];
	char line[4096] = "";
	char last[4096] = "";
	char told[4096] = "";
	char *golden = golden_lines(target);
	unsigned long count = 0;
	FILE *output;

	(void)snprintf(path, sizeof(path), "%s/%s", folder, target);
	add_path(command, sizeof(command), path);
	(void)snprintf(path, sizeof(path), "%s/seeds/%s", folder, target);
	add_path(command, sizeof(command), path);
	(void)snprintf(path, sizeof(path), "tests/fuzz/found/%s", target);
	add_path(command, sizeof(command), path);
	(void)snprintf(command + strlen(command),
	    sizeof(command) - strlen(command), " 2>&1");
	output = popen(command, "r");
	assert_non_null(output);
	while (fgets(line, sizeof(line), output) != NULL) {
		if (strncmp(line, "input ", 6) == 0)
			memcpy(last, line, sizeof(last));
		else if (strncmp(line, REPLAYED, strlen(REPLAYED)) == 0)
			count = strtoul(line + strlen(REPLAYED), NULL, 10);
		else if (strncmp(line, TOLD, strlen(TOLD)) == 0)
			(void)snprintf(told + strlen(told),
			    sizeof(told) - strlen(told), "%s",
			    line + strlen(TOLD));
		else
			print_error("%s", line);
	}
	if (pclose(output) != 0)
		fail_msg("%s breaks off at %s", target, last);
	assert_true(count > 0);
	assert_string_equal(told, golden);
	free(golden);
}

#define TARGETS(X)                                                             \
	X(frames)                                                              \
	X(views)                                                               \
	X(segments)                                                            \
	X(http)                                                                \
	X(wbxml)                                                               \
	X(provision)                                                           \
	X(query)                                                               \
	X(words)                                                               \
	X(relay)                                                               \
	X(second)

#define X(target)                                                              \
	static void target##_takes_its_inputs(void **state)                    \
	{                                                                      \
		(void)state;                                                   \
		replays(#target);                                              \
	}
TARGETS(X)
#undef X

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define X(target) cmocka_unit_test(target##_takes_its_inputs),
	    TARGETS(X)
#undef X
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
