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

/* Whether there is something to read; says what is wrong otherwise. The
 * first byte is put back. */
static bool
has_beginning(
    FILE *file, const char *name, int *first, char message[CAPTURE_MESSAGE])
{
	struct stat status;

	if (fstat(fileno(file), &status) == 0 && S_ISDIR(status.st_mode)) {
		capture_say(message, "%s: is a directory", name);
		return false;
	}
	if (isatty(fileno(file))) {
		capture_say(message, "%s: a terminal, not a capture", name);
		return false;
	}
	*first = getc(file);
	if (*first != EOF)
		return ungetc(*first, file) != EOF;
	if (ferror(file))
		capture_say(message, "%s: %s", name, strerror(errno));
	else
		capture_say(message, "%s: empty, not a capture file", name);
	return false;
}

/* A plain file is read in large pieces. A pipe is read without a buffer: only
 * then does poll() on it tell whether a frame waits. */
FILE *
stream_open(const char *path, int *first, char message[CAPTURE_MESSAGE])
{
	const char *name = stream_name(path);
	FILE *file = path == name ? fopen(path, "rb") : stdin;
	struct stat status;
	bool plain;

	if (file == NULL) {
		capture_say(message, "%s: %s", name,
		    errno == ENOENT ? "no such file" : strerror(errno));
		return NULL;
	}
	plain = fstat(fileno(file), &status) == 0 && S_ISREG(status.st_mode);
#ifdef __linux__
	/* One thread reads it: two calls a packet need no lock each. */
	(void)__fsetlocking(file, FSETLOCKING_BYCALLER);
#endif
	(void)setvbuf(
	    file, NULL, plain ? _IOFBF : _IONBF, plain ? FILE_BUFFER : 0);
	if (has_beginning(file, name, first, message))
		return file;
	stream_close(file);
	return NULL;
}
