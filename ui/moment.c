/*
 * Points in time as words, see moment.h.
 */
#include "ui/moment.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#define SECOND 1000000000LL
#define DATE_TEXT 19 /* "2026-11-21T23:54:01" */

/* Puts date and time of the second in place; gives the nanoseconds left. */
static uint32_t
make(struct moment_words *words, int64_t nanoseconds, char between)
{
	int64_t second = nanoseconds / SECOND;
	int64_t left = nanoseconds % SECOND;

	if (left < 0) {
		left += SECOND;
		second--;
	}
	if (!words->made || words->second != second) {
		time_t when = (time_t)second;
		struct tm tm;

		if (gmtime_r(&when, &tm) == NULL)
			memset(&tm, 0, sizeof(tm));
		strftime(
		    words->text, sizeof(words->text), "%Y-%m-%d %H:%M:%S", &tm);
		words->made = 1;
		words->second = second;
	}
	words->text[10] = between;
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
