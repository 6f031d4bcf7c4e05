/*
 * What a policy asks of a device, setting by setting: a value may ask nothing,
 * and a setting has no effect while another one is off (MS-ASPROV 2.2.2).
 *
 * Where documents and devices disagree the answer is "in doubt": such a
 * setting is never cleared by a device that obeys, but may be what a device
 * refuses.
 */
#ifndef EASLENS_MODEL_DEMAND_H
#define EASLENS_MODEL_DEMAND_H

#include <stdbool.h>

#include "decode/model/policy.h"

/* Whether a setting of a policy asks something of a device: by its value, and
 * by what it depends on. */
enum demand policy_demand(const struct policy *, const struct policy_entry *);

/* True unless policy_demand() gives DEMAND_NOTHING. */
bool policy_demands(const struct policy *, const struct policy_entry *);

/* Whether the document itself says that a setting of it has no effect: what
 * the setting depends on is there with another value. */
bool policy_is_inactive(const struct policy *, const struct policy_entry *);

/* How much the first of two entries of the same setting asks, compared with
 * the second. A longer list of forbidden programs asks more, as a shorter one
 * of allowed programs does. */
enum strictness entry_compare(
    const struct policy_entry *, const struct policy_entry *);

/* The same for what a device is able to do, see setting_compare_ability(). */
enum strictness entry_compare_ability(
    const struct policy_entry *, const struct policy_entry *);

#endif
