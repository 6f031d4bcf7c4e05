/*
 * What can be given up here, see rights.h.
 */
#include "tests/support/rights.h"

#include "tests/support/check.h"

#include <grp.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include "capture/privileges.h"

#define SOMEBODY 65534

static int
becomes_another(void)
{
	return setgroups(0, NULL) == 0 && setgid(SOMEBODY) == 0 &&
	       setuid(SOMEBODY) == 0;
}

static int
is_filtered(void)
{
	struct sock_filter all = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
	struct sock_fprog program = {1, &all};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void
needs(int (*done)(void))
{
	int status;
	pid_t child = fork();

	assert_true(child >= 0);
	if (child == 0)
		_exit(!done());
	assert_int_equal(waitpid(child, &status, 0), child);
	if (status != 0)
		skip();
}

void
needs_users(void)
{
	if (geteuid() != 0)
		skip();
	needs(becomes_another);
}

void
needs_door(void)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];

	needs(is_filtered);
	if (privileges_find(&privileges, NULL, message) && privileges.change)
		needs(becomes_another);
}
