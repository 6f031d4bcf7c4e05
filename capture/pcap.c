/*
 * Captures by libpcap, see capture.h: files in pcap and pcapng format, and
 * live interfaces. The only file that includes the library.
 *
 * Its messages were written for programmers; here they become one line that
 * names the input and the cause.
 */
#include "capture/capture.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <pcap/pcap.h>

#include "capture/message.h"
#include "capture/stream.h"
#include "decode/model/memory.h"

#define WAIT_MILLISECONDS 100
#define SNAPLEN_DEFAULT 262144
#define BUFFER_MIB_DEFAULT 2
#define BUFFER_MIB_MOST 1024
#define NANOSECONDS 1000000000LL

struct capture {
	pcap_t *pcap;
	FILE *file;          /* libpcap's: closed by pcap_close() */
	struct relay *relay; /* that fills it, NULL: nothing does */
	int descriptor;      /* live: to wait on, or -1 */
	enum link_type link;
	char link_name[32];
	bool live;
	bool nano; /* times are in nanoseconds */
	volatile sig_atomic_t stopped;
	bool over; /* `last` comes again and again */
	enum capture_result last;
	const uint8_t *frame; /* handed out last */
	uint32_t frame_length;
	uint64_t size; /* of a plain file, else 0 */
	uint64_t drops;
	unsigned drops_seen; /* the library's counter, which may wrap */
	char problem[CAPTURE_MESSAGE];
};

/* DLT values of libpcap. Raw IP has had several, by system and by file. */
static const struct {
	int value;
	enum link_type link;
} links[] = {
    /* clang-format off */
	{ 0, LINK_NULL },
	{ 1, LINK_ETHERNET },
	{ 12, LINK_RAW },
	{ 14, LINK_RAW },
	{ 101, LINK_RAW },
	{ 105, LINK_IEEE802_11 },
	{ 108, LINK_LOOP },
	{ 113, LINK_LINUX_SLL },
	{ 127, LINK_IEEE802_11_RADIO },
	{ 228, LINK_IPV4 },
	{ 229, LINK_IPV6 },
	{ 276, LINK_LINUX_SLL2 },
    /* clang-format on */
};

static void
note_format(struct capture *capture)
{
	int value = pcap_datalink(capture->pcap);
	const char *name = pcap_datalink_val_to_name(value);
	size_t i;

	capture->nano = pcap_get_tstamp_precision(capture->pcap) ==
			PCAP_TSTAMP_PRECISION_NANO;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++)
		if (links[i].value == value)
			capture->link = links[i].link;
	if (name != NULL)
		(void)snprintf(
		    capture->link_name, sizeof(capture->link_name), "%s", name);
	else
		(void)snprintf(capture->link_name, sizeof(capture->link_name),
		    "DLT %d", value);
}

static bool
set_filter(struct capture *capture, const char *filter, const char *name,
    char message[CAPTURE_MESSAGE])
{
	struct bpf_program program;
	bool done;

	if (filter == NULL || filter[0] == '\0')
		return true;
	if (pcap_compile(capture->pcap, &program, filter, 1,
		PCAP_NETMASK_UNKNOWN) != 0) {
		capture_say(message, "%s: bad capture filter \"%.200s\": %s",
		    name, filter, pcap_geterr(capture->pcap));
		return false;
	}
	done = pcap_setfilter(capture->pcap, &program) == 0;
	pcap_freecode(&program);
	if (!done)
		capture_say(message, "%s: cannot set the capture filter: %s",
		    name, pcap_geterr(capture->pcap));
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

/* Packets may hold passwords. Those of a file lie in the library's memory,
 * which moves as it grows and is freed as it is: they leave nothing there.
 * Those of an interface lie in a ring that is the kernel's. */
static void
forget_frame(struct capture *capture)
{
	if (capture->live || capture->frame_length == 0)
		return;
	/* Const for those who read it; nobody reads it any more. */
	explicit_bzero(
	    (void *)(uintptr_t)capture->frame, capture->frame_length);
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
	forget_frame(capture);
	close_wiped(capture->pcap);
	free(capture);
	memory_wipe_stack();
}

static void
note_stream(struct capture *capture, const struct stream *stream)
{
	capture->file = stream->file;
	capture->size = stream->size;
	capture->relay = stream->relay;
	if (stream->relay != NULL)
		relay_frame(stream->relay);
}

struct capture *
capture_open_file(
    const char *path, const char *filter, char message[CAPTURE_MESSAGE])
{
	char error[PCAP_ERRBUF_SIZE] = "";
	struct capture *capture;
	struct stream stream;
	pcap_t *pcap;

	if (!stream_open(&stream, path, message))
		return NULL;
	pcap = pcap_fopen_offline_with_tstamp_precision(
	    stream.file, PCAP_TSTAMP_PRECISION_NANO, error);
	if (pcap == NULL) {
		capture_explain_open(
		    stream_name(path), stream.first, error, message);
		stream_close(stream.file);
		return NULL;
	}
	capture = capture_new(pcap);
	note_stream(capture, &stream);
	note_format(capture);
	if (set_filter(capture, filter, stream_name(path), message))
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
		capture_explain_permission(name, message);
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
	int snaplen = settings->snaplen;
	int mib = settings->buffer_mib;

	if (snaplen <= 0)
		snaplen = SNAPLEN_DEFAULT;
	if (mib <= 0)
		mib = BUFFER_MIB_DEFAULT;
	if (mib > BUFFER_MIB_MOST)
		mib = BUFFER_MIB_MOST;
	(void)pcap_set_snaplen(pcap, snaplen);
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

/* A pcapng file may hold times of any year: those out of range stop at the
 * end of what 64 bits hold. */
static int64_t
nanoseconds(int64_t seconds, int64_t rest, bool nano)
{
	if (!nano)
		rest *= 1000;
	if (seconds >= INT64_MAX / NANOSECONDS - 8)
		return INT64_MAX;
	if (seconds <= INT64_MIN / NANOSECONDS + 8)
		return INT64_MIN;
	return seconds * NANOSECONDS + rest;
}

static void
fill_frame(struct capture *capture, const struct pcap_pkthdr *header,
    const uint8_t *bytes, struct frame *frame)
{
	frame->time = nanoseconds((int64_t)header->ts.tv_sec,
	    (int64_t)header->ts.tv_usec, capture->nano);
	frame->link = capture->link;
	frame->captured = header->caplen;
	frame->wire =
	    header->len > header->caplen ? header->len : header->caplen;
	frame->bytes = bytes;
	capture->frame = bytes;
	capture->frame_length = header->caplen;
}

/* Why the rest of a file, or of a live capture, is lost. */
static void
explain_damage(struct capture *capture)
{
	const char *error = pcap_geterr(capture->pcap);

	if (capture->live)
		capture_say(
		    capture->problem, "the capture broke off: %s", error);
	else if (strstr(error, "truncated") != NULL)
		capture_say(capture->problem,
		    "the file is cut: its last packet is not whole");
	else if (strstr(error, "an interface has a type") != NULL)
		capture_say(capture->problem,
		    "a second link type begins here; what follows is not "
		    "read");
	else
		capture_say(capture->problem, "the file is damaged: %s", error);
}

static enum capture_result
end_with(struct capture *capture, enum capture_result result)
{
	capture->over = true;
	capture->last = result;
	if (result == CAPTURE_DAMAGED)
		explain_damage(capture);
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
	forget_frame(capture);
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

const char *
capture_problem(const struct capture *capture)
{
	return capture->problem;
}

const char *
capture_link_name(const struct capture *capture)
{
	return capture->link_name;
}

bool
capture_link_supported(const struct capture *capture)
{
	return capture->link != LINK_UNSUPPORTED;
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

bool
capture_progress(struct capture *capture, uint64_t *done, uint64_t *all)
{
	off_t at;

	if (capture->size == 0)
		return false;
	at = ftello(capture->file);
	if (at < 0)
		return false;
	*done = (uint64_t)at;
	*all = capture->size;
	return true;
}

int
capture_descriptor(const struct capture *capture)
{
	if (capture->relay == NULL)
		return capture->descriptor;
	return relay_ready(capture->relay) ? -1
					   : relay_descriptor(capture->relay);
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
