/*
 * The list of findings, see findings.h.
 */
#include "decode/model/findings.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/memory.h"

void
evidence_add(struct evidence *evidence, struct moment at)
{
	uint32_t place = evidence->frame_count;

	evidence->count++;
	if (at.frame == 0)
		return;
	while (place > 0 && evidence->frames[place - 1] > at.frame)
		place--;
	if (place > 0 && evidence->frames[place - 1] == at.frame)
		return;
	if (evidence->frame_count == LIMIT_FINDING_FRAMES) {
		evidence->left_out++;
		return;
	}
	memmove(&evidence->frames[place + 1], &evidence->frames[place],
	    (evidence->frame_count - place) * sizeof(evidence->frames[0]));
	evidence->frames[place] = at.frame;
	evidence->frame_count++;
}

const char *
times(uint32_t count, char room[TIMES_TEXT])
{
	if (count == 1)
		return "once";
	if (count == 2)
		return "twice";
	(void)snprintf(room, TIMES_TEXT, "%" PRIu32 " times", count);
	return room;
}

/* Our sentences are short; what a capture put into one is cut before. */
#define FINDING_WORDS 16384

void
findings_add(struct findings *findings, enum finding_code code,
    const struct evidence *evidence, const char *format, ...)
{
	struct finding *finding;
	char words[FINDING_WORDS];
	va_list arguments;
	int length;

	if (findings->count == LIMIT_FINDINGS)
		return;
	va_start(arguments, format);
	length = vsnprintf(words, sizeof(words), format, arguments);
	va_end(arguments);
	if (length < 0)
		length = 0;
	if ((size_t)length >= sizeof(words))
		length = (int)sizeof(words) - 1;
	findings->items = memory_grow(findings->items,
	    (size_t)findings->count + 1, sizeof(*findings->items));
	finding = &findings->items[findings->count++];
	*finding = (struct finding){.code = code};
	finding->text = memory_get(1, (size_t)length + 1);
	memcpy(finding->text, words, (size_t)length);
	if (evidence == NULL || evidence->frame_count == 0)
		return;
	finding->frame_count = evidence->frame_count;
	finding->frames_left_out = evidence->left_out;
	finding->frames =
	    memory_get(evidence->frame_count, sizeof(*finding->frames));
	memcpy(finding->frames, evidence->frames,
	    evidence->frame_count * sizeof(*finding->frames));
}

void
findings_done(struct findings *findings)
{
	for (uint32_t i = 0; i < findings->count; i++) {
		free(findings->items[i].text);
		free(findings->items[i].frames);
	}
	free(findings->items);
	*findings = (struct findings){.count = 0};
}
