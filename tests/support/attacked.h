/*
 * What the program reports on an attack, under bounds of time and memory: the
 * devices of the honest capture in its midst are as without it, but for the
 * numbers of their frames.
 */
#ifndef EASLENS_TESTS_ATTACKED_H
#define EASLENS_TESTS_ATTACKED_H

#include <jansson.h>

#include "tests/support/attack.h"

/* Ends the file and gives the JSON report, for the caller to json_decref();
 * fails the test where the run costs more, or a device is told otherwise. */
json_t *attacked_report(double seconds, size_t mebibytes);

/* A number in the health of the run; fails the test where it is not there. */
unsigned long long attacked_health(const json_t *report, const char *name);

/* Whether a finding about the capture as a whole has that code. */
int attacked_finds(const json_t *report, const char *code);

/* The attacker's device of that id, and its Provision exchange of a number;
 * fail the test where there is none. */
json_t *attacked_device(const json_t *report, const char *id);
json_t *attacked_provision(const json_t *report, const char *id, size_t number);

/* Whether any device has that id. */
int attacked_names(const json_t *report, const char *id);

/* Whether an object's value is that text; NULL: it is absent. */
int attacked_is(const json_t *object, const char *key, const char *text);

#endif
