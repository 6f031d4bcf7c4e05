/*
 * Where the parts meet: the only file that sees capture, decode and ui. Reads
 * the command line, takes frames from the inputs to the analyzer, prints or
 * shows what the ledger holds, and says by its exit code how that went.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture/capture.h"
#include "decode/analyzer.h"
#include "ui/complain.h"
#include "ui/options.h"
#include "ui/outcome.h"
#include "ui/progress.h"
#include "ui/report.h"
#include "ui/viewing.h"

/* Frames between two looks at the clock and at the output: a power of two. */
#define LOOK_EVERY 16384u
/* The same for the view, which has keys to answer. */
#define SLICE_LOOK_EVERY 128u
#define OUTPUT_BUFFER (256u << 10)

struct run {
	struct options options;
	const struct report *report;
	struct ledger *ledger;
	struct analyzer *analyzer;
	struct progress progress;
	uint32_t next;           /* input to open */
	struct capture *capture; /* that is read, or NULL */
	struct input_seen *input;
	const char *name;
	uint64_t drops;  /* of it, counted so far */
	uint64_t number; /* of the newest frame */
	uint32_t opened; /* inputs that could be */
	bool incomplete, bad_filter;
	bool flush; /* someone waits for each line */
	bool viewing, finished;
	char source[160]; /* what the view shows of its name */
	char notice[CAPTURE_MESSAGE];
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

static inline void
take_frame(struct run *run, struct input_seen *input, struct frame *frame)
{
	frame->number = ++run->number;
	count_packet(input, frame);
	analyzer_frame(run->analyzer, frame);
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
		take_frame(run, input, &frame);
		if (run->number % LOOK_EVERY == 0 && !look_up(run, capture))
			break;
	}
	return CAPTURE_END;
}

/* A line for the user: where the view has the terminal, it shows it. */
static void
tell(struct run *run, const char *name, const char *message)
{
	progress_end(&run->progress);
	if (!run->viewing)
		complain(name, message);
	else
		snprintf(run->notice, sizeof(run->notice), "%s%s%.400s", name,
		    name[0] != '\0' ? ": " : "", message);
}

/* Notes, and says, that something of an input is missing. */
static void
input_problem(struct run *run, struct input_seen *input, const char *name,
    const char *problem)
{
	tell(run, name, problem);
	ledger_input_problem(run->ledger, input, problem);
	run->incomplete = true;
}

/* A live view shows what the kernel dropped until now. */
static void
count_drops(struct run *run)
{
	uint64_t drops = capture_drops(run->capture);

	ledger_health(run->ledger)->kernel_drops += drops - run->drops;
	run->drops = drops;
}

static void
note_end(struct run *run, struct capture *capture, enum capture_result result)
{
	struct input_seen *input = run->input;
	uint64_t done;
	uint64_t size;
	char words[128];

	/* Of a file its size, of other inputs what was captured. */
	if (capture_progress(capture, &done, &size))
		input->bytes = size;
	if (result == CAPTURE_DAMAGED)
		input_problem(run, input, run->name, capture_problem(capture));
	if (!capture_link_supported(capture)) {
		snprintf(words, sizeof(words), "link type %s is not supported",
		    capture_link_name(capture));
		input_problem(run, input, run->name, words);
	}
	count_drops(run);
	if (run->drops > 0) {
		snprintf(words, sizeof(words),
		    "the kernel dropped %llu packets",
		    (unsigned long long)run->drops);
		input_problem(run, input, run->name, words);
	}
}

static void
begin_input(struct run *run, const char *name, struct capture *capture)
{
	run->opened++;
	run->capture = capture;
	run->name = name;
	run->drops = 0;
	run->input = ledger_add_input(run->ledger, text_from(name));
	ledger_note_link_type(
	    run->ledger, run->input, capture_link_name(capture));
	stoppable = capture;
}

static void
end_input(struct run *run, enum capture_result result)
{
	stoppable = NULL;
	note_end(run, run->capture, result);
	capture_close(run->capture);
	run->capture = NULL;
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
	tell(run, "", message);
	if (strncmp(message, name, length) == 0 &&
	    strncmp(message + length, ": ", 2) == 0)
		message += length + 2;
	input = ledger_add_input(run->ledger, text_from(name));
	ledger_input_problem(run->ledger, input, message);
	run->incomplete = true;
}

static struct capture *
open_input(const struct options *options, const char *name, char *message)
{
	struct capture_settings settings = {
	    .filter = options->filter,
	    .snaplen = options->snaplen,
	    .buffer_mib = options->buffer_mib,
	    .no_promiscuous = options->no_promiscuous,
	};

	if (options->interface != NULL)
		return capture_open_interface(name, &settings, message);
	return capture_open_file(name, options->filter, message);
}

static uint32_t
input_count(const struct run *run)
{
	return run->options.interface != NULL ? 1 : run->options.file_count;
}

/* Opens the next input that can be; false: there is none. */
static bool
open_next(struct run *run)
{
	const struct options *options = &run->options;
	char message[CAPTURE_MESSAGE];

	run->progress.files = options->file_count;
	while (run->next < input_count(run) && !is_enough(run) &&
	       !run->bad_filter) {
		const char *name = options->interface;
		struct capture *capture;

		if (name == NULL)
			name = options->files[run->next];
		run->progress.file = ++run->next;
		/* What comes through a pipe may be live. */
		if (!options->view &&
		    (options->interface != NULL || strcmp(name, "-") == 0))
			catch_signals();
		capture = open_input(options, name, message);
		if (capture != NULL) {
			begin_input(run, name, capture);
			return true;
		}
		note_unopened(run, name, message);
	}
	return false;
}

static void
finish(struct run *run)
{
	if (!run->finished)
		analyzer_finish(run->analyzer);
	run->finished = true;
}

/* CAPTURE_NOTHING: the time is over, or nothing waits: keys may come. */
static enum capture_result
read_slice(struct run *run, int64_t until)
{
	struct frame frame = {0};
	enum capture_result result;

	while (!is_enough(run)) {
		if (loop_would_wait(capture_descriptor(run->capture)))
			return CAPTURE_NOTHING;
		result = capture_next(run->capture, &frame);
		if (result != CAPTURE_FRAME)
			return result;
		take_frame(run, run->input, &frame);
		if (run->number % SLICE_LOOK_EVERY == 0 && loop_now() >= until)
			return CAPTURE_NOTHING;
	}
	return CAPTURE_END;
}

static bool
view_slice(void *context, int64_t until)
{
	struct run *run = context;
	enum capture_result result;

	if (run->capture != NULL || open_next(run)) {
		result = read_slice(run, until);
		if (result == CAPTURE_NOTHING)
			return true;
		end_input(run, result);
		if (run->next < input_count(run) && !is_enough(run))
			return true;
	}
	finish(run);
	return false;
}

static int
view_descriptor(void *context)
{
	const struct run *run = context;

	return run->capture != NULL ? capture_descriptor(run->capture) : -1;
}

static void
view_describe(void *context, struct run_seen *seen)
{
	struct run *run = context;
	uint64_t done;
	uint64_t all;

	viewing_source(&run->options, run->name, run->next, run->source,
	    sizeof(run->source));
	seen->source = run->source;
	seen->live = run->options.interface != NULL;
	seen->notice = run->notice;
	if (run->capture == NULL)
		return;
	count_drops(run);
	seen->percent_known = capture_progress(run->capture, &done, &all);
	if (seen->percent_known)
		seen->percent = (unsigned)((double)done * 100 / (double)all);
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

/* Shows the view, once an input is open, until it is left. False: there is no
 * screen, the text is to be printed. */
static bool
try_view(struct run *run)
{
	const struct work work = {
	    run, view_slice, view_descriptor, view_describe};

	if (!open_next(run))
		return true;
	run->viewing = true;
	run->options.view = viewing_run(&run->options, run->ledger, &work);
	run->viewing = false;
	if (!run->options.view &&
	    (run->options.interface != NULL || strcmp(run->name, "-") == 0))
		catch_signals();
	return run->options.view;
}

static void
print_report(struct run *run)
{
	progress_begin(
	    &run->progress, outcome_wants_progress(&run->options, run->report));
	while (run->capture != NULL || open_next(run))
		end_input(run, read_frames(run, run->capture, run->input));
	finish(run);
	progress_end(&run->progress);
	if (run->opened > 0 && !run->bad_filter && run->report->print != NULL)
		run->report->print(run->ledger, stdout);
}

static enum exit_code
run_all(struct run *run)
{
	if (!run->options.view || !try_view(run))
		print_report(run);
	if (run->capture != NULL)
		end_input(run, CAPTURE_END);
	finish(run);
	if (run->bad_filter)
		return EXIT_USAGE;
	if (run->opened == 0)
		return EXIT_INPUT;
	if (run->options.cross_check)
		print_cross_check(run);
	return outcome_finish(run->incomplete);
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
	run->flush = outcome_waited_for(&run->options);
	run->ledger = ledger_new();
	run->analyzer = analyzer_new(run->ledger, &hooks, &settings);
	run->options.view = run->options.view && isatty(STDOUT_FILENO);
	code = run_all(run);
	analyzer_free(run->analyzer);
	ledger_free(run->ledger);
	return code;
}

static enum exit_code
list_interfaces(void)
{
	char message[CAPTURE_MESSAGE];

	if (capture_list_interfaces(outcome_interface, NULL, message))
		return EXIT_DONE;
	complain("", message);
	return EXIT_INPUT;
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
		outcome_version();
	} else if (run.options.list_interfaces) {
		code = list_interfaces();
	} else {
		code = run_command(&run);
	}
	options_done(&run.options);
	return (int)code;
}
