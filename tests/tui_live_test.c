/*
 * The live view of an interface: a wire of the test's own (wire.h), on which
 * a sample's packets are sent. Skipped where nothing can be captured, or
 * there is no tmux.
 */
#include "tests/support/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/support/terminal.h"
#include "tests/support/wire.h"

#define SAMPLE "samples/behind-tls-offloader.pcap"
#define PROGRAM "\"$EASLENS\" $STAY -i " WIRE
#define SECONDS_MOST 1.0

/* What a packet of the sample decides, as its row then says. Until then it
 * does not say so. */
static const struct decision {
	unsigned packet;
	const char *words;
} decisions[] = {
    {31, "u001     iPhone   14.1 92c20d x1    WAIT temp"},
    {35, "u001     iPhone   14.1 92c20d x1  1 FULL final"},
    {42, "u002     SAMSUN.. 14.0 1aa6ea x1  2 PART final"},
    {45, "u003     Outlook  12.1 06f761 x1  1 FULL final"},
    {106, "u004     iPad     14.1 0173ea x1  3 NONE final"},
    {110, "u005     WP       14.0 0987b8 x1  2 PART final"},
};

static const char *no_wire; /* why */
static struct wire_frames frames;
static unsigned sent;

static int
set_up(void **state)
{
	frames.bytes = from_file(SAMPLE, &frames.length);
	if (!wire_lay(&no_wire))
		print_message("not captured: %s\n", no_wire);
	else
		no_wire = NULL;
	return terminal_set_up(state);
}

static int
tear_down(void **state)
{
	free((void *)(uintptr_t)frames.bytes);
	return terminal_tear_down(state);
}

static void
starts_capturing(const char *line)
{
	if (no_wire != NULL)
		skip();
	frames.at = 0;
	sent = 0;
	starts(SMALL, line);
	shows("LIVE " WIRE);
}

/* Sends packets of the sample up to this one. */
static void
send_up_to(unsigned packet)
{
	const uint8_t *frame;
	size_t length;

	for (; sent < packet; sent++) {
		assert_true(wire_next(&frames, &frame, &length));
		assert_true(wire_send(frame, length));
	}
}

static void
send_all(void)
{
	const uint8_t *frame;
	size_t length;

	while (wire_next(&frames, &frame, &length))
		assert_true(wire_send(frame, length));
}

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* Time enough for what was sent to come to the screen. */
static void
wait_a_while(void)
{
	struct timespec half_a_second = {0, 500000000};

	nanosleep(&half_a_second, NULL);
}

static void
a_state_is_shown_within_a_second_of_its_packet(void **state)
{
	(void)state;
	starts_capturing(PROGRAM);
	for (size_t i = 0; i < sizeof(decisions) / sizeof(decisions[0]); i++) {
		double begin;
		double took;

		send_up_to(decisions[i].packet - 1);
		wait_a_while();
		lacks(decisions[i].words);
		begin = now();
		send_up_to(decisions[i].packet);
		shows(decisions[i].words);
		took = now() - begin;
		if (getenv("TIMES") != NULL)
			print_message("packet %u: after %.3f s\n",
			    decisions[i].packet, took);
		assert_true(took <= SECONDS_MOST);
	}
	types("q");
	ended_with(0);
}

static void
an_interface_that_disappears_leaves_what_was_seen(void **state)
{
	(void)state;
	starts_capturing(PROGRAM);
	send_all();
	shows("PART 2");
	assert_true(wire_cut());
	shows(WIRE ": the capture broke off");
	shows("ended");
	shows("3 NONE final");
	types("Enter");
	shows("Device Appl3F7TQY4ECTF");
	types("q q");
	ended_with(3);
	shows("easlens: " WIRE ": the capture broke off");
	assert_true(wire_lay_again());
}

static void
what_comes_while_the_screen_is_paused_is_kept(void **state)
{
	(void)state;
	starts_capturing(PROGRAM);
	send_up_to(35);
	shows("1 FULL final");
	types("p");
	shows("PAUSED, 0 packets");
	send_all();
	shows("PAUSED, 100 packets since");
	lacks("PART");
	types("p");
	shows("PART 2");
	types("q");
	ended_with(0);
}

/* What answers the lost packet waits for it; the connection then falls silent,
 * and so does all else. */
static void
a_loss_is_shown_though_nothing_more_comes(void **state)
{
	const uint8_t *frame;
	size_t length;

	(void)state;
	starts_capturing(PROGRAM);
	send_up_to(31);
	assert_true(wire_next(&frames, &frame, &length));
	sent++;
	send_up_to(35);
	shows("Packets 34 ");
	shows("Gaps 1 ");
	types("q");
	ended_with(0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_state_is_shown_within_a_second_of_its_packet),
	    cmocka_unit_test(an_interface_that_disappears_leaves_what_was_seen),
	    cmocka_unit_test(a_loss_is_shown_though_nothing_more_comes),
	    cmocka_unit_test(what_comes_while_the_screen_is_paused_is_kept),
	};

	return cmocka_run_group_tests_name(
	    "tui_live", tests, set_up, tear_down);
}
