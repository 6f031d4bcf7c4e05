/*
 * What views share: the lines at the top (the run and its health, what the user
 * is to be told), the row of the cursor, words and texts.
 */
#ifndef EASLENS_UI_VIEW_HEADER_H
#define EASLENS_UI_VIEW_HEADER_H

#include "ui/view.h"
#include "ui/view_list.h"

/* "easlens  LIVE eth0 …" with how far it is, in a row of its own. */
void view_title(struct canvas *, unsigned row, const struct run_seen *);

/* Packets, drops, gaps … as many as fit. */
void view_health(struct canvas *, unsigned row, const struct ledger *,
    const struct run_seen *);

/* What the user is to be told: the notice of the run, a search that found
 * nothing, a pause. False: nothing, the row is free. */
bool view_notice(struct canvas *, unsigned row, const struct run_seen *,
    const struct view_search *);

/* Marks a row of a list, with all that stands in it, as that of the cursor. */
void view_cursor(struct canvas *, unsigned row);

/* Words of ours from a column on, if they fit whole before the edge. Gives
 * the column behind them. */
unsigned view_put(struct canvas *, unsigned row, unsigned column,
    const char *words, enum style);

/* A captured text from a column on, cut at the edge. */
unsigned view_put_text(
    struct canvas *, unsigned row, unsigned column, struct text, enum style);

#endif
