/*
 * What an open capture is, see state.h and capture.h.
 */
#include "capture/state.h"

#include "capture/relay.h"

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
