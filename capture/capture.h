/*
 * The port to captures: open a file or an interface, take frames one by one,
 * ask what was lost, close. Nothing else of the program knows libpcap.
 *
 * Capture is pulled: the loop belongs to the caller. A frame's bytes are
 * borrowed until the next call for the same capture.
 */
#ifndef EASLENS_CAPTURE_CAPTURE_H
#define EASLENS_CAPTURE_CAPTURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "decode/frame.h"

/* Room for any message of this module, its NUL included. */
#define CAPTURE_MESSAGE 512

struct capture;

/* What a live capture may be told; 0 means the default of tshark. */
struct capture_settings {
	const char *filter; /* BPF expression or NULL */
	int snaplen;        /* 0: 262144 */
	int buffer_mib;     /* 0: 2 */
	bool no_promiscuous;
};

/*
 * A capture filter for files, made before the first of them is read: that may
 * look up names, which reading may not (privileges.h). The expression is
 * borrowed; NULL for NULL or "". Whether it makes sense is told by
 * capture_read_file(), for it depends on the link type.
 */
struct capture_filter *capture_filter_new(const char *expression);
void capture_filter_free(struct capture_filter *);

/*
 * A capture file at a descriptor that stream_find() gave for the name, which
 * it takes over, or an interface. NULL with one line in `message` (naming file
 * or interface and cause) when it cannot be read. A file without any packet is
 * not an error.
 */
struct capture *capture_read_file(int descriptor, const char *name,
    struct capture_filter *, char message[CAPTURE_MESSAGE]);
struct capture *capture_open_interface(const char *name,
    const struct capture_settings *, char message[CAPTURE_MESSAGE]);
void capture_close(struct capture *);

enum capture_result {
	CAPTURE_FRAME,   /* a frame is there */
	CAPTURE_NOTHING, /* live or a pipe: no whole one within 0.1 seconds */
	CAPTURE_END,     /* of the file, or stopped */
	CAPTURE_DAMAGED, /* cut or unreadable from here, see problem */
};

/* The next frame; its number is left alone, the caller counts. */
enum capture_result capture_next(struct capture *, struct frame *);

/* Wipes the frame that was given last, where its memory is this program's: a
 * file's lies in the library's, an interface's in a ring that is the kernel's.
 */
void capture_forget(struct capture *);

/* Why it is damaged: one line without the file's name; "" otherwise. */
const char *capture_problem(const struct capture *);

/* LINKTYPE name as the tcpdump project gives it ("EN10MB"), also of types
 * that are not supported; whether decode knows it. */
const char *capture_link_name(const struct capture *);
bool capture_link_supported(const struct capture *);

/* Packets that the kernel had no room for; 0 for files. */
uint64_t capture_drops(struct capture *);

/* Bytes of the file that were read and that it has; false where unknown
 * (a pipe, live). */
bool capture_progress(struct capture *, uint64_t *done, uint64_t *all);

/* What to poll() before the next frame; -1: nothing has to be waited for now
 * (a plain file, or a pipe's packet that is there already). */
int capture_descriptor(const struct capture *);

/* Makes capture_next() end soon; safe in a signal handler. */
void capture_stop(struct capture *);

/* Calls `each` with name and description ("" when none) of every interface
 * that can be captured on. False with one line in `message` when it cannot. */
bool capture_list_interfaces(
    void (*each)(void *context, const char *name, const char *description),
    void *context, char message[CAPTURE_MESSAGE]);

#endif
