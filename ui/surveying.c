/*
 * A survey behind a view, see surveying.h.
 */
#include "ui/surveying.h"

#include <stdio.h>

#include "ui/layout.h"

/* From the end of a survey to the next one while the ledger grows, for each of
 * its steps: a small part of the time goes into surveys. */
#define WAIT_STEP 20000000LL
#define WAIT_MOST 5000000000LL

unsigned
family_choice_parts(unsigned choice)
{
	static const unsigned parts[] = {
#define X(parts, words) parts,
	    FAMILY_CHOICES(X)
#undef X
	};

	return parts[choice];
}

const char *
family_choice_words(unsigned choice)
{
	static const char *const words[] = {
#define X(parts, words) words,
	    FAMILY_CHOICES(X)
#undef X
	};

	return words[choice];
}

static bool
is_due(const struct surveying *surveying, const struct ledger *ledger,
    const struct run_seen *run)
{
	if (surveying->going != NULL)
		return false;
	if (surveying->shown == NULL)
		return true;
	return surveying->seen.revision != ledger_revision(ledger) &&
	       (!run->reading || run->elapsed >= surveying->due);
}

void
surveying_follow(struct surveying *surveying, const struct ledger *ledger,
    const struct run_seen *run, unsigned parts, const struct family *only)
{
	int64_t wait = surveying->steps * WAIT_STEP;

	/* The first drawing after the end tells when it was. */
	if (surveying->going == NULL && surveying->steps > 0) {
		surveying->due =
		    run->elapsed + (wait < WAIT_MOST ? wait : WAIT_MOST);
		surveying->steps = 0;
	}
	if (!is_due(surveying, ledger, run))
		return;
	surveying->going = survey_begin(ledger, parts, only);
	surveying->begun.revision = ledger_revision(ledger);
	surveying->begun.packets = ledger_health_seen(ledger)->packets;
}

bool
surveying_step(struct surveying *surveying)
{
	if (surveying->going == NULL)
		return false;
	surveying->steps++;
	if (survey_step(surveying->going))
		return true;
	survey_free(surveying->shown);
	surveying->shown = surveying->going;
	surveying->seen = surveying->begun;
	surveying->going = NULL;
	surveying->turns++;
	return false;
}

void
surveying_done(struct surveying *surveying)
{
	survey_free(surveying->going);
	survey_free(surveying->shown);
	surveying->going = NULL;
	surveying->shown = NULL;
	surveying->turns++;
}

void
surveying_words(const struct surveying *surveying, const struct ledger *ledger,
    char out[SURVEYING_WORDS])
{
	out[0] = '\0';
	if (surveying->shown == NULL)
		snprintf(out, SURVEYING_WORDS, "being worked out");
	else if (surveying->seen.revision != ledger_revision(ledger))
		snprintf(out, SURVEYING_WORDS, "as of packet %s",
		    layout_number(surveying->seen.packets));
}
