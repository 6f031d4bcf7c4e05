/*
 * The policies of a ledger with numbers and revisions, see listing.h.
 */
#include "decode/model/listing.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"

static int
compare_addresses(const void *a, const void *b)
{
	uintptr_t left = (uintptr_t)a;
	uintptr_t right = (uintptr_t)b;

	return (left > right) - (left < right);
}

static int
by_id(const void *a, const void *b)
{
	const struct listed *const *left = a;
	const struct listed *const *right = b;

	return strcmp((*left)->policy->id, (*right)->policy->id);
}

static int
by_address(const void *a, const void *b)
{
	const struct listed *const *left = a;
	const struct listed *const *right = b;

	return compare_addresses((*left)->policy, (*right)->policy);
}

static int
by_address_then_time(const void *a, const void *b)
{
	const struct listed *left = a;
	const struct listed *right = b;
	int order = compare_addresses(left->policy, right->policy);

	return order != 0 ? order : moment_compare(left->first, right->first);
}

static int
by_time(const void *a, const void *b)
{
	const struct listed *left = a;
	const struct listed *right = b;

	return moment_compare(left->first, right->first);
}

/* Offers of documents that were cut, one item each. */
static size_t
collect_cut(const struct ledger *ledger, struct listed *out)
{
	size_t count = 0;

	for (size_t i = 0; i < ledger_device_count(ledger); i++) {
		const struct device *device = ledger_device(ledger, i);

		for (uint32_t k = 0; k < device->provision_count; k++) {
			const struct provision_entry *entry =
			    &device->provisions[k];

			if (entry->policy == NULL || entry->policy->complete)
				continue;
			if (out != NULL)
				out[count] = (struct listed){
				    .policy = entry->policy,
				    .first = provision_at(entry),
				    .last = provision_at(entry),
				};
			count++;
		}
	}
	return count;
}

/* Leaves one item of each document, in order of first appearance. */
static size_t
merge_cut(struct listed *items, size_t count)
{
	size_t kept = 0;

	qsort(items, count, sizeof(*items), by_address_then_time);
	for (size_t i = 0; i < count; i++) {
		if (kept > 0 && items[kept - 1].policy == items[i].policy)
			items[kept - 1].last = items[i].last;
		else
			items[kept++] = items[i];
	}
	qsort(items, kept, sizeof(*items), by_time);
	return kept;
}

static void
collect_policies(struct listing *listing, const struct ledger *ledger)
{
	size_t whole = ledger_policy_count(ledger);
	size_t cut = collect_cut(ledger, NULL);

	listing->whole = whole;
	listing->policies =
	    memory_get(whole + cut + 1, sizeof(*listing->policies));
	for (size_t i = 0; i < whole; i++) {
		const struct policy_seen *seen = ledger_policy(ledger, i);

		listing->policies[i].policy = seen->policy;
		listing->policies[i].first = seen->first;
		listing->policies[i].last = seen->last;
		listing->policies[i].devices = seen->devices;
	}
	collect_cut(ledger, listing->policies + whole);
	listing->count = whole + merge_cut(listing->policies + whole, cut);
}

static void
sort_policies(struct listing *listing)
{
	listing->sorted =
	    memory_get(listing->count + 1, sizeof(*listing->sorted));
	for (size_t i = 0; i < listing->count; i++)
		listing->sorted[i] = &listing->policies[i];
	qsort(listing->sorted, listing->whole, sizeof(*listing->sorted), by_id);
	qsort(listing->sorted + listing->whole, listing->count - listing->whole,
	    sizeof(*listing->sorted), by_address);
}

size_t
listing_place(const struct listing *listing, const struct policy *policy)
{
	const struct listed wanted = {.policy = policy};
	const struct listed *key = &wanted;
	const struct listed *const *found;

	if (policy->complete)
		found = bsearch(&key, listing->sorted, listing->whole,
		    sizeof(*listing->sorted), by_id);
	else
		found = bsearch(&key, listing->sorted + listing->whole,
		    listing->count - listing->whole, sizeof(*listing->sorted),
		    by_address);
	return found != NULL ? (size_t)(*found - listing->policies)
			     : listing->count;
}

/* The first revision of a device for a cut document, which the ledger does not
 * count itself. */
static void
count_device(struct listed *listed, const struct device *device)
{
	if (listed->policy->complete || listed->newest == device)
		return;
	listed->newest = device;
	listed->devices++;
}

static void
add_revision(struct listing *listing, struct revision revision)
{
	if (listing->revision_count == listing->revision_room) {
		listing->revision_room = listing->revision_room * 2 + 16;
		listing->revisions = memory_grow(listing->revisions,
		    listing->revision_room, sizeof(*listing->revisions));
	}
	listing->revisions[listing->revision_count++] = revision;
	listing->policies[revision.place].revision_count++;
	count_device(&listing->policies[revision.place], revision.device);
}

/* A device's revisions, by time. A cut document says nothing of what comes
 * before and after it. */
static void
collect_revisions(struct listing *listing, const struct device *device)
{
	size_t whole = listing->count;
	size_t cut = listing->count;
	uint32_t nth = 0;

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];
		size_t *newest;
		size_t place;

		if (entry->policy == NULL)
			continue;
		place = listing_place(listing, entry->policy);
		newest = entry->policy->complete ? &whole : &cut;
		if (place == *newest || place == listing->count)
			continue;
		*newest = place;
		add_revision(
		    listing, (struct revision){
				 .device = device,
				 .offer = entry,
				 .nth = entry->policy->complete ? ++nth : 0,
				 .place = place,
			     });
	}
}

/* Brings the revisions of a policy together, in the order they have. */
static void
group_revisions(struct listing *listing)
{
	struct revision *grouped =
	    memory_get(listing->revision_count + 1, sizeof(*grouped));
	size_t *next = memory_get(listing->count + 1, sizeof(*next));

	for (size_t i = 0; i < listing->count; i++) {
		struct listed *row = &listing->policies[i];

		row->revisions = grouped + next[i];
		next[i + 1] = next[i] + row->revision_count;
	}
	for (size_t i = 0; i < listing->revision_count; i++) {
		const struct revision *revision = &listing->revisions[i];

		grouped[next[revision->place]++] = *revision;
	}
	free(next);
	free(listing->revisions);
	listing->revisions = grouped;
}

struct listing *
listing_of(const struct ledger *ledger)
{
	struct listing *listing = memory_get(1, sizeof(*listing));

	collect_policies(listing, ledger);
	sort_policies(listing);
	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		collect_revisions(listing, ledger_device(ledger, i));
	group_revisions(listing);
	return listing;
}

void
listing_free(struct listing *listing)
{
	if (listing == NULL)
		return;
	free(listing->policies);
	free(listing->revisions);
	free(listing->sorted);
	free(listing);
}

enum listing_result
listing_find(const struct listing *listing, const char *word,
    const struct listed **found)
{
	size_t length = strlen(word);
	size_t count = 0;
	uint64_t number;

	if (word[0] != '0' &&
	    text_number(text_from(word), listing->count, &number) &&
	    number > 0) {
		*found = &listing->policies[number - 1];
		return LISTING_FOUND;
	}
	for (size_t i = 0; i < listing->count && length > 0; i++) {
		const char *id = listing->policies[i].policy->id;

		if (strncasecmp(id, word, length) != 0)
			continue;
		*found = &listing->policies[i];
		count++;
	}
	if (count == 0)
		return LISTING_NONE;
	return count == 1 ? LISTING_FOUND : LISTING_AMBIGUOUS;
}
