/*
 * What is common to the views: help, prompt, pause, the way back. With the
 * real views, on a ledger in which nothing was seen yet.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/support/exchanges.h"
#include "tests/support/scratch.h"
#include "ui/stack.h"

static struct ledger *ledger;
static struct stack *stack;
static struct run_seen seen;

static int
set_up(void **state)
{
	(void)state;
	ledger = ledger_new();
	ledger_watch(ledger);
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

/* What a file of the folder the test works in holds; NULL: there is none. */
static char *
content(const char *name)
{
	static char bytes[20000];
	FILE *file = fopen(name, "r");
	size_t length;

	if (file == NULL)
		return NULL;
	length = fread(bytes, 1, sizeof(bytes) - 1, file);
	fclose(file);
	bytes[length] = '\0';
	return bytes;
}

/* Works in a new folder; leave_folder() takes it away with these files. */
static char home[4096];

static void
enter_folder(void)
{
	assert_non_null(getcwd(home, sizeof(home)));
	scratch_set_up(NULL);
	assert_int_equal(chdir(scratch_folder()), 0);
}

static void
leave_folder(const char *const *files)
{
	for (; *files != NULL; files++)
		assert_int_equal(unlink(*files), 0);
	assert_int_equal(chdir(home), 0);
	assert_int_equal(rmdir(scratch_folder()), 0);
}

static void
hear_of(const char *id, int second)
{
	struct exchange exchange =
	    command_at(second, COMMAND_FOLDER_SYNC, "0", 449);

	exchange.seen.device_id = text_from(id);
	tell(ledger, exchange);
}

static void
press(const char *first, const char *second)
{
	assert_true(stack_key(stack, first));
	(void)is_shown("");
	assert_true(stack_key(stack, second));
}

static void
saving_asks_as_what(void **state)
{
	(void)state;
	enter_folder();
	assert_true(is_shown("? Help"));
	assert_true(stack_key(stack, "F2"));
	assert_true(is_shown("Save as:  t text  c CSV  j JSON"));
	assert_true(stack_key(stack, "Esc"));
	assert_false(is_shown("Save as"));
	assert_true(is_shown("? Help"));
	leave_folder((const char *const[]){NULL});
}

static void
a_screen_is_saved_as_text_without_the_question(void **state)
{
	(void)state;
	enter_folder();
	press("s", "t");
	assert_true(is_shown("saved as easlens-screen-1.txt"));
	assert_non_null(strstr(content("easlens-screen-1.txt"), "Devices 0"));
	assert_non_null(strstr(content("easlens-screen-1.txt"), "? Help"));
	assert_null(strstr(content("easlens-screen-1.txt"), "Save as"));
	leave_folder((const char *const[]){"easlens-screen-1.txt", NULL});
}

static void
a_list_is_saved_with_all_its_rows(void **state)
{
	char id[40];

	(void)state;
	enter_folder();
	for (int i = 0; i < 60; i++) {
		snprintf(id, sizeof(id), "abcdefghijklmnopqrstuvwxyz%02d", i);
		hear_of(id, 100 + i);
	}
	press("s", "c");
	press("s", "j");
	assert_true(is_shown("saved as easlens-screen-1.json"));
	assert_non_null(strstr(
	    content("easlens-screen-1.csv"), "device_id,user,device_type,"));
	assert_non_null(strstr(content("easlens-screen-1.csv"),
	    "\"abcdefghijklmnopqrstuvwxyz59\",\"anna\""));
	assert_non_null(strstr(
	    content("easlens-screen-1.json"), "\"screen\": \"devices\""));
	assert_non_null(strstr(content("easlens-screen-1.json"),
	    "\"device_id\": \"abcdefghijklmnopqrstuvwxyz00\""));
	leave_folder((const char *const[]){
	    "easlens-screen-1.csv", "easlens-screen-1.json", NULL});
}

static void
a_paused_list_is_saved_as_it_stands(void **state)
{
	(void)state;
	enter_folder();
	hear_of("first", 100);
	assert_true(is_shown("first"));
	assert_true(stack_key(stack, "p"));
	hear_of("second", 200);
	press("s", "c");
	assert_true(is_shown("PAUSED"));
	assert_true(is_shown("saved as easlens-screen-1.csv"));
	assert_non_null(strstr(content("easlens-screen-1.csv"), "first"));
	assert_null(strstr(content("easlens-screen-1.csv"), "second"));
	assert_true(stack_key(stack, "p"));
	press("s", "c");
	assert_non_null(strstr(content("easlens-screen-2.csv"), "second"));
	leave_folder((const char *const[]){
	    "easlens-screen-1.csv", "easlens-screen-2.csv", NULL});
}

static void
a_view_without_a_table_offers_text_alone(void **state)
{
	(void)state;
	enter_folder();
	assert_true(stack_key(stack, "?"));
	assert_true(stack_key(stack, "s"));
	assert_true(is_shown("Save as:  t text  Esc"));
	assert_true(stack_key(stack, "j"));
	assert_null(content("easlens-screen-1.json"));
	leave_folder((const char *const[]){NULL});
}

static void
a_folder_that_takes_no_file_is_told(void **state)
{
	(void)state;
	enter_folder();
	assert_int_equal(rmdir(scratch_folder()), 0);
	press("s", "t");
	assert_true(is_shown("cannot write easlens-screen-1.txt: No such"));
	assert_int_equal(mkdir(scratch_folder(), 0700), 0);
	leave_folder((const char *const[]){NULL});
}

static void
each_screen_keeps_its_way_to_tell_times(void **state)
{
	(void)state;
	hear_of("one", 100);
	assert_true(is_shown("LAST UTC"));
	assert_true(stack_key(stack, "w"));
	assert_true(is_shown("LAST +"));
	assert_true(stack_key(stack, "x"));
	assert_true(is_shown("Before +"));
	assert_true(stack_key(stack, "w"));
	assert_true(is_shown("Time UTC"));
	assert_true(stack_key(stack, "q"));
	assert_true(is_shown("LAST +"));
	assert_true(stack_key(stack, "w"));
	assert_true(is_shown("LAST AGO"));
	assert_true(stack_key(stack, "w"));
	assert_true(is_shown("LAST UTC"));
}

static void
columns_are_switched_off_for_the_run(void **state)
{
	(void)state;
	assert_true(is_shown("USER"));
	assert_true(stack_key(stack, "t"));
	assert_true(is_shown("[x] USER"));
	assert_true(stack_key(stack, "j"));
	assert_true(stack_key(stack, " "));
	assert_true(is_shown("[ ] USER"));
	assert_true(stack_key(stack, "j"));
	assert_true(stack_key(stack, " "));
	assert_true(stack_key(stack, "t"));
	assert_false(is_shown("USER"));
	assert_true(is_shown("SYSTEM"));
	assert_true(stack_key(stack, "?"));
	assert_true(stack_key(stack, "q"));
	assert_false(is_shown("USER"));
}

static void
the_marked_devices_are_compared(void **state)
{
	(void)state;
	hear_of("one", 100);
	hear_of("two", 200);
	(void)is_shown("");
	assert_true(stack_key(stack, "d"));
	assert_true(is_shown("Mark one or two devices with Space"));
	assert_true(stack_key(stack, " "));
	assert_true(stack_key(stack, "d"));
	assert_true(is_shown("go to it, or mark it"));
	assert_true(stack_key(stack, "j"));
	assert_true(stack_key(stack, "d"));
	assert_true(is_shown("Difference of one anna and two anna"));
	assert_true(stack_key(stack, "q"));
	assert_true(stack_key(stack, " "));
	assert_true(is_shown("Marked: 2"));
	assert_true(stack_key(stack, "d"));
	assert_true(is_shown("Difference of one anna and two anna"));
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

/* A device that was given a policy and obeys in part. */
static void
provision(const char *id, int second)
{
	struct exchange exchange =
	    download_at(second, "1", policy_of_length("4"));

	exchange.seen.device_id = text_from(id);
	tell(ledger, exchange);
	exchange = acknowledge_at(second + 1, "1", "2", "2");
	exchange.seen.device_id = text_from(id);
	tell(ledger, exchange);
}

static void
finish_work(void)
{
	for (int steps = 0; stack_work(stack); steps++)
		assert_true(steps < 1000);
}

/* Keys are taken while it is worked out; what was found is drawn then. */
static void
a_view_works_between_keys(void **state)
{
	(void)state;
	provision("D1", 100);
	assert_false(stack_work(stack));
	press("m", "j");
	assert_true(is_shown("being worked out"));
	assert_true(stack_work(stack));
	finish_work();
	assert_true(is_shown("Families 1"));
	assert_false(stack_work(stack));
}

static void
a_paused_view_does_not_work(void **state)
{
	(void)state;
	provision("D1", 100);
	assert_true(stack_key(stack, "m"));
	assert_true(is_shown("being worked out"));
	assert_true(stack_key(stack, "p"));
	assert_false(stack_work(stack));
	assert_true(is_shown("being worked out"));
	assert_true(stack_key(stack, "p"));
	finish_work();
	assert_true(is_shown("Families 1"));
}

static void
inference_and_matrix_lead_to_each_other_and_back(void **state)
{
	(void)state;
	provision("D1", 100);
	press("Enter", "i");
	assert_true(is_shown("This device alone"));
	assert_true(stack_key(stack, "q"));
	press("m", "Enter");
	assert_true(is_shown("Matrix of settings"));
	finish_work();
	assert_true(is_shown("Families 1"));
	press("Enter", "o");
	assert_true(is_shown("Family by type, system and agent"));
	press("q", "q");
	assert_true(is_shown("Policy"));
	assert_true(stack_key(stack, "q"));
	assert_true(is_shown("Devices 1"));
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
	    TEST(saving_asks_as_what),
	    TEST(a_screen_is_saved_as_text_without_the_question),
	    TEST(a_list_is_saved_with_all_its_rows),
	    TEST(a_paused_list_is_saved_as_it_stands),
	    TEST(a_view_without_a_table_offers_text_alone),
	    TEST(a_folder_that_takes_no_file_is_told),
	    TEST(each_screen_keeps_its_way_to_tell_times),
	    TEST(columns_are_switched_off_for_the_run),
	    TEST(the_marked_devices_are_compared),
	    TEST(a_notice_of_the_run_stays_until_it_was_answered),
	    TEST(a_view_works_between_keys),
	    TEST(a_paused_view_does_not_work),
	    TEST(inference_and_matrix_lead_to_each_other_and_back),
	};

	return cmocka_run_group_tests_name("stack", tests, NULL, NULL);
}
