/*
 * A story for tests of outputs, see story.h.
 */
#include "tests/support/story.h"

#include <stdlib.h>

#include "tests/support/check.h"

#define NOON STORY_NOON
#define SECOND 1000000000LL

/* What a test needs: a ledger, and the observations of its devices. */
struct story {
	struct ledger *ledger;
	struct policy_builder *builder;
	uint64_t frame;
	FILE *events; /* NULL: they are not printed */
	void (*print)(const struct observation *, FILE *);
};

static struct endpoint
at(uint8_t last, uint16_t port)
{
	return (struct endpoint){
	    .address = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0,
		last},
	    .port = port,
	};
}

static struct observation
exchange(struct story *story, const char *device, enum command command)
{
	struct moment request = {
	    NOON + (int64_t)story->frame * SECOND, story->frame + 1};
	struct moment response = {request.time + 5, story->frame + 2};

	story->frame += 2;
	return (struct observation){
	    .connection = 1,
	    .client = at(7, 50000),
	    .server = at(1, 80),
	    .request = {.first = request,
		.last = request,
		.headers_complete = true,
		.complete = true},
	    .response = {.first = response,
		.last = response,
		.headers_complete = true,
		.complete = true},
	    .command = command,
	    .command_name = text_from(command_name(command)),
	    .device_id = text_from(device),
	    .device_type = text_from("WP"),
	    .user = text_from("anna"),
	    .protocol_version = text_from("14.0"),
	    .user_agent = text_from("MSFT-WP/7.0.7004"),
	    .http_status = 200,
	};
}

static void
observe(struct story *story, const struct observation *seen)
{
	struct health *health = ledger_health(story->ledger);

	health->eas_exchanges++;
	health->http_exchanges++;
	if (story->print != NULL)
		story->print(seen, story->events);
	ledger_observe(story->ledger, seen);
}

static const struct policy *
some_policy(struct story *story, const char *length)
{
	struct policy_builder *builder = story->builder;

	policy_begin(builder, POLICY_EAS);
	policy_add(builder, setting_by_name(text_from("DevicePasswordEnabled")),
	    text_from("DevicePasswordEnabled"), text_from("1"));
	policy_add(builder,
	    setting_by_name(text_from("MinDevicePasswordLength")),
	    text_from("MinDevicePasswordLength"), text_from(length));
	policy_add(builder, setting_by_name(text_from("AllowCamera")),
	    text_from("AllowCamera"), text_from("1"));
	policy_add(builder, SETTING_UNKNOWN, text_from("14:0x3c"),
	    text_from("\x1b[2J\xff"));
	policy_add_list(builder,
	    setting_by_name(text_from("UnapprovedInROMApplicationList")),
	    text_from("UnapprovedInROMApplicationList"));
	policy_add_item(builder, text_from("game.exe"));
	policy_add(builder, setting_by_name(text_from("AllowCamera")),
	    text_from("AllowCamera"), text_from("0"));
	return policy_built(builder, true);
}

static void
download(struct story *story, const char *device, const char *key)
{
	struct observation seen = exchange(story, device, COMMAND_PROVISION);
	struct provision_seen provision = {
	    .phase = PHASE_DOWNLOAD,
	    .policy_type = text_from("MS-EAS-Provisioning-WBXML"),
	    .request_whole = true,
	    .response_status = text_from("1"),
	    .response_policy_status = text_from("1"),
	    .response_policy_key = text_from(key),
	    .policy = some_policy(story, "4"),
	    .response_whole = true,
	};

	seen.policy_key = text_from("0");
	seen.provision = &provision;
	observe(story, &seen);
}

static void
acknowledge(struct story *story, const char *device, const char *key,
    const char *status, const char *final_key)
{
	struct observation seen = exchange(story, device, COMMAND_PROVISION);
	struct provision_seen provision = {
	    .phase = PHASE_ACKNOWLEDGE,
	    .policy_type = text_from("MS-EAS-Provisioning-WBXML"),
	    .request_policy_key = text_from(key),
	    .ack_status = text_from(status),
	    .request_whole = true,
	    .response_status = text_from("1"),
	    .response_policy_status = text_from("1"),
	    .response_policy_key = text_from(final_key),
	    .response_whole = true,
	};

	seen.policy_key = text_from(key);
	seen.provision = &provision;
	observe(story, &seen);
}

static void
give_information(struct story *story, const char *device)
{
	struct observation seen = exchange(story, device, COMMAND_SETTINGS);
	struct information information = {
	    .model = text_from("HTC \"Mozart\""),
	    .os = text_from("Windows Phone7.0"),
	};

	seen.information = &information;
	observe(story, &seen);
}

/* A device that obeys in part, and one of which only a refusal was seen. */
static void
tell(struct story *story)
{
	struct observation seen;
	struct input_seen *input =
	    ledger_add_input(story->ledger, text_from("a\x1b.pcap"));

	input->packets = 12;
	input->bytes = 1234567;
	input->first = (struct moment){NOON, 1};
	input->last = (struct moment){NOON + 90 * SECOND, 12};
	ledger_note_link_type(story->ledger, input, "EN10MB");
	ledger_input_problem(story->ledger, input, "the file is cut");
	ledger_health(story->ledger)->gaps = 3;
	ledger_health(story->ledger)->connections = 2;
	download(story, "WP7", "111");
	acknowledge(story, "WP7", "111", "2", "222");
	give_information(story, "WP7");
	seen = exchange(story, "SE\xc3\x9c\x1b", COMMAND_FOLDER_SYNC);
	seen.user = TEXT_NOT_SEEN;
	seen.http_status = 449;
	observe(story, &seen);
}

static void
story_begin(struct story *story)
{
	*story = (struct story){
	    .ledger = ledger_new(),
	    .builder = policy_builder_new(),
	};
}

static void
story_end(struct story *story)
{
	policy_builder_free(story->builder);
	ledger_free(story->ledger);
}

char *
story_printed(void (*print)(const struct ledger *, FILE *), bool anything)
{
	struct story story;
	char *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);

	assert_non_null(file);
	story_begin(&story);
	if (anything)
		tell(&story);
	print(story.ledger, file);
	story_end(&story);
	fclose(file);
	return bytes;
}

char *
story_recorded(void (*print)(const struct observation *, FILE *))
{
	struct story story;
	char *bytes = NULL;
	size_t length = 0;

	story_begin(&story);
	story.events = open_memstream(&bytes, &length);
	assert_non_null(story.events);
	story.print = print;
	tell(&story);
	fclose(story.events);
	story_end(&story);
	return bytes;
}

void
nothing_drives_the_terminal(const char *bytes)
{
	for (; *bytes != '\0'; bytes++)
		assert_true((uint8_t)*bytes >= 0x20 || *bytes == '\n');
}
