/*
 * The server's side of the story in words: one list of what is told of each
 * server, for the reports and the views. What was not seen is said to be so.
 */
#ifndef EASLENS_UI_STORY_WORDS_H
#define EASLENS_UI_STORY_WORDS_H

#include "decode/model/server_story.h"

/* X(symbol, name in JSON, label) */
#define STORY_FACTS(X)                                                         \
	X(STORY_PARTIAL, "after_partial", "after 2, in part")                  \
	X(STORY_NOT_APPLIED, "after_not_applied", "after 3, not at all")       \
	X(STORY_EXTERNAL, "after_external", "after 4, by others")              \
	X(STORY_ASKED, "refresh_asked", "policy again, told to")               \
	X(STORY_UNASKED, "refresh_unasked", "policy again, unasked")           \
	X(STORY_CODEWORD, "codeword", "codeword frequency")                    \
	X(STORY_KEYS, "keys", "final keys")                                    \
	X(STORY_SHARED, "shared_keys", "keys of several")

enum story_fact {
#define X(symbol, name, label) symbol,
	STORY_FACTS(X)
#undef X
	STORY_FACT_COUNT
};

/* Room for the words of a fact, and columns that labels take at most. */
#define STORY_WORDS 400
#define STORY_LABEL 23

const char *story_fact_label(enum story_fact);
const char *story_fact_name(enum story_fact);

/* "lenient: accepted 3 times (frames 42, 61, 78), refused never"; "not seen".
 * Keys in it are captured, and are still escaped by whoever prints it. */
void story_words(
    const struct server_story *, enum story_fact, char out[STORY_WORDS]);

/* False where nothing was seen of it. */
bool story_seen(const struct server_story *, enum story_fact);

/* "10.0.0.1:80, 5 devices, 12 rounds" */
void story_title(const struct server_story *, char out[STORY_WORDS]);

#endif
