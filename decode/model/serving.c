/*
 * Making a policy that tries a few demands, see serving.h.
 */
#include "decode/model/serving.h"

#include <stdlib.h>

#include "decode/model/names.h"

/* Passes over what became active by the changes; each loosens at least one
 * setting. */
#define MOST_PASSES 64u

const char *
served_change_name(enum served_change change)
{
	static const char *const names[] = {
#define X(symbol, name) name,
	    SERVED_CHANGES(X)
#undef X
	};

	return names[change];
}

struct serving
serving_from(const struct inference *inference,
    const struct catalogue *catalogue, const struct policy *base)
{
	return (struct serving){
	    .inference = inference, .catalogue = catalogue, .base = base};
}

void
serving_done(struct serving *serving)
{
	free(serving->settings);
	serving->settings = NULL;
}

static struct served *
find_served(
    const struct serving *serving, enum setting setting, struct text name)
{
	for (uint32_t i = 0; i < serving->count; i++) {
		struct served *served = &serving->settings[i];

		if (served->setting == setting &&
		    (setting != SETTING_UNKNOWN ||
			text_equal(served->name, name)))
			return served;
	}
	return NULL;
}

static struct served *
append(struct serving *serving, const struct served *served)
{
	serving->settings = make_room(serving->settings, serving->count,
	    &serving->room, sizeof(*serving->settings));
	serving->settings[serving->count] = *served;
	return &serving->settings[serving->count++];
}

static bool
is_obeyed(enum conclusion_kind kind)
{
	return kind == CONCLUSION_CLEARED || kind == CONCLUSION_INACTIVE;
}

static bool
is_unknown(enum conclusion_kind kind)
{
	return kind == CONCLUSION_SUSPECT || kind == CONCLUSION_OPEN;
}

/* The verdict on a setting with a value, without doubt where there is one. */
static uint32_t
verdict_on(
    const struct serving *serving, enum setting setting, struct text value)
{
	const struct inference *inference = serving->inference;
	uint32_t result = NO_DEMAND;

	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		const struct demanded *demanded = catalogue_demand(
		    serving->catalogue, inference->verdicts[i].demand);

		if (demanded->setting != setting || demanded->entry->is_list ||
		    setting_compare(setting, demanded->entry->value, value) !=
			STRICTNESS_EQUAL)
			continue;
		if (!demanded->in_doubt)
			return i;
		result = i;
	}
	return result;
}

static bool
same_value(const struct served *a, const struct served *b)
{
	if (a->list != NULL || b->list != NULL)
		return a->list != NULL && b->list != NULL &&
		       entry_compare(a->list, b->list) == STRICTNESS_EQUAL;
	return setting_compare(a->setting, a->value, b->value) ==
	       STRICTNESS_EQUAL;
}

/* Whether it may be served, and is tried by that. */
static bool
may_serve(const struct serving *serving, struct served *served, bool may_try)
{
	enum conclusion_kind kind = CONCLUSION_OPEN;

	if (served->list == NULL &&
	    setting_demands_nothing(served->setting, served->value))
		return true;
	if (served->verdict != NO_DEMAND)
		kind = serving->inference->verdicts[served->verdict].kind;
	served->tried = is_unknown(kind);
	return is_obeyed(kind) || (served->tried && may_try);
}

/* Plans a setting and what it depends on; what was planned before a failure
 * is the caller's to take back. */
static bool
plan(struct serving *serving, struct served served, bool may_try)
{
	const struct served *planned =
	    find_served(serving, served.setting, served.name);
	struct setting_need need;
	size_t at = 0;

	if (planned != NULL)
		return same_value(planned, &served);
	if (!may_serve(serving, &served, may_try))
		return false;
	served.planned = true;
	serving->tried += served.tried;
	append(serving, &served);
	while (setting_next_need(served.setting, &at, &need)) {
		enum setting setting = setting_by_name(need.name);
		struct served master = {.setting = setting,
		    .name = need.name,
		    .value = need.value,
		    .verdict = verdict_on(serving, setting, need.value)};

		if (!plan(serving, master, may_try))
			return false;
	}
	return true;
}

static bool
plan_or_not(struct serving *serving, struct served served, bool may_try)
{
	uint32_t count = serving->count;
	uint32_t tried = serving->tried;

	if (plan(serving, served, may_try))
		return true;
	serving->count = count;
	serving->tried = tried;
	return false;
}

/* The same value without doubt is known to fail. */
static bool
fails_for_sure(const struct serving *serving, uint32_t demand)
{
	const struct inference *inference = serving->inference;
	uint32_t twin = catalogue_twin(serving->catalogue, demand, false);

	for (uint32_t i = 0; i < inference->verdict_count; i++) {
		if (inference->verdicts[i].demand == twin)
			return !is_unknown(inference->verdicts[i].kind) &&
			       !is_obeyed(inference->verdicts[i].kind);
	}
	return false;
}

static struct served
as_served(const struct policy_entry *entry, uint32_t verdict)
{
	return (struct served){
	    .setting = entry->setting,
	    .name = entry->name,
	    .value = entry->is_list ? TEXT_NOT_SEEN : entry->value,
	    .list = entry->is_list ? entry : NULL,
	    .verdict = verdict,
	};
}

bool
serving_try(struct serving *serving, uint32_t verdict)
{
	uint32_t number = serving->inference->verdicts[verdict].demand;
	const struct demanded *demanded =
	    catalogue_demand(serving->catalogue, number);

	if (demanded->form != serving->base->form ||
	    (demanded->in_doubt && fails_for_sure(serving, number)))
		return false;
	return plan_or_not(serving, as_served(demanded->entry, verdict), true);
}

static uint32_t
verdict_of(const struct serving *serving, const struct policy *policy,
    const struct policy_entry *entry)
{
	const struct inference *inference = serving->inference;
	const struct conclusion *verdict =
	    inference_verdict_of(inference, serving->catalogue, policy, entry);

	if (verdict->demand == NO_DEMAND)
		return NO_DEMAND;
	return (uint32_t)(verdict - inference->verdicts);
}

/* What the device obeys stays as it is, as far as what it depends on does. */
static void
keep_obeyed(struct serving *serving)
{
	const struct policy *base = serving->base;

	for (uint32_t i = 0; i < base->entry_count; i++) {
		const struct policy_entry *entry = &base->entries[i];
		uint32_t verdict = verdict_of(serving, base, entry);

		if (verdict != NO_DEMAND &&
		    is_obeyed(serving->inference->verdicts[verdict].kind))
			(void)plan_or_not(
			    serving, as_served(entry, verdict), false);
	}
}

static void
loosen(struct served *served)
{
	served->list = NULL;
	served->verdict = NO_DEMAND;
	served->planned = true;
	served->change = setting_loosest(served->setting, &served->value)
			     ? SERVED_LOOSENED
			     : SERVED_LEFT_OUT;
}

/* What the base has besides what is planned. */
static void
add_rest(struct serving *serving, const struct policy_entry *entry)
{
	struct served *planned =
	    find_served(serving, entry->setting, entry->name);
	struct served rest = as_served(entry, NO_DEMAND);

	if (planned != NULL) {
		planned->before = entry;
		planned->change =
		    same_value(planned, &rest) ? SERVED_AS_IT_IS : SERVED_SET;
		if (planned->change == SERVED_AS_IT_IS)
			planned->value = rest.value;
		else if (planned->list == NULL &&
			 setting_demands_nothing(
			     planned->setting, planned->value))
			planned->change = SERVED_LOOSENED;
		return;
	}
	rest.before = entry;
	if (policy_demands(serving->base, entry))
		loosen(&rest);
	append(serving, &rest);
}

/* What the device obeys may become active. */
static bool
may_wake(const struct serving *serving, const struct policy *policy,
    const struct policy_entry *entry)
{
	return is_obeyed(inference_verdict_of(
	    serving->inference, serving->catalogue, policy, entry)
			     ->kind);
}

/* Loosens what became active only because something else was switched on.
 * False: there was nothing. */
static bool
loosen_new(struct serving *serving, struct policy_builder *builder)
{
	const struct policy *policy = serving_policy(serving, builder);
	bool any = false;

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];
		struct served *served =
		    find_served(serving, entry->setting, entry->name);

		if (served == NULL || served->planned ||
		    !policy_demands(policy, entry) ||
		    may_wake(serving, policy, entry))
			continue;
		loosen(served);
		any = true;
	}
	return any;
}

void
serving_complete(struct serving *serving)
{
	struct policy_builder *builder = policy_builder_new();
	uint32_t passes = MOST_PASSES;

	keep_obeyed(serving);
	for (uint32_t i = 0; i < serving->count; i++)
		serving->settings[i].change = SERVED_SET;
	for (uint32_t i = 0; i < serving->base->entry_count; i++)
		add_rest(serving, &serving->base->entries[i]);
	while (passes-- > 0 && loosen_new(serving, builder))
		continue;
	policy_builder_free(builder);
}

struct policy_entry
served_entry(const struct served *served)
{
	struct policy_entry entry = {
	    .name = served->name,
	    .setting = served->setting,
	    .value = served->value,
	    .is_list = served->list != NULL ||
		       setting_info(served->setting)->kind == KIND_LIST,
	};

	if (served->list != NULL) {
		entry.item_count = served->list->item_count;
		entry.items = served->list->items;
	}
	return entry;
}

static void
add_served(struct policy_builder *builder, const struct served *served)
{
	struct policy_entry entry = served_entry(served);

	if (served->change == SERVED_LEFT_OUT)
		return;
	if (!entry.is_list) {
		(void)policy_add(
		    builder, entry.setting, entry.name, entry.value);
		return;
	}
	(void)policy_add_list(builder, entry.setting, entry.name);
	for (uint32_t i = 0; i < entry.item_count; i++)
		(void)policy_add_item(builder, entry.items[i]);
}

const struct policy *
serving_policy(const struct serving *serving, struct policy_builder *builder)
{
	policy_begin(builder, serving->base->form);
	for (uint32_t i = 0; i < serving->count; i++)
		add_served(builder, &serving->settings[i]);
	return policy_built(builder, true);
}
