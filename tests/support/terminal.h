/*
 * A terminal for tests (tmux): a command line runs in it, keys are typed, and
 * what is on its screen is looked at. Each start is a terminal of its own.
 */
#ifndef EASLENS_TESTS_TERMINAL_H
#define EASLENS_TESTS_TERMINAL_H

#include <stdbool.h>

#define SMALL "-x 80 -y 24"
#define LARGE "-x 120 -y 40"

/* The folder that terminals start in; their end. */
void terminal_begin(const char *folder);
void terminal_end(void);

/* A command line in a new terminal of this size; without tmux the test is
 * skipped. When it ends, its exit code
 * is printed, and whether the terminal edits lines again. */
void starts(const char *size, const char *line);
void ended_with(int code);

/* Keys as tmux names them, as from fingers; a new size. */
void types(const char *keys);
void becomes(const char *size);

/* Waits for words on the screen; they are not there (any more). */
void shows(const char *words);
void lacks(const char *words);

/* Also what has scrolled away. */
void has_shown(const char *words);

/* Whether a cell has one of the 16 colours; not counting the terminal's own. */
bool has_colour(void);

#endif
