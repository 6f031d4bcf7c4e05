/*
 * The line that is typed for search and filter.
 */
#include "tests/support/check.h"

#include <string.h>

#include "ui/prompt.h"

static struct prompt prompt;

/* Presses keys, ended by NULL; gives what the last one did. */
static enum prompt_step
press(const char *const *keys)
{
	enum prompt_step step = PROMPT_STAYS;

	for (; *keys != NULL; keys++)
		step = prompt_key(&prompt, *keys);
	return step;
}

#define PRESS(...) press((const char *const[]){__VA_ARGS__, NULL})

static void
holds(const char *words)
{
	struct text text = prompt_text(&prompt);

	assert_int_equal(text.length, strlen(words));
	assert_memory_equal(text.bytes, words, text.length);
}

static void
characters_become_the_text(void **state)
{
	(void)state;
	prompt_begin(&prompt, "Search");
	assert_true(text_seen(prompt_text(&prompt)));
	holds("");
	assert_int_equal(
	    PRESS("a", " ", "Space", "\xc3\xa4", "/"), PROMPT_STAYS);
	holds("a  \xc3\xa4/");
}

static void
names_of_keys_are_no_text(void **state)
{
	(void)state;
	prompt_begin(&prompt, "Search");
	PRESS("Up", "F1", "Ctrl-F", "Resize");
	holds("");
}

static void
backspace_takes_whole_characters_off(void **state)
{
	(void)state;
	prompt_begin(&prompt, "Search");
	PRESS("a", "\xe2\x82\xac", "Backspace");
	holds("a");
	PRESS("Backspace", "Backspace");
	holds("");
	PRESS("b", "c", "Ctrl-U");
	holds("");
}

static void
enter_takes_and_escape_leaves(void **state)
{
	(void)state;
	prompt_begin(&prompt, "Search");
	assert_int_equal(PRESS("a", "Enter"), PROMPT_TAKEN);
	holds("a");
	assert_int_equal(PRESS("Esc"), PROMPT_LEFT);
}

static void
a_text_that_is_full_takes_no_more(void **state)
{
	(void)state;
	prompt_begin(&prompt, "Search");
	for (int i = 0; i < PROMPT_ROOM - 1; i++)
		PRESS("a");
	PRESS("\xc3\xa4");
	assert_int_equal(prompt_text(&prompt).length, PROMPT_ROOM - 1);
	PRESS("b", "c");
	assert_int_equal(prompt_text(&prompt).length, PROMPT_ROOM);
}

static void
of_a_long_text_the_end_is_in_sight(void **state)
{
	struct canvas *canvas = canvas_new(1, 16, LINES_ASCII);

	(void)state;
	prompt_begin(&prompt, "Search");
	for (char c = 'a'; c <= 'z'; c++)
		prompt_key(&prompt, (const char[]){c, '\0'});
	prompt_draw(&prompt, canvas, 0);
	assert_int_equal(canvas_cell(canvas, 0, 13)->bytes[0], 'z');
	assert_int_equal(canvas_cell(canvas, 0, 14)->bytes[0], '_');
	canvas_begin(canvas, 1, 3);
	prompt_draw(&prompt, canvas, 0);
	canvas_free(canvas);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_become_the_text),
	    cmocka_unit_test(names_of_keys_are_no_text),
	    cmocka_unit_test(backspace_takes_whole_characters_off),
	    cmocka_unit_test(enter_takes_and_escape_leaves),
	    cmocka_unit_test(a_text_that_is_full_takes_no_more),
	    cmocka_unit_test(of_a_long_text_the_end_is_in_sight),
	};

	return cmocka_run_group_tests_name("prompt", tests, NULL, NULL);
}
