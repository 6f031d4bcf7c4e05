/*
 * What enters the history of a device, see enter.h. Exchanges come nearly in
 * order, so places are searched from the end.
 */
#include "decode/model/enter.h"

#include <string.h>

#include "decode/model/forget.h"
#include "decode/model/history.h"
#include "decode/model/limits.h"

#define COMMON_STATUS 101u
#define STATUS_UNAUTHORIZED 401u

/* At the limit of either list. */
static void
forget_oldest(
    const struct keeper *keeper, struct device *device, struct moment cut)
{
	uint32_t forgotten = device->forgotten;

	forget_until(device, cut);
	*keeper->limits_reached += device->forgotten - forgotten;
}

static struct provision_entry *
open_provision(
    const struct keeper *keeper, struct device *device, struct moment at)
{
	uint32_t place;

	if (device->provision_count >= LIMIT_PROVISIONS)
		forget_oldest(keeper, device,
		    provision_at(
			&device->provisions[LIMIT_PROVISIONS / 4 - 1]));
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

void
history_enter(const struct keeper *keeper, struct device *device,
    const struct provision_entry *entry)
{
	*open_provision(keeper, device, provision_at(entry)) = *entry;
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

/* Every request of a device may be asked for credentials first: that fills the
 * list with what tells nothing of provisioning, and is counted with the HTTP
 * answers. The first 401 stays, and of the successes between them those that
 * do not only go on. */
static void
thin_events(struct device *device)
{
	uint32_t kept = 0;
	uint32_t p = 0;
	bool asked = false;
	bool provisioned = false; /* since the event that was kept last */

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];
		bool asks = event->kind == EVENT_HTTP &&
			    event->http_status == STATUS_UNAUTHORIZED;

		for (; p < device->provision_count &&
		       moment_compare(
			   provision_at(&device->provisions[p]), event->at) < 0;
		     p++)
			provisioned = true;
		if ((asks && asked) ||
		    (kept > 0 && !provisioned && may_go_on(event) &&
			goes_on(&device->events[kept - 1], event)))
			continue;
		asked |= asks;
		provisioned = false;
		device->events[kept++] = *event;
	}
	device->event_count = kept;
}

static void
make_event_room(const struct keeper *keeper, struct device *device)
{
	if (device->event_count >= LIMIT_EVENTS) {
		thin_events(device);
		if (device->event_count > LIMIT_EVENTS - LIMIT_EVENTS / 4)
			forget_oldest(keeper, device,
			    device->events[LIMIT_EVENTS / 4 - 1].at);
	}
	device->events = make_room(device->events, device->event_count,
	    &device->event_room, sizeof(*device->events));
}

static void
insert_event(
    const struct keeper *keeper, struct device *device, struct event event)
{
	uint32_t place;

	make_event_room(keeper, device);
	place = event_place(device, event.at);
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
	    .headers_seen = key_would_show(seen),
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
	insert_event(keeper, device, event);
}
