/*
 * The program behind its door: what the kernel says of it while it reads. See
 * proc_pid_status(5). The interface is skipped where nothing can be captured.
 */
#define _GNU_SOURCE /* pipe2() */
#include "tests/support/check.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "capture/privileges.h"
#include "tests/support/rights.h"
#include "tests/support/run.h"
#include "tests/support/scratch.h"
#include "tests/support/session.h"
#include "tests/support/wire.h"

static const char *no_wire;  /* why */
static char drawn[64];       /* a sample by another name */
static bool becomes_another; /* the program, which root has started */

/* The program, reading standard input; its output is not looked at. */
static pid_t
start_program(int input, const char *const *arguments)
{
	const char *program = from_environment("EASLENS");
	char *argv[8] = {strdup(program)};
	pid_t child;

	for (size_t i = 0; arguments[i] != NULL; i++)
		argv[i + 1] = strdup(arguments[i]);
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		(void)dup2(input, STDIN_FILENO);
		(void)!freopen("/dev/null", "w", stdout);
		execv(program, argv);
		_exit(127);
	}
	for (size_t i = 0; argv[i] != NULL; i++)
		free(argv[i]);
	return child;
}

/* The line of /proc/PID/status that begins so, without its newline. */
static bool
has_status(pid_t process, const char *line)
{
	char path[64];
	char found[256];
	FILE *file;
	bool has = false;

	snprintf(path, sizeof(path), "/proc/%d/status", (int)process);
	file = fopen(path, "r");
	while (file != NULL && fgets(found, sizeof(found), file) != NULL)
		has = has || strncmp(found, line, strlen(line)) == 0;
	if (file != NULL)
		(void)fclose(file);
	return has;
}

static void
has_given_up_everything(pid_t process)
{
	struct timespec time = {0, 10000000};

	for (int i = 0; i < 1000 && !has_status(process, "Seccomp:\t2"); i++)
		nanosleep(&time, NULL);
	assert_true(has_status(process, "Seccomp:\t2\n"));
	assert_true(has_status(process, "NoNewPrivs:\t1\n"));
	assert_true(has_status(process, "CapEff:\t0000000000000000\n"));
	assert_true(has_status(process, "CapPrm:\t0000000000000000\n"));
	if (!becomes_another)
		return;
	assert_false(has_status(process, "Uid:\t0\t"));
	assert_false(has_status(process, "Gid:\t0\t"));
	assert_true(has_status(process, "Groups:\t \n") ||
		    has_status(process, "Groups:\t\n"));
}

static void
ends_with(pid_t process, int code)
{
	int status;

	assert_int_equal(waitpid(process, &status, 0), process);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), code);
}

static void
a_pipe_is_read_behind_the_door(void **state)
{
	static const char *const arguments[] = {
	    "report", "-q", "-r", "-", NULL, NULL};
	const char *words[6];
	size_t length;
	uint8_t *bytes =
	    from_file("samples/behind-tls-offloader.pcap", &length);
	int ends[2];
	pid_t process;

	(void)state;
	needs_door();
	memcpy(words, arguments, sizeof(words));
	words[4] = getenv("STAY");
	assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
	process = start_program(ends[0], words);
	close(ends[0]);
	has_given_up_everything(process);
	assert_int_equal(write(ends[1], bytes, length), length);
	close(ends[1]);
	ends_with(process, 0);
	free(bytes);
}

static void
an_interface_is_read_behind_the_door(void **state)
{
	static const char *const arguments[] = {
	    "report", "-q", "-i", WIRE, NULL, NULL};
	const char *words[6];
	pid_t process;

	(void)state;
	if (no_wire != NULL)
		skip();
	needs_door();
	memcpy(words, arguments, sizeof(words));
	words[4] = getenv("STAY");
	process = start_program(STDIN_FILENO, words);
	has_given_up_everything(process);
	assert_int_equal(kill(process, SIGINT), 0);
	ends_with(process, 0);
}

/* Two named pipes, the second written to when the first was: both are opened
 * before either is. */
static void
named_pipes_are_waited_for(void **state)
{
	char first[SCRATCH_PATH];
	char second[SCRATCH_PATH];
	const char *const words[] = {
	    "devices", "-q", "-r", first, "-r", second, NULL};
	size_t length;
	uint8_t *bytes =
	    from_file("samples/behind-tls-offloader.pcap", &length);
	const char *const paths[] = {first, second};
	pid_t process;

	(void)state;
	scratch_set_up(NULL);
	scratch_path(first, "1");
	scratch_path(second, "2");
	assert_int_equal(mkfifo(first, 0600), 0);
	assert_int_equal(mkfifo(second, 0600), 0);
	process = start_program(STDIN_FILENO, words);
	for (int i = 0; i < 2; i++) {
		FILE *file = fopen(paths[i], "wb");

		assert_non_null(file);
		assert_int_equal(fwrite(bytes, 1, length, file), length);
		assert_int_equal(fclose(file), 0);
		assert_int_equal(unlink(paths[i]), 0);
	}
	ends_with(process, 0);
	scratch_tear_down(NULL);
	free(bytes);
}

#define SAMPLE "samples/behind-tls-offloader.pcap"

/* The library that asks for a socket, which is not built with sanitizers; nor
 * does that end the program then. */
static void
be_loaded(void)
{
	setenv("FAULT_FORBIDDEN", "1", 1);
	setenv("LD_PRELOAD", from_environment("FAULTS"), 1);
}

static void
needs_forbidden_calls(void)
{
#ifdef DOOR_AJAR
	skip();
#endif
	if (getenv("FAULTS") == NULL)
		skip();
	needs_door();
}

static int
view_that_is_stopped(const struct session *session)
{
	const struct rlimit no_core = {0, 0};

	(void)session;
	(void)setrlimit(RLIMIT_CORE, &no_core);
	be_loaded();
	/* Its name is on the screen, and tells that it is there. */
	execl(from_environment("EASLENS"), "easlens", "-q", "-r", drawn, NULL);
	return 127;
}

/* A key is a read() of one byte, which then is no innocent call. */
static void
the_terminal_is_given_back_by_a_view_that_is_stopped(void **state)
{
	struct session session = {
	    SESSION_DEFAULTS, .child = view_that_is_stopped, .typed = "j"};
	char sample[PATH_MAX];
	const char *left;

	(void)state;
	needs_forbidden_calls();
	snprintf(
	    drawn, sizeof(drawn), "%s/drawn-%d.pcap", P_tmpdir, (int)getpid());
	assert_non_null(realpath(SAMPLE, sample));
	assert_int_equal(symlink(sample, drawn), 0);
	session_run(&session);
	assert_int_equal(unlink(drawn), 0);
	assert_true(WIFSIGNALED(session.status));
	assert_int_equal(WTERMSIG(session.status), SIGSYS);
	session_gave_back(&session);
	left = strstr(session.sent, SESSION_NORMAL);
	assert_non_null(strstr(left, "easlens: stopped at the system call "
				     "socket\r\n"));
}

static int
set_up(void **state)
{
	struct privileges privileges;
	char message[CAPTURE_MESSAGE];

	(void)state;
	becomes_another =
	    privileges_find(&privileges, NULL, message) && privileges.change;
	if (!wire_lay(&no_wire))
		print_message("not captured: %s\n", no_wire);
	else
		no_wire = NULL;
	becomes_another = becomes_another && getenv("STAY") == NULL;
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_pipe_is_read_behind_the_door),
	    cmocka_unit_test(an_interface_is_read_behind_the_door),
	    cmocka_unit_test(named_pipes_are_waited_for),
	    cmocka_unit_test(
		the_terminal_is_given_back_by_a_view_that_is_stopped),
	};

	return cmocka_run_group_tests_name("door", tests, set_up, NULL);
}
