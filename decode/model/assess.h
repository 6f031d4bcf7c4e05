/*
 * What follows from what was seen of a device: its rounds of provisioning,
 * its state, and findings. Pure functions of the ledger: same observations,
 * same conclusions, in whatever order they came. Each conclusion can be
 * traced to the exchanges it rests on.
 *
 * The states and what moves between them are those of MS-ASPROV 3.1.5 and
 * 3.2.5: an offer (temporary key), an acknowledgement by the device (its
 * claim), the final key; a wipe order and its acknowledgement.
 */
#ifndef EASLENS_MODEL_ASSESS_H
#define EASLENS_MODEL_ASSESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/model/ledger.h"

/* What the device last reported. UNKNOWN: nothing that was captured tells. */
#define DEVICE_STATES(X)                                                       \
	X(STATE_UNKNOWN, "")                                                   \
	X(STATE_NOT_PROVISIONED, "not provisioned")                            \
	X(STATE_NOT_ACKNOWLEDGED, "not acknowledged")                          \
	X(STATE_FULL, "full")                                                  \
	X(STATE_PARTIAL, "partial")                                            \
	X(STATE_NOT_APPLIED, "not applied")                                    \
	X(STATE_EXTERNAL, "external")                                          \
	X(STATE_WIPE_REQUESTED, "wipe requested")                              \
	X(STATE_WIPED, "wiped")                                                \
	X(STATE_WIPE_FAILED, "wipe failed")                                    \
	X(STATE_ACCOUNT_WIPED, "account wiped")

enum device_state {
#define X(symbol, name) symbol,
	DEVICE_STATES(X)
#undef X
};

/* Exchange's words for the newest acknowledgement. */
#define APPLICATION_STATUSES(X)                                                \
	X(APPLICATION_UNKNOWN, "Unknown")                                      \
	X(APPLICATION_NOT_APPLIED, "NotApplied")                               \
	X(APPLICATION_IN_FULL, "AppliedInFull")                                \
	X(APPLICATION_PARTIALLY, "PartiallyApplied")                           \
	X(APPLICATION_EXTERNALLY, "ExternallyManaged")

enum application_status {
#define X(symbol, name) symbol,
	APPLICATION_STATUSES(X)
#undef X
};

/* Exchange's words for what the server lets the device do. */
#define ACCESS_STATES(X)                                                       \
	X(ACCESS_UNKNOWN, "Unknown")                                           \
	X(ACCESS_ALLOWED, "Allowed")                                           \
	X(ACCESS_BLOCKED, "Blocked")                                           \
	X(ACCESS_QUARANTINED, "Quarantined")                                   \
	X(ACCESS_DISCOVERY, "DeviceDiscovery")

enum access_state {
#define X(symbol, name) symbol,
	ACCESS_STATES(X)
#undef X
};

/* A download joined with its acknowledgement by the temporary key. Either
 * half may be unseen. */
struct round {
	const struct provision_entry *offer; /* NULL: not seen */
	const struct provision_entry *ack;   /* NULL: none seen */
	const struct policy *policy;         /* NULL: not seen */
	struct text temporary_key;
	struct text final_key;
	enum device_state outcome; /* full … external, not acknowledged */
	bool refused;              /* provision_turned_down() */
};

/* True where the server did not accept this acknowledgement: its answer was
 * read whole and has no key, or a Status that is not 1. */
bool provision_refused(const struct provision_entry *);

/* True where it judged it, and did not accept it. Not where it failed, ordered
 * a wipe or missed the right key: then it is not decided. */
bool provision_turned_down(const struct provision_entry *);

/* Severity and text of a finding. X(symbol, code, severity) */
#define FINDINGS(X)                                                            \
	X(FINDING_LOOP, "provision-loop", "warning")                           \
	X(FINDING_KEY_MISMATCH, "policy-key-mismatch", "warning")              \
	X(FINDING_NEVER_ACKNOWLEDGED, "never-acknowledged", "warning")         \
	X(FINDING_REFRESHED, "refreshed-unchanged", "info")                    \
	X(FINDING_PARTIAL_ACCEPTED, "partial-accepted", "info")                \
	X(FINDING_PARTIAL_REFUSED, "partial-refused", "warning")               \
	X(FINDING_NOT_APPLIED_REFUSED, "not-applied-refused", "warning")       \
	X(FINDING_EXTERNAL_ACCEPTED, "external-accepted", "info")              \
	X(FINDING_EXTERNAL_REFUSED, "external-refused", "warning")             \
	X(FINDING_NO_POLICY, "no-policy", "info")                              \
	X(FINDING_POLICY_PROBLEM, "policy-problem", "warning")                 \
	X(FINDING_WIPE_REQUESTED, "wipe-requested", "warning")                 \
	X(FINDING_WIPE_ACKNOWLEDGED, "wipe-acknowledged", "warning")           \
	X(FINDING_WIPE_FAILED, "wipe-failed", "warning")                       \
	X(FINDING_WANTS_INFORMATION, "device-information-required", "warning") \
	X(FINDING_TEMPORARY_KEY, "temporary-key-in-use", "warning")            \
	X(FINDING_ACCESS_DENIED, "access-denied", "warning")                   \
	X(FINDING_SERVER_STATUS, "server-status", "warning")                   \
	X(FINDING_HTTP_REFUSED, "http-refused", "info")                        \
	X(FINDING_MOVED, "moved", "info")                                      \
	X(FINDING_THROTTLED, "throttled", "warning")                           \
	X(FINDING_UNPROVISIONED_SERVED, "served-without-policy", "info")       \
	X(FINDING_BEFORE_CAPTURE, "provisioned-before-capture", "info")        \
	X(FINDING_OUT_OF_SIGHT, "provisioned-out-of-sight", "info")            \
	X(FINDING_MALFORMED_QUERY, "malformed-query", "warning")               \
	X(FINDING_CREDENTIALS, "credentials-in-clear", "warning")              \
	X(FINDING_HIDDEN, "hidden-by-gaps", "warning")                         \
	X(FINDING_SEEN_TWICE, "captured-twice", "info")                        \
	X(FINDING_FORGOTTEN, "history-forgotten", "warning")                   \
	X(FINDING_EVICTED, "memory-used-up", "warning")                        \
	X(FINDING_ENCRYPTED, "encrypted-traffic", "info")                      \
	X(FINDING_NOTHING_READABLE, "nothing-readable", "info")                \
	X(FINDING_TRUNCATED, "packets-truncated", "warning")                   \
	X(FINDING_GAPS, "gaps-in-capture", "warning")                          \
	X(FINDING_LIMITS, "limits-reached", "warning")                         \
	X(FINDING_DROPS, "kernel-drops", "warning")

enum finding_code {
#define X(symbol, code, severity) symbol,
	FINDINGS(X)
#undef X
};

const char *finding_name(enum finding_code);
const char *finding_severity(enum finding_code);
const char *state_name(enum device_state);
const char *application_name(enum application_status);
const char *access_name(enum access_state);
const char *phase_name(enum provision_phase);

/* `text` is made of our own words, numbers and names; captured bytes in it
 * are still escaped by whoever prints it. */
struct finding {
	enum finding_code code;
	char *text;
	uint32_t frame_count;
	uint64_t *frames;         /* rising, the first ones that were found */
	uint32_t frames_left_out; /* times that it was in others */
};

struct findings {
	uint32_t count;
	struct finding *items;
};

struct assessment {
	enum device_state state;
	enum device_state before_wipe; /* while a wipe is requested */
	enum application_status application;
	enum access_state access;
	struct text policy_key;      /* newest final key the server gave */
	const struct policy *policy; /* newest offered; NULL: not seen */
	uint32_t round_count;
	struct round *rounds; /* by time */
	struct findings findings;
};

/* Assesses one device; assessment_free() gives the memory back. The result
 * points into the ledger and is good until the ledger changes. */
struct assessment *assess_device(const struct device *);
void assessment_free(struct assessment *);

/* The state alone, at a fraction of the cost. */
enum device_state assess_state(const struct device *);

/* Findings about the capture as a whole; findings_done() frees them. */
void assess_capture(const struct ledger *, struct findings *);
void findings_done(struct findings *);

#endif
