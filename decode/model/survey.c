/*
 * A survey of all devices in steps, see survey.h.
 */
#include "decode/model/survey.h"

#include <stdlib.h>

#include "decode/model/memory.h"

/* Devices that are one step. */
#define STEP_DEVICES 64u

struct survey {
	size_t count, next;
	const struct device **devices;
	struct scope_collector *collector; /* NULL: no matrix, or done */
	struct teller *teller;             /* NULL: done */
	struct matrix *matrix;
	struct server_stories *stories;
	bool done;
};

/* The order of devices may change while they are taken. */
struct survey *
survey_begin(
    const struct ledger *ledger, unsigned parts, const struct family *only)
{
	struct survey *survey = memory_get(1, sizeof(*survey));

	survey->count = ledger_device_count(ledger);
	survey->devices = memory_get(survey->count, sizeof(*survey->devices));
	for (size_t i = 0; i < survey->count; i++)
		survey->devices[i] = ledger_device(ledger, i);
	if (parts != 0)
		survey->collector = scopes_begin(parts, only);
	survey->teller = story_begin();
	return survey;
}

static void
take_some(struct survey *survey)
{
	for (unsigned i = 0; i < STEP_DEVICES && survey->next < survey->count;
	     i++) {
		const struct device *device = survey->devices[survey->next++];

		if (survey->collector != NULL)
			scopes_take(survey->collector, device);
		story_take(survey->teller, device);
	}
}

/* What was taken is put in order. */
static void
group(struct survey *survey)
{
	if (survey->collector != NULL)
		survey->matrix = matrix_begin(scopes_end(survey->collector));
	survey->collector = NULL;
	survey->stories = story_end(survey->teller);
	survey->teller = NULL;
}

bool
survey_step(struct survey *survey)
{
	if (survey->next < survey->count)
		take_some(survey);
	else if (survey->teller != NULL)
		group(survey);
	else if (survey->matrix == NULL || !matrix_step(survey->matrix))
		survey->done = true;
	return !survey->done;
}

const struct matrix *
survey_matrix(const struct survey *survey)
{
	return survey->done ? survey->matrix : NULL;
}

const struct server_stories *
survey_stories(const struct survey *survey)
{
	return survey->done ? survey->stories : NULL;
}

void
survey_free(struct survey *survey)
{
	if (survey == NULL)
		return;
	if (survey->collector != NULL)
		scopes_free(scopes_end(survey->collector));
	if (survey->teller != NULL)
		server_stories_free(story_end(survey->teller));
	matrix_free(survey->matrix);
	server_stories_free(survey->stories);
	free(survey->devices);
	free(survey);
}
