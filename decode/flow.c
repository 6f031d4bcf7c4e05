/*
 * The flow table, see flow.h: entries in one array, hash chains threaded
 * through it by index.
 */
#include "decode/flow.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/budget.h"
#include "decode/model/keyed.h"
#include "decode/model/memory.h"

#define FIRST_ROOM 1024u
/* Bytes of an entry: the flow and its two buckets. */
#define ENTRY_BYTES (sizeof(struct flow) + 2 * sizeof(uint32_t))

/* Of a full table this part leaves at once. */
#define LEAVING_PART 8u

struct flow_table {
	struct flow *flows;
	uint32_t used;
	uint32_t room;
	uint32_t unused;   /* index + 1 of the first entry that is free again */
	uint32_t *buckets; /* index + 1 of the first flow of a chain */
	uint32_t mask;
	uint64_t key[2]; /* of the run, at hand: see keyed.h */
	uint32_t hand;   /* entry whose idleness is looked at next */
	uint64_t numbered;
	uint32_t dropped;
	void (*leaves)(void *context, struct flow *);
	void *context;
};

struct flow_table *
flow_table_new(void (*leaves)(void *context, struct flow *), void *context)
{
	struct flow_table *table = memory_get(1, sizeof(*table));

	table->room = FIRST_ROOM;
	table->flows = memory_get(table->room, sizeof(*table->flows));
	table->buckets =
	    memory_get((size_t)table->room * 2, sizeof(*table->buckets));
	table->mask = table->room * 2 - 1;
	budget_change(BUDGET_FLOWS, 0, table->room * ENTRY_BYTES);
	memcpy(table->key, keyed_words(), sizeof(table->key));
	table->leaves = leaves;
	table->context = context;
	return table;
}

void
flow_table_free(struct flow_table *table)
{
	if (table == NULL)
		return;
	budget_change(BUDGET_FLOWS, table->room * ENTRY_BYTES, 0);
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
hash_end(const struct endpoint *end, const uint64_t key[2])
{
	uint64_t front = word_at(end->address) ^ key[0];
	uint64_t back = word_at(end->address + 8) ^ key[1];

	return keyed_product(front, back + end->port * 0xc2b2ae3d27d4eb4fu);
}

static uint32_t
bucket_of(const struct flow_table *table, const struct endpoint *a,
    const struct endpoint *b)
{
	uint64_t hash = hash_end(a, table->key) + hash_end(b, table->key);

	return (uint32_t)keyed_product(hash ^ table->key[1], table->key[0]) &
	       table->mask;
}

static bool
same_end(const struct endpoint *a, const struct endpoint *b)
{
	return a->port == b->port &&
	       word_at(a->address + 8) == word_at(b->address + 8) &&
	       word_at(a->address) == word_at(b->address);
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
	table->buckets = memory_get((size_t)room * 2, sizeof(*table->buckets));
	table->mask = room * 2 - 1;
	budget_change(
	    BUDGET_FLOWS, table->room * ENTRY_BYTES, room * ENTRY_BYTES);
	table->room = room;
	for (uint32_t i = 0; i < table->used; i++)
		link_chain(table, &table->flows[i]);
}

static void
leave(struct flow_table *table, struct flow *flow)
{
	table->leaves(table->context, flow);
	unlink_chain(table, flow);
	flow->number = 0;
	flow->chain = table->unused;
	table->unused = (uint32_t)(flow - table->flows) + 1;
}

static void
look_for_idle(struct flow_table *table, int64_t now)
{
	for (int i = 0; i < 2 && table->used > 0; i++) {
		struct flow *flow;

		table->hand = (table->hand + 1) % table->used;
		flow = &table->flows[table->hand];
		if (flow->number != 0 && now - flow->last > LIMIT_FLOW_IDLE)
			leave(table, flow);
	}
}

struct use {
	int64_t last;
	uint64_t number;
	uint32_t place;
};

static int
compare_use(const void *a, const void *b)
{
	const struct use *left = a;
	const struct use *right = b;

	if (left->last != right->last)
		return left->last < right->last ? -1 : 1;
	return left->number < right->number ? -1 : 1;
}

void
flow_each_by_use(struct flow_table *table,
    bool (*each)(void *context, struct flow *), void *context)
{
	struct use *uses = memory_get(table->used, sizeof(*uses));
	uint32_t count = 0;
	bool goes_on = true;

	for (uint32_t i = 0; i < table->used; i++) {
		const struct flow *flow = &table->flows[i];

		if (flow->number != 0)
			uses[count++] = (struct use){
			    .last = flow->last,
			    .number = flow->number,
			    .place = i,
			};
	}
	qsort(uses, count, sizeof(*uses), compare_use);
	for (uint32_t i = 0; i < count && goes_on; i++)
		goes_on = each(context, &table->flows[uses[i].place]);
	free(uses);
}

static bool
drop(void *context, struct flow *flow)
{
	struct flow_table *table = context;

	leave(table, flow);
	table->dropped++;
	return table->dropped < table->room / LEAVING_PART;
}

/* It has all the entries it may have, and may not get more. */
static bool
is_full(const struct flow_table *table)
{
	return table->used == table->room &&
	       (table->room == LIMIT_FLOWS ||
		   !budget_fits(BUDGET_FLOWS, table->room * ENTRY_BYTES));
}

static struct flow *
free_entry(struct flow_table *table, int64_t now)
{
	struct flow *flow;

	table->dropped = 0;
	look_for_idle(table, now);
	if (table->unused == 0 && is_full(table))
		flow_each_by_use(table, drop, table);
	if (table->unused == 0) {
		if (table->used == table->room)
			grow(table);
		return &table->flows[table->used++];
	}
	flow = &table->flows[table->unused - 1];
	table->unused = flow->chain;
	return flow;
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
	};
	flow->ends[0] = old.ends[0];
	flow->ends[1] = old.ends[1];
}

uint32_t
flow_table_dropped(const struct flow_table *table)
{
	return table->dropped;
}

static bool
finish_one(void *context, struct flow *flow)
{
	struct flow_table *table = context;

	table->leaves(table->context, flow);
	return true;
}

void
flow_table_finish(struct flow_table *table)
{
	flow_each_by_use(table, finish_one, table);
}
