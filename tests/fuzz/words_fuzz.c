/*
 * What people type: the command line, and the keys of the view with the texts
 * of its prompts (search, filter), on a ledger with devices in every state.
 * Nothing can be saved: the working directory is gone.
 *
 *   kind 1; even: words of a command line, each ended by a line's end;
 *   odd: keys, see pressing.h
 */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/pressing.h"
#include "tests/support/views.h"
#include "ui/options.h"

#define WORDS 64

static void
parse_words(struct cursor input)
{
	char *argv[WORDS + 2] = {NULL};
	char *line = calloc(1, input.left + 1);
	char *rest = line;
	struct options options;
	int argc = 0;

	HOLDS(line != NULL);
	if (input.left > 0)
		memcpy(line, input.at, input.left);
	argv[argc++] = strdup("easlens");
	while (argc <= WORDS && rest != NULL && *rest != '\0')
		argv[argc++] = strsep(&rest, "\n");
	if (options_parse(&options, argc, argv)) {
		fuzz_tell("understood");
	} else {
		size_t length = strnlen(options.problem, OPTIONS_PROBLEM);

		HOLDS(length > 0 && length < OPTIONS_PROBLEM);
		fuzz_is_harmless(options.problem, length);
		fuzz_tell("%s", options.problem);
	}
	HOLDS(options.file_count <= WORDS);
	options_done(&options);
	/* getopt_long() may have moved the words, but not out of here. */
	for (int i = 0; i < argc; i++)
		if (argv[i] < line || argv[i] > line + input.left)
			free(argv[i]);
	free(line);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	pressing_leaves_the_folder();
	stage_set_up(NULL);
	stage_fill();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);

	if (cursor_u8(&input) % 2 == 0) {
		parse_words(input);
	} else {
		pressing(stage.ledger, input);
		fuzz_tell("all keys pressed");
	}
	return 0;
}
