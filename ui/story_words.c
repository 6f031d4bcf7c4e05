/*
 * What servers do in words, see story_words.h.
 */
#include "ui/story_words.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ui/moment.h"

#define KEY_SHOWN 32

const char *
story_fact_label(enum story_fact fact)
{
	static const char *const labels[] = {
#define X(symbol, name, label) label,
	    STORY_FACTS(X)
#undef X
	};

	return labels[fact];
}

const char *
story_fact_name(enum story_fact fact)
{
	static const char *const names[] = {
#define X(symbol, name, label) name,
	    STORY_FACTS(X)
#undef X
	};

	return names[fact];
}

static void __attribute__((format(printf, 2, 3)))
add(char out[STORY_WORDS], const char *format, ...)
{
	size_t used = strlen(out);
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(out + used, STORY_WORDS - used, format, arguments);
	va_end(arguments);
}

/* "never", "once (frame 42)", "5 times (frames 42, 61 ..)" */
static void
add_places(char out[STORY_WORDS], const struct sightings *sightings)
{
	uint32_t named = sightings->count < LIMIT_STORY_SIGHTINGS
			     ? sightings->count
			     : LIMIT_STORY_SIGHTINGS;

	if (sightings->count == 0) {
		add(out, "never");
		return;
	}
	if (sightings->count == 1)
		add(out, "once (frame");
	else
		add(out, "%u times (frames", (unsigned)sightings->count);
	for (uint32_t i = 0; i < named; i++)
		add(out, "%s %" PRIu64, i > 0 ? "," : "",
		    sightings->items[i].frame);
	add(out, "%s)", named < sightings->count ? " .." : "");
}

static void
say_treatment(char out[STORY_WORDS], const struct treatment *treatment,
    unsigned forbidding)
{
	add(out, "%s: accepted ", attitude_name(treatment_attitude(treatment)));
	add_places(out, &treatment->accepted);
	add(out, ", refused ");
	add_places(out, &treatment->refused);
	if (treatment->forbidden.count > 0)
		add(out, ", with Status %u %u of them", forbidding,
		    (unsigned)treatment->forbidden.count);
}

static void
say_refreshes(char out[STORY_WORDS], const struct refreshes *refreshes)
{
	char shortest[MOMENT_TEXT];
	char longest[MOMENT_TEXT];

	moment_span(refreshes->shortest, shortest);
	moment_span(refreshes->longest, longest);
	add(out, "unchanged after %s", shortest);
	if (refreshes->longest != refreshes->shortest)
		add(out, " to %s", longest);
	add(out, ", ");
	add_places(out, &refreshes->places);
}

static void
say_codeword(char out[STORY_WORDS], const struct server_story *story)
{
	add(out, "half of the wipe threshold ");
	add_places(out, &story->codeword_half);
	add(out, ", another number ");
	add_places(out, &story->codeword_other);
}

static void
say_keys(char out[STORY_WORDS], const struct server_story *story)
{
	add(out, "another than the temporary one ");
	add_places(out, &story->other_key);
	add(out, ", the same ");
	add_places(out, &story->same_key);
}

static void
say_shared(
    char out[STORY_WORDS], const char *kind, const struct shared_key *key)
{
	uint32_t length =
	    key->key.length < KEY_SHOWN ? key->key.length : KEY_SHOWN;

	if (key->devices == 0)
		return;
	add(out, "%s%s key %.*s to %u devices", out[0] != '\0' ? ", " : "",
	    kind, (int)length, key->key.bytes, (unsigned)key->devices);
}

bool
story_seen(const struct server_story *story, enum story_fact fact)
{
	switch (fact) {
	case STORY_PARTIAL:
		return treatment_attitude(&story->partial) != ATTITUDE_NOT_SEEN;
	case STORY_NOT_APPLIED:
		return treatment_attitude(&story->not_applied) !=
		       ATTITUDE_NOT_SEEN;
	case STORY_EXTERNAL:
		return treatment_attitude(&story->external) !=
		       ATTITUDE_NOT_SEEN;
	case STORY_ASKED:
		return story->asked.places.count > 0;
	case STORY_UNASKED:
		return story->unasked.places.count > 0;
	case STORY_CODEWORD:
		return story->codeword_half.count > 0 ||
		       story->codeword_other.count > 0;
	case STORY_KEYS:
		return story->same_key.count > 0 || story->other_key.count > 0;
	case STORY_SHARED:
		return story->temporary.devices > 0 || story->final.devices > 0;
	case STORY_FACT_COUNT:
		break;
	}
	return false;
}

void
story_words(const struct server_story *story, enum story_fact fact,
    char out[STORY_WORDS])
{
	out[0] = '\0';
	if (!story_seen(story, fact))
		add(out, "not seen");
	else if (fact == STORY_PARTIAL)
		say_treatment(out, &story->partial, 139);
	else if (fact == STORY_NOT_APPLIED)
		say_treatment(out, &story->not_applied, 139);
	else if (fact == STORY_EXTERNAL)
		say_treatment(out, &story->external, 145);
	else if (fact == STORY_ASKED)
		say_refreshes(out, &story->asked);
	else if (fact == STORY_UNASKED)
		say_refreshes(out, &story->unasked);
	else if (fact == STORY_CODEWORD)
		say_codeword(out, story);
	else if (fact == STORY_KEYS)
		say_keys(out, story);
	if (fact == STORY_SHARED && out[0] == '\0') {
		say_shared(out, "temporary", &story->temporary);
		say_shared(out, "final", &story->final);
	}
}

void
story_title(const struct server_story *story, char out[STORY_WORDS])
{
	out[0] = '\0';
	if (text_seen(story->server))
		add(out, "%.*s", (int)story->server.length,
		    story->server.bytes);
	else
		add(out, "Devices of several servers");
	add(out, ", %u device%s, %u round%s", (unsigned)story->devices,
	    story->devices == 1 ? "" : "s", (unsigned)story->rounds,
	    story->rounds == 1 ? "" : "s");
}
