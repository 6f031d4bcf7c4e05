/*
 * The history of one device, see history.h. Exchanges come nearly in order, so
 * places are searched from the end.
 */
#include "decode/model/history.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/forget.h"
#include "decode/model/limits.h"

#define COMMON_STATUS 101u
#define STATUS_WIPE_WAITS 140u
#define STATUS_KEY_WANTED 141u
#define STATUS_KEY_INVALID 144u

int
moment_compare(struct moment a, struct moment b)
{
	if (a.time != b.time)
		return a.time < b.time ? -1 : 1;
	return (a.frame > b.frame) - (a.frame < b.frame);
}

struct moment
observation_at(const struct observation *seen)
{
	return seen->request.first.frame != 0 ? seen->request.first
					      : seen->response.first;
}

struct moment
provision_at(const struct provision_entry *entry)
{
	return entry->request.frame != 0 ? entry->request : entry->response;
}

bool
policy_key_is_none(struct text key)
{
	if (!text_seen(key))
		return false;
	key = text_trim(key);
	return key.length == 0 || text_is(key, "0");
}

uint16_t
observation_status(const struct observation *seen)
{
	uint64_t status;

	if (!text_number(text_trim(seen->body_status), UINT16_MAX, &status))
		return 0;
	return (uint16_t)status;
}

/* Up to 12.1 a refusal is an HTTP status, later it may be in the body. */
static bool
refuses_by_http(const struct observation *seen)
{
	return text_is(seen->protocol_version, "2.5") ||
	       (seen->protocol_version.length > 3 &&
		   memcmp(seen->protocol_version.bytes, "12.", 3) == 0);
}

bool
observation_served(const struct observation *seen)
{
	if (seen->http_status != 200)
		return false;
	if (text_seen(seen->body_status))
		return observation_status(seen) < COMMON_STATUS;
	return seen->response.complete || refuses_by_http(seen);
}

bool
event_without_key(const struct event *event)
{
	if (event->command == COMMAND_PING ||
	    event->command == COMMAND_AUTODISCOVER)
		return false;
	if (text_seen(event->policy_key))
		return policy_key_is_none(event->policy_key);
	return event->headers_seen;
}

bool
event_with_key(const struct event *event)
{
	return text_seen(event->policy_key) &&
	       !policy_key_is_none(event->policy_key);
}

static struct provision_entry *
open_provision(
    const struct keeper *keeper, struct device *device, struct moment at)
{
	uint32_t place;

	if (device->provision_count >= LIMIT_PROVISIONS) {
		*keeper->limits_reached += LIMIT_PROVISIONS / 4;
		forget_provisions(device, LIMIT_PROVISIONS / 4);
	}
	device->provisions =
	    make_room(device->provisions, device->provision_count,
		&device->provision_room, sizeof(*device->provisions));
	place = device->provision_count++;
	while (place > 0 &&
	       moment_compare(
		   provision_at(&device->provisions[place - 1]), at) > 0) {
		device->provisions[place] = device->provisions[place - 1];
		place--;
	}
	return &device->provisions[place];
}

/* The two types of the specification need not be kept for every exchange. */
static struct text
keep_type(const struct keeper *keeper, struct text type)
{
	static const char *const types[] = {
	    "MS-EAS-Provisioning-WBXML", "MS-WAP-Provisioning-XML"};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (text_is(type, types[i]))
			return text_from(types[i]);
	}
	return keep(keeper, type);
}

/* The device's newest key comes again with nearly every request. */
static struct text
keep_bodies(const struct keeper *keeper, struct text key, struct text header)
{
	if (text_seen(key) && text_equal(key, header))
		return header;
	return keep(keeper, key);
}

static void
fill_bodies(const struct keeper *keeper, struct provision_entry *entry,
    const struct provision_seen *body)
{
	entry->phase = body->phase;
	entry->request_whole = body->request_whole;
	entry->response_whole = body->response_whole;
	entry->remote_wipe_requested = body->remote_wipe_requested;
	entry->account_only_remote_wipe_requested =
	    body->account_only_remote_wipe_requested;
	entry->policy_type = keep_type(keeper, body->policy_type);
	entry->request_policy_key = keep_bodies(
	    keeper, body->request_policy_key, entry->policy_key_header);
	entry->ack_status = keep(keeper, body->ack_status);
	entry->wipe_status = keep(keeper, body->wipe_status);
	entry->account_wipe_status = keep(keeper, body->account_wipe_status);
	entry->response_status = keep(keeper, body->response_status);
	entry->response_policy_status =
	    keep(keeper, body->response_policy_status);
	entry->response_policy_key = keep(keeper, body->response_policy_key);
}

struct provision_entry
history_entry(const struct keeper *keeper, const struct observation *seen,
    const struct policy *policy)
{
	size_t limits = strings_limits(keeper->strings);
	struct provision_entry entry = {
	    .request = seen->request.first,
	    .response = seen->response.first,
	    .connection = seen->connection,
	    .client = seen->client,
	    .http_status = (uint16_t)seen->http_status,
	    .phase = PHASE_OTHER,
	    .headers_seen = seen->request.headers_complete,
	    .query_malformed = seen->query_malformed,
	    .policy_key_header = seen->policy_key_is_parameter
				     ? TEXT_NOT_SEEN
				     : keep(keeper, seen->policy_key),
	    .policy = policy,
	};

	if (seen->provision != NULL)
		fill_bodies(keeper, &entry, seen->provision);
	/* A text that found no room is not seen, and neither is that it was
	 * not there. */
	if (strings_limits(keeper->strings) != limits)
		entry.headers_seen = entry.request_whole =
		    entry.response_whole = false;
	/* An answer that is not 200 need not be a document. */
	entry.complete = seen->request.complete && seen->response.complete &&
			 seen->provision != NULL && entry.request_whole &&
			 (entry.response_whole || entry.http_status != 200);
	return entry;
}

void
history_enter(const struct keeper *keeper, struct device *device,
    const struct provision_entry *entry)
{
	*open_provision(keeper, device, provision_at(entry)) = *entry;
}

bool
asks_to_provision(unsigned http_status, unsigned status)
{
	if (status >= COMMON_STATUS)
		return status >= STATUS_KEY_WANTED &&
		       status <= STATUS_KEY_INVALID;
	return http_status == 449;
}

const struct provision_entry *
newest_acknowledgement(const struct device *device)
{
	for (uint32_t i = device->provision_count; i > 0; i--) {
		if (text_filled(device->provisions[i - 1].ack_status))
			return &device->provisions[i - 1];
	}
	return NULL;
}

static bool
event_kind(const struct observation *seen, enum event_kind *kind)
{
	uint16_t status = observation_status(seen);

	if (asks_to_provision(seen->http_status, status))
		*kind = EVENT_REFUSED;
	else if (status >= COMMON_STATUS)
		*kind = EVENT_STATUS;
	else if (seen->http_status >= 300)
		*kind = EVENT_HTTP;
	else if (seen->command == COMMAND_PROVISION)
		return false;
	else
		*kind = observation_served(seen) ? EVENT_SUCCESS : EVENT_UNSEEN;
	return true;
}

/* The place after all events that are not later. */
static uint32_t
event_place(const struct device *device, struct moment at)
{
	uint32_t place = device->event_count;

	while (
	    place > 0 && moment_compare(device->events[place - 1].at, at) > 0)
		place--;
	return place;
}

/* True where no Provision exchange lies between two moments. */
static bool
nothing_between(
    const struct device *device, struct moment from, struct moment to)
{
	for (uint32_t i = device->provision_count; i > 0; i--) {
		struct moment at = provision_at(&device->provisions[i - 1]);

		if (moment_compare(at, from) < 0)
			return true;
		if (moment_compare(at, to) < 0)
			return false;
	}
	return true;
}

static bool
may_go_on(const struct event *event)
{
	return event->kind == EVENT_SUCCESS || event->kind == EVENT_UNSEEN;
}

static bool
same_key(const struct event *a, const struct event *b)
{
	return text_equal(a->policy_key, b->policy_key) &&
	       event_without_key(a) == event_without_key(b);
}

/* True where the second tells nothing that the first did not: an answer out
 * of sight adds nothing to a success either. */
static bool
goes_on(const struct event *first, const struct event *second)
{
	return (first->kind == second->kind ||
		   (first->kind == EVENT_SUCCESS &&
		       second->kind == EVENT_UNSEEN)) &&
	       same_key(first, second);
}

/* What goes on from the event before, or up to the one after, adds nothing but
 * an earlier moment. */
static bool
event_known(struct device *device, uint32_t place, const struct event *event)
{
	struct event *before = place > 0 ? &device->events[place - 1] : NULL;
	struct event *after =
	    place < device->event_count ? &device->events[place] : NULL;

	if (before != NULL && goes_on(before, event) &&
	    nothing_between(device, before->at, event->at))
		return true;
	if (after != NULL && after->kind == event->kind &&
	    same_key(after, event) &&
	    nothing_between(device, event->at, after->at)) {
		after->at = event->at;
		return true;
	}
	return false;
}

static void
insert_event(const struct keeper *keeper, struct device *device, uint32_t place,
    struct event event)
{
	if (device->event_count >= LIMIT_EVENTS) {
		uint32_t dropped = LIMIT_EVENTS / 4;

		forget_events(device, dropped);
		place = place > dropped ? place - dropped : 0;
		*keeper->limits_reached += dropped;
	}
	device->events = make_room(device->events, device->event_count,
	    &device->event_room, sizeof(*device->events));
	memmove(&device->events[place + 1], &device->events[place],
	    (device->event_count - place) * sizeof(*device->events));
	device->events[place] = event;
	device->event_count++;
}

void
history_event(const struct keeper *keeper, struct device *device,
    const struct observation *seen)
{
	struct moment at = observation_at(seen);
	struct event event = {.at = at,
	    .command = seen->command,
	    .http_status = (uint16_t)seen->http_status,
	    .status = observation_status(seen),
	    .headers_seen = seen->request.headers_complete,
	    .policy_key = seen->policy_key};
	uint32_t place;

	if (!event_kind(seen, &event.kind))
		return;
	place = event_place(device, at);
	if (may_go_on(&event) && event_known(device, place, &event))
		return;
	event.policy_key = keep(keeper, seen->policy_key);
	if (text_seen(event.policy_key) != text_seen(seen->policy_key))
		event.headers_seen = false;
	event.detail = keep(
	    keeper, seen->http_status == 451 ? seen->location : seen->throttle);
	insert_event(keeper, device, place, event);
}
