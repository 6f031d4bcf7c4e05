/*
 * A device for people, see text_device.h.
 */
#include "ui/text_device.h"

#include "ui/escape.h"
#include "ui/layout.h"
#include "ui/moment.h"
#include "ui/text_history.h"

/* clang-format off */
#define MEANINGS(X)                                                            \
	X(STATE_UNKNOWN, "what the capture shows does not tell")               \
	X(STATE_NOT_PROVISIONED, "it was given no policy to obey")             \
	X(STATE_NOT_ACKNOWLEDGED,                                              \
	    "it was given a policy and has not said what it makes of it")      \
	X(STATE_FULL, "it says that it obeys all of its policy")               \
	X(STATE_PARTIAL, "it says that it obeys a part of its policy")         \
	X(STATE_NOT_APPLIED, "it says that it obeys nothing of its policy")    \
	X(STATE_EXTERNAL, "it says that another system manages it")            \
	X(STATE_WIPE_REQUESTED,                                                \
	    "the server wants it wiped; no answer was seen")                   \
	X(STATE_WIPED, "it says that it has erased itself, or is about to")    \
	X(STATE_WIPE_FAILED, "it says that it could not carry out the wipe")   \
	X(STATE_ACCOUNT_WIPED, "it says that it has removed the account")
/* clang-format on */

static const char *
meaning(enum device_state state)
{
	switch (state) {
#define X(symbol, words)                                                       \
	case symbol:                                                           \
		return words;
		MEANINGS(X)
#undef X
	}
	return "";
}

const char *
text_state(enum device_state state)
{
	return state == STATE_UNKNOWN ? "unknown" : state_name(state);
}

static void
print_state(FILE *file, const struct assessment *assessment)
{
	struct paragraph line = paragraph_label(file, "state");

	paragraph_put(&line, "", text_from(text_state(assessment->state)), ":");
	paragraph_words(&line, text_from(meaning(assessment->state)));
	paragraph_end(&line);
	if (assessment->access == ACCESS_UNKNOWN)
		return;
	line = paragraph_label(file, "access");
	paragraph_put(
	    &line, "", text_from(access_name(assessment->access)), "");
	paragraph_end(&line);
}

static void
print_text(FILE *file, const char *label, struct text text)
{
	struct paragraph line;

	if (!text_filled(text))
		return;
	line = paragraph_label(file, label);
	paragraph_put(&line, "", text, "");
	paragraph_end(&line);
}

static void
print_names(FILE *file, const char *label, const struct names *names)
{
	struct paragraph line;

	if (names->count == 0)
		return;
	line = paragraph_label(file, label);
	for (uint32_t i = 0; i < names->count; i++)
		paragraph_put(&line, ", ", names->items[i], "");
	paragraph_end(&line);
}

static void
print_information(FILE *file, const struct information *seen)
{
	print_text(file, "model", seen->model);
	print_text(file, "system", seen->os);
	print_text(file, "language", seen->os_language);
	print_text(file, "its name", seen->friendly_name);
	print_text(file, "phone number", seen->phone_number);
	print_text(file, "IMEI", seen->imei);
	print_text(file, "operator", seen->mobile_operator);
}

static void
put_count(struct paragraph *line, const char *name, uint64_t count)
{
	char number[32];

	if (count == 0)
		return;
	snprintf(number, sizeof(number), " %s", layout_number(count));
	paragraph_put(line, ", ", text_from(name), number);
}

static void
print_commands(FILE *file, const struct device *device)
{
	struct paragraph line = paragraph_label(file, "commands");

	for (int i = COMMAND_UNKNOWN + 1; i < COMMAND_COUNT; i++)
		put_count(
		    &line, command_name((enum command)i), device->commands[i]);
	put_count(&line, "unknown", device->commands[COMMAND_UNKNOWN]);
	put_count(&line, "OPTIONS", device->options_requests);
	paragraph_end(&line);
	print_names(file, "not known", &device->unknown_commands);
}

static void
print_statuses(FILE *file, const struct device *device)
{
	struct paragraph line;
	char words[32];

	if (device->http_status_kinds == 0)
		return;
	line = paragraph_label(file, "HTTP answers");
	for (uint32_t i = 0; i < device->http_status_kinds; i++) {
		snprintf(words, sizeof(words), "%u (%s times)",
		    (unsigned)device->http_status[i].status,
		    layout_number(device->http_status[i].count));
		if (device->http_status[i].count == 1)
			snprintf(words, sizeof(words), "%u (once)",
			    (unsigned)device->http_status[i].status);
		paragraph_put(&line, ", ", text_from(words), "");
	}
	paragraph_end(&line);
}

/* "2026-11-21 12:00:00, frame 7" behind what was said before. */
static void
put_moment(struct paragraph *line, const char *before, struct moment moment)
{
	struct moment_words when;
	char words[MOMENT_TEXT * 2];

	snprintf(words, sizeof(words), "%s%s, frame %llu", before,
	    moment_plain(&when, moment.time), (unsigned long long)moment.frame);
	paragraph_put(line, " ", text_from(words), "");
}

static void
print_seen(FILE *file, const struct device *device)
{
	struct paragraph line = paragraph_label(file, "seen (UTC)");

	put_moment(&line, "", device->first_seen);
	if (device->last_seen.frame != device->first_seen.frame)
		put_moment(&line, "to ", device->last_seen);
	paragraph_end(&line);
	if (device->last_success.frame == 0)
		return;
	line = paragraph_label(file, "last success");
	put_moment(&line, "", device->last_success);
	paragraph_end(&line);
}

static void
print_title(FILE *file, const struct device *device)
{
	struct paragraph line;

	layout_rule(file, '-');
	line = paragraph_at(file, 0);
	if (text_filled(device->id))
		paragraph_put(&line, "", device->id, "");
	else
		paragraph_put(&line, "", text_from("(no device id)"), "");
	if (text_filled(device->user)) {
		paragraph_put(&line, "  ", text_from("user"), "");
		paragraph_put(&line, " ", device->user, "");
	}
	paragraph_end(&line);
	layout_rule(file, '-');
}

/* "(frames 3, 8, 21 ..)": where there are too many, the first ones. */
static void
put_frames(struct paragraph *line, const struct finding *finding)
{
	uint32_t count = finding->frame_count;
	const char *front = count > 1 ? "(frames " : "(frame ";
	const char *end = finding->frames_left_out > 0 ? " ..)" : ")";
	char number[48];

	for (uint32_t i = 0; i < count; i++) {
		snprintf(number, sizeof(number), "%s%llu%s",
		    i == 0 ? front : "", (unsigned long long)finding->frames[i],
		    i + 1 < count ? "," : end);
		paragraph_put(line, " ", text_from(number), "");
	}
}

void
text_findings(FILE *file, const struct findings *findings)
{
	for (uint32_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->items[i];
		bool quiet =
		    text_is(text_from(finding_severity(finding->code)), "info");
		struct paragraph line;

		fputs(quiet ? "  - " : "  ! ", file);
		line = paragraph_at(file, 0);
		line.indent = line.column = 4;
		paragraph_put(
		    &line, "", text_from(finding_name(finding->code)), ":");
		paragraph_words(&line, text_from(finding->text));
		put_frames(&line, finding);
		paragraph_end(&line);
	}
}

static void
print_policy(FILE *file, const struct policy *policy, struct rendered *policies)
{
	const char *bytes;
	size_t length;

	if (policy == NULL)
		return;
	putc('\n', file);
	bytes = rendered_get(policies, policy, &length);
	fwrite(bytes, 1, length, file);
}

void
text_device(FILE *file, const struct device *device,
    const struct assessment *assessment, struct rendered *policies)
{
	print_title(file, device);
	print_state(file, assessment);
	print_text(file, "policy key", assessment->policy_key);
	print_names(file, "type", &device->types);
	print_information(file, &device->information);
	print_names(file, "user agent", &device->user_agents);
	print_names(file, "protocol", &device->protocol_versions);
	print_names(file, "server", &device->servers);
	print_seen(file, device);
	print_commands(file, device);
	print_statuses(file, device);
	print_policy(file, assessment->policy, policies);
	text_history(file, device, assessment);
	if (assessment->findings.count > 0)
		fputs("\n  Findings\n", file);
	text_findings(file, &assessment->findings);
	putc('\n', file);
}
