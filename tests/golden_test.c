/*
 * The text report on every sample and every made capture, letter by letter,
 * against tests/golden/. `make golden` writes these anew, `make golden NAME=x`
 * one of them; the difference is for review.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/support/run.h"

#define MOST_CAPTURES 128

/* The first line that differs, with its number. */
static void
fail_at_difference(const char *name, const char *expected, const char *got)
{
	unsigned line = 1;
	size_t begin = 0;

	for (size_t i = 0; expected[i] == got[i] && got[i] != '\0'; i++)
		if (got[i] == '\n') {
			begin = i + 1;
			line++;
		}
	fail_msg("line %u is\n%.*s\ninstead of\n%.*s\nreview with: "
		 "make golden NAME=%s && git diff",
	    line, (int)strcspn(got + begin, "\n"), got + begin,
	    (int)strcspn(expected + begin, "\n"), expected + begin, name);
}

static void
the_report_is_as_expected(void **state)
{
	const struct capture_file *capture = *state;
	const char *const arguments[] = {"report", "-r", capture->file, NULL};
	struct output output = run_easlens(capture->folder, arguments);
	char path[512];
	size_t length;
	uint8_t *expected;

	snprintf(path, sizeof(path), "tests/golden/%s.txt", capture->name);
	expected = from_file(path, &length);
	if (output.code != 0)
		fail_msg("exit code %d", output.code);
	if (length != output.length ||
	    memcmp(expected, output.text, length) != 0)
		fail_at_difference(
		    capture->name, (const char *)expected, output.text);
	free(expected);
	free(output.text);
}

int
main(void)
{
	static struct capture_file captures[MOST_CAPTURES];
	static struct CMUnitTest tests[MOST_CAPTURES];
	size_t count = captures_in("samples", captures, 0, MOST_CAPTURES);

	count = captures_in(
	    from_environment("MADE"), captures, count, MOST_CAPTURES);
	for (size_t i = 0; i < count; i++)
		tests[i] = (struct CMUnitTest){.name = captures[i].name,
		    .test_func = the_report_is_as_expected,
		    .initial_state = &captures[i]};
	return _cmocka_run_group_tests("golden", tests, count, NULL, NULL);
}
