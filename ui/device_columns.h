/*
 * The columns of the list of devices: which of them have room, what stands in
 * them, and the same as a table to be saved.
 */
#ifndef EASLENS_UI_DEVICE_COLUMNS_H
#define EASLENS_UI_DEVICE_COLUMNS_H

#include "ui/canvas.h"
#include "ui/device_rows.h"
#include "ui/table.h"
#include "ui/view_time.h"

/* Columns before the first one: the cursor's, and one for a mark. */
#define DEVICE_MARK 2u

/* Columns that the user wants: a bit for each enum device_column. */
#define DEVICE_COLUMNS_ALL ((1u << DEVICE_COLUMN_COUNT) - 1)

/* Whether a column stays whatever the user and the screen want. */
bool device_column_stays(enum device_column);

/* The heading of a column; that of times says how they are told. */
const char *device_column_heading(enum device_column, enum view_times);

/* How the list is shown. */
struct device_columns {
	unsigned widths[DEVICE_COLUMN_COUNT]; /* 0: it is not shown */
	enum device_column sorted;            /* by this one, or COUNT */
	bool reversed;
	const struct view_clock *clock;
};

/* Gives widths to the wanted columns in so many columns of the screen, where
 * the longest name of a user takes this width. */
void device_columns_fit(
    struct device_columns *, unsigned room, unsigned wanted, unsigned user);

void device_columns_headings(
    const struct device_columns *, struct canvas *, unsigned row);
void device_columns_draw(const struct device_columns *, struct canvas *,
    unsigned row, const struct device_row *);

/* All rows in their order with all columns. */
struct table *device_columns_table(const struct device_rows *);

#endif
