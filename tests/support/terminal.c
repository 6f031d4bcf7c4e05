/*
 * A terminal for tests, see terminal.h.
 */
#include "tests/support/terminal.h"
#include "tests/support/check.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SCREEN_ROOM 65536
/* Sanitizers and a busy machine are slow; a good run never waits this long. */
#define TRIES 600
#define TRY_MILLISECONDS 25

static struct {
	unsigned number; /* of the terminal: a server of its own */
	char screen[SCREEN_ROOM];
} terminal;

/* Runs a command of tmux; what it prints becomes the screen. */
static void
tmux(const char *arguments)
{
	char command[1024];
	size_t length;
	FILE *pipe;

	snprintf(command, sizeof(command),
	    "tmux -u -f /dev/null -S '%s/socket-%u' %s 2>&1", scratch_folder(),
	    terminal.number, arguments);
	pipe = popen(command, "r");
	assert_non_null(pipe);
	length = fread(terminal.screen, 1, SCREEN_ROOM - 1, pipe);
	terminal.screen[length] = '\0';
	(void)pclose(pipe);
}

static void
needs_tmux(void)
{
	if (system("command -v tmux >/dev/null") != 0)
		skip();
	needs_pseudo_terminals();
}

static void
end_terminal(void)
{
	if (terminal.number > 0)
		tmux("kill-server");
}

int
terminal_set_up(void **state)
{
	(void)from_environment("EASLENS");
	return scratch_set_up(state);
}

int
terminal_tear_down(void **state)
{
	end_terminal();
	return scratch_tear_down(state);
}

void
terminal_copy(const char *path)
{
	const char *name = strrchr(path, '/');
	size_t length;
	uint8_t *bytes = from_file(path, &length);

	scratch_write(name != NULL ? name + 1 : path, bytes, length);
	free(bytes);
}

/* Looks at the screen until it is as expected; false: it never was. */
static bool
waits_for(bool (*expected)(const void *context), const void *context)
{
	struct timespec time = {0, TRY_MILLISECONDS * 1000000};

	for (int i = 0; i < TRIES; i++) {
		tmux("capture-pane -p");
		if (expected(context))
			return true;
		nanosleep(&time, NULL);
	}
	return false;
}

static bool
has_words(const void *words)
{
	return strstr(terminal.screen, words) != NULL;
}

void
shows(const char *words)
{
	if (!waits_for(has_words, words))
		fail_msg(
		    "\"%s\" is not on the screen:\n%s", words, terminal.screen);
}

static bool
begins_with(const char *row, const char *words)
{
	return strncmp(row, words, strlen(words)) == 0;
}

/* The context: words of the first row and of the last; where keys have little
 * room, the last row has that of the help alone. */
static bool
has_ends(const void *context)
{
	const char *const *words = context;
	const char *last = terminal.screen + strlen(terminal.screen);

	if (last > terminal.screen)
		last--; /* the end of the last row */
	while (last > terminal.screen && last[-1] != '\n')
		last--;
	return begins_with(terminal.screen, words[0]) &&
	       (begins_with(last, words[1]) || begins_with(last, "? Help"));
}

void
begins_and_ends(const char *first, const char *last)
{
	const char *const words[] = {first, last};

	if (!waits_for(has_ends, words))
		fail_msg("\"%s\" and \"%s\" do not begin and end\n%s", first,
		    last, terminal.screen);
}

void
forget_memory(char *screen)
{
	char *at = strstr(screen, "Mem ");
	size_t digits;

	if (at == NULL)
		return;
	at += strlen("Mem ");
	digits = strspn(at, "0123456789");
	memmove(at, at + digits, strlen(at + digits) + 1);
}

static bool
is_same(const void *screen)
{
	forget_memory(terminal.screen);
	return strcmp(terminal.screen, screen) == 0;
}

void
is_again(const char *screen)
{
	static char wanted[SCREEN_ROOM];

	snprintf(wanted, sizeof(wanted), "%s", screen);
	forget_memory(wanted);
	if (!waits_for(is_same, wanted))
		fail_msg("not as before, which was\n%s\nbut\n%s", screen,
		    terminal.screen);
}

void
lacks(const char *words)
{
	tmux("capture-pane -p");
	if (has_words(words))
		fail_msg(
		    "\"%s\" is on the screen:\n%s", words, terminal.screen);
}

const char *
standing_screen(void)
{
	static char before[SCREEN_ROOM];
	struct timespec time = {0, 4 * TRY_MILLISECONDS * 1000000};
	int same = 0;

	before[0] = '\0';
	for (int i = 0; same < 3; i++) {
		if (i == TRIES)
			fail_msg("it never stands still:\n%s", before);
		tmux("capture-pane -p");
		same = strcmp(before, terminal.screen) == 0 ? same + 1 : 0;
		memcpy(before, terminal.screen, sizeof(before));
		nanosleep(&time, NULL);
	}
	return terminal.screen;
}

void
has_shown(const char *words)
{
	tmux("capture-pane -p -S -500");
	assert_non_null(strstr(terminal.screen, words));
}

bool
has_colour(void)
{
	const char *at = terminal.screen;

	tmux("capture-pane -p -e");
	while ((at = strstr(at, "\x1b[")) != NULL) {
		at += 2;
		if ((at[0] == '3' || at[0] == '9') && at[1] >= '1' &&
		    at[1] <= '7' && at[2] == 'm')
			return true;
	}
	return false;
}

void
types(const char *keys)
{
	char command[256];

	snprintf(command, sizeof(command), "send-keys %s", keys);
	tmux(command);
}

void
becomes(const char *size)
{
	char command[256];

	snprintf(command, sizeof(command), "resize-window %s", size);
	tmux(command);
}

void
starts(const char *size, const char *line)
{
	char script[2048];
	char command[512];
	int length;

	needs_tmux();
	end_terminal();
	terminal.number++;
	length = snprintf(script, sizeof(script),
	    "trap : INT\nunset NO_COLOR\n%s\n"
	    "echo \"ended with $?, $(stty -a | grep -o '[-]*icanon')\"\n",
	    line);
	assert_true(length > 0 && length < (int)sizeof(script));
	scratch_write("line", script, (size_t)length);
	snprintf(command, sizeof(command),
	    "new-session -d %s -c '%s' 'sh ./line; exec sleep 60'", size,
	    scratch_folder());
	tmux(command);
}

void
ended_with(int code)
{
	char words[64];

	snprintf(words, sizeof(words), "ended with %d, icanon", code);
	shows(words);
	lacks("DEVICE ");
}
