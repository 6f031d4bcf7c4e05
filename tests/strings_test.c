/*
 * Texts kept once.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "decode/model/limits.h"
#include "decode/model/strings.h"

static void
equal_texts_are_kept_at_one_place(void **state)
{
	struct strings *strings = strings_new();
	char one[] = "agent", other[] = "agent";
	struct text kept = strings_keep(strings, text_from(one));

	(void)state;
	one[0] = 'x';
	assert_true(text_is(kept, "agent"));
	assert_ptr_equal(
	    strings_keep(strings, text_from(other)).bytes, kept.bytes);
	assert_int_equal(strings_bytes(strings), 5);
	strings_free(strings);
	strings_free(NULL);
}

static void
not_seen_stays_not_seen_and_empty_stays_empty(void **state)
{
	struct strings *strings = strings_new();

	(void)state;
	assert_false(text_seen(strings_keep(strings, TEXT_NOT_SEEN)));
	assert_true(text_is(strings_keep(strings, text_from("")), ""));
	assert_true(text_is(strings_keep(strings, text_from("7")), "7"));
	assert_int_equal(strings_bytes(strings), 0);
	strings_free(strings);
}

static void
many_texts_stay_where_they_are(void **state)
{
	struct strings *strings = strings_new();
	struct text kept[5000];
	char text[32];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(text, sizeof(text), "device %d", i);
		kept[i] = strings_keep(strings, text_from(text));
	}
	for (int i = 0; i < 5000; i++) {
		(void)snprintf(text, sizeof(text), "device %d", i);
		assert_true(text_is(kept[i], text));
		assert_ptr_equal(strings_keep(strings, text_from(text)).bytes,
		    kept[i].bytes);
	}
	strings_free(strings);
}

static void
an_overlong_text_is_cut_and_counted(void **state)
{
	struct strings *strings = strings_new();
	char *text = calloc(1, LIMIT_STRING + 2);

	(void)state;
	memset(text, 'a', LIMIT_STRING + 1);
	assert_int_equal(
	    strings_keep(strings, text_from(text)).length, LIMIT_STRING);
	assert_int_equal(strings_limits(strings), 1);
	free(text);
	strings_free(strings);
}

/* Texts told apart by their first bytes, else alike. */
static void
what_a_full_arena_cannot_keep_is_not_seen_and_counted(void **state)
{
	struct strings *strings = strings_new();
	static char text[LIMIT_STRING];
	struct text kept = TEXT_NOT_SEEN;
	size_t fitting = LIMIT_STRINGS / LIMIT_STRING;

	(void)state;
	for (size_t i = 0; i <= fitting; i++) {
		memcpy(text, &i, sizeof(i));
		kept = strings_keep(strings, text_over(text, LIMIT_STRING));
	}
	assert_false(text_seen(kept));
	assert_int_equal(strings_limits(strings), 1);
	strings_free(strings);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(equal_texts_are_kept_at_one_place),
	    cmocka_unit_test(not_seen_stays_not_seen_and_empty_stays_empty),
	    cmocka_unit_test(many_texts_stay_where_they_are),
	    cmocka_unit_test(an_overlong_text_is_cut_and_counted),
	    cmocka_unit_test(
		what_a_full_arena_cannot_keep_is_not_seen_and_counted),
	};

	return cmocka_run_group_tests_name("strings", tests, NULL, NULL);
}
