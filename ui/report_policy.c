/*
 * The command "policy": finds what is asked about, and lets the writer of the
 * format answer (policy_writer.h). Commands of a shell are made by
 * powershell.h.
 */
#include "ui/complain.h"
#include "ui/moment.h"
#include "ui/policy_words.h"
#include "ui/policy_writer.h"
#include "ui/powershell.h"
#include "ui/report.h"

/* One of the policies that --diff names. */
static bool
find(const struct listing *listing, const char *word,
    const struct listed **found)
{
	char message[96];

	switch (listing_find(listing, word, found)) {
	case LISTING_FOUND:
		return true;
	case LISTING_NONE:
		snprintf(message, sizeof(message),
		    "no such policy; give the beginning of an id or a number "
		    "up to %zu",
		    listing->count);
		complain(word, message);
		return false;
	case LISTING_AMBIGUOUS:
		break;
	}
	complain(word, "more than one policy begins like that");
	return false;
}

static void
print_commands(const struct question *question, enum shell shell, FILE *file)
{
	const struct listing *listing = question->listing;

	if (listing->count == 0)
		fputs("# No policy was captured.\n", file);
	for (size_t i = 0; i < listing->count; i++) {
		const struct listed *listed = &listing->policies[i];
		const struct policy *policy = listed->policy;
		struct moment_words when;
		char words[POLICY_WORDS];
		char name[32];

		snprintf(name, sizeof(name), "captured-%s",
		    policy->complete ? policy->id : "cut");
		fprintf(file,
		    "%s# Policy %s: %u settings, first offered %s UTC, "
		    "for Exchange %s.\n",
		    i > 0 ? "\n" : "", listed_name(listing, listed, words),
		    (unsigned)policy->entry_count,
		    moment_plain(&when, listed->first.time), shell_year(shell));
		powershell_policy(file, shell, policy, name);
	}
}

static bool
answer(struct question *question, const struct options *options, FILE *file)
{
	const struct policy_writer *writer = question->writer;

	if (options->diff[0] != NULL) {
		if (!find(question->listing, options->diff[0], &question->a) ||
		    !find(question->listing, options->diff[1], &question->b))
			return false;
		writer->difference(question, file);
	} else if (options->shell != SHELL_COUNT) {
		print_commands(question, options->shell, file);
	} else if (options->profile != PROFILE_COUNT) {
		writer->profile(question, file);
	} else {
		writer->list(question, file);
	}
	return true;
}

static bool
answer_in(const struct policy_writer *writer, const struct ledger *ledger,
    const struct options *options, FILE *file)
{
	struct listing *listing = listing_of(ledger);
	struct question question = {
	    .writer = writer,
	    .ledger = ledger,
	    .listing = listing,
	    .profile = options->profile,
	    .ascii = options->ascii,
	};
	bool answered = answer(&question, options, file);

	listing_free(listing);
	return answered;
}

bool
report_policy_text(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_in(&policy_text, ledger, options, file);
}

bool
report_policy_json(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_in(&policy_json, ledger, options, file);
}

bool
report_policy_csv(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_in(&policy_csv, ledger, options, file);
}

bool
report_policy_markdown(
    const struct ledger *ledger, const struct options *options, FILE *file)
{
	return answer_in(&policy_markdown, ledger, options, file);
}
