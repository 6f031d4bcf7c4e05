/*
 * The devices of a ledger as rows to show: filtered, sorted, counted by
 * state. A row is worked out anew only when something was heard of its
 * device, so that a hundred thousand of them cost little.
 */
#ifndef EASLENS_UI_DEVICE_ROWS_H
#define EASLENS_UI_DEVICE_ROWS_H

#include "decode/model/ledger.h"
#include "ui/view_words.h"

/* Columns, as they stand and as they may be sorted by. X(symbol, heading,
 * name in tables that are saved, least width, most width, rank): a column
 * leaves when there is no room for those of lower ranks; rank 0 stays. */
/* clang-format off */
#define DEVICE_COLUMNS(X)                                                      \
	X(ID, "DEVICE", "device_id", 17, 32, 0)                                             \
	X(USER, "USER", "user", 8, 32, 1)                                              \
	X(TYPE, "TYPE", "device_type", 8, 14, 3)                                              \
	X(VERSION, "VER", "protocol_version", 4, 4, 5)                                             \
	X(POLICY, "POLICY", "policy", 10, 10, 4)                                         \
	X(STATE, "STATE", "state", 6, 6, 0)                                             \
	X(KEY, "KEY", "key", 5, 5, 6)                                                 \
	X(PROVISIONS, "PROV", "provisions", 4, 4, 7)                                         \
	X(LAST, "LAST UTC", "last_seen", 8, 8, 2)                                               \
	X(AGENT, "SYSTEM / AGENT", "system", 14, 40, 8)
/* clang-format on */

enum device_column {
#define X(symbol, heading, name, least, most, rank) DEVICE_##symbol,
	DEVICE_COLUMNS(X)
#undef X
	DEVICE_COLUMN_COUNT, /* sorted by: first seen first */
};

enum key_kind {
	KEY_NONE,
	KEY_UNKNOWN, /* the answer that gives the final one was not seen */
	KEY_TEMPORARY,
	KEY_FINAL,
};

/* A device and what its row says. */
struct device_row {
	const struct device *device;
	size_t place; /* by first appearance */
	/* What it was worked out from. */
	uint32_t provisions, events;
	struct moment heard;
	/* What it says. */
	enum device_state concluded;
	enum view_state state; /* … as rows show it */
	enum key_kind key;
	uint32_t rounds;
	const struct policy *policy; /* NULL: none seen */
	struct text ack;
	unsigned user_width; /* columns of the user's name, see below */
	/* The text that it is sorted by; its beginning as a number. */
	struct text sorted_by;
	uint64_t beginning;
};

struct device_rows;

struct device_rows *device_rows_new(void);
void device_rows_free(struct device_rows *);

/* Rows whose id, user, type or state holds the text; empty: all. It must
 * outlive the rows, or the next filter. */
void device_rows_filter(struct device_rows *, struct text);
void device_rows_sort(struct device_rows *, enum device_column, bool reversed);

/* Follows the ledger, if it changed. True: rows may be at other places. */
bool device_rows_follow(struct device_rows *, const struct ledger *);

/* The user's name without what logins put before it (CORP in CORP\anna):
 * what is left where there is no room for all of it. */
struct text device_user_name(struct text user);

/* Columns that the longest name of a user takes, at least: CORP is "..". */
unsigned device_rows_user_width(const struct device_rows *);

/* Rows that are shown, in all and in a state. */
size_t device_rows_count(const struct device_rows *);
size_t device_rows_in_state(const struct device_rows *, enum view_state);

/* A row by its place on the screen, borrowed until the next follow. */
const struct device_row *device_rows_at(
    const struct device_rows *, size_t place);

/* Where a device is; false where it is not shown. */
bool device_rows_find(
    const struct device_rows *, const struct device *, size_t *place);

/* Whether id, user, type (or the state) of a row holds the text. */
bool device_row_holds(const struct device_row *, struct text);

/* The captured text of a column, whole; not seen where the column has none. Of
 * the agent: the operating system as the device says, else its agent. */
struct text device_row_text(const struct device_row *, enum device_column);

#endif
