/*
 * The ledger, see ledger.h: finds the device of an exchange and hands the
 * exchange to it, and keeps what belongs to the run as a whole.
 */
#include "decode/model/ledger.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/device.h"
#include "decode/model/devices.h"
#include "decode/model/enter.h"
#include "decode/model/evict.h"
#include "decode/model/history.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/orphans.h"
#include "decode/model/pending.h"
#include "decode/model/policies.h"
#include "decode/model/rounds.h"
#include "decode/model/watch.h"

/* A few servers serve all devices: their endpoints as text. */
#define SERVER_SLOTS 64u

struct server_name {
	struct endpoint endpoint;
	struct text name;
};

struct ledger {
	struct health health;
	struct strings *strings;
	struct keeper keeper;
	struct devices *devices;
	struct policies *policies;
	struct pending *pending;
	struct orphans *orphans;
	struct server_name servers[SERVER_SLOTS];
	struct encrypted_seen encrypted;
	uint32_t input_count, input_room;
	struct input_seen *inputs;
	struct input_seen spare_input; /* beyond the limit */
	uint64_t revision;
	const struct payload_reader *payloads;
	bool anonymized;
	struct wires *wires; /* NULL: nobody watches message by message */
};

struct ledger *
ledger_new(void)
{
	struct ledger *ledger = memory_get(1, sizeof(*ledger));

	ledger->strings = strings_new();
	ledger->keeper = (struct keeper){
	    ledger->strings, singles_new(), &ledger->health.limits_reached};
	ledger->devices = devices_new();
	ledger->policies = policies_new();
	ledger->pending = pending_new();
	ledger->orphans = orphans_new();
	return ledger;
}

void
ledger_free(struct ledger *ledger)
{
	if (ledger == NULL)
		return;
	for (uint32_t i = 0; i < ledger->input_count; i++)
		names_done(&ledger->inputs[i].link_types);
	names_done(&ledger->spare_input.link_types);
	free(ledger->inputs);
	wires_free(ledger->wires);
	orphans_free(ledger->orphans);
	pending_free(ledger->pending);
	policies_free(ledger->policies);
	devices_free(ledger->devices);
	singles_free(ledger->keeper.singles);
	strings_free(ledger->strings);
	free(ledger);
}

void
ledger_watch(struct ledger *ledger)
{
	if (ledger->wires == NULL)
		ledger->wires = wires_new();
}

const struct wire_seen *
ledger_wire(const struct ledger *ledger, uint64_t number)
{
	return ledger->wires == NULL ? NULL : wires_find(ledger->wires, number);
}

void
ledger_set_payload_reader(
    struct ledger *ledger, const struct payload_reader *reader)
{
	ledger->payloads = reader;
}

const struct payload_reader *
ledger_payload_reader(const struct ledger *ledger)
{
	return ledger->payloads;
}

void
ledger_set_anonymized(struct ledger *ledger)
{
	ledger->anonymized = true;
}

bool
ledger_anonymized(const struct ledger *ledger)
{
	return ledger->anonymized;
}

static struct text
server_text(struct ledger *ledger, const struct endpoint *server)
{
	unsigned hash = server->port;
	char text[ENDPOINT_TEXT];
	struct server_name *slot;

	for (size_t i = 0; i < sizeof(server->address); i++)
		hash = hash * 31 + server->address[i];
	slot = &ledger->servers[hash % SERVER_SLOTS];
	if (text_seen(slot->name) && endpoint_equal(&slot->endpoint, server))
		return slot->name;
	endpoint_format(server, text);
	slot->endpoint = *server;
	slot->name = keep(&ledger->keeper, text_from(text));
	return slot->name;
}

static const struct policy *
keep_policy(struct ledger *ledger, const struct observation *seen)
{
	if (seen->provision == NULL || seen->provision->policy == NULL ||
	    seen->command != COMMAND_PROVISION)
		return NULL;
	return policies_keep(
	    &ledger->keeper, ledger->policies, seen->provision->policy);
}

static void
note_offer(struct ledger *ledger, const struct device *device,
    const struct policy *policy, struct moment at)
{
	if (policy != NULL)
		policies_offered(ledger->policies, policy, at,
		    !device_was_offered(device, policy->id));
}

/* An exchange that names no device: nothing is invented, but its time may
 * come. */
static void
observe_nameless(struct ledger *ledger, const struct observation *seen)
{
	struct provision_entry entry;

	if (seen->is_options && seen->request.first.frame != 0) {
		pending_options(&ledger->keeper, ledger->pending, seen);
	} else if (seen->request.first.frame == 0 && seen->provision != NULL &&
		   text_filled(seen->provision->response_policy_key)) {
		entry = history_entry(
		    &ledger->keeper, seen, keep_policy(ledger, seen));
		if (!orphans_keep(ledger->orphans, &entry))
			ledger->health.limits_reached++;
	}
}

/* True where it was seen that the device was offered this key, and no answer
 * to that yet. */
static bool
has_open_offer(const struct device *device, struct text key)
{
	for (uint32_t i = device->provision_count; i-- > 0;) {
		const struct provision_entry *entry = &device->provisions[i];

		if (provision_offers(entry) &&
		    text_equal(text_trim(entry->response_policy_key), key))
			return true;
		if (entry->phase == PHASE_ACKNOWLEDGE &&
		    entry->http_status != 401 &&
		    text_equal(text_trim(entry->request_policy_key), key))
			return false;
	}
	return false;
}

/* A device that acknowledges a key was offered it: where that was not seen of
 * itself, an offer to nobody known may be it. */
static void
adopt_offer(struct ledger *ledger, struct device *device,
    const struct observation *seen)
{
	struct provision_entry *orphan;
	struct provision_entry offer;
	struct text key;

	if (seen->provision == NULL ||
	    !text_filled(seen->provision->request_policy_key) ||
	    policy_key_is_none(seen->provision->request_policy_key))
		return;
	key = text_trim(seen->provision->request_policy_key);
	orphan = orphans_find(
	    ledger->orphans, &seen->client, key, observation_at(seen).time);
	if (orphan == NULL || has_open_offer(device, key))
		return;
	offer = orphans_take(orphan);
	note_offer(ledger, device, offer.policy, offer.response);
	history_enter(&ledger->keeper, device, &offer);
}

/* A server that refuses a user's credentials answers neither of these; 449 and
 * 451 are for users it knows (MS-ASHTTP section 2.2.2). */
static bool
was_let_in(const struct observation *seen)
{
	return (seen->http_status >= 200 && seen->http_status < 300) ||
	       seen->http_status == 449 || seen->http_status == 451;
}

static void
observe_device(struct ledger *ledger, const struct observation *seen)
{
	struct device *device;
	const struct policy *policy;
	size_t before;

	device = devices_find(
	    &ledger->keeper, ledger->devices, seen->device_id, seen->user);
	if (device == NULL)
		return;
	device->let_in = device->let_in || was_let_in(seen);
	before = device_history_bytes(device);
	policy = keep_policy(ledger, seen);
	note_offer(ledger, device, policy, observation_at(seen));
	adopt_offer(ledger, device, seen);
	device_observe(&ledger->keeper, device, seen,
	    server_text(ledger, &seen->server), policy);
	if (ledger->wires != NULL)
		watch_exchange(
		    &ledger->keeper, ledger->wires, device, seen, policy);
	budget_change(BUDGET_HISTORY, before, device_history_bytes(device));
	if (budget_short(BUDGET_HISTORY))
		evict_history(ledger->devices, &ledger->health);
	pending_device(&ledger->keeper, ledger->pending, device, seen);
}

void
ledger_observe(struct ledger *ledger, const struct observation *seen)
{
	ledger->revision++;
	budget_keep_back(!was_let_in(seen));
	if (text_filled(seen->device_id))
		observe_device(ledger, seen);
	else
		observe_nameless(ledger, seen);
	budget_keep_back(false);
}

struct health *
ledger_health(struct ledger *ledger)
{
	ledger->revision++;
	return &ledger->health;
}

const struct health *
ledger_health_seen(const struct ledger *ledger)
{
	return &ledger->health;
}

struct input_seen *
ledger_add_input(struct ledger *ledger, struct text name)
{
	struct input_seen *input = &ledger->spare_input;

	ledger->revision++;
	if (ledger->input_count >= LIMIT_INPUTS) {
		ledger->health.limits_reached++;
		names_done(&input->link_types);
	} else {
		ledger->inputs = make_room(ledger->inputs, ledger->input_count,
		    &ledger->input_room, sizeof(*ledger->inputs));
		input = &ledger->inputs[ledger->input_count++];
	}
	*input = (struct input_seen){
	    .name = keep(&ledger->keeper, name), .complete = true};
	return input;
}

void
ledger_note_link_type(
    struct ledger *ledger, struct input_seen *input, const char *name)
{
	names_add(&ledger->keeper, &input->link_types, text_from(name));
	ledger->revision++;
}

void
ledger_input_problem(
    struct ledger *ledger, struct input_seen *input, const char *problem)
{
	input->complete = false;
	input->problem = keep(&ledger->keeper, text_from(problem));
	ledger->revision++;
}

size_t
ledger_input_count(const struct ledger *ledger)
{
	return ledger->input_count;
}

const struct input_seen *
ledger_input(const struct ledger *ledger, size_t index)
{
	return index < ledger->input_count ? &ledger->inputs[index] : NULL;
}

void
ledger_note_encrypted(
    struct ledger *ledger, const struct endpoint *server, struct moment at)
{
	struct encrypted_seen *seen = &ledger->encrypted;

	ledger->revision++;
	if (seen->connections++ == 0 || moment_compare(at, seen->first) < 0) {
		seen->first = at;
		seen->first_server = *server;
	}
}

const struct encrypted_seen *
ledger_encrypted(const struct ledger *ledger)
{
	return &ledger->encrypted;
}

size_t
ledger_device_count(const struct ledger *ledger)
{
	return devices_count(ledger->devices);
}

const struct device *
ledger_device(const struct ledger *ledger, size_t index)
{
	return devices_at(ledger->devices, index);
}

size_t
ledger_policy_count(const struct ledger *ledger)
{
	return policies_count(ledger->policies);
}

const struct policy_seen *
ledger_policy(const struct ledger *ledger, size_t index)
{
	return policies_row(ledger->policies, index);
}

uint64_t
ledger_revision(const struct ledger *ledger)
{
	return ledger->revision;
}
