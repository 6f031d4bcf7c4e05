/*
 * A stage for views: a ledger with a device in every state, a canvas, and
 * screens as text files in tests/screens to compare with. With GOLDEN=1 in
 * the environment they are written instead.
 */
#ifndef EASLENS_TESTS_VIEWS_H
#define EASLENS_TESTS_VIEWS_H

#include "tests/support/exchanges.h"
#include "ui/view.h"

/* The one of the test that runs; set up and torn down by cmocka. */
struct stage {
	struct ledger *ledger;
	struct canvas *canvas;
	const struct view *view;
	void *state;
	struct run_seen run;
	bool idle;   /* the view gets no time to work things out */
	char *shown; /* the screen drawn last, as text */
	char *table; /* the table asked for last, as CSV */
};
extern struct stage stage;

int stage_set_up(void **state);
int stage_tear_down(void **state);

/* Tells the ledger of a device in each state; some are hostile. */
void stage_fill(void);

/* Provisions a device of this id and user, at a second, with this minimum
 * length, and takes in its answer; NULL: none was seen. */
void stage_provision(const char *id, const char *user, int second,
    const char *length, const char *answer);

const struct device *stage_device(const char *id);

/* Opens a view (closing the one before), sends it a request, draws it. */
void stage_open(const struct view *, const struct device *);
enum view_step stage_ask(enum request, const char *argument);
const char *stage_draw(unsigned rows, unsigned columns);

/* The table of the view as CSV; valid until the next call. */
const char *stage_table(void);

/* Draws and compares with tests/screens/NAME-COLUMNSxROWS.txt. */
void stage_compares(const char *name, unsigned rows, unsigned columns);

/* The row of the screen drawn last that begins with the cursor, from the
 * first column on; valid until the next call. */
const char *stage_cursor_row(void);

/* Whether these words stand in the screen drawn last. */
bool stage_shows(const char *words);

/* Style of the first cell of a text in the screen drawn last. */
enum style stage_style_of(const char *text);

#endif
