/*
 * All devices, see devices.h. One hash table by id and user, and one by id
 * alone that gives the first device of a chain with the same id. Slots hold
 * the hash and the number of a device plus one.
 */
#include "decode/model/devices.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/device.h"
#include "decode/model/history.h"
#include "decode/model/keyed.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define FIRST_SLOTS 16u
#define MEMBERS_PER_BLOCK 32u
/* Bytes that a device costs in all: itself, its slots and places in lists. */
#define MEMBER_BYTES (sizeof(struct member) + 6 * sizeof(struct slot))

struct slot {
	uint32_t hash;
	uint32_t device; /* number + 1; 0: free */
};

struct member {
	struct device device;
	uint32_t id_hash;
	uint32_t user_hash; /* of id and user */
	bool another;       /* of the same id was there before */
};

struct block {
	struct block *next;
	struct member members[MEMBERS_PER_BLOCK];
};

struct devices {
	struct block *blocks; /* the newest first */
	uint32_t count, room;
	struct member **members; /* in order of creation */
	struct member **order;   /* by first appearance */
	uint32_t ordered;        /* members in `order` */
	size_t slot_count;       /* a power of two, of both tables */
	size_t used;             /* of by_user, forgotten keys too */
	struct slot *by_user;
	struct slot *by_id; /* the first device of each id */
};

struct devices *
devices_new(void)
{
	struct devices *devices = memory_get(1, sizeof(*devices));

	devices->slot_count = FIRST_SLOTS;
	devices->by_user = memory_get(FIRST_SLOTS, sizeof(struct slot));
	devices->by_id = memory_get(FIRST_SLOTS, sizeof(struct slot));
	return devices;
}

void
devices_free(struct devices *devices)
{
	if (devices == NULL)
		return;
	for (uint32_t i = 0; i < devices->count; i++)
		device_done(&devices->members[i]->device);
	budget_change(BUDGET_LASTING, devices->count * MEMBER_BYTES, 0);
	while (devices->blocks != NULL) {
		struct block *block = devices->blocks;

		devices->blocks = block->next;
		free(block);
	}
	free(devices->members);
	free(devices->order);
	free(devices->by_user);
	free(devices->by_id);
	free(devices);
}

static uint32_t
fold_hash(uint64_t hash)
{
	return (uint32_t)(hash ^ hash >> 32);
}

static uint32_t
with_user(uint32_t id_hash, struct text user)
{
	if (!text_seen(user))
		return id_hash;
	return (id_hash ^ fold_hash(keyed_hash(user.bytes, user.length))) *
	       0x9e3779b1u;
}

/* The slot of that key, or the free one where it belongs. A NULL user asks
 * for the id alone. */
static struct slot *
find_slot(const struct devices *devices, struct slot *slots, uint32_t hash,
    struct text id, const struct text *user)
{
	size_t mask = devices->slot_count - 1;

	for (size_t i = hash & mask;; i = (i + 1) & mask) {
		struct slot *slot = &slots[i];
		const struct device *device;

		if (slot->device == 0)
			return slot;
		if (slot->hash != hash)
			continue;
		device = &devices->members[slot->device - 1]->device;
		if (text_equal_nocase(device->id, id) &&
		    (user == NULL || text_equal(device->user, *user)))
			return slot;
	}
}

static void
enter(struct devices *devices, uint32_t number)
{
	struct member *member = devices->members[number];
	struct device *device = &member->device;
	struct slot *slot = find_slot(devices, devices->by_user,
	    member->user_hash, device->id, &device->user);

	if (slot->device == 0)
		devices->used++;
	*slot = (struct slot){member->user_hash, number + 1};
	slot = find_slot(
	    devices, devices->by_id, member->id_hash, device->id, NULL);
	if (slot->device == 0)
		*slot = (struct slot){member->id_hash, number + 1};
}

static void
double_slots(struct devices *devices)
{
	free(devices->by_user);
	free(devices->by_id);
	devices->slot_count *= 2;
	devices->used = 0;
	devices->by_user = memory_get(devices->slot_count, sizeof(struct slot));
	devices->by_id = memory_get(devices->slot_count, sizeof(struct slot));
	for (uint32_t i = 0; i < devices->count; i++)
		enter(devices, i);
}

static struct member *
new_member(struct devices *devices)
{
	uint32_t place = devices->count % MEMBERS_PER_BLOCK;

	if (place == 0) {
		struct block *block = memory_get(1, sizeof(*block));

		block->next = devices->blocks;
		devices->blocks = block;
	}
	return &devices->blocks->members[place];
}

/* A name that finds no room would be another name. */
static bool
can_keep(const struct keeper *keeper, struct text name)
{
	return !text_seen(name) || text_seen(keep(keeper, name));
}

static struct device *
add(const struct keeper *keeper, struct devices *devices, struct text id,
    struct text user, uint32_t id_hash)
{
	struct member *member;

	if (devices->count >= LIMIT_DEVICES ||
	    !budget_fits(BUDGET_LASTING, MEMBER_BYTES)) {
		++*keeper->limits_reached;
		return NULL;
	}
	if (!can_keep(keeper, id) || !can_keep(keeper, user))
		return NULL;
	budget_change(BUDGET_LASTING, 0, MEMBER_BYTES);
	member = new_member(devices);
	device_init(keeper, &member->device, id, user);
	member->id_hash = id_hash;
	member->user_hash = with_user(id_hash, user);
	devices->members = make_room(devices->members, devices->count,
	    &devices->room, sizeof(struct member *));
	devices->members[devices->count++] = member;
	enter(devices, devices->count - 1);
	if (devices->used > devices->slot_count / 4 * 3)
		double_slots(devices);
	return &member->device;
}

/* The device without user becomes this user's; its old key is forgotten when
 * the table grows. */
static struct device *
adopt(const struct keeper *keeper, struct devices *devices, uint32_t number,
    struct text user)
{
	struct member *member = devices->members[number];

	if (!can_keep(keeper, user))
		return &member->device;
	member->device.user = keep(keeper, user);
	member->user_hash = with_user(member->id_hash, user);
	enter(devices, number);
	if (devices->used > devices->slot_count / 4 * 3)
		double_slots(devices);
	return &member->device;
}

/* What is kept of a name. Another that differs behind that is the same. */
static struct text
kept_part(const struct keeper *keeper, struct text name)
{
	if (name.length <= LIMIT_STRING)
		return name;
	++*keeper->limits_reached;
	return text_over(name.bytes, LIMIT_STRING);
}

struct device *
devices_find(const struct keeper *keeper, struct devices *devices,
    struct text id, struct text user)
{
	uint32_t id_hash;
	struct text nobody = TEXT_NOT_SEEN;
	const struct slot *slot;
	struct member *first;

	id = kept_part(keeper, id);
	user = kept_part(keeper, user);
	id_hash = fold_hash(keyed_hash_nocase(id.bytes, id.length));
	slot = find_slot(
	    devices, devices->by_user, with_user(id_hash, user), id, &user);
	if (slot->device != 0)
		return &devices->members[slot->device - 1]->device;
	slot = find_slot(devices, devices->by_id, id_hash, id, NULL);
	if (slot->device == 0)
		return add(keeper, devices, id, user, id_hash);
	first = devices->members[slot->device - 1];
	if (!text_seen(user) && !first->another)
		return &first->device;
	if (text_seen(user)) {
		slot =
		    find_slot(devices, devices->by_user, id_hash, id, &nobody);
		if (slot->device != 0)
			return adopt(keeper, devices, slot->device - 1, user);
	}
	first->another = true;
	return add(keeper, devices, id, user, id_hash);
}

size_t
devices_count(const struct devices *devices)
{
	return devices->count;
}

static int
by_appearance(const void *a, const void *b)
{
	const struct device *left = &(*(struct member *const *)a)->device;
	const struct device *right = &(*(struct member *const *)b)->device;
	int order = moment_compare(left->first_seen, right->first_seen);

	if (order == 0)
		order = text_compare(left->id, right->id);
	return order != 0 ? order : text_compare(left->user, right->user);
}

static bool
is_ordered(const struct devices *devices)
{
	if (devices->ordered != devices->count)
		return false;
	for (uint32_t i = 1; i < devices->count; i++) {
		if (by_appearance(&devices->order[i - 1], &devices->order[i]) >
		    0)
			return false;
	}
	return true;
}

/* Sorted when the first is asked for: a reader walks over all of them. */
static void
put_in_order(struct devices *devices)
{
	if (is_ordered(devices))
		return;
	devices->order = memory_grow(
	    devices->order, devices->count, sizeof(struct member *));
	for (uint32_t i = 0; i < devices->count; i++)
		devices->order[i] = devices->members[i];
	devices->ordered = devices->count;
	qsort(devices->order, devices->count, sizeof(struct member *),
	    by_appearance);
}

const struct device *
devices_at(struct devices *devices, size_t index)
{
	if (index >= devices->count)
		return NULL;
	if (index == 0 || devices->ordered != devices->count)
		put_in_order(devices);
	return &devices->order[index]->device;
}

static int
by_use(const void *a, const void *b)
{
	const struct device *left = &(*(struct member *const *)a)->device;
	const struct device *right = &(*(struct member *const *)b)->device;
	int order = moment_compare(left->last_seen, right->last_seen);

	if (left->let_in != right->let_in)
		return left->let_in ? 1 : -1;
	return order != 0 ? order : by_appearance(a, b);
}

void
devices_each_by_use(struct devices *devices,
    bool (*each)(void *context, struct device *), void *context)
{
	struct member **uses = memory_get(devices->count, sizeof(*uses));
	bool goes_on = true;

	if (devices->count > 0)
		memcpy(uses, devices->members, devices->count * sizeof(*uses));
	qsort(uses, devices->count, sizeof(*uses), by_use);
	for (uint32_t i = 0; i < devices->count && goes_on; i++)
		goes_on = each(context, &uses[i]->device);
	free(uses);
}
