/*
 * Provision answers whose requests were not seen, see orphans.h: a ring.
 */
#include "decode/model/orphans.h"

#include <stdint.h>
#include <stdlib.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"

struct orphans {
	uint64_t kept; /* since the beginning */
	/* One that was taken has no response any more. */
	struct provision_entry entries[LIMIT_ORPHANS];
};

struct orphans *
orphans_new(void)
{
	return memory_get(1, sizeof(struct orphans));
}

void
orphans_free(struct orphans *orphans)
{
	free(orphans);
}

bool
orphans_keep(struct orphans *orphans, const struct provision_entry *entry)
{
	struct provision_entry *place =
	    &orphans->entries[orphans->kept % LIMIT_ORPHANS];
	bool free_place = place->response.frame == 0;

	*place = *entry;
	orphans->kept++;
	return free_place;
}

static bool
is_near(const struct provision_entry *entry, int64_t time)
{
	int64_t limit = LIMIT_ORPHAN_SECONDS * INT64_C(1000000000);

	return entry->response.time <= time &&
	       time - entry->response.time <= limit;
}

struct provision_entry *
orphans_find(struct orphans *orphans, const struct endpoint *client,
    struct text key, int64_t time)
{
	uint64_t count =
	    orphans->kept < LIMIT_ORPHANS ? orphans->kept : LIMIT_ORPHANS;

	for (uint64_t back = 1; back <= count; back++) {
		struct provision_entry *entry =
		    &orphans->entries[(orphans->kept - back) % LIMIT_ORPHANS];

		if (entry->response.frame != 0 && is_near(entry, time) &&
		    text_equal(text_trim(entry->response_policy_key), key) &&
		    endpoint_same_address(&entry->client, client))
			return entry;
	}
	return NULL;
}

struct provision_entry
orphans_take(struct provision_entry *found)
{
	struct provision_entry taken = *found;

	found->response.frame = 0;
	return taken;
}
