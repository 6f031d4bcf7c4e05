/*
 * What servers do as JSON, see json_story.h.
 */
#include "ui/json_story.h"

#include "ui/story_words.h"

#define SECOND 1000000000LL

static void
put_sightings(
    struct json *json, const char *key, const struct sightings *sightings)
{
	json_object_open(json, key, JSON_ROW);
	json_put_number(json, "count", sightings->count);
	json_array_open(json, "frames", JSON_ROW);
	for (uint32_t i = 0; i < sightings->count && i < LIMIT_STORY_SIGHTINGS;
	     i++)
		json_put_number(json, NULL, sightings->items[i].frame);
	json_close(json);
	json_close(json);
}

static void
put_treatment(
    struct json *json, const char *key, const struct treatment *treatment)
{
	json_object_open(json, key, JSON_ROW);
	json_put_words(
	    json, "attitude", attitude_name(treatment_attitude(treatment)));
	put_sightings(json, "accepted", &treatment->accepted);
	put_sightings(json, "refused", &treatment->refused);
	put_sightings(json, "forbidden", &treatment->forbidden);
	json_close(json);
}

static void
put_refreshes(
    struct json *json, const char *key, const struct refreshes *refreshes)
{
	json_object_open(json, key, JSON_ROW);
	json_put_number(
	    json, "shortest_seconds", (uint64_t)(refreshes->shortest / SECOND));
	json_put_number(
	    json, "longest_seconds", (uint64_t)(refreshes->longest / SECOND));
	put_sightings(json, "places", &refreshes->places);
	json_close(json);
}

static void
put_pair(struct json *json, const char *key, const char *first,
    const struct sightings *one, const char *second,
    const struct sightings *other)
{
	json_object_open(json, key, JSON_ROW);
	put_sightings(json, first, one);
	put_sightings(json, second, other);
	json_close(json);
}

static void
put_shared(struct json *json, const char *key, const struct shared_key *shared)
{
	if (shared->devices == 0)
		return;
	json_object_open(json, key, JSON_ROW);
	json_put_text(json, "key", shared->key);
	json_put_number(json, "devices", shared->devices);
	json_put_number(json, "rounds", shared->rounds);
	json_close(json);
}

static void
put_fact(struct json *json, const struct server_story *story,
    enum story_fact fact, const char *key)
{
	switch (fact) {
	case STORY_PARTIAL:
		put_treatment(json, key, &story->partial);
		break;
	case STORY_NOT_APPLIED:
		put_treatment(json, key, &story->not_applied);
		break;
	case STORY_EXTERNAL:
		put_treatment(json, key, &story->external);
		break;
	case STORY_ASKED:
		put_refreshes(json, key, &story->asked);
		break;
	case STORY_UNASKED:
		put_refreshes(json, key, &story->unasked);
		break;
	case STORY_CODEWORD:
		put_pair(json, key, "half_of_threshold", &story->codeword_half,
		    "other", &story->codeword_other);
		break;
	case STORY_KEYS:
		put_pair(json, key, "as_temporary", &story->same_key, "other",
		    &story->other_key);
		break;
	case STORY_SHARED:
		json_object_open(json, key, JSON_ROW);
		put_shared(json, "temporary", &story->temporary);
		put_shared(json, "final", &story->final);
		json_close(json);
		break;
	case STORY_FACT_COUNT:
		break;
	}
}

void
json_put_stories(struct json *json, const struct server_stories *stories)
{
	json_array_open(json, "servers", JSON_LINES);
	for (uint32_t i = 0; i < stories->count; i++) {
		const struct server_story *story = &stories->items[i];

		json_object_open(json, NULL, JSON_ROW);
		json_put_text(json, "server", story->server);
		json_put_number(json, "devices", story->devices);
		json_put_number(json, "rounds", story->rounds);
		for (unsigned j = 0; j < STORY_FACT_COUNT; j++) {
			enum story_fact fact = (enum story_fact)j;

			if (story_seen(story, fact))
				put_fact(
				    json, story, fact, story_fact_name(fact));
		}
		json_close(json);
	}
	json_close(json);
}
