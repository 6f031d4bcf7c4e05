/*
 * A line that is typed: what search and filter ask for. Knows keys by their
 * names (keys.h) and draws into the last row.
 */
#ifndef EASLENS_UI_PROMPT_H
#define EASLENS_UI_PROMPT_H

#include <stddef.h>

#include "ui/canvas.h"

#define PROMPT_ROOM 128

struct prompt {
	const char *title; /* before the text: "Search" */
	char bytes[PROMPT_ROOM];
	size_t length;
};

enum prompt_step {
	PROMPT_STAYS,
	PROMPT_TAKEN, /* Enter: the text counts */
	PROMPT_LEFT,  /* Esc: it does not */
};

void prompt_begin(struct prompt *, const char *title);
enum prompt_step prompt_key(struct prompt *, const char *key);
struct text prompt_text(const struct prompt *);
void prompt_draw(const struct prompt *, struct canvas *, unsigned row);

#endif
