/*
 * Collecting trials from the ledger, see scopes.h.
 */
#include "decode/model/scopes.h"

#include <stdlib.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/rounds.h"

/* The Status of a Policy that says "not the key I gave you". */
#define STATUS_WRONG_KEY 5u

/* A trial with the number of its scope, while they are grouped. */
struct placed {
	struct trial trial;
	uint32_t scope;
};

struct scope_collector {
	unsigned parts;
	bool limited; /* to this family */
	struct family only;
	uint32_t taken_room;
	struct scopes *scopes;
	uint32_t scope_room;
	uint32_t *last_device; /* + 1, of each scope */
	uint32_t last_room;
	uint32_t *slots; /* scope + 1 by family; 0: empty */
	uint32_t slot_count;
	uint32_t placed_count, placed_room;
	struct placed *placed;
};

/* What an acknowledgement says of the policy. One with a wrong key is about
 * another policy, or none. */
static unsigned
answer(const struct round *round)
{
	if (round->ack == NULL || provision_claim(round->ack) == STATE_UNKNOWN)
		return 0;
	if (status_number(round->ack->response_policy_status) ==
	    STATUS_WRONG_KEY)
		return 0;
	return status_number(round->ack->ack_status);
}

static struct trial
trial_of(const struct round *round, uint32_t device, uint32_t number)
{
	const struct provision_entry *first =
	    round->offer != NULL ? round->offer : round->ack;

	return (struct trial){
	    .policy = round->policy,
	    .ack = answer(round),
	    .device = device,
	    .round = number,
	    .download_frame =
		round->offer != NULL ? round->offer->response.frame : 0,
	    .ack_frame = round->ack != NULL ? round->ack->request.frame : 0,
	    .time = provision_at(first).time,
	};
}

static struct text
newest(const struct names *names)
{
	return names->count == 0 ? TEXT_NOT_SEEN
				 : names->items[names->count - 1];
}

/* The name at a place that an entry noted, else the newest one. */
static struct text
name_at(const struct names *names, uint8_t place)
{
	return place == 0 || place > names->count ? newest(names)
						  : names->items[place - 1];
}

static struct family
family_of(
    const struct device *device, const struct round *round, unsigned parts)
{
	const struct provision_entry *entry =
	    round->ack != NULL ? round->ack : round->offer;
	struct family family = {.device_type = TEXT_NOT_SEEN};

	if ((parts & SCOPE_TYPE) != 0)
		family.device_type = newest(&device->types);
	if ((parts & SCOPE_OS) != 0)
		family.os = device->information.os;
	if ((parts & SCOPE_AGENT) != 0)
		family.user_agent =
		    name_at(&device->user_agents, entry->user_agent);
	if ((parts & SCOPE_VERSION) != 0)
		family.protocol_version = name_at(
		    &device->protocol_versions, entry->protocol_version);
	return family;
}

static uint64_t
family_hash(const struct family *family)
{
	const struct text parts[] = {family->device_type, family->os,
	    family->user_agent, family->protocol_version};
	uint64_t hash = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		hash = hash * UINT64_C(0x100000001b3) ^ text_hash(parts[i]);
	return hash ^ hash >> 32;
}

static bool
same_family(const struct family *a, const struct family *b)
{
	return text_equal(a->device_type, b->device_type) &&
	       text_equal(a->os, b->os) &&
	       text_equal(a->user_agent, b->user_agent) &&
	       text_equal(a->protocol_version, b->protocol_version);
}

static uint32_t
open_scope(struct scope_collector *collector, const struct family *family,
    const struct device *device)
{
	struct scopes *scopes = collector->scopes;

	scopes->items = make_room(scopes->items, scopes->count,
	    &collector->scope_room, sizeof(*scopes->items));
	collector->last_device = make_room(collector->last_device,
	    scopes->count, &collector->last_room, sizeof(uint32_t));
	scopes->items[scopes->count] =
	    (struct scope){.family = *family, .device = device};
	collector->last_device[scopes->count] = 0;
	return scopes->count++;
}

static uint32_t
slot_of(const struct scope_collector *collector, const struct family *family)
{
	uint32_t slot = (uint32_t)family_hash(family);

	for (;; slot++) {
		uint32_t found;

		slot &= collector->slot_count - 1;
		found = collector->slots[slot];
		if (found == 0 ||
		    same_family(
			&collector->scopes->items[found - 1].family, family))
			return slot;
	}
}

static void
make_slots(struct scope_collector *collector)
{
	if (collector->scopes->count < collector->slot_count / 2)
		return;
	collector->slot_count =
	    collector->slot_count == 0 ? 64 : collector->slot_count * 2;
	free(collector->slots);
	collector->slots = memory_get(collector->slot_count, sizeof(uint32_t));
	for (uint32_t i = 0; i < collector->scopes->count; i++)
		collector->slots[slot_of(
		    collector, &collector->scopes->items[i].family)] = i + 1;
}

static uint32_t
scope_for(struct scope_collector *collector, const struct family *family)
{
	uint32_t slot;

	make_slots(collector);
	slot = slot_of(collector, family);
	if (collector->slots[slot] == 0)
		collector->slots[slot] =
		    open_scope(collector, family, NULL) + 1;
	return collector->slots[slot] - 1;
}

/* The same of one device alone, whose scopes begin at `first`. */
static uint32_t
own_scope(struct scope_collector *collector, uint32_t first,
    const struct family *family, const struct device *device)
{
	const struct scopes *scopes = collector->scopes;

	for (uint32_t i = first; i < scopes->count; i++) {
		if (same_family(&scopes->items[i].family, family))
			return i;
	}
	return open_scope(collector, family, device);
}

static void
place(struct scope_collector *collector, uint32_t scope,
    const struct trial *trial)
{
	struct scope *owner = &collector->scopes->items[scope];

	if (collector->last_device[scope] != trial->device + 1) {
		collector->last_device[scope] = trial->device + 1;
		owner->device_count++;
	}
	owner->trial_count++;
	collector->placed =
	    make_room(collector->placed, collector->placed_count,
		&collector->placed_room, sizeof(*collector->placed));
	collector->placed[collector->placed_count++] =
	    (struct placed){.trial = *trial, .scope = scope};
}

static bool
has_name(const struct names *names, struct text wanted)
{
	for (uint32_t i = 0; i < names->count; i++) {
		if (text_equal(names->items[i], wanted))
			return true;
	}
	return names->count == 0 && !text_seen(wanted);
}

/* False for a device none of whose rounds can be of the family: told without
 * working out its rounds. */
static bool
may_be_of(const struct scope_collector *collector, const struct device *device)
{
	const struct family *only = &collector->only;
	unsigned parts = collector->parts;

	return ((parts & SCOPE_TYPE) == 0 ||
		   text_equal(newest(&device->types), only->device_type)) &&
	       ((parts & SCOPE_OS) == 0 ||
		   text_equal(device->information.os, only->os)) &&
	       ((parts & SCOPE_AGENT) == 0 ||
		   has_name(&device->user_agents, only->user_agent)) &&
	       ((parts & SCOPE_VERSION) == 0 ||
		   has_name(
		       &device->protocol_versions, only->protocol_version));
}

void
scopes_take(struct scope_collector *collector, const struct device *device)
{
	struct assessment assessment = {.round_count = 0};
	struct scopes *scopes = collector->scopes;
	bool alone = (collector->parts & SCOPE_DEVICE) != 0;
	unsigned parts = alone ? SCOPE_FAMILY : collector->parts;
	uint32_t first = scopes->count;
	uint32_t index = scopes->taken_count;
	uint32_t scope = first;

	scopes->taken = make_room(scopes->taken, index, &collector->taken_room,
	    sizeof(*scopes->taken));
	scopes->taken[scopes->taken_count++] = device;
	if (device->provision_count == 0 ||
	    (collector->limited && !may_be_of(collector, device)))
		return;
	rounds_collect(device, &assessment);
	for (uint32_t i = 0; i < assessment.round_count; i++) {
		const struct round *round = &assessment.rounds[i];
		struct trial trial = trial_of(round, index, i + 1);
		struct family family = family_of(device, round, parts);

		if (collector->limited &&
		    !same_family(&family, &collector->only))
			continue;
		scope = alone ? own_scope(collector, first, &family, device)
			      : scope_for(collector, &family);
		place(collector, scope, &trial);
	}
	for (uint32_t i = first; alone && i < scopes->count; i++)
		scopes->items[i].is_former = i != scope;
	free(assessment.rounds);
}

static int
by_time(const void *a, const void *b)
{
	const struct trial *one = a;
	const struct trial *other = b;

	if (one->time != other->time)
		return one->time < other->time ? -1 : 1;
	if (one->device != other->device)
		return one->device < other->device ? -1 : 1;
	return (one->round > other->round) - (one->round < other->round);
}

struct scope_collector *
scopes_begin(unsigned parts, const struct family *only)
{
	struct scope_collector *collector = memory_get(1, sizeof(*collector));

	collector->parts = parts;
	collector->limited = only != NULL;
	if (only != NULL)
		collector->only = *only;
	collector->scopes = memory_get(1, sizeof(*collector->scopes));
	return collector;
}

/* Gives each scope its trials, in order of time. */
struct scopes *
scopes_end(struct scope_collector *collector)
{
	struct scopes *scopes = collector->scopes;
	uint32_t *next = memory_get(scopes->count, sizeof(*next));
	uint32_t at = 0;

	scopes->trial_count = collector->placed_count;
	scopes->trials =
	    memory_get(scopes->trial_count, sizeof(*scopes->trials));
	for (uint32_t i = 0; i < scopes->count; i++) {
		next[i] = at;
		scopes->items[i].trials = scopes->trials + at;
		at += scopes->items[i].trial_count;
	}
	for (uint32_t i = 0; i < collector->placed_count; i++) {
		const struct placed *placed = &collector->placed[i];

		scopes->trials[next[placed->scope]++] = placed->trial;
	}
	for (uint32_t i = 0; i < scopes->count; i++) {
		uint32_t count = scopes->items[i].trial_count;

		if (count > 0)
			qsort(scopes->trials + next[i] - count, count,
			    sizeof(*scopes->trials), by_time);
	}
	free(next);
	free(collector->placed);
	free(collector->slots);
	free(collector->last_device);
	free(collector);
	return scopes;
}

struct family
family_of_device(const struct device *device, unsigned parts)
{
	struct assessment assessment = {.round_count = 0};
	struct family family = {.device_type = TEXT_NOT_SEEN};

	rounds_collect(device, &assessment);
	if (assessment.round_count > 0)
		family = family_of(device,
		    &assessment.rounds[assessment.round_count - 1], parts);
	free(assessment.rounds);
	return family;
}

struct scopes *
scopes_collect(const struct ledger *ledger, unsigned parts)
{
	struct scope_collector *collector = scopes_begin(parts, NULL);

	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		scopes_take(collector, ledger_device(ledger, i));
	return scopes_end(collector);
}

struct scopes *
scopes_of_device(const struct device *device)
{
	const struct family family = family_of_device(device, SCOPE_FAMILY);
	struct scope_collector *collector = scopes_begin(SCOPE_DEVICE, &family);

	scopes_take(collector, device);
	return scopes_end(collector);
}

void
scopes_free(struct scopes *scopes)
{
	if (scopes == NULL)
		return;
	free(scopes->items);
	free(scopes->trials);
	free(scopes->taken);
	free(scopes);
}
