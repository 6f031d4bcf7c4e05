/*
 * Every exchange of a device, see watch.h.
 */
#include "decode/model/watch.h"

#include "decode/model/forget.h"
#include "decode/model/history.h"
#include "decode/model/limits.h"

/* Exchanges come nearly in order: the place is searched from the end. */
static struct exchange_entry *
open_place(const struct keeper *keeper, struct device *device, struct moment at)
{
	uint32_t place;

	if (device->exchange_count >= LIMIT_EXCHANGES) {
		forget_exchanges(device, LIMIT_EXCHANGES / 4);
		*keeper->limits_reached += LIMIT_EXCHANGES / 4;
	}
	device->exchanges = make_room(device->exchanges, device->exchange_count,
	    &device->exchange_room, sizeof(*device->exchanges));
	place = device->exchange_count++;
	while (place > 0 &&
	       moment_compare(
		   provision_at(&device->exchanges[place - 1].said), at) > 0) {
		device->exchanges[place] = device->exchanges[place - 1];
		place--;
	}
	return &device->exchanges[place];
}

void
watch_exchange(const struct keeper *keeper, struct wires *wires,
    struct device *device, const struct observation *seen,
    const struct policy *policy)
{
	struct exchange_entry entry = {
	    .said = history_entry(keeper, seen, policy),
	    .server = seen->server,
	    .command = seen->command,
	    .status = observation_status(seen),
	    .is_options = seen->is_options,
	    .request_complete = seen->request.complete,
	    .response_complete = seen->response.complete,
	    .lost_before = seen->request.lost_before,
	    .policy_key = keep(keeper, seen->policy_key),
	    .request_wire = wires_keep(wires, &seen->request.wire),
	    .response_wire = wires_keep(wires, &seen->response.wire),
	};

	*open_place(keeper, device, provision_at(&entry.said)) = entry;
}
