/*
 * Provision bodies that are cut or too large: what was read before the place
 * is kept, and is never more than the wire carried.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/limits.h"
#include "decode/model/limits.h"
#include "decode/provision.h"
#include "tests/support/vectors.h"

/* The whole policy of a vector, which those of its beginnings begin. */
struct whole {
	struct provision_reader *reader;
	struct provision_reader *cut_reader;
	const struct policy *policy;
};

static void
compare_entries(const struct policy *cut, const struct policy *whole)
{
	assert_true(cut->entry_count <= whole->entry_count);
	for (uint32_t i = 0; i < cut->entry_count; i++) {
		const struct policy_entry *one = &cut->entries[i];
		const struct policy_entry *other = &whole->entries[i];

		assert_true(text_equal(one->name, other->name));
		assert_true(text_equal(one->value, other->value));
		assert_true(one->item_count <= other->item_count);
		for (uint32_t k = 0; k < one->item_count; k++)
			assert_true(text_equal(one->items[k], other->items[k]));
	}
}

static void
read_cut(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct whole *w = context;
	struct provision_reader *reader = whole ? w->reader : w->cut_reader;
	const struct provision_seen *seen = &provision_result(reader)->seen;

	provision_begin(reader, TEXT_NOT_SEEN);
	assert_int_equal(provision_read_response(reader, bytes, length, whole),
	    whole ? VERDICT_OK : VERDICT_SHORT);
	assert_int_equal(seen->response_whole, whole);
	if (whole)
		w->policy = seen->policy;
	else if (seen->policy != NULL)
		compare_entries(seen->policy, w->policy);
	if (seen->policy != NULL && !seen->policy->complete)
		assert_int_equal(seen->policy->id[0], '\0');
}

static void
a_cut_policy_has_the_entries_before_the_cut(void **state)
{
	static const char *const names[] = {
	    "004", "005", "006", "008", "010", "038", "041"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct whole w = {.reader = provision_reader_new(),
		    .cut_reader = provision_reader_new()};
		size_t length;
		uint8_t *bytes = vector(names[i], &length);

		at_every_length(bytes, length, read_cut, &w);
		provision_reader_free(w.reader);
		provision_reader_free(w.cut_reader);
		free(bytes);
	}
}

static const struct policy *
policy_of_cut(struct provision_reader *reader, const char *name, size_t less)
{
	size_t length;
	uint8_t *bytes = vector(name, &length);

	provision_begin(reader, TEXT_NOT_SEEN);
	assert_int_equal(
	    provision_read_response(reader, bytes, length - less, false),
	    VERDICT_SHORT);
	free(bytes);
	return provision_result(reader)->seen.policy;
}

static void
a_policy_is_complete_when_its_own_end_was_seen(void **state)
{
	struct provision_reader *reader = provision_reader_new();

	(void)state;
	assert_true(policy_of_cut(reader, "006", 1)->complete);
	assert_true(policy_of_cut(reader, "006", 4)->complete);
	assert_false(policy_of_cut(reader, "006", 5)->complete);
	assert_int_equal(policy_of_cut(reader, "006", 5)->entry_count, 12);
	assert_int_equal(policy_of_cut(reader, "006", 6)->entry_count, 11);
	provision_reader_free(reader);
}

static void
a_cut_wap_text_is_read_as_far_as_it_goes(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct policy *policy = policy_of_cut(reader, "008", 60);

	(void)state;
	assert_non_null(policy);
	assert_int_equal(policy->form, POLICY_WAP);
	assert_int_equal(policy->entry_count, 7);
	assert_false(policy->complete);
	policy = policy_of_cut(reader, "010", 40);
	assert_int_equal(policy->entry_count, 1);
	assert_false(policy->complete);
	provision_reader_free(reader);
}

static void
read_any(void *context, const uint8_t *bytes, size_t length, int whole)
{
	struct provision_reader *reader = context;

	provision_begin(reader, text_from(length % 2 == 0 ? "2.5" : "14.1"));
	(void)provision_read_request(reader, bytes, length, whole);
	(void)provision_read_response(reader, bytes, length, whole);
	(void)settings_read_request(reader, bytes, length, whole);
	(void)settings_read_response(reader, bytes, length, whole);
}

static void
read_any_vector(const char *name, const uint8_t *bytes, size_t length)
{
	struct provision_reader *reader = provision_reader_new();

	(void)name;
	at_every_length(bytes, length, read_any, reader);
	provision_reader_free(reader);
}

static void
any_bytes_may_come_as_any_body(void **state)
{
	(void)state;
	assert_int_equal(each_vector(read_any_vector), 90);
}

/* A document that is put together. */
struct maker {
	uint8_t *bytes;
	size_t length;
};

static void
make(struct maker *m, const char *hex)
{
	size_t length;
	uint8_t *bytes = from_hex(hex, &length);

	m->bytes = realloc(m->bytes, m->length + length);
	assert_non_null(m->bytes);
	memcpy(m->bytes + m->length, bytes, length);
	m->length += length;
	free(bytes);
}

static void
make_text(struct maker *m, size_t count)
{
	make(m, "03");
	m->bytes = realloc(m->bytes, m->length + count);
	assert_non_null(m->bytes);
	memset(m->bytes + m->length, 'x', count);
	m->length += count;
	make(m, "00");
}

static enum verdict
read_made(struct maker *m, struct provision_reader *reader)
{
	enum verdict verdict;

	provision_begin(reader, TEXT_NOT_SEEN);
	verdict = provision_read_response(reader, m->bytes, m->length, true);
	free(m->bytes);
	return verdict;
}

static void
a_value_that_is_too_long_is_a_limit(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 4b");
	make_text(&m, LIMIT_VALUE + 1);
	make(&m, "01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_LIMIT);
	assert_int_equal(seen->response_status.length, LIMIT_VALUE);
	assert_false(seen->response_whole);
	provision_reader_free(reader);
}

static void
a_setting_that_is_too_long_makes_the_policy_incomplete(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46 47 4a 4d 4e");
	make_text(&m, LIMIT_VALUE + 1);
	make(&m, "01 01 01 01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_LIMIT);
	assert_false(seen->policy->complete);
	provision_reader_free(reader);
}

static void
texts_of_policies_that_do_not_count_are_not_kept(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46");
	for (int i = 0; i < 100; i++) {
		make(&m, "47 49");
		make_text(&m, LIMIT_VALUE);
		make(&m, "01 01");
	}
	make(&m, "01 4b 03 31 00 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_OK);
	assert_true(text_is(seen->response_status, "1"));
	provision_reader_free(reader);
}

static void
the_room_for_texts_has_an_end(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 4b");
	make_text(&m, LIMIT_VALUE);
	make(&m, "01 00 12 56 46");
	make_text(&m, LIMIT_VALUE);
	make(&m, "01 01 00 0e 46");
	for (int i = 0; i < 6; i++) {
		make(&m, "47 48");
		make_text(&m, LIMIT_VALUE);
		make(&m, "01 49");
		make_text(&m, LIMIT_VALUE);
		make(&m, "01 4b");
		make_text(&m, LIMIT_VALUE);
		make(&m, "01 01");
	}
	make(&m, "01 01");
	provision_begin(reader, TEXT_NOT_SEEN);
	for (int i = 0; i < 2; i++)
		assert_int_equal(
		    provision_read_response(reader, m.bytes, m.length, true),
		    VERDICT_OK);
	for (int i = 0; i < 4; i++)
		(void)provision_read_request(reader, m.bytes, m.length, true);
	assert_int_equal(
	    provision_read_response(reader, m.bytes, m.length, true),
	    VERDICT_LIMIT);
	free(m.bytes);
	provision_reader_free(reader);
}

static void
make_policy_of(
    struct maker *m, const char *begin, const char *entry, unsigned count)
{
	make(m, begin);
	for (unsigned i = 0; i < count; i++)
		make(m, entry);
}

static void
a_policy_with_too_many_items_is_a_limit(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make_policy_of(&m, "03 01 6a 00 00 0e 45 46 47 4a 4d 77",
	    "78 03 61 00 01", LIMIT_POLICY_ITEMS + 1);
	make(&m, "01 01 01 01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_LIMIT);
	assert_int_equal(
	    seen->policy->entries[0].item_count, LIMIT_POLICY_ITEMS);
	assert_false(seen->policy->complete);
	provision_reader_free(reader);
}

static void
a_policy_with_too_many_entries_is_a_limit(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46 47 4a 4d");
	for (unsigned i = 0; i < LIMIT_POLICY_ENTRIES + 1; i++) {
		char hex[32];

		(void)snprintf(
		    hex, sizeof(hex), "00 %02x %02x", 100 + i / 32, 5 + i % 32);
		make(&m, hex);
	}
	make(&m, "00 0e 37 01 01 01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_LIMIT);
	assert_int_equal(seen->policy->entry_count, LIMIT_POLICY_ENTRIES);
	assert_false(seen->policy->complete);
	provision_reader_free(reader);
}

static void
a_malformed_wap_text_is_told(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46 47 4a 03 20 00 03 3c 78 3e 00 01 "
		 "01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_MALFORMED);
	assert_int_equal(seen->policy->entry_count, 0);
	assert_false(seen->policy->complete);
	assert_true(seen->response_whole);
	provision_reader_free(reader);
}

static void
a_nul_behind_a_wap_text_is_no_part_of_it(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46 47 4a c3 17 3c 77 61 70 2d 70 72 6f "
		 "76 69 73 69 6f 6e 69 6e 67 64 6f 63 2f 3e 00 01 01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_OK);
	assert_true(seen->policy->complete);
	provision_reader_free(reader);
}

static void
blanks_alone_are_no_document(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	struct maker m = {.bytes = NULL};

	(void)state;
	make(&m, "03 01 6a 00 00 0e 45 46 47 4a 03 20 0a 00 01 01 01 01");
	assert_int_equal(read_made(&m, reader), VERDICT_OK);
	assert_null(provision_result(reader)->seen.policy);
	provision_reader_free(reader);
}

static void
no_body_is_no_document_and_no_fault(void **state)
{
	struct provision_reader *reader = provision_reader_new();
	const struct provision_seen *seen = &provision_result(reader)->seen;

	(void)state;
	assert_int_equal(
	    provision_read_request(reader, NULL, 0, true), VERDICT_OK);
	assert_int_equal(seen->phase, PHASE_OTHER);
	assert_true(seen->request_whole);
	assert_int_equal(
	    provision_read_response(reader, NULL, 0, false), VERDICT_SHORT);
	assert_false(seen->response_whole);
	provision_reader_free(reader);
	provision_reader_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_cut_policy_has_the_entries_before_the_cut),
	    cmocka_unit_test(a_policy_is_complete_when_its_own_end_was_seen),
	    cmocka_unit_test(a_cut_wap_text_is_read_as_far_as_it_goes),
	    cmocka_unit_test(any_bytes_may_come_as_any_body),
	    cmocka_unit_test(a_value_that_is_too_long_is_a_limit),
	    cmocka_unit_test(
		a_setting_that_is_too_long_makes_the_policy_incomplete),
	    cmocka_unit_test(texts_of_policies_that_do_not_count_are_not_kept),
	    cmocka_unit_test(the_room_for_texts_has_an_end),
	    cmocka_unit_test(a_policy_with_too_many_items_is_a_limit),
	    cmocka_unit_test(a_policy_with_too_many_entries_is_a_limit),
	    cmocka_unit_test(a_malformed_wap_text_is_told),
	    cmocka_unit_test(a_nul_behind_a_wap_text_is_no_part_of_it),
	    cmocka_unit_test(blanks_alone_are_no_document),
	    cmocka_unit_test(no_body_is_no_document_and_no_fault),
	};

	return cmocka_run_group_tests_name("provision_cut", tests, NULL, NULL);
}
