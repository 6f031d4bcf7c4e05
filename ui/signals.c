/*
 * Signals around the terminal, see signals.h.
 */
#include "ui/signals.h"

#include <signal.h>
#include <stddef.h>

/* The last: a system call that is not allowed (capture/privileges.h). */
static const int crashes[] = {
    SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGQUIT, SIGSYS};

#define CRASH_COUNT (sizeof(crashes) / sizeof(crashes[0]))

static const int keys[] = {SIGINT, SIGTERM, SIGTSTP};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

static struct {
	struct sigaction before[CRASH_COUNT];
	struct sigaction other[KEY_COUNT];
	void (*give_back)(void);
} signals;

/* Gives the terminal back, then lets happen what would have happened. */
static void
crashed(int number, siginfo_t *info, void *context)
{
	struct sigaction before;

	signals_release_crashes();
	signals.give_back();
	sigaction(number, NULL, &before);
	if ((before.sa_flags & SA_SIGINFO) != 0)
		before.sa_sigaction(number, info, context);
	else
		raise(number);
}

void
signals_catch_crashes(void (*give_back)(void))
{
	struct sigaction action = {
	    .sa_sigaction = crashed,
	    .sa_flags = SA_SIGINFO,
	};

	signals.give_back = give_back;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crashes[i], &action, &signals.before[i]);
}

void
signals_release_crashes(void)
{
	for (size_t i = 0; i < CRASH_COUNT; i++)
		sigaction(crashes[i], &signals.before[i], NULL);
}

void
signals_keep(void)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		sigaction(keys[i], NULL, &signals.other[i]);
}

void
signals_swap(void)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		struct sigaction wanted = signals.other[i];

		sigaction(keys[i], &wanted, &signals.other[i]);
	}
}
