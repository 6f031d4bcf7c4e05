/*
 * Findings as they are built: a text of our own words, and the frames that it
 * rests on. Several files fill one list, each for its topic.
 */
#ifndef EASLENS_MODEL_FINDINGS_H
#define EASLENS_MODEL_FINDINGS_H

#include "decode/model/assess.h"
#include "decode/model/limits.h"

/* How often something was seen, and where first. */
struct evidence {
	uint32_t count;
	uint32_t frame_count;
	uint32_t left_out; /* times in frames beyond these */
	uint64_t frames[LIMIT_FINDING_FRAMES];
};

/* Counts once more. */
void evidence_add(struct evidence *, struct moment);

/* Adds a finding with this evidence (NULL: none); no text is cut. */
__attribute__((format(printf, 4, 5))) void findings_add(struct findings *,
    enum finding_code, const struct evidence *, const char *format, ...);

/* "once", "twice", "3 times", in `room`. */
#define TIMES_TEXT 24
const char *times(uint32_t count, char room[TIMES_TEXT]);

/* A captured text for printf's "%.*s". */
#define TEXT_ARGUMENT(text) (int)(text).length, (text).bytes

/* By topic: the rounds; keys; what the server answered; the exchanges. */
void findings_of_rounds(
    const struct device *, const struct assessment *, struct findings *);
void findings_of_keys(
    const struct device *, const struct assessment *, struct findings *);
void findings_of_answers(const struct device *, struct findings *);
void findings_of_wipes(const struct device *, struct findings *);
void findings_of_exchanges(const struct device *, struct findings *);

#endif
