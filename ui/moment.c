/*
 * Points in time as words, see moment.h.
 */
#include "ui/moment.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECOND 1000000000LL
#define DATE_TEXT 19 /* "2026-11-21T23:54:01" */

#define DAY 86400
#define DATE_ONLY 10
#define TIME_TEXT 11 /* where "23:54:01" begins */

int64_t
moment_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_REALTIME, &now) != 0)
		return 0;
	return now.tv_sec * SECOND + now.tv_nsec;
}

static void
put_two(char *at, int64_t number)
{
	at[0] = (char)('0' + number / 10);
	at[1] = (char)('0' + number % 10);
}

/* "2026-11-21". The day of the last call is remembered: a capture has few. */
static const char *
date_of(int64_t day)
{
	static char words[DATE_ONLY + 1];
	static int64_t of;
	time_t when = (time_t)(day * DAY);
	struct tm tm;

	if (words[0] != '\0' && of == day)
		return words;
	if (gmtime_r(&when, &tm) == NULL)
		memset(&tm, 0, sizeof(tm));
	if (strftime(words, sizeof(words), "%Y-%m-%d", &tm) != DATE_ONLY)
		memcpy(words, "0000-00-00", sizeof(words));
	of = day;
	return words;
}

/* Puts date and time of the second in place; gives the nanoseconds left. */
static uint32_t
make(struct moment_words *words, int64_t nanoseconds, char between)
{
	int64_t second = nanoseconds / SECOND;
	int64_t left = nanoseconds % SECOND;
	int64_t day;

	if (left < 0) {
		left += SECOND;
		second--;
	}
	day = second / DAY - (second % DAY < 0 ? 1 : 0);
	memcpy(words->text, date_of(day), DATE_ONLY);
	second -= day * DAY;
	put_two(words->text + TIME_TEXT, second / 3600);
	put_two(words->text + TIME_TEXT + 3, second / 60 % 60);
	put_two(words->text + TIME_TEXT + 6, second % 60);
	words->text[TIME_TEXT - 1] = between;
	words->text[TIME_TEXT + 2] = ':';
	words->text[TIME_TEXT + 5] = ':';
	return (uint32_t)left;
}

const char *
moment_rfc3339(struct moment_words *words, int64_t nanoseconds)
{
	uint32_t left = make(words, nanoseconds, 'T');
	char *at = words->text + DATE_TEXT;

	at[0] = '.';
	for (int i = 9; i > 0; i--) {
		at[i] = (char)('0' + left % 10);
		left /= 10;
	}
	at[10] = 'Z';
	at[11] = '\0';
	return words->text;
}

const char *
moment_plain(struct moment_words *words, int64_t nanoseconds)
{
	make(words, nanoseconds, ' ');
	words->text[DATE_TEXT] = '\0';
	return words->text;
}

void
moment_span(int64_t nanoseconds, char out[MOMENT_TEXT])
{
	long long seconds = nanoseconds / SECOND;

	if (seconds < 1)
		snprintf(out, MOMENT_TEXT, "%lld ms", nanoseconds / 1000000LL);
	else if (seconds < 60)
		snprintf(out, MOMENT_TEXT, "%lld.%lld s", seconds,
		    nanoseconds / 100000000LL % 10);
	else if (seconds < 3600)
		snprintf(out, MOMENT_TEXT, "%lld min %lld s", seconds / 60,
		    seconds % 60);
	else if (seconds < 86400)
		snprintf(out, MOMENT_TEXT, "%lld h %lld min", seconds / 3600,
		    seconds / 60 % 60);
	else
		snprintf(out, MOMENT_TEXT, "%lld d %lld h", seconds / 86400,
		    seconds / 3600 % 24);
}
