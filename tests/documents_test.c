/*
 * Policy documents that come again: recognised by their bytes alone, and only
 * where the same bytes mean the same.
 */
#include "tests/support/check.h"

#include <string.h>

#include "decode/documents.h"
#include "decode/limits.h"
#include "decode/provision.h"

/* An answer with key "1", up to the EASProvisionDoc and its content bit. */
#define FRONT                                                                  \
	"\x03\x01\x6a\x00\x00\x0e\x45\x4b\x03"                                 \
	"1\x00\x01\x46\x47\x48\x03MS-EAS-Provisioning-WBXML\x00\x01\x4b\x03"   \
	"1\x00\x01\x49\x03"
#define KEY_ONE "1"
#define KEY_TWO "2"
#define DOCUMENT "\x00\x01\x4a\x4d"
#define SETTINGS                                                               \
	"\x4e\x03"                                                             \
	"1\x00\x01\x54\x03"                                                    \
	"6\x00\x01\x77\x78\x03"                                                \
	"a.exe\x00\x01\x01\x15"
#define BACK "\x01\x01\x01\x01\x01"

static const struct policy *
reads(struct provision_reader *reader, const char *bytes, size_t length)
{
	uint8_t *copy = guard_copy(bytes, length);
	enum verdict verdict;

	provision_begin(reader, text_from("14.1"));
	verdict = provision_read_response(reader, copy, length, true);
	assert_int_equal(verdict, VERDICT_OK);
	guard_free(copy, length);
	return provision_result(reader)->seen.policy;
}

#define READS(reader, bytes) reads(reader, bytes, sizeof(bytes) - 1)

static void
check_settings(const struct policy *policy)
{
	assert_non_null(policy);
	assert_true(policy->complete);
	assert_int_equal(policy->entry_count, 4);
	assert_true(text_is(policy->entries[0].value, "1"));
	assert_true(text_is(policy->entries[1].value, "6"));
	assert_int_equal(policy->entries[2].item_count, 1);
	assert_true(text_is(policy->entries[2].items[0], "a.exe"));
	assert_true(text_seen(policy->entries[3].value));
	assert_int_equal(policy->entries[3].value.length, 0);
}

static void
a_document_that_comes_again_says_the_same(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	char id[POLICY_ID];

	(void)state;
	check_settings(READS(reader, FRONT KEY_ONE DOCUMENT SETTINGS BACK));
	memcpy(id, provision_result(reader)->seen.policy->id, sizeof(id));
	check_settings(READS(reader, FRONT KEY_TWO DOCUMENT SETTINGS BACK));
	assert_string_equal(provision_result(reader)->seen.policy->id, id);
	assert_true(
	    text_is(provision_result(reader)->seen.response_policy_key, "2"));
	assert_true(provision_result(reader)->seen.response_whole);
	provision_reader_free(reader);
}

static void
a_longer_document_with_the_same_front_is_another_one(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct policy *policy;

	(void)state;
	(void)READS(reader, FRONT KEY_ONE DOCUMENT SETTINGS BACK);
	policy = READS(reader, FRONT KEY_TWO DOCUMENT SETTINGS "\x16" BACK);
	assert_int_equal(policy->entry_count, 5);
	policy = READS(reader, FRONT KEY_TWO DOCUMENT "\x0e" BACK);
	assert_int_equal(policy->entry_count, 1);
	check_settings(READS(reader, FRONT KEY_ONE DOCUMENT SETTINGS BACK));
	provision_reader_free(reader);
}

static void
a_document_cut_short_is_not_taken_for_the_whole_one(void **state)
{
	static const char whole[] = FRONT KEY_ONE DOCUMENT SETTINGS BACK;
	struct provision_reader *reader = provision_reader_new();

	(void)state;
	(void)READS(reader, FRONT KEY_ONE DOCUMENT SETTINGS BACK);
	for (size_t cut = sizeof(FRONT KEY_ONE DOCUMENT) - 1;
	     cut < sizeof(whole) - 1 - sizeof(BACK) + 2; cut++) {
		uint8_t *copy = guard_copy(whole, cut);
		const struct policy *policy;

		provision_begin(reader, text_from("14.1"));
		assert_int_equal(
		    provision_read_response(reader, copy, cut, false),
		    VERDICT_SHORT);
		policy = provision_result(reader)->seen.policy;
		assert_true(policy == NULL || !policy->complete);
		guard_free(copy, cut);
	}
	provision_reader_free(reader);
}

static void
a_document_of_two_code_pages_is_read_each_time(void **state)
{
	struct provision_reader *reader = provision_reader_new();

	(void)state;
	for (int i = 0; i < 2; i++) {
		const struct policy *policy = READS(reader,
		    FRONT KEY_ONE DOCUMENT "\x00\x12\x17\x00\x0e\x0f" BACK);

		assert_int_equal(policy->entry_count, 2);
		assert_true(text_is(policy->entries[0].name, "Model"));
	}
	provision_reader_free(reader);
}

static void
a_setting_sent_twice_is_still_known_to_be(void **state)
{
	struct provision_reader *reader = provision_reader_new();

	(void)state;
	for (int i = 0; i < 3; i++) {
		const struct policy *policy =
		    READS(reader, FRONT KEY_ONE DOCUMENT "\x0e\x0e" BACK);

		assert_int_equal(policy->entry_count, 1);
		assert_true(policy->entries[0].repeated);
	}
	provision_reader_free(reader);
}

static void
the_document_that_was_added_first_leaves(void **state)
{
	struct documents *documents = documents_new();
	struct policy_builder *builder = policy_builder_new();
	char content[] = "?\x01";
	size_t length;

	(void)state;
	for (unsigned i = 0; i <= LIMIT_KNOWN_DOCUMENTS; i++) {
		content[0] = (char)('A' + i);
		policy_begin(builder, POLICY_EAS);
		documents_add(documents, text_over(content, 1),
		    policy_built(builder, true));
	}
	assert_non_null(
	    documents_find(documents, text_over(content, 2), &length));
	assert_int_equal(length, 1);
	assert_null(documents_find(documents, text_over(content, 1), &length));
	content[0] = 'B';
	assert_non_null(
	    documents_find(documents, text_over(content, 2), &length));
	content[0] = 'A';
	assert_null(documents_find(documents, text_over(content, 2), &length));
	policy_builder_free(builder);
	documents_free(documents);
	documents_free(NULL);
}

static void
a_document_that_is_too_long_is_not_remembered(void **state)
{
	static char content[LIMIT_KNOWN_DOCUMENT + 2];
	struct documents *documents = documents_new();
	struct policy_builder *builder = policy_builder_new();
	size_t length;

	(void)state;
	memset(content, 1, sizeof(content));
	policy_begin(builder, POLICY_EAS);
	documents_add(documents, text_over(content, LIMIT_KNOWN_DOCUMENT + 1),
	    policy_built(builder, true));
	assert_null(documents_find(
	    documents, text_over(content, sizeof(content)), &length));
	policy_builder_free(builder);
	documents_free(documents);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_document_that_comes_again_says_the_same),
	    cmocka_unit_test(
		a_longer_document_with_the_same_front_is_another_one),
	    cmocka_unit_test(
		a_document_cut_short_is_not_taken_for_the_whole_one),
	    cmocka_unit_test(a_document_of_two_code_pages_is_read_each_time),
	    cmocka_unit_test(a_setting_sent_twice_is_still_known_to_be),
	    cmocka_unit_test(the_document_that_was_added_first_leaves),
	    cmocka_unit_test(a_document_that_is_too_long_is_not_remembered),
	};

	return cmocka_run_group_tests_name("documents", tests, NULL, NULL);
}
