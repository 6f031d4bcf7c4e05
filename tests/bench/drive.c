/*
 * Drives a program on a pseudo-terminal of 40 x 120 by steps and measures how
 * it answers. Times are taken where its bytes arrive, before any terminal
 * draws them.
 *
 *   drive STEP... -- PROGRAM ARGUMENTS
 *
 *   until WORDS       waits for them (_ is a blank); prints the seconds
 *                     since the start
 *   key KEY           types, waits until the screen has come to rest
 *   answer KEY WORDS  types, waits for the words
 *   times NAME        prints median and worst of the keys since the last one
 *   processor SECS    prints the share of a core it takes for so long
 *   memory NAME       prints what it holds, in MiB
 *   type KEYS         types, and does not wait
 */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define KEYS_MOST 1000
#define ROOM (1u << 20)
#define REST_MILLISECONDS 40
#define PATIENCE_MILLISECONDS 300000

static int master;
static pid_t child;
static double begun;
static char sent[ROOM + 1]; /* by the program since the last mark */
static size_t length;
static double arrived; /* the newest byte */
static double answers[KEYS_MOST];
static unsigned answer_count;

static void
give_up(const char *what, const char *which)
{
	fprintf(stderr, "drive: %s %s\n", what, which);
	if (child > 0)
		(void)kill(child, SIGKILL);
	exit(1);
}

static double
clock_seconds(clockid_t clock)
{
	struct timespec time;

	if (clock_gettime(clock, &time) != 0)
		give_up("no such clock", "");
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double
now(void)
{
	return clock_seconds(CLOCK_MONOTONIC);
}

static void
mark(void)
{
	length = 0;
	sent[0] = '\0';
}

/* Takes in what the program sends; false: nothing for so long. */
static bool
take(int milliseconds)
{
	struct pollfd wait = {.fd = master, .events = POLLIN};
	ssize_t got;

	if (poll(&wait, 1, milliseconds) <= 0)
		return false;
	if (length > ROOM / 2) {
		memmove(sent, sent + length - 256, 256);
		length = 256;
	}
	got = read(master, sent + length, ROOM - length);
	if (got <= 0)
		give_up("the program ended", "");
	arrived = now();
	length += (size_t)got;
	sent[length] = '\0';
	return true;
}

/* Steps are words of a shell: "_" stands for a blank. */
static void
wait_for(const char *step)
{
	char words[256];

	snprintf(words, sizeof(words), "%s", step);
	for (char *at = words; *at != '\0'; at++)
		*at = *at == '_' ? ' ' : *at;
	while (strstr(sent, words) == NULL)
		if (!take(PATIENCE_MILLISECONDS))
			give_up("never shown:", words);
}

static void
type_keys(const char *keys)
{
	if (strcmp(keys, "PgDn") == 0)
		keys = "\033[6~";
	else if (strcmp(keys, "Enter") == 0)
		keys = "\r";
	if (write(master, keys, strlen(keys)) != (ssize_t)strlen(keys))
		give_up("cannot type", keys);
}

/* WORDS NULL: until the screen has come to rest. */
static void
time_answer(const char *key, const char *words)
{
	double typed = now();

	if (answer_count == KEYS_MOST)
		give_up("too many keys", "");
	mark();
	type_keys(key);
	if (words != NULL)
		wait_for(words);
	else if (!take(PATIENCE_MILLISECONDS))
		give_up("no answer to", key);
	else
		while (take(REST_MILLISECONDS))
			continue;
	answers[answer_count++] = arrived - typed;
}

static int
compare(const void *a, const void *b)
{
	double left = *(const double *)a;
	double right = *(const double *)b;

	return (left > right) - (left < right);
}

static void
print_times(const char *name)
{
	if (answer_count == 0)
		give_up("no keys before", name);
	qsort(answers, answer_count, sizeof(answers[0]), compare);
	printf("%s %.2f %.2f %u\n", name, 1000 * answers[answer_count / 2],
	    1000 * answers[answer_count - 1], answer_count);
	answer_count = 0;
}

static void
print_processor(double seconds)
{
	clockid_t clock;
	double before;
	double end = now() + seconds;

	if (clock_getcpuclockid(child, &clock) != 0)
		give_up("no processor time", "");
	before = clock_seconds(clock);
	while (now() < end)
		(void)take(100);
	printf("processor %.2f\n",
	    100 * (clock_seconds(clock) - before) / (now() - end + seconds));
}

static void
print_memory(const char *name)
{
	char path[64];
	unsigned long whole = 0;
	unsigned long resident = 0;
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%ld/statm", (long)child);
	file = fopen(path, "r");
	if (file == NULL || fscanf(file, "%lu %lu", &whole, &resident) != 2)
		give_up("cannot read", path);
	fclose(file);
	printf("%s %.1f\n", name,
	    (double)resident * (double)sysconf(_SC_PAGESIZE) / (1 << 20));
}

/* Takes one step; gives its arguments' number. */
static int
take_step(char **step)
{
	if (strcmp(step[0], "answer") == 0) {
		time_answer(step[1], step[2]);
		return 3;
	}
	if (strcmp(step[0], "until") == 0) {
		wait_for(step[1]);
		printf("until %.3f\n", arrived - begun);
	} else if (strcmp(step[0], "key") == 0) {
		time_answer(step[1], NULL);
	} else if (strcmp(step[0], "times") == 0) {
		print_times(step[1]);
	} else if (strcmp(step[0], "processor") == 0) {
		print_processor(strtod(step[1], NULL));
	} else if (strcmp(step[0], "memory") == 0) {
		print_memory(step[1]);
	} else if (strcmp(step[0], "type") == 0) {
		type_keys(step[1]);
	} else {
		give_up("no such step:", step[0]);
	}
	return 2;
}

static void
start(char **argv)
{
	struct winsize size = {.ws_row = 40, .ws_col = 120};

	begun = now();
	child = forkpty(&master, NULL, NULL, &size);
	if (child < 0)
		give_up("no pseudo-terminal", "");
	if (child > 0)
		return;
	setenv("TERM", "xterm-256color", 1);
	execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char **argv)
{
	int program = 1;

	while (program < argc && strcmp(argv[program], "--") != 0)
		program++;
	if (program + 1 >= argc)
		give_up("usage: drive STEP... -- PROGRAM", "ARGUMENTS");
	start(argv + program + 1);
	for (int i = 1; i < program;)
		i += take_step(argv + i);
	(void)kill(child, SIGTERM);
	(void)close(master);
	(void)waitpid(child, NULL, 0);
	return 0;
}
