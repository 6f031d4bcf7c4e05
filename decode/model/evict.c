/*
 * History gives way to the budget, see evict.h.
 */
#include "decode/model/evict.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/device.h"
#include "decode/model/forget.h"
#include "decode/model/history.h"
#include "decode/model/memory.h"

/* How many of the newest stay in each list of a device, turn by turn; in the
 * first nothing but exchanges leaves. */
static const uint32_t turns[] = {UINT32_MAX, 64, 8, 0};

struct forgetting {
	uint32_t keeps;
	size_t goal; /* bytes of all history */
	struct health *health;
};

/* Gives the room of a list back that its items do not need. What stays moves
 * to a small place: to shrink where they are would leave holes between the
 * lists, too small for anything and as large as all of them together. */
static void *
fit(void *items, uint32_t count, uint32_t *room, size_t size)
{
	void *moved = NULL;

	if (*room == count)
		return items;
	if (count > 0) {
		moved = memory_get(count, size);
		memcpy(moved, items, count * size);
	}
	free(items);
	*room = count;
	return moved;
}

/* The newest moment that leaves where only so many of a list stay. */
static struct moment
cut_of(const struct device *device, uint32_t keeps)
{
	struct moment cut = {.frame = 0};
	struct moment at;

	if (device->provision_count > keeps)
		cut = provision_at(
		    &device->provisions[device->provision_count - keeps - 1]);
	if (device->event_count > keeps) {
		at = device->events[device->event_count - keeps - 1].at;
		if (cut.frame == 0 || moment_compare(at, cut) > 0)
			cut = at;
	}
	return cut;
}

/* False: it is enough. */
static bool
evict_some(void *context, struct device *device)
{
	const struct forgetting *turn = context;
	size_t before = device_history_bytes(device);
	uint32_t forgotten = device->forgotten;
	struct moment cut;

	turn->health->evicted_exchanges += device->exchange_count;
	forget_exchanges(device, device->exchange_count);
	cut = cut_of(device, turn->keeps);
	if (cut.frame != 0)
		forget_until(device, cut);
	turn->health->evicted_exchanges += device->forgotten - forgotten;
	device->exchanges = fit(device->exchanges, device->exchange_count,
	    &device->exchange_room, sizeof(*device->exchanges));
	device->provisions = fit(device->provisions, device->provision_count,
	    &device->provision_room, sizeof(*device->provisions));
	device->events = fit(device->events, device->event_count,
	    &device->event_room, sizeof(*device->events));
	budget_change(BUDGET_HISTORY, before, device_history_bytes(device));
	return budget_used(BUDGET_HISTORY) > turn->goal;
}

void
evict_history(struct devices *devices, struct health *health)
{
	struct forgetting turn = {
	    .goal = budget_goal(BUDGET_HISTORY), .health = health};

	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++) {
		turn.keeps = turns[i];
		if (budget_used(BUDGET_HISTORY) > turn.goal)
			devices_each_by_use(devices, evict_some, &turn);
	}
	memory_trim();
}
