/*
 * A lab for tests of the inference: policies written as text, trials of them,
 * and model devices that answer from nothing but what they do not support.
 */
#ifndef EASLENS_TESTS_LAB_H
#define EASLENS_TESTS_LAB_H

#include <stdbool.h>
#include <stdint.h>

#include "decode/model/suggestion.h"

struct lab;

struct lab *lab_new(void);
void lab_free(struct lab *);

/* A policy of "Name=value" parts with blanks between, good until lab_free();
 * "Name=[a,b]" is a list, and a last part "..." leaves the document cut. A
 * WAP document is made of parms. */
const struct policy *lab_policy(struct lab *, const char *parts);

/* The document of a suggestion, kept. */
const struct policy *lab_served(struct lab *, const struct suggestion *);

/* One more trial of device `device`, acknowledged so; frames are 10 and 20
 * times its number. */
void lab_trial(
    struct lab *, uint32_t device, const struct policy *, unsigned ack);

/* As lab_trial() for device 1 and a policy as text. */
void lab_try(struct lab *, const char *parts, unsigned ack);

/* What follows from the trials so far, good until the next call. */
const struct inference *lab_infer(struct lab *);
struct catalogue *lab_catalogue(struct lab *);
uint32_t lab_trials(const struct lab *);

/* The verdict of the last lab_infer() on "Name=value"; NULL: none. */
const struct conclusion *lab_support(const struct lab *, const char *part);

/* Its verdict's word; "" where there is none. */
const char *lab_word(struct lab *, const char *part);

/* A model device: a setting fails from a value on (NULL: with every value that
 * asks something). */
struct lab_device {
	bool fails[SETTING_COUNT];
	const char *from[SETTING_COUNT];
	bool minds_doubt; /* what is in doubt counts as asked */
};

bool lab_device_fails(const struct lab_device *, const struct policy_entry *);
unsigned lab_answer(const struct lab_device *, const struct policy *);

/* Small numbers, the same in every run. */
uint32_t lab_random(uint64_t *state, uint32_t below);

/* A value that asks something of a device, at random; NULL for lists. */
const char *lab_value(uint64_t *state, enum setting);

#endif
