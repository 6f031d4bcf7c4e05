/*
 * Policies and facts of provisioning as JSON, the same in reports and events.
 */
#ifndef EASLENS_UI_JSON_POLICY_H
#define EASLENS_UI_JSON_POLICY_H

#include "decode/model/policy.h"
#include "ui/json.h"

/* What a Provision exchange said in text, and under which name: fields of
 * struct provision_seen and of struct provision_entry alike. */
/* clang-format off */
#define PROVISION_TEXTS(X)                                                     \
	X(policy_type)                                                         \
	X(request_policy_key)                                                  \
	X(ack_status)                                                          \
	X(response_status)                                                     \
	X(response_policy_status)                                              \
	X(response_policy_key)
/* clang-format on */

/* An endpoint as "10.0.0.1:80". */
void json_put_endpoint(struct json *, const char *key, const struct endpoint *);

/* What is known of a device by its own words; no member if nothing is. */
void json_put_information(struct json *, const struct information *);

/* Puts what a server ordered in one answer. Some servers repeat the order in
 * their answer to its acknowledgement: that is said, and is no new order. */
void json_put_orders(struct json *, enum provision_phase, bool wipe,
    bool account_wipe, bool all_seen);

/* Status of a wipe, whichever kind; the account's also under its own name. */
void json_put_wipe(
    struct json *, struct text device_status, struct text account_status);

/* The settings as an object; `key` may be NULL. Names come from our tables or
 * from the XML parser, so they are UTF-8; a policy has each name once. */
void json_settings(struct json *, const char *key, const struct policy *);

/* Names of the settings that were sent more than once, if there are any. */
void json_put_repeated(struct json *, const struct policy *);

#endif
