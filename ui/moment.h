/*
 * Points in time, nanoseconds since 1970 as packets have them: now, and as
 * words in UTC (RFC 3339).
 */
#ifndef EASLENS_UI_MOMENT_H
#define EASLENS_UI_MOMENT_H

#include <stdint.h>

#define MOMENT_TEXT 40

/* By the clock of this machine; 0 where it has none. */
int64_t moment_now(void);

/* Words of one point in time. */
struct moment_words {
	char text[MOMENT_TEXT];
};

/* "2026-11-21T23:54:01.123456789Z"; good until the next call. */
const char *moment_rfc3339(struct moment_words *, int64_t nanoseconds);

/* "2026-11-21 23:54:01"; good until the next call. */
const char *moment_plain(struct moment_words *, int64_t nanoseconds);

/* How long something took, in words: "4 min 18 s". */
void moment_span(int64_t nanoseconds, char out[MOMENT_TEXT]);

#endif
