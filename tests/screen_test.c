/*
 * The terminal taken, given back, refused; and the keys that come from it.
 */
#include "tests/support/check.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/session.h"

static void
what_is_shown_reaches_the_terminal_and_leaves_it_as_it_was(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = session_show};
	const char *drawn;

	(void)state;
	session_run(&session);
	session_ended_well(&session);
	session_gave_back(&session);
	drawn = strstr(session.sent, "drawn");
	assert_non_null(drawn);
	assert_true(drawn < strstr(session.sent, SESSION_NORMAL));
}

static int
modes_stay(const struct session *session)
{
	struct termios before;
	struct termios after;

	if (tcgetattr(STDIN_FILENO, &before) != 0 ||
	    session_show(session) != 0 || tcgetattr(STDIN_FILENO, &after) != 0)
		return 1;
	return before.c_lflag == after.c_lflag &&
		       before.c_iflag == after.c_iflag &&
		       before.c_oflag == after.c_oflag
		   ? 0
		   : 2;
}

static void
the_modes_of_the_terminal_are_restored(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = modes_stay};

	(void)state;
	session_run(&session);
	session_ended_well(&session);
}

static int
close_often(const struct session *session)
{
	struct canvas *canvas = canvas_new(1, 1, LINES_ASCII);
	unsigned rows = 1;
	unsigned columns = 1;

	screen_close();
	if (session_show(session) != 0 || session_show(session) != 0)
		return 1;
	screen_close();
	screen_show(canvas);
	canvas_free(canvas);
	screen_size(&rows, &columns);
	return rows == 0 && columns == 0 && screen_key() == NULL ? 0 : 2;
}

static void
closing_again_and_opening_again_are_safe(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = close_often};

	(void)state;
	session_run(&session);
	session_ended_well(&session);
}

static int
open_twice(const struct session *session)
{
	int code = session_open(session) && !session_open(session) ? 0 : 1;

	screen_close();
	return code;
}

static void
the_terminal_is_opened_once_at_a_time(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = open_twice};

	(void)state;
	session_run(&session);
	session_ended_well(&session);
}

/* In the child: succeeds where the terminal is refused, with a reason. */
static int
is_refused(const struct session *session)
{
	char problem[SCREEN_PROBLEM] = "";

	if (screen_open(&session->settings, problem))
		return 1;
	return strstr(problem, "TERM") != NULL ? 0 : 2;
}

static void
refused_without_a_byte(const char *term)
{
	struct session session = {SESSION_DEFAULTS, .child = is_refused};

	session.term = term;
	session_run(&session);
	session_ended_well(&session);
	assert_string_equal(session.sent, "");
}

static void
a_terminal_that_cannot_be_drawn_on_is_refused_without_a_byte(void **state)
{
	(void)state;
	refused_without_a_byte("dumb");
	refused_without_a_byte(NULL);
	refused_without_a_byte("");
	refused_without_a_byte("no-such-terminal");
}

static int
refuses_a_pipe(const struct session *session)
{
	struct screen_settings settings = session->settings;
	char problem[SCREEN_PROBLEM] = "";
	int ends[2];

	if (pipe(ends) != 0)
		return 1;
	settings.keyboard = ends[0];
	if (screen_open(&settings, problem))
		return 2;
	return problem[0] != '\0' ? 0 : 3;
}

static void
a_keyboard_that_is_no_terminal_is_refused(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = refuses_a_pipe};

	(void)state;
	session_run(&session);
	session_ended_well(&session);
	assert_string_equal(session.sent, "");
}

/* Waits for a key; NULL after ten seconds without one. */
static const char *
wait_key(void)
{
	for (int tries = 0; tries < 100; tries++) {
		struct pollfd ready = {
		    .fd = screen_descriptor(), .events = POLLIN};
		const char *key = screen_key();

		if (key != NULL)
			return key;
		poll(&ready, 1, 100);
	}
	return NULL;
}

/* In the child: prints the names of keys up to "q", Esc or another size, and
 * the size. (Curses tells of a resize once no other key waits.) */
static int
name_keys(const struct session *session)
{
	char line[1024] = "keys";
	const char *key = "";
	unsigned rows;
	unsigned columns;

	if (!session_open(session))
		return 1;
	session_draw(session);
	while (strcmp(key, "Resize") != 0 && strcmp(key, "Esc") != 0) {
		size_t used = strlen(line);

		key = wait_key();
		if (key == NULL || strcmp(key, "q") == 0)
			break;
		snprintf(line + used, sizeof(line) - used, " %s", key);
	}
	session_draw(session); /* by now perhaps less than the screen */
	screen_size(&rows, &columns);
	screen_close();
	printf("[%s] %ux%u\n", line, rows, columns);
	fflush(stdout);
	return 0;
}

static void
named(const char *typed, const char *names)
{
	struct session session = {SESSION_DEFAULTS, .child = name_keys};

	session.typed = typed;
	session_run(&session);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, "[keys"));
	*strchr(strstr(session.sent, "[keys"), ']') = '\0';
	assert_string_equal(strstr(session.sent, "[keys") + 5, names);
}

static void
characters_are_their_own_names(void **state)
{
	(void)state;
	named("kJ/?<q", " k J / ? <");
	named("M\xc3\xbc\xe4\xb8\x9cq", " M \xc3\xbc \xe4\xb8\x9c");
}

static void
control_keys_are_named(void **state)
{
	(void)state;
	named("\x06\x02\r\t\x7f\x08q",
	    " Ctrl-F Ctrl-B Enter Tab Backspace Backspace");
}

static void
arrows_and_function_keys_are_named(void **state)
{
	(void)state;
	named("\x1bOA\x1bOB\x1bOC\x1bODq", " Up Down Right Left");
	named("\x1b[5~\x1b[6~\x1bOH\x1bOFq", " PgUp PgDn Home End");
	named("\x1bOP\x1bOQ\x1b[18~\x1b[24~q", " F1 F2 F7 F12");
	named("\x1b[2~\x1b[3~\x1b[Zq", " Insert Delete Shift-Tab");
}

/* Well before the second that curses would wait for more by itself. */
static void
escape_is_a_key_of_its_own_at_once(void **state)
{
	struct session session = {
	    SESSION_DEFAULTS, .child = name_keys, .typed = "\x1b"};
	struct timespec before;
	struct timespec after;

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &before);
	session_run(&session);
	clock_gettime(CLOCK_MONOTONIC, &after);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, "[keys Esc]"));
	assert_true((after.tv_sec - before.tv_sec) * 1000 +
			(after.tv_nsec - before.tv_nsec) / 1000000 <
		    800);
}

static void
the_mouse_is_the_terminals_unless_asked_for(void **state)
{
	struct session without = {SESSION_DEFAULTS, .child = session_show};
	struct session with = {SESSION_DEFAULTS, .child = name_keys};

	(void)state;
	session_run(&without);
	session_ended_well(&without);
	assert_null(strstr(without.sent, "1000h"));
	with.settings.mouse = true;
	with.typed = "q";
	session_run(&with);
	session_ended_well(&with);
	assert_non_null(strstr(with.sent, "1000h"));
	assert_non_null(strstr(with.sent, "1000l"));
}

static void
another_size_is_a_key_and_is_known(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = name_keys};

	(void)state;
	session.resize = 40;
	session.typed = "";
	session_run(&session);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, "[keys Resize] 40x90"));
}

/* In the child: the standard input is a pipe, keys come from /dev/tty. */
static int
keys_beside_a_pipe(const struct session *session)
{
	struct session own = *session;
	int ends[2];

	if (pipe(ends) != 0 || dup2(ends[0], STDIN_FILENO) < 0)
		return 1;
	own.settings.keyboard = open("/dev/tty", O_RDWR | O_CLOEXEC);
	return name_keys(&own);
}

static void
keys_come_from_the_terminal_while_packets_come_from_a_pipe(void **state)
{
	struct session session = {
	    SESSION_DEFAULTS, .child = keys_beside_a_pipe, .typed = "jkq"};

	(void)state;
	session_run(&session);
	session_ended_well(&session);
	assert_non_null(strstr(session.sent, "[keys j k]"));
}

static int
break_a_promise(const struct session *session)
{
	if (!session_open(session))
		return 1;
	session_draw(session);
	abort();
}

static void
a_failed_assertion_gives_the_terminal_back(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = break_a_promise};

	(void)state;
	session_run(&session);
	assert_true(WIFSIGNALED(session.status));
	assert_int_equal(WTERMSIG(session.status), SIGABRT);
	session_gave_back(&session);
}

/* In the child: a shell of its own session with the screen as a job, which
 * stops itself and is continued. */
static int
stop_and_go_on(const struct session *session)
{
	pid_t job = fork();
	int status;

	signal(SIGTTOU, SIG_IGN);
	if (job == 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		if (!session_open(session))
			_exit(1);
		session_draw(session);
		raise(SIGTSTP);
		session_draw(session);
		screen_close();
		_exit(0);
	}
	if (waitpid(job, &status, WUNTRACED) != job || !WIFSTOPPED(status))
		return 2;
	printf("stopped\n");
	fflush(stdout);
	kill(job, SIGCONT);
	return waitpid(job, &status, 0) == job && status == 0 ? 0 : 3;
}

static void
stopped_the_terminal_is_given_back_and_taken_again(void **state)
{
	struct session session = {SESSION_DEFAULTS, .child = stop_and_go_on};
	const char *stopped;

	(void)state;
	session_run(&session);
	session_ended_well(&session);
	stopped = strstr(session.sent, "stopped");
	assert_non_null(stopped);
	assert_true(strstr(session.sent, SESSION_NORMAL) < stopped);
	assert_non_null(strstr(stopped, SESSION_ALTERNATE));
	assert_non_null(strstr(strstr(stopped, SESSION_ALTERNATE), "drawn"));
	assert_non_null(
	    strstr(strstr(stopped, SESSION_ALTERNATE), SESSION_NORMAL));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		what_is_shown_reaches_the_terminal_and_leaves_it_as_it_was),
	    cmocka_unit_test(the_modes_of_the_terminal_are_restored),
	    cmocka_unit_test(closing_again_and_opening_again_are_safe),
	    cmocka_unit_test(the_terminal_is_opened_once_at_a_time),
	    cmocka_unit_test(
		a_terminal_that_cannot_be_drawn_on_is_refused_without_a_byte),
	    cmocka_unit_test(a_keyboard_that_is_no_terminal_is_refused),
	    cmocka_unit_test(characters_are_their_own_names),
	    cmocka_unit_test(control_keys_are_named),
	    cmocka_unit_test(arrows_and_function_keys_are_named),
	    cmocka_unit_test(escape_is_a_key_of_its_own_at_once),
	    cmocka_unit_test(the_mouse_is_the_terminals_unless_asked_for),
	    cmocka_unit_test(another_size_is_a_key_and_is_known),
	    cmocka_unit_test(
		keys_come_from_the_terminal_while_packets_come_from_a_pipe),
	    cmocka_unit_test(a_failed_assertion_gives_the_terminal_back),
	    cmocka_unit_test(
		stopped_the_terminal_is_given_back_and_taken_again),
	};

	return cmocka_run_group_tests_name("screen", tests, NULL, NULL);
}
