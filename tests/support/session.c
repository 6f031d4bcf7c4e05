/*
 * The two ends of a pseudo-terminal, see session.h.
 */
#include "tests/support/session.h"

#include "tests/support/check.h"
#include "tests/support/pty.h"

#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

bool
session_open(const struct session *session)
{
	char problem[SCREEN_PROBLEM] = "";

	return screen_open(&session->settings, problem);
}

void
session_draw(const struct session *session)
{
	struct canvas *canvas = canvas_new(30, 100, screen_lines());

	canvas_words(canvas, 0, 0, 40, session->drawn, session->style);
	canvas_rule(canvas, 1, "");
	screen_show(canvas);
	canvas_free(canvas);
}

int
session_show(const struct session *session)
{
	if (!session_open(session))
		return 1;
	session_draw(session);
	screen_close();
	return 0;
}

static void
be_child(const struct session *session)
{
	setenv("LC_ALL", session->locale, 1);
	setenv("COLUMNS", "200", 1); /* not what the terminal has */
	unsetenv("NO_COLOR");
	if (session->no_colour)
		setenv("NO_COLOR", "1", 1);
	if (session->term == NULL)
		unsetenv("TERM");
	else
		setenv("TERM", session->term, 1);
	_exit(session->child(session));
}

/* The parent's part, once it has seen the screen: the keyboard and the size. */
static void
act(struct session *session, int master)
{
	struct winsize size = {.ws_row = session->resize, .ws_col = 90};

	if (session->typed == NULL || strstr(session->sent, "drawn") == NULL)
		return;
	if (session->resize > 0)
		assert_int_equal(ioctl(master, TIOCSWINSZ, &size), 0);
	assert_int_equal(write(master, session->typed, strlen(session->typed)),
	    (ssize_t)strlen(session->typed));
	session->typed = NULL;
}

/* Reads until the child has closed its terminal. */
static void
watch(struct session *session, int master)
{
	for (;;) {
		char *end = session->sent + session->length;
		size_t room = sizeof(session->sent) - 1 - session->length;
		struct pollfd ready = {.fd = master, .events = POLLIN};
		ssize_t got;

		assert_int_equal(poll(&ready, 1, 20000), 1);
		got = read(master, end, room);
		if (got <= 0)
			return;
		session->length += (size_t)got;
		end[got] = '\0';
		act(session, master);
	}
}

void
session_run(struct session *session)
{
	struct winsize size = {.ws_row = 24, .ws_col = 80};
	int master;
	pid_t child;

	needs_pseudo_terminals();
	child = forkpty(&master, NULL, NULL, &size);
	assert_true(child >= 0);
	if (child == 0)
		be_child(session);
	watch(session, master);
	close(master);
	assert_int_equal(waitpid(child, &session->status, 0), child);
}

void
session_ended_well(const struct session *session)
{
	if (session->status != 0)
		print_message("status %x: %s\n", (unsigned)session->status,
		    session->sent);
	assert_int_equal(session->status, 0);
}

void
session_gave_back(const struct session *session)
{
	const char *entered = strstr(session->sent, SESSION_ALTERNATE);

	assert_non_null(entered);
	assert_non_null(strstr(entered, SESSION_NORMAL));
	assert_null(strstr(strstr(entered, SESSION_NORMAL), SESSION_ALTERNATE));
}
