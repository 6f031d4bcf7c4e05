/*
 * Keys and what they ask for, from the one list in keys.def.
 */
#ifndef EASLENS_UI_KEYS_H
#define EASLENS_UI_KEYS_H

#include <stddef.h>

#include "ui/canvas.h"

/* Screens, as a set. */
enum key_screen {
	ON_DEVICES = 1,
	ON_POLICY = 2,
	ON_HELP = 4,
	ON_FLOW = 8,
	ON_MESSAGE = 16,
	ON_COLUMNS = 32,
	ON_DIFFERENCE = 64,
	ON_INFERENCE = 128,
	ON_MATRIX = 256,
	ON_ALL = 511,
	ON_LISTS = ON_ALL & ~(ON_HELP | ON_COLUMNS), /* long ones */
};

enum request {
	REQUEST_NOTHING,
#define KEY(request, screens, key, other, words, bar) request,
#include "ui/keys.def"
#undef KEY
	REQUEST_COUNT
};

/* What a key asks for on a screen, by its name as in keys.def ("Up", "k");
 * REQUEST_NOTHING for a key without meaning there. */
enum request keys_request(enum key_screen, const char *key);

/* Draws the bar of a screen into a row: "Esc Back  Enter Device …"; as many
 * entries as fit, by their order in the list, and help always. */
void keys_bar(struct canvas *, unsigned row, enum key_screen);

/* The lines of the help for a screen: how many, and one of them. */
size_t keys_help_lines(enum key_screen);
void keys_help_line(enum key_screen, size_t index, struct canvas *,
    unsigned row, unsigned column);

#endif
