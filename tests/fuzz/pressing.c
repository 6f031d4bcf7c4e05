/*
 * Keys on the screens of a ledger, see pressing.h.
 */
#include "tests/fuzz/pressing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/fuzz/fuzz.h"
#include "ui/stack.h"

#define KEYS_MOST 256u
/* Of what a view works out between two keys. */
#define STEPS_MOST 64u

void
pressing_leaves_the_folder(void)
{
	char gone[] = "/tmp/easlens-fuzz-XXXXXX";

	HOLDS(mkdtemp(gone) != NULL && chdir(gone) == 0 && rmdir(gone) == 0);
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
look(struct stack *stack, unsigned rows, unsigned columns)
{
	const struct run_seen run = {.source = "lab.pcap",
	    .percent = 100,
	    .percent_known = true,
	    .memory = 14u << 20,
	    .notice = ""};
	unsigned steps = 0;

	check_screen(stack_draw(stack, &run, rows, columns));
	while (steps < STEPS_MOST && stack_work(stack))
		steps++;
	if (steps > 0)
		check_screen(stack_draw(stack, &run, rows, columns));
}

void
pressing(const struct ledger *ledger, struct cursor keys)
{
	struct stack *stack = stack_new(ledger, LINES_UTF8);
	unsigned rows = cursor_u8(&keys) % 64u + 1u;
	unsigned columns = cursor_u8(&keys) + 1u;
	unsigned pressed = 0;
	bool open = true;
	char key[16];

	while (open && keys.left > 0 && pressed++ < KEYS_MOST) {
		next_key(&keys, key);
		look(stack, rows, columns);
		open = stack_key(stack, key);
	}
	if (open)
		look(stack, rows, columns);
	stack_free(stack);
}
