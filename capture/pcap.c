/*
 * Captures by libpcap, see capture.h: files in pcap and pcapng format, and
 * live interfaces. The only file that includes the library.
 */
#include "capture/capture.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <pcap/pcap.h>

#include "capture/explain.h"
#include "capture/links.h"
#include "capture/message.h"
#include "capture/moment.h"
#include "capture/state.h"
#include "capture/stream.h"
#include "decode/model/memory.h"

#define WAIT_MILLISECONDS 100
#define SNAPLEN_DEFAULT 262144
#define BUFFER_MIB_DEFAULT 2
#define BUFFER_MIB_MOST 1024

/* One for each link type, and the first again in the other byte order. */
#define FILTERS (LINKS_COUNT + 1)

struct filter_made {
	struct bpf_program program;
	char problem[PCAP_ERRBUF_SIZE]; /* why there is none, or "" */
};

struct capture_filter {
	const char *expression;
	struct filter_made made[FILTERS];
};

static void
note_format(struct capture *capture)
{
	int value = pcap_datalink(capture->pcap);
	const char *name = pcap_datalink_val_to_name(value);

	capture->nano = pcap_get_tstamp_precision(capture->pcap) ==
			PCAP_TSTAMP_PRECISION_NANO;
	capture->link = links_type(links_find(value));
	if (name != NULL)
		(void)snprintf(
		    capture->link_name, sizeof(capture->link_name), "%s", name);
	else
		(void)snprintf(capture->link_name, sizeof(capture->link_name),
		    "DLT %d", value);
}

static void
compile(struct filter_made *made, pcap_t *pcap, const char *expression)
{
	if (pcap == NULL || pcap_compile(pcap, &made->program, expression, 1,
				PCAP_NETMASK_UNKNOWN) != 0)
		(void)snprintf(made->problem, sizeof(made->problem), "%.200s",
		    pcap != NULL ? pcap_geterr(pcap) : "no memory");
}

static bool
install(struct capture *capture, struct filter_made *made, const char *name,
    const char *expression, char message[CAPTURE_MESSAGE])
{
	if (made->problem[0] != '\0')
		explain_filter(name, expression, made->problem, message);
	else if (pcap_setfilter(capture->pcap, &made->program) == 0)
		return true;
	else
		capture_say(message, "%s: cannot set the capture filter: %s",
		    name, pcap_geterr(capture->pcap));
	return false;
}

static bool
set_filter(struct capture *capture, const char *filter, const char *name,
    char message[CAPTURE_MESSAGE])
{
	struct filter_made made = {.problem = ""};
	bool done;

	if (filter == NULL || filter[0] == '\0')
		return true;
	compile(&made, capture->pcap, filter);
	done = install(capture, &made, name, filter, message);
	pcap_freecode(&made.program);
	return done;
}

static struct capture *
capture_new(pcap_t *pcap)
{
	struct capture *capture = memory_get(1, sizeof(*capture));

	capture->pcap = pcap;
	capture->descriptor = -1;
	return capture;
}

/* The library's memory moves as it grows and is freed as it is: what may hold
 * passwords leaves nothing there. */
void
capture_forget(struct capture *capture)
{
	if (capture->live || capture->frame_length == 0)
		return;
	/* Const for those who read it; nobody reads it any more. */
	memory_wipe((void *)(uintptr_t)capture->frame, capture->frame_length);
	capture->frame_length = 0;
}

/* With what it buffered of the file, and of a record that was cut: glibc can
 * be told to overwrite large blocks when they are freed. */
static void
close_wiped(pcap_t *pcap)
{
#ifdef __GLIBC__
	(void)mallopt(M_PERTURB, 0xff);
#endif
	pcap_close(pcap);
#ifdef __GLIBC__
	(void)mallopt(M_PERTURB, 0);
#endif
}

void
capture_close(struct capture *capture)
{
	if (capture == NULL)
		return;
	capture_forget(capture);
	/* Standard input stays open, but not on that memory. */
	if (capture->file == stdin)
		(void)setvbuf(stdin, NULL, _IONBF, 0);
	close_wiped(capture->pcap);
	stream_forget(capture->buffer);
	free(capture);
	memory_wipe_stack();
}

static pcap_t *
empty_file(int link, bool swapped)
{
	char error[PCAP_ERRBUF_SIZE];
	uint8_t bytes[STREAM_EMPTY];
	FILE *file = stream_empty(bytes, SNAPLEN_DEFAULT, link, swapped);
	pcap_t *pcap = file == NULL ? NULL : pcap_fopen_offline(file, error);

	if (pcap == NULL && file != NULL)
		(void)fclose(file);
	return pcap;
}

static void
compile_for(
    struct filter_made *made, const char *expression, size_t link, bool swapped)
{
	pcap_t *pcap = empty_file(links_value(link), swapped);

	compile(made, pcap, expression);
	if (pcap != NULL)
		pcap_close(pcap);
}

struct capture_filter *
capture_filter_new(const char *expression)
{
	struct capture_filter *filter;

	if (expression == NULL || expression[0] == '\0')
		return NULL;
	filter = memory_get(1, sizeof(*filter));
	filter->expression = expression;
	for (size_t i = 0; i < FILTERS; i++) {
		struct filter_made *made = &filter->made[i];

		/* A name that is not known is asked for once. */
		if (i > 0 && explain_is_name(made[-1].problem))
			*made = made[-1];
		else
			compile_for(made, expression, i % LINKS_COUNT,
			    i == LINKS_COUNT);
	}
	return filter;
}

void
capture_filter_free(struct capture_filter *filter)
{
	for (size_t i = 0; filter != NULL && i < FILTERS; i++)
		pcap_freecode(&filter->made[i].program);
	free(filter);
}

/* Of a link type that is not decoded no packet is looked at, so none needs to
 * be kept out: its filter only has to make sense. */
static bool
use_filter(struct capture *capture, struct capture_filter *filter,
    const char *name, char message[CAPTURE_MESSAGE])
{
	size_t link = links_find(pcap_datalink(capture->pcap));
	bool known = link < LINKS_COUNT;
	struct filter_made *made;

	if (filter == NULL)
		return true;
	if (link == 0 && pcap_is_swapped(capture->pcap))
		link = LINKS_COUNT;
	made = &filter->made[known ? link : LINK_USUAL];
	if (!known && made->problem[0] == '\0')
		return true;
	return install(capture, made, name, filter->expression, message);
}

struct capture *
capture_read_file(int descriptor, const char *name,
    struct capture_filter *filter, char message[CAPTURE_MESSAGE])
{
	char error[PCAP_ERRBUF_SIZE] = "";
	struct capture *capture;
	struct stream stream;
	pcap_t *pcap;

	if (!stream_open(&stream, descriptor, name, message))
		return NULL;
	pcap = pcap_fopen_offline_with_tstamp_precision(
	    stream.file, PCAP_TSTAMP_PRECISION_NANO, error);
	if (pcap == NULL) {
		explain_open(stream_name(name), stream.first, error, message);
		stream_close(&stream);
		return NULL;
	}
	capture = capture_new(pcap);
	capture->file = stream.file;
	capture->buffer = stream.buffer;
	capture->size = stream.size;
	capture->relay = stream.relay;
	if (stream.relay != NULL)
		relay_frame(stream.relay);
	note_format(capture);
	if (use_filter(capture, filter, stream_name(name), message))
		return capture;
	capture_close(capture);
	return NULL;
}

static void
explain_activate(
    pcap_t *pcap, int status, const char *name, char message[CAPTURE_MESSAGE])
{
	const char *error = pcap_geterr(pcap);

	switch (status) {
	case PCAP_ERROR_PERM_DENIED:
	case PCAP_ERROR_PROMISC_PERM_DENIED:
		explain_permission(name, message);
		break;
	case PCAP_ERROR_NO_SUCH_DEVICE:
		capture_say(message,
		    "%s: no such interface (easlens -D lists them)", name);
		break;
	case PCAP_ERROR_IFACE_NOT_UP:
		capture_say(message, "%s: the interface is down", name);
		break;
	default:
		capture_say(message, "%s: cannot capture: %s", name,
		    error[0] != '\0' ? error : pcap_statustostr(status));
		break;
	}
}

/*
 * Values are positive or the default. What the device cannot do (nanoseconds,
 * promiscuous mode) is done without. Not in immediate mode: Linux would then
 * give every packet a slot of the largest size in its ring, which drops most
 * packets of a burst; so they come in blocks, a tenth of a second late.
 */
static void
apply_settings(pcap_t *pcap, const struct capture_settings *settings)
{
	int mib = settings->buffer_mib;

	if (mib <= 0)
		mib = BUFFER_MIB_DEFAULT;
	if (mib > BUFFER_MIB_MOST)
		mib = BUFFER_MIB_MOST;
	(void)pcap_set_snaplen(
	    pcap, settings->snaplen > 0 ? settings->snaplen : SNAPLEN_DEFAULT);
	(void)pcap_set_promisc(pcap, !settings->no_promiscuous);
	(void)pcap_set_timeout(pcap, WAIT_MILLISECONDS);
	(void)pcap_set_buffer_size(pcap, mib << 20);
	(void)pcap_set_tstamp_precision(pcap, PCAP_TSTAMP_PRECISION_NANO);
}

/* Reads never block: waiting is done in capture_next(). */
static bool
start_live(struct capture *capture, const char *name, const char *filter,
    char message[CAPTURE_MESSAGE])
{
	char error[PCAP_ERRBUF_SIZE] = "";
	int status = pcap_activate(capture->pcap);

	if (status < 0) {
		explain_activate(capture->pcap, status, name, message);
		return false;
	}
	if (pcap_setnonblock(capture->pcap, 1, error) != 0) {
		capture_say(message, "%s: cannot capture: %s", name, error);
		return false;
	}
	capture->live = true;
	capture->descriptor = pcap_get_selectable_fd(capture->pcap);
	note_format(capture);
	return set_filter(capture, filter, name, message);
}

struct capture *
capture_open_interface(const char *name,
    const struct capture_settings *settings, char message[CAPTURE_MESSAGE])
{
	char error[PCAP_ERRBUF_SIZE] = "";
	pcap_t *pcap = pcap_create(name, error);
	struct capture *capture;

	if (pcap == NULL) {
		capture_say(message, "%s: cannot capture: %s", name, error);
		return NULL;
	}
	apply_settings(pcap, settings);
	capture = capture_new(pcap);
	if (start_live(capture, name, settings->filter, message))
		return capture;
	capture_close(capture);
	return NULL;
}

static void
fill_frame(struct capture *capture, const struct pcap_pkthdr *header,
    const uint8_t *bytes, struct frame *frame)
{
	frame->time = moment((int64_t)header->ts.tv_sec,
	    (int64_t)header->ts.tv_usec * (capture->nano ? 1 : 1000));
	frame->link = capture->link;
	frame->captured = header->caplen;
	frame->wire =
	    header->len > header->caplen ? header->len : header->caplen;
	frame->bytes = bytes;
	capture->frame = bytes;
	capture->frame_length = header->caplen;
}

static enum capture_result
end_with(struct capture *capture, enum capture_result result)
{
	capture->over = true;
	capture->last = result;
	if (result == CAPTURE_DAMAGED && capture->relay != NULL &&
	    relay_mixes_orders(capture->relay, pcap_file(capture->pcap)))
		explain_order(capture->problem);
	else if (result == CAPTURE_DAMAGED)
		explain_damage(capture->live, pcap_geterr(capture->pcap),
		    capture->problem);
	return result;
}

/* The library takes a relay without a whole record for the end of a file. It
 * keeps no memory of that, so it can be asked again. */
static bool
more_may_come(struct capture *capture)
{
	if (capture->relay == NULL || capture->stopped ||
	    relay_over(capture->relay))
		return false;
	clearerr(capture->file);
	return true;
}

static enum capture_result
next_frame(struct capture *capture, struct frame *frame)
{
	struct pcap_pkthdr *header;
	const uint8_t *bytes;

	/* From here on its memory may be another's. */
	capture->frame_length = 0;
	switch (pcap_next_ex(capture->pcap, &header, &bytes)) {
	case 1:
		fill_frame(capture, header, bytes, frame);
		return CAPTURE_FRAME;
	case 0:
		return CAPTURE_NOTHING;
	case PCAP_ERROR_BREAK: /* also the end of a file */
		if (more_may_come(capture))
			return CAPTURE_NOTHING;
		return end_with(capture, CAPTURE_END);
	default:
		return end_with(capture, CAPTURE_DAMAGED);
	}
}

static bool
wait_for_bytes(const struct capture *capture)
{
	struct pollfd wait = {.fd = capture->descriptor, .events = POLLIN};

	return poll(&wait, 1, WAIT_MILLISECONDS) > 0;
}

enum capture_result
capture_next(struct capture *capture, struct frame *frame)
{
	if (capture->over)
		return capture->last;
	if (capture->stopped)
		return end_with(capture, CAPTURE_END);
	if (capture->live) {
		enum capture_result result = next_frame(capture, frame);

		if (result != CAPTURE_NOTHING || !wait_for_bytes(capture))
			return result;
	} else if (capture->relay != NULL &&
		   !relay_wait(capture->relay, WAIT_MILLISECONDS)) {
		return CAPTURE_NOTHING;
	}
	return next_frame(capture, frame);
}

uint64_t
capture_drops(struct capture *capture)
{
	struct pcap_stat stat;

	if (!capture->live || pcap_stats(capture->pcap, &stat) != 0)
		return capture->drops;
	capture->drops += stat.ps_drop - capture->drops_seen;
	capture->drops_seen = stat.ps_drop;
	return capture->drops;
}

void
capture_stop(struct capture *capture)
{
	capture->stopped = 1;
	pcap_breakloop(capture->pcap);
}

bool
capture_list_interfaces(
    void (*each)(void *context, const char *name, const char *description),
    void *context, char message[CAPTURE_MESSAGE])
{
	char error[PCAP_ERRBUF_SIZE] = "";
	pcap_if_t *list = NULL;
	const pcap_if_t *at;

	if (pcap_findalldevs(&list, error) != 0) {
		capture_say(message, "cannot list interfaces: %s", error);
		return false;
	}
	for (at = list; at != NULL; at = at->next)
		each(context, at->name,
		    at->description != NULL ? at->description : "");
	pcap_freealldevs(list);
	return true;
}
