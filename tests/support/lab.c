/*
 * The lab, see lab.h.
 */
#include "tests/support/lab.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"
#include "decode/model/names.h"
#include "tests/support/check.h"

struct lab {
	struct policy_builder **builders;
	uint32_t builder_count, builder_room;
	struct trial *trials;
	uint32_t count, room;
	struct catalogue *catalogue;
	struct inference *inference;
};

struct lab *
lab_new(void)
{
	struct lab *lab = memory_get(1, sizeof(*lab));

	lab->catalogue = catalogue_new();
	return lab;
}

void
lab_free(struct lab *lab)
{
	inference_free(lab->inference);
	catalogue_free(lab->catalogue);
	for (uint32_t i = 0; i < lab->builder_count; i++)
		policy_builder_free(lab->builders[i]);
	free(lab->builders);
	free(lab->trials);
	free(lab);
}

static struct policy_builder *
new_builder(struct lab *lab)
{
	lab->builders = make_room(lab->builders, lab->builder_count,
	    &lab->builder_room, sizeof(struct policy_builder *));
	lab->builders[lab->builder_count] = policy_builder_new();
	return lab->builders[lab->builder_count++];
}

/* The form is known by the first name. */
static void
add_part(struct policy_builder *builder, const char *part, size_t length)
{
	const char *equals = memchr(part, '=', length);
	struct text name;
	enum setting setting;
	const char *at;
	size_t left;

	assert_non_null(equals);
	name = text_over(part, (size_t)(equals - part));
	setting = setting_by_name(name);
	at = equals + 1;
	left = length - (size_t)(at - part);
	if (left == 0 || *at != '[') {
		policy_add(builder, setting, name, text_over(at, left));
		return;
	}
	policy_add_list(builder, setting, name);
	for (at++, left -= 2; left > 0;) {
		size_t size = strcspn(at, ",]");

		policy_add_item(builder, text_over(at, size));
		left -= size + (at[size] == ',');
		at += size + 1;
	}
}

static bool
is_wap(const char *parts)
{
	size_t length = strcspn(parts, "=");
	enum setting setting = setting_by_name(text_over(parts, length));

	return setting != SETTING_UNKNOWN && setting_info(setting)->token == 0;
}

const struct policy *
lab_policy(struct lab *lab, const char *parts)
{
	struct policy_builder *builder = new_builder(lab);
	bool complete = true;

	policy_begin(builder, is_wap(parts) ? POLICY_WAP : POLICY_EAS);
	for (;;) {
		size_t length;

		parts += strspn(parts, " ");
		length = strcspn(parts, " ");
		if (length == 0)
			break;
		if (length == 3 && memcmp(parts, "...", 3) == 0)
			complete = false;
		else
			add_part(builder, parts, length);
		parts += length;
	}
	return policy_built(builder, complete);
}

const struct policy *
lab_served(struct lab *lab, const struct suggestion *suggestion)
{
	return serving_policy(&suggestion->serving, new_builder(lab));
}

void
lab_trial(
    struct lab *lab, uint32_t device, const struct policy *policy, unsigned ack)
{
	uint32_t number = lab->count + 1;

	lab->trials = make_room(
	    lab->trials, lab->count, &lab->room, sizeof(*lab->trials));
	lab->trials[lab->count++] = (struct trial){.policy = policy,
	    .ack = ack,
	    .device = device,
	    .round = number,
	    .download_frame = UINT64_C(10) * number,
	    .ack_frame = UINT64_C(20) * number};
}

void
lab_try(struct lab *lab, const char *parts, unsigned ack)
{
	lab_trial(lab, 1, lab_policy(lab, parts), ack);
}

const struct inference *
lab_infer(struct lab *lab)
{
	inference_free(lab->inference);
	lab->inference = infer(lab->catalogue, lab->trials, lab->count);
	return lab->inference;
}

struct catalogue *
lab_catalogue(struct lab *lab)
{
	return lab->catalogue;
}

uint32_t
lab_trials(const struct lab *lab)
{
	return lab->count;
}

const struct conclusion *
lab_support(const struct lab *lab, const char *part)
{
	const char *equals = strchr(part, '=');
	struct text name = text_over(part, (size_t)(equals - part));

	for (uint32_t i = 0; i < lab->inference->verdict_count; i++) {
		const struct conclusion *one = &lab->inference->verdicts[i];
		const struct demanded *demanded =
		    catalogue_demand(lab->catalogue, one->demand);

		if (text_equal(demanded->name, name) &&
		    (demanded->entry->is_list ||
			text_is(demanded->entry->value, equals + 1)))
			return one;
	}
	return NULL;
}

const char *
lab_word(struct lab *lab, const char *part)
{
	const struct conclusion *one;

	lab_infer(lab);
	one = lab_support(lab, part);
	return one == NULL ? "" : conclusion_name(one->kind);
}

bool
lab_device_fails(
    const struct lab_device *device, const struct policy_entry *entry)
{
	const char *from = device->from[entry->setting];
	enum strictness strictness;

	if (!device->fails[entry->setting])
		return false;
	if (from == NULL || entry->is_list)
		return true;
	strictness = setting_compare_ability(
	    entry->setting, entry->value, text_from(from));
	return strictness == STRICTNESS_STRICTER ||
	       strictness == STRICTNESS_EQUAL;
}

unsigned
lab_answer(const struct lab_device *device, const struct policy *policy)
{
	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		enum demand demand = policy_demand(policy, entry);

		if (demand == DEMAND_NOTHING ||
		    (demand == DEMAND_IN_DOUBT && !device->minds_doubt))
			continue;
		if (lab_device_fails(device, entry))
			return 2;
	}
	return 1;
}

uint32_t
lab_random(uint64_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32) % below;
}

const char *
lab_value(uint64_t *state, enum setting setting)
{
	static const char *const values[] = {
	    "0", "1", "2", "3", "4", "5", "6", "8", "12", "60", "900"};
	const char *value;

	if (setting_info(setting)->kind == KIND_LIST)
		return NULL;
	do {
		value = values[lab_random(
		    state, sizeof(values) / sizeof(values[0]))];
	} while (setting_demand(setting, text_from(value)) != DEMAND_SURE &&
		 (setting != SETTING_PASSWORD_RECOVERY_ENABLED ||
		     strcmp(value, "1") != 0));
	return value;
}
