/*
 * The byte stream of a capture file, see stream.h.
 */
#include "capture/stream.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <stdio_ext.h>
#endif

#include "capture/message.h"
#include "decode/model/memory.h"

/* Small enough to stay in a core's cache between reading and copying. */
#define FILE_BUFFER (64u << 10)

#define MAGIC 0xa1b2c3d4u /* of a capture file */

const char *
stream_name(const char *path)
{
	return strcmp(path, "-") == 0 ? "standard input" : path;
}

void
stream_forget(void *buffer)
{
	memory_forget(buffer, FILE_BUFFER);
}

void
stream_close(struct stream *stream)
{
	if (stream->file == stdin)
		return;
	(void)fclose(stream->file);
	stream_forget(stream->buffer);
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

/* What is read of a plain file: itself, or where it is one of pcapng what its
 * blocks become. NULL: it cannot be read. */
static FILE *
plain_file(FILE *file, struct relay **relay)
{
	int descriptor = fileno(file);
	uint8_t first[4] = {0};
	ssize_t count = read(descriptor, first, sizeof(first));

	if (count < 0 || lseek(descriptor, -count, SEEK_CUR) < 0)
		return NULL;
	return memcmp(first, "\n\r\r\n", sizeof(first)) == 0
		   ? relay_open_file(file, relay)
		   : file;
}

/* A plain file is read in large pieces, a pipe as it comes. The buffer is our
 * own: glibc takes no other for larger than a block of the file. */
static bool
prepare(struct stream *stream, const struct stat *status)
{
	FILE *file = stream->file;
	bool plain = S_ISREG(status->st_mode);

	file = plain ? plain_file(file, &stream->relay)
		     : relay_open(file, &stream->relay);
	if (file == NULL)
		return false;
	stream->file = file;
	if (plain) {
		stream->size = (uint64_t)status->st_size;
		stream->buffer = memory_get(1, FILE_BUFFER);
		(void)setvbuf(file, stream->buffer, _IOFBF, FILE_BUFFER);
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

int
stream_find(const char *path)
{
	int descriptor;

	if (stream_name(path) != path)
		return STDIN_FILENO;
	/* A named pipe that nobody writes to yet is waited for by poll(). */
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	return descriptor < 0 ? -errno : descriptor;
}

bool
stream_open(struct stream *stream, int descriptor, const char *path,
    char message[CAPTURE_MESSAGE])
{
	const char *name = stream_name(path);

	*stream = (struct stream){.file = stdin};
	if (descriptor < 0) {
		capture_say(message, "%s: %s", name,
		    descriptor == -ENOENT ? "no such file"
					  : strerror(-descriptor));
		return false;
	}
	if (path == name)
		stream->file = fdopen(descriptor, "rb");
	if (stream->file == NULL) {
		capture_say(message, "%s: %s", name, strerror(errno));
		close(descriptor);
		return false;
	}
	if (begin(stream, name, message))
		return true;
	stream_close(stream);
	return false;
}

FILE *
stream_empty(uint8_t bytes[STREAM_EMPTY], int snaplen, int link, bool swapped)
{
	const uint32_t words[STREAM_EMPTY / 4] = {
	    MAGIC, 0, 0, 0, (uint32_t)snaplen, (uint32_t)link};
	const uint16_t version[2] = {2, 4};

	memcpy(bytes, words, sizeof(words));
	memcpy(bytes + 4, version, sizeof(version));
	for (size_t i = 0; swapped && i < STREAM_EMPTY;) {
		size_t size = i >= 4 && i < 8 ? 2 : 4;

		for (size_t k = 0; k < size / 2; k++) {
			uint8_t kept = bytes[i + k];

			bytes[i + k] = bytes[i + size - 1 - k];
			bytes[i + size - 1 - k] = kept;
		}
		i += size;
	}
	return fmemopen(bytes, STREAM_EMPTY, "rb");
}
