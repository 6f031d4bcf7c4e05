/*
 * Findings about wipes, and about how the exchanges of a device were made and
 * captured.
 */
#include "decode/model/findings.h"

#include <inttypes.h>

#include "decode/model/history.h"
#include "decode/model/rounds.h"

#define STATUS_WIPE_WAITS 140u

/* Wipes as the findings tell them. */
struct wipes {
	struct evidence wanted; /* orders, and where they are announced */
	struct evidence done, failed;
	uint32_t orders;
	bool account;      /* all orders: of the account only */
	bool account_done; /* of the account only */
};

static void
take_acknowledgement(const struct provision_entry *entry, struct wipes *wipes)
{
	unsigned whole = status_number(entry->wipe_status);
	unsigned account = status_number(entry->account_wipe_status);

	if (whole == 1 || account == 1) {
		evidence_add(&wipes->done, provision_at(entry));
		wipes->account_done = whole != 1;
	} else if (whole == 2 || account == 2) {
		evidence_add(&wipes->failed, provision_at(entry));
	}
}

static struct wipes
gather_wipes(const struct device *device)
{
	struct wipes wipes = {.account = true};

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (entry->phase == PHASE_WIPE_ACKNOWLEDGE) {
			take_acknowledgement(entry, &wipes);
		} else if (provision_orders_wipe(entry)) {
			evidence_add(&wipes.wanted, provision_at(entry));
			wipes.orders++;
			if (entry->remote_wipe_requested)
				wipes.account = false;
		}
	}
	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->status == STATUS_WIPE_WAITS)
			evidence_add(&wipes.wanted, event->at);
	}
	return wipes;
}

void
findings_of_wipes(const struct device *device, struct findings *findings)
{
	struct wipes wipes = gather_wipes(device);
	char room[TIMES_TEXT];

	if (wipes.orders > 0)
		findings_add(findings, FINDING_WIPE_REQUESTED, &wipes.wanted,
		    "The server ordered a wipe of %s, %s.",
		    wipes.account ? "the account and its data" : "the device",
		    times(wipes.orders, room));
	else if (wipes.wanted.count > 0)
		findings_add(findings, FINDING_WIPE_REQUESTED, &wipes.wanted,
		    "The server announced a wipe (Status %u) %s; whether of "
		    "the device or of the account was not seen.",
		    STATUS_WIPE_WAITS, times(wipes.wanted.count, room));
	if (wipes.done.count > 0)
		findings_add(findings, FINDING_WIPE_ACKNOWLEDGED, &wipes.done,
		    "The device acknowledged the wipe of %s: it says that it "
		    "carries it out.",
		    wipes.account_done ? "the account" : "all its data");
	if (wipes.failed.count > 0)
		findings_add(findings, FINDING_WIPE_FAILED, &wipes.failed,
		    "The device reported that it could not carry out the "
		    "wipe (Status 2), %s.",
		    times(wipes.failed.count, room));
}

static struct evidence
one(struct moment at, uint32_t count)
{
	struct evidence evidence = {.count = 0};

	if (at.frame != 0)
		evidence_add(&evidence, at);
	evidence.count = count;
	return evidence;
}

static void
seen_twice(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};

	for (uint32_t i = 0; i < device->provision_count; i++) {
		if (provision_is_echo(device, i))
			evidence_add(
			    &evidence, provision_at(&device->provisions[i]));
	}
	if (evidence.count > 0)
		findings_add(findings, FINDING_SEEN_TWICE, &evidence,
		    "%" PRIu32 " of its Provision exchanges %s captured on "
		    "both sides of a proxy; rounds count each once, commands "
		    "and answers as captured.",
		    evidence.count, evidence.count == 1 ? "was" : "were");
}

void
findings_of_exchanges(const struct device *device, struct findings *findings)
{
	struct evidence evidence;
	char room[TIMES_TEXT];

	if (device->malformed_queries > 0) {
		evidence = one(device->malformed_at, device->malformed_queries);
		findings_add(findings, FINDING_MALFORMED_QUERY, &evidence,
		    "The device sent a base64 query that does not follow "
		    "MS-ASHTTP %s; only its beginning could be read.",
		    times(evidence.count, room));
	}
	if (device->basic_credentials) {
		evidence = one(device->basic_at, 1);
		findings_add(findings, FINDING_CREDENTIALS, &evidence,
		    "User name and password cross the network unencrypted "
		    "(HTTP Basic without TLS at this place).");
	}
	seen_twice(device, findings);
	if (device->forgotten > 0)
		findings_add(findings, FINDING_FORGOTTEN, NULL,
		    "%" PRIu32 " older entries of its history had to be "
		    "forgotten; what they showed counts as not seen.",
		    device->forgotten);
	if (device->incomplete_exchanges > 0) {
		evidence =
		    one(device->incomplete_at, device->incomplete_exchanges);
		findings_add(findings, FINDING_HIDDEN, &evidence,
		    "%" PRIu32 " of its exchanges %s not captured whole; "
		    "other provisioning may be hidden there.",
		    evidence.count, evidence.count == 1 ? "was" : "were");
	}
}
