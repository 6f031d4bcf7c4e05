/*
 * What servers did, see server_story.h.
 */
#include "decode/model/server_story.h"

#include <stdlib.h>
#include <string.h>

#include "decode/model/history.h"
#include "decode/model/memory.h"
#include "decode/model/names.h"
#include "decode/model/rounds.h"

/* MS-ASCMD 2.2.2: partially compliant devices, external management, a wipe. */
#define STATUS_NOT_FULLY_PROVISIONABLE 139u
#define STATUS_EXTERNALLY_MANAGED 145u
#define STATUS_WIPE_WAITS 140u

/* A key, by whom it was given to whom. */
struct key_given {
	struct text key;
	uint32_t story, device;
	bool final;
};

struct teller {
	struct server_stories *stories;
	uint32_t room, device_count;
	uint32_t key_count, key_room;
	struct key_given *keys;
};

const char *
attitude_name(enum attitude attitude)
{
	static const char *const names[] = {
#define X(symbol, name) name,
	    ATTITUDES(X)
#undef X
	};

	return names[attitude];
}

enum attitude
treatment_attitude(const struct treatment *treatment)
{
	bool lenient = treatment->accepted.count > 0;
	bool strict = treatment->refused.count > 0;

	if (lenient && strict)
		return ATTITUDE_BOTH;
	if (strict)
		return ATTITUDE_STRICT;
	return lenient ? ATTITUDE_LENIENT : ATTITUDE_NOT_SEEN;
}

static void
note(struct sightings *sightings, const struct device *device,
    struct moment moment)
{
	if (sightings->count < LIMIT_STORY_SIGHTINGS)
		sightings->items[sightings->count] =
		    (struct sighting){.device = device,
			.frame = moment.frame,
			.time = moment.time};
	sightings->count++;
}

static void
note_treatment(struct treatment *treatment, const struct device *device,
    const struct round *round, unsigned forbidding)
{
	const struct provision_entry *ack = round->ack;

	if (text_filled(round->final_key))
		note(&treatment->accepted, device, ack->response);
	if (!round->refused)
		return;
	note(&treatment->refused, device, ack->response);
	if (status_number(ack->response_status) == forbidding ||
	    status_number(ack->response_policy_status) == forbidding)
		note(&treatment->forbidden, device, ack->response);
}

static void
note_answer(struct server_story *story, const struct device *device,
    const struct round *round)
{
	if (round->outcome == STATE_PARTIAL)
		note_treatment(&story->partial, device, round,
		    STATUS_NOT_FULLY_PROVISIONABLE);
	if (round->outcome == STATE_NOT_APPLIED)
		note_treatment(&story->not_applied, device, round,
		    STATUS_NOT_FULLY_PROVISIONABLE);
	if (round->outcome == STATE_EXTERNAL)
		note_treatment(
		    &story->external, device, round, STATUS_EXTERNALLY_MANAGED);
}

static bool
number_of(const struct policy *policy, enum setting setting, uint64_t *number)
{
	const struct policy_entry *entry =
	    policy_find(policy, text_from(setting_info(setting)->name));

	return entry != NULL &&
	       text_number(text_trim(entry->value), UINT32_MAX, number);
}

static void
note_codeword(struct server_story *story, const struct device *device,
    const struct round *round)
{
	uint64_t threshold;
	uint64_t codeword;

	if (round->policy == NULL || round->offer == NULL ||
	    round->policy->form != POLICY_WAP ||
	    !number_of(round->policy, SETTING_WAP_WIPE_THRESHOLD, &threshold) ||
	    !number_of(
		round->policy, SETTING_WAP_CODEWORD_FREQUENCY, &codeword) ||
	    codeword == 0 || threshold == 0)
		return;
	note(codeword * 2 == threshold ? &story->codeword_half
				       : &story->codeword_other,
	    device, round->offer->response);
}

static void
give_key(struct teller *teller, struct text key, uint32_t story,
    uint32_t device, bool final)
{
	if (!text_filled(key))
		return;
	teller->keys = make_room(teller->keys, teller->key_count,
	    &teller->key_room, sizeof(*teller->keys));
	teller->keys[teller->key_count++] = (struct key_given){
	    .key = key, .story = story, .device = device, .final = final};
}

static void
note_keys(struct teller *teller, uint32_t number, const struct device *device,
    uint32_t index, const struct round *round)
{
	struct server_story *story = &teller->stories->items[number];

	if (round->offer != NULL)
		give_key(teller, round->temporary_key, number, index, false);
	give_key(teller, round->final_key, number, index, true);
	if (round->ack == NULL || !text_filled(round->temporary_key) ||
	    !text_filled(round->final_key))
		return;
	note(text_equal(round->temporary_key, round->final_key)
		 ? &story->same_key
		 : &story->other_key,
	    device, round->ack->response);
}

/* What lies between two rounds of a device. */
struct pause {
	const struct event *refusal; /* the first; NULL: it came on its own */
	bool used_key;               /* a key other than 0 */
	bool wiped;
};

static void
pause_event(struct pause *pause, const struct event *event)
{
	if (event->command == COMMAND_PROVISION)
		return;
	if (event->kind == EVENT_REFUSED && pause->refusal == NULL)
		pause->refusal = event;
	pause->used_key |= event_with_key(event);
	pause->wiped |= event->status == STATUS_WIPE_WAITS;
}

static struct pause
pause_between(
    const struct device *device, struct moment after, struct moment before)
{
	struct pause pause = {.refusal = NULL};

	for (uint32_t i = 0; i < device->event_count; i++) {
		const struct event *event = &device->events[i];

		if (moment_compare(event->at, after) > 0 &&
		    moment_compare(event->at, before) < 0)
			pause_event(&pause, event);
	}
	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (moment_compare(provision_at(entry), after) > 0 &&
		    moment_compare(provision_at(entry), before) < 0)
			pause.wiped |= entry->phase == PHASE_WIPE_ACKNOWLEDGE ||
				       provision_orders_wipe(entry);
	}
	return pause;
}

/* Wiped, or set up anew: it no longer has the key that it was given. A device
 * that is sent to provision may say key 0 with the download; what was refused
 * tells then. */
static bool
enrolled_anew(const struct pause *pause, const struct provision_entry *offer)
{
	if (pause->wiped)
		return true;
	if (pause->refusal != NULL)
		return event_without_key(pause->refusal);
	return pause->used_key && policy_key_is_none(offer->policy_key_header);
}

static void
note_refresh(struct server_story *story, const struct device *device,
    const struct round *before, const struct round *now)
{
	struct refreshes *refreshes;
	struct pause pause;
	int64_t interval;

	if (before->ack == NULL || now->offer == NULL ||
	    !text_filled(before->final_key) || before->policy == NULL ||
	    now->policy == NULL || before->policy->id[0] == '\0' ||
	    strcmp(before->policy->id, now->policy->id) != 0)
		return;
	interval =
	    provision_at(now->offer).time - provision_at(before->ack).time;
	if (interval < 0)
		return;
	pause = pause_between(
	    device, provision_at(before->ack), provision_at(now->offer));
	if (enrolled_anew(&pause, now->offer))
		return;
	refreshes = pause.refusal != NULL ? &story->asked : &story->unasked;
	if (refreshes->places.count == 0 || interval < refreshes->shortest)
		refreshes->shortest = interval;
	if (interval > refreshes->longest)
		refreshes->longest = interval;
	note(&refreshes->places, device, provision_at(now->offer));
}

static uint32_t
find_story(const struct server_stories *stories, struct text server)
{
	uint32_t i = 0;

	while (
	    i < stories->count && !text_equal(stories->items[i].server, server))
		i++;
	return i;
}

/* Not seen: several, or none that is known. */
static struct text
server_of(const struct device *device)
{
	return device->servers.count == 1 ? device->servers.items[0]
					  : TEXT_NOT_SEEN;
}

/* Beyond the limit, servers have a story in common, without a name. */
static uint32_t
story_of(struct teller *teller, const struct device *device)
{
	struct server_stories *stories = teller->stories;
	struct text server = server_of(device);
	uint32_t found = find_story(stories, server);

	if (found == stories->count && stories->count + 1 >= LIMIT_STORIES) {
		server = TEXT_NOT_SEEN;
		found = find_story(stories, server);
	}
	if (found < stories->count)
		return found;
	stories->items = make_room(stories->items, stories->count,
	    &teller->room, sizeof(*stories->items));
	memset(&stories->items[stories->count], 0, sizeof(*stories->items));
	stories->items[stories->count].server = server;
	return stories->count++;
}

struct teller *
story_begin(void)
{
	struct teller *teller = memory_get(1, sizeof(*teller));

	teller->stories = memory_get(1, sizeof(*teller->stories));
	return teller;
}

void
story_take(struct teller *teller, const struct device *device)
{
	struct assessment assessment = {.round_count = 0};
	uint32_t index = teller->device_count++;
	uint32_t number;
	struct server_story *story;

	if (device->provision_count == 0)
		return;
	rounds_collect(device, &assessment);
	number = story_of(teller, device);
	story = &teller->stories->items[number];
	story->devices++;
	story->rounds += assessment.round_count;
	for (uint32_t i = 0; i < assessment.round_count; i++) {
		const struct round *round = &assessment.rounds[i];

		if (round->ack != NULL)
			note_answer(story, device, round);
		note_codeword(story, device, round);
		note_keys(teller, number, device, index, round);
		if (i > 0)
			note_refresh(story, device, round - 1, round);
	}
	free(assessment.rounds);
}

static int
by_key(const void *a, const void *b)
{
	const struct key_given *one = a;
	const struct key_given *other = b;
	int order;

	if (one->story != other->story)
		return one->story < other->story ? -1 : 1;
	if (one->final != other->final)
		return one->final ? 1 : -1;
	order = text_compare(one->key, other->key);
	if (order != 0)
		return order;
	return (one->device > other->device) - (one->device < other->device);
}

static bool
same_group(const struct key_given *a, const struct key_given *b)
{
	return a->story == b->story && a->final == b->final &&
	       text_equal(a->key, b->key);
}

/* The key of each kind that most devices were given, where it is more than
 * one. */
static void
find_shared(struct teller *teller)
{
	const struct key_given *keys = teller->keys;

	if (teller->key_count == 0)
		return;
	qsort(teller->keys, teller->key_count, sizeof(*keys), by_key);
	for (uint32_t first = 0; first < teller->key_count;) {
		struct server_story *story =
		    &teller->stories->items[keys[first].story];
		struct shared_key *most =
		    keys[first].final ? &story->final : &story->temporary;
		uint32_t devices = 1;
		uint32_t end = first + 1;

		for (; end < teller->key_count &&
		       same_group(&keys[first], &keys[end]);
		     end++)
			devices += keys[end].device != keys[end - 1].device;
		if (devices > 1 && devices > most->devices)
			*most = (struct shared_key){
			    keys[first].key, devices, end - first};
		first = end;
	}
}

struct server_stories *
story_end(struct teller *teller)
{
	struct server_stories *stories = teller->stories;

	find_shared(teller);
	free(teller->keys);
	free(teller);
	return stories;
}

struct server_stories *
server_stories_tell(const struct ledger *ledger)
{
	struct teller *teller = story_begin();

	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		story_take(teller, ledger_device(ledger, i));
	return story_end(teller);
}

const struct server_story *
story_of_device(
    const struct server_stories *stories, const struct device *device)
{
	uint32_t found = find_story(stories, server_of(device));

	if (found == stories->count)
		found = find_story(stories, TEXT_NOT_SEEN);
	if (device->provision_count == 0 || found == stories->count)
		return NULL;
	return &stories->items[found];
}

void
server_stories_free(struct server_stories *stories)
{
	if (stories == NULL)
		return;
	free(stories->items);
	free(stories);
}
