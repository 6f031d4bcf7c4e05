/*
 * How the output begins and ends, see outcome.h.
 */
#include "ui/outcome.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ui/complain.h"
#include "ui/escape.h"
#include "ui/json.h"
#include "ui/version.h"

#define OUTPUT_BUFFER (256u << 10)

void
outcome_begin(bool ascii)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	sigaction(SIGPIPE, &ignore, NULL);
	(void)setvbuf(stdout, NULL, _IOFBF, OUTPUT_BUFFER);
	escape_for_locale(ascii);
	tzset(); /* reads the zone's file, which no one may do later */
}

bool
outcome_wants_progress(
    const struct options *options, const struct report *report)
{
	return !options->quiet && options->interface == NULL &&
	       !(report->exchange != NULL && isatty(STDOUT_FILENO));
}

/* Whether the output is a pipe or connection that nobody reads any more. */
static bool
reader_left(void)
{
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};

	return errno == EPIPE ||
	       (poll(&out, 1, 0) > 0 && (out.revents & POLLERR) != 0);
}

enum exit_code
outcome_finish(bool incomplete)
{
	errno = 0;
	/* Who reads only the beginning has what he wants. */
	if ((fflush(stdout) != 0 || ferror(stdout)) && !reader_left()) {
		complain("cannot write the output",
		    errno != 0 ? strerror(errno) : "it broke off");
		return EXIT_INPUT;
	}
	return incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
}

void
outcome_interface(void *context, const char *name, const char *description)
{
	(void)context;
	escape_print(stdout, text_from(name));
	fputs(description[0] != '\0' ? "  " : "", stdout);
	escape_print(stdout, text_from(description));
	putchar('\n');
}

void
outcome_version(void)
{
	printf("%s\nwith %s\n", EASLENS_PROGRAM, json_library());
}
