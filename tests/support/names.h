/*
 * The names that a capture holds (users, device ids, numbers, hosts and
 * addresses), from what reports, truths and its own bytes tell of it, and
 * whether one of them stands in a text.
 */
#ifndef EASLENS_TESTS_NAMES_H
#define EASLENS_TESTS_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct name_list {
	size_t count;
	char **items; /* on the heap, as each of them */
};

/* Adds the values of the members that are names, of any JSON; of endpoints
 * the address alone. */
void names_from_json(struct name_list *, const char *text);

/* Adds those of the truth about a capture, where there is one; the values of
 * Host headers in its bytes. */
void names_from_truth(struct name_list *, const char *capture);
void names_from_heads(struct name_list *, const uint8_t *, size_t length);

/* The first that stands in a text as a word of its own, in either case; NULL:
 * none does. */
const char *names_found(const struct name_list *, const char *text);

void names_end(struct name_list *);

#endif
