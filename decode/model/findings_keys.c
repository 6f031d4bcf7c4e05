/*
 * Findings about policy keys: refused ones, temporary ones in use, keys from
 * before the capture, and devices that are served without one.
 */
#include "decode/model/findings.h"

#include <inttypes.h>

#include "decode/model/history.h"
#include "decode/model/rounds.h"
#include "decode/model/state.h"
#include "decode/model/status.h"

#define STATUS_WRONG_KEY 5u
#define STATUS_KEY_INVALID 144u

/* A Status that says "not this key", of either level. */
static unsigned
wrong_key_status(const struct provision_entry *entry)
{
	unsigned top = status_number(entry->response_status);

	if (entry->phase == PHASE_ACKNOWLEDGE &&
	    status_number(entry->response_policy_status) == STATUS_WRONG_KEY)
		return STATUS_WRONG_KEY;
	return top == STATUS_WRONG_KEY || top == STATUS_KEY_INVALID ? top : 0;
}

static void
acknowledged_wrong_key(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct provision_entry *last = NULL;
	char room[TIMES_TEXT];

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (wrong_key_status(entry) == 0)
			continue;
		last = entry;
		evidence_add(&evidence, provision_at(entry));
	}
	if (last == NULL)
		return;
	findings_add(findings, FINDING_KEY_MISMATCH, &evidence,
	    "The server refused the policy key of a Provision request %s, the "
	    "last time key %.*s with Status %u (%s).",
	    times(evidence.count, room),
	    TEXT_ARGUMENT(text_filled(last->request_policy_key)
			      ? last->request_policy_key
			      : text_trim(last->policy_key_header)),
	    wrong_key_status(last),
	    status_name(STATUS_POLICY, wrong_key_status(last)));
}

static void
commanded_wrong_key(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct event *last = NULL;
	char room[TIMES_TEXT];

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->status != STATUS_KEY_INVALID ||
		    event->command == COMMAND_PROVISION)
			continue;
		last = event;
		evidence_add(&evidence, event->at);
	}
	if (last == NULL)
		return;
	findings_add(findings, FINDING_KEY_MISMATCH, &evidence,
	    "The server refused the policy key of a command %s, the last time "
	    "key %.*s with Status %u (%s): the policy changed, or the key was "
	    "never this device's.",
	    times(evidence.count, room),
	    TEXT_ARGUMENT(text_trim(last->policy_key)), STATUS_KEY_INVALID,
	    status_name(STATUS_COMMON, STATUS_KEY_INVALID));
}

static bool
is_final_key(const struct assessment *assessment, struct text key)
{
	for (uint32_t i = 0; i < assessment->round_count; i++) {
		if (text_equal(assessment->rounds[i].final_key, text_trim(key)))
			return true;
	}
	return false;
}

/* A download, or what may be one, whose answer was not seen as far as the
 * key. */
static bool
may_have_offered(const struct provision_entry *entry)
{
	return (entry->phase == PHASE_DOWNLOAD ||
		   (entry->phase == PHASE_OTHER && !entry->request_whole)) &&
	       !text_filled(entry->response_policy_key) &&
	       (entry->http_status == 0 ||
		   (entry->http_status == 200 && !entry->response_whole));
}

static bool
offered_unseen(
    const struct device *device, struct moment after, struct moment before)
{
	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (may_have_offered(entry) &&
		    moment_compare(provision_at(entry), after) > 0 &&
		    moment_compare(provision_at(entry), before) < 0)
			return true;
	}
	return false;
}

/* A key that the server accepted was offered out of sight, where something is
 * out of sight: in gaps, or since the last offer was acknowledged. Not a key
 * that was given in sight, as a lasting one. */
static bool
offer_was_missed(const struct device *device,
    const struct assessment *assessment, const struct round *offered,
    const struct round *round)
{
	struct moment at = provision_at(round->ack);

	if (offered_unseen(device, provision_at(offered->offer), at))
		return true;
	return text_filled(round->final_key) &&
	       !is_final_key(assessment, round->temporary_key) &&
	       (device->incomplete_exchanges > 0 ||
		   (offered->ack != NULL &&
		       moment_compare(provision_at(offered->ack), at) < 0));
}

/* An acknowledgement of a key that no offer gave, although there was one. */
static void
acknowledged_other_key(const struct device *device,
    const struct assessment *assessment, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct round *last = NULL;
	const struct round *offered = NULL;

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->offer != NULL) {
			offered = round;
			continue;
		}
		if (offered == NULL || !text_filled(round->temporary_key) ||
		    wrong_key_status(round->ack) != 0 ||
		    offer_was_missed(device, assessment, offered, round))
			continue;
		last = round;
		evidence_add(&evidence, provision_at(round->ack));
	}
	/* The offer may be among what had to be forgotten. */
	if (last != NULL && device->forgotten == 0)
		findings_add(findings, FINDING_KEY_MISMATCH, &evidence,
		    "The device acknowledged key %.*s, which is not the "
		    "temporary key of any offer in the capture.",
		    TEXT_ARGUMENT(last->temporary_key));
}

static const struct round *
round_of_temporary_key(
    const struct assessment *assessment, const struct event *event)
{
	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->offer != NULL && text_filled(round->temporary_key) &&
		    text_equal(
			round->temporary_key, text_trim(event->policy_key)) &&
		    moment_compare(event->at, provision_at(round->offer)) > 0)
			return round;
	}
	return NULL;
}

static void
temporary_key(const struct device *device, const struct assessment *assessment,
    struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct event *last = NULL;

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->command == COMMAND_PROVISION ||
		    !event_with_key(event) ||
		    /* A server may give it again as the lasting one. */
		    is_final_key(assessment, event->policy_key) ||
		    round_of_temporary_key(assessment, event) == NULL)
			continue;
		last = event;
		evidence_add(&evidence, event->at);
	}
	if (last != NULL)
		findings_add(findings, FINDING_TEMPORARY_KEY, &evidence,
		    "The device sent %s with the temporary key %.*s, which is "
		    "good for the acknowledgement only.",
		    command_name(last->command)[0] == '\0'
			? "a command"
			: command_name(last->command),
		    TEXT_ARGUMENT(text_trim(last->policy_key)));
}

static void
before_capture(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct event *first =
	    device->event_count > 0 ? device->events : NULL;

	if (first == NULL || device->forgotten > 0 || !event_with_key(first) ||
	    (device->provision_count > 0 &&
		moment_compare(provision_at(device->provisions), first->at) <
		    0))
		return;
	evidence_add(&evidence, first->at);
	findings_add(findings, FINDING_BEFORE_CAPTURE, &evidence,
	    "The device held policy key %.*s before any provisioning that was "
	    "captured; what it had applied then is not known.",
	    TEXT_ARGUMENT(text_trim(first->policy_key)));
}

/* The newest Provision exchange before a moment; NULL: none. */
static const struct provision_entry *
provision_before(const struct device *device, struct moment at)
{
	const struct provision_entry *found = NULL;

	for (uint32_t i = 0; i < device->provision_count; i++) {
		if (moment_compare(provision_at(&device->provisions[i]), at) >=
		    0)
			break;
		found = &device->provisions[i];
	}
	return found;
}

/* Served under a key that no captured answer gave, nor one that is missing
 * behind an acknowledgement that was seen. */
static bool
key_from_nowhere(const struct device *device, const struct event *event)
{
	const struct provision_entry *before =
	    provision_before(device, event->at);

	if (key_known(device, event->policy_key, event->at))
		return false;
	return before == NULL ||
	       (before->phase != PHASE_ACKNOWLEDGE &&
		   before->phase != PHASE_OTHER) ||
	       text_filled(before->response_policy_key);
}

static void
out_of_sight(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	struct text last = TEXT_NOT_SEEN;
	struct text newest = TEXT_NOT_SEEN;

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];
		bool first =
		    i == 0 && provision_before(device, event->at) == NULL;

		if (!event_with_key(event) ||
		    text_equal(event->policy_key, last))
			continue;
		last = event->policy_key;
		/* What it held before the capture is told as that. */
		if (first || event->kind != EVENT_SUCCESS ||
		    !key_from_nowhere(device, event))
			continue;
		newest = event->policy_key;
		evidence_add(&evidence, event->at);
	}
	if (evidence.count == 0 || device->forgotten > 0)
		return;
	findings_add(findings, FINDING_OUT_OF_SIGHT, &evidence,
	    "The device was served under policy key %.*s, which no captured "
	    "exchange gave it: it was provisioned out of sight, and what it "
	    "said of its policy then is not known.",
	    TEXT_ARGUMENT(text_trim(newest)));
}

static void
served_without_key(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->kind == EVENT_SUCCESS && event_without_key(event))
			evidence_add(&evidence, event->at);
	}
	if (evidence.count > 0)
		findings_add(findings, FINDING_UNPROVISIONED_SERVED, &evidence,
		    "The server carried out commands that came without a "
		    "policy key: it does not insist on provisioning, or has "
		    "no policy for this user.");
}

void
findings_of_keys(const struct device *device,
    const struct assessment *assessment, struct findings *findings)
{
	acknowledged_wrong_key(device, findings);
	commanded_wrong_key(device, findings);
	acknowledged_other_key(device, assessment, findings);
	temporary_key(device, assessment, findings);
	before_capture(device, findings);
	out_of_sight(device, findings);
	served_without_key(device, findings);
}
