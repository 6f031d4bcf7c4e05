/*
 * Bodies that hurt whoever opens them: bombs in gzip, in WBXML and in XML, in
 * the answers and requests that are read whole and in those of which the front
 * is enough. What was read before the bound is told, as a part.
 */
#include "tests/support/attacked.h"
#include "tests/support/check.h"

#include <stdio.h>
#include <string.h>

#include "tests/support/stranger.h"

#define GZIP "Content-Encoding: gzip\r\n"
#define EAS_TYPE "MS-EAS-Provisioning-WBXML"
#define WAP_TYPE "MS-WAP-Provisioning-XML"
#define MIB (1u << 20)

/* Tokens of page 14: EASProvisionDoc, with content, and its first child. */
#define DOCUMENT 0x4d
#define PASSWORD_ENABLED 0x4e

/* A string table of one long text. */
#define LONG_TEXT 4000u

static uint32_t connections;
static char table[LONG_TEXT + 1];

static int
begin(void **state)
{
	memset(table, 'x', LONG_TEXT);
	connections = 0;
	return attack_set_up(state);
}

/* One exchange on a connection of its own. */
static void
exchange(const char *command, const char *device, const struct bomb *request,
    const char *headers, const struct bomb *answer)
{
	struct stranger stranger = stranger_opens(connections++);

	stranger_posts(&stranger, command, device, "", request);
	stranger_is_answered(&stranger, headers, answer);
	stranger_leaves(&stranger);
	attack_honest(1);
}

/* A device asks for its policy, and the answer is this. */
static void
is_offered(const char *device, const char *headers, const struct bomb *answer)
{
	struct bomb asks = {.length = 0};

	bomb_wbxml(&asks, "", 0);
	bomb_put(&asks, "\x00\x0e\x45\x46\x47", 5);
	bomb_element(&asks, 0x48, EAS_TYPE);
	bomb_put(&asks, "\x01\x01\x01", 3);
	exchange("Provision", device, &asks, headers, answer);
	bomb_done(&asks);
}

/* The front of an offer with one setting, which is told in any case. */
static struct bomb
offer(void)
{
	struct bomb bomb = {.length = 0};
	uint8_t document = DOCUMENT;

	bomb_offer(&bomb, EAS_TYPE, table, sizeof(table));
	bomb_put(&bomb, &document, 1);
	bomb_element(&bomb, PASSWORD_ENABLED, "1");
	return bomb;
}

/* The offer is told of as far as it was read, and as no whole one. */
static void
is_told_in_part(const json_t *report, const char *device)
{
	const json_t *told = attacked_provision(report, device, 0);
	const json_t *settings = json_object_get(told, "settings");

	assert_true(json_is_false(json_object_get(told, "complete")));
	assert_true(attacked_is(settings, "DevicePasswordEnabled", "1"));
	assert_true(attacked_is(told, "response_policy_key", BOMB_KEY));
	assert_null(json_object_get(told, "policy_id"));
	assert_true(attacked_is(
	    attacked_device(report, device), "state", "not acknowledged"));
}

static void
bombs_in_gzip_go_off_in_part(void **state)
{
	struct bomb whole = offer();
	json_t *report;

	(void)state;
	bomb_put(&whole, "\x4f\x03", 2);
	bomb_repeat(&whole, "x", 1, 8 * MIB);
	bomb_pack(&whole, PACKED_GZIP);
	for (int i = 0; i < 1000; i++)
		is_offered("GZIPBOMB", GZIP, &whole);
	report = attacked_report(2.5, 32);
	assert_true(attacked_health(report, "limits_reached") >= 1000);
	assert_true(attacked_finds(report, "limits-reached"));
	is_told_in_part(report, "GZIPBOMB");
	json_decref(report);
	bomb_done(&whole);
}

/* Only the front is wanted, so only that is inflated. */
static void
bombs_where_the_front_is_enough_do_not_go_off(void **state)
{
	struct bomb nothing = {.length = 0};
	struct bomb whole = {.length = 0};
	json_t *report;

	(void)state;
	bomb_wbxml(&whole, "", 0);
	bomb_put(&whole, "\x45", 1);
	bomb_element(&whole, 0x4e, "4");
	bomb_repeat(&whole, "x", 1, 8 * MIB);
	bomb_pack(&whole, PACKED_GZIP);
	for (int i = 0; i < 2000; i++)
		exchange("Sync", "FRONTBOMB", &nothing, GZIP, &whole);
	report = attacked_report(0.3, 32);
	assert_int_equal(attacked_health(report, "limits_reached"), 0);
	assert_int_equal(attacked_health(report, "http_errors"), 0);
	assert_int_equal(
	    json_integer_value(json_object_get(
		json_object_get(
		    attacked_device(report, "FRONTBOMB"), "commands"),
		"Sync")),
	    2000);
	json_decref(report);
	bomb_done(&whole);
}

static void
a_bomb_inside_a_bomb_is_not_opened(void **state)
{
	struct bomb whole = offer();
	const json_t *told;
	json_t *report;

	(void)state;
	bomb_repeat(&whole, "x", 1, 16 * MIB);
	bomb_pack(&whole, PACKED_GZIP);
	bomb_pack(&whole, PACKED_GZIP);
	for (int i = 0; i < 1000; i++)
		is_offered(
		    "NESTED", "Content-Encoding: gzip, gzip\r\n", &whole);
	report = attacked_report(0.3, 32);
	assert_int_equal(attacked_health(report, "http_errors"), 1000);
	told = attacked_provision(report, "NESTED", 0);
	assert_true(json_is_false(json_object_get(told, "complete")));
	assert_null(json_object_get(told, "settings"));
	json_decref(report);
	bomb_done(&whole);
}

static void
too_deep(struct bomb *bomb)
{
	bomb_repeat(bomb, "\x7f", 1, 900000);
}

static void
ten_million_siblings(struct bomb *bomb)
{
	bomb_repeat(bomb, "\x3f", 1, 10000000);
}

/* A setting again and again, each time with the long text of the table. */
static void
one_string_everywhere(struct bomb *bomb)
{
	bomb_repeat(bomb, "\x4f\x83\x00\x01", 4, 33000);
}

/* So many unknown settings that none finds a place any more. */
static void
unknown_settings(struct bomb *bomb)
{
	for (unsigned i = 0; i < 33000; i++) {
		uint8_t one[] = {0, (uint8_t)(100 + i % 150),
		    (uint8_t)(0x05 + i / 150 % 50)};

		bomb_put(bomb, one, sizeof(one));
	}
}

static void
four_gigabytes_of_opaque(struct bomb *bomb)
{
	bomb_text(bomb, "\x4e\xc3\x8f\xff\xff\xff\x7fwhere is the rest?");
}

static void
entities(struct bomb *bomb)
{
	bomb_put(bomb, "\x4f", 1);
	bomb_repeat(bomb, "\x02\xc3\xff\x7f", 4, 200000);
}

static void
entities_that_are_none(struct bomb *bomb)
{
	bomb_text(bomb, "\x4f\x02\x8f\xff\xff\xff\x7f");
}

static void
strings_behind_the_table(struct bomb *bomb)
{
	bomb_text(bomb, "\x4f\x83\x8f\xff\xff\xff\x7f");
}

static void
pages_without_end(struct bomb *bomb)
{
	bomb_repeat(bomb, "\x00\x01", 2, 400000);
}

/* clang-format off */
static const struct {
	const char *device;
	void (*fill)(struct bomb *);
} documents[] = {
	{ "DEEP", too_deep },
	{ "SIBLINGS", ten_million_siblings },
	{ "STRINGS", one_string_everywhere },
	{ "UNKNOWN", unknown_settings },
	{ "OPAQUE", four_gigabytes_of_opaque },
	{ "ENTITIES", entities },
	{ "NOENTITY", entities_that_are_none },
	{ "NOSTRING", strings_behind_the_table },
	{ "PAGES", pages_without_end },
};
/* clang-format on */
#define DOCUMENTS (sizeof(documents) / sizeof(documents[0]))

/* An answer to Provision, as it is and packed. */
static void
send_offers(const char *device, void (*fill)(struct bomb *))
{
	struct bomb bomb = offer();

	fill(&bomb);
	is_offered(device, "", &bomb);
	bomb_pack(&bomb, PACKED_GZIP);
	for (int i = 0; i < 20; i++)
		is_offered(device, GZIP, &bomb);
	bomb_done(&bomb);
}

/* In what a device says of itself, Settings/DeviceInformation/Set, and as the
 * body of a command of which the front is enough. */
static void
send_others(const char *device, void (*fill)(struct bomb *))
{
	struct bomb nothing = {.length = 0};
	struct bomb bomb = {.length = 0};

	bomb_wbxml(&bomb, table, sizeof(table));
	bomb_put(&bomb, "\x00\x12\x45\x56\x48", 5);
	bomb_element(&bomb, 0x57, "a bomb");
	fill(&bomb);
	exchange("Settings", device, &bomb, "", &nothing);
	exchange("FolderSync", device, &bomb, "", &bomb);
	bomb_pack(&bomb, PACKED_GZIP);
	for (int i = 0; i < 20; i++) {
		exchange("FolderSync", device, &nothing, GZIP, &bomb);
		exchange("Settings", device, &nothing, GZIP, &bomb);
	}
	bomb_done(&bomb);
}

static void
bombs_in_wbxml_go_off_in_part(void **state)
{
	unsigned long long errors;
	json_t *report;

	(void)state;
	for (size_t i = 0; i < DOCUMENTS; i++) {
		send_offers(documents[i].device, documents[i].fill);
		send_others(documents[i].device, documents[i].fill);
	}
	report = attacked_report(4, 48);
	errors = attacked_health(report, "limits_reached") +
		 attacked_health(report, "wbxml_errors");
	/* An offer and a Settings answer each, packed and not. */
	assert_true(errors >= DOCUMENTS * (21 + 21));
	for (size_t i = 0; i < DOCUMENTS; i++) {
		is_told_in_part(report, documents[i].device);
		assert_true(attacked_is(
		    json_object_get(
			attacked_device(report, documents[i].device),
			"information"),
		    "Model", "a bomb"));
	}
	json_decref(report);
}

/* A document of version 2.5, which is XML, in one text. */
static void
is_offered_xml(const char *device, const char *xml)
{
	struct bomb bomb = {.length = 0};

	bomb_offer(&bomb, WAP_TYPE, "", 0);
	bomb_put(&bomb, "\x03", 1);
	bomb_put(&bomb, xml, strlen(xml) + 1);
	bomb_offer_end(&bomb);
	for (int i = 0; i < 100; i++)
		is_offered(device, "", &bomb);
	bomb_done(&bomb);
}

static void
entities_of_xml_are_refused(void **state)
{
	static const char laughs[] =
	    "<?xml version='1.0'?><!DOCTYPE wap-provisioningdoc ["
	    "<!ENTITY a 'ha ha ha ha ha ha ha ha ha ha ha ha'>"
	    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
	    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
	    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	    "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]>"
	    "<wap-provisioningdoc><characteristic type='SecurityPolicy'>"
	    "<parm name='4131' value='&g;'/></characteristic>"
	    "</wap-provisioningdoc>";
	static const char file[] =
	    "<!DOCTYPE wap-provisioningdoc [<!ENTITY passwd SYSTEM "
	    "'file:///etc/passwd'>]><wap-provisioningdoc>"
	    "<characteristic type='SecurityPolicy'>"
	    "<parm name='4131' value='&passwd;'/></characteristic>"
	    "</wap-provisioningdoc>";
	json_t *report;

	(void)state;
	is_offered_xml("LAUGHS", laughs);
	is_offered_xml("FILE", file);
	report = attacked_report(0.3, 32);
	assert_int_equal(attacked_health(report, "wbxml_errors"), 200);
	assert_int_equal(
	    json_object_size(json_object_get(
		attacked_provision(report, "LAUGHS", 0), "settings")),
	    0);
	assert_int_equal(
	    json_object_size(json_object_get(
		attacked_provision(report, "FILE", 0), "settings")),
	    0);
	json_decref(report);
}

/* One value of 120,000 bytes, in pieces of a byte: whoever looks at all that
 * came so far with each of them looks at 7 milliards. */
static void
xml_in_pieces_is_read_once(void **state)
{
	static const char front[] = "<wap-provisioningdoc><characteristic "
				    "type='SecurityPolicy'><parm name='4131' "
				    "value='0'/><parm name='4133' value='";
	struct bomb bomb = {.length = 0};
	json_t *report;

	(void)state;
	bomb_offer(&bomb, WAP_TYPE, "", 0);
	bomb_put(&bomb, "\x03", 1);
	bomb_put(&bomb, front, sizeof(front));
	bomb_repeat(&bomb, "\xc3\x01x", 3, 90000);
	bomb_offer_end(&bomb);
	for (int i = 0; i < 5; i++)
		is_offered("PIECES", "", &bomb);
	report = attacked_report(0.3, 32);
	assert_int_equal(attacked_health(report, "wbxml_errors"), 5);
	assert_true(
	    attacked_is(json_object_get(attacked_provision(report, "PIECES", 0),
			    "settings"),
		"4131", "0"));
	json_decref(report);
	bomb_done(&bomb);
}

/* Names that differ in their last bytes only, behind a path of 3,900; each
 * comes again and again, so that it is looked for among the others. */
static void
long_names_of_settings_are_told_apart_quickly(void **state)
{
	static char path[3900];
	struct bomb bomb = {.length = 0};
	json_t *report;

	(void)state;
	memset(path, 'p', sizeof(path) - 1);
	bomb_offer(&bomb, WAP_TYPE, "", 0);
	bomb_put(&bomb, "\x03", 1);
	bomb_text(&bomb, "<wap-provisioningdoc><characteristic type='");
	bomb_text(&bomb, path);
	bomb_text(&bomb, "'>");
	for (unsigned i = 0; i < 10000; i++) {
		char parm[32];

		snprintf(parm, sizeof(parm), "<parm name='%03u'/>", i % 250);
		bomb_text(&bomb, parm);
	}
	bomb_text(&bomb, "</characteristic></wap-provisioningdoc>");
	bomb_put(&bomb, "", 1);
	bomb_offer_end(&bomb);
	for (int i = 0; i < 40; i++)
		is_offered("PATHS", "", &bomb);
	report = attacked_report(2.2, 32);
	assert_int_equal(
	    json_object_size(json_object_get(
		attacked_provision(report, "PATHS", 0), "settings")),
	    250);
	json_decref(report);
	bomb_done(&bomb);
}

int
main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, begin, attack_tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(bombs_in_gzip_go_off_in_part),
	    TEST(bombs_where_the_front_is_enough_do_not_go_off),
	    TEST(a_bomb_inside_a_bomb_is_not_opened),
	    TEST(bombs_in_wbxml_go_off_in_part),
	    TEST(entities_of_xml_are_refused),
	    TEST(xml_in_pieces_is_read_once),
	    TEST(long_names_of_settings_are_told_apart_quickly),
	};
#undef TEST

	return cmocka_run_group_tests_name(
	    "attacks, bodies", tests, NULL, NULL);
}
