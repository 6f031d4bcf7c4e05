/*
 * Provision and Settings bodies into facts: every vector, every decision of
 * the request's phase, several Policy elements, and cut documents.
 *
 * Facts are compared as one line, see support/facts.h.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/provision.h"
#include "tests/support/facts.h"
#include "tests/support/vectors.h"

#define HEADER "03 01 6a 00 00 0e "
#define EAS_TYPE                                                               \
	"48 03 4d 53 2d 45 41 53 2d 50 72 6f 76 69 73 69 6f 6e 69 6e 67 2d "   \
	"57 42 58 4d 4c 00 01 "
#define WAP_TYPE                                                               \
	"48 03 4d 53 2d 57 41 50 2d 50 72 6f 76 69 73 69 6f 6e 69 6e 67 2d "   \
	"58 4d 4c 00 01 "

typedef enum verdict read_function(
    struct provision_reader *, const void *body, size_t length, bool whole);

/* Reads a guarded copy of one body after begin. */
static enum verdict
read_copy(struct provision_reader *reader, read_function *read,
    const char *version, const uint8_t *bytes, size_t length, bool whole)
{
	uint8_t *copy = guard_copy(bytes, length);
	enum verdict verdict;

	provision_begin(reader, text_from(version));
	verdict = read(reader, copy, length, whole);
	guard_free(copy, length);
	return verdict;
}

/* clang-format off */
static const struct {
	const char *vector;
	read_function *read;
	const char *version;
	const char *facts;
} meanings[] = {
#define Q provision_read_request
#define A provision_read_response
	{ "001", Q, "14.1", "download type=EAS model=TestPhone 9 operator=LabTel information" },
	{ "002", Q, "12.1", "download type=EAS" },
	{ "003", Q, "2.5", "download type=WAP" },
	{ "004", A, "14.1", "other type=EAS top=1 status=1 offered=1307199584 eas{ 42 } information-status=1" },
	{ "005", A, "14.1", "other type=EAS top=1 status=1 offered=3942919513 eas{ 42 } information-status=1" },
	{ "006", A, "12.0", "other type=EAS top=1 status=1 offered=77 eas{ 12 }" },
	{ "007", A, "14.0", "other type=EAS top=1 status=1 offered=5 eas{ }" },
	{ "008", A, "2.5", "other type=WAP top=1 status=1 offered=1091 wap{ 7 }" },
	{ "009", A, "2.5", "other type=WAP top=1 status=1 offered=1092 wap{ 4131 =1 }" },
	{ "010", A, "2.5", "other type=WAP top=1 status=1 offered=1093 wap{ 4131 =1 }" },
	{ "011", Q, "14.1", "acknowledge type=EAS key=1307199584 ack=1" },
	{ "012", Q, "14.1", "acknowledge type=EAS key=1307199584 ack=2" },
	{ "013", Q, "14.1", "acknowledge type=EAS key=1307199584 ack=3" },
	{ "014", Q, "14.1", "acknowledge type=EAS key=1307199584 ack=4" },
	{ "015", A, "14.1", "other type=EAS top=1 status=1 offered=3230124716" },
	{ "016", A, "14.1", "other type=EAS top=1 status=5" },
	{ "017", A, "12.1", "other type=EAS top=1 status=2" },
	{ "018", A, "12.1", "other type=EAS top=1 status=3" },
	{ "019", A, "12.1", "other type=EAS top=1 status=4" },
	{ "020", A, NULL, "other top=2" },
	{ "021", A, NULL, "other top=3" },
	{ "022", A, "14.1", "other top=110" },
	{ "023", A, "14.1", "other top=139" },
	{ "024", A, "14.1", "other top=141" },
	{ "025", A, "14.1", "other top=145" },
	{ "026", A, "14.1", "other top=165" },
	{ "027", Q, "14.0", "wipe-inquiry" },
	{ "028", Q, "14.0", "wipe-inquiry" },
	{ "029", A, "14.0", "other top=1 order" },
	{ "030", Q, "14.0", "wipe-acknowledge wipe=1" },
	{ "031", Q, "14.0", "wipe-acknowledge wipe=2" },
	{ "032", A, "15.0", "other top=1" },
	{ "033", A, "14.0", "other top=2 order" },
	{ "034", A, "14.1", "other type=EAS top=1 status=1 offered=9 order" },
	{ "035", Q, "14.0", "wipe-acknowledge ack=1 wipe=1" },
	{ "036", A, "16.1", "other top=1 account-order" },
	{ "037", Q, "16.1", "wipe-acknowledge account-wipe=1" },
	{ "038", A, "12.1", "other type=EAS top=1 status=1 offered=21 eas{ DevicePasswordEnabled =1 }" },
	{ "038", A, "2.5", "other type=WAP top=1 status=3" },
	{ "038", A, NULL, "other type=EAS top=1 status=1 offered=21 eas{ DevicePasswordEnabled =1 }" },
	{ "039", A, "14.1", "other type=EAS top=1 status=1 offered=4 eas{ DevicePasswordEnabled =0 } information-status=1" },
	{ "040", A, "12.1", "other type=EAS top=1 status=1 offered=0123456789abcdef0123456789abcdef01234567" },
	{ "041", A, "16.1", "other type=EAS top=1 status=1 offered=6 eas{ DevicePasswordEnabled =1 14:0x3c =1 14:0x3f = }" },
	{ "042", A, "12.0", "other type=EAS top=1 status=1 offered=6 eas{ DevicePasswordEnabled =1 DocumentBrowseEnabled =1 AttachmentsEnabled =1 }" },
	{ "043", A, NULL, "other top=1" },
	{ "044", A, NULL, "other top=1" },
	{ "045", A, NULL, "other" },
	{ "063", settings_read_request, "12.1", "other model=TestPhone 9 operator=LabTel information" },
	{ "064", settings_read_response, "12.1", "other information-status=1" },
	{ "065", settings_read_request, "12.1", "other" },
	{ "066", settings_read_request, "12.1", "other" },
	{ "046", Q, "12.1", "other" },
	{ "055", A, "14.1", "other" },
	{ "063", Q, "12.1", "other" },
	{ "001", settings_read_request, "14.1", "other" },
	{ "082", A, "14.1", "other top=1" },
	{ "083", A, "14.1", "other top=1" },
	{ "084", Q, "14.1", "other" },
	{ "085", Q, "14.1", "wipe-inquiry" },
	{ "090", A, "14.1", "other top=\xe4" },
#undef Q
#undef A
};
/* clang-format on */

static void
every_vector_has_the_meaning_of_its_index(void **state)
{
	struct provision_reader *reader = provision_reader_new();

	(void)state;
	for (size_t i = 0; i < sizeof(meanings) / sizeof(meanings[0]); i++) {
		struct line line;
		size_t length;
		uint8_t *bytes = vector(meanings[i].vector, &length);
		enum verdict verdict = read_copy(reader, meanings[i].read,
		    meanings[i].version, bytes, length, true);
		const char *facts = describe(&line, provision_result(reader));

		free(bytes);
		if (verdict != VERDICT_OK)
			fail_msg("%s: %s", meanings[i].vector,
			    verdict_name(verdict));
		if (strcmp(facts, meanings[i].facts) != 0)
			fail_msg("%s: %s", meanings[i].vector, facts);
	}
	provision_reader_free(reader);
}

/* Reads hexadecimal bytes behind the usual header and compares the facts. */
static void
expect(read_function *read, const char *version, bool whole, const char *body,
    enum verdict expected_verdict, const char *expected)
{
	struct provision_reader *reader = provision_reader_new();
	struct line line;
	char hex[4096];
	size_t length;
	uint8_t *bytes;
	enum verdict verdict;

	assert_true(strlen(body) < sizeof(hex) - sizeof(HEADER));
	(void)snprintf(hex, sizeof(hex), HEADER "%s", body);
	bytes = from_hex(hex, &length);
	verdict = read_copy(reader, read, version, bytes, length, whole);
	assert_string_equal(
	    describe(&line, provision_result(reader)), expected);
	assert_string_equal(
	    verdict_name(verdict), verdict_name(expected_verdict));
	provision_reader_free(reader);
	free(bytes);
}

static void
expect_request(const char *body, const char *expected)
{
	expect(
	    provision_read_request, "14.0", true, body, VERDICT_OK, expected);
}

static void
expect_cut_request(const char *body, const char *expected)
{
	expect(provision_read_request, "14.0", false, body, VERDICT_SHORT,
	    expected);
}

static void
expect_response(const char *body, const char *expected)
{
	expect(
	    provision_read_response, "14.1", true, body, VERDICT_OK, expected);
}

static void
an_acknowledgement_may_have_any_order(void **state)
{
	(void)state;
	expect_request("45 46 47 49 03 37 00 01 4b 03 32 00 01 " EAS_TYPE
		       "01 01 01",
	    "acknowledge type=EAS key=7 ack=2");
	expect_request("45 46 47 4b 03 31 00 01 " EAS_TYPE
		       "49 03 37 00 01 01 01 01",
	    "acknowledge type=EAS key=7 ack=1");
}

static void
a_policy_key_of_none_alone_acknowledges_nothing(void **state)
{
	(void)state;
	expect_request(
	    "45 46 47 " EAS_TYPE "09 01 01 01", "download type=EAS key=");
	expect_request("45 46 47 " EAS_TYPE "49 03 30 00 01 01 01 01",
	    "download type=EAS key=0");
	expect_request("45 46 47 " EAS_TYPE
		       "49 03 30 00 01 4b 03 31 00 01 01 01 01",
	    "acknowledge type=EAS key=0 ack=1");
}

static void
a_status_belongs_to_the_element_around_it(void **state)
{
	(void)state;
	expect_request("45 4b 03 38 00 01 00 12 56 46 03 39 00 01 01 00 0e "
		       "46 47 49 03 37 00 01 4b 03 31 00 01 01 01 01",
	    "acknowledge key=7 ack=1");
	expect_response("45 4c 4b 03 35 00 01 01 00 12 56 46 03 36 00 01 01 "
			"00 0e 46 47 4b 03 32 00 01 01 4b 03 38 00 01 01 "
			"4b 03 31 00 01 01",
	    "other top=1 status=2 information-status=6");
}

static void
wiping_needs_a_status_in_a_request_and_none_in_an_answer(void **state)
{
	(void)state;
	expect_request("45 0c 01", "other");
	expect_response("45 4c 01 7b 01 01", "other order account-order");
	expect_response("45 7b 4b 03 31 00 01 01 01", "other");
}

static void
a_wipe_acknowledgement_outranks_a_policy(void **state)
{
	(void)state;
	expect_request("45 46 47 " EAS_TYPE "49 03 37 00 01 4b 03 31 00 01 "
		       "01 01 4c 4b 03 32 00 01 01 01",
	    "wipe-acknowledge type=EAS key=7 ack=1 wipe=2");
}

static void
of_several_policies_the_fitting_one_counts(void **state)
{
	static const char *const body =
	    "45 46 47 49 03 31 00 01 " EAS_TYPE "01 "
	    "47 49 03 32 00 01 " WAP_TYPE "01 "
	    "47 49 03 33 00 01 " EAS_TYPE "4a 0d 01 01 01 01";

	(void)state;
	expect_response(body, "other type=EAS offered=3 eas{ }");
	expect(provision_read_response, "2.5", true, body, VERDICT_OK,
	    "other type=WAP offered=2");
	expect(provision_read_response, NULL, true, body, VERDICT_OK,
	    "other type=EAS offered=3 eas{ }");
	expect_request("45 46 47 " WAP_TYPE "01 47 " EAS_TYPE "01 01 01",
	    "download type=EAS");
}

static void
the_document_that_counts_outlives_a_later_one(void **state)
{
	(void)state;
	expect_response("45 46 47 " EAS_TYPE "4a 4d 4e 03 31 00 01 01 01 01 "
			"47 " WAP_TYPE "4a 4d 53 03 30 00 01 01 01 01 01 01",
	    "other type=EAS eas{ DevicePasswordEnabled =1 }");
}

static void
a_single_policy_counts_whatever_its_type(void **state)
{
	(void)state;
	expect(provision_read_response, "2.5", true,
	    "45 46 47 " EAS_TYPE "4a 4d 4e 03 31 00 01 01 01 01 01 01",
	    VERDICT_OK, "other type=EAS eas{ DevicePasswordEnabled =1 }");
}

static void
of_elements_that_come_twice_the_first_counts(void **state)
{
	(void)state;
	expect_response("45 4b 03 31 00 01 4b 03 32 00 01 01", "other top=1");
}

static void
values_in_pieces_are_joined(void **state)
{
	(void)state;
	expect_response("45 46 47 49 03 31 32 00 c3 01 33 02 34 00 0e 03 35 "
			"00 01 4a 4d 55 03 39 00 03 30 30 00 01 01 01 01 01 "
			"01",
	    "other offered=12345 eas{ MaxInactivityTimeDeviceLock =900 }");
}

static void
lists_have_their_items(void **state)
{
	(void)state;
	expect_response("45 46 47 4a 4d 77 78 03 61 00 01 78 03 62 00 01 38 "
			"01 39 4e 03 31 00 01 01 01 01 01 01",
	    "other eas{ UnapprovedInROMApplicationList -a -b - "
	    "ApprovedApplicationList DevicePasswordEnabled =1 }");
}

static void
true_and_false_are_kept_as_sent(void **state)
{
	(void)state;
	expect_response("45 46 47 4a 4d 4e 03 74 72 75 65 00 01 01 01 01 01 "
			"01",
	    "other eas{ DevicePasswordEnabled =true }");
}

static void
an_unknown_setting_with_children_is_a_list(void **state)
{
	(void)state;
	expect_response("45 46 47 4a 4d 7c 7d 03 79 00 01 3e 01 00 12 57 03 "
			"31 00 01 00 63 05 01 01 01 01 01",
	    "other eas{ 14:0x3c -14:0x3d=y -14:0x3e= Model =1 99:0x05 = }");
	/* Another item of a known list is told apart by its name too. */
	expect_response("45 46 47 4a 4d 77 78 03 61 00 01 7e 03 61 00 01 01 "
			"01 01 01 01 01",
	    "other eas{ UnapprovedInROMApplicationList -a -14:0x3e=a }");
}

/* No id: another document could look the same. */
static void
a_document_that_says_more_than_is_kept_is_not_complete(void **state)
{
	static const struct {
		const char *body, *facts;
	} rows[] = {
	    /* an item in an item, */
	    {"45 46 47 4a 4d 7c 7d 7e 03 79 00 01 01 01 01 01 01 01 01",
		"other eas{ 14:0x3c -14:0x3d= }incomplete"},
	    /* text before and behind an item, */
	    {"45 46 47 4a 4d 7c 03 78 00 7d 03 79 00 01 01 01 01 01 01 01",
		"other eas{ 14:0x3c -14:0x3d=y }incomplete"},
	    {"45 46 47 4a 4d 7c 7d 03 79 00 01 03 78 00 01 01 01 01 01 01",
		"other eas{ 14:0x3c -14:0x3d=y }incomplete"},
	    /* a child of a setting that is a value */
	    {"45 46 47 4a 4d 4e 7d 03 79 00 01 01 01 01 01 01 01",
		"other eas{ DevicePasswordEnabled = }incomplete"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		expect_response(rows[i].body, rows[i].facts);
}

static void
elements_out_of_place_are_not_read(void **state)
{
	(void)state;
	expect_response("45 47 4b 03 31 00 01 01 4e 03 31 00 01 4a 4d 4e 03 "
			"31 00 01 01 01 46 46 47 4b 03 32 00 01 01 01 01 01",
	    "other");
	expect_request("45 46 47 4a 4d 4e 03 31 00 01 01 03 3c 00 01 01 01 "
		       "01",
	    "download");
}

static void
a_second_document_of_a_policy_is_passed_over(void **state)
{
	(void)state;
	expect_response("45 46 47 4a 4d 4e 03 31 00 01 01 4d 4f 03 31 00 01 "
			"01 03 78 00 01 4a 4d 53 03 31 00 01 01 03 3c 78 00 "
			"01 01 01 01",
	    "other eas{ DevicePasswordEnabled =1 }");
}

static void
the_requests_type_comes_before_the_responses(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	struct line line;
	size_t length;
	uint8_t *request = vector("003", &length);

	(void)state;
	provision_begin(reader, text_from("14.1"));
	assert_int_equal(
	    provision_read_request(reader, request, length, true), VERDICT_OK);
	free(request);
	request = vector("015", &length);
	assert_int_equal(
	    provision_read_response(reader, request, length, true), VERDICT_OK);
	assert_string_equal(describe(&line, provision_result(reader)),
	    "download type=WAP top=1 status=1 offered=3230124716");
	assert_true(provision_result(reader)->seen.request_whole);
	assert_true(provision_result(reader)->seen.response_whole);
	provision_begin(reader, TEXT_NOT_SEEN);
	assert_string_equal(describe(&line, provision_result(reader)), "other");
	free(request);
	provision_reader_free(reader);
}

static void
all_fields_of_device_information_are_read(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct information *information;
	size_t length;
	uint8_t *bytes = vector("063", &length);

	(void)state;
	provision_begin(reader, TEXT_NOT_SEEN);
	assert_int_equal(
	    settings_read_request(reader, bytes, length, true), VERDICT_OK);
	free(bytes);
	information = &provision_result(reader)->information;
	assert_true(text_is(information->model, "TestPhone 9"));
	assert_true(text_is(information->imei, "490154203237518"));
	assert_true(text_is(information->friendly_name, "Lab phone"));
	assert_true(text_is(information->os, "LabOS 1.0"));
	assert_true(text_is(information->os_language, "English"));
	assert_true(text_is(information->phone_number, "5550100"));
	assert_true(text_is(information->user_agent, "LabMail/1.0"));
	assert_true(text_is(information->mobile_operator, "LabTel"));
	provision_reader_free(reader);
}

static void
information_in_an_answer_is_not_the_devices(void **state)
{
	(void)state;
	expect(settings_read_response, "12.1", true,
	    "00 12 45 56 48 57 03 78 00 01 00 0e 57 03 79 00 01 01 00 12 46 "
	    "03 32 00 01 01 01",
	    VERDICT_OK, "other information-status=2");
	expect(settings_read_request, "12.1", true,
	    "00 12 45 56 48 00 0e 57 03 79 00 01 00 12 7f 01 01 46 03 32 00 "
	    "01 01 01",
	    VERDICT_OK, "other");
}

static void
the_phase_of_a_cut_request_is_what_cannot_be_overturned(void **state)
{
	(void)state;
	expect_cut_request(
	    "45 4c 4b 03 31 00 01 01", "wipe-acknowledge wipe=1");
	expect_cut_request("45 46 47 49 03 37 00 01", "acknowledge key=7");
	expect_cut_request("45 46 47 49 03 37 00", "other");
	expect_cut_request("45 46 47 " EAS_TYPE "01", "download type=EAS");
	expect_cut_request("45 46 47 " EAS_TYPE, "other type=EAS");
	expect_cut_request("45 46 47 4b 03 31 00 01 01 01", "other ack=1");
	expect_cut_request("45", "other");
	expect_cut_request("45 4c", "other");
}

static void
a_whole_body_that_breaks_off_is_malformed(void **state)
{
	(void)state;
	expect(provision_read_response, "14.1", true, "45 4b 03 31 00 01",
	    VERDICT_MALFORMED, "other top=1");
	expect(provision_read_response, "14.1", false, "45 4b 03 31 00 01",
	    VERDICT_SHORT, "other top=1");
	expect(provision_read_response, "14.1", false, "45 4b 02 00 01",
	    VERDICT_MALFORMED, "other");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_vector_has_the_meaning_of_its_index),
	    cmocka_unit_test(an_acknowledgement_may_have_any_order),
	    cmocka_unit_test(a_policy_key_of_none_alone_acknowledges_nothing),
	    cmocka_unit_test(a_status_belongs_to_the_element_around_it),
	    cmocka_unit_test(
		wiping_needs_a_status_in_a_request_and_none_in_an_answer),
	    cmocka_unit_test(a_wipe_acknowledgement_outranks_a_policy),
	    cmocka_unit_test(of_several_policies_the_fitting_one_counts),
	    cmocka_unit_test(the_document_that_counts_outlives_a_later_one),
	    cmocka_unit_test(a_single_policy_counts_whatever_its_type),
	    cmocka_unit_test(of_elements_that_come_twice_the_first_counts),
	    cmocka_unit_test(values_in_pieces_are_joined),
	    cmocka_unit_test(lists_have_their_items),
	    cmocka_unit_test(true_and_false_are_kept_as_sent),
	    cmocka_unit_test(an_unknown_setting_with_children_is_a_list),
	    cmocka_unit_test(
		a_document_that_says_more_than_is_kept_is_not_complete),
	    cmocka_unit_test(elements_out_of_place_are_not_read),
	    cmocka_unit_test(a_second_document_of_a_policy_is_passed_over),
	    cmocka_unit_test(the_requests_type_comes_before_the_responses),
	    cmocka_unit_test(all_fields_of_device_information_are_read),
	    cmocka_unit_test(information_in_an_answer_is_not_the_devices),
	    cmocka_unit_test(
		the_phase_of_a_cut_request_is_what_cannot_be_overturned),
	    cmocka_unit_test(a_whole_body_that_breaks_off_is_malformed),
	};

	return cmocka_run_group_tests_name("provision", tests, NULL, NULL);
}
