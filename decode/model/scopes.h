/*
 * Rounds of provisioning as trials, grouped by what is taken for the same kind
 * of device: each device alone, or families by device type, operating system,
 * user agent, protocol version, in any choice.
 *
 * A round belongs to the agent and version of its acknowledgement, so that a
 * device that was updated is in two families, not in a mixed one. For the same
 * reason a device alone is a scope for each family that it was of.
 */
#ifndef EASLENS_MODEL_SCOPES_H
#define EASLENS_MODEL_SCOPES_H

#include "decode/model/inference.h"
#include "decode/model/ledger.h"

#define SCOPE_DEVICE 1u
#define SCOPE_TYPE 2u
#define SCOPE_OS 4u
#define SCOPE_AGENT 8u
#define SCOPE_VERSION 16u
#define SCOPE_FAMILY (SCOPE_TYPE | SCOPE_OS | SCOPE_AGENT | SCOPE_VERSION)

/* Not seen: nothing told it, or it was not asked for. */
struct family {
	struct text device_type, os, user_agent, protocol_version;
};

struct scope {
	struct family family;
	const struct device *device; /* of one device alone, else NULL */
	bool is_former;              /* … whose newest round is of another */
	uint32_t device_count;
	uint32_t trial_count;
	const struct trial *trials; /* by time */
};

struct scopes {
	uint32_t count;
	struct scope *items; /* by their first device, and its rounds */
	uint32_t trial_count;
	struct trial *trials; /* their `device` is an index of devices */
	uint32_t taken_count;
	const struct device **taken; /* all devices, in the order taken */
};

/* Collecting device by device, for whoever must not take long at a time: takes
 * rounds of one family alone where `only` is not NULL, whose texts must stay.
 * scopes_end() groups what was taken and frees the collector. */
struct scope_collector;
struct scope_collector *scopes_begin(unsigned parts, const struct family *only);
void scopes_take(struct scope_collector *, const struct device *);
struct scopes *scopes_end(struct scope_collector *);

/* The family of a device's newest round; of names not seen without a round. */
struct family family_of_device(const struct device *, unsigned parts);

/* Groups all rounds of the ledger by the parts that are asked for, devices in
 * its order; freed by scopes_free(). Nothing of it points to what the ledger
 * may move, so it stays good, of the state that was collected. */
struct scopes *scopes_collect(const struct ledger *, unsigned parts);

/* The rounds of one device that are of the family of its newest one: a single
 * scope, or none. */
struct scopes *scopes_of_device(const struct device *);
void scopes_free(struct scopes *);

#endif
