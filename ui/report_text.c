/*
 * The report for people, made for 80 columns: what was captured, each device,
 * and what the capture could not show.
 */
#include <stdlib.h>
#include <string.h>

#include "decode/model/assess.h"
#include "decode/model/memory.h"
#include "ui/escape.h"
#include "ui/layout.h"
#include "ui/moment.h"
#include "ui/report.h"
#include "ui/text_device.h"
#include "ui/text_policy.h"
#include "ui/text_story.h"
#include "ui/version.h"

/* How many devices are in which state. */
struct tally {
	uint64_t states[STATE_ACCOUNT_WIPED + 1];
};

static void
print_input(FILE *file, const struct input_seen *input)
{
	struct paragraph line = paragraph_at(file, 2);
	char words[96];

	paragraph_put(&line, "", input->name, ":");
	snprintf(
	    words, sizeof(words), "%s packets,", layout_number(input->packets));
	paragraph_put(&line, " ", text_from(words), "");
	snprintf(
	    words, sizeof(words), "%s bytes,", layout_number(input->bytes));
	paragraph_put(&line, " ", text_from(words), "");
	for (uint32_t i = 0; i < input->link_types.count; i++)
		paragraph_put(&line, " ", input->link_types.items[i],
		    i + 1 < input->link_types.count ? "," : "");
	if (!input->complete)
		paragraph_put(
		    &line, "", text_from(" (incomplete, see below)"), "");
	paragraph_end(&line);
}

static void
print_span(FILE *file, const struct ledger *ledger)
{
	struct moment first = {0};
	struct moment last = {0};
	struct moment_words from;
	struct moment_words to;
	char span[MOMENT_TEXT];

	for (size_t i = 0; i < ledger_input_count(ledger); i++) {
		const struct input_seen *input = ledger_input(ledger, i);

		if (input->first.frame == 0)
			continue;
		if (first.frame == 0 || input->first.time < first.time)
			first = input->first;
		if (last.frame == 0 || input->last.time > last.time)
			last = input->last;
	}
	if (first.frame == 0)
		return;
	moment_span(last.time > first.time
			? (int64_t)((uint64_t)last.time - (uint64_t)first.time)
			: 0,
	    span);
	fprintf(file, "  %s to %s UTC (%s)\n", moment_plain(&from, first.time),
	    moment_plain(&to, last.time), span);
}

static void
print_capture(FILE *file, const struct ledger *ledger)
{
	const struct health *health = ledger_health_seen(ledger);

	fprintf(file, "%s: ActiveSync policies and what devices made of them\n",
	    EASLENS_PROGRAM);
	layout_rule(file, '=');
	fputs("CAPTURE\n", file);
	for (size_t i = 0; i < ledger_input_count(ledger); i++)
		print_input(file, ledger_input(ledger, i));
	print_span(file, ledger);
	if (ledger_anonymized(ledger))
		fputs("  Names, device ids, numbers and addresses are "
		      "pseudonyms.\n",
		    file);
	fprintf(file, "  %s ", layout_number(health->connections));
	layout_counted(file, health->connections, "TCP connections");
	fprintf(file, ", %s ", layout_number(health->http_exchanges));
	layout_counted(file, health->http_exchanges, "HTTP exchanges");
	fprintf(file, ", %s of them ActiveSync\n\n",
	    layout_number(health->eas_exchanges));
}

static void
print_tally(FILE *file, size_t count, const struct tally *tally)
{
	struct paragraph line;
	char number[32];

	fprintf(file, "DEVICES: %s\n", layout_number(count));
	if (count == 0) {
		fputs("  No ActiveSync device was seen.\n\n", file);
		return;
	}
	line = paragraph_at(file, 2);
	for (int i = 0; i <= STATE_ACCOUNT_WIPED; i++) {
		if (tally->states[i] == 0)
			continue;
		snprintf(number, sizeof(number), "%s %s",
		    layout_number(tally->states[i]),
		    text_state((enum device_state)i));
		paragraph_put(&line, ", ", text_from(number), "");
	}
	paragraph_end(&line);
	putc('\n', file);
}

/* The counters that tell of something missing. */
static bool
is_loss(const char *name)
{
	static const char *const losses[] = {"truncated_packets",
	    "unsupported_packets", "mid_stream_connections",
	    "conflicting_bytes", "gaps", "gap_bytes", "encrypted_connections",
	    "http_errors", "wbxml_errors", "limits_reached",
	    "evicted_conversations", "evicted_exchanges", "kernel_drops"};

	for (size_t i = 0; i < sizeof(losses) / sizeof(losses[0]); i++) {
		if (strcmp(name, losses[i]) == 0)
			return true;
	}
	return false;
}

struct counter {
	const char *name;
	const char *words;
	uint64_t count;
};

static bool
print_losses(FILE *file, const struct health *health)
{
	const struct counter counters[] = {
#define X(name, words) {#name, words, health->name},
	    HEALTH(X)
#undef X
	};
	bool any = false;

	for (size_t i = 0; i < sizeof(counters) / sizeof(counters[0]); i++) {
		if (counters[i].count == 0 || !is_loss(counters[i].name))
			continue;
		fprintf(file, "  %11s ", layout_number(counters[i].count));
		layout_counted(file, counters[i].count, counters[i].words);
		putc('\n', file);
		any = true;
	}
	return any;
}

static bool
print_problems(FILE *file, const struct ledger *ledger)
{
	bool any = false;

	for (size_t i = 0; i < ledger_input_count(ledger); i++) {
		const struct input_seen *input = ledger_input(ledger, i);
		struct paragraph line;

		if (input->complete)
			continue;
		any = true;
		line = paragraph_at(file, 2);
		paragraph_put(&line, "", input->name, ":");
		paragraph_words(&line, input->problem);
		paragraph_end(&line);
	}
	return any;
}

static void
print_not_shown(FILE *file, const struct ledger *ledger)
{
	struct findings findings = {0};
	bool problems;
	bool losses;

	assess_capture(ledger, &findings);
	layout_rule(file, '=');
	fputs("WHAT THE CAPTURE COULD NOT SHOW\n", file);
	problems = print_problems(file, ledger);
	losses = print_losses(file, ledger_health_seen(ledger));
	if (!problems && !losses)
		fputs("  Nothing is known to be missing.\n", file);
	text_findings(file, &findings);
	findings_done(&findings);
}

/* Nothing where no policy was offered or acknowledged. */
static void
print_servers(FILE *file, const struct ledger *ledger)
{
	struct server_stories *stories = server_stories_tell(ledger);

	if (stories->count > 0) {
		layout_rule(file, '=');
		fputs("WHAT THE SERVERS DO\n", file);
		text_stories(file, stories);
		putc('\n', file);
	}
	server_stories_free(stories);
}

static void
count_states(const struct ledger *ledger, struct tally *tally)
{
	for (size_t i = 0; i < ledger_device_count(ledger); i++)
		tally->states[assess_state(ledger_device(ledger, i))]++;
}

void
report_text(const struct ledger *ledger, FILE *file)
{
	struct rendered *policies = rendered_new(text_render_policy);
	struct tally tally = {0};
	size_t count = ledger_device_count(ledger);

	count_states(ledger, &tally);
	print_capture(file, ledger);
	print_tally(file, count, &tally);
	for (size_t i = 0; i < count; i++) {
		const struct device *device = ledger_device(ledger, i);
		struct assessment *assessment = assess_device(device);

		text_device(file, device, assessment, policies);
		assessment_free(assessment);
	}
	print_servers(file, ledger);
	print_not_shown(file, ledger);
	rendered_free(policies);
}
