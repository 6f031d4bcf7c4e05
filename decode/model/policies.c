/*
 * The policies that were seen, see policies.h. Two hash tables: documents by
 * everything in them, rows by content id.
 */
#include "decode/model/policies.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/budget.h"
#include "decode/model/history.h"
#include "decode/model/keyed.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

#define FIRST_SLOTS 16u

struct document {
	struct document *next; /* of the same bucket */
	uint64_t hash;
	size_t bytes;
	struct policy policy;
};

struct row {
	struct row *next; /* of the same bucket */
	struct policy_seen seen;
};

struct policies {
	size_t bucket_count; /* a power of two, of both tables */
	struct document **documents;
	struct row **rows;
	size_t document_count, row_count, row_room;
	size_t bytes;
	struct row **order;
	bool in_order;
};

struct policies *
policies_new(void)
{
	struct policies *policies = memory_get(1, sizeof(*policies));

	policies->bucket_count = FIRST_SLOTS;
	policies->documents =
	    memory_get(FIRST_SLOTS, sizeof(struct document *));
	policies->rows = memory_get(FIRST_SLOTS, sizeof(struct row *));
	policies->in_order = true;
	return policies;
}

static size_t
item_count(const struct policy *policy)
{
	size_t count = 0;

	for (uint32_t i = 0; i < policy->entry_count; i++)
		count += policy->entries[i].item_count;
	return count;
}

static size_t
block_bytes(const struct policy *policy)
{
	return policy->entry_count * sizeof(struct policy_entry) +
	       item_count(policy) * sizeof(struct text);
}

/* The same with its place in the tables, and a row. */
static size_t
document_bytes(const struct policy *policy)
{
	return block_bytes(policy) + sizeof(struct document) +
	       sizeof(struct row) + 4 * sizeof(void *);
}

static void
free_document(struct document *document)
{
	budget_change(BUDGET_LASTING, document_bytes(&document->policy), 0);
	/* The entries and items are one block that begins at the entries. */
	free((void *)(uintptr_t)document->policy.entries);
	free(document);
}

void
policies_free(struct policies *policies)
{
	if (policies == NULL)
		return;
	for (size_t i = 0; i < policies->bucket_count; i++) {
		while (policies->documents[i] != NULL) {
			struct document *document = policies->documents[i];

			policies->documents[i] = document->next;
			free_document(document);
		}
	}
	for (size_t i = 0; i < policies->row_count; i++)
		free(policies->order[i]);
	free(policies->order);
	free(policies->documents);
	free(policies->rows);
	free(policies);
}

static uint64_t
join(uint64_t hash, uint64_t more)
{
	return (hash ^ more) * UINT64_C(0x9e3779b97f4a7c15);
}

static uint64_t
hash_of(struct text text)
{
	return keyed_hash(text.bytes, text.length);
}

static uint64_t
document_hash(const struct policy *policy)
{
	uint64_t hash = policy->complete ? 1 : 2;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		hash = join(hash, entry->setting == SETTING_UNKNOWN
				      ? hash_of(entry->name)
				      : entry->setting);
		hash = join(hash, hash_of(entry->value));
		for (uint32_t k = 0; k < entry->item_count; k++)
			hash = join(hash, hash_of(entry->items[k]));
	}
	return hash ^ hash >> 32;
}

static uint64_t
id_hash(const char *id)
{
	return keyed_hash(id, POLICY_ID - 1);
}

static void
double_buckets(struct policies *policies)
{
	size_t old_count = policies->bucket_count;
	struct document **old = policies->documents;

	policies->bucket_count *= 2;
	policies->documents =
	    memory_get(policies->bucket_count, sizeof(*policies->documents));
	for (size_t i = 0; i < old_count; i++) {
		while (old[i] != NULL) {
			struct document *document = old[i];
			struct document **bucket =
			    &policies->documents[document->hash &
						 (policies->bucket_count - 1)];

			old[i] = document->next;
			document->next = *bucket;
			*bucket = document;
		}
	}
	free(old);
	free(policies->rows);
	policies->rows =
	    memory_get(policies->bucket_count, sizeof(*policies->rows));
	for (size_t i = 0; i < policies->row_count; i++) {
		struct row *row = policies->order[i];
		struct row **bucket =
		    &policies->rows[id_hash(row->seen.policy->id) &
				    (policies->bucket_count - 1)];

		row->next = *bucket;
		*bucket = row;
	}
}

static struct text
keep_part(const struct keeper *keeper, struct text text, bool *whole)
{
	struct text kept = keep(keeper, text);

	if (text_seen(kept) != text_seen(text))
		*whole = false;
	return kept;
}

/* Entries first, then all items, in one block. False: a text found no room,
 * and without it this is another policy. */
static bool
copy_entries(const struct keeper *keeper, struct policy *copy)
{
	const struct policy_entry *from = copy->entries;
	struct policy_entry *to = memory_get(1, block_bytes(copy));
	struct text *item = (struct text *)(to + copy->entry_count);
	bool whole = true;

	copy->entries = to;
	for (uint32_t i = 0; i < copy->entry_count; i++) {
		to[i] = from[i];
		to[i].name = keep_part(keeper, from[i].name, &whole);
		to[i].value = keep_part(keeper, from[i].value, &whole);
		to[i].items = item;
		for (uint32_t k = 0; k < from[i].item_count; k++)
			*item++ = keep_part(keeper, from[i].items[k], &whole);
	}
	return whole;
}

const struct policy *
policies_keep(const struct keeper *keeper, struct policies *policies,
    const struct policy *policy)
{
	uint64_t hash = document_hash(policy);
	size_t place = hash & (policies->bucket_count - 1);
	struct document *document;

	for (document = policies->documents[place]; document != NULL;
	     document = document->next) {
		if (document->hash == hash &&
		    policy_equal(&document->policy, policy))
			return &document->policy;
	}
	if (policies->document_count >= LIMIT_POLICIES ||
	    block_bytes(policy) > LIMIT_POLICY_BYTES - policies->bytes ||
	    !budget_fits(BUDGET_LASTING, document_bytes(policy))) {
		++*keeper->limits_reached;
		return NULL;
	}
	document = memory_get(1, sizeof(*document));
	document->hash = hash;
	document->policy = *policy;
	budget_change(BUDGET_LASTING, 0, document_bytes(policy));
	if (!copy_entries(keeper, &document->policy)) {
		free_document(document);
		return NULL;
	}
	document->next = policies->documents[place];
	policies->documents[place] = document;
	policies->bytes += block_bytes(policy);
	if (++policies->document_count > policies->bucket_count)
		double_buckets(policies);
	return &document->policy;
}

static struct row *
find_row(struct policies *policies, const struct policy *policy)
{
	struct row **bucket =
	    &policies->rows[id_hash(policy->id) & (policies->bucket_count - 1)];
	struct row *row;

	for (row = *bucket; row != NULL; row = row->next) {
		if (strcmp(row->seen.policy->id, policy->id) == 0)
			return row;
	}
	row = memory_get(1, sizeof(*row));
	row->seen.policy = policy;
	row->next = *bucket;
	*bucket = row;
	if (policies->row_count == policies->row_room) {
		policies->row_room = policies->row_room * 2 + 4;
		policies->order = memory_grow(policies->order,
		    policies->row_room, sizeof(*policies->order));
	}
	policies->order[policies->row_count++] = row;
	return row;
}

void
policies_offered(struct policies *policies, const struct policy *policy,
    struct moment at, bool new_device)
{
	struct policy_seen *seen;

	if (!policy->complete)
		return;
	seen = &find_row(policies, policy)->seen;
	if (new_device)
		seen->devices++;
	if (seen->first.frame == 0 || moment_compare(at, seen->first) < 0) {
		seen->first = at;
		seen->policy = policy;
		policies->in_order = false;
	}
	if (moment_compare(at, seen->last) > 0)
		seen->last = at;
}

size_t
policies_count(const struct policies *policies)
{
	return policies->row_count;
}

static int
by_appearance(const void *a, const void *b)
{
	const struct row *const *left = a;
	const struct row *const *right = b;
	int order = moment_compare((*left)->seen.first, (*right)->seen.first);

	return order != 0 ? order
			  : strcmp((*left)->seen.policy->id,
				(*right)->seen.policy->id);
}

const struct policy_seen *
policies_row(struct policies *policies, size_t index)
{
	if (!policies->in_order) {
		qsort(policies->order, policies->row_count,
		    sizeof(*policies->order), by_appearance);
		policies->in_order = true;
	}
	return index < policies->row_count ? &policies->order[index]->seen
					   : NULL;
}
