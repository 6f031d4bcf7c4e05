/*
 * The ledger: whose exchange it is, what is counted, and in which order.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/model/limits.h"
#include "tests/support/assessed.h"

static void
tell_as(int second, const char *id, const char *user)
{
	struct exchange sync = command_at(second, COMMAND_SYNC, "7", 200);

	sync.seen.device_id = text_from(id);
	sync.seen.user = text_from(user);
	tell(ledger, sync);
}

static void
a_device_is_a_pair_of_id_without_case_and_user(void **state)
{
	(void)state;
	tell_as(1, "Abc", "anna");
	tell_as(2, "aBC", "anna");
	tell_as(3, "abc", "Anna");
	assert_int_equal(ledger_device_count(ledger), 2);
	assert_true(text_is(ledger_device(ledger, 0)->id, "Abc"));
	assert_int_equal(ledger_device(ledger, 0)->commands[COMMAND_SYNC], 2);
	assert_null(ledger_device(ledger, 2));
}

static void
a_request_without_user_belongs_to_the_only_user(void **state)
{
	(void)state;
	tell_as(1, "D1", "anna");
	tell_as(2, "D1", NULL);
	assert_int_equal(only_device()->commands[COMMAND_SYNC], 2);
}

static void
a_device_without_user_becomes_that_of_the_first_user(void **state)
{
	(void)state;
	tell_as(1, "D1", NULL);
	tell_as(2, "d1", "anna");
	tell_as(3, "D1", "bert");
	assert_int_equal(ledger_device_count(ledger), 2);
	assert_true(text_is(ledger_device(ledger, 0)->user, "anna"));
	assert_int_equal(ledger_device(ledger, 0)->commands[COMMAND_SYNC], 2);
}

static void
with_two_users_no_user_is_a_value_of_its_own(void **state)
{
	(void)state;
	tell_as(1, "D1", "anna");
	tell_as(2, "D1", "bert");
	tell_as(3, "D1", NULL);
	tell_as(4, "D1", NULL);
	assert_int_equal(ledger_device_count(ledger), 3);
	assert_false(text_seen(ledger_device(ledger, 2)->user));
}

static void
an_answer_alone_invents_no_device(void **state)
{
	struct exchange answer = command_at(1, COMMAND_SYNC, NULL, 200);

	(void)state;
	answer.seen.device_id = TEXT_NOT_SEEN;
	answer.seen.request = (struct message_seen){.complete = false};
	tell(ledger, answer);
	assert_int_equal(ledger_device_count(ledger), 0);
}

static void
many_devices_are_found_again(void **state)
{
	char id[16];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 3000; i++) {
			(void)snprintf(id, sizeof(id), "dev%d", i);
			tell_as(i, id, i % 3 == 0 ? NULL : "anna");
		}
	}
	assert_int_equal(ledger_device_count(ledger), 3000);
	for (size_t i = 0; i < 3000; i++) {
		const struct device *device = ledger_device(ledger, i);

		assert_int_equal(device->commands[COMMAND_SYNC], 2);
	}
}

static void
devices_come_in_order_of_time(void **state)
{
	(void)state;
	tell_as(9, "late", "anna");
	tell_as(3, "early", "anna");
	assert_true(text_is(ledger_device(ledger, 0)->id, "early"));
	tell_as(1, "late", "anna");
	assert_true(text_is(ledger_device(ledger, 0)->id, "late"));
	assert_int_equal(ledger_device(ledger, 0)->last_seen.frame, 91);
}

static void
posts_and_answers_are_counted(void **state)
{
	struct exchange odd = command_at(4, COMMAND_UNKNOWN, "7", 500);
	struct exchange unseen = command_at(5, COMMAND_SYNC, "7", 200);
	const struct device *device;

	(void)state;
	tell(ledger, command_at(1, COMMAND_SYNC, "0", 449));
	tell(ledger, command_at(2, COMMAND_SYNC, "0", 401));
	tell(ledger, command_at(3, COMMAND_PING, "0", 200));
	odd.seen.command_name = text_from("Dance");
	tell(ledger, odd);
	lose_answer(&unseen);
	tell(ledger, unseen);
	device = only_device();
	assert_int_equal(device->commands[COMMAND_SYNC], 3);
	assert_int_equal(device->commands[COMMAND_UNKNOWN], 1);
	assert_true(text_is(device->unknown_commands.items[0], "Dance"));
	assert_int_equal(device->http_status_kinds, 4);
	assert_int_equal(device->http_status[0].status, 200);
	assert_int_equal(device->http_status[0].count, 1);
	assert_int_equal(device->http_status[3].status, 500);
	assert_int_equal(device->incomplete_exchanges, 1);
	assert_int_equal(device->incomplete_at.frame, 50);
	assert_int_equal(device->last_success.frame, 31);
}

static void
a_refusing_status_in_the_body_is_no_success(void **state)
{
	struct exchange sync = command_at(1, COMMAND_FOLDER_SYNC, "7", 200);
	struct exchange cut = command_at(2, COMMAND_FOLDER_SYNC, "7", 200);

	(void)state;
	sync.seen.body_status = text_from("142");
	tell(ledger, sync);
	cut.seen.response.complete = false;
	tell(ledger, cut);
	assert_int_equal(only_device()->last_success.frame, 0);
	assert_int_equal(only_device()->event_count, 2);
	assert_int_equal(only_device()->events[0].kind, EVENT_REFUSED);
	assert_int_equal(only_device()->events[1].kind, EVENT_UNSEEN);
	/* Up to 12.1 the HTTP status says it all. */
	cut.seen.protocol_version = text_from("12.1");
	tell(ledger, cut);
	assert_int_equal(only_device()->last_success.frame, 21);
}

static void
names_are_noted_once_and_within_limits(void **state)
{
	char agent[32];
	const struct device *device;

	(void)state;
	for (unsigned i = 0; i < LIMIT_NAMES_PER_DEVICE + 3; i++) {
		struct exchange sync = command_at(1, COMMAND_SYNC, "7", 200);

		(void)snprintf(agent, sizeof(agent), "agent %u", i);
		sync.seen.user_agent = text_from(agent);
		tell(ledger, sync);
	}
	device = only_device();
	assert_int_equal(device->user_agents.count, LIMIT_NAMES_PER_DEVICE);
	assert_int_equal(device->servers.count, 1);
	assert_true(text_is(device->servers.items[0], "10.0.0.1:80"));
	assert_true(text_is(device->types.items[0], "Phone"));
	assert_int_equal(ledger_health_seen(ledger)->limits_reached, 3);
}

static void
provision_exchanges_are_kept_in_order_of_time(void **state)
{
	const struct device *device;

	(void)state;
	tell(ledger, acknowledge_at(5, "T", "1", "K"));
	tell(ledger, download_at(2, "T", policy_of_length("4")));
	device = only_device();
	assert_int_equal(device->provision_count, 2);
	assert_int_equal(device->provisions[0].phase, PHASE_DOWNLOAD);
	assert_int_equal(device->provisions[0].request.frame, 20);
	assert_int_equal(device->provisions[0].response.frame, 21);
	assert_true(text_is(device->provisions[1].ack_status, "1"));
	assert_true(device->provisions[1].complete);
	assert_non_null(device->provisions[0].policy);
}

static void
a_provision_request_without_a_body_is_kept_too(void **state)
{
	struct exchange refused = command_at(1, COMMAND_PROVISION, "0", 401);

	(void)state;
	ledger_observe(ledger, &refused.seen);
	assert_int_equal(only_device()->provision_count, 1);
	assert_int_equal(only_device()->provisions[0].phase, PHASE_OTHER);
	assert_false(only_device()->provisions[0].complete);
}

static void
a_key_in_the_query_is_no_header(void **state)
{
	struct exchange plain = acknowledge_at(1, "T", "1", "K");

	(void)state;
	plain.seen.policy_key_is_parameter = true;
	tell(ledger, plain);
	assert_false(text_seen(only_device()->provisions[0].policy_key_header));
	assert_true(only_device()->sent_a_key);
}

static void
one_policy_is_kept_once_and_counts_its_devices(void **state)
{
	struct exchange other = download_at(9, "T", policy_of_length("4"));
	const struct policy_seen *seen;

	(void)state;
	tell(ledger, download_at(5, "T", policy_of_length("4")));
	tell(ledger, download_at(7, "T", policy_of_length("4")));
	other.seen.device_id = text_from("D2");
	other.body.policy = policy_of_length("4");
	tell(ledger, other);
	tell(ledger, download_at(1, "T", policy_of_length("6")));
	assert_int_equal(ledger_policy_count(ledger), 2);
	seen = ledger_policy(ledger, 1);
	assert_int_equal(seen->devices, 2);
	assert_int_equal(seen->first.frame, 50);
	assert_int_equal(seen->last.frame, 90);
	assert_int_equal(ledger_policy(ledger, 0)->devices, 1);
	assert_null(ledger_policy(ledger, 2));
	assert_ptr_equal(ledger_device(ledger, 0)->provisions[1].policy,
	    ledger_device(ledger, 1)->provisions[0].policy);
}

static void
a_policy_cut_short_is_no_policy_of_the_list(void **state)
{
	struct policy cut = *policy_of_length("4");

	(void)state;
	cut.complete = false;
	cut.id[0] = '\0';
	tell(ledger, download_at(5, "T", &cut));
	assert_int_equal(ledger_policy_count(ledger), 0);
	assert_non_null(only_device()->provisions[0].policy);
}

static void
many_policies_with_lists_are_told_apart(void **state)
{
	struct policy_builder *builder = policy_builder_new();
	char item[16];

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i <= 50; i++) {
			(void)snprintf(item, sizeof(item), "hash%d", i);
			policy_begin(builder, POLICY_EAS);
			policy_add_list(builder,
			    SETTING_APPROVED_APPLICATION_LIST,
			    text_from("ApprovedApplicationList"));
			policy_add_item(builder, text_from(item));
			policy_add(builder, SETTING_UNKNOWN,
			    text_from("14:0x3c"), text_from("1"));
			tell(ledger, download_at(round * 100 + i, "T",
					 policy_built(builder, true)));
		}
	}
	policy_builder_free(builder);
	assert_int_equal(ledger_policy_count(ledger), 50);
	assert_true(text_is(
	    ledger_policy(ledger, 6)->policy->entries[0].items[0], "hash7"));
}

static void
the_newest_information_counts(void **state)
{
	struct exchange new = command_at(9, COMMAND_SETTINGS, "7", 200);
	struct exchange old = command_at(3, COMMAND_SETTINGS, "7", 200);
	struct information newest = {
	    .model = text_from("B"), .os = text_from("")};
	struct information older = {
	    .model = text_from("A"), .os = text_from("1.0")};

	(void)state;
	new.seen.information = &newest;
	tell(ledger, new);
	old.seen.information = &older;
	tell(ledger, old);
	assert_true(text_is(only_device()->information.model, "B"));
	assert_true(text_is(only_device()->information.os, "1.0"));
	assert_false(text_seen(only_device()->information.imei));
}

static void
successes_are_noted_where_they_begin(void **state)
{
	const struct device *device;

	(void)state;
	tell(ledger, command_at(3, COMMAND_SYNC, "7", 200));
	tell(ledger, command_at(4, COMMAND_SYNC, "7", 200));
	tell(ledger, command_at(2, COMMAND_SYNC, "7", 200));
	tell(ledger, command_at(5, COMMAND_SYNC, "7", 449));
	tell(ledger, download_at(6, "8", NULL));
	tell(ledger, command_at(7, COMMAND_SYNC, "8", 200));
	device = only_device();
	assert_int_equal(device->event_count, 3);
	assert_int_equal(device->events[0].at.frame, 20);
	assert_int_equal(device->events[1].kind, EVENT_REFUSED);
	assert_int_equal(device->events[2].at.frame, 70);
	assert_true(device->sent_a_key);
	assert_false(device->sent_no_key);
}

static void
odd_names_and_statuses_are_bounded(void **state)
{
	static char endless[LIMIT_STRING + 9];
	struct exchange odd = command_at(1, COMMAND_UNKNOWN, "7", 200);
	struct exchange same = command_at(2, COMMAND_SYNC, "7", 200);

	(void)state;
	memset(endless, 'x', sizeof(endless));
	odd.seen.user_agent = text_over(endless, sizeof(endless));
	odd.seen.device_id = text_over(endless, sizeof(endless));
	odd.seen.user = text_over(endless, sizeof(endless));
	tell(ledger, odd);
	tell(ledger, odd);
	assert_int_equal(only_device()->commands[COMMAND_UNKNOWN], 2);
	assert_int_equal(only_device()->id.length, LIMIT_STRING);
	assert_int_equal(only_device()->user_agents.count, 1);
	for (unsigned i = 0; i < LIMIT_NAMES_PER_DEVICE + 1; i++) {
		same.seen.http_status = 600 + i;
		tell(ledger, same);
	}
	assert_int_equal(ledger_device(ledger, 1)->http_status_kinds,
	    LIMIT_NAMES_PER_DEVICE);
}

static void
many_devices_may_wait_for_their_users(void **state)
{
	char id[16];

	(void)state;
	for (int i = 0; i < 200; i++) {
		(void)snprintf(id, sizeof(id), "dev%d", i);
		tell_as(2 * i + 1, id, NULL);
		tell_as(2 * i + 2, id, "anna");
	}
	assert_int_equal(ledger_device_count(ledger), 200);
}

static void
inputs_and_encryption_are_noted(void **state)
{
	struct endpoint server = {.port = 443};
	struct input_seen *input;
	uint64_t before = ledger_revision(ledger);

	(void)state;
	input = ledger_add_input(ledger, text_from("a.pcap"));
	ledger_note_link_type(ledger, input, "EN10MB");
	ledger_note_link_type(ledger, input, "EN10MB");
	ledger_input_problem(ledger, input, "cut short");
	assert_int_equal(ledger_input_count(ledger), 1);
	assert_int_equal(ledger_input(ledger, 0)->link_types.count, 1);
	assert_false(ledger_input(ledger, 0)->complete);
	assert_null(ledger_input(ledger, 1));
	ledger_note_encrypted(ledger, &server, (struct moment){5, 50});
	ledger_note_encrypted(ledger, &server, (struct moment){3, 30});
	assert_int_equal(ledger_encrypted(ledger)->connections, 2);
	assert_int_equal(ledger_encrypted(ledger)->first.frame, 30);
	assert_true(ledger_revision(ledger) > before);
}

static void
inputs_beyond_the_limit_are_counted(void **state)
{
	(void)state;
	for (unsigned i = 0; i < LIMIT_INPUTS + 2; i++)
		ledger_note_link_type(
		    ledger, ledger_add_input(ledger, text_from("x")), "RAW");
	assert_int_equal(ledger_input_count(ledger), LIMIT_INPUTS);
	assert_int_equal(ledger_health(ledger)->limits_reached, 2);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(                                       \
	    name, assessed_set_up, assessed_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(a_device_is_a_pair_of_id_without_case_and_user),
	    TEST(a_request_without_user_belongs_to_the_only_user),
	    TEST(a_device_without_user_becomes_that_of_the_first_user),
	    TEST(with_two_users_no_user_is_a_value_of_its_own),
	    TEST(an_answer_alone_invents_no_device),
	    TEST(many_devices_are_found_again),
	    TEST(devices_come_in_order_of_time),
	    TEST(posts_and_answers_are_counted),
	    TEST(a_refusing_status_in_the_body_is_no_success),
	    TEST(names_are_noted_once_and_within_limits),
	    TEST(provision_exchanges_are_kept_in_order_of_time),
	    TEST(a_provision_request_without_a_body_is_kept_too),
	    TEST(a_key_in_the_query_is_no_header),
	    TEST(one_policy_is_kept_once_and_counts_its_devices),
	    TEST(a_policy_cut_short_is_no_policy_of_the_list),
	    TEST(many_policies_with_lists_are_told_apart),
	    TEST(the_newest_information_counts),
	    TEST(successes_are_noted_where_they_begin),
	    TEST(odd_names_and_statuses_are_bounded),
	    TEST(many_devices_may_wait_for_their_users),
	    TEST(inputs_and_encryption_are_noted),
	    TEST(inputs_beyond_the_limit_are_counted),
	};
#undef TEST

	return cmocka_run_group_tests_name("ledger", tests, NULL, NULL);
}
