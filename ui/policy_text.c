/*
 * Policies for people: the list by content, with each setting in words and who
 * was given it.
 */
#include "ui/moment.h"
#include "ui/policy_print.h"

static void
print_revisions(FILE *file, const struct listed *listed)
{
	struct paragraph line = paragraph_label(file, "given to");
	char words[48];
	char nth[16];

	for (size_t i = 0; i < listed->revision_count; i++) {
		const struct revision *revision = &listed->revisions[i];

		if (i == NAMED_MOST) {
			snprintf(words, sizeof(words), "and %s times more",
			    layout_number(listed->revision_count - i));
			paragraph_put(&line, ", ", text_from(words), "");
			break;
		}
		put_device(&line, ", ", revision->device, "");
		if (revision->nth == 0)
			continue;
		snprintf(words, sizeof(words), "as its %s",
		    ordinal(revision->nth, nth));
		paragraph_put(&line, " ", text_from(words), "");
	}
	if (listed->revision_count == 0)
		paragraph_put(&line, "", text_from("(not kept)"), "");
	paragraph_end(&line);
}

static void
print_when(FILE *file, const struct listed *listed)
{
	struct moment_words words;

	fprintf(file, "  offered (UTC)  %s, frame %llu\n",
	    moment_plain(&words, listed->first.time),
	    (unsigned long long)listed->first.frame);
	if (listed->last.frame != listed->first.frame)
		fprintf(file, "                 to %s, frame %llu\n",
		    moment_plain(&words, listed->last.time),
		    (unsigned long long)listed->last.frame);
}

static void
print_list(const struct question *question, FILE *file)
{
	const struct listing *listing = question->listing;

	print_policy_heading(file, "policies by content");
	fprintf(file, "POLICIES: %s\n", layout_number(listing->count));
	if (listing->count == 0)
		fputs("  No policy was seen.\n", file);
	else
		fputs("  * demands something of a device   ? may do so   "
		      "- without effect\n",
		    file);
	for (size_t i = 0; i < listing->count; i++) {
		const struct listed *listed = &listing->policies[i];
		size_t width = policy_name_width(listed->policy);

		print_policy_title(file, question, listed);
		print_when(file, listed);
		print_revisions(file, listed);
		for (uint32_t k = 0; k < listed->policy->entry_count; k++)
			print_policy_entry(file, listed->policy,
			    &listed->policy->entries[k], width);
	}
}

const struct policy_writer policy_text = {
    print_list, policy_text_difference, policy_text_profile, NULL};
