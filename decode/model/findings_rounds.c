/*
 * Findings about rounds of provisioning: how they ended, rounds that go in
 * circles, policies offered again, and servers without a policy.
 */
#include "decode/model/findings.h"

#include <inttypes.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/rounds.h"
#include "decode/model/state.h"
#include "decode/model/status.h"

#define STATUS_NO_POLICY 2u

/* Rounds without a success in between that are a loop, and nanoseconds from
 * one turn of it to the next. */
#define LOOP_ROUNDS 3u
#define LOOP_PACE (60LL * 60 * 1000000000)
/* Nanoseconds that a device may take to acknowledge. */
#define PATIENCE (10LL * 60 * 1000000000)

/* Acknowledgements with this claim that were refused, or accepted. */
static struct evidence
acknowledged(
    const struct assessment *assessment, enum device_state claim, bool refused)
{
	struct evidence evidence = {.count = 0};

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->ack == NULL || round->outcome != claim ||
		    round->refused != refused)
			continue;
		if (!refused && !text_filled(round->final_key))
			continue;
		evidence_add(&evidence, provision_at(round->ack));
	}
	return evidence;
}

static void
add_acknowledged(const struct assessment *assessment, struct findings *findings,
    enum device_state claim, bool refused, enum finding_code code,
    unsigned status)
{
	struct evidence evidence = acknowledged(assessment, claim, refused);
	char room[TIMES_TEXT];

	if (evidence.count == 0)
		return;
	findings_add(findings, code, &evidence,
	    "The device acknowledged with Status %u (%s: it %s) %s, and the "
	    "server %s.",
	    status, status_name(STATUS_ACKNOWLEDGE, status),
	    claim == STATE_EXTERNAL
		? "is managed by another system"
		: status_meaning(STATUS_ACKNOWLEDGE, status),
	    times(evidence.count, room),
	    refused ? "refused that: it gave no lasting key"
		    : "accepted that: it gave a lasting key");
}

static void
outcomes(const struct assessment *assessment, struct findings *findings)
{
	static const struct {
		enum device_state claim;
		unsigned status;
		bool refused;
		enum finding_code code;
	} rows[] = {
	    {STATE_PARTIAL, 2, false, FINDING_PARTIAL_ACCEPTED},
	    {STATE_PARTIAL, 2, true, FINDING_PARTIAL_REFUSED},
	    {STATE_NOT_APPLIED, 3, true, FINDING_NOT_APPLIED_REFUSED},
	    {STATE_EXTERNAL, 4, false, FINDING_EXTERNAL_ACCEPTED},
	    {STATE_EXTERNAL, 4, true, FINDING_EXTERNAL_REFUSED},
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		add_acknowledged(assessment, findings, rows[i].claim,
		    rows[i].refused, rows[i].code, rows[i].status);
}

/* The device's first sign of life after a moment; frame 0 where none came. */
static struct moment
next_command(const struct device *device, struct moment after)
{
	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->command != COMMAND_PROVISION &&
		    moment_compare(event->at, after) > 0)
			return event->at;
	}
	return (struct moment){.frame = 0};
}

/* It did acknowledge, but out of sight: the body of the request was not seen,
 * or it was served later under a key that no exchange gave. */
static bool
acknowledged_unseen(const struct device *device, struct moment after)
{
	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (moment_compare(provision_at(entry), after) > 0 &&
		    acknowledges_unseen(entry, true))
			return true;
	}
	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->kind == EVENT_SUCCESS && event_with_key(event) &&
		    moment_compare(event->at, after) > 0 &&
		    !key_known(device, event->policy_key, event->at))
			return true;
	}
	return false;
}

static bool
same_policy(const struct policy *a, const struct policy *b)
{
	return a != NULL && b != NULL && a->complete && b->complete &&
	       strcmp(a->id, b->id) == 0;
}

static bool
served_between(
    const struct device *device, struct moment after, struct moment before)
{
	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->kind == EVENT_SUCCESS &&
		    moment_compare(event->at, after) > 0 &&
		    moment_compare(event->at, before) < 0)
			return true;
	}
	return false;
}

/* The device asked once more, say because the answer did not reach it, was
 * offered the same policy and acknowledged that. */
static bool
acknowledged_next(const struct device *device,
    const struct assessment *assessment, const struct round *round)
{
	const struct round *end = assessment->rounds + assessment->round_count;

	for (const struct round *next = round + 1; next < end; next++) {
		if (next->offer == NULL)
			continue;
		if (!same_policy(round->policy, next->policy))
			return false;
		if (next->ack != NULL)
			return !served_between(device,
			    provision_at(round->offer),
			    provision_at(next->offer));
	}
	return false;
}

static bool
left_open(const struct device *device, const struct assessment *assessment,
    const struct round *round)
{
	return round->offer != NULL && round->ack == NULL &&
	       !provision_orders_wipe(round->offer) &&
	       !acknowledged_next(device, assessment, round) &&
	       !acknowledged_unseen(device, provision_at(round->offer));
}

static const char *
why_given_up(const struct device *device, struct moment offered)
{
	if (next_command(device, offered).frame != 0)
		return "it went on with other commands";
	if (device->last_seen.time - offered.time >= PATIENCE)
		return "ten minutes and more passed";
	return "the capture shows nothing of it after that";
}

static void
never_acknowledged(const struct device *device,
    const struct assessment *assessment, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct round *last = NULL;
	char room[TIMES_TEXT];

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (!left_open(device, assessment, round))
			continue;
		last = round;
		evidence_add(&evidence, provision_at(round->offer));
	}
	if (last == NULL)
		return;
	findings_add(findings, FINDING_NEVER_ACKNOWLEDGED, &evidence,
	    "The device was offered a policy %s without acknowledging it; "
	    "after the last offer (temporary key %.*s) %s.%s",
	    times(evidence.count, room), TEXT_ARGUMENT(last->temporary_key),
	    why_given_up(device, provision_at(last->offer)),
	    device->incomplete_exchanges > 0
		? " Parts of its traffic are missing, the acknowledgement may "
		  "be among them."
		: "");
}

static void
refreshed(const struct assessment *assessment, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	const struct policy *accepted = NULL;
	char room[TIMES_TEXT];

	for (uint32_t i = 0; i < assessment->round_count; i++) {
		const struct round *round = &assessment->rounds[i];

		if (round->offer != NULL && i > 0 &&
		    !provision_orders_wipe(round->offer) &&
		    round->offer != assessment->rounds[i - 1].offer &&
		    same_policy(accepted, round->policy))
			evidence_add(&evidence, provision_at(round->offer));
		if (text_filled(round->final_key))
			accepted = round->policy;
	}
	if (evidence.count == 0)
		return;
	findings_add(findings, FINDING_REFRESHED, &evidence,
	    "A policy that the device had acknowledged was offered to it again "
	    "%s, with the same settings.",
	    times(evidence.count, room));
}

static void
no_policy(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (entry->phase == PHASE_DOWNLOAD &&
		    status_number(entry->response_policy_status) ==
			STATUS_NO_POLICY)
			evidence_add(&evidence, provision_at(entry));
	}
	if (evidence.count > 0)
		findings_add(findings, FINDING_NO_POLICY, &evidence,
		    "The server has no policy for this device (policy Status "
		    "%u %s); it may go on without one.",
		    STATUS_NO_POLICY,
		    status_name(STATUS_POLICY, STATUS_NO_POLICY));
}

/* Downloads and refusals since the last command that was carried out, or may
 * have been. */
struct circle {
	uint32_t downloads, refusals;
	uint32_t most;
	bool provisioned; /* since the last refusal */
	int64_t last;     /* turn */
	struct evidence now, worst;
};

static void
begin_anew(struct circle *circle)
{
	circle->downloads = circle->refusals = 0;
	circle->now = (struct evidence){.count = 0};
}

/* A day of quiet lies between two refreshes, not in a loop. */
static void
keep_pace(struct circle *circle, struct moment at)
{
	if (at.time - circle->last > LOOP_PACE)
		begin_anew(circle);
}

static void
turn(struct circle *circle, struct moment at)
{
	uint32_t rounds = circle->downloads > circle->refusals
			      ? circle->downloads
			      : circle->refusals;

	circle->last = at.time;
	evidence_add(&circle->now, at);
	if (rounds > circle->most) {
		circle->most = rounds;
		circle->worst = circle->now;
	}
}

/* Commands on several connections are refused together: that is one turn,
 * until the device provisioned again. */
static void
turn_by_event(struct circle *circle, const struct event *event)
{
	if (event->command == COMMAND_PROVISION)
		return;
	keep_pace(circle, event->at);
	if (event->kind == EVENT_SUCCESS || event->kind == EVENT_UNSEEN) {
		begin_anew(circle);
	} else if (event->kind == EVENT_REFUSED && circle->downloads > 0 &&
		   circle->provisioned) {
		circle->provisioned = false;
		circle->refusals++;
		turn(circle, event->at);
	}
}

/* A download that was only asked for credentials is repeated as it is. */
static void
turn_by_provision(struct circle *circle, const struct provision_entry *entry)
{
	circle->provisioned = true;
	if (entry->phase != PHASE_DOWNLOAD || entry->http_status == 401)
		return;
	keep_pace(circle, provision_at(entry));
	circle->downloads++;
	turn(circle, provision_at(entry));
}

static void
loop(const struct device *device, struct findings *findings)
{
	struct circle circle = {.most = 0};
	uint32_t e = 0;

	for (uint32_t p = 0; p < device->provision_count; p++) {
		const struct provision_entry *entry = &device->provisions[p];

		while (e < device->event_count &&
		       moment_compare(
			   device->events[e].at, provision_at(entry)) < 0)
			turn_by_event(&circle, &device->events[e++]);
		if (!provision_is_echo(device, p))
			turn_by_provision(&circle, entry);
	}
	while (e < device->event_count)
		turn_by_event(&circle, &device->events[e++]);
	if (circle.most >= LOOP_ROUNDS)
		findings_add(findings, FINDING_LOOP, &circle.worst,
		    "Provisioning goes in circles: %" PRIu32 " rounds in a "
		    "row without another command being carried out.",
		    circle.most);
}

void
findings_of_rounds(const struct device *device,
    const struct assessment *assessment, struct findings *findings)
{
	loop(device, findings);
	never_acknowledged(device, assessment, findings);
	outcomes(assessment, findings);
	refreshed(assessment, findings);
	no_policy(device, findings);
}
