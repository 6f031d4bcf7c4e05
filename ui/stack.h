/*
 * The views that were opened, one above the other, with what is common to
 * them: help, prompt, pause, saving, the key bar. Keys come in by name,
 * canvases go out; the terminal is loop.c's and screen.c's.
 */
#ifndef EASLENS_UI_STACK_H
#define EASLENS_UI_STACK_H

#include <stdbool.h>

#include "ui/canvas.h"
#include "ui/view.h"

struct stack;

/* With the view of the devices; the ledger is borrowed. */
struct stack *stack_new(const struct ledger *, enum line_set);
void stack_free(struct stack *);

/* Takes a key. False: the first view was closed. */
bool stack_key(struct stack *, const char *key);

/* Draws what is on top: borrowed until the next call. While paused, what was
 * drawn last comes again, with the count of packets since. Where
 * there is no room for the row of the cursor, what stands above it gives way.
 */
const struct canvas *stack_draw(
    struct stack *, const struct run_seen *, unsigned rows, unsigned columns);

/* Does a step of what the view on top has to work out, some milliseconds;
 * false where nothing is left: then it is to be drawn. */
bool stack_work(struct stack *);

bool stack_paused(const struct stack *);

#endif
