/*
 * What was read of a Provision or Settings exchange, in one line: the phase,
 * then the facts that were seen. Policies of more than four entries are
 * counted only.
 */
#ifndef EASLENS_TESTS_FACTS_H
#define EASLENS_TESTS_FACTS_H

#include <stddef.h>

#include "decode/provision.h"

struct line {
	char text[4096];
	size_t length;
};

/* Writes the line and gives it. */
const char *describe(struct line *, const struct provision_result *);

#endif
