/*
 * A user who may not capture is told how to be allowed to, or how to do
 * without. See capabilities(7).
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/capability.h>

#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/terminal.h"

#define PIPE_LINE "'dumpcap -i lo -w - | easlens -r -'"

/* Programs that are started from now on have no capabilities, whoever runs
 * them. Where that is not allowed, they have none anyway. */
static void
give_up_capabilities(void)
{
	struct __user_cap_header_struct header = {
	    .version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct sets[_LINUX_CAPABILITY_U32S_3];

	(void)prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	(void)prctl(PR_CAPBSET_DROP, CAP_NET_RAW, 0, 0, 0);
	(void)prctl(PR_CAPBSET_DROP, CAP_NET_ADMIN, 0, 0, 0);
	assert_int_equal(syscall(SYS_capget, &header, sets), 0);
	sets[0].inheritable = 0;
	sets[1].inheritable = 0;
	assert_int_equal(syscall(SYS_capset, &header, sets), 0);
}

/* A copy of the program: its path is known, and it has no capabilities of
 * its own. */
static int
set_up(void **state)
{
	char path[SCRATCH_PATH];

	if (terminal_set_up(state) != 0)
		return -1;
	terminal_copy(from_environment("EASLENS"));
	scratch_path(path, "easlens");
	give_up_capabilities();
	return chmod(path, 0755);
}

/* What it says to standard error; gives its exit code. */
static int
run_copy(const char *arguments, char *said, size_t size)
{
	char line[256];
	FILE *pipe;
	int status;

	snprintf(line, sizeof(line), "%s/easlens %s 2>&1 >/dev/null",
	    scratch_folder(), arguments);
	pipe = popen(line, "r");
	assert_non_null(pipe);
	said[fread(said, 1, size - 1, pipe)] = '\0';
	status = pclose(pipe);
	return WEXITSTATUS(status);
}

static void
names_both_ways(const char *said)
{
	char line[256];

	snprintf(line, sizeof(line),
	    "'sudo setcap cap_net_raw,cap_net_admin=eip %s/easlens'",
	    scratch_folder());
	if (strstr(said, line) == NULL || strstr(said, PIPE_LINE) == NULL)
		fail_msg("not both of\n%s\n%s\nin\n%s", line, PIPE_LINE, said);
}

static void
a_report_names_the_commands_that_help(void **state)
{
	char said[2048];

	(void)state;
	assert_int_equal(run_copy("report -i lo", said, sizeof(said)), 2);
	names_both_ways(said);
}

static void
no_view_opens_without_permission(void **state)
{
	size_t length;
	char path[SCRATCH_PATH];
	char *said;

	(void)state;
	starts(SMALL, "./easlens -i lo 2>reason");
	ended_with(2);
	said = (char *)from_file(scratch_path(path, "reason"), &length);
	names_both_ways(said);
	free(said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_report_names_the_commands_that_help),
	    cmocka_unit_test(no_view_opens_without_permission),
	};

	return cmocka_run_group_tests_name(
	    "permission", tests, set_up, terminal_tear_down);
}
