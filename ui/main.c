/*
 * Where the parts meet: the only file that sees capture, decode and ui. Reads
 * the command line, takes frames from the inputs to the analyzer, prints or
 * shows what the ledger holds, and says by its exit code how that went.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "capture/inputs.h"
#include "capture/privileges.h"
#include "decode/analyzer.h"
#include "decode/dissect.h"
#include "decode/model/budget.h"
#include "ui/complain.h"
#include "ui/keyfile.h"
#include "ui/moment.h"
#include "ui/notes.h"
#include "ui/options.h"
#include "ui/outcome.h"
#include "ui/progress.h"
#include "ui/report.h"
#include "ui/saver.h"
#include "ui/viewing.h"

/* Frames between two looks at the clock and at the output: a power of two. */
#define LOOK_EVERY 16384u
/* The same for the view, which has keys to answer. */
#define SLICE_LOOK_EVERY 128u

/* Nanoseconds, more than a packet lies in the kernel's buffer. */
#define KERNEL_DELAY 1000000000LL

struct run {
	struct options options;
	const struct report *report;
	struct ledger *ledger;
	struct analyzer *analyzer;
	struct inputs *inputs;
	struct notes notes;
	struct privileges privileges;
	struct viewing viewing;
	uint64_t number; /* of the newest frame */
	bool flush;      /* someone waits for each line */
	bool finished;
	bool nonsense;    /* what was asked of the report */
	char source[160]; /* what the view shows of the input's name */
};

/* What a signal stops. */
static struct inputs *volatile stoppable;

static void
on_signal(int number)
{
	struct inputs *inputs = stoppable;

	(void)number;
	if (inputs != NULL)
		inputs_stop(inputs);
}

static void
catch_signals(struct run *run)
{
	/* The second signal ends the program at once. */
	struct sigaction action = {
	    .sa_handler = on_signal,
	    .sa_flags = (int)(SA_RESETHAND | SA_RESTART),
	};

	stoppable = run->inputs;
	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

/* Now and then: progress. False: nobody reads the output any more. */
static bool
look_up(struct run *run, struct capture *capture)
{
	uint64_t done = 0;
	uint64_t all = 0;

	if (progress_due(&run->notes.progress)) {
		capture_progress(capture, &done, &all);
		progress_show(&run->notes.progress, run->number, done, all);
	}
	return !ferror(stdout);
}

static bool
is_enough(const struct run *run)
{
	return run->options.count > 0 && run->number >= run->options.count;
}

static inline void
take_frame(struct run *run, struct capture *capture, struct frame *frame)
{
	frame->number = ++run->number;
	notes_packet(run->notes.input,
	    (struct moment){frame->time, frame->number}, frame->captured);
	if (analyzer_frame(run->analyzer, frame))
		capture_forget(capture);
}

/* Nothing comes from the interface: what waits behind a loss may be told, once
 * the packets of now would be here. */
static void
pass_time(void *context)
{
	struct run *run = context;

	if (run->options.interface != NULL)
		analyzer_pass(run->analyzer, moment_now() - KERNEL_DELAY);
}

/* The hot loop. */
static enum capture_result
read_frames(struct run *run, struct capture *capture)
{
	struct frame frame = {0};
	enum capture_result result;

	while (!is_enough(run)) {
		result = capture_next(capture, &frame);
		if (result == CAPTURE_NOTHING) {
			pass_time(run);
			continue;
		}
		if (result != CAPTURE_FRAME)
			return result;
		take_frame(run, capture, &frame);
		if (run->number % LOOK_EVERY == 0 && !look_up(run, capture))
			break;
	}
	return CAPTURE_END;
}

static void
end_input(struct run *run, enum capture_result result)
{
	inputs_end(run->inputs, result);
	if (is_enough(run))
		inputs_stop(run->inputs);
}

/* Opens the next input that can be; false: there is none. */
static bool
open_next(struct run *run)
{
	run->notes.progress.files = run->options.file_count;
	while (inputs_left(run->inputs)) {
		run->notes.progress.file = inputs_number(run->inputs) + 1;
		if (inputs_next_waits(run->inputs))
			run->flush = true;
		if (!run->options.view && inputs_next_waits(run->inputs))
			catch_signals(run);
		if (inputs_open(run->inputs))
			return true;
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
read_slice(struct run *run, struct capture *capture, int64_t until)
{
	struct frame frame = {0};
	enum capture_result result;

	while (!is_enough(run)) {
		if (loop_would_wait(capture_descriptor(capture)))
			return CAPTURE_NOTHING;
		result = capture_next(capture, &frame);
		if (result != CAPTURE_FRAME)
			return result;
		take_frame(run, capture, &frame);
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

	if (loop_would_wait(inputs_descriptor(run->inputs)))
		return true;
	if (inputs_capture(run->inputs) != NULL || open_next(run)) {
		result = read_slice(run, inputs_capture(run->inputs), until);
		if (result == CAPTURE_NOTHING)
			return true;
		end_input(run, result);
		if (inputs_left(run->inputs))
			return true;
	}
	finish(run);
	return false;
}

static int
view_descriptor(void *context)
{
	const struct run *run = context;

	return inputs_descriptor(run->inputs);
}

static void
view_describe(void *context, struct run_seen *seen)
{
	struct run *run = context;
	struct capture *capture = inputs_capture(run->inputs);
	uint64_t done;
	uint64_t all;

	viewing_source(&run->options, inputs_name(run->inputs),
	    inputs_number(run->inputs), run->source, sizeof(run->source));
	seen->source = run->source;
	seen->live = run->options.interface != NULL;
	seen->notice = run->notes.notice;
	if (capture == NULL)
		return;
	inputs_count_drops(run->inputs);
	seen->percent_known = capture_progress(capture, &done, &all);
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
		run->notes.incomplete = true;
}

/* Shows the view, once an input is open, until it is left. False: there is no
 * screen, the text is to be printed. */
static bool
try_view(struct run *run)
{
	const struct work work = {
	    run, view_slice, pass_time, view_descriptor, view_describe};

	if (!open_next(run))
		return true;
	run->notes.viewing = true;
	run->options.view = viewing_run(&run->viewing, run->ledger, &work);
	run->notes.viewing = false;
	if (!run->options.view && inputs_waits(run->inputs))
		catch_signals(run);
	return run->options.view;
}

static void
print_report(struct run *run)
{
	struct progress *progress = &run->notes.progress;

	progress_begin(
	    progress, outcome_wants_progress(&run->options, run->report));
	while (inputs_capture(run->inputs) != NULL || open_next(run))
		end_input(run, read_frames(run, inputs_capture(run->inputs)));
	finish(run);
	progress_end(progress);
	if (inputs_opened(run->inputs) > 0 && !inputs_bad_filter(run->inputs))
		run->nonsense = !report_print(
		    run->report, run->ledger, &run->options, stdout);
}

static enum exit_code
run_all(struct run *run)
{
	if (!run->options.view || !try_view(run))
		print_report(run);
	if (inputs_capture(run->inputs) != NULL)
		end_input(run, CAPTURE_END);
	finish(run);
	if (inputs_bad_filter(run->inputs) || run->nonsense)
		return EXIT_USAGE;
	if (inputs_opened(run->inputs) == 0)
		return EXIT_INPUT;
	if (run->options.cross_check)
		print_cross_check(run);
	return outcome_finish(run->notes.incomplete);
}

static struct inputs *
inputs_of(const struct options *options, struct notes *notes)
{
	const struct inputs_wanted wanted = {
	    .interface = options->interface,
	    .files = options->files,
	    .file_count = options->file_count,
	    .settings =
		{
		    .filter = options->filter,
		    .snaplen = options->snaplen,
		    .buffer_mib = options->buffer_mib,
		    .no_promiscuous = options->no_promiscuous,
		},
	};
	const struct inputs_listener listener = {notes, notes_begun,
	    notes_refused, notes_dropped, notes_sized, notes_incomplete};

	return inputs_new(&wanted, &listener);
}

static bool
shut_saver(void *context)
{
	const struct run *run = context;
	char message[CAPTURE_MESSAGE];

	return privileges_shut_saver(
	    &run->privileges, !run->options.no_sandbox, message);
}

/* Gives up what only opening needed; false with a line that says why not. */
static bool
shut_door(struct run *run)
{
	char message[CAPTURE_MESSAGE];
	int wire = inputs_wire(run->inputs);

	if (privileges_drop(&run->privileges, wire >= 0, message) &&
	    (run->options.no_sandbox || privileges_shut(wire, message))) {
		if (run->privileges.change && !run->options.quiet &&
		    isatty(STDERR_FILENO))
			notes_user(run->privileges.name);
		return true;
	}
	complain("", message);
	return false;
}

/* Opens all that has to be open, shuts the door, and only then reads. */
static enum exit_code
run_behind_door(struct run *run)
{
	enum exit_code code = EXIT_INPUT;

	if (run->options.view)
		saver_start(shut_saver, run);
	if (!inputs_prepare(run->inputs))
		return run_all(run);
	if (run->options.view)
		viewing_prepare(&run->viewing, &run->options);
	if (shut_door(run))
		code = run_all(run);
	viewing_end(&run->viewing);
	saver_end();
	return code;
}

static bool
find_user(struct run *run)
{
	char message[CAPTURE_MESSAGE];

	if (run->options.stay_root ||
	    privileges_find(&run->privileges, run->options.user, message))
		return true;
	complain("", message);
	return false;
}

/* The chain from frames to what the report or the view shows. False: there is
 * no key for the pseudonyms. */
static bool
begin_analysis(struct run *run, const struct analyzer_hooks *hooks)
{
	struct analyzer_settings settings = {
	    .cross_check = run->options.cross_check,
	    .watch = run->options.view && isatty(STDOUT_FILENO),
	};
	char problem[KEYFILE_PROBLEM];
	uint8_t key[SIPHASH_KEY];

	if (run->options.anonymize) {
		if (!keyfile_read(run->options.key_file, key, problem)) {
			complain("", problem);
			return false;
		}
		settings.pseudonym_key = key;
	}
	run->options.view = settings.watch;
	run->ledger = ledger_new();
	run->analyzer = analyzer_new(run->ledger, hooks, &settings);
	explicit_bzero(key, sizeof(key));
	return true;
}

static enum exit_code
run_command(struct run *run)
{
	struct analyzer_hooks hooks = {.context = run};
	char formats[REPORT_FORMATS];
	enum exit_code code;

	run->report = report_find(run->options.command, run->options.format);
	if (run->report == NULL) {
		report_formats(run->options.command, formats);
		complain(formats, run->options.format);
		options_usage(stderr);
		return EXIT_USAGE;
	}
	if (!find_user(run))
		return EXIT_USAGE;
	if (run->report->exchange != NULL)
		hooks.exchange = on_exchange;
	outcome_begin(run->options.ascii);
	budget_set((size_t)run->options.max_mem_mib << 20);
	run->flush = isatty(STDOUT_FILENO);
	if (!begin_analysis(run, &hooks))
		return EXIT_USAGE;
	run->notes.ledger = run->ledger;
	run->inputs = inputs_of(&run->options, &run->notes);
	ledger_set_payload_reader(run->ledger, &dissector);
	code = run_behind_door(run);
	stoppable = NULL;
	inputs_free(run->inputs);
	analyzer_free(run->analyzer);
	ledger_free(run->ledger);
	return code;
}

static enum exit_code
list_interfaces(void)
{
	char message[CAPTURE_MESSAGE];

	if (capture_list_interfaces(outcome_interface, NULL, message))
		return outcome_finish(false);
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
		code = outcome_finish(false);
	} else if (run.options.version) {
		outcome_version();
		code = outcome_finish(false);
	} else if (run.options.list_interfaces) {
		code = list_interfaces();
	} else {
		code = run_command(&run);
	}
	options_done(&run.options);
	return (int)code;
}
