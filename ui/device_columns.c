/*
 * The columns of the list of devices, see device_columns.h.
 */
#include "ui/device_columns.h"

#include <stdio.h>

#include "ui/escape.h"
#include "ui/view_words.h"

#define WORDS 64

static const struct column {
	const char *heading;
	unsigned least, most, rank;
} columns[] = {
#define X(symbol, heading, name, least, most, rank)                            \
	{heading, least, most, rank},
    DEVICE_COLUMNS(X)
#undef X
};

bool
device_column_stays(enum device_column column)
{
	return columns[column].rank == 0;
}

const char *
device_column_heading(enum device_column column, enum view_times times)
{
	if (column == DEVICE_LAST && times == TIMES_START)
		return "LAST +";
	if (column == DEVICE_LAST && times == TIMES_DELTA)
		return "LAST AGO";
	return columns[column].heading;
}

/* A user is a person: up to this width the column grows before others come. */
#define USER_NAMED 17u

/* Columns that one needs to be shown where so many of the room are used. */
static unsigned
least_of(enum device_column column, unsigned user, unsigned room, unsigned used)
{
	unsigned least = columns[column].least;
	unsigned more = user < USER_NAMED ? user : USER_NAMED;

	if (column != DEVICE_USER || more <= least || used + least >= room)
		return least;
	return more < room - used ? more : room - used - 1;
}

/* The least widths of as many columns as fit, by rank; 0: it is not shown.
 * Gives what they use. */
static unsigned
give_least(unsigned room, unsigned wanted, unsigned user,
    unsigned widths[DEVICE_COLUMN_COUNT])
{
	unsigned used = DEVICE_MARK - 1;
	bool full = false; /* then nor do those of higher ranks fit */

	for (unsigned rank = 0; rank < DEVICE_COLUMN_COUNT; rank++) {
		for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
			unsigned least = 1 + least_of((enum device_column)i,
						 user, room, used);

			if (columns[i].rank != rank ||
			    (rank > 0 && (wanted >> i & 1) == 0))
				continue;
			full = full || (rank > 0 && used + least > room);
			if (full)
				continue;
			widths[i] = least - 1;
			used += least;
		}
	}
	return used;
}

void
device_columns_fit(
    struct device_columns *shown, unsigned room, unsigned wanted, unsigned user)
{
	/* Who gets what is left over, first to last. */
	static const enum device_column greedy[] = {
	    DEVICE_USER, DEVICE_ID, DEVICE_AGENT, DEVICE_TYPE};
	unsigned *widths = shown->widths;
	unsigned used;

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++)
		widths[i] = 0;
	used = give_least(room, wanted, user, widths);
	for (size_t i = 0; i < sizeof(greedy) / sizeof(greedy[0]); i++) {
		unsigned *width = &widths[greedy[i]];
		unsigned most = columns[greedy[i]].most;

		if (greedy[i] == DEVICE_USER && user < most)
			most = user;
		while (*width > 0 && *width < most && used < room) {
			++*width;
			used++;
		}
	}
}

/* The column that orders the rows has an arrow before its heading. */
void
device_columns_headings(
    const struct device_columns *shown, struct canvas *canvas, unsigned row)
{
	unsigned column = DEVICE_MARK;

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
		enum device_column which = (enum device_column)i;

		if (shown->widths[i] == 0)
			continue;
		canvas_words(canvas, row, column, shown->widths[i],
		    device_column_heading(which, shown->clock->times),
		    STYLE_HEADING);
		if (which == shown->sorted)
			canvas_words(canvas, row, column - 1, 1,
			    shown->reversed ? "v" : "^", STYLE_HEADING);
		column += shown->widths[i] + 1;
	}
	canvas_row_style(canvas, row, STYLE_HEADING);
}

static const char *
key_word(enum key_kind kind)
{
	static const char *const words[] = {
	    [KEY_NONE] = "-",
	    [KEY_UNKNOWN] = "?",
	    [KEY_TEMPORARY] = "temp",
	    [KEY_FINAL] = "final",
	};

	return words[kind];
}

/* Words of ours for a row, where the column has such. */
static void
say(const struct device_row *row, enum device_column column,
    const struct view_clock *clock, char out[WORDS])
{
	char when[VIEW_TIME];
	struct text policy = view_policy_name(row->policy, 6);

	snprintf(out, WORDS, "-");
	switch ((unsigned)column) {
	case DEVICE_POLICY:
		if (row->rounds > 0)
			snprintf(out, WORDS, "%-6.*s x%u", (int)policy.length,
			    policy.bytes, (unsigned)row->rounds);
		else
			snprintf(out, WORDS, "%.*s", (int)policy.length,
			    policy.bytes);
		break;
	case DEVICE_KEY:
		snprintf(out, WORDS, "%s", key_word(row->key));
		break;
	case DEVICE_PROVISIONS:
		snprintf(out, WORDS, "%4u", (unsigned)row->provisions);
		break;
	case DEVICE_LAST:
		view_time_heard(clock, row->heard, when);
		if (when[0] != '\0')
			snprintf(out, WORDS, "%8s", when);
		break;
	default:
		break;
	}
}

/* The number it answered and the word of the state. The number belongs to a
 * claim only, not to what happened after it. */
static void
draw_state(struct canvas *canvas, unsigned row, unsigned column,
    const struct device_row *device)
{
	enum style style = view_state_style(device->state);
	bool claim = device->state <= VIEW_EXTERNAL;

	if (claim)
		canvas_text(canvas, row, column, 1, device->ack, style);
	canvas_words(
	    canvas, row, column + 2, 4, view_state_word(device->state), style);
}

/* Of CORP\anna the part that is a person's comes before the other. */
static void
draw_user(struct canvas *canvas, unsigned row, unsigned column, unsigned width,
    struct text user)
{
	struct text name = device_user_name(user);

	if (name.length == user.length || escape_width(user) <= width) {
		canvas_text(canvas, row, column, width, user, STYLE_NORMAL);
		return;
	}
	canvas_words(canvas, row, column, width, "..\\", STYLE_NORMAL);
	canvas_text(canvas, row, column + 3, width - 3, name, STYLE_NORMAL);
}

void
device_columns_draw(const struct device_columns *shown, struct canvas *canvas,
    unsigned row, const struct device_row *device)
{
	const unsigned *widths = shown->widths;
	unsigned column = DEVICE_MARK;
	char words[WORDS];

	for (int i = 0; i < DEVICE_COLUMN_COUNT; i++) {
		struct text text = TEXT_NOT_SEEN;

		if (i != DEVICE_POLICY) /* it says how often, too */
			text = device_row_text(device, (enum device_column)i);
		if (widths[i] == 0)
			continue;
		say(device, (enum device_column)i, shown->clock, words);
		if (i == DEVICE_STATE)
			draw_state(canvas, row, column, device);
		else if (i == DEVICE_USER && text_filled(text))
			draw_user(canvas, row, column, widths[i], text);
		else if (text_filled(text))
			canvas_text(
			    canvas, row, column, widths[i], text, STYLE_NORMAL);
		else
			canvas_words(canvas, row, column, widths[i], words,
			    STYLE_NORMAL);
		column += widths[i] + 1;
	}
}

static void
put_cell(struct table *table, const struct device_row *row,
    enum device_column column)
{
	static const char *const kinds[] = {
	    [KEY_TEMPORARY] = "temporary",
	    [KEY_FINAL] = "final",
	};
	const char *state = state_name(row->concluded);

	if (column == DEVICE_STATE)
		table_words(table, state[0] != '\0' ? state : NULL);
	else if (column == DEVICE_KEY)
		table_words(table, kinds[row->key]);
	else if (column == DEVICE_PROVISIONS)
		table_number(table, row->provisions);
	else if (column == DEVICE_LAST)
		table_time(table, row->heard);
	else
		table_text(table, device_row_text(row, column));
}

/* The answer and the count of rounds, which share columns on the screen, have
 * their own here. */
struct table *
device_columns_table(const struct device_rows *rows)
{
	static const char *const names[] = {
#define X(symbol, heading, name, least, most, rank) name,
	    DEVICE_COLUMNS(X)
#undef X
		"answer",
	    "rounds",
	};
	struct table *table =
	    table_new(names, sizeof(names) / sizeof(names[0]));

	for (size_t i = 0; i < device_rows_count(rows); i++) {
		const struct device_row *row = device_rows_at(rows, i);

		table_row(table);
		for (int j = 0; j < DEVICE_COLUMN_COUNT; j++)
			put_cell(table, row, (enum device_column)j);
		table_text(table, row->ack);
		table_number(table, row->rounds);
	}
	return table;
}
