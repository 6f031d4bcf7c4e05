/*
 * A terminal for tests, see terminal.h.
 */
#include "tests/support/terminal.h"
#include "tests/support/check.h"
#include "tests/support/pty.h"
#include "tests/support/run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SCREEN_ROOM 65536
/* Sanitizers and a busy machine are slow; a good run never waits this long. */
#define TRIES 600
#define TRY_MILLISECONDS 25

static struct {
	char folder[64];
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
	    "tmux -u -f /dev/null -S '%s/socket-%u' %s 2>&1", terminal.folder,
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
	(void)state;
	(void)from_environment("EASLENS");
	snprintf(terminal.folder, sizeof(terminal.folder), "%s/easlens-XXXXXX",
	    P_tmpdir);
	assert_non_null(mkdtemp(terminal.folder));
	return 0;
}

int
terminal_tear_down(void **state)
{
	char command[128];

	(void)state;
	end_terminal();
	snprintf(command, sizeof(command), "rm -r '%s'", terminal.folder);
	return system(command);
}

const char *
terminal_folder(void)
{
	return terminal.folder;
}

void
terminal_write(const char *name, const void *bytes, size_t length)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", terminal.folder, name);
	file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
}

void
terminal_copy(const char *path)
{
	const char *name = strrchr(path, '/');
	size_t length;
	uint8_t *bytes = from_file(path, &length);

	terminal_write(name != NULL ? name + 1 : path, bytes, length);
	free(bytes);
}

static bool
is_shown(const char *words)
{
	tmux("capture-pane -p");
	return strstr(terminal.screen, words) != NULL;
}

void
shows(const char *words)
{
	struct timespec time = {0, TRY_MILLISECONDS * 1000000};

	for (int i = 0; i < TRIES; i++) {
		if (is_shown(words))
			return;
		nanosleep(&time, NULL);
	}
	fail_msg("\"%s\" is not on the screen:\n%s", words, terminal.screen);
}

void
lacks(const char *words)
{
	if (is_shown(words))
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
	for (int i = 0; same < 2; i++) {
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
	FILE *file;
	char path[256];
	char command[512];

	needs_tmux();
	end_terminal();
	terminal.number++;
	snprintf(path, sizeof(path), "%s/line", terminal.folder);
	file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file,
	    "trap : INT\nunset NO_COLOR\n%s\n"
	    "echo \"ended with $?, $(stty -a | grep -o '[-]*icanon')\"\n",
	    line);
	assert_int_equal(fclose(file), 0);
	snprintf(command, sizeof(command),
	    "new-session -d %s -c '%s' 'sh ./line; exec sleep 60'", size,
	    terminal.folder);
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
