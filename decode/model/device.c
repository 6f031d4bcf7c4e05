/*
 * One device of the ledger, see device.h.
 */
#include "decode/model/device.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/enter.h"
#include "decode/model/history.h"
#include "decode/model/limits.h"

void
device_init(const struct keeper *keeper, struct device *device, struct text id,
    struct text user)
{
	*device =
	    (struct device){.id = keep(keeper, id), .user = keep(keeper, user)};
}

void
device_done(struct device *device)
{
	budget_change(BUDGET_HISTORY, device_history_bytes(device), 0);
	names_done(&device->types);
	names_done(&device->user_agents);
	names_done(&device->protocol_versions);
	names_done(&device->servers);
	names_done(&device->unknown_commands);
	free(device->http_status);
	free(device->provisions);
	free(device->exchanges);
	free(device->events);
	free(device->forgotten_policies);
}

static void
earliest(struct moment *kept, struct moment at)
{
	if (at.frame != 0 &&
	    (kept->frame == 0 || moment_compare(at, *kept) < 0))
		*kept = at;
}

static void
latest(struct moment *kept, struct moment at)
{
	if (at.frame != 0 &&
	    (kept->frame == 0 || moment_compare(at, *kept) > 0))
		*kept = at;
}

void
device_seen_at(struct device *device, struct moment first, struct moment last)
{
	earliest(&device->first_seen, first);
	latest(&device->last_seen, last);
}

static struct status_count *
status_row(const struct keeper *keeper, struct device *device, uint16_t status)
{
	uint32_t place = 0;

	while (place < device->http_status_kinds &&
	       device->http_status[place].status < status)
		place++;
	if (place < device->http_status_kinds &&
	    device->http_status[place].status == status)
		return &device->http_status[place];
	if (device->http_status_kinds >= LIMIT_NAMES_PER_DEVICE) {
		++*keeper->limits_reached;
		return NULL;
	}
	device->http_status =
	    make_room(device->http_status, device->http_status_kinds,
		&device->http_status_room, sizeof(*device->http_status));
	memmove(&device->http_status[place + 1], &device->http_status[place],
	    (device->http_status_kinds - place) * sizeof(*device->http_status));
	device->http_status[place] = (struct status_count){status, 0};
	device->http_status_kinds++;
	return &device->http_status[place];
}

static void
drop_empty_status(struct device *device, struct status_count *row)
{
	uint32_t place = (uint32_t)(row - device->http_status);

	if (row->count != 0)
		return;
	device->http_status_kinds--;
	memmove(
	    row, row + 1, (device->http_status_kinds - place) * sizeof(*row));
}

static void
count_status(const struct keeper *keeper, struct device *device,
    unsigned http_status, int amount)
{
	struct status_count *row;

	if (http_status == 0 || http_status > UINT16_MAX)
		return;
	row = status_row(keeper, device, (uint16_t)http_status);
	if (row == NULL)
		return;
	if (amount > 0)
		row->count++;
	else if (row->count > 0)
		row->count--;
	drop_empty_status(device, row);
}

void
device_count_options(const struct keeper *keeper, struct device *device,
    unsigned http_status, int amount)
{
	if (amount > 0)
		device->options_requests++;
	else if (device->options_requests > 0)
		device->options_requests--;
	count_status(keeper, device, http_status, amount);
}

static void
note_field(const struct keeper *keeper, struct text *field, struct text value,
    bool newest)
{
	if (text_filled(value) && (newest || !text_filled(*field)))
		*field = keep(keeper, value);
}

/* Newest value of each field; an older exchange fills what is missing. */
static void
note_information(const struct keeper *keeper, struct device *device,
    const struct observation *seen)
{
	struct moment at = observation_at(seen);
	struct information *known = &device->information;
	bool newest = moment_compare(at, device->information_at) >= 0;

	if (seen->information == NULL)
		return;
#define X(field, element)                                                      \
	note_field(keeper, &known->field, seen->information->field, newest);
	INFORMATION(X)
#undef X
	if (newest)
		device->information_at = at;
}

static void
note_command(const struct keeper *keeper, struct device *device,
    const struct observation *seen)
{
	assert((unsigned)seen->command < COMMAND_COUNT);
	device->commands[seen->command]++;
	if (seen->command == COMMAND_UNKNOWN)
		names_add(
		    keeper, &device->unknown_commands, seen->command_name);
}

/* Ping and Autodiscover need not carry a key, and the first Provision request
 * of a device that has one may leave it out. */
static bool
key_expected(const struct observation *seen)
{
	return seen->command != COMMAND_PING &&
	       seen->command != COMMAND_AUTODISCOVER &&
	       seen->command != COMMAND_PROVISION;
}

static void
note_key(struct device *device, const struct observation *seen)
{
	if (text_seen(seen->policy_key) &&
	    !policy_key_is_none(seen->policy_key))
		device->sent_a_key = true;
	else if (key_would_show(seen) && key_expected(seen))
		device->sent_no_key = true;
}

static void
note_condition(struct device *device, const struct observation *seen)
{
	struct moment at = observation_at(seen);

	if (seen->basic_credentials) {
		device->basic_credentials = true;
		earliest(&device->basic_at, at);
	}
	if (!seen->request.complete || !seen->response.complete) {
		device->incomplete_exchanges++;
		earliest(&device->incomplete_at, at);
	}
	if (seen->query_malformed) {
		device->malformed_queries++;
		earliest(&device->malformed_at, at);
	}
}

static void
note_names(const struct keeper *keeper, struct device *device,
    const struct observation *seen, struct text server)
{
	names_add(keeper, &device->types, seen->device_type);
	names_add(keeper, &device->protocol_versions, seen->protocol_version);
	names_add(keeper, &device->servers, server);
	if (!seen->is_options)
		names_add(keeper, &device->user_agents, seen->user_agent);
}

static struct moment
newest_of(const struct observation *seen)
{
	struct moment last = seen->request.last;

	latest(&last, seen->request.first);
	latest(&last, seen->response.first);
	latest(&last, seen->response.last);
	return last;
}

static void
observe_post(const struct keeper *keeper, struct device *device,
    const struct observation *seen, const struct policy *policy)
{
	if (seen->request.first.frame != 0) {
		note_command(keeper, device, seen);
		note_key(device, seen);
	}
	note_information(keeper, device, seen);
	if (seen->command == COMMAND_PROVISION) {
		struct provision_entry entry =
		    history_entry(keeper, seen, policy);

		entry.user_agent =
		    names_place(&device->user_agents, seen->user_agent);
		entry.protocol_version = names_place(
		    &device->protocol_versions, seen->protocol_version);
		history_enter(keeper, device, &entry);
	} else if (observation_served(seen)) {
		latest(&device->last_success, seen->response.first);
	}
	history_event(keeper, device, seen);
}

void
device_observe(const struct keeper *keeper, struct device *device,
    const struct observation *seen, struct text server,
    const struct policy *policy)
{
	device_seen_at(device, observation_at(seen), newest_of(seen));
	device->anonymized |= seen->anonymized;
	note_names(keeper, device, seen, server);
	note_condition(device, seen);
	if (!seen->is_options) {
		count_status(keeper, device, seen->http_status, 1);
		observe_post(keeper, device, seen, policy);
	} else if (seen->request.first.frame != 0) {
		device_count_options(keeper, device, seen->http_status, 1);
	}
}

size_t
device_history_bytes(const struct device *device)
{
	return device->provision_room * sizeof(*device->provisions) +
	       device->event_room * sizeof(*device->events) +
	       device->exchange_room * sizeof(*device->exchanges) +
	       device->forgotten_policy_room *
		   sizeof(*device->forgotten_policies);
}

bool
device_was_offered(const struct device *device, const char *policy_id)
{
	for (uint32_t i = device->provision_count; i > 0; i--) {
		const struct policy *policy = device->provisions[i - 1].policy;

		if (policy != NULL && strcmp(policy->id, policy_id) == 0)
			return true;
	}
	for (uint32_t i = 0; i < device->forgotten_policy_count; i++) {
		if (strcmp(device->forgotten_policies[i]->id, policy_id) == 0)
			return true;
	}
	return false;
}
