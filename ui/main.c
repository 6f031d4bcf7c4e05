/*
 * Where the parts meet: the only file that sees capture, decode and ui. Reads
 * the command line, takes frames from the inputs to the analyzer, prints what
 * the ledger holds, and says by its exit code how that went.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/capture.h"
#include "decode/analyzer.h"
#include "ui/escape.h"
#include "ui/json.h"
#include "ui/options.h"
#include "ui/progress.h"
#include "ui/report.h"
#include "ui/version.h"

/* Exit codes: a promise to scripts. */
enum exit_code {
	EXIT_DONE = 0,
	EXIT_USAGE = 1,
	EXIT_INPUT = 2,      /* no input could be read at all */
	EXIT_INCOMPLETE = 3, /* printed, but an input was damaged */
};

/* Frames between two looks at the clock and at the output: a power of two. */
#define LOOK_EVERY 16384u
#define OUTPUT_BUFFER (256u << 10)

struct run {
	struct options options;
	const struct report *report;
	struct ledger *ledger;
	struct analyzer *analyzer;
	struct progress progress;
	uint64_t number; /* of the newest frame */
	uint32_t opened; /* inputs that could be */
	bool incomplete; /* of which something is missing */
	bool bad_filter;
	bool flush; /* someone waits for each line */
};

/* The capture that a signal stops. */
static struct capture *volatile stoppable;
static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
	(void)number;
	interrupted = 1;
	if (stoppable != NULL)
		capture_stop(stoppable);
}

static void
catch_signals(void)
{
	/* The second signal ends the program at once. */
	struct sigaction action = {
	    .sa_handler = on_signal,
	    .sa_flags = (int)SA_RESETHAND,
	};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

/* One line on standard error. Names of files may hold anything. */
static void
complain(const char *before, const char *message)
{
	fputs("easlens: ", stderr);
	escape_print(stderr, text_from(before));
	fputs(before[0] != '\0' ? ": " : "", stderr);
	escape_print(stderr, text_from(message));
	putc('\n', stderr);
}

/* Counts a packet of an input; runs once per packet. */
static inline void
count_packet(struct input_seen *input, const struct frame *frame)
{
	input->packets++;
	input->bytes += frame->captured;
	input->last.time = frame->time;
	input->last.frame = frame->number;
	if (input->first.frame == 0)
		input->first = input->last;
}

/* Now and then: progress. False: nobody reads the output any more. */
static bool
look_up(struct run *run, struct capture *capture)
{
	uint64_t done = 0;
	uint64_t all = 0;

	if (progress_due(&run->progress)) {
		capture_progress(capture, &done, &all);
		progress_show(&run->progress, run->number, done, all);
	}
	return !ferror(stdout);
}

static bool
is_enough(const struct run *run)
{
	return interrupted ||
	       (run->options.count > 0 && run->number >= run->options.count);
}

/* The hot loop. */
static enum capture_result
read_frames(struct run *run, struct capture *capture, struct input_seen *input)
{
	struct frame frame = {0};
	enum capture_result result;

	while (!is_enough(run)) {
		result = capture_next(capture, &frame);
		if (result == CAPTURE_NOTHING)
			continue;
		if (result != CAPTURE_FRAME)
			return result;
		frame.number = ++run->number;
		count_packet(input, &frame);
		analyzer_frame(run->analyzer, &frame);
		if (run->number % LOOK_EVERY == 0 && !look_up(run, capture))
			break;
	}
	return CAPTURE_END;
}

/* Notes, and says, that something of an input is missing. */
static void
input_problem(struct run *run, struct input_seen *input, const char *name,
    const char *problem)
{
	progress_end(&run->progress);
	complain(name, problem);
	ledger_input_problem(run->ledger, input, problem);
	run->incomplete = true;
}

static void
note_end(struct run *run, struct input_seen *input, const char *name,
    struct capture *capture, enum capture_result result)
{
	uint64_t drops = capture_drops(capture);
	uint64_t done = 0;
	uint64_t size = 0;
	char words[128];

	/* Of a file its size, of other inputs what was captured. */
	if (capture_progress(capture, &done, &size))
		input->bytes = size;

	if (result == CAPTURE_DAMAGED)
		input_problem(run, input, name, capture_problem(capture));
	if (!capture_link_supported(capture)) {
		snprintf(words, sizeof(words), "link type %s is not supported",
		    capture_link_name(capture));
		input_problem(run, input, name, words);
	}
	if (drops > 0) {
		snprintf(words, sizeof(words),
		    "the kernel dropped %llu packets",
		    (unsigned long long)drops);
		input_problem(run, input, name, words);
		ledger_health(run->ledger)->kernel_drops += drops;
	}
}

static void
read_input(struct run *run, const char *name, struct capture *capture)
{
	struct input_seen *input =
	    ledger_add_input(run->ledger, text_from(name));
	enum capture_result result;

	run->opened++;
	ledger_note_link_type(run->ledger, input, capture_link_name(capture));
	stoppable = capture;
	result = read_frames(run, capture, input);
	stoppable = NULL;
	note_end(run, input, name, capture, result);
	capture_close(capture);
}

/* An input that cannot be opened is reported like one that is damaged; with
 * a filter that makes no sense nothing is read at all. */
static void
note_unopened(struct run *run, const char *name, const char *message)
{
	size_t length = strlen(name);
	struct input_seen *input;

	if (run->options.filter != NULL &&
	    strstr(message, "bad capture filter") != NULL)
		run->bad_filter = true;
	progress_end(&run->progress);
	complain("", message);
	if (strncmp(message, name, length) == 0 &&
	    strncmp(message + length, ": ", 2) == 0)
		message += length + 2;
	input = ledger_add_input(run->ledger, text_from(name));
	ledger_input_problem(run->ledger, input, message);
	run->incomplete = true;
}

static void
read_files(struct run *run)
{
	const struct options *options = &run->options;
	char message[CAPTURE_MESSAGE];

	run->progress.files = options->file_count;
	for (uint32_t i = 0; i < options->file_count; i++) {
		const char *name = options->files[i];
		struct capture *capture;

		if (is_enough(run) || run->bad_filter)
			return;
		run->progress.file = i + 1;
		/* What comes through a pipe may be live. */
		if (strcmp(name, "-") == 0)
			catch_signals();
		capture = capture_open_file(name, options->filter, message);
		if (capture == NULL)
			note_unopened(run, name, message);
		else
			read_input(run, name, capture);
	}
}

static void
read_interface(struct run *run)
{
	const struct options *options = &run->options;
	struct capture_settings settings = {
	    .filter = options->filter,
	    .snaplen = options->snaplen,
	    .buffer_mib = options->buffer_mib,
	    .no_promiscuous = options->no_promiscuous,
	};
	char message[CAPTURE_MESSAGE];
	struct capture *capture;

	catch_signals();
	capture =
	    capture_open_interface(options->interface, &settings, message);
	if (capture == NULL)
		note_unopened(run, options->interface, message);
	else
		read_input(run, options->interface, capture);
}

static void
on_exchange(void *context, const struct observation *seen)
{
	struct run *run = context;

	run->report->exchange(seen, stdout);
	if (run->flush)
		(void)fflush(stdout);
}

/* Differences between the two readings of payloads. */
static void
print_cross_check(struct run *run)
{
	const struct cross_check *check = analyzer_cross_check(run->analyzer);

	fprintf(stderr,
	    "easlens: cross-check with libwbxml: %llu documents, %llu agree, "
	    "%llu differ, %llu not given to it, %llu it could not read\n",
	    (unsigned long long)check->compared,
	    (unsigned long long)check->agreed,
	    (unsigned long long)check->differed,
	    (unsigned long long)check->refused,
	    (unsigned long long)check->failed);
	for (uint32_t i = 0; i < check->difference_count; i++)
		complain("differs", check->differences[i]);
	if (check->differed > 0)
		run->incomplete = true;
}

static enum exit_code
finish_output(const struct run *run)
{
	errno = 0;
	if (fflush(stdout) != 0 || ferror(stdout)) {
		complain("cannot write the output",
		    errno != 0 ? strerror(errno) : "nobody reads it");
		return EXIT_INPUT;
	}
	return run->incomplete ? EXIT_INCOMPLETE : EXIT_DONE;
}

static enum exit_code
run_all(struct run *run)
{
	if (run->options.interface != NULL)
		read_interface(run);
	else
		read_files(run);
	analyzer_finish(run->analyzer);
	progress_end(&run->progress);
	if (run->bad_filter)
		return EXIT_USAGE;
	if (run->opened == 0)
		return EXIT_INPUT;
	if (run->report->print != NULL)
		run->report->print(run->ledger, stdout);
	if (run->options.cross_check)
		print_cross_check(run);
	return finish_output(run);
}

/* Progress and records of a terminal do not mix. */
static bool
wants_progress(const struct run *run)
{
	return !run->options.quiet && run->options.interface == NULL &&
	       !(run->report->exchange != NULL && isatty(STDOUT_FILENO));
}

static bool
is_waited_for(const struct options *options)
{
	for (uint32_t i = 0; i < options->file_count; i++) {
		if (strcmp(options->files[i], "-") == 0)
			return true;
	}
	return options->interface != NULL || isatty(STDOUT_FILENO);
}

static enum exit_code
run_command(struct run *run)
{
	struct analyzer_settings settings = {
	    .cross_check = run->options.cross_check,
	};
	struct analyzer_hooks hooks = {.context = run};
	enum exit_code code;

	run->report = report_find(run->options.command, run->options.format);
	if (run->report == NULL) {
		complain("no such format", run->options.format);
		options_usage(stderr);
		return EXIT_USAGE;
	}
	if (run->report->exchange != NULL)
		hooks.exchange = on_exchange;
	(void)signal(SIGPIPE, SIG_IGN);
	(void)setvbuf(stdout, NULL, _IOFBF, OUTPUT_BUFFER);
	run->flush = is_waited_for(&run->options);
	run->ledger = ledger_new();
	run->analyzer = analyzer_new(run->ledger, &hooks, &settings);
	progress_begin(&run->progress, wants_progress(run));
	code = run_all(run);
	analyzer_free(run->analyzer);
	ledger_free(run->ledger);
	return code;
}

static void
print_interface(void *context, const char *name, const char *description)
{
	(void)context;
	escape_print(stdout, text_from(name));
	fputs(description[0] != '\0' ? "  " : "", stdout);
	escape_print(stdout, text_from(description));
	putchar('\n');
}

static enum exit_code
list_interfaces(void)
{
	char message[CAPTURE_MESSAGE];

	if (capture_list_interfaces(print_interface, NULL, message))
		return EXIT_DONE;
	complain("", message);
	return EXIT_INPUT;
}

static void
print_version(void)
{
	printf("%s\nwith %s\n", EASLENS_PROGRAM, json_library());
}

int
main(int argc, char **argv)
{
	struct run run = {0};
	enum exit_code code = EXIT_DONE;

	if (!options_parse(&run.options, argc, argv)) {
		complain("", run.options.problem);
		options_usage(stderr);
		code = EXIT_USAGE;
	} else if (run.options.help) {
		options_help(stdout);
	} else if (run.options.version) {
		print_version();
	} else if (run.options.list_interfaces) {
		code = list_interfaces();
	} else {
		code = run_command(&run);
	}
	options_done(&run.options);
	return (int)code;
}
