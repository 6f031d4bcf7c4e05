/*
 * What a device forgets, see forget.h.
 */
#include "decode/model/forget.h"

#include <string.h>

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

void
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

void
forget_events(struct device *device, uint32_t count)
{
	shift(device->events, &device->event_count, count,
	    sizeof(*device->events));
	device->forgotten += count;
}

void
forget_exchanges(struct device *device, uint32_t count)
{
	shift(device->exchanges, &device->exchange_count, count,
	    sizeof(*device->exchanges));
}
