/*
 * How far reading has come, see progress.h.
 */
#include "ui/progress.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "ui/layout.h"

#define MILLISECOND 1000000LL
/* Work that is done sooner needs no progress. */
#define FIRST_AFTER (500 * MILLISECOND)
#define NEXT_AFTER (200 * MILLISECOND)
#define LINE_WIDTH 72

static int64_t
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (int64_t)time.tv_sec * 1000 * MILLISECOND + time.tv_nsec;
}

void
progress_begin(struct progress *progress, bool wanted)
{
	*progress = (struct progress){
	    .wanted = wanted && isatty(STDERR_FILENO),
	    .next = now() + FIRST_AFTER,
	};
}

bool
progress_due(struct progress *progress)
{
	int64_t time;

	if (!progress->wanted)
		return false;
	time = now();
	if (time < progress->next)
		return false;
	progress->next = time + NEXT_AFTER;
	return true;
}

void
progress_show(
    struct progress *progress, uint64_t packets, uint64_t done, uint64_t all)
{
	char line[LINE_WIDTH + 1];
	char file[32] = "";
	char percent[16] = "";

	if (progress->files > 1)
		snprintf(file, sizeof(file), "file %u of %u, ",
		    (unsigned)progress->file, (unsigned)progress->files);
	if (all > 0)
		snprintf(percent, sizeof(percent), "%3u %%, ",
		    (unsigned)(done >= all ? 100
					   : (double)done * 100 / (double)all));
	snprintf(line, sizeof(line), "%s%s%s packets", file, percent,
	    layout_number(packets));
	fprintf(stderr, "\r%-*s", LINE_WIDTH, line);
	(void)fflush(stderr);
	progress->shown = true;
}

void
progress_end(struct progress *progress)
{
	if (progress->shown)
		fprintf(stderr, "\r%*s\r", LINE_WIDTH, "");
	progress->shown = false;
}
