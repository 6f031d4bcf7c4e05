/*
 * The table of profiles made from profiles.def, see profiles.h.
 */
#include "decode/model/profiles.h"

#include <string.h>

static const struct profile_info infos[PROFILE_COUNT] = {
#define PROFILE(symbol, ...) {__VA_ARGS__},
#include "decode/model/profiles.def"
#undef PROFILE
};

/* A letter per profile; NULL: a setting without a row. */
static const char *const letters[SETTING_COUNT] = {
#define SUPPORT(setting, row) [SETTING_##setting] = row,
#include "decode/model/profiles.def"
#undef SUPPORT
};

#define SUPPORT(setting, row)                                                  \
	_Static_assert(                                                        \
	    sizeof(row) == PROFILE_COUNT + 1, "a letter per profile");
#include "decode/model/profiles.def"
#undef SUPPORT

static const struct {
	enum profile profile;
	enum setting setting;
	const char *words;
} notes[] = {
#define NOTE(profile, setting, words)                                          \
	{PROFILE_##profile, SETTING_##setting, words},
#include "decode/model/profiles.def"
#undef NOTE
};

static const struct {
	char letter;
	const char *name, *words;
} supports[SUPPORT_COUNT] = {
#define X(symbol, letter, name, words) {letter, name, words},
    SUPPORTS(X)
#undef X
};

const char *
support_name(enum support support)
{
	return supports[support].name;
}

const char *
support_words(enum support support)
{
	return supports[support].words;
}

const struct profile_info *
profile_info(enum profile profile)
{
	return &infos[profile];
}

enum profile
profile_by_name(const char *name)
{
	unsigned i = 0;

	while (i < PROFILE_COUNT && strcmp(infos[i].name, name) != 0)
		i++;
	return (enum profile)i;
}

enum support
profile_support(enum profile profile, enum setting setting)
{
	const char *row = letters[setting];

	for (unsigned i = 0; i < SUPPORT_COUNT && row != NULL; i++) {
		if (supports[i].letter == row[profile])
			return (enum support)i;
	}
	return SUPPORT_UNKNOWN;
}

const char *
profile_note(enum profile profile, enum setting setting)
{
	for (size_t i = 0; i < sizeof(notes) / sizeof(notes[0]); i++) {
		if (notes[i].profile == profile && notes[i].setting == setting)
			return notes[i].words;
	}
	return "";
}

static bool
begins_with(struct text text, struct text start)
{
	return text.length >= start.length &&
	       memcmp(text.bytes, start.bytes, start.length) == 0;
}

/* "start" or "start*within". */
static bool
agent_fits(struct text agent, struct text pattern)
{
	const char *star = memchr(pattern.bytes, '*', pattern.length);
	struct text within;

	if (star == NULL)
		return begins_with(agent, pattern);
	within = text_over(
	    star + 1, pattern.length - (size_t)(star + 1 - pattern.bytes));
	pattern.length = (uint32_t)(star - pattern.bytes);
	if (!begins_with(agent, pattern))
		return false;
	agent.bytes += pattern.length;
	agent.length -= pattern.length;
	for (; agent.length > 0; agent.bytes++, agent.length--) {
		if (begins_with(agent, within))
			return true;
	}
	return false;
}

static bool
agent_matches(enum profile profile, struct text agent)
{
	struct text pattern;
	size_t at = 0;

	while (setting_next_part(infos[profile].agents, &at, &pattern)) {
		if (agent_fits(agent, pattern))
			return true;
	}
	return false;
}

bool
profile_matches(enum profile profile, const struct device *device)
{
	const struct names *agents = &device->user_agents;

	for (uint32_t i = 0; i < agents->count; i++) {
		if (!agent_matches(profile, agents->items[i]))
			return false;
	}
	return agents->count > 0;
}

struct profile_verdict
profile_judge(enum profile profile, const struct policy *policy)
{
	struct profile_verdict verdict = {.demands = 0};

	for (uint32_t i = 0; i < policy->entry_count; i++) {
		const struct policy_entry *entry = &policy->entries[i];

		enum demand demand = policy_demand(policy, entry);
		enum support support = profile_support(profile, entry->setting);

		if (demand == DEMAND_NOTHING)
			continue;
		verdict.demands++;
		verdict.counts[support]++;
		verdict.sure_no +=
		    support == SUPPORT_NO && demand == DEMAND_SURE;
	}
	return verdict;
}

bool
profile_promises(const struct profile_verdict *verdict)
{
	return verdict->demands == verdict->counts[SUPPORT_YES] +
				       verdict->counts[SUPPORT_MET] +
				       verdict->counts[SUPPORT_IGNORED] +
				       verdict->counts[SUPPORT_OUTSIDE];
}
