/*
 * A text broken into lines between its words.
 */
#ifndef EASLENS_UI_VIEW_WRAP_H
#define EASLENS_UI_VIEW_WRAP_H

#include <stdbool.h>

#include "decode/model/text.h"

struct view_wrap {
	struct text rest;
	unsigned width;
};

void view_wrap_begin(struct view_wrap *, struct text, unsigned width);

/* The next line; false at the end. A word too long for one is not broken. */
bool view_wrap_next(struct view_wrap *, struct text *line);

#endif
