/*
 * Points in time on the screen, see view_time.h.
 */
#include "ui/view_time.h"

#include <stdio.h>

#include "decode/model/history.h"
#include "ui/moment.h"

#define SECOND 1000000000LL
#define MILLISECOND 1000000LL
#define HOUR 3600LL
#define DAY (24 * HOUR * SECOND)
/* Parts of "2026-11-21 23:54:01". */
#define MONTH_AT 5
#define DATE_END 10
#define TIME_AT 11

static void
widen(struct view_clock *clock, struct moment first, struct moment last)
{
	if (first.frame != 0 && (clock->begin.frame == 0 ||
				    moment_compare(first, clock->begin) < 0))
		clock->begin = first;
	if (last.frame != 0 &&
	    (clock->end.frame == 0 || moment_compare(last, clock->end) > 0))
		clock->end = last;
}

struct view_clock
view_clock_of(const struct ledger *ledger, enum view_times times)
{
	struct view_clock clock = {.times = times};

	for (size_t i = 0; i < ledger_input_count(ledger); i++) {
		const struct input_seen *input = ledger_input(ledger, i);

		widen(&clock, input->first, input->last);
	}
	if (clock.begin.frame != 0)
		return clock;
	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		const struct device *device = ledger_device(ledger, i);

		widen(&clock, device->first_seen, device->last_seen);
	}
	return clock;
}

/* Days since 1970, also before it. */
static int64_t
day_of(int64_t nanoseconds)
{
	return nanoseconds / DAY - (nanoseconds % DAY < 0);
}

static void
say_utc(const struct view_clock *clock, struct moment at, char out[VIEW_TIME])
{
	struct moment_words words;
	const char *plain = moment_plain(&words, at.time);
	bool today =
	    clock->end.frame == 0 || day_of(at.time) == day_of(clock->end.time);

	if (today)
		snprintf(out, VIEW_TIME, "%.8s", plain + TIME_AT);
	else
		snprintf(out, VIEW_TIME, "%.*s", DATE_END - MONTH_AT,
		    plain + MONTH_AT);
}

/* A span in eight columns with its sign, finer where it is short. */
static void
say_span(const char *sign, int64_t span, char out[VIEW_TIME])
{
	long long seconds = span / SECOND;

	if (seconds < 1000)
		snprintf(out, VIEW_TIME, "%s%lld.%03lld", sign, seconds,
		    span / MILLISECOND % 1000);
	else if (seconds < 10 * HOUR)
		snprintf(out, VIEW_TIME, "%s%lld:%02lld:%02lld", sign,
		    seconds / HOUR, seconds / 60 % 60, seconds % 60);
	else if (seconds < 100 * HOUR)
		snprintf(out, VIEW_TIME, "%s%lldh%02lldm", sign, seconds / HOUR,
		    seconds / 60 % 60);
	else
		snprintf(out, VIEW_TIME, "%s%lldd%02lldh", sign,
		    seconds / HOUR / 24, seconds / HOUR % 24);
}

static void
say_since(struct moment at, struct moment since, char out[VIEW_TIME])
{
	if (since.frame == 0)
		out[0] = '\0';
	else if (at.time < since.time)
		say_span("-", since.time - at.time, out);
	else
		say_span("+", at.time - since.time, out);
}

void
view_time(const struct view_clock *clock, struct moment at,
    struct moment before, char out[VIEW_TIME])
{
	out[0] = '\0';
	if (at.frame == 0)
		return;
	if (clock->times == TIMES_UTC)
		say_utc(clock, at, out);
	else
		say_since(at,
		    clock->times == TIMES_START ? clock->begin : before, out);
}

void
view_time_heard(
    const struct view_clock *clock, struct moment at, char out[VIEW_TIME])
{
	if (clock->times != TIMES_DELTA) {
		view_time(clock, at, clock->begin, out);
		return;
	}
	out[0] = '\0';
	if (at.frame != 0 && clock->end.frame != 0)
		say_span(at.time > clock->end.time ? "-" : "",
		    at.time > clock->end.time ? at.time - clock->end.time
					      : clock->end.time - at.time,
		    out);
}
