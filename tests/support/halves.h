/*
 * The two halves of an exchange, made of a head in plain text and a body, and
 * what an exchange reader says of them.
 */
#ifndef EASLENS_TESTS_HALVES_H
#define EASLENS_TESTS_HALVES_H

#include <stdbool.h>
#include <stddef.h>

#include "decode/exchange.h"

/* The exchange of the test that runs. */
struct halves {
	struct exchange_reader *reader;
	struct health health;
	struct message request, response;
	bool has_request, has_response;
	unsigned payloads; /* that the listener was told of */
	struct observation seen;
};
extern struct halves halves;

int halves_set_up(void **state);
int halves_tear_down(void **state);

/* Reads a half: its start line and headers, each with its CRLF. A length and
 * the empty line are added. */
void asked(const char *head, const void *body, size_t count);
void answered(const char *head, const void *body, size_t count);

/* The same with a document of tests/vectors. */
void asked_document(const char *head, const char *name);
void answered_document(const char *head, const char *name);

/* Reads the exchange as far as there are halves. */
bool reads(void);

/* Fails the test unless the text is that; NULL: not seen. */
void text_equals(struct text text, const char *wanted);

#endif
