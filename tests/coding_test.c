/*
 * Content codings undone: whole, cut, spoiled, too large.
 */
#include "tests/support/check.h"

#include <stdlib.h>
#include <string.h>

#include "decode/coding.h"
#include "decode/limits.h"
#include "tests/support/packed.h"

static const char words[] = "The same words, the same words, the same words.";

struct undone {
	enum verdict verdict;
	struct text plain;
	struct buffer room;
};

static struct undone
undo_up_to(const char *coding, const void *bytes, size_t count, size_t wanted)
{
	struct undone it = {.room = {.length = 0}};
	uint8_t *copy = guard_copy(bytes, count);

	it.verdict = coding_undo(text_from(coding), text_over(copy, count),
	    wanted, &it.room, &it.plain);
	/* Nothing but a body that was not coded is borrowed from it. */
	if (it.plain.bytes == (const char *)copy)
		it.plain.bytes = bytes;
	guard_free(copy, count);
	return it;
}

static struct undone
undo(const char *coding, const void *bytes, size_t count)
{
	return undo_up_to(coding, bytes, count, LIMIT_INFLATED);
}

static void
gives_words(const char *coding, enum packing packing)
{
	size_t count;
	uint8_t *bytes = packed(packing, words, sizeof(words) - 1, &count);
	struct undone it = undo(coding, bytes, count);

	assert_int_equal(it.verdict, VERDICT_OK);
	assert_true(text_is(it.plain, words));
	buffer_done(&it.room);
	free(bytes);
}

static void
gzip_is_undone(void **state)
{
	(void)state;
	gives_words("gzip", PACKED_GZIP);
	gives_words("X-GZIP", PACKED_GZIP);
	gives_words("\t gzip ", PACKED_GZIP);
	gives_words("gzip, identity", PACKED_GZIP);
	gives_words("identity ,,GZIP", PACKED_GZIP);
}

static void
deflate_is_undone_with_and_without_its_header(void **state)
{
	(void)state;
	gives_words("deflate", PACKED_ZLIB);
	gives_words("Deflate", PACKED_BARE);
}

static void
the_bytes_tell_gzip_from_deflate_where_the_name_is_wrong(void **state)
{
	(void)state;
	gives_words("deflate", PACKED_GZIP);
	gives_words("gzip", PACKED_ZLIB);
}

static void
no_coding_leaves_the_body_as_it_is(void **state)
{
	static const char *const names[] = {
	    NULL, "", "  ", "identity", "identity, identity", ","};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct undone it = undo(names[i], words, sizeof(words) - 1);

		assert_int_equal(it.verdict, VERDICT_OK);
		assert_true(text_is(it.plain, words));
		assert_null(it.room.bytes);
	}
}

static void
an_empty_body_is_empty_in_any_coding(void **state)
{
	struct undone it = undo("gzip", "", 0);

	(void)state;
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_int_equal(it.plain.length, 0);
}

static void
an_unknown_coding_is_unsupported(void **state)
{
	struct undone it = undo("br", words, sizeof(words) - 1);

	(void)state;
	assert_int_equal(it.verdict, VERDICT_UNSUPPORTED);
	assert_int_equal(it.plain.length, 0);
	it = undo("gzip, gzip", words, sizeof(words) - 1);
	assert_int_equal(it.verdict, VERDICT_UNSUPPORTED);
	it = undo("gzip, deflate", words, sizeof(words) - 1);
	assert_int_equal(it.verdict, VERDICT_UNSUPPORTED);
}

static void
a_body_that_was_cut_gives_what_came_before_the_cut(void **state)
{
	static const enum packing packings[] = {
	    PACKED_GZIP, PACKED_ZLIB, PACKED_BARE};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		size_t count;
		uint8_t *bytes =
		    packed(packings[i], words, sizeof(words) - 1, &count);

		for (size_t cut = 1; cut < count; cut++) {
			struct undone it = undo("deflate", bytes, cut);

			assert_int_equal(it.verdict, VERDICT_SHORT);
			assert_true(it.plain.length < sizeof(words));
			if (it.plain.length > 0)
				assert_memory_equal(
				    it.plain.bytes, words, it.plain.length);
			buffer_done(&it.room);
		}
		free(bytes);
	}
}

static void
bytes_that_are_not_coded_are_malformed(void **state)
{
	struct undone it = undo("gzip", words, sizeof(words) - 1);

	(void)state;
	assert_int_equal(it.verdict, VERDICT_MALFORMED);
	assert_int_equal(it.plain.length, 0);
	buffer_done(&it.room);
	it = undo("deflate", "\xff\xff\xff\xff", 4);
	assert_int_equal(it.verdict, VERDICT_MALFORMED);
	buffer_done(&it.room);
}

static void
a_checksum_that_is_wrong_is_malformed_and_gives_the_words(void **state)
{
	size_t count;
	uint8_t *bytes = packed(PACKED_GZIP, words, sizeof(words) - 1, &count);
	struct undone it;

	(void)state;
	bytes[count - 6] ^= 1;
	it = undo("gzip", bytes, count);
	assert_int_equal(it.verdict, VERDICT_MALFORMED);
	assert_true(text_is(it.plain, words));
	buffer_done(&it.room);
	free(bytes);
}

/* So many bytes that no coding makes shorter, and as many zeroes. */
static uint8_t *
noise_and_zeroes(size_t noise, size_t zeroes)
{
	uint8_t *bytes = calloc(1, noise + zeroes);
	unsigned seed = 1;

	assert_non_null(bytes);
	for (size_t i = 0; i < noise; i++) {
		seed = seed * 1103515245u + 12345u;
		bytes[i] = (uint8_t)(seed >> 16);
	}
	return bytes;
}

/* Undoes them; `packed_count` is their length in the coding. */
static struct undone
undo_noise_and_zeroes(size_t noise, size_t zeroes, size_t *packed_count)
{
	uint8_t *bytes = noise_and_zeroes(noise, zeroes);
	uint8_t *coded =
	    packed(PACKED_GZIP, bytes, noise + zeroes, packed_count);
	struct undone it = undo("gzip", coded, *packed_count);

	free(coded);
	free(bytes);
	return it;
}

static void
a_bomb_goes_off_up_to_the_ratio(void **state)
{
	size_t count;
	struct undone it = undo_noise_and_zeroes(4000, 4u << 20, &count);

	(void)state;
	assert_in_range(count * LIMIT_INFLATED_RATIO, 500000, 1000000);
	assert_int_equal(it.verdict, VERDICT_LIMIT);
	assert_int_equal(it.plain.length, count * LIMIT_INFLATED_RATIO);
	assert_int_equal(it.plain.bytes[it.plain.length - 1], 0);
	buffer_done(&it.room);
}

static void
a_bomb_goes_off_up_to_the_limit(void **state)
{
	size_t count;
	struct undone it = undo_noise_and_zeroes(64000, 64u << 20, &count);

	(void)state;
	assert_true(count > LIMIT_INFLATED / LIMIT_INFLATED_RATIO);
	assert_int_equal(it.verdict, VERDICT_LIMIT);
	assert_int_equal(it.plain.length, LIMIT_INFLATED);
	assert_int_equal(it.room.room, LIMIT_INFLATED);
	buffer_done(&it.room);
}

static void
a_body_of_exactly_the_limit_is_whole(void **state)
{
	size_t noise = 64000;
	size_t count;
	struct undone it =
	    undo_noise_and_zeroes(noise, LIMIT_INFLATED - noise, &count);

	(void)state;
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_int_equal(it.plain.length, LIMIT_INFLATED);
	buffer_done(&it.room);
}

static void
a_short_body_may_grow_to_what_all_may(void **state)
{
	size_t count;
	struct undone it =
	    undo_noise_and_zeroes(0, LIMIT_INFLATED_SHORT, &count);

	(void)state;
	assert_true(count * LIMIT_INFLATED_RATIO < LIMIT_INFLATED_SHORT);
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_int_equal(it.plain.length, LIMIT_INFLATED_SHORT);
	buffer_done(&it.room);
	it = undo_noise_and_zeroes(0, LIMIT_INFLATED_SHORT + 1, &count);
	assert_int_equal(it.verdict, VERDICT_LIMIT);
	assert_int_equal(it.plain.length, LIMIT_INFLATED_SHORT);
	buffer_done(&it.room);
}

static void
the_limit_grows_with_the_body_between_its_ends(void **state)
{
	size_t shortest = LIMIT_INFLATED_SHORT / LIMIT_INFLATED_RATIO;
	size_t longest = LIMIT_INFLATED / LIMIT_INFLATED_RATIO;

	(void)state;
	assert_int_equal(coding_limit(0), LIMIT_INFLATED_SHORT);
	assert_int_equal(coding_limit(shortest), LIMIT_INFLATED_SHORT);
	assert_int_equal(
	    coding_limit(shortest + 1), (shortest + 1) * LIMIT_INFLATED_RATIO);
	assert_int_equal(coding_limit(longest), longest * LIMIT_INFLATED_RATIO);
	assert_int_equal(coding_limit(longest + 1), LIMIT_INFLATED);
	assert_int_equal(coding_limit(SIZE_MAX), LIMIT_INFLATED);
}

static void
no_more_is_undone_than_is_wanted(void **state)
{
	size_t count;
	uint8_t *bytes = packed(PACKED_GZIP, words, sizeof(words) - 1, &count);
	struct undone it = undo_up_to("gzip", bytes, count, 8);

	(void)state;
	assert_int_equal(it.verdict, VERDICT_SHORT);
	assert_true(text_is(it.plain, "The same"));
	buffer_done(&it.room);
	it = undo_up_to("gzip", bytes, count, sizeof(words) - 1);
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_true(text_is(it.plain, words));
	buffer_done(&it.room);
	free(bytes);
}

static void
bytes_behind_the_end_are_no_matter(void **state)
{
	size_t count;
	uint8_t *bytes = packed(PACKED_GZIP, words, sizeof(words) - 1, &count);
	uint8_t *more = calloc(1, count + 9);
	struct undone it;

	(void)state;
	assert_non_null(more);
	memcpy(more, bytes, count);
	it = undo("gzip", more, count + 9);
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_true(text_is(it.plain, words));
	buffer_done(&it.room);
	free(more);
	free(bytes);
}

static void
members_of_gzip_are_joined(void **state)
{
	size_t count;
	uint8_t *bytes = packed(PACKED_GZIP, words, sizeof(words) - 1, &count);
	uint8_t *twice = malloc(2 * count);
	struct undone it;

	(void)state;
	assert_non_null(twice);
	memcpy(twice, bytes, count);
	memcpy(twice + count, bytes, count);
	it = undo("gzip", twice, 2 * count);
	assert_int_equal(it.verdict, VERDICT_OK);
	assert_int_equal(it.plain.length, 2 * (sizeof(words) - 1));
	buffer_done(&it.room);
	it = undo("gzip", twice, 2 * count - 9);
	assert_int_equal(it.verdict, VERDICT_SHORT);
	assert_true(it.plain.length > sizeof(words));
	buffer_done(&it.room);
	free(twice);
	free(bytes);
}

static void
plain_wbxml_is_read_whatever_its_header_says(void **state)
{
	static const char *const codings[] = {"gzip", "deflate", "br"};
	static const char document[] = "\3\1\x6a\0\x45\1";

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct undone it =
		    undo(codings[i], document, sizeof(document) - 1);

		assert_int_equal(it.verdict, VERDICT_OK);
		assert_int_equal(it.plain.length, sizeof(document) - 1);
		assert_memory_equal(
		    it.plain.bytes, document, sizeof(document) - 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(gzip_is_undone),
	    cmocka_unit_test(deflate_is_undone_with_and_without_its_header),
	    cmocka_unit_test(
		the_bytes_tell_gzip_from_deflate_where_the_name_is_wrong),
	    cmocka_unit_test(no_coding_leaves_the_body_as_it_is),
	    cmocka_unit_test(an_empty_body_is_empty_in_any_coding),
	    cmocka_unit_test(an_unknown_coding_is_unsupported),
	    cmocka_unit_test(
		a_body_that_was_cut_gives_what_came_before_the_cut),
	    cmocka_unit_test(bytes_that_are_not_coded_are_malformed),
	    cmocka_unit_test(
		a_checksum_that_is_wrong_is_malformed_and_gives_the_words),
	    cmocka_unit_test(a_bomb_goes_off_up_to_the_ratio),
	    cmocka_unit_test(a_bomb_goes_off_up_to_the_limit),
	    cmocka_unit_test(a_body_of_exactly_the_limit_is_whole),
	    cmocka_unit_test(a_short_body_may_grow_to_what_all_may),
	    cmocka_unit_test(the_limit_grows_with_the_body_between_its_ends),
	    cmocka_unit_test(no_more_is_undone_than_is_wanted),
	    cmocka_unit_test(bytes_behind_the_end_are_no_matter),
	    cmocka_unit_test(members_of_gzip_are_joined),
	    cmocka_unit_test(plain_wbxml_is_read_whatever_its_header_says),
	};

	return cmocka_run_group_tests_name("coding", tests, NULL, NULL);
}
