/*
 * Starting the live view, see viewing.h.
 */
#include "ui/viewing.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ui/complain.h"

/* Problems that came while the screen was the view's. */
static void
repeat_problems(const struct ledger *ledger, size_t index)
{
	for (; index < ledger_input_count(ledger); index++) {
		const struct input_seen *input = ledger_input(ledger, index);

		if (text_filled(input->problem))
			complain_text(input->name, input->problem);
	}
}

/* With a capture in standard input, keys come from the terminal itself. */
static int
open_keyboard(void)
{
	if (isatty(STDIN_FILENO))
		return STDIN_FILENO;
	return open("/dev/tty", O_RDWR | O_CLOEXEC);
}

void
viewing_prepare(struct viewing *viewing, const struct options *options)
{
	*viewing = (struct viewing){
	    .settings =
		{
		    .theme = options->theme,
		    .ascii = options->ascii,
		    .mouse = options->mouse,
		    .keyboard = open_keyboard(),
		},
	    .problem = "no terminal to take keys from",
	};
	viewing->ready = viewing->settings.keyboard >= 0 &&
			 screen_prepare(&viewing->settings, viewing->problem);
}

void
viewing_end(struct viewing *viewing)
{
	screen_close();
	if (viewing->settings.keyboard > STDIN_FILENO)
		close(viewing->settings.keyboard);
	viewing->settings.keyboard = -1;
}

bool
viewing_run(
    struct viewing *viewing, struct ledger *ledger, const struct work *work)
{
	size_t newest = ledger_input_count(ledger) - 1;
	bool shown;

	ledger_watch(ledger);
	shown = viewing->ready &&
		loop_run(ledger, work, &viewing->settings, viewing->problem);
	if (shown)
		repeat_problems(ledger, newest);
	else
		complain("no view, the report instead", viewing->problem);
	return shown;
}

void
viewing_source(const struct options *options, const char *name, uint32_t number,
    char *out, size_t size)
{
	char which[32] = "";

	if (options->file_count > 1)
		snprintf(which, sizeof(which), " (%u of %u)", (unsigned)number,
		    (unsigned)options->file_count);
	snprintf(out, size, "%s%.100s%s",
	    options->interface != NULL ? "LIVE " : "",
	    strcmp(name, "-") == 0 ? "standard input" : name, which);
}
