/*
 * A ledger with a single device, told exchange by exchange, and what is
 * concluded of that device.
 */
#ifndef EASLENS_TESTS_ASSESSED_H
#define EASLENS_TESTS_ASSESSED_H

#include "tests/support/exchanges.h"

/* Of the test that runs; `result` is that of the newest assess(). */
extern struct ledger *ledger;
extern struct assessment *result;

int assessed_set_up(void **state);
int assessed_tear_down(void **state);

/* The device, of which there must be one. */
const struct device *only_device(void);

/* The device is offered a policy under key "T". */
void offer(int second);

/* What is concluded now of the device, of which there must be one. */
const struct assessment *assess(void);

/* Its state is that one. */
void state_is(enum device_state expected);

/* The finding of that code; NULL where there is none. */
const struct finding *finding(enum finding_code code);

/* There is such a finding, and its text has these words; there is none. */
void finds(enum finding_code code, const char *words);
void finds_not(enum finding_code code);

/* The device has an answer with that Status in its body. */
void tell_status(int second, enum command command, const char *status);

#endif
