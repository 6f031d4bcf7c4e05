/*
 * Weeks of traffic in a minute: a capture's conversations again and again,
 * from other addresses each time, sent as fast as the wire takes them
 * (tests/support/wire.h) to the program that captures there. Asserts that its
 * memory stays where it was once it was warm, and that no exchange is missing
 * but for packets that the kernel dropped.
 *
 * Its environment: EASLENS, SOAK_INPUT (a capture without losses, Ethernet and
 * IPv4), SOAK_PACKETS (how many to send, rounded up to whole captures).
 */
#include "tests/support/check.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tests/support/run.h"
#include "tests/support/wire.h"

#define FRAME_MOST 2048u
#define SECOND_OCTET_OF_SOURCE 27u
#define SECOND_OCTET_OF_DESTINATION 31u
#define LAP_STEP 10u /* in that octet, more than the capture has of them */
/* Sent in one go; the kernel's buffer holds as many. */
#define BURST 100000u
#define BUFFER_MIB "128"
#define BUDGET_MIB "64"
#define BUDGET ((size_t)64 << 20)
#define CATCH_UP_SECONDS 30.0

static struct soak {
	const char *no_wire; /* why */
	struct wire_frames frames;
	uint64_t per_lap, sent;
	uint64_t exchanges; /* that a lap holds */
	double seconds;
	size_t *resident; /* bytes, after each burst */
	size_t samples;
	struct output told; /* at the end */
	pid_t child;
} soak;

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* A number of the report; fails where it does not stand there. */
static uint64_t
number(const struct output *output, const char *name)
{
	char key[64];
	const char *at;

	snprintf(key, sizeof(key), "\"%s\": ", name);
	at = strstr(output->text, key);
	assert_non_null(at);
	return strtoull(at + strlen(key), NULL, 10);
}

static void
read_about(const char *name, char text[512])
{
	char path[64];
	int file;
	ssize_t length;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)soak.child, name);
	file = open(path, O_RDONLY | O_CLOEXEC);
	assert_true(file >= 0);
	length = read(file, text, 511);
	close(file);
	assert_true(length > 0);
	text[length] = '\0';
}

/* Without what it shares: the kernel's buffer is no memory of its own. */
static size_t
resident(void)
{
	char text[512];
	char *at;
	size_t all;

	read_about("statm", text);
	(void)strtoul(text, &at, 10);
	all = strtoul(at, &at, 10);
	return (all - strtoul(at, NULL, 10)) * (size_t)sysconf(_SC_PAGESIZE);
}

/* Asleep at three looks in a row: nothing is left in the kernel's buffer. */
static void
let_it_catch_up(void)
{
	const struct timespec pause = {0, 2000000};
	double begin = now();
	int asleep = 0;

	while (asleep < 3) {
		char text[512];

		nanosleep(&pause, NULL);
		read_about("stat", text);
		asleep = strstr(text, ") S ") != NULL ? asleep + 1 : 0;
		assert_true(now() - begin < CATCH_UP_SECONDS);
	}
}

/* The program's report goes into a file without a name; its memory is not
 * looked at before it captures. */
static void
start_capturing(int out)
{
	const struct timespec while_opening = {0, 300000000};
	const char *program = from_environment("EASLENS");

	fflush(NULL);
	soak.child = fork();
	assert_true(soak.child >= 0);
	if (soak.child == 0) {
		if (dup2(out, STDOUT_FILENO) < 0)
			_exit(126);
		execl(program, "easlens", "report", "-q", "-T", "json", "-i",
		    WIRE, "-B", BUFFER_MIB, "--max-mem", BUDGET_MIB, NULL);
		_exit(127);
	}
	nanosleep(&while_opening, NULL);
	let_it_catch_up();
}

static struct output
end_capturing(int out)
{
	/* The kernel hands over a block that is not full a little later. */
	const struct timespec last_block = {0, 500000000};
	struct output told = {.text = NULL};
	struct stat status;
	int code;

	nanosleep(&last_block, NULL);
	let_it_catch_up();
	assert_int_equal(kill(soak.child, SIGINT), 0);
	assert_int_equal(waitpid(soak.child, &code, 0), soak.child);
	told.code = WIFEXITED(code) ? WEXITSTATUS(code) : 128 + WTERMSIG(code);
	assert_int_equal(fstat(out, &status), 0);
	told.length = (size_t)status.st_size;
	told.text = calloc(told.length + 1, 1);
	assert_non_null(told.text);
	assert_int_equal(
	    pread(out, told.text, told.length, 0), (ssize_t)told.length);
	return told;
}

/* Gives how many it sent of one capture, which is over where that is less. */
static unsigned
send_some(struct wire_frames *frames, unsigned lap, unsigned most)
{
	static uint8_t copies[WIRE_AT_ONCE][FRAME_MOST];
	struct iovec batch[WIRE_AT_ONCE];
	unsigned count = 0;
	const uint8_t *frame;
	size_t length;

	while (count < most && wire_next(frames, &frame, &length)) {
		assert_in_range(
		    length, SECOND_OCTET_OF_DESTINATION + 1, FRAME_MOST);
		memcpy(copies[count], frame, length);
		copies[count][SECOND_OCTET_OF_SOURCE] +=
		    (uint8_t)(lap * LAP_STEP);
		copies[count][SECOND_OCTET_OF_DESTINATION] +=
		    (uint8_t)(lap * LAP_STEP);
		batch[count] = (struct iovec){copies[count], length};
		count++;
	}
	assert_true(wire_send_all(batch, count));
	return count;
}

static void
take_sample(void)
{
	soak.resident =
	    realloc(soak.resident, (soak.samples + 1) * sizeof(*soak.resident));
	assert_non_null(soak.resident);
	soak.resident[soak.samples++] = resident();
}

static void
send_lap(unsigned lap)
{
	struct wire_frames frames = soak.frames;
	unsigned in_burst = 0;
	unsigned count;

	frames.at = 0;
	while ((count = send_some(&frames, lap, WIRE_AT_ONCE)) > 0) {
		soak.sent += count;
		in_burst += count;
		if (in_burst < BURST)
			continue;
		in_burst = 0;
		let_it_catch_up();
		take_sample();
	}
	let_it_catch_up();
}

/* What the capture holds, as the program reads it from the file. */
static void
read_the_file(const char *path)
{
	const char *const arguments[] = {
	    "report", "-q", "-T", "json", "-r", path, NULL};
	struct output output = run_easlens("/", arguments);

	assert_int_equal(output.code, 0);
	soak.per_lap = number(&output, "packets");
	soak.exchanges = number(&output, "eas_exchanges");
	assert_int_equal(number(&output, "gaps"), 0);
	assert_true(soak.exchanges > 0);
	free(output.text);
}

static void
map(const char *path)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct stat status;
	void *bytes;

	assert_true(file >= 0);
	assert_int_equal(fstat(file, &status), 0);
	bytes =
	    mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
	assert_ptr_not_equal(bytes, MAP_FAILED);
	close(file);
	soak.frames = (struct wire_frames){bytes, (size_t)status.st_size, 0};
}

static int
set_up(void **state)
{
	const char *path = from_environment("SOAK_INPUT");
	uint64_t wanted = strtoull(from_environment("SOAK_PACKETS"), NULL, 10);
	FILE *report = tmpfile();
	double begin;

	(void)state;
	assert_non_null(report);
	read_the_file(path);
	map(path);
	if (!wire_lay(&soak.no_wire)) {
		print_message("not captured: %s\n", soak.no_wire);
		fclose(report);
		return 0;
	}
	soak.no_wire = NULL;
	start_capturing(fileno(report));
	begin = now();
	for (unsigned lap = 0; soak.sent < wanted; lap++)
		send_lap(lap);
	soak.seconds = now() - begin;
	soak.told = end_capturing(fileno(report));
	fclose(report);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	free(soak.told.text);
	free(soak.resident);
	return 0;
}

/* The highest of samples from one on, to another. */
static size_t
peak(size_t from, size_t to)
{
	size_t most = 0;

	for (size_t i = from; i < to; i++)
		most = soak.resident[i] > most ? soak.resident[i] : most;
	return most;
}

static void
it_runs_to_its_end(void **state)
{
	(void)state;
	if (soak.no_wire != NULL)
		skip();
	print_message("%llu packets in %.1f s, %llu exchanges in each %llu\n",
	    (unsigned long long)soak.sent, soak.seconds,
	    (unsigned long long)soak.exchanges,
	    (unsigned long long)soak.per_lap);
	assert_int_equal(soak.told.code, 0);
}

static void
every_packet_is_read_or_counted_as_dropped(void **state)
{
	uint64_t seen;
	uint64_t dropped;

	(void)state;
	if (soak.no_wire != NULL)
		skip();
	seen = number(&soak.told, "packets");
	dropped = number(&soak.told, "kernel_drops");
	print_message("%llu packets dropped by the kernel\n",
	    (unsigned long long)dropped);
	assert_int_equal(seen + dropped, soak.sent);
}

/* A packet belongs to one exchange at most. */
static void
no_exchange_is_missing_that_the_kernel_did_not_drop(void **state)
{
	uint64_t sent = soak.sent / soak.per_lap * soak.exchanges;
	uint64_t seen;
	uint64_t dropped;

	(void)state;
	if (soak.no_wire != NULL)
		skip();
	seen = number(&soak.told, "eas_exchanges");
	dropped = number(&soak.told, "kernel_drops");
	print_message("%llu exchanges of %llu\n", (unsigned long long)seen,
	    (unsigned long long)sent);
	assert_true(dropped < sent / 10);
	assert_in_range(seen, sent - dropped, sent);
}

/* What was seen fills the budget, and from then on the oldest leaves. */
static void
memory_stays_where_it_was_once_it_is_warm(void **state)
{
	size_t half = soak.samples / 2;
	size_t warm;
	size_t later;

	(void)state;
	if (soak.no_wire != NULL)
		skip();
	assert_true(half > 0);
	warm = peak(0, half);
	later = peak(half, soak.samples);
	print_message(
	    "%.1f MiB at most in the first half, %.1f in the second\n",
	    (double)warm / (1 << 20), (double)later / (1 << 20));
	assert_true(number(&soak.told, "evicted_exchanges") > 0);
	assert_true(later <= warm + warm / 16);
	assert_true(later <= BUDGET + BUDGET / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_runs_to_its_end),
	    cmocka_unit_test(every_packet_is_read_or_counted_as_dropped),
	    cmocka_unit_test(
		no_exchange_is_missing_that_the_kernel_did_not_drop),
	    cmocka_unit_test(memory_stays_where_it_was_once_it_is_warm),
	};

	return cmocka_run_group_tests_name("soak", tests, set_up, tear_down);
}
