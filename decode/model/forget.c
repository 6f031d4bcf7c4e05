/*
 * What a device forgets, see forget.h.
 */
#include "decode/model/forget.h"

#include <string.h>

#include "decode/model/history.h"
#include "decode/model/limits.h"
#include "decode/model/names.h"

static void
shift(void *items, uint32_t *count, uint32_t leaving, size_t size)
{
	*count -= leaving;
	if (*count > 0)
		memmove(items, (char *)items + leaving * size, *count * size);
}

/* That the device was offered a policy stays known. */
static void
remember_policy(struct device *device, const struct policy *policy)
{
	for (uint32_t i = 0; i < device->forgotten_policy_count; i++) {
		if (device->forgotten_policies[i] == policy)
			return;
	}
	if (device->forgotten_policy_count == LIMIT_NAMES_PER_DEVICE)
		return;
	device->forgotten_policies = make_room(device->forgotten_policies,
	    device->forgotten_policy_count, &device->forgotten_policy_room,
	    sizeof(struct policy *));
	device->forgotten_policies[device->forgotten_policy_count++] = policy;
}

static void
forget_provisions(struct device *device, uint32_t count)
{
	for (uint32_t i = 0; i < count; i++) {
		if (device->provisions[i].policy != NULL)
			remember_policy(device, device->provisions[i].policy);
	}
	shift(device->provisions, &device->provision_count, count,
	    sizeof(*device->provisions));
	device->forgotten += count;
}

static void
forget_events(struct device *device, uint32_t count)
{
	shift(device->events, &device->event_count, count,
	    sizeof(*device->events));
	device->forgotten += count;
}

void
forget_until(struct device *device, struct moment cut)
{
	uint32_t provisions = 0;
	uint32_t events = 0;

	while (provisions < device->provision_count &&
	       moment_compare(
		   provision_at(&device->provisions[provisions]), cut) <= 0)
		provisions++;
	while (events < device->event_count &&
	       moment_compare(device->events[events].at, cut) <= 0)
		events++;
	forget_provisions(device, provisions);
	forget_events(device, events);
}

void
forget_exchanges(struct device *device, uint32_t count)
{
	shift(device->exchanges, &device->exchange_count, count,
	    sizeof(*device->exchanges));
}
