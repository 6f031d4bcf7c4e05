/*
 * Opening a capture file, see opened.h.
 */
#include "tests/support/opened.h"

#include "capture/stream.h"

struct capture *
capture_open_file(
    const char *path, const char *filter, char message[CAPTURE_MESSAGE])
{
	struct capture_filter *made = capture_filter_new(filter);
	struct capture *capture =
	    capture_read_file(stream_find(path), path, made, message);

	capture_filter_free(made);
	return capture;
}
