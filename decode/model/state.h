/*
 * Where a device stands: the state that it last reported, its application
 * status, what the server lets it do, and its key.
 */
#ifndef EASLENS_MODEL_STATE_H
#define EASLENS_MODEL_STATE_H

#include "decode/model/assess.h"

/* Fills these fields of an assessment whose rounds are collected. */
void state_conclude(const struct device *, struct assessment *);

/* True where a Provision exchange up to this moment carried the key. */
bool key_known(const struct device *, struct text key, struct moment until);

/* True for a Provision exchange whose request body was not seen, but which is
 * an acknowledgement: its answer gives a key without a document; or, where an
 * offer is open, it came with a key other than 0. */
bool acknowledges_unseen(const struct provision_entry *, bool offered);

#endif
