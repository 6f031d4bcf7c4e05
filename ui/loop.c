/*
 * The event loop of the live view, see loop.h.
 *
 * Reading comes first: a slice is long against a look at the keyboard, and
 * drawing waits ten times as long as it takes, so it costs reading little.
 */
#include "ui/loop.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "decode/model/memory.h"
#include "ui/stack.h"

#define MILLISECOND 1000000LL
#define SECOND (1000 * MILLISECOND)
#define SLICE (20 * MILLISECOND)
#define WORK (10 * MILLISECOND)
#define DRAW_AFTER (50 * MILLISECOND)
#define DRAW_SHARE 10
/* The elapsed time is shown in seconds. */
#define LOOK_AFTER SECOND

struct loop {
	const struct ledger *ledger;
	const struct work *work;
	struct stack *stack;
	bool reading;
	bool hurry;          /* a key was pressed */
	bool working;        /* the view has more to work out */
	bool fresh;          /* something was read since the last look */
	int64_t next;        /* no drawing before, unless in a hurry */
	int64_t begun, over; /* reading */
	int64_t looked;      /* when the run was last described */
	uint64_t mark;       /* of what is on the screen */
	unsigned rows, columns;
};

static volatile sig_atomic_t ended;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};

#define ENDING_COUNT (sizeof(ending) / sizeof(ending[0]))

static void
on_ending(int number)
{
	(void)number;
	ended = 1;
}

/* Without SA_RESTART: a read or poll() that waits is to come back. */
static void
catch_endings(struct sigaction before[ENDING_COUNT])
{
	struct sigaction action = {.sa_handler = on_ending};

	ended = 0;
	sigemptyset(&action.sa_mask);
	for (size_t i = 0; i < ENDING_COUNT; i++)
		sigaction(ending[i], &action, &before[i]);
}

static void
release_endings(const struct sigaction before[ENDING_COUNT])
{
	for (size_t i = 0; i < ENDING_COUNT; i++)
		sigaction(ending[i], &before[i], NULL);
}

int64_t
loop_now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * SECOND + time.tv_nsec;
}

/* False: a key ended the view. */
static bool
take_keys(struct loop *loop)
{
	const char *key;

	while ((key = screen_key()) != NULL) {
		loop->hurry = true;
		if (strcmp(key, "Resize") == 0)
			continue;
		if (strcmp(key, "Ctrl-C") == 0 || !stack_key(loop->stack, key))
			return false;
	}
	return true;
}

static uint64_t
mix(uint64_t mark, uint64_t value)
{
	return (mark ^ value) * 0x9e3779b97f4a7c15u + (mark >> 29);
}

/* What the loop knows itself; the rest is asked for. */
static void
describe(const struct loop *loop, struct run_seen *seen)
{
	struct rusage usage;

	*seen = (struct run_seen){
	    .source = "",
	    .notice = "",
	    .reading = loop->reading,
	    .percent = 100,
	    .percent_known = !loop->reading,
	    .elapsed = (loop->reading ? loop_now() : loop->over) - loop->begun,
	};
	if (getrusage(RUSAGE_SELF, &usage) == 0)
		seen->memory = (uint64_t)usage.ru_maxrss << 10;
	loop->work->describe(loop->work->context, seen);
}

/* A number that changes with what a screen would show. */
static uint64_t
mark_of(const struct loop *loop, const struct run_seen *seen)
{
	uint64_t mark = 1;

	if (stack_paused(loop->stack))
		return mix(mark, ledger_health_seen(loop->ledger)->packets);
	mark = mix(mark, ledger_revision(loop->ledger));
	mark = mix(mark, (uint64_t)(seen->elapsed / SECOND));
	mark = mix(mark, seen->percent);
	mark = mix(mark, seen->reading);
	for (const char *at = seen->notice; *at != '\0'; at++)
		mark = mix(mark, (unsigned char)*at);
	for (const char *at = seen->source; *at != '\0'; at++)
		mark = mix(mark, (unsigned char)*at);
	return mark;
}

static void
draw_when_due(struct loop *loop)
{
	int64_t begun = loop_now();
	struct run_seen seen;
	unsigned rows;
	unsigned columns;
	uint64_t mark;

	if (!loop->hurry && begun < loop->next)
		return;
	screen_size(&rows, &columns);
	describe(loop, &seen);
	mark = mark_of(loop, &seen);
	loop->fresh = false;
	loop->looked = begun;
	loop->next = begun + DRAW_AFTER;
	if (!loop->hurry && mark == loop->mark && rows == loop->rows &&
	    columns == loop->columns)
		return;
	screen_show(stack_draw(loop->stack, &seen, rows, columns));
	loop->hurry = false;
	loop->mark = mark;
	loop->rows = rows;
	loop->columns = columns;
	begun = loop_now() - begun;
	if (begun * DRAW_SHARE > DRAW_AFTER)
		loop->next += begun * DRAW_SHARE - DRAW_AFTER;
}

bool
loop_would_wait(int descriptor)
{
	struct pollfd wait = {.fd = descriptor, .events = POLLIN};

	return descriptor >= 0 && poll(&wait, 1, 0) == 0;
}

/* How long to wait for keys and packets: until what was read since the last
 * look is to be drawn, else until the next second. */
static int
milliseconds_to_wait(const struct loop *loop)
{
	int64_t until = loop->fresh ? loop->next : loop->looked + LOOK_AFTER;
	int64_t left = until - loop_now();

	return left > 0 ? (int)(left / MILLISECOND) + 1 : 0;
}

/* Waits; false: the terminal is gone. `ready`: packets may be there. */
static bool
wait_for_any(const struct loop *loop, bool *ready)
{
	int descriptor =
	    loop->reading ? loop->work->descriptor(loop->work->context) : -1;
	bool always = loop->reading && descriptor < 0;
	bool at_once = always || loop->working || loop->hurry;
	struct pollfd wait[2] = {
	    {.fd = screen_descriptor(), .events = POLLIN},
	    {.fd = descriptor, .events = POLLIN},
	};
	int count = poll(wait, 2, at_once ? 0 : milliseconds_to_wait(loop));

	*ready = always || (count > 0 && wait[1].revents != 0);
	return count <= 0 ||
	       (wait[0].revents & (POLLHUP | POLLERR | POLLNVAL)) == 0;
}

/* Lets the view go on with what takes long; what it found is drawn at once. */
static void
work_some(struct loop *loop)
{
	int64_t until = loop_now() + WORK;
	bool any = loop->working;

	while ((loop->working = stack_work(loop->stack)) && loop_now() < until)
		any = true;
	loop->hurry |= any && !loop->working;
}

static void
run_until_ended(struct loop *loop)
{
	bool ready;

	while (!ended && take_keys(loop)) {
		draw_when_due(loop);
		work_some(loop);
		if (!wait_for_any(loop, &ready))
			return;
		if (!ready) {
			if (loop->reading)
				loop->work->idle(loop->work->context);
			continue;
		}
		loop->fresh = true;
		loop->reading =
		    loop->work->slice(loop->work->context, loop_now() + SLICE);
		loop->over = loop_now();
	}
}

bool
loop_run(const struct ledger *ledger, const struct work *work,
    const struct screen_settings *settings, char problem[SCREEN_PROBLEM])
{
	struct loop loop = {
	    .ledger = ledger,
	    .work = work,
	    .reading = true,
	    .hurry = true,
	};
	struct sigaction before[ENDING_COUNT];

	if (!screen_open(settings, problem))
		return false;
	memory_before_end(screen_close);
	catch_endings(before);
	loop.stack = stack_new(ledger, screen_lines());
	loop.begun = loop_now();
	run_until_ended(&loop);
	screen_close();
	memory_before_end(NULL);
	stack_free(loop.stack);
	release_endings(before);
	return true;
}
