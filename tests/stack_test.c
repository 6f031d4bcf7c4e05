/*
 * What is common to the views: help, prompt, pause, the way back. With the
 * real views, on a ledger in which nothing was seen yet.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/stack.h"

static struct ledger *ledger;
static struct stack *stack;
static struct run_seen seen;

static int
set_up(void **state)
{
	(void)state;
	ledger = ledger_new();
	stack = stack_new(ledger, LINES_ASCII);
	seen = (struct run_seen){.source = "some.pcap", .notice = ""};
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	stack_free(stack);
	ledger_free(ledger);
	return 0;
}

static bool
is_shown(const char *words)
{
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);
	bool found;

	assert_non_null(file);
	canvas_print(stack_draw(stack, &seen, 24, 80), file);
	fclose(file);
	found = strstr(text, words) != NULL;
	free(text);
	return found;
}

static void
the_first_view_is_that_of_the_devices(void **state)
{
	(void)state;
	assert_true(is_shown("some.pcap"));
	assert_true(is_shown("Devices 0"));
	assert_true(stack_key(stack, "Enter"));
	assert_true(is_shown("Devices 0"));
	assert_false(stack_key(stack, "q"));
}

static void
help_is_left_by_the_key_that_opens_it(void **state)
{
	(void)state;
	assert_true(stack_key(stack, "?"));
	assert_true(is_shown("pause the screen"));
	assert_false(is_shown("Devices 0"));
	assert_true(stack_key(stack, "?"));
	assert_true(is_shown("Devices 0"));
	assert_true(stack_key(stack, "F1"));
	assert_true(stack_key(stack, "q"));
	assert_true(is_shown("Devices 0"));
}

static void
a_prompt_takes_keys_as_text(void **state)
{
	(void)state;
	assert_true(stack_key(stack, "/"));
	assert_true(stack_key(stack, "q"));
	assert_true(is_shown("Search: q_"));
	assert_true(stack_key(stack, "Esc"));
	assert_false(is_shown("Search"
			      ": "));
	assert_true(stack_key(stack, "f"));
	assert_true(is_shown("Filter: _"));
	assert_true(stack_key(stack, "Enter"));
	assert_false(is_shown("Filter: _"));
}

static void
a_paused_screen_counts_what_comes(void **state)
{
	(void)state;
	assert_true(is_shown("Packets 0"));
	assert_true(stack_key(stack, "p"));
	assert_true(stack_paused(stack));
	ledger_health(ledger)->packets += 1234;
	assert_true(is_shown("PAUSED, 1,234 packets since"));
	assert_true(is_shown("Packets 0"));
	assert_true(stack_key(stack, "?"));
	assert_true(is_shown("Packets 0"));
	assert_true(stack_key(stack, "p"));
	assert_false(stack_paused(stack));
	assert_true(is_shown("Packets 1,234"));
}

static void
a_notice_of_the_run_stays_until_it_was_answered(void **state)
{
	(void)state;
	seen.notice = "the file is cut";
	assert_true(is_shown("the file is cut"));
	assert_true(stack_key(stack, "j"));
	assert_true(is_shown("the file is cut"));
	assert_true(stack_key(stack, "/"));
	assert_true(stack_key(stack, "x"));
	assert_true(stack_key(stack, "Enter"));
	assert_false(is_shown("the file is cut"));
	seen.notice = "another one";
	assert_true(is_shown("another one"));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(the_first_view_is_that_of_the_devices),
	    TEST(help_is_left_by_the_key_that_opens_it),
	    TEST(a_prompt_takes_keys_as_text),
	    TEST(a_paused_screen_counts_what_comes),
	    TEST(a_notice_of_the_run_stays_until_it_was_answered),
	};

	return cmocka_run_group_tests_name("stack", tests, NULL, NULL);
}
