/*
 * Names and their pseudonyms, one observation at a time.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/pseudonyms.h"

static const uint8_t key[SIPHASH_KEY] = "sixteen bytes..";

/* What a test starts from, and the replacer. */
static struct {
	struct pseudonyms *pseudonyms;
	struct observation seen;
	struct information information;
} it;

static int
set_up(void **state)
{
	(void)state;
	memset(&it, 0, sizeof(it));
	it.pseudonyms = pseudonyms_new(key);
	it.seen.device_id = text_from("Appl87051QBRA4S");
	it.seen.user = text_from("EXAMPLE\\anna");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	pseudonyms_free(it.pseudonyms);
	return 0;
}

/* The text as a C string, good until the next call but three. */
static const char *
string(struct text text)
{
	static char rooms[4][256];
	static unsigned next;
	char *room = rooms[next++ % 4];

	snprintf(room, sizeof(rooms[0]), "%.*s", (int)text.length, text.bytes);
	return room;
}

static void
is_pseudonym(struct text text, const char *front)
{
	size_t length = strlen(front);

	assert_int_equal(text.length, length + 12);
	assert_memory_equal(text.bytes, front, length);
	assert_int_equal(strspn(string(text) + length, "0123456789abcdef"), 12);
}

static void
each_name_gets_its_kind_of_pseudonym(void **state)
{
	(void)state;
	it.information.imei = text_from("354889782217966");
	it.information.phone_number = text_from("+491701234567");
	it.information.friendly_name = text_from("Anna's phone");
	it.seen.information = &it.information;
	it.seen.host = text_from("mail.example.test");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	is_pseudonym(it.seen.device_id, "device-");
	is_pseudonym(it.seen.user, "user-");
	is_pseudonym(it.seen.host, "host-");
	is_pseudonym(it.seen.information->imei, "device-");
	is_pseudonym(it.seen.information->phone_number, "device-");
	is_pseudonym(it.seen.information->friendly_name, "name-");
	assert_true(it.seen.anonymized);
}

static void
what_was_not_seen_or_is_empty_stays_so(void **state)
{
	(void)state;
	it.seen.user = text_from("");
	it.seen.device_id = TEXT_NOT_SEEN;
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_true(text_is(it.seen.user, ""));
	assert_false(text_seen(it.seen.device_id));
	assert_false(text_seen(it.seen.host));
	assert_null(it.seen.information);
}

static void
device_ids_are_the_same_in_either_case_users_are_not(void **state)
{
	char id[32];
	char user[32];

	(void)state;
	pseudonyms_apply(it.pseudonyms, &it.seen);
	snprintf(id, sizeof(id), "%s", string(it.seen.device_id));
	snprintf(user, sizeof(user), "%s", string(it.seen.user));
	it.seen.device_id = text_from("APPL87051qbra4s");
	it.seen.user = text_from("example\\anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_string_equal(string(it.seen.device_id), id);
	assert_string_not_equal(string(it.seen.user), user);
}

/* Without pseudonyms they are one device, and that is counted (limits.h). */
static void
ids_that_differ_in_their_last_bytes_are_two(void **state)
{
	static char id[LIMIT_HTTP_VALUE];
	char first[32];

	(void)state;
	memset(id, 'x', sizeof(id));
	it.seen.device_id = text_over(id, sizeof(id));
	pseudonyms_apply(it.pseudonyms, &it.seen);
	snprintf(first, sizeof(first), "%s", string(it.seen.device_id));
	id[sizeof(id) - 1] = 'y';
	it.seen.device_id = text_over(id, sizeof(id));
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_string_not_equal(string(it.seen.device_id), first);
}

/* A user agent, and what becomes of it; a # is the device id's pseudonym, a $
 * the user's. */
static void
agent_becomes(const char *agent, const char *wanted)
{
	char words[128] = "";

	it.seen.device_id = text_from("Appl87051QBRA4S");
	it.seen.user = text_from("EXAMPLE\\anna");
	it.seen.user_agent = text_from(agent);
	pseudonyms_apply(it.pseudonyms, &it.seen);
	for (; *wanted != '\0'; wanted++) {
		size_t used = strlen(words);

		snprintf(words + used, sizeof(words) - used, "%.*s", 32,
		    *wanted == '#'   ? string(it.seen.device_id)
		    : *wanted == '$' ? string(it.seen.user)
				     : string(text_over(wanted, 1)));
	}
	assert_string_equal(string(it.seen.user_agent), words);
}

static void
usual_user_agents_stay(void **state)
{
	static const char *const agents[] = {
	    "Apple-iPhone6C1/1202.466",
	    "Android-SAMSUNG-GT-I9100/101.20305",
	    "SAMSUNGSMG900F/101.502",
	    "Outlook-iOS-Android/1.0",
	    "MSFT-WP/8.10.14219",
	    "TouchDown(MSRPC)/8.1.00052/",
	    "python-requests/2.28.1",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(agents) / sizeof(agents[0]); i++)
		agent_becomes(agents[i], agents[i]);
}

static void
names_inside_a_user_agent_are_replaced(void **state)
{
	(void)state;
	agent_becomes("Phone/1.0 (APPL87051QBRA4S)", "Phone/1.0 (#)");
	agent_becomes("x-Appl87051QBRA4S-x", "x-#-x");
	agent_becomes("Anna/2", "$/2");
	agent_becomes("annapurna/2", "annapurna/2");
}

static void
what_looks_like_an_id_or_a_mail_address_is_replaced(void **state)
{
	static const char front[] = "Phone (";

	(void)state;
	it.seen.user_agent = text_from("Phone (androidc1717359041)");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_memory_equal(
	    it.seen.user_agent.bytes + sizeof(front) - 1, "device-", 7);
	it.seen.user_agent = text_from("Phone (ben.b@example.test)");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_memory_equal(
	    it.seen.user_agent.bytes + sizeof(front) - 1, "user-", 5);
	assert_null(strstr(string(it.seen.user_agent), "example"));
}

/* The user agent of one exchange, the fields of another. */
static void
a_number_is_one_name_in_its_field_and_in_free_text(void **state)
{
	char agents[2][256];
	char imei[256];
	char phone[256];

	(void)state;
	for (int i = 0; i < 2; i++) {
		it.information.imei = text_from("356938035643809");
		it.information.phone_number = text_from("+4917098765432");
		it.seen.information = i == 0 ? &it.information : NULL;
		it.seen.device_id = text_from("IMEI356938035643809");
		it.seen.user_agent =
		    text_from("E72 (356938035643809, +4917098765432)");
		pseudonyms_apply(it.pseudonyms, &it.seen);
		snprintf(agents[i], 256, "%s", string(it.seen.user_agent));
		if (i == 0) {
			snprintf(
			    imei, 256, "%s", string(it.seen.information->imei));
			snprintf(phone, 256, "%s",
			    string(it.seen.information->phone_number));
		}
	}
	assert_string_equal(agents[0], agents[1]);
	assert_non_null(strstr(agents[0], imei));
	assert_non_null(strstr(agents[0], phone));
}

static void
a_host_is_known_without_its_port(void **state)
{
	(void)state;
	it.seen.host = text_from("mail.example.test:8080");
	it.seen.user_agent = text_from("A/1 (mail.example.test)");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_string_equal(strchr(string(it.seen.host), ':'), ":8080");
	assert_memory_equal(
	    it.seen.user_agent.bytes + 5, it.seen.host.bytes, 17);
	assert_int_equal(it.seen.user_agent.length, 5 + 17 + 1);
}

static void
addresses_in_free_text_are_replaced_and_versions_are_not(void **state)
{
	static const char *const free[] = {"A (10.7.7.7)", "A 10.7.7.7:80",
	    "A http://10.7.7.7/", "A from 10.7.7.7.", "A [fd00::7:7]"};
	static const char *const kept[] = {
	    "A/7.1.0.12", "A 7.1.12", "A 10.7.7.777", "A 12:30:45"};

	(void)state;
	for (size_t i = 0; i < sizeof(free) / sizeof(free[0]); i++) {
		it.seen.user_agent = text_from(free[i]);
		pseudonyms_apply(it.pseudonyms, &it.seen);
		assert_non_null(
		    strstr(string(it.seen.user_agent), "2001:db8:"));
		assert_null(strstr(string(it.seen.user_agent), "7.7"));
		assert_null(strstr(string(it.seen.user_agent), "7:7"));
	}
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		it.seen.user_agent = text_from(kept[i]);
		pseudonyms_apply(it.pseudonyms, &it.seen);
		assert_string_equal(string(it.seen.user_agent), kept[i]);
	}
}

static void
what_a_server_writes_freely_is_scrubbed(void **state)
{
	(void)state;
	it.seen.throttle = text_from("CommandFrequency anna 10.7.7.7");
	it.seen.server_build = text_from("8.1.240.5 anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_null(strstr(string(it.seen.throttle), "anna"));
	assert_null(strstr(string(it.seen.throttle), "10.7"));
	assert_non_null(strstr(string(it.seen.throttle), "CommandFrequency"));
	assert_null(strstr(string(it.seen.server_build), "anna"));
	assert_memory_equal(it.seen.server_build.bytes, "8.1.240.5 user-", 15);
}

static void
addresses_become_documentation_addresses_with_their_port(void **state)
{
	struct endpoint ipv4 = {
	    .address = {[10] = 0xff, [11] = 0xff, 10, 0, 0, 1}, .port = 80};
	struct endpoint ipv6 = {.address = {0xfd, [15] = 1}, .port = 81};
	char words[ENDPOINT_TEXT];

	(void)state;
	it.seen.client = ipv4;
	it.seen.server = ipv6;
	pseudonyms_apply(it.pseudonyms, &it.seen);
	endpoint_format(&it.seen.client, words);
	assert_memory_equal(words, "[2001:db8:4::", 13);
	assert_string_equal(strrchr(words, ']'), "]:80");
	endpoint_format(&it.seen.server, words);
	assert_memory_equal(words, "[2001:db8:6::", 13);
	assert_string_equal(strrchr(words, ']'), "]:81");
	pseudonyms_address(it.pseudonyms, &ipv4);
	assert_true(endpoint_equal(&ipv4, &it.seen.client));
}

static void
a_host_that_is_an_address_has_the_pseudonym_of_the_address(void **state)
{
	char words[ENDPOINT_TEXT];

	(void)state;
	it.seen.client = (struct endpoint){
	    .address = {[10] = 0xff, [11] = 0xff, 10, 0, 0, 1}, .port = 8080};
	it.seen.host = text_from("10.0.0.1:8080");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	endpoint_format(&it.seen.client, words);
	assert_string_equal(string(it.seen.host), words);
	it.seen.host = text_from("[fd00::1]");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_memory_equal(it.seen.host.bytes, "[2001:db8:6::", 13);
	assert_int_equal(it.seen.host.bytes[it.seen.host.length - 1], ']');
}

static void
a_host_keeps_its_port_and_no_other_tail(void **state)
{
	char alone[32];

	(void)state;
	it.seen.host = text_from("mail.example.test");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	snprintf(alone, sizeof(alone), "%s", string(it.seen.host));
	it.seen.host = text_from("Mail.example.test:8443");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_memory_equal(it.seen.host.bytes, alone, strlen(alone));
	assert_string_equal(string(it.seen.host) + strlen(alone), ":8443");
	it.seen.host = text_from("mail.example.test:anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	is_pseudonym(it.seen.host, "host-");
}

static void
of_a_location_scheme_and_usual_path_stay(void **state)
{
	(void)state;
	it.seen.location = text_from("https://anna:x@new.example.test:444"
				     "/Microsoft-Server-ActiveSync?User=anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_memory_equal(it.seen.location.bytes, "https://host-", 13);
	assert_string_equal(string(it.seen.location) + 13 + 12,
	    ":444/Microsoft-Server-ActiveSync");
	it.seen.location = text_from("https://new.example.test/home/anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	is_pseudonym(it.seen.location, "https://host-");
}

static void
bytes_of_messages_are_taken_out(void **state)
{
	(void)state;
	it.seen.request.wire.head = text_from("POST /?User=anna");
	it.seen.response.wire.body = text_from("anna");
	pseudonyms_apply(it.pseudonyms, &it.seen);
	assert_false(text_seen(it.seen.request.wire.head));
	assert_false(text_seen(it.seen.response.wire.body));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(each_name_gets_its_kind_of_pseudonym),
	    TEST(what_was_not_seen_or_is_empty_stays_so),
	    TEST(device_ids_are_the_same_in_either_case_users_are_not),
	    TEST(ids_that_differ_in_their_last_bytes_are_two),
	    TEST(usual_user_agents_stay),
	    TEST(names_inside_a_user_agent_are_replaced),
	    TEST(what_looks_like_an_id_or_a_mail_address_is_replaced),
	    TEST(a_number_is_one_name_in_its_field_and_in_free_text),
	    TEST(addresses_become_documentation_addresses_with_their_port),
	    TEST(a_host_that_is_an_address_has_the_pseudonym_of_the_address),
	    TEST(a_host_keeps_its_port_and_no_other_tail),
	    TEST(of_a_location_scheme_and_usual_path_stay),
	    TEST(a_host_is_known_without_its_port),
	    TEST(addresses_in_free_text_are_replaced_and_versions_are_not),
	    TEST(what_a_server_writes_freely_is_scrubbed),
	    TEST(bytes_of_messages_are_taken_out),
	};

	return cmocka_run_group_tests_name("pseudonyms", tests, NULL, NULL);
}
