/*
 * The inputs of a run, see inputs.h.
 */
#include "capture/inputs.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture/stream.h"
#include "decode/model/memory.h"

#define INPUTS_PROBLEM 128
/* Descriptors that the program needs for other things. */
#define FILES_BESIDE 64

struct inputs {
	struct inputs_wanted wanted;
	struct inputs_listener listener;
	uint32_t tried, opened;
	bool bad_filter;
	bool prepared;
	int *found;  /* of each file, see stream_find() */
	bool *flows; /* it is no plain file: more of it may come later */
	struct capture_filter *filter;
	struct capture *live;          /* open, and not begun yet */
	char problem[CAPTURE_MESSAGE]; /* why it is not */
	uint64_t drops;                /* of the newest, told so far */
	/* For the signal handler. */
	struct capture *volatile capture;
	volatile sig_atomic_t stopped;
};

struct inputs *
inputs_new(
    const struct inputs_wanted *wanted, const struct inputs_listener *listener)
{
	struct inputs *inputs = memory_get(1, sizeof(*inputs));

	inputs->wanted = *wanted;
	inputs->listener = *listener;
	return inputs;
}

void
inputs_free(struct inputs *inputs)
{
	if (inputs == NULL)
		return;
	capture_close(inputs->capture);
	capture_close(inputs->live);
	for (uint32_t i = inputs->tried; i < inputs->wanted.file_count; i++)
		if (inputs->found != NULL && inputs->found[i] > STDIN_FILENO)
			close(inputs->found[i]);
	free(inputs->found);
	free(inputs->flows);
	capture_filter_free(inputs->filter);
	free(inputs);
}

static uint32_t
count_of(const struct inputs *inputs)
{
	return inputs->wanted.interface != NULL ? 1 : inputs->wanted.file_count;
}

bool
inputs_left(const struct inputs *inputs)
{
	return inputs->tried < count_of(inputs) && !inputs->stopped &&
	       !inputs->bad_filter;
}

static const char *
name_of(const struct inputs *inputs, uint32_t index)
{
	if (inputs->wanted.interface != NULL)
		return inputs->wanted.interface;
	return inputs->wanted.files[index];
}

/* Standard input waits for whoever types, named pipes and /dev/stdin may. */
static bool
waits(const struct inputs *inputs, uint32_t index)
{
	return inputs->wanted.interface != NULL ||
	       strcmp(inputs->wanted.files[index], "-") == 0 ||
	       (inputs->found != NULL && inputs->flows[index]);
}

static bool
flows(int descriptor)
{
	struct stat file;

	return descriptor >= 0 && fstat(descriptor, &file) == 0 &&
	       !S_ISREG(file.st_mode);
}

/* As many files as are wanted may be open where the system allows. */
static void
allow_files(uint32_t count)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
	    limit.rlim_cur >= count + FILES_BESIDE)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

static bool
find_files(struct inputs *inputs)
{
	uint32_t count = inputs->wanted.file_count;
	bool any = false;

	allow_files(count);
	inputs->filter = capture_filter_new(inputs->wanted.settings.filter);
	inputs->found = memory_get(count, sizeof(*inputs->found));
	inputs->flows = memory_get(count, sizeof(*inputs->flows));
	for (uint32_t i = 0; i < count; i++) {
		inputs->found[i] = stream_find(inputs->wanted.files[i]);
		inputs->flows[i] = flows(inputs->found[i]);
		any = any || inputs->found[i] >= 0;
	}
	return any;
}

bool
inputs_prepare(struct inputs *inputs)
{
	inputs->prepared = true;
	if (inputs->wanted.interface == NULL)
		return find_files(inputs);
	inputs->live = capture_open_interface(inputs->wanted.interface,
	    &inputs->wanted.settings, inputs->problem);
	return inputs->live != NULL;
}

int
inputs_wire(const struct inputs *inputs)
{
	return inputs->live != NULL ? capture_descriptor(inputs->live) : -1;
}

static struct capture *
open_one(struct inputs *inputs, const char *name, char *message)
{
	struct capture *capture = inputs->live;

	if (inputs->wanted.interface == NULL)
		return capture_read_file(inputs->found[inputs->tried], name,
		    inputs->filter, message);
	memcpy(message, inputs->problem, CAPTURE_MESSAGE);
	inputs->live = NULL;
	return capture;
}

static void
tell_refused(struct inputs *inputs, const char *name, const char *message)
{
	/* One that made sense to an input before fits not this one's links. */
	if (inputs->wanted.settings.filter != NULL && inputs->opened == 0 &&
	    strstr(message, "bad capture filter") != NULL)
		inputs->bad_filter = true;
	inputs->listener.refused(inputs->listener.context, name, message);
}

bool
inputs_open(struct inputs *inputs)
{
	const char *name = name_of(inputs, inputs->tried);
	char message[CAPTURE_MESSAGE] = "";
	struct capture *capture;

	if (!inputs->prepared)
		(void)inputs_prepare(inputs);
	capture = open_one(inputs, name, message);
	inputs->tried++;
	if (capture == NULL) {
		tell_refused(inputs, name, message);
		return false;
	}
	inputs->opened++;
	inputs->drops = 0;
	inputs->listener.begun(
	    inputs->listener.context, name, capture_link_name(capture));
	inputs->capture = capture;
	/* A signal may have come while there was none to stop. */
	if (inputs->stopped)
		capture_stop(capture);
	return true;
}

struct capture *
inputs_capture(const struct inputs *inputs)
{
	return inputs->capture;
}

void
inputs_count_drops(struct inputs *inputs)
{
	uint64_t drops = capture_drops(inputs->capture);

	if (drops > inputs->drops)
		inputs->listener.dropped(
		    inputs->listener.context, drops - inputs->drops);
	inputs->drops = drops;
}

static void
tell_end(
    struct inputs *inputs, struct capture *capture, enum capture_result result)
{
	const struct inputs_listener *listener = &inputs->listener;
	char words[INPUTS_PROBLEM];
	uint64_t done;
	uint64_t size;

	if (capture_progress(capture, &done, &size))
		listener->sized(listener->context, size);
	if (result == CAPTURE_DAMAGED)
		listener->incomplete(
		    listener->context, capture_problem(capture));
	if (!capture_link_supported(capture)) {
		snprintf(words, sizeof(words), "link type %s is not supported",
		    capture_link_name(capture));
		listener->incomplete(listener->context, words);
	}
	inputs_count_drops(inputs);
	if (inputs->drops > 0) {
		snprintf(words, sizeof(words),
		    "the kernel dropped %llu packets",
		    (unsigned long long)inputs->drops);
		listener->incomplete(listener->context, words);
	}
}

void
inputs_end(struct inputs *inputs, enum capture_result result)
{
	struct capture *capture = inputs->capture;

	tell_end(inputs, capture, result);
	inputs->capture = NULL;
	capture_close(capture);
}

uint32_t
inputs_number(const struct inputs *inputs)
{
	return inputs->tried;
}

const char *
inputs_name(const struct inputs *inputs)
{
	return inputs->tried == 0 ? "" : name_of(inputs, inputs->tried - 1);
}

bool
inputs_waits(const struct inputs *inputs)
{
	return inputs->tried > 0 && waits(inputs, inputs->tried - 1);
}

bool
inputs_next_waits(const struct inputs *inputs)
{
	return inputs->tried < count_of(inputs) && waits(inputs, inputs->tried);
}

int
inputs_descriptor(const struct inputs *inputs)
{
	if (inputs->capture != NULL)
		return capture_descriptor(inputs->capture);
	if (inputs->wanted.interface == NULL && inputs_next_waits(inputs))
		return inputs->found != NULL ? inputs->found[inputs->tried]
					     : STDIN_FILENO;
	return -1;
}

uint32_t
inputs_opened(const struct inputs *inputs)
{
	return inputs->opened;
}

bool
inputs_bad_filter(const struct inputs *inputs)
{
	return inputs->bad_filter;
}

void
inputs_stop(struct inputs *inputs)
{
	struct capture *capture = inputs->capture;

	inputs->stopped = 1;
	if (capture != NULL)
		capture_stop(capture);
}
