/*
 * OPTIONS requests that name no device, see pending.h.
 *
 *	waiting --- a device of the same client and user ---> its device
 *	   \------- the device that was there before -------> lent
 *	lent ------ a nearer device, or the same one -------> its device
 */
#include "decode/model/pending.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/device.h"
#include "decode/model/history.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

/* Places are numbers plus one, so that 0 is none. They are taken in turn: what
 * is at the next place is the oldest. */
struct waiting {
	bool taken;
	uint32_t older, newer; /* of the same bucket */
	uint64_t hash;         /* of client address and user */
	uint64_t connection;
	struct moment first, last;
	struct text user_agent;
	bool user_seen;
	unsigned http_status;
	struct device *lent; /* counted there for now; or NULL */
	uint64_t lent_connection;
	struct moment lent_at; /* the exchange it was lent for */
};

/* The newest device of a client address and user. */
struct recent {
	uint64_t hash;
	uint64_t connection;
	struct moment at;
	struct device *device;
};

struct pending {
	uint32_t count;
	uint32_t next;                          /* place that is taken next */
	uint32_t newest[LIMIT_PENDING_OPTIONS]; /* of each bucket */
	struct waiting items[LIMIT_PENDING_OPTIONS];
	struct recent recent[LIMIT_RECENT_CLIENTS];
};

struct pending *
pending_new(void)
{
	return memory_get(1, sizeof(struct pending));
}

void
pending_free(struct pending *pending)
{
	free(pending);
}

/* Of a client address and a user, which may be not seen. */
static uint64_t
client_hash(const struct endpoint *client, struct text user)
{
	uint64_t hash =
	    text_hash(text_over(client->address, sizeof(client->address)));

	if (text_seen(user))
		hash = (hash ^ text_hash(user)) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 29;
}

static struct recent *
recent_slot(struct pending *pending, uint64_t hash)
{
	return &pending->recent[hash & (LIMIT_RECENT_CLIENTS - 1)];
}

static bool
agent_known(const struct device *device, struct text agent)
{
	if (!text_filled(agent) || device->user_agents.count == 0)
		return true;
	for (uint32_t i = 0; i < device->user_agents.count; i++) {
		if (text_equal(device->user_agents.items[i], agent))
			return true;
	}
	return false;
}

static uint32_t *
newest_of(struct pending *pending, uint64_t hash)
{
	return &pending->newest[hash & (LIMIT_PENDING_OPTIONS - 1)];
}

static void
forget(struct pending *pending, struct waiting *waiting)
{
	if (waiting->newer != 0)
		pending->items[waiting->newer - 1].older = waiting->older;
	else
		*newest_of(pending, waiting->hash) = waiting->older;
	if (waiting->older != 0)
		pending->items[waiting->older - 1].newer = waiting->newer;
	waiting->taken = false;
	pending->count--;
}

static void
remember_waiting(const struct keeper *keeper, struct pending *pending,
    const struct waiting *waiting)
{
	struct waiting *place = &pending->items[pending->next];
	uint32_t *newest = newest_of(pending, waiting->hash);

	if (place->taken) {
		if (place->lent == NULL)
			++*keeper->limits_reached;
		forget(pending, place);
	}
	*place = *waiting;
	place->taken = true;
	place->older = *newest;
	place->newer = 0;
	if (*newest != 0)
		pending->items[*newest - 1].newer = pending->next + 1;
	*newest = pending->next + 1;
	pending->next = (pending->next + 1) % LIMIT_PENDING_OPTIONS;
	pending->count++;
}

static void
settle(const struct keeper *keeper, const struct waiting *waiting,
    struct device *device)
{
	device_count_options(keeper, device, waiting->http_status, 1);
	device_seen_at(device, waiting->first, waiting->last);
}

void
pending_options(const struct keeper *keeper, struct pending *pending,
    const struct observation *seen)
{
	uint64_t hash = client_hash(&seen->client, seen->user);
	const struct recent *recent = recent_slot(pending, hash);
	struct waiting waiting = {
	    .hash = hash,
	    .connection = seen->connection,
	    .first = seen->request.first,
	    .last = seen->response.last.frame != 0 ? seen->response.last
						   : seen->request.last,
	    .user_agent = keep(keeper, seen->user_agent),
	    .user_seen = text_seen(seen->user),
	    .http_status = seen->http_status,
	};
	bool known = recent->device != NULL && recent->hash == hash &&
		     agent_known(recent->device, seen->user_agent);

	if (known && recent->connection == seen->connection) {
		settle(keeper, &waiting, recent->device);
		return;
	}
	if (known && waiting.user_seen) {
		waiting.lent = recent->device;
		waiting.lent_connection = recent->connection;
		waiting.lent_at = recent->at;
		device_count_options(
		    keeper, waiting.lent, waiting.http_status, 1);
	}
	remember_waiting(keeper, pending, &waiting);
}

/* Without a user, an agent or the connection has to speak for the device. */
static bool
agrees(const struct waiting *waiting, const struct observation *seen)
{
	bool both =
	    text_filled(waiting->user_agent) && text_filled(seen->user_agent);

	if (both && !text_equal(waiting->user_agent, seen->user_agent))
		return false;
	return waiting->user_seen || both ||
	       waiting->connection == seen->connection;
}

/* True where the exchange is nearer than the one it was lent for. */
static bool
nearer(const struct waiting *waiting, const struct observation *seen)
{
	int64_t at = waiting->first.time;

	if (waiting->connection == seen->connection)
		return true;
	if (waiting->connection == waiting->lent_connection)
		return false;
	return llabs(observation_at(seen).time - at) <
	       llabs(at - waiting->lent_at.time);
}

static void
resolve(const struct keeper *keeper, const struct waiting *waiting,
    struct device *device, const struct observation *seen)
{
	if (waiting->lent != NULL && waiting->lent != device) {
		if (!nearer(waiting, seen))
			return;
		device_count_options(
		    keeper, waiting->lent, waiting->http_status, -1);
	}
	if (waiting->lent == device)
		device_seen_at(device, waiting->first, waiting->last);
	else
		settle(keeper, waiting, device);
}

static void
resolve_all(const struct keeper *keeper, struct pending *pending, uint64_t hash,
    struct device *device, const struct observation *seen)
{
	uint32_t place = *newest_of(pending, hash);

	for (uint32_t i = 0; place != 0 && i < LIMIT_PENDING_SAME; i++) {
		struct waiting *waiting = &pending->items[place - 1];

		place = waiting->older;
		if (waiting->hash != hash || !agrees(waiting, seen))
			continue;
		resolve(keeper, waiting, device, seen);
		forget(pending, waiting);
	}
}

static void
remember(struct pending *pending, uint64_t hash, struct device *device,
    const struct observation *seen)
{
	*recent_slot(pending, hash) = (struct recent){
	    hash, seen->connection, observation_at(seen), device};
}

void
pending_device(const struct keeper *keeper, struct pending *pending,
    struct device *device, const struct observation *seen)
{
	uint64_t nobody = client_hash(&seen->client, TEXT_NOT_SEEN);
	uint64_t user = client_hash(&seen->client, seen->user);

	if (pending->count > 0) {
		resolve_all(keeper, pending, nobody, device, seen);
		if (text_seen(seen->user))
			resolve_all(keeper, pending, user, device, seen);
	}
	remember(pending, nobody, device, seen);
	if (text_seen(seen->user))
		remember(pending, user, device, seen);
}
