/*
 * The screen on a pseudo-terminal: a child opens it there, the test is the
 * keyboard and reads what a terminal would have been sent.
 */
#ifndef EASLENS_TESTS_SESSION_H
#define EASLENS_TESTS_SESSION_H

#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

#include "ui/screen.h"

/* What switches a terminal to its second screen and back. */
#define SESSION_ALTERNATE "\x1b[?1049h"
#define SESSION_NORMAL "\x1b[?1049l"

/* What the child does, and what came of it. */
struct session {
	const char *term; /* NULL: unset */
	const char *locale;
	bool no_colour;
	struct screen_settings settings;
	const char *drawn; /* in the first row, in this style: */
	enum style style;
	int (*child)(const struct session *);
	const char *typed;     /* once the screen is drawn */
	unsigned short resize; /* rows, 0: not */
	char sent[16384];      /* to the terminal */
	size_t length;
	int status;
};

#define SESSION_DEFAULTS                                                       \
	.term = "xterm-256color", .locale = "C.UTF-8", .drawn = "drawn",       \
	.settings = {.keyboard = STDIN_FILENO}

/* Runs the child on a terminal of 24 × 80 and reads until both ended. */
void session_run(struct session *);

/* In the child: opens; draws `drawn` and a line; opens, draws and closes. */
bool session_open(const struct session *);
void session_draw(const struct session *);
int session_show(const struct session *);

/* The child gave 0; the terminal was switched to and back, once. */
void session_ended_well(const struct session *);
void session_gave_back(const struct session *);

#endif
