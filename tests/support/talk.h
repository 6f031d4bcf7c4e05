/*
 * One HTTP connection played from a script, and what its sink was told in
 * words: a line per exchange, "POST /a [body] -> 200 [body]". A half that was
 * not seen is "?"; behind a half stand "(head)" for a head that was cut,
 * "(part)" for a message of which bytes are missing, "(basic)" for
 * credentials. Then what became of the connection and what was counted:
 * "over", "tls", "errors 1", "limits 1".
 */
#ifndef EASLENS_TESTS_TALK_H
#define EASLENS_TESTS_TALK_H

#include <stddef.h>

#include "decode/http.h"

enum step_kind {
	STEP_NONE, /* the end of a script */
	STEP_BYTES,
	STEP_LOST,
	STEP_END, /* by a FIN */
};

struct step {
	enum step_kind kind;
	int direction; /* 0: of the client, where that is known */
	const char *bytes;
	size_t count;
};

/* Steps: bytes of the client (C) and the server (S), holes, ends. */
#define C(text)                                                                \
	{                                                                      \
		STEP_BYTES, 0, (text), sizeof(text) - 1                        \
	}
#define S(text)                                                                \
	{                                                                      \
		STEP_BYTES, 1, (text), sizeof(text) - 1                        \
	}
#define C_LOST(count)                                                          \
	{                                                                      \
		STEP_LOST, 0, NULL, (count)                                    \
	}
#define S_LOST(count)                                                          \
	{                                                                      \
		STEP_LOST, 1, NULL, (count)                                    \
	}
#define C_END                                                                  \
	{                                                                      \
		STEP_END, 0, NULL, 0                                           \
	}
#define S_END                                                                  \
	{                                                                      \
		STEP_END, 1, NULL, 0                                           \
	}
#define SCRIPT(...)                                                            \
	((const struct step[]){__VA_ARGS__, {STEP_NONE, 0, NULL, 0}})

/* How a script is played. */
struct play {
	int client;     /* as in http_new() */
	size_t longest; /* bytes given at once; 0: a step at once */
	unsigned seed;  /* with it: pieces of 1 to `longest` bytes */
	size_t stop;    /* bytes played at all; 0: all */
};

/* Plays a script to its end; each piece ends at an unmapped page. What was
 * told is borrowed until the next call. */
const char *talk(const struct step *script, struct play play);

/* Fails the test unless a script tells that, given whole, byte by byte and in
 * random pieces, by a client that opened the connection. */
void tells(const struct step *script, const char *expected);

/* The same of a connection whose beginning was not seen. */
void tells_midway(const struct step *script, const char *expected);

/* The same, each step at once only: where a segment's beginning matters. */
void tells_in_segments(const struct step *script, const char *expected);

#endif
