/*
 * What a server does, told from what was seen of it.
 */
#include "tests/support/check.h"

#include <stdio.h>

#include "decode/model/server_story.h"
#include "tests/support/exchanges.h"
#include "tests/support/lab.h"

#define SECOND 1000000000LL

static struct ledger *ledger;
static struct lab *lab;
static struct server_stories *stories;

static int
begin(void **state)
{
	(void)state;
	ledger = ledger_new();
	lab = lab_new();
	stories = NULL;
	return 0;
}

static int
end(void **state)
{
	(void)state;
	server_stories_free(stories);
	lab_free(lab);
	ledger_free(ledger);
	return 0;
}

static const struct server_story *
story(void)
{
	server_stories_free(stories);
	stories = server_stories_tell(ledger);
	assert_int_equal(stories->count, 1);
	return &stories->items[0];
}

static void
tell_of(const char *id, struct exchange exchange)
{
	exchange.seen.device_id = text_from(id);
	tell(ledger, exchange);
}

static void
round_of(const char *id, int second, const char *temporary, const char *status,
    const char *final)
{
	tell_of(id, download_at(second, temporary, policy_of_length("4")));
	tell_of(id, acknowledge_at(second + 1, temporary, status, final));
}

static void
a_final_key_after_2_is_lenient(void **state)
{
	(void)state;
	round_of("D1", 1, "T", "2", "K");
	assert_int_equal(
	    treatment_attitude(&story()->partial), ATTITUDE_LENIENT);
	assert_int_equal(story()->partial.accepted.items[0].frame, 21);
	assert_int_equal(
	    treatment_attitude(&story()->external), ATTITUDE_NOT_SEEN);
	assert_string_equal(attitude_name(ATTITUDE_LENIENT), "lenient");
}

static void
status_139_after_2_is_strict(void **state)
{
	struct exchange refused = acknowledge_at(2, "T", "2", NULL);

	(void)state;
	refused.body.response_status = text_from("139");
	tell_of("D1", download_at(1, "T", policy_of_length("4")));
	tell_of("D1", refused);
	assert_int_equal(
	    treatment_attitude(&story()->partial), ATTITUDE_STRICT);
	assert_int_equal(story()->partial.forbidden.count, 1);
	round_of("D1", 5, "U", "2", "K");
	assert_int_equal(treatment_attitude(&story()->partial), ATTITUDE_BOTH);
}

static void
status_145_after_4_forbids_external_management(void **state)
{
	struct exchange refused = acknowledge_at(2, "T", "4", NULL);

	(void)state;
	refused.body.response_status = text_from("145");
	tell_of("D1", download_at(1, "T", policy_of_length("4")));
	tell_of("D1", refused);
	assert_int_equal(
	    treatment_attitude(&story()->external), ATTITUDE_STRICT);
	assert_int_equal(story()->external.forbidden.count, 1);
	assert_int_equal(story()->partial.refused.count, 0);
}

static void
an_answer_that_was_not_seen_is_neither(void **state)
{
	struct exchange lost = acknowledge_at(2, "T", "2", "K");

	(void)state;
	lose_answer(&lost);
	tell_of("D1", download_at(1, "T", policy_of_length("4")));
	tell_of("D1", lost);
	assert_int_equal(
	    treatment_attitude(&story()->partial), ATTITUDE_NOT_SEEN);
}

static void
an_unchanged_policy_that_comes_again_is_a_refresh(void **state)
{
	(void)state;
	round_of("D1", 1, "T1", "1", "K1");
	tell_of("D1", command_at(50, COMMAND_SYNC, "K1", 449));
	round_of("D1", 52, "T2", "1", "K2");
	round_of("D1", 62, "T3", "1", "K3");
	assert_int_equal(story()->asked.places.count, 1);
	assert_int_equal(story()->asked.shortest, 50 * SECOND);
	assert_int_equal(story()->asked.longest, 50 * SECOND);
	assert_int_equal(story()->unasked.places.count, 1);
	assert_int_equal(story()->unasked.shortest, 9 * SECOND);
}

static void
a_changed_policy_is_no_refresh(void **state)
{
	(void)state;
	round_of("D1", 1, "T1", "1", "K1");
	tell_of("D1", download_at(9, "T2", policy_of_length("8")));
	assert_int_equal(story()->asked.places.count, 0);
	assert_int_equal(story()->unasked.places.count, 0);
}

static void
nothing_is_a_refresh(void)
{
	assert_int_equal(story()->asked.places.count, 0);
	assert_int_equal(story()->unasked.places.count, 0);
}

static void
a_device_that_was_set_up_anew_is_not_refreshed(void **state)
{
	(void)state;
	round_of("D1", 1, "T1", "1", "K1");
	tell_of("D1", command_at(10, COMMAND_SYNC, "K1", 200));
	round_of("D1", 20, "T2", "1", "K2");
	nothing_is_a_refresh();
	tell_of("D1", command_at(30, COMMAND_SYNC, "K2", 200));
	tell_of("D1", command_at(40, COMMAND_FOLDER_SYNC, "0", 449));
	round_of("D1", 50, "T3", "1", "K3");
	nothing_is_a_refresh();
	tell_of("D1", command_at(60, COMMAND_SYNC, "K3", 449));
	round_of("D1", 70, "T4", "1", "K4");
	assert_int_equal(story()->asked.places.count, 1);
}

static void
a_device_that_was_wiped_is_not_refreshed(void **state)
{
	struct exchange waits = command_at(30, COMMAND_SYNC, "K2", 200);

	(void)state;
	round_of("D1", 1, "T1", "1", "K1");
	tell_of("D1", wipe_acknowledge_at(10, "1"));
	round_of("D1", 20, "T2", "1", "K2");
	nothing_is_a_refresh();
	waits.seen.body_status = text_from("140");
	tell_of("D1", waits);
	tell_of("D1", command_at(35, COMMAND_SYNC, "K2", 449));
	round_of("D1", 40, "T3", "1", "K3");
	nothing_is_a_refresh();
}

static void
half_of_the_threshold_is_looked_for_in_old_documents(void **state)
{
	static const char *const parts[] = {
	    "4131=0 DeviceWipeThreshold=8 CodewordFrequency=4",
	    "4131=0 DeviceWipeThreshold=20 CodewordFrequency=5",
	    "4131=0 DeviceWipeThreshold=16 CodewordFrequency=-1",
	    "4131=0 DeviceWipeThreshold=16"};
	char key[16];

	(void)state;
	for (int i = 0; i < 4; i++) {
		snprintf(key, sizeof(key), "T%d", i);
		tell_of("D1",
		    download_at(1 + 2 * i, key, lab_policy(lab, parts[i])));
	}
	assert_int_equal(story()->codeword_half.count, 1);
	assert_int_equal(story()->codeword_other.count, 1);
	assert_int_equal(story()->codeword_other.items[0].frame, 31);
}

static void
keys_are_compared(void **state)
{
	(void)state;
	round_of("D1", 1, "T1", "1", "K");
	round_of("D2", 3, "T2", "1", "K");
	round_of("D3", 5, "T3", "1", "T3");
	round_of("D3", 7, "T4", "1", "L");
	assert_int_equal(story()->same_key.count, 1);
	assert_int_equal(story()->other_key.count, 3);
	assert_int_equal(story()->final.devices, 2);
	assert_true(text_is(story()->final.key, "K"));
	assert_int_equal(story()->temporary.devices, 0);
	assert_false(text_seen(story()->temporary.key));
}

static void
each_server_has_its_own_story(void **state)
{
	struct exchange other = download_at(9, "T", policy_of_length("4"));

	(void)state;
	round_of("D1", 1, "T1", "2", "K");
	other.seen.server.port = 8080;
	tell_of("D2", other);
	stories = server_stories_tell(ledger);
	assert_int_equal(stories->count, 2);
	assert_true(text_is(stories->items[1].server, "10.0.0.1:8080"));
	assert_int_equal(stories->items[1].rounds, 1);
	tell_of("D1", other);
	server_stories_free(stories);
	stories = server_stories_tell(ledger);
	assert_int_equal(stories->count, 2);
	assert_false(text_seen(stories->items[0].server));
}

static void
only_the_first_places_are_kept(void **state)
{
	char key[16];

	(void)state;
	for (int i = 0; i < 20; i++) {
		snprintf(key, sizeof(key), "T%d", i);
		round_of("D1", 1 + 4 * i, key, "2", "K");
	}
	assert_int_equal(story()->partial.accepted.count, 20);
	assert_int_equal(story()->partial.accepted.items[7].frame, 301);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_final_key_after_2_is_lenient),
	    TEST(status_139_after_2_is_strict),
	    TEST(status_145_after_4_forbids_external_management),
	    TEST(an_answer_that_was_not_seen_is_neither),
	    TEST(an_unchanged_policy_that_comes_again_is_a_refresh),
	    TEST(a_changed_policy_is_no_refresh),
	    TEST(a_device_that_was_set_up_anew_is_not_refreshed),
	    TEST(a_device_that_was_wiped_is_not_refreshed),
	    TEST(half_of_the_threshold_is_looked_for_in_old_documents),
	    TEST(keys_are_compared),
	    TEST(each_server_has_its_own_story),
	    TEST(only_the_first_places_are_kept),
	};

	return cmocka_run_group_tests_name("server story", tests, NULL, NULL);
}
