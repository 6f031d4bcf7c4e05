/*
 * The door is shut: processes go through it and then try what they may not
 * any more. See seccomp(2) and capabilities(7).
 */
#include "tests/support/check.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "capture/privileges.h"
#include "tests/support/rights.h"
#include "tests/support/scratch.h"

#define DIED 1000 /* and the number of the signal */
#define NOT_SHUT 250

/* What a child does behind the door; gives 0 or errno. */
typedef int (*attempt)(int file);

static int
behind_the_door(attempt act, int file)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];

	if (!privileges_find(&privileges, NULL, message) ||
	    !privileges_drop(&privileges, true, message) ||
	    !privileges_shut(-1, message))
		return NOT_SHUT;
	errno = 0;
	return act(file);
}

/* How the attempt ended: 0, errno or DIED and a signal. The file is writable
 * and was opened before. */
static int
tried(attempt act)
{
	struct rlimit no_core = {0, 0};
	FILE *file = tmpfile();
	int status;
	pid_t child;

	assert_non_null(file);
	needs_door();
	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)setrlimit(RLIMIT_CORE, &no_core);
		(void)dup2(fileno(file), STDERR_FILENO);
		_exit(behind_the_door(act, fileno(file)));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(fclose(file), 0);
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : DIED + WTERMSIG(status);
}

static int
failed(long result)
{
	return result < 0 ? errno : 0;
}

static int
reads_and_writes(int file)
{
	char byte = 'x';

	if (write(file, &byte, 1) != 1 || lseek(file, 0, SEEK_SET) != 0 ||
	    read(file, &byte, 1) != 1)
		return errno;
	free(malloc(1u << 20));
	return byte == 'x' ? 0 : EIO;
}

static int
opens(int file)
{
	(void)file;
	return failed(open("/etc/passwd", O_RDONLY));
}

static int
creates(int file)
{
	(void)file;
	return failed(open("/tmp/easlens-door", O_WRONLY | O_CREAT, 0600));
}

static int
becomes_root(int file)
{
	(void)file;
	return failed(setuid(0));
}

static int
signals_its_parent(int file)
{
	(void)file;
	return failed(kill(getppid(), 0));
}

static int
signals_init(int file)
{
	(void)file;
	return failed(kill(1, SIGTERM));
}

static int
signals_itself(int file)
{
	(void)file;
	return failed(kill(getpid(), 0));
}

static int
types_into_a_terminal(int file)
{
	return failed(ioctl(file, TIOCSTI, "x"));
}

static int
deletes(int file)
{
	(void)file;
	return failed(unlink("/tmp/easlens-door"));
}

static int
makes_code(int file)
{
	void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)file;
	return memory == MAP_FAILED ? errno : 0;
}

static int
copies_a_descriptor(int file)
{
	return failed(dup(file));
}

static int
starts_a_program(int file)
{
	char name[] = "/bin/true";
	char *const arguments[] = {name, NULL};

	(void)file;
	return failed(execv(name, arguments));
}

static int
opens_a_socket(int file)
{
	(void)file;
	return failed(socket(AF_INET, SOCK_STREAM, 0));
}

static int
starts_a_process(int file)
{
	(void)file;
	return failed(fork());
}

static int
traces_its_parent(int file)
{
	(void)file;
	return failed(ptrace(PTRACE_ATTACH, getppid(), NULL, NULL));
}

static void
what_is_open_can_still_be_read_and_written(void **state)
{
	(void)state;
	assert_int_equal(tried(reads_and_writes), 0);
	assert_int_equal(tried(signals_itself), 0);
}

static void
nothing_is_opened_created_deleted_or_copied(void **state)
{
	(void)state;
#ifdef DOOR_AJAR
	skip();
#endif
	assert_int_equal(tried(opens), EPERM);
	assert_int_equal(tried(creates), EPERM);
	assert_int_equal(tried(deletes), EPERM);
	assert_int_equal(tried(copies_a_descriptor), EPERM);
}

static void
nobody_else_is_signalled_and_no_terminal_typed_into(void **state)
{
	(void)state;
	assert_int_equal(tried(signals_its_parent), EPERM);
	assert_int_equal(tried(signals_init), EPERM);
	assert_int_equal(tried(types_into_a_terminal), EPERM);
}

static void
there_is_no_way_back_to_root_and_none_to_new_code(void **state)
{
	(void)state;
	assert_int_equal(tried(becomes_root), EPERM);
#ifdef DOOR_AJAR
	skip();
#endif
	assert_int_equal(tried(makes_code), EPERM);
}

static void
programs_processes_sockets_and_tracing_end_it(void **state)
{
	(void)state;
#ifdef DOOR_AJAR
	skip();
#endif
	assert_int_equal(tried(starts_a_program), DIED + SIGSYS);
	assert_int_equal(tried(starts_a_process), DIED + SIGSYS);
	assert_int_equal(tried(opens_a_socket), DIED + SIGSYS);
	assert_int_equal(tried(traces_its_parent), DIED + SIGSYS);
}

/* In a child: says on standard error what it was stopped at. */
static int
is_named(int file)
{
	(void)file;
	return socket(AF_INET, SOCK_STREAM, 0);
}

static void
what_ended_it_is_named(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];
	char said[128] = "";
	int ends[2];
	pid_t child;

	(void)state;
#ifdef DOOR_AJAR
	skip();
#endif
	needs_door();
	assert_int_equal(pipe(ends), 0);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)dup2(ends[1], STDERR_FILENO);
		(void)(privileges_find(&privileges, NULL, message) &&
		       privileges_drop(&privileges, true, message) &&
		       privileges_shut(-1, message) && is_named(-1) == 0);
		_exit(0);
	}
	close(ends[1]);
	assert_true(read(ends[0], said, sizeof(said) - 1) > 0);
	for (ssize_t got = 1; got > 0;)
		got = read(ends[0], said + strlen(said),
		    sizeof(said) - 1 - strlen(said));
	close(ends[0]);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_string_equal(
	    said, "easlens: stopped at the system call socket\n");
}

/* On the wire nothing can be written, elsewhere it can. */
static void
nothing_can_be_sent_on_the_wire(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];
	FILE *wire = tmpfile();
	FILE *other = tmpfile();
	int status;
	pid_t child;

	(void)state;
	assert_non_null(wire);
	assert_non_null(other);
	needs_door();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!privileges_find(&privileges, NULL, message) ||
		    !privileges_drop(&privileges, true, message) ||
		    !privileges_shut(fileno(wire), message))
			_exit(NOT_SHUT);
		if (write(fileno(other), "x", 1) != 1)
			_exit(1);
		_exit(write(fileno(wire), "x", 1) < 0 ? errno : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), EPERM);
	fclose(wire);
	fclose(other);
}

static void
a_live_capture_leaves_no_core(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];
	int status;
	pid_t child;

	(void)state;
#ifdef DOOR_AJAR
	skip();
#endif
	needs_door();
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!privileges_find(&privileges, NULL, message) ||
		    !privileges_drop(&privileges, true, message))
			_exit(NOT_SHUT);
		_exit(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

/* What the saver may, and what ends it. */
static int
in_the_saver(const char *path, int flags)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];
	int status;
	pid_t child;

	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!privileges_find(&privileges, NULL, message) ||
		    !privileges_shut_saver(&privileges, true, message))
			_exit(NOT_SHUT);
		_exit(open(path, flags, 0600) < 0 ? errno : 0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status)
				 : DIED + WTERMSIG(status);
}

static void
the_saver_creates_files_and_opens_none(void **state)
{
	char path[SCRATCH_PATH];

	(void)state;
#ifdef DOOR_AJAR
	skip();
#endif
	needs_door();
	scratch_set_up(NULL);
	scratch_path(path, "new");
	assert_int_equal(in_the_saver(path, O_WRONLY | O_CREAT | O_EXCL), 0);
	assert_int_equal(
	    in_the_saver(path, O_WRONLY | O_CREAT | O_EXCL), EEXIST);
	assert_int_equal(in_the_saver(path, O_RDONLY), DIED + SIGSYS);
	assert_int_equal(in_the_saver(path, O_WRONLY | O_TRUNC), DIED + SIGSYS);
	assert_int_equal(unlink(path), 0);
	scratch_tear_down(NULL);
}

static void
who_called_sudo_is_who_reads(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];

	(void)state;
#ifdef COVERAGE
	skip();
#endif
	needs_users();
	setenv("SUDO_UID", "4711", 1);
	setenv("SUDO_GID", "4712", 1);
	assert_true(privileges_find(&privileges, NULL, message));
	assert_int_equal(privileges.user, 4711);
	assert_int_equal(privileges.group, 4712);
	assert_false(privileges.unnamed);
	setenv("SUDO_UID", "0", 1);
	assert_true(privileges_find(&privileges, NULL, message));
	assert_string_equal(privileges.name, "nobody");
	assert_true(privileges.unnamed);
	setenv("SUDO_UID", "4294967296", 1);
	assert_true(privileges_find(&privileges, NULL, message));
	assert_string_equal(privileges.name, "nobody");
	unsetenv("SUDO_UID");
	unsetenv("SUDO_GID");
}

static void
a_user_that_cannot_be_is_refused(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];

	(void)state;
	assert_false(privileges_find(&privileges, "no-such-user", message));
	assert_string_equal(message, "there is no user no-such-user");
	assert_false(privileges_find(&privileges, "root", message));
	assert_string_equal(
	    message, "root is root: who means that says --stay-root");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_is_open_can_still_be_read_and_written),
	    cmocka_unit_test(nothing_is_opened_created_deleted_or_copied),
	    cmocka_unit_test(
		nobody_else_is_signalled_and_no_terminal_typed_into),
	    cmocka_unit_test(there_is_no_way_back_to_root_and_none_to_new_code),
	    cmocka_unit_test(programs_processes_sockets_and_tracing_end_it),
	    cmocka_unit_test(what_ended_it_is_named),
	    cmocka_unit_test(nothing_can_be_sent_on_the_wire),
	    cmocka_unit_test(a_live_capture_leaves_no_core),
	    cmocka_unit_test(the_saver_creates_files_and_opens_none),
	    cmocka_unit_test(who_called_sudo_is_who_reads),
	    cmocka_unit_test(a_user_that_cannot_be_is_refused),
	};

	return cmocka_run_group_tests_name("privileges", tests, NULL, NULL);
}
