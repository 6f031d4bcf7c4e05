/*
 * A terminal for tests (tmux): a command line runs in it, keys are typed, and
 * what is on its screen is looked at. Each start is a terminal of its own.
 */
#ifndef EASLENS_TESTS_TERMINAL_H
#define EASLENS_TESTS_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>

#define SMALL "-x 80 -y 24"
#define LARGE "-x 120 -y 40"

/* Around a group of tests: makes the folder of scratch.h, in which terminals
 * start; ends the last terminal and removes the folder. */
int terminal_set_up(void **state);
int terminal_tear_down(void **state);

/* A copy of a file of the sources in that folder. */
void terminal_copy(const char *path);

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

/* Waits for a screen whose first and last rows begin so; for one that is this
 * text but for the memory in use. */
void begins_and_ends(const char *first, const char *last);
void is_again(const char *screen);

/* The screen once it stands still, as text; valid until the next call of any
 * of these. */
const char *standing_screen(void);

/* Takes the memory in use out of a screen: it is that of the machine. */
void forget_memory(char *screen);

/* Also what has scrolled away. */
void has_shown(const char *words);

/* Whether a cell has one of the 16 colours; not counting the terminal's own. */
bool has_colour(void);

#endif
