/*
 * Rounds of provisioning: a download joined with its acknowledgement by the
 * temporary key (MS-ASPROV 3.1.5.1).
 */
#ifndef EASLENS_MODEL_ROUNDS_H
#define EASLENS_MODEL_ROUNDS_H

#include "decode/model/assess.h"

/* Fills `rounds` and `round_count`; the caller frees `rounds`. */
void rounds_collect(const struct device *, struct assessment *);

/* True for an answer that offers a policy: its document, or Status 1 of the
 * policy, to a request that is no acknowledgement. */
bool provision_offers(const struct provision_entry *);

/* True for an answer that orders a wipe of the device or of the account. */
bool provision_orders_wipe(const struct provision_entry *);

/* True where the exchange at that place of the device's is another one as a
 * proxy sent it on, captured on both its sides: it tells nothing new. */
bool provision_is_echo(const struct device *, uint32_t place);

/* What an acknowledgement claims; UNKNOWN where it was not seen. */
enum device_state provision_claim(const struct provision_entry *);

/* A Status as a number; 0 where it was not seen or is none. */
unsigned status_number(struct text);

#endif
