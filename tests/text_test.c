/*
 * Texts: not seen and empty, comparing, numbers.
 */
#include "tests/support/check.h"

#include "decode/model/text.h"

static void
a_text_not_seen_is_not_an_empty_one(void **state)
{
	struct text empty = text_from("");

	(void)state;
	assert_false(text_seen(text_from(NULL)));
	assert_true(text_seen(empty));
	assert_true(text_seen(text_over(NULL, 0)));
	assert_false(text_filled(empty));
	assert_false(text_equal(empty, TEXT_NOT_SEEN));
	assert_false(text_equal_nocase(empty, TEXT_NOT_SEEN));
	assert_true(text_equal(TEXT_NOT_SEEN, TEXT_NOT_SEEN));
	assert_true(text_equal_nocase(TEXT_NOT_SEEN, TEXT_NOT_SEEN));
}

static void
case_is_folded_for_ascii_letters_only(void **state)
{
	(void)state;
	assert_true(text_is_nocase(text_from("aBz-1"), "AbZ-1"));
	assert_false(text_is_nocase(text_from("a@"), "a`"));
	assert_false(text_is_nocase(text_from("ab"), "abc"));
	assert_false(text_is(text_from("a"), "A"));
	assert_false(text_is_nocase(text_from("\xc4"), "\xe4"));
}

static void
blanks_are_trimmed_at_both_ends(void **state)
{
	(void)state;
	assert_true(text_is(text_trim(text_from(" \t1 2\t ")), "1 2"));
	assert_true(text_is(text_trim(text_from(" \t ")), ""));
	assert_false(text_seen(text_trim(TEXT_NOT_SEEN)));
}

static void
a_number_has_digits_alone_and_fits(void **state)
{
	uint64_t number = 7;

	(void)state;
	assert_true(text_number(
	    text_from("18446744073709551615"), UINT64_MAX, &number));
	assert_true(number == UINT64_MAX);
	assert_false(text_number(
	    text_from("18446744073709551616"), UINT64_MAX, &number));
	assert_true(text_number(text_from("0009"), 9, &number));
	assert_int_equal(number, 9);
	assert_false(text_number(text_from("10"), 9, &number));
	assert_false(text_number(text_from("9"), 5, &number));
	assert_false(text_number(text_from("-1"), 9, &number));
	assert_false(text_number(text_from(""), 9, &number));
	assert_false(text_number(text_from("1 "), 9, &number));
	assert_false(text_number(TEXT_NOT_SEEN, 9, &number));
	assert_int_equal(number, 9);
}

static void
texts_are_ordered_by_bytes_and_the_shorter_first(void **state)
{
	(void)state;
	assert_true(text_compare(text_from("a"), text_from("b")) < 0);
	assert_true(text_compare(text_from("ab"), text_from("b")) < 0);
	assert_true(text_compare(text_from("ab"), text_from("a")) > 0);
	assert_int_equal(text_compare(text_from("ab"), text_from("ab")), 0);
	assert_true(text_compare(TEXT_NOT_SEEN, text_from("")) < 0);
	assert_int_equal(text_compare(TEXT_NOT_SEEN, TEXT_NOT_SEEN), 0);
}

static void
the_hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_true(text_hash(text_from("a")) == 0xaf63dc4c8601ec8cu);
	assert_true(text_hash(TEXT_NOT_SEEN) == 0xcbf29ce484222325u);
}

static void
a_nul_is_a_byte_as_any_other(void **state)
{
	(void)state;
	assert_false(text_equal(text_over("a\0b", 3), text_over("a\0c", 3)));
	assert_false(text_is(text_over("a\0b", 3), "a"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_text_not_seen_is_not_an_empty_one),
	    cmocka_unit_test(case_is_folded_for_ascii_letters_only),
	    cmocka_unit_test(blanks_are_trimmed_at_both_ends),
	    cmocka_unit_test(a_number_has_digits_alone_and_fits),
	    cmocka_unit_test(texts_are_ordered_by_bytes_and_the_shorter_first),
	    cmocka_unit_test(the_hash_is_fnv_1a),
	    cmocka_unit_test(a_nul_is_a_byte_as_any_other),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
