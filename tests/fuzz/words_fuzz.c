/*
 * What people type: the command line, and the keys of the view with the texts
 * of its prompts (search, filter), on a ledger with devices in every state.
 * Nothing can be saved: the working directory is gone.
 *
 *   kind 1; even: words of a command line, each ended by a line's end;
 *   odd: rows 1, columns 1, then a byte a key: a control code is a key's
 *   name of the list below, anything else itself
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "tests/support/views.h"
#include "ui/options.h"
#include "ui/stack.h"

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
	if (!options_parse(&options, argc, argv)) {
		size_t length = strnlen(options.problem, OPTIONS_PROBLEM);

		HOLDS(length > 0 && length < OPTIONS_PROBLEM);
		fuzz_is_harmless(options.problem, length);
	}
	HOLDS(options.file_count <= WORDS);
	options_done(&options);
	/* getopt_long() may have moved the words, but not out of here. */
	for (int i = 0; i < argc; i++)
		if (argv[i] < line || argv[i] > line + input.left)
			free(argv[i]);
	free(line);
}

/* The name of the next key: a character of UTF-8 as a terminal sends it. */
static void
next_key(struct cursor *input, char key[16])
{
	static const char *const names[] = {"Up", "Down", "PgUp", "PgDn",
	    "Home", "End", "Left", "Right", "Enter", "Esc", "Tab", "Backspace",
	    "Space", "Ctrl-U", "Ctrl-H", "F1", "F2", "F3", "F4", "F7", "Click",
	    "Resize", "Ctrl-B", "Ctrl-F"};
	uint8_t first = cursor_u8(input);
	size_t length = 1;

	memset(key, 0, 16);
	if (first < ' ') {
		(void)snprintf(key, 16, "%s",
		    names[first % (sizeof(names) / sizeof(names[0]))]);
		return;
	}
	key[0] = (char)first;
	while (
	    first >= 0xc0 && length < 4 && (cursor_peek(input) & 0xc0) == 0x80)
		key[length++] = (char)cursor_u8(input);
}

static void
check_screen(const struct canvas *canvas)
{
	char *text = NULL;
	size_t length;
	FILE *file = open_memstream(&text, &length);

	HOLDS(file != NULL);
	canvas_print(canvas, file);
	HOLDS(fclose(file) == 0);
	fuzz_is_harmless(text, length);
	free(text);
}

static void
press_keys(struct cursor input)
{
	struct stack *stack = stack_new(stage.ledger, LINES_UTF8);
	unsigned rows = cursor_u8(&input) % 64u + 1u;
	unsigned columns = cursor_u8(&input) + 1u;
	unsigned pressed = 0;
	bool open = true;
	char key[16];

	while (open && input.left > 0 && pressed++ < 256) {
		next_key(&input, key);
		check_screen(stack_draw(stack, &stage.run, rows, columns));
		open = stack_key(stack, key);
	}
	if (open)
		check_screen(stack_draw(stack, &stage.run, rows, columns));
	stack_free(stack);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char gone[] = "/tmp/easlens-fuzz-XXXXXX";

	(void)argc;
	(void)argv;
	HOLDS(mkdtemp(gone) != NULL && chdir(gone) == 0 && rmdir(gone) == 0);
	stage_set_up(NULL);
	stage_fill();
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
	struct cursor input = cursor_over(bytes, length);

	if (cursor_u8(&input) % 2 == 0)
		parse_words(input);
	else
		press_keys(input);
	return 0;
}
