/*
 * The flow table, see flow.h: entries in one array, hash chains and the order
 * of last use threaded through it by index.
 */
#include "decode/flow.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/memory.h"

#define FIRST_ROOM 1024u

struct flow_table {
	struct flow *flows;
	uint32_t used;
	uint32_t room;
	uint32_t *buckets; /* index + 1 of the first flow of a chain */
	uint32_t mask;
	uint32_t newest, oldest; /* index + 1 */
	uint64_t numbered;
	bool dropped;
	void (*leaves)(void *context, struct flow *);
	void *context;
};

struct flow_table *
flow_table_new(void (*leaves)(void *context, struct flow *), void *context)
{
	struct flow_table *table = memory_get(1, sizeof(*table));

	table->room = FIRST_ROOM;
	table->flows = memory_get(table->room, sizeof(*table->flows));
	table->buckets = memory_get(table->room * 2, sizeof(uint32_t));
	table->mask = table->room * 2 - 1;
	table->leaves = leaves;
	table->context = context;
	return table;
}

void
flow_table_free(struct flow_table *table)
{
	if (table == NULL)
		return;
	free(table->flows);
	free(table->buckets);
	free(table);
}

static uint64_t
word_at(const uint8_t *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

/* The same for both directions: the ends are mixed alike and added. */
static uint64_t
hash_end(const struct endpoint *end, uint64_t seed)
{
	uint64_t hash = (word_at(end->address) ^ seed) * 0x9e3779b97f4a7c15u;

	hash ^= word_at(end->address + 8) + end->port * 0xc2b2ae3d27d4eb4fu;
	hash *= 0xff51afd7ed558ccdu;
	return hash ^ hash >> 32;
}

static uint32_t
bucket_of(const struct flow_table *table, const struct endpoint *a,
    const struct endpoint *b)
{
	/* The table's own place differs from run to run: nobody can choose
	 * addresses that all fall into one bucket. */
	uint64_t seed = (uint64_t)(uintptr_t)table;
	uint64_t hash =
	    (hash_end(a, seed) + hash_end(b, seed)) * 0xc4ceb9fe1a85ec53u;

	return (uint32_t)(hash >> 32) & table->mask;
}

static bool
same_end(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port &&
	       word_at(a->address + 8) == word_at(b->address + 8) &&
	       word_at(a->address) == word_at(b->address);
}

static void
unlink_use(struct flow_table *table, struct flow *flow)
{
	struct flow *flows = table->flows;

	if (flow->newer != 0)
		flows[flow->newer - 1].older = flow->older;
	else
		table->newest = flow->older;
	if (flow->older != 0)
		flows[flow->older - 1].newer = flow->newer;
	else
		table->oldest = flow->newer;
}

static void
link_newest(struct flow_table *table, struct flow *flow)
{
	uint32_t index = (uint32_t)(flow - table->flows) + 1;

	flow->newer = 0;
	flow->older = table->newest;
	if (table->newest != 0)
		table->flows[table->newest - 1].newer = index;
	else
		table->oldest = index;
	table->newest = index;
}

struct flow *
flow_find(struct flow_table *table, const struct endpoint *source,
    const struct endpoint *destination, enum direction *direction)
{
	uint32_t index = table->buckets[bucket_of(table, source, destination)];

	while (index != 0) {
		struct flow *flow = &table->flows[index - 1];
		enum direction way = FROM_LOW;

		index = flow->chain;
		if (!same_end(&flow->ends[0], source))
			way = FROM_HIGH;
		if (!same_end(&flow->ends[way], source) ||
		    !same_end(&flow->ends[1 - way], destination))
			continue;
		*direction = way;
		if (flow->newer != 0) {
			unlink_use(table, flow);
			link_newest(table, flow);
		}
		return flow;
	}
	return NULL;
}

static void
unlink_chain(struct flow_table *table, const struct flow *flow)
{
	uint32_t wanted = (uint32_t)(flow - table->flows) + 1;
	uint32_t *place =
	    &table->buckets[bucket_of(table, &flow->ends[0], &flow->ends[1])];

	while (*place != wanted) {
		assert(*place != 0);
		place = &table->flows[*place - 1].chain;
	}
	*place = flow->chain;
}

static void
link_chain(struct flow_table *table, struct flow *flow)
{
	uint32_t *bucket =
	    &table->buckets[bucket_of(table, &flow->ends[0], &flow->ends[1])];

	flow->chain = *bucket;
	*bucket = (uint32_t)(flow - table->flows) + 1;
}

static void
grow(struct flow_table *table)
{
	uint32_t room = table->room * 2;

	table->flows = memory_grow(table->flows, room, sizeof(*table->flows));
	free(table->buckets);
	table->buckets = memory_get((size_t)room * 2, sizeof(uint32_t));
	table->mask = room * 2 - 1;
	table->room = room;
	for (uint32_t i = 0; i < table->used; i++)
		link_chain(table, &table->flows[i]);
}

/* Takes the least recently used entry out of the table. */
static struct flow *
take_oldest(struct flow_table *table)
{
	struct flow *flow = &table->flows[table->oldest - 1];

	table->leaves(table->context, flow);
	unlink_use(table, flow);
	unlink_chain(table, flow);
	return flow;
}

static struct flow *
free_entry(struct flow_table *table, int64_t now)
{
	table->dropped = false;
	if (table->oldest != 0 &&
	    now - table->flows[table->oldest - 1].last > LIMIT_FLOW_IDLE)
		return take_oldest(table);
	if (table->used == LIMIT_FLOWS) {
		table->dropped = true;
		return take_oldest(table);
	}
	if (table->used == table->room)
		grow(table);
	return &table->flows[table->used++];
}

static int
compare_ends(const struct endpoint *a, const struct endpoint *b)
{
	int order = memcmp(a->address, b->address, sizeof(a->address));

	return order != 0 ? order : (int)a->port - (int)b->port;
}

struct flow *
flow_add(struct flow_table *table, const struct endpoint *source,
    const struct endpoint *destination, int64_t now, enum direction *direction)
{
	struct flow *flow = free_entry(table, now);
	enum direction way =
	    compare_ends(source, destination) <= 0 ? FROM_LOW : FROM_HIGH;

	*flow = (struct flow){.number = ++table->numbered, .last = now};
	flow->ends[way] = *source;
	flow->ends[1 - way] = *destination;
	link_chain(table, flow);
	link_newest(table, flow);
	*direction = way;
	return flow;
}

void
flow_begin_again(struct flow_table *table, struct flow *flow, int64_t now)
{
	struct flow old;

	table->leaves(table->context, flow);
	old = *flow;
	*flow = (struct flow){
	    .number = ++table->numbered,
	    .last = now,
	    .chain = old.chain,
	    .newer = old.newer,
	    .older = old.older,
	};
	flow->ends[0] = old.ends[0];
	flow->ends[1] = old.ends[1];
}

uint32_t
flow_place(const struct flow_table *table, const struct flow *flow)
{
	return (uint32_t)(flow - table->flows);
}

struct flow *
flow_at(struct flow_table *table, uint32_t place)
{
	assert(place < table->used);
	return &table->flows[place];
}

bool
flow_table_dropped(const struct flow_table *table)
{
	return table->dropped;
}

void
flow_table_finish(struct flow_table *table)
{
	for (uint32_t i = table->oldest; i != 0;) {
		struct flow *flow = &table->flows[i - 1];

		i = flow->newer;
		table->leaves(table->context, flow);
	}
}
