/*
 * Exchanges made by hand, see exchanges.h.
 */
#include "tests/support/exchanges.h"

#include <string.h>

#include "tests/support/check.h"

#define SECOND 1000000000LL

static struct message_seen
message_at(int64_t time, uint64_t frame)
{
	return (struct message_seen){.first = {time, frame},
	    .last = {time, frame},
	    .headers_complete = true,
	    .complete = true};
}

static struct endpoint
mapped(uint8_t last, uint16_t port)
{
	return (struct endpoint){
	    .address = {[10] = 0xff, 0xff, 10, 0, 0, last}, .port = port};
}

struct exchange
command_at(
    int second, enum command command, const char *key, unsigned http_status)
{
	struct exchange exchange = {.body = {.phase = PHASE_OTHER}};
	uint64_t frame = (uint64_t)second * 10;

	exchange.seen = (struct observation){
	    .connection = 1,
	    .client = mapped(9, 40000),
	    .server = mapped(1, 80),
	    .request = message_at(second * SECOND, frame),
	    .response = message_at(second * SECOND + SECOND / 2, frame + 1),
	    .command = command,
	    .command_name = text_from(command_name(command)),
	    .device_id = text_from("D1"),
	    .device_type = text_from("Phone"),
	    .user = text_from("anna"),
	    .protocol_version = text_from("14.1"),
	    .policy_key = text_from(key),
	    .user_agent = text_from("Phone/1.0"),
	    .http_status = http_status,
	};
	return exchange;
}

static struct exchange
provision_at_second(int second, const char *header)
{
	struct exchange exchange =
	    command_at(second, COMMAND_PROVISION, header, 200);

	exchange.body.policy_type = text_from("MS-EAS-Provisioning-WBXML");
	exchange.body.request_whole = true;
	exchange.body.response_whole = true;
	exchange.body.response_status = text_from("1");
	return exchange;
}

struct exchange
download_at(int second, const char *temporary_key, const struct policy *policy)
{
	struct exchange exchange = provision_at_second(second, "0");

	exchange.body.phase = PHASE_DOWNLOAD;
	exchange.body.response_policy_status = text_from("1");
	exchange.body.response_policy_key = text_from(temporary_key);
	exchange.body.policy = policy;
	return exchange;
}

struct exchange
acknowledge_at(int second, const char *temporary_key, const char *status,
    const char *final_key)
{
	struct exchange exchange = provision_at_second(second, temporary_key);

	exchange.body.phase = PHASE_ACKNOWLEDGE;
	exchange.body.request_policy_key = text_from(temporary_key);
	exchange.body.ack_status = text_from(status);
	exchange.body.response_policy_status =
	    text_from(final_key == NULL ? "2" : "1");
	exchange.body.response_policy_key = text_from(final_key);
	return exchange;
}

struct exchange
wipe_acknowledge_at(int second, const char *status)
{
	struct exchange exchange = provision_at_second(second, "0");

	exchange.body.phase = PHASE_WIPE_ACKNOWLEDGE;
	exchange.body.wipe_status = text_from(status);
	return exchange;
}

struct exchange
options_at(int second, const char *agent)
{
	struct exchange exchange =
	    command_at(second, COMMAND_UNKNOWN, NULL, 200);

	exchange.seen.is_options = true;
	exchange.seen.device_id = TEXT_NOT_SEEN;
	exchange.seen.device_type = TEXT_NOT_SEEN;
	exchange.seen.protocol_version = TEXT_NOT_SEEN;
	exchange.seen.user_agent = text_from(agent);
	return exchange;
}

void
lose_answer(struct exchange *exchange)
{
	exchange->seen.response = (struct message_seen){.complete = false};
	exchange->seen.http_status = 0;
	exchange->seen.body_status = TEXT_NOT_SEEN;
	exchange->body.response_status = TEXT_NOT_SEEN;
	exchange->body.response_policy_status = TEXT_NOT_SEEN;
	exchange->body.response_policy_key = TEXT_NOT_SEEN;
	exchange->body.policy = NULL;
	exchange->body.response_whole = false;
}

void
tell(struct ledger *ledger, struct exchange exchange)
{
	if (exchange.seen.command == COMMAND_PROVISION)
		exchange.seen.provision = &exchange.body;
	ledger_observe(ledger, &exchange.seen);
}

const struct policy *
policy_of_length(const char *length)
{
	static struct policy_builder *builders[4];
	static unsigned newest;
	struct policy_builder *builder;

	newest = (newest + 1) % 4;
	if (builders[newest] == NULL)
		builders[newest] = policy_builder_new();
	builder = builders[newest];
	policy_begin(builder, POLICY_EAS);
	assert_true(policy_add(builder, SETTING_DEVICE_PASSWORD_ENABLED,
	    text_from("DevicePasswordEnabled"), text_from("1")));
	assert_true(policy_add(builder, SETTING_MIN_DEVICE_PASSWORD_LENGTH,
	    text_from("MinDevicePasswordLength"), text_from(length)));
	return policy_built(builder, true);
}

const struct finding *
finding_of(const struct findings *findings, enum finding_code code)
{
	for (uint32_t i = 0; i < findings->count; i++) {
		if (findings->items[i].code == code)
			return &findings->items[i];
	}
	return NULL;
}
