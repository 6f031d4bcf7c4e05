/*
 * The truth about a capture, from the logs of both sides (tests/truth/), and
 * what of a JSON report can be held against it. A capture that lacks part of
 * the traffic has a truth that says what really happened and what cannot be
 * read; then everything reported must be true, and what can be read whole
 * must be reported.
 */
#ifndef EASLENS_TESTS_TRUTH_H
#define EASLENS_TESTS_TRUTH_H

#include <stdbool.h>

#include <jansson.h>

/* The truth of a capture by its name; NULL where there is none. */
json_t *truth_of(const char *name);

/* The JSON report on a capture; fails the test where it is none. `code` gets
 * the exit code. */
json_t *report_on(const char *folder, const char *file, int *code);

/* Part of the traffic is missing in the capture, or nothing is readable. */
bool truth_is_partial(const json_t *truth);
bool truth_is_negative(const json_t *truth);

/* The device with this id and user, of a truth or of a report; NULL: none. */
json_t *device_in(const json_t *whole, const char *id, const char *user);

/* Whether the device was in that state at some time. */
bool truth_had_state(const json_t *device, const char *state);

/* A text of an object: NULL where it is absent or empty. */
const char *text_in(const json_t *object, const char *key);

/* One Provision exchange of a report against one of the truth. Gives the name
 * of the first field that differs, NULL where all agree. `partly`: fields that
 * were not seen are no difference. */
const char *provision_difference(
    const json_t *truth, const json_t *report, bool partly);

/* Notes a disagreement, in words; how many there were since the last call of
 * disagreements(). */
void disagree(const char *format, ...) __attribute__((format(printf, 1, 2)));
unsigned disagreements(void);

#endif
