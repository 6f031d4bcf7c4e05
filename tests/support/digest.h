/*
 * What a ledger says about devices, as text that two runs over the same
 * traffic must have in common: everything but times and frames.
 */
#ifndef EASLENS_TESTS_DIGEST_H
#define EASLENS_TESTS_DIGEST_H

#include "decode/model/ledger.h"

/* On the heap, for the caller to free. */
char *digest_of(const struct ledger *);

#endif
