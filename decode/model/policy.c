/*
 * Building a policy document, see policy.h. While it grows, texts are places
 * in one buffer that may move; policy_built() turns them into pointers.
 */
#include "decode/model/policy.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/keyed.h"
#include "decode/model/limits.h"
#include "decode/model/memory.h"

/* A text as a place in the buffer. */
struct place {
	size_t at;
	uint32_t length;
	bool seen;
};

struct draft {
	struct place name, value;
	uint64_t name_hash; /* of an unknown setting */
	enum setting setting;
	bool is_list, repeated;
	uint32_t first_item, item_count;
};

struct policy_builder {
	char *bytes;
	size_t used, room;
	struct draft drafts[LIMIT_POLICY_ENTRIES];
	struct draft *list; /* where items go; NULL: nowhere */
	uint32_t item_count, item_room;
	struct place *places;             /* of all items */
	uint32_t entry_of[SETTING_COUNT]; /* index + 1; 0: none */
	struct policy policy;
	struct policy_entry entries[LIMIT_POLICY_ENTRIES];
	struct text *items;
};

struct policy_builder *
policy_builder_new(void)
{
	(void)keyed_words();
	return memory_get(1, sizeof(struct policy_builder));
}

void
policy_builder_free(struct policy_builder *builder)
{
	if (builder == NULL)
		return;
	free(builder->bytes);
	free(builder->places);
	free(builder->items);
	free(builder);
}

void
policy_begin(struct policy_builder *builder, enum policy_form form)
{
	builder->used = 0;
	builder->list = NULL;
	builder->item_count = 0;
	memset(builder->entry_of, 0, sizeof(builder->entry_of));
	builder->policy = (struct policy){.form = form};
}

/* A document can name one long text again and again. */
static bool
fits(const struct policy_builder *builder, struct text text)
{
	return text.length <= LIMIT_POLICY_TEXTS - builder->used;
}

static struct place
keep_bytes(struct policy_builder *builder, struct text text)
{
	struct place place = {builder->used, text.length, text_seen(text)};

	if (text.length > builder->room - builder->used) {
		builder->room = builder->used + text.length + 1024;
		builder->room += builder->room / 2;
		builder->bytes = memory_grow(builder->bytes, builder->room, 1);
	}
	if (text.length > 0)
		memcpy(builder->bytes + place.at, text.bytes, text.length);
	builder->used += text.length;
	return place;
}

static struct text
place_text(const struct policy_builder *builder, struct place place)
{
	if (!place.seen)
		return TEXT_NOT_SEEN;
	return text_over(
	    place.length == 0 ? "" : builder->bytes + place.at, place.length);
}

/* Names may be long and alike: their hashes are compared first. */
static struct draft *
find_draft(struct policy_builder *builder, enum setting setting,
    struct text name, uint64_t hash)
{
	if (setting != SETTING_UNKNOWN) {
		uint32_t found = builder->entry_of[setting];

		return found == 0 ? NULL : &builder->drafts[found - 1];
	}
	for (uint32_t i = 0; i < builder->policy.entry_count; i++) {
		struct draft *draft = &builder->drafts[i];

		if (draft->setting == SETTING_UNKNOWN &&
		    draft->name_hash == hash &&
		    text_equal(place_text(builder, draft->name), name))
			return draft;
	}
	return NULL;
}

/* The draft of that name, emptied; a new one where there is none yet. */
static struct draft *
open_draft(
    struct policy_builder *builder, enum setting setting, struct text name)
{
	uint64_t hash = setting == SETTING_UNKNOWN
			    ? keyed_hash(name.bytes, name.length)
			    : 0;
	struct draft *draft = find_draft(builder, setting, name, hash);

	if (draft != NULL) {
		draft->repeated = true;
		draft->item_count = 0;
		return draft;
	}
	if (builder->policy.entry_count >= LIMIT_POLICY_ENTRIES ||
	    !fits(builder, name))
		return NULL;
	draft = &builder->drafts[builder->policy.entry_count++];
	*draft = (struct draft){.setting = setting, .name_hash = hash};
	draft->name = keep_bytes(builder, name);
	builder->entry_of[setting] = builder->policy.entry_count;
	return draft;
}

bool
policy_add(struct policy_builder *builder, enum setting setting,
    struct text name, struct text value)
{
	struct draft *draft = open_draft(builder, setting, name);

	builder->list = NULL;
	if (draft == NULL)
		return false;
	draft->is_list = false;
	draft->value = (struct place){.seen = false};
	if (!fits(builder, value))
		return false;
	draft->value = keep_bytes(builder, value);
	return true;
}

bool
policy_add_list(
    struct policy_builder *builder, enum setting setting, struct text name)
{
	struct draft *draft = open_draft(builder, setting, name);

	builder->list = draft;
	if (draft == NULL)
		return false;
	draft->is_list = true;
	draft->value = (struct place){.seen = false};
	draft->first_item = builder->item_count;
	return true;
}

bool
policy_add_item(struct policy_builder *builder, struct text item)
{
	if (builder->list == NULL ||
	    builder->item_count >= LIMIT_POLICY_ITEMS || !fits(builder, item))
		return false;
	if (builder->item_count == builder->item_room) {
		builder->item_room = builder->item_room * 2 + 8;
		builder->places = memory_grow(builder->places,
		    builder->item_room, sizeof(*builder->places));
		builder->items = memory_grow(builder->items, builder->item_room,
		    sizeof(*builder->items));
	}
	builder->places[builder->item_count++] = keep_bytes(builder, item);
	builder->list->item_count++;
	return true;
}

static uint64_t
mix(uint64_t hash, uint64_t word)
{
	hash = (hash ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return hash ^ hash >> 32;
}

/* Up to eight bytes, the same number on every machine. */
static uint64_t
word_of(const char *at, size_t length)
{
	uint64_t word = 0;

	for (size_t i = 0; i < length; i++)
		word |= (uint64_t)(unsigned char)at[i] << 8 * i;
	return word;
}

/* Mark, length and bytes: no value can look like the end of another one. */
static uint64_t
mix_text(uint64_t hash, char mark, struct text text)
{
	const char *at = text.bytes;
	uint32_t left = text.length;

	if (!text_seen(text))
		return mix(hash, '?');
	hash = mix(hash, (uint64_t)left << 8 | (unsigned char)mark);
	for (; left >= 8; left -= 8, at += 8)
		hash = mix(hash, word_of(at, 8));
	return left == 0 ? hash : mix(hash, word_of(at, left));
}

#define HASH_START UINT64_C(0xcbf29ce484222325)

/* A list is a set: the order of its items does not make another policy. */
static uint64_t
mix_items(uint64_t hash, const struct policy_entry *entry)
{
	uint64_t sum = 0;

	for (uint32_t i = 0; i < entry->item_count; i++)
		sum += mix_text(HASH_START, 'i', entry->items[i]);
	return mix(mix(hash, 'l'), sum ^ entry->item_count);
}

static uint64_t
entry_hash(const struct policy_entry *entry)
{
	uint64_t hash = mix_text(HASH_START, 'n', entry->name);

	return entry->is_list ? mix_items(hash, entry)
			      : mix_text(hash, 'v', entry->value);
}

/* The order of the entries does not matter either: their hashes are added. */
static void
make_id(struct policy *policy)
{
	uint64_t sum = policy->form == POLICY_EAS ? 'e' : 'w';

	for (uint32_t i = 0; i < policy->entry_count; i++)
		sum += entry_hash(&policy->entries[i]);
	sum = (sum ^ sum >> 29) * UINT64_C(0xff51afd7ed558ccd);
	sum ^= sum >> 32;
	for (size_t i = POLICY_ID - 1; i-- > 0; sum >>= 4)
		policy->id[i] = "0123456789abcdef"[sum & 15];
	policy->id[POLICY_ID - 1] = '\0';
}

static void
fill_entry(struct policy_builder *builder, uint32_t index)
{
	const struct draft *draft = &builder->drafts[index];

	builder->entries[index] = (struct policy_entry){
	    .name = place_text(builder, draft->name),
	    .setting = draft->setting,
	    .value = place_text(builder, draft->value),
	    .is_list = draft->is_list,
	    .repeated = draft->repeated,
	    .item_count = draft->item_count,
	    .items = draft->item_count == 0
			 ? NULL
			 : builder->items + draft->first_item,
	};
}

const struct policy *
policy_built(struct policy_builder *builder, bool complete)
{
	struct policy *policy = &builder->policy;

	for (uint32_t i = 0; i < builder->item_count; i++)
		builder->items[i] = place_text(builder, builder->places[i]);
	for (uint32_t i = 0; i < policy->entry_count; i++)
		fill_entry(builder, i);
	policy->entries = builder->entries;
	policy->complete = complete;
	if (complete)
		make_id(policy);
	return policy;
}

const struct policy_entry *
policy_find(const struct policy *policy, struct text name)
{
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		if (text_equal(policy->entries[i].name, name))
			return &policy->entries[i];
	}
	return NULL;
}

static bool
entry_equal(const struct policy_entry *a, const struct policy_entry *b)
{
	if (a->setting != b->setting || a->is_list != b->is_list ||
	    a->repeated != b->repeated || a->item_count != b->item_count ||
	    !text_equal(a->name, b->name) || !text_equal(a->value, b->value))
		return false;
	for (uint32_t i = 0; i < a->item_count; i++) {
		if (!text_equal(a->items[i], b->items[i]))
			return false;
	}
	return true;
}

bool
policy_equal(const struct policy *a, const struct policy *b)
{
	if (a == b)
		return true;
	if (a->form != b->form || a->complete != b->complete ||
	    a->entry_count != b->entry_count)
		return false;
	for (uint32_t i = 0; i < a->entry_count; i++) {
		if (!entry_equal(&a->entries[i], &b->entries[i]))
			return false;
	}
	return true;
}
