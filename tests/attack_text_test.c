/*
 * Escape sequences, controls, text that turns or hides, and formulas, in every
 * text that a capture can put into the ledger: no output and no screen hands
 * them on. Texts of absurd length and policy keys that are no numbers change
 * nothing else.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "tests/support/exchanges.h"
#include "tests/support/stranger.h"
#include "tests/support/views.h"
#include "ui/escape.h"
#include "ui/report.h"

/* A formula, a title, a clear screen, 8-bit CSI as byte and as character, DEL,
 * controls, right-to-left override, isolate, zero width, no encoding, NUL. */
static const char evil_bytes[] =
    "=1+1\x1b]0;owned\x07\x1b[2J\x9b"
    "31m\xc2\x9b\x7f\r\n\t\b\xe2\x80\xae\xe2\x81\xa6\xe2\x80\x8b\xff\xfe\0end";

#define EVIL text_over(evil_bytes, sizeof(evil_bytes) - 1)

/* Every text of an exchange and of its bodies is this one. */
static void
spoil(struct exchange *exchange, struct information *information,
    struct text text)
{
	struct observation *seen = &exchange->seen;
	struct provision_seen *body = &exchange->body;

#define X(field, element) information->field = text;
	INFORMATION(X)
#undef X
	seen->information = information;
	seen->command_name = seen->device_id = seen->device_type = text;
	seen->user = seen->protocol_version = seen->policy_key = text;
	seen->user_agent = seen->host = seen->server_build = text;
	seen->location = seen->throttle = seen->body_status = text;
	seen->information_status = text;
	seen->request.wire.head = seen->request.wire.body = text;
	seen->response.wire.head = seen->response.wire.body = text;
	body->policy_type = body->request_policy_key = body->ack_status = text;
	body->wipe_status = body->account_wipe_status = text;
	body->response_status = body->response_policy_status = text;
	body->response_policy_key = text;
}

/* Every setting there is, an unknown one, and a list, of that text. */
static const struct policy *
spoilt_policy(struct policy_builder *builder, struct text text)
{
	policy_begin(builder, POLICY_EAS);
	for (int i = 0; i < SETTING_UNKNOWN; i++)
		(void)policy_add(builder, (enum setting)i,
		    text_from(setting_info((enum setting)i)->name), text);
	(void)policy_add(builder, SETTING_UNKNOWN, text, text);
	(void)policy_add_list(builder, SETTING_UNKNOWN, text_from("Odd"));
	(void)policy_add_item(builder, text);
	return policy_built(builder, true);
}

/* Tells of all commands with all answers, spoilt; `each` gets them too. */
static void
tell_spoilt(struct ledger *ledger, struct text text,
    void (*each)(const struct observation *, FILE *), FILE *file)
{
	static const unsigned answers[] = {200, 401, 403, 449, 451, 503};
	struct policy_builder *builder = policy_builder_new();
	struct information information;
	int second = 1;

	for (int command = 0; command < COMMAND_COUNT; command++) {
		for (size_t i = 0; i < 6; i++, second++) {
			struct exchange exchange = command_at(
			    second, (enum command)command, "1", answers[i]);

			spoil(&exchange, &information, text);
			exchange.body.phase = (enum provision_phase)(i % 5);
			exchange.body.request_whole =
			    exchange.body.response_whole = true;
			exchange.body.policy = spoilt_policy(builder, text);
			exchange.seen.provision = &exchange.body;
			ledger_observe(ledger, &exchange.seen);
			if (each != NULL)
				each(&exchange.seen, file);
		}
	}
	(void)ledger_add_input(ledger, text);
	policy_builder_free(builder);
}

/* Fails the test for a byte or character that a terminal would obey, or that
 * turns or hides what stands beside it. */
static void
is_harmless(const char *bytes, size_t length)
{
	struct text rest = text_over(bytes, length);

	assert_true(length > 0);
	while (rest.length > 0) {
		uint32_t code;

		if (!escape_take(&rest, &code))
			fail_msg("bytes of no character");
		/* Lines of CSV end so (RFC 4180). */
		if (code == '\r' && text_filled(rest) && rest.bytes[0] == '\n')
			continue;
		if (code != '\n' && (code < 0x20 || code == 0x7f ||
					(code >= 0x80 && code < 0xa0)))
			fail_msg("a control, U+%04X", (unsigned)code);
		if ((code >= 0x200b && code <= 0x200f) ||
		    (code >= 0x202a && code <= 0x202e) ||
		    (code >= 0x2060 && code <= 0x206f))
			fail_msg("a character that hides or turns, U+%04X",
			    (unsigned)code);
	}
}

static void
is_printed_harmlessly(void (*print)(const struct ledger *, FILE *))
{
	char *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);

	assert_non_null(file);
	print(stage.ledger, file);
	assert_int_equal(fclose(file), 0);
	is_harmless(bytes, length);
	free(bytes);
}

static void
no_report_hands_them_on(void **state)
{
	(void)state;
	tell_spoilt(stage.ledger, EVIL, NULL, NULL);
	assert_int_equal(ledger_device_count(stage.ledger), 1);
	is_printed_harmlessly(report_text);
	is_printed_harmlessly(report_json);
	is_printed_harmlessly(report_devices_text);
	is_printed_harmlessly(report_devices_json);
}

static void
no_record_of_an_exchange_hands_them_on(void **state)
{
	static void (*const prints[])(const struct observation *, FILE *) = {
	    report_event_text, report_event_json};

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		char *bytes = NULL;
		size_t length = 0;
		FILE *file = open_memstream(&bytes, &length);

		assert_non_null(file);
		tell_spoilt(stage.ledger, EVIL, prints[i], file);
		assert_int_equal(fclose(file), 0);
		is_harmless(bytes, length);
		free(bytes);
	}
}

/* No cell begins as a spreadsheet's formula would. */
static void
has_no_formula(const char *csv)
{
	for (const char *at = csv; (at = strpbrk(at, "=+@")) != NULL; at++)
		assert_false(
		    at == csv || at[-1] == ',' || at[-1] == '\n' ||
		    (at[-1] == '"' &&
			(at - 1 == csv || at[-2] == ',' || at[-2] == '\n')));
}

static void
no_screen_and_no_saved_list_hands_them_on(void **state)
{
	static const struct view *const views[] = {&view_devices, &view_policy,
	    &view_flow, &view_message, &view_difference};
	const struct device *device;

	(void)state;
	tell_spoilt(stage.ledger, EVIL, NULL, NULL);
	device = ledger_device(stage.ledger, 0);
	for (size_t i = 0; i < sizeof(views) / sizeof(views[0]); i++) {
		const char *shown;

		stage_open(views[i], device);
		if (views[i] == &view_difference)
			view_difference_about(stage.state, device);
		for (int row = 0; row < 40; row++) {
			shown = stage_draw(row % 2 == 0 ? 24 : 60, 200);
			is_harmless(shown, strlen(shown));
			(void)stage_ask(REQUEST_DOWN, NULL);
		}
		if (stage.view->table == NULL)
			continue;
		shown = stage_table();
		is_harmless(shown, strlen(shown));
		has_no_formula(shown);
	}
}

static void
a_device_id_of_65536_bytes_is_one_device_with_a_cut_name(void **state)
{
	char *id = malloc(65536);

	(void)state;
	assert_non_null(id);
	memset(id, 'D', 65536);
	tell_spoilt(stage.ledger, text_over(id, 65536), NULL, NULL);
	assert_int_equal(ledger_device_count(stage.ledger), 1);
	assert_int_equal(
	    ledger_device(stage.ledger, 0)->id.length, LIMIT_STRING);
	assert_true(ledger_health_seen(stage.ledger)->limits_reached > 0);
	is_printed_harmlessly(report_text);
	is_printed_harmlessly(report_json);
	free(id);
}

static void
policy_keys_need_not_be_numbers(void **state)
{
	static const char key[] = "key-of-64-characters-0123456789-"
				  "ABCDEFGHIJKLMNOPQRSTUVWXYZ-+/=!?";
	struct assessment *assessment;

	(void)state;
	assert_int_equal(sizeof(key) - 1, 64);
	tell(stage.ledger, download_at(1, key, policy_of_length("4")));
	tell(stage.ledger, acknowledge_at(2, key, "1", "-1"));
	tell(stage.ledger, command_at(3, COMMAND_SYNC, "-1", 200));
	assessment = assess_device(ledger_device(stage.ledger, 0));
	assert_int_equal(assessment->state, STATE_FULL);
	assert_true(text_is(assessment->policy_key, "-1"));
	assert_int_equal(assessment->round_count, 1);
	assert_true(text_is(assessment->rounds[0].temporary_key, key));
	assert_int_equal(assessment->findings.count, 0);
	assessment_free(assessment);
}

/* Devices by the thousand whose names would drive a terminal. */
static void
a_report_on_thousands_of_them_is_harmless(void **state)
{
	static const char hidden[] = "%1b]0;owned%07%1b[2J%9b%c2%9b%7f%0d%0a"
				     "%e2%80%ae%e2%80%8b%ff%00=1+1";
	struct stranger stranger = stranger_opens(0);
	char text[1024];
	struct output output;

	(void)state;
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text),
		    "POST /Microsoft-Server-ActiveSync?Cmd=%s&User=%s%u&"
		    "DeviceId=%s%u&DeviceType=%s%u HTTP/1.1\r\n"
		    "User-Agent: \xe2\x80\xae\xc2\x9b\xff%u\r\n"
		    "Content-Length: 0\r\n\r\n",
		    hidden, hidden, i, hidden, i, hidden, i, i);
		stranger_says_text(&stranger, text);
	}
	output = attack_run(
	    (const char *const[]){"report", "-r", "attack.pcap", NULL});
	assert_int_equal(output.code, 0);
	assert_non_null(strstr(output.text, "owned"));
	is_harmless(output.text, output.length);
	free(output.text);
	attack_cost(&output, 1, 32);
}

static void
a_table_of_policies_has_no_formula(void **state)
{
	static const char *const formulas[] = {"=cmd|'/C calc'!A0",
	    "@SUM(1+1)*cmd|'/C calc'!A0", "+1+1", "\t=1", "\r\n=1"};
	struct output output;

	(void)state;
	for (uint32_t i = 0; i < 1000; i++) {
		struct stranger stranger = stranger_opens(i);
		struct bomb offer = {.length = 0};
		struct bomb nothing = {.length = 0};
		char value[64];

		snprintf(value, sizeof(value), "%s%u", formulas[i % 5], i);
		bomb_offer(&offer, value, "", 0);
		bomb_put(&offer, "\x4d", 1);
		bomb_element(&offer, 0x4e, value);
		bomb_put(&offer, "\x01", 1);
		bomb_offer_end(&offer);
		stranger_posts(&stranger, "Provision", "CSV", "", &nothing);
		stranger_is_answered(&stranger, "", &offer);
		stranger_leaves(&stranger);
		bomb_done(&offer);
	}
	output = attack_run((const char *const[]){
	    "policy", "-T", "csv", "-r", "attack.pcap", NULL});
	assert_int_equal(output.code, 0);
	assert_non_null(strstr(output.text, "calc"));
	is_harmless(output.text, output.length);
	has_no_formula(output.text);
	free(output.text);
	attack_cost(&output, 1, 32);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, stage_set_up, stage_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(no_report_hands_them_on),
	    TEST(no_record_of_an_exchange_hands_them_on),
	    TEST(no_screen_and_no_saved_list_hands_them_on),
	    TEST(a_device_id_of_65536_bytes_is_one_device_with_a_cut_name),
	    TEST(policy_keys_need_not_be_numbers),
	    cmocka_unit_test_setup_teardown(
		a_report_on_thousands_of_them_is_harmless, attack_set_up,
		attack_tear_down),
	    cmocka_unit_test_setup_teardown(a_table_of_policies_has_no_formula,
		attack_set_up, attack_tear_down),
	};
#undef TEST

	return cmocka_run_group_tests_name("attacks, texts", tests, NULL, NULL);
}
