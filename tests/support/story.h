/*
 * A story for tests of outputs: a device that obeys in part, one of which only
 * a refusal was seen, and a cut input, told to a ledger by hand.
 */
#ifndef EASLENS_TESTS_STORY_H
#define EASLENS_TESTS_STORY_H

#include <stdbool.h>
#include <stdio.h>

#include "decode/model/ledger.h"

/* When the story begins: 2026-11-21T12:00:00Z. */
#define STORY_NOON 1795262400000000000LL

/* What a report prints of the story, or of an empty ledger; and the records
 * of the story's exchanges. Freed by the caller. */
char *story_printed(
    void (*print)(const struct ledger *, FILE *), bool anything);
char *story_recorded(void (*print)(const struct observation *, FILE *));

/* Fails the test if a byte would drive a terminal. */
void nothing_drives_the_terminal(const char *bytes);

#endif
