/*
 * The process that creates saved screens.
 */
#include "tests/support/check.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "tests/support/scratch.h"
#include "ui/saver.h"

/* While it is set the kernel takes no more at a time, and every second call is
 * interrupted: in place of the library's, for both processes. */
static size_t short_write;

ssize_t
write(int descriptor, const void *bytes, size_t count)
{
	static unsigned calls;

	if (short_write > 0 && calls++ % 2 == 0) {
		errno = EINTR;
		return -1;
	}
	if (short_write > 0 && count > short_write)
		count = short_write;
	return syscall(SYS_write, descriptor, bytes, count);
}

static bool
goes_on(void *context)
{
	(void)context;
	return true;
}

static bool
gives_up(void *context)
{
	(void)context;
	return false;
}

static int
set_up(void **state)
{
	scratch_set_up(state);
	return chdir(scratch_folder());
}

static int
tear_down(void **state)
{
	(void)state;
	return chdir("/") == 0 ? rmdir(scratch_folder()) : -1;
}

static void
holds(const char *name, const char *bytes)
{
	size_t length;
	char *found = (char *)from_file(name, &length);

	assert_int_equal(length, strlen(bytes));
	assert_memory_equal(found, bytes, length);
	free(found);
	assert_int_equal(unlink(name), 0);
}

static void
screens_are_numbered_and_none_is_written_over(void **state)
{
	char name[SAVER_NAME];

	(void)state;
	saver_start(goes_on, NULL);
	assert_true(saver_save(SAVING_CSV, "one", 3, name));
	assert_string_equal(name, "easlens-screen-1.csv");
	assert_true(saver_save(SAVING_CSV, "two", 3, name));
	assert_string_equal(name, "easlens-screen-2.csv");
	assert_true(saver_save(SAVING_TEXT, "", 0, name));
	assert_string_equal(name, "easlens-screen-1.txt");
	saver_end();
	holds("easlens-screen-1.csv", "one");
	holds("easlens-screen-2.csv", "two");
	holds("easlens-screen-1.txt", "");
}

static void
a_long_list_arrives_whole(void **state)
{
	const size_t length = 3000001;
	char *bytes = malloc(length + 1);
	char name[SAVER_NAME];

	(void)state;
	assert_non_null(bytes);
	for (size_t i = 0; i < length; i++)
		bytes[i] = (char)('a' + i % 23);
	bytes[length] = '\0';
	saver_start(goes_on, NULL);
	assert_true(saver_save(SAVING_JSON, bytes, length, name));
	saver_end();
	holds(name, bytes);
	free(bytes);
}

static void
a_disk_that_takes_little_at_a_time_gets_all(void **state)
{
	char name[SAVER_NAME];

	(void)state;
	short_write = 3;
	saver_start(goes_on, NULL);
	assert_true(saver_save(SAVING_TEXT, "a screen of words", 17, name));
	saver_end();
	assert_true(saver_save(SAVING_CSV, "directly too", 12, name));
	short_write = 0;
	holds("easlens-screen-1.txt", "a screen of words");
	holds("easlens-screen-1.csv", "directly too");
}

static void
without_the_process_nothing_is_saved(void **state)
{
	char name[SAVER_NAME];
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);

	(void)state;
	saver_start(gives_up, NULL);
	assert_false(saver_save(SAVING_TEXT, "x", 1, name));
	assert_int_not_equal(errno, 0);
	saver_end();
	assert_int_not_equal(access("easlens-screen-1.txt", F_OK), 0);
	(void)signal(SIGPIPE, before);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(screens_are_numbered_and_none_is_written_over),
	    cmocka_unit_test(a_long_list_arrives_whole),
	    cmocka_unit_test(a_disk_that_takes_little_at_a_time_gets_all),
	    cmocka_unit_test(without_the_process_nothing_is_saved),
	};

	return cmocka_run_group_tests_name("saver", tests, set_up, tear_down);
}
