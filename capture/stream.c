/*
 * The byte stream of a capture file, see stream.h.
 */
#include "capture/stream.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <stdio_ext.h>
#endif

#include "capture/message.h"

/* Small enough to stay in a core's cache between reading and copying. */
#define FILE_BUFFER (64u << 10)

const char *
stream_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

void
stream_close(FILE *file)
{
	if (file != stdin)
		(void)fclose(file);
}

/* Whether it is something to read from; says what is wrong otherwise. */
static bool
is_readable(FILE *file, const char *name, const struct stat *status,
    char message[CAPTURE_MESSAGE])
{
	if (S_ISDIR(status->st_mode)) {
		capture_say(message, "%s: is a directory", name);
		return false;
	}
	if (isatty(fileno(file))) {
		capture_say(message, "%s: a terminal, not a capture", name);
		return false;
	}
	return true;
}

/* Whether it has a first byte, which is put back. */
static bool
has_beginning(
    struct stream *stream, const char *name, char message[CAPTURE_MESSAGE])
{
	stream->first = getc(stream->file);
	if (stream->first != EOF)
		return ungetc(stream->first, stream->file) != EOF;
	if (ferror(stream->file))
		capture_say(message, "%s: %s", name, strerror(errno));
	else
		capture_say(message, "%s: empty, not a capture file", name);
	return false;
}

/* A plain file is read in large pieces, a pipe as it comes. */
static bool
prepare(struct stream *stream, const struct stat *status)
{
	FILE *file = stream->file;

	if (S_ISREG(status->st_mode)) {
		stream->size = (uint64_t)status->st_size;
		(void)setvbuf(file, NULL, _IOFBF, FILE_BUFFER);
	} else {
		file = relay_open(file, &stream->relay);
		if (file == NULL)
			return false;
		stream->file = file;
	}
#ifdef __linux__
	/* One thread reads it: two calls a packet need no lock each. */
	(void)__fsetlocking(file, FSETLOCKING_BYCALLER);
#endif
	return true;
}

static bool
begin(struct stream *stream, const char *name, char message[CAPTURE_MESSAGE])
{
	struct stat status;

	if (fstat(fileno(stream->file), &status) != 0) {
		capture_say(message, "%s: %s", name, strerror(errno));
		return false;
	}
	if (!is_readable(stream->file, name, &status, message))
		return false;
	if (!prepare(stream, &status)) {
		capture_say(message, "%s: %s", name, strerror(errno));
		return false;
	}
	return has_beginning(stream, name, message);
}

bool
stream_open(
    struct stream *stream, const char *path, char message[CAPTURE_MESSAGE])
{
	const char *name = stream_name(path);

	*stream = (struct stream){
	    .file = path == name ? fopen(path, "rb") : stdin,
	};
	if (stream->file == NULL) {
		capture_say(message, "%s: %s", name,
		    errno == ENOENT ? "no such file" : strerror(errno));
		return false;
	}
	if (begin(stream, name, message))
		return true;
	stream_close(stream->file);
	return false;
}
