/*
 * What happened to a device, for people, see text_history.h.
 */
#include "ui/text_history.h"

#include "decode/model/history.h"
#include "ui/escape.h"
#include "ui/layout.h"
#include "ui/moment.h"

/* A device in a loop fills pages; the newest tell enough. */
#define ROUNDS_SHOWN 60u

static void
print_time(FILE *file, struct moment first, struct moment second)
{
	struct moment_words when;
	struct moment moment = first.frame != 0 ? first : second;

	fprintf(file, "    %-19s  ",
	    moment.frame != 0 ? moment_plain(&when, moment.time) : "not seen");
}

/* The device's answer: its number, and what that means. */
static void
print_answer(FILE *file, const struct round *round)
{
	const struct provision_entry *ack = round->ack;
	char shown[8];
	char words[40];

	if (ack == NULL) {
		snprintf(words, sizeof(words), "no answer seen");
	} else if (!text_filled(ack->ack_status)) {
		snprintf(words, sizeof(words), "not readable");
	} else {
		escape_buffer(shown, sizeof(shown), ack->ack_status);
		snprintf(words, sizeof(words), "%s %s", shown,
		    round->outcome != STATE_NOT_ACKNOWLEDGED
			? state_name(round->outcome)
			: "");
	}
	escape_column(file, text_from(words), 14);
	fputs("  ", file);
}

static void
print_reply(FILE *file, const struct round *round)
{
	const struct provision_entry *ack = round->ack;
	const char *lack = "";
	struct text status;

	if (ack != NULL)
		lack = answer_lack(COMMAND_PROVISION, ack->http_status,
		    (enum answer_body)ack->answer);
	if (text_filled(round->final_key)) {
		fputs("key ", file);
		escape_print(file, round->final_key);
	} else if (ack != NULL && provision_refused(ack)) {
		status = text_is(ack->response_status, "1")
			     ? ack->response_policy_status
			     : ack->response_status;
		fputs(round->refused ? "refused" : "undecided", file);
		if (text_filled(status)) {
			fputs(", status ", file);
			escape_print(file, status);
		} else if (ack->http_status != 200) {
			fprintf(file, ", HTTP %u", ack->http_status);
		} else if (*lack != '\0') {
			fprintf(file, ", %s", lack);
		}
	} else {
		fputs(ack != NULL ? "not seen" : "-", file);
	}
	putc('\n', file);
}

static struct text
policy_words(const struct policy *policy)
{
	if (policy == NULL)
		return text_from("not seen");
	if (policy->id[0] == '\0')
		return text_from("cut");
	return text_over(policy->id, 8);
}

static void
print_round(FILE *file, const struct round *round)
{
	struct moment none = {0};
	struct moment offered =
	    round->offer != NULL
		? (round->offer->response.frame != 0 ? round->offer->response
						     : round->offer->request)
		: none;

	print_time(
	    file, offered, round->ack != NULL ? round->ack->request : none);
	escape_column(file, policy_words(round->policy), 8);
	fputs("  ", file);
	escape_column(file,
	    text_filled(round->temporary_key) ? round->temporary_key
					      : text_from("not seen"),
	    10);
	fputs("  ", file);
	print_answer(file, round);
	print_reply(file, round);
}

static void
print_rounds(FILE *file, const struct assessment *assessment)
{
	uint32_t from = 0;

	if (assessment->round_count == 0)
		return;
	fprintf(file, "\n  Rounds of provisioning: %u\n",
	    (unsigned)assessment->round_count);
	fprintf(file, "    %-19s  %-8s  %-10s  %-14s  %s\n", "offered (UTC)",
	    "policy", "given key", "device answers", "server replies");
	if (assessment->round_count > ROUNDS_SHOWN) {
		from = assessment->round_count - ROUNDS_SHOWN;
		fprintf(file, "    (%u earlier ones: see -T json)\n",
		    (unsigned)from);
	}
	for (uint32_t i = from; i < assessment->round_count; i++)
		print_round(file, &assessment->rounds[i]);
}

static void
print_wipe(FILE *file, struct moment at, const char *words, struct text status)
{
	struct moment none = {0};

	print_time(file, at, none);
	fprintf(file, "%s", words);
	if (text_filled(status)) {
		fputs(text_is(status, "1") ? ": done" : ": not done", file);
		fputs(" (", file);
		escape_print(file, status);
		putc(')', file);
	}
	fprintf(file, ", frame %llu\n", (unsigned long long)at.frame);
}

static bool
is_about_wipe(const struct provision_entry *entry)
{
	return entry->remote_wipe_requested ||
	       entry->account_only_remote_wipe_requested ||
	       text_filled(entry->wipe_status) ||
	       text_filled(entry->account_wipe_status);
}

static void
print_wipes(FILE *file, const struct device *device)
{
	bool any = false;

	for (uint32_t i = 0; i < device->provision_count; i++) {
		const struct provision_entry *entry = &device->provisions[i];

		if (!is_about_wipe(entry))
			continue;
		if (!any)
			fputs("\n  Wipes\n", file);
		any = true;
		if (text_filled(entry->wipe_status))
			print_wipe(file, entry->request, "device answers",
			    entry->wipe_status);
		if (text_filled(entry->account_wipe_status))
			print_wipe(file, entry->request,
			    "device answers for the account",
			    entry->account_wipe_status);
		if (entry->remote_wipe_requested)
			print_wipe(file, entry->response,
			    "server orders to erase all", TEXT_NOT_SEEN);
		if (entry->account_only_remote_wipe_requested)
			print_wipe(file, entry->response,
			    "server orders to remove the account",
			    TEXT_NOT_SEEN);
	}
}

void
text_history(FILE *file, const struct device *device,
    const struct assessment *assessment)
{
	print_rounds(file, assessment);
	print_wipes(file, device);
}
