/*
 * Where a device stands: the state that it last reported, its application
 * status, what the server lets it do, and its key.
 */
#ifndef EASLENS_MODEL_STATE_H
#define EASLENS_MODEL_STATE_H

#include "decode/model/assess.h"

/* Fills these fields of an assessment whose rounds are collected. */
void state_conclude(const struct device *, struct assessment *);

/* True for an event whose request certainly carried no key or 0, of a command
 * that has to carry one. */
bool event_without_key(const struct event *);

/* True for a key other than 0 that was sent. */
bool event_with_key(const struct event *);

/* True where a Provision exchange up to this moment carried the key. */
bool key_known(const struct device *, struct text key, struct moment until);

#endif
