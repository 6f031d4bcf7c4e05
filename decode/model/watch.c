/*
 * Every exchange of a device, see watch.h.
 */
#include "decode/model/watch.h"

#include <string.h>

#include "decode/model/history.h"
#include "decode/model/limits.h"

static struct moment
exchange_at(const struct exchange_entry *entry)
{
	return entry->request.frame != 0 ? entry->request : entry->response;
}

static void
drop_oldest(const struct keeper *keeper, struct device *device)
{
	uint32_t dropped = LIMIT_EXCHANGES / 4;

	memmove(device->exchanges, device->exchanges + dropped,
	    (device->exchange_count - dropped) * sizeof(*device->exchanges));
	device->exchange_count -= dropped;
	*keeper->limits_reached += dropped;
}

/* Exchanges come nearly in order: the place is searched from the end. */
static struct exchange_entry *
open_place(const struct keeper *keeper, struct device *device, struct moment at)
{
	uint32_t place;

	if (device->exchange_count >= LIMIT_EXCHANGES)
		drop_oldest(keeper, device);
	device->exchanges = make_room(device->exchanges, device->exchange_count,
	    &device->exchange_room, sizeof(*device->exchanges));
	place = device->exchange_count++;
	while (place > 0 &&
	       moment_compare(exchange_at(&device->exchanges[place - 1]), at) >
		   0) {
		device->exchanges[place] = device->exchanges[place - 1];
		place--;
	}
	return &device->exchanges[place];
}

void
watch_exchange(const struct keeper *keeper, struct device *device,
    const struct observation *seen, const struct policy *policy)
{
	struct exchange_entry entry = {
	    .request = seen->request.first,
	    .response = seen->response.first,
	    .connection = seen->connection,
	    .client = seen->client,
	    .server = seen->server,
	    .command = seen->command,
	    .http_status = (uint16_t)seen->http_status,
	    .status = observation_status(seen),
	    .is_options = seen->is_options,
	    .complete = seen->request.complete && seen->response.complete,
	    .key_sent = text_seen(seen->policy_key),
	    .policy_key = keep(keeper, seen->policy_key),
	    .phase = PHASE_OTHER,
	    .policy = policy,
	};

	if (seen->provision != NULL) {
		entry.phase = seen->provision->phase;
		entry.ack_status = keep(keeper, seen->provision->ack_status);
		entry.response_policy_key =
		    keep(keeper, seen->provision->response_policy_key);
	}
	*open_place(keeper, device, exchange_at(&entry)) = entry;
}
