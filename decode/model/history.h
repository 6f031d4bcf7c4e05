/*
 * The history of one device: its Provision exchanges and the other remarkable
 * exchanges, each in order of time (enter.h).
 */
#ifndef EASLENS_MODEL_HISTORY_H
#define EASLENS_MODEL_HISTORY_H

#include <stdbool.h>

#include "decode/model/names.h"

/* Less than, equal to, greater than 0 by time, then by frame. */
int moment_compare(struct moment, struct moment);

/* Of the request, else of the response. */
struct moment observation_at(const struct observation *);
struct moment provision_at(const struct provision_entry *);

/* True for a key that says "I have none": empty or 0. Not for one that was
 * not seen. */
bool policy_key_is_none(struct text key);

/* Whether a policy key that was not seen was not sent. */
bool key_would_show(const struct observation *);

/* The Status under the root as a number; 0 where there is none. */
uint16_t observation_status(const struct observation *);

/* True for an answer that sends the device to provision: HTTP 449, or from
 * version 14 on Status 141 to 144. */
bool asks_to_provision(unsigned http_status, unsigned status);

/* The newest Provision exchange with an acknowledgement; NULL: none. */
const struct provision_entry *newest_acknowledgement(const struct device *);

/* What an answer with HTTP 200 has instead of what the command asks for: "empty
 * answer" or "no document"; "" where it lacks nothing, or nobody knows. */
const char *answer_lack(enum command, unsigned http_status, enum answer_body);

/* True where the answer shows that the command was carried out: 200 without a
 * refusing Status, in a body that was seen well enough to know. */
bool observation_served(const struct observation *);

/* True for an event whose request certainly carried no key or 0, of a command
 * that has to carry one. */
bool event_without_key(const struct event *);

/* True for a key other than 0 that was sent. */
bool event_with_key(const struct event *);

/* A Provision exchange as an entry; `policy` is the kept policy or NULL. */
struct provision_entry history_entry(
    const struct keeper *, const struct observation *, const struct policy *);

#endif
