/*
 * Lines of the view of one message: of the head, of the table of tokens, of
 * the body raw or rendered; and all of the line under the cursor.
 */
#ifndef EASLENS_UI_MESSAGE_LINES_H
#define EASLENS_UI_MESSAGE_LINES_H

#include "ui/canvas.h"
#include "ui/shown_message.h"

/* The headings of the columns in a row of the screen. */
void message_headings(
    struct canvas *, unsigned at, const struct shown_message *);

void message_line(struct canvas *, unsigned at, const struct shown_message *,
    size_t index, bool under_cursor);

/* A rule in row `top`, then the line whole and what it means. */
void message_detail(struct canvas *, unsigned top, unsigned below,
    const struct shown_message *, size_t index);

#endif
