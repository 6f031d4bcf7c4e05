/*
 * The demands of all policies, see catalogue.h.
 */
#include "decode/model/catalogue.h"

#include <stdlib.h>

#include "decode/model/limits.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"

/* A setting: a row of the table, or an unknown one by form and name. */
struct subject {
	enum setting setting;
	enum policy_form form;
	struct text name;
	uint64_t name_hash;
	uint32_t number;
	uint32_t count;
	uint32_t demands[LIMIT_SUBJECT_VALUES];
	uint64_t values[LIMIT_SUBJECT_VALUES]; /* hashes */
};

struct catalogue {
	uint32_t row_count, row_room;
	struct demand_row *rows;
	uint32_t *slots; /* row + 1 by policy; 0: empty */
	uint32_t slot_count;
	uint32_t demand_count, demand_room;
	struct demanded *demands;
	uint32_t subject_count, subject_room;
	struct subject **subjects;
	uint32_t subject_of[SETTING_COUNT]; /* + 1; 0: none */
	uint64_t limits_reached;
};

struct catalogue *
catalogue_new(void)
{
	return memory_get(1, sizeof(struct catalogue));
}

static void
free_list(const uint32_t *list)
{
	free((void *)(uintptr_t)list);
}

void
catalogue_free(struct catalogue *catalogue)
{
	if (catalogue == NULL)
		return;
	for (uint32_t i = 0; i < catalogue->row_count; i++)
		free_list(catalogue->rows[i].demands);
	for (uint32_t i = 0; i < catalogue->subject_count; i++)
		free(catalogue->subjects[i]);
	free(catalogue->rows);
	free(catalogue->slots);
	free(catalogue->demands);
	free(catalogue->subjects);
	free(catalogue);
}

static uint64_t
scrambled(uint64_t word)
{
	word += UINT64_C(0x9e3779b97f4a7c15);
	word = (word ^ word >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	word = (word ^ word >> 27) * UINT64_C(0x94d049bb133111eb);
	return word ^ word >> 31;
}

/* Equal for values that entry_compare() calls equal. */
static uint64_t
value_hash(const struct policy_entry *entry)
{
	uint64_t sum = entry->item_count;
	struct text value;
	uint64_t number;

	if (entry->is_list) {
		for (uint32_t i = 0; i < entry->item_count; i++)
			sum += scrambled(text_hash(entry->items[i]));
		return scrambled(sum);
	}
	value = setting_plain_value(entry->setting, entry->value);
	if (text_number(value, UINT64_MAX, &number))
		return scrambled(number);
	return text_hash(value);
}

static struct subject *
find_subject(const struct catalogue *catalogue, enum policy_form form,
    const struct policy_entry *entry)
{
	uint64_t hash;

	if (entry->setting != SETTING_UNKNOWN) {
		uint32_t found = catalogue->subject_of[entry->setting];

		return found == 0 ? NULL : catalogue->subjects[found - 1];
	}
	hash = text_hash(entry->name);
	for (uint32_t i = 0; i < catalogue->subject_count; i++) {
		struct subject *subject = catalogue->subjects[i];

		if (subject->name_hash == hash &&
		    subject->setting == SETTING_UNKNOWN &&
		    subject->form == form &&
		    text_equal(subject->name, entry->name))
			return subject;
	}
	return NULL;
}

static struct subject *
open_subject(struct catalogue *catalogue, enum policy_form form,
    const struct policy_entry *entry)
{
	struct subject *subject = find_subject(catalogue, form, entry);

	if (subject != NULL || catalogue->subject_count >= LIMIT_SUBJECTS)
		return subject;
	subject = memory_get(1, sizeof(*subject));
	subject->setting = entry->setting;
	subject->form = form;
	subject->name = entry->name;
	subject->name_hash = text_hash(entry->name);
	subject->number = catalogue->subject_count;
	catalogue->subjects =
	    make_room(catalogue->subjects, catalogue->subject_count,
		&catalogue->subject_room, sizeof(struct subject *));
	catalogue->subjects[catalogue->subject_count++] = subject;
	if (entry->setting != SETTING_UNKNOWN)
		catalogue->subject_of[entry->setting] =
		    catalogue->subject_count;
	return subject;
}

static uint32_t
find_in_subject(const struct catalogue *catalogue,
    const struct subject *subject, const struct policy_entry *entry,
    bool in_doubt, uint64_t hash)
{
	for (uint32_t i = 0; i < subject->count; i++) {
		const struct demanded *other =
		    &catalogue->demands[subject->demands[i]];

		if (subject->values[i] == hash && other->in_doubt == in_doubt &&
		    entry_compare(other->entry, entry) == STRICTNESS_EQUAL)
			return subject->demands[i];
	}
	return NO_DEMAND;
}

/* True where the second asks no more than the first. */
static bool
covers(
    enum strictness first_to_second, bool first_in_doubt, bool second_in_doubt)
{
	return (first_to_second == STRICTNESS_STRICTER ||
		   first_to_second == STRICTNESS_EQUAL) &&
	       (second_in_doubt || !first_in_doubt);
}

static enum strictness
turned(enum strictness strictness)
{
	if (strictness == STRICTNESS_STRICTER)
		return STRICTNESS_WEAKER;
	return strictness == STRICTNESS_WEAKER ? STRICTNESS_STRICTER
					       : strictness;
}

/* Sets who is weaker than whom between a new demand and the others. */
static void
order(struct catalogue *catalogue, const struct subject *subject,
    struct demanded *added)
{
	for (uint32_t i = 0; i < subject->count; i++) {
		struct demanded *other =
		    &catalogue->demands[subject->demands[i]];
		enum strictness to_other =
		    entry_compare_ability(added->entry, other->entry);

		if (covers(to_other, added->in_doubt, other->in_doubt))
			added->weaker |= UINT64_C(1) << i;
		if (covers(turned(to_other), other->in_doubt, added->in_doubt))
			other->weaker |= UINT64_C(1) << added->place;
	}
}

static uint32_t
add_demand(struct catalogue *catalogue, const struct policy *policy,
    const struct policy_entry *entry, bool in_doubt)
{
	struct subject *subject = open_subject(catalogue, policy->form, entry);
	uint64_t hash = value_hash(entry);
	uint32_t number;
	struct demanded *added;

	if (subject == NULL)
		return NO_DEMAND;
	number = find_in_subject(catalogue, subject, entry, in_doubt, hash);
	if (number != NO_DEMAND || subject->count >= LIMIT_SUBJECT_VALUES)
		return number;
	catalogue->demands =
	    make_room(catalogue->demands, catalogue->demand_count,
		&catalogue->demand_room, sizeof(*catalogue->demands));
	number = catalogue->demand_count++;
	added = &catalogue->demands[number];
	*added = (struct demanded){.form = policy->form,
	    .setting = entry->setting,
	    .name = entry->name,
	    .policy = policy,
	    .entry = entry,
	    .in_doubt = in_doubt,
	    .subject = subject->number,
	    .place = subject->count,
	    .weaker = UINT64_C(1) << subject->count,
	    .hash = scrambled(number)};
	order(catalogue, subject, added);
	subject->values[subject->count] = hash;
	subject->demands[subject->count++] = number;
	return number;
}

static int
by_value(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a;
	uint32_t other = *(const uint32_t *)b;

	return (one > other) - (one < other);
}

static void
fill_row(struct catalogue *catalogue, struct demand_row *row)
{
	const struct policy *policy = row->policy;
	uint32_t *demands = memory_get(policy->entry_count, sizeof(*demands));

	row->whole = policy->complete;
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		enum demand demand = policy_demand(policy, entry);
		uint32_t number = NO_DEMAND;

		if (demand == DEMAND_NOTHING)
			continue;
		if (entry->is_list || text_seen(entry->value))
			number = add_demand(catalogue, policy, entry,
			    demand == DEMAND_IN_DOUBT);
		if (number == NO_DEMAND) {
			catalogue->limits_reached +=
			    entry->is_list || text_seen(entry->value);
			row->whole = false;
			continue;
		}
		row->hash += catalogue->demands[number].hash;
		demands[row->count++] = number;
	}
	qsort(demands, row->count, sizeof(*demands), by_value);
	row->demands = demands;
}

static uint32_t
slot_of(const struct catalogue *catalogue, const struct policy *policy)
{
	uint32_t slot = (uint32_t)scrambled((uintptr_t)policy);

	for (;; slot++) {
		uint32_t row;

		slot &= catalogue->slot_count - 1;
		row = catalogue->slots[slot];
		if (row == 0 || catalogue->rows[row - 1].policy == policy)
			return slot;
	}
}

static void
make_slots(struct catalogue *catalogue)
{
	if (catalogue->row_count < catalogue->slot_count / 2)
		return;
	catalogue->slot_count =
	    catalogue->slot_count == 0 ? 64 : catalogue->slot_count * 2;
	free(catalogue->slots);
	catalogue->slots =
	    memory_get(catalogue->slot_count, sizeof(*catalogue->slots));
	for (uint32_t i = 0; i < catalogue->row_count; i++)
		catalogue
		    ->slots[slot_of(catalogue, catalogue->rows[i].policy)] =
		    i + 1;
}

uint32_t
catalogue_enter(struct catalogue *catalogue, const struct policy *policy)
{
	uint32_t slot;

	make_slots(catalogue);
	slot = slot_of(catalogue, policy);
	if (catalogue->slots[slot] != 0)
		return catalogue->slots[slot] - 1;
	catalogue->rows = make_room(catalogue->rows, catalogue->row_count,
	    &catalogue->row_room, sizeof(*catalogue->rows));
	catalogue->rows[catalogue->row_count] =
	    (struct demand_row){.policy = policy};
	fill_row(catalogue, &catalogue->rows[catalogue->row_count]);
	catalogue->slots[slot] = ++catalogue->row_count;
	return catalogue->row_count - 1;
}

const struct demand_row *
catalogue_row(const struct catalogue *catalogue, uint32_t row)
{
	return &catalogue->rows[row];
}

uint32_t
catalogue_row_count(const struct catalogue *catalogue)
{
	return catalogue->row_count;
}

uint32_t
catalogue_count(const struct catalogue *catalogue)
{
	return catalogue->demand_count;
}

const struct demanded *
catalogue_demand(const struct catalogue *catalogue, uint32_t number)
{
	return &catalogue->demands[number];
}

uint32_t
catalogue_at(
    const struct catalogue *catalogue, uint32_t subject, unsigned place)
{
	if (subject >= catalogue->subject_count ||
	    place >= catalogue->subjects[subject]->count)
		return NO_DEMAND;
	return catalogue->subjects[subject]->demands[place];
}

uint32_t
catalogue_find(const struct catalogue *catalogue, const struct policy *policy,
    const struct policy_entry *entry)
{
	enum demand demand = policy_demand(policy, entry);
	const struct subject *subject =
	    find_subject(catalogue, policy->form, entry);

	if (demand == DEMAND_NOTHING || subject == NULL ||
	    (!entry->is_list && !text_seen(entry->value)))
		return NO_DEMAND;
	return find_in_subject(catalogue, subject, entry,
	    demand == DEMAND_IN_DOUBT, value_hash(entry));
}

uint32_t
catalogue_twin(
    const struct catalogue *catalogue, uint32_t number, bool in_doubt)
{
	const struct demanded *one = &catalogue->demands[number];

	return find_in_subject(catalogue, catalogue->subjects[one->subject],
	    one->entry, in_doubt, value_hash(one->entry));
}

uint64_t
catalogue_limits_reached(const struct catalogue *catalogue)
{
	return catalogue->limits_reached;
}
