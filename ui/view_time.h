/*
 * Points in time as views show them, in one of three ways that the user turns
 * through: in UTC, from the start of the run, or from what came before.
 */
#ifndef EASLENS_UI_VIEW_TIME_H
#define EASLENS_UI_VIEW_TIME_H

#include "decode/model/ledger.h"

enum view_times {
	TIMES_UTC,
	TIMES_START, /* since the first packet */
	TIMES_DELTA, /* since what came before, or the age of what is newest */
	TIMES_COUNT
};

/* By what the times of a screen are told. */
struct view_clock {
	enum view_times times;
	struct moment begin, end; /* first and newest packet; frame 0: none */
};

/* The clock of a ledger: of its inputs, without such of its devices. */
struct view_clock view_clock_of(const struct ledger *, enum view_times);

/* Room for a time: eight columns in all three ways. */
#define VIEW_TIME 24

/* The time of a message: UTC ("23:54:01", of another day than the newest
 * packet's its date, "11-20"), "+0.041" since the start or since `before`. ""
 * where the moment or what to count from was not seen. */
void view_time(const struct view_clock *, struct moment at,
    struct moment before, char out[VIEW_TIME]);

/* The time at which something was heard last; TIMES_DELTA: its age. */
void view_time_heard(
    const struct view_clock *, struct moment at, char out[VIEW_TIME]);

#endif
