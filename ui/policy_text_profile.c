/*
 * What a platform is documented to make of each policy, what a server will
 * make of that, and which devices do not fit the document.
 */
#include "decode/model/disagreements.h"
#include "ui/policy_print.h"

/* The next setting from `*at` on that demands something and of which the
 * platform is documented to make this; NULL at the end. */
static const struct policy_entry *
next_supported(const struct question *question, const struct policy *policy,
    enum support support, uint32_t *at)
{
	while (*at < policy->entry_count) {
		const struct policy_entry *entry = &policy->entries[(*at)++];

		if (policy_demands(policy, entry) &&
		    profile_support(question->profile, entry->setting) ==
			support)
			return entry;
	}
	return NULL;
}

/* One by one with their values, as what cannot be applied in full. */
static void
print_with_values(FILE *file, const struct question *question,
    const struct policy *policy, enum support support)
{
	const struct policy_entry *entry;
	size_t width = policy_name_width(policy);
	uint32_t at = 0;

	while (
	    (entry = next_supported(question, policy, support, &at)) != NULL) {
		const char *note =
		    profile_note(question->profile, entry->setting);

		print_policy_entry(file, policy, entry, width);
		if (note[0] != '\0')
			fprintf(file, "      %s\n", note);
	}
}

/* By name, as what can be applied. */
static void
print_names(FILE *file, const struct question *question,
    const struct policy *policy, enum support support)
{
	const struct policy_entry *entry;
	struct paragraph line = paragraph_at(file, 4);
	uint32_t at = 0;

	while (
	    (entry = next_supported(question, policy, support, &at)) != NULL) {
		const char *note =
		    profile_note(question->profile, entry->setting);
		char ending[POLICY_WORDS] = "";

		if (note[0] != '\0')
			snprintf(ending, sizeof(ending), " (%s)", note);
		paragraph_put(&line, ", ", entry->name, ending);
	}
	paragraph_end(&line);
}

/* All that demands something, by what the platform makes of it. */
static void
print_supports(FILE *file, const struct question *question,
    const struct policy *policy, const struct profile_verdict *verdict)
{
	for (unsigned i = 0; i < SUPPORT_COUNT; i++) {
		enum support support = (enum support)i;

		if (verdict->counts[support] == 0)
			continue;
		fprintf(file, "  %s:\n", support_words(support));
		if (support >= SUPPORT_ASSUMED)
			print_names(file, question, policy, support);
		else
			print_with_values(file, question, policy, support);
	}
}

/* What a server will make of such a device. */
static const char *
outlook(const struct profile_verdict *verdict)
{
	const uint32_t *counts = verdict->counts;

	if (verdict->sure_no > 0)
		return "Such a device cannot apply this policy, so a strict "
		       "server will refuse it";
	if (counts[SUPPORT_NO] > 0)
		return "It is in doubt whether what it cannot apply demands "
		       "anything; if so, a strict server will refuse it";
	if (counts[SUPPORT_UNKNOWN] + counts[SUPPORT_IN_PART] +
		counts[SUPPORT_ASSUMED] >
	    0)
		return "Nothing is documented as lacking; what is not "
		       "documented, assumed or applied in part decides whether "
		       "a strict server will refuse it";
	if (verdict->demands == 0)
		return "It demands nothing, so every device can apply it";
	return "All of it is documented: such a device acknowledges it in full";
}

static void
print_verdict(FILE *file, const struct question *question,
    const struct listed *listed, const struct profile_verdict *verdict)
{
	const struct profile_info *info = profile_info(question->profile);
	struct paragraph line = paragraph_at(file, 2);

	paragraph_words(&line, text_from(outlook(verdict)));
	if (verdict->counts[SUPPORT_NO] > 0 && info->shows[0] != '\0') {
		paragraph_put(&line, " ", text_from("(it shows"), "");
		paragraph_words(&line, text_from(info->shows));
		paragraph_put(&line, "", text_from(")"), "");
	}
	paragraph_put(&line, "", text_from("."), "");
	if (verdict->counts[SUPPORT_NO] > 0)
		paragraph_words(&line,
		    text_from("With AllowNonProvisionableDevices it would be "
			      "let in."));
	if (!listed->policy->complete)
		paragraph_words(&line,
		    text_from("The document was cut: it may demand more."));
	paragraph_end(&line);
}

static void
print_disagreement(
    FILE *file, const struct question *question, const struct disagreement *one)
{
	const struct listing *listing = question->listing;
	struct paragraph line = paragraph_at(file, 4);
	char words[POLICY_WORDS];
	char name[24];
	unsigned named = 0;

	put_device(&line, "", one->device, "");
	snprintf(words, sizeof(words), "said %d to", one->full ? 1 : 2);
	paragraph_words(&line, text_from(words));
	snprintf(name, sizeof(name), "policy %zu",
	    listing_place(listing, one->policy) + 1);
	paragraph_words(&line, text_from(name));
	snprintf(words, sizeof(words), "(frame %llu),",
	    (unsigned long long)one->at.frame);
	paragraph_words(&line, text_from(words));
	paragraph_words(&line,
	    text_from(one->full
			  ? "though it is documented not to support"
			  : "though it is documented to support all of it"));
	for (uint32_t i = 0; i < one->policy->entry_count && one->full; i++) {
		const struct policy_entry *entry = &one->policy->entries[i];

		if (policy_demand(one->policy, entry) == DEMAND_SURE &&
		    profile_support(question->profile, entry->setting) ==
			SUPPORT_NO)
			paragraph_put(
			    &line, named++ > 0 ? ", " : " ", entry->name, "");
	}
	paragraph_end(&line);
}

static void
print_observed(FILE *file, const struct question *question)
{
	const struct profile_info *info = profile_info(question->profile);
	struct disagreements found = {.count = 0};

	disagreements_collect(&found, question->ledger, question->profile);
	fputs("\nOBSERVED\n", file);
	if (info->agents[0] == '\0')
		fputs("  No user agent is known by which to find such "
		      "devices.\n",
		    file);
	else
		fprintf(file,
		    "  Such devices, by their user agent: %s. Rounds that they "
		    "acknowledged with\n  1 or 2: %s, against the document: "
		    "%s.\n",
		    layout_number(found.devices), layout_number(found.rounds),
		    layout_number(found.count));
	for (size_t i = 0; i < found.count && i < NAMED_MOST; i++)
		print_disagreement(file, question, &found.items[i]);
	if (found.count > NAMED_MOST)
		fprintf(file, "    and %s more\n",
		    layout_number(found.count - NAMED_MOST));
	disagreements_done(&found);
}

void
policy_text_profile(const struct question *question, FILE *file)
{
	const struct listing *listing = question->listing;
	const struct profile_info *info = profile_info(question->profile);

	print_policy_heading(file, "policies and a platform");
	fprintf(file, "PROFILE %s: %s\n  founded on: %s\n", info->name,
	    info->platform, info->basis);
	if (listing->count == 0)
		fputs("\n  No policy was seen.\n", file);
	for (size_t i = 0; i < listing->count; i++) {
		const struct listed *listed = &listing->policies[i];
		struct profile_verdict verdict =
		    profile_judge(question->profile, listed->policy);

		print_policy_title(file, question, listed);
		print_supports(file, question, listed->policy, &verdict);
		print_verdict(file, question, listed, &verdict);
	}
	print_observed(file, question);
}
