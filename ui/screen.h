/*
 * The terminal. The only file that knows curses: a canvas to the terminal,
 * keys from it as names, and the terminal as it was on every way out (the end,
 * a signal, a failed assertion).
 */
#ifndef EASLENS_UI_SCREEN_H
#define EASLENS_UI_SCREEN_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/canvas.h"

enum theme {
	THEME_DEFAULT, /* on the terminal's own background */
	THEME_LIGHT,
	THEME_MONO, /* also with NO_COLOR and terminals without colour */
};

struct screen_settings {
	enum theme theme;
	bool ascii;   /* no line drawing; also where the locale has none */
	bool mouse;   /* off unless asked for */
	int keyboard; /* descriptor keys are read from, a terminal */
};

/* Room for a reason, its NUL included. */
#define SCREEN_PROBLEM 160

/* Reads what opening needs (terminfo, character tables) and leaves the terminal
 * as it is: behind a shut door (capture/privileges.h) it can still be opened.
 * False with a reason, as below. */
bool screen_prepare(
    const struct screen_settings *, char problem[SCREEN_PROBLEM]);

/* Opens the terminal, prepared or not. False with a reason where there is none
 * to draw on (TERM unset, "dumb", unknown); the terminal is then as it was. */
bool screen_open(const struct screen_settings *, char problem[SCREEN_PROBLEM]);

/* Gives the terminal back. May be called twice. */
void screen_close(void);

/* The size right now, and whether lines may be drawn with UTF-8. */
void screen_size(unsigned *rows, unsigned *columns);
enum line_set screen_lines(void);

void screen_show(const struct canvas *);

/* The next key without waiting, by its name ("k", "Up", "Ctrl-F", "Enter",
 * "F1", "Resize"); NULL where none waits. Good until the next call. */
const char *screen_key(void);

/* The descriptor for poll(). */
int screen_descriptor(void);

#endif
