/*
 * Findings about what the server answered: Status codes that deny access or
 * tell of trouble, and HTTP refusals.
 */
#include "decode/model/findings.h"

#include <inttypes.h>
#include <stdio.h>

#include "decode/model/history.h"
#include "decode/model/rounds.h"
#include "decode/model/status.h"

#define FIRST_COMMON 101u
#define LAST_COMMON 199u

/* A wipe that waits and the demands to provision are told with the wipes and
 * the rounds. */
static bool
told_elsewhere(unsigned status)
{
	return status == 140 || (status >= 142 && status <= 144);
}

static enum finding_code
code_of_status(unsigned status)
{
	switch (status) {
	case 126:
	case 127:
	case 128:
	case 129:
	case 130:
	case 131:
	case 177:
		return FINDING_ACCESS_DENIED;
	case 139:
		return FINDING_PARTIAL_REFUSED;
	case 145:
		return FINDING_EXTERNAL_REFUSED;
	case 165:
		return FINDING_WANTS_INFORMATION;
	default:
		return FINDING_SERVER_STATUS;
	}
}

/* Where one common Status was seen, in answers of all commands. */
static struct evidence
evidence_of_status(const struct device *device, unsigned status)
{
	struct evidence evidence = {.count = 0};

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (status_number(entry->response_status) == status)
			evidence_add(&evidence, provision_at(entry));
	}
	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->status == status &&
		    event->command != COMMAND_PROVISION)
			evidence_add(&evidence, event->at);
	}
	return evidence;
}

static void
mark_statuses(const struct device *device, bool seen[LAST_COMMON + 1])
{
	for (uint32_t i = 0; i < device->provision_count; i++) {
		unsigned status =
		    status_number(device->provisions[i].response_status);

		if (status <= LAST_COMMON)
			seen[status] = true;
	}
	for (uint32_t i = 0; i < device->event_count; i++) {
		if (device->events[i].status <= LAST_COMMON)
			seen[device->events[i].status] = true;
	}
}

/* " (name)" of a code, "" for one without. */
#define NAME_TEXT 160

static const char *
name_of(enum status_scope scope, unsigned code, char room[NAME_TEXT])
{
	const char *name = status_name(scope, code);

	room[0] = '\0';
	if (*name != '\0')
		(void)snprintf(room, NAME_TEXT, " (%s)", name);
	return room;
}

/* " (name: meaning)" of a common Status, "" for one without. */
static const char *
words_of(unsigned status, char room[NAME_TEXT])
{
	room[0] = '\0';
	if (*status_name(STATUS_COMMON, status) != '\0')
		(void)snprintf(room, NAME_TEXT, " (%s: %s)",
		    status_name(STATUS_COMMON, status),
		    status_meaning(STATUS_COMMON, status));
	return room;
}

static void
statuses(const struct device *device, struct findings *findings)
{
	bool seen[LAST_COMMON + 1] = {false};
	char room[TIMES_TEXT];
	char words[NAME_TEXT];

	mark_statuses(device, seen);
	for (unsigned status = FIRST_COMMON; status <= LAST_COMMON; status++) {
		struct evidence evidence;

		if (!seen[status] || told_elsewhere(status))
			continue;
		evidence = evidence_of_status(device, status);
		if (evidence.count == 0)
			continue;
		findings_add(findings, code_of_status(status), &evidence,
		    "The server answered Status %u%s %s.", status,
		    words_of(status, words), times(evidence.count, room));
	}
}

/* Status below 101 other than success, of either level of a Provision answer;
 * those about no policy and wrong keys are findings of their own. */
static unsigned
policy_trouble(const struct provision_entry *entry, bool *top)
{
	unsigned status = status_number(entry->response_status);

	*top = true;
	if (entry->phase == PHASE_WIPE_ACKNOWLEDGE)
		return 0;
	if (status >= 2 && status < FIRST_COMMON && status != 5)
		return status;
	*top = false;
	status = status_number(entry->response_policy_status);
	return status == 3 || status == 4 ? status : 0;
}

static void
policy_problem(const struct device *device, struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	unsigned last = 0;
	bool top = false, last_top = false;
	char room[TIMES_TEXT];
	char name[NAME_TEXT];

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];
		unsigned status = policy_trouble(entry, &top);

		if (status == 0)
			continue;
		last = status;
		last_top = top;
		evidence_add(&evidence, provision_at(entry));
	}
	if (last != 0)
		findings_add(findings, FINDING_POLICY_PROBLEM, &evidence,
		    "The server could not give the policy %s, the last time "
		    "with %s %u%s.",
		    times(evidence.count, room),
		    last_top ? "Status" : "policy Status", last,
		    name_of(last_top ? STATUS_PROVISION : STATUS_POLICY, last,
			name));
}

static enum finding_code
code_of_http(uint16_t status)
{
	if (status == 451)
		return FINDING_MOVED;
	return status == 503 ? FINDING_THROTTLED : FINDING_HTTP_REFUSED;
}

/* Each HTTP status that refused something, once, by number. All answers are
 * counted, also those of events that had to be forgotten. */
static void
http_refusals(const struct device *device, const struct status_count *answers,
    struct findings *findings)
{
	struct evidence evidence = {.count = 0};
	struct text detail = TEXT_NOT_SEEN;
	char room[TIMES_TEXT];
	char name[NAME_TEXT];

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (event->kind != EVENT_HTTP ||
		    event->http_status != answers->status)
			continue;
		evidence_add(&evidence, event->at);
		if (text_filled(event->detail))
			detail = event->detail;
	}
	if (evidence.count == 0)
		return;
	findings_add(findings, code_of_http(answers->status), &evidence,
	    "The server answered HTTP %u%s %s%s%.*s.", answers->status,
	    name_of(STATUS_HTTP, answers->status, name),
	    times(answers->count, room), text_filled(detail) ? ": " : "",
	    (int)detail.length, text_filled(detail) ? detail.bytes : "");
}

void
findings_of_answers(const struct device *device, struct findings *findings)
{
	policy_problem(device, findings);
	statuses(device, findings);
	for (uint32_t i = 0; i < device->http_status_kinds; i++)
		http_refusals(device, &device->http_status[i], findings);
}
