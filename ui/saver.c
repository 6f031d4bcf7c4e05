/*
 * The process that creates saved screens, see saver.h. Asked and answered over
 * a pair of sockets, one screen at a time.
 */
#include "ui/saver.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Saved screens in one folder. */
#define SAVED_MOST 9999u
#define CHUNK 4096u
/* What may be open when it is started. */
#define OPEN_MOST 1024

struct request {
	uint64_t length;
	uint32_t way;
};

struct answer {
	uint32_t number;
	int32_t error; /* errno, or 0 */
};

static int asking = -1;

static const char *const endings[] = {
#define X(symbol, key, words, ending) ending,
    SAVINGS(X)
#undef X
};

static void
name_it(char name[SAVER_NAME], unsigned number, uint32_t way)
{
	snprintf(
	    name, SAVER_NAME, "easlens-screen-%u.%s", number, endings[way]);
}

/* The first free name; nothing is ever written over. -1 with errno. */
static int
create(uint32_t way, unsigned *number)
{
	char name[SAVER_NAME];
	int file = -1;

	for (*number = 0; file < 0 && *number < SAVED_MOST;) {
		name_it(name, ++*number, way);
		file =
		    open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (file < 0 && errno != EEXIST)
			break;
	}
	return file;
}

static bool
write_whole(int to, const void *bytes, size_t length)
{
	const char *at = bytes;

	while (length > 0) {
		ssize_t count = write(to, at, length);

		if (count < 0 && errno != EINTR)
			return false;
		if (count > 0) {
			at += count;
			length -= (size_t)count;
		}
	}
	return true;
}

static bool
read_whole(int from, void *bytes, size_t length)
{
	char *at = bytes;

	while (length > 0) {
		ssize_t count = read(from, at, length);

		if (count == 0)
			errno = EPIPE;
		if (count == 0 || (count < 0 && errno != EINTR))
			return false;
		if (count > 0) {
			at += count;
			length -= (size_t)count;
		}
	}
	return true;
}

/* Takes all bytes, also those that there is no place for. False: no more
 * come. */
static bool
take_bytes(int from, int file, uint64_t length, struct answer *answer)
{
	char bytes[CHUNK];

	while (length > 0) {
		size_t part = length < CHUNK ? (size_t)length : CHUNK;

		if (!read_whole(from, bytes, part))
			return false;
		if (answer->error == 0 && !write_whole(file, bytes, part))
			answer->error = errno;
		length -= part;
	}
	return true;
}

static void
serve(int from)
{
	struct request request;

	while (read_whole(from, &request, sizeof(request)) &&
	       request.way < SAVING_COUNT) {
		struct answer answer = {0};
		unsigned number;
		int file = create(request.way, &number);
		bool more;

		answer.number = number;
		answer.error = file < 0 ? errno : 0;
		more = take_bytes(from, file, request.length, &answer);
		if (file >= 0 && close(file) != 0 && answer.error == 0)
			answer.error = errno;
		if (!more || !write_whole(from, &answer, sizeof(answer)))
			return;
	}
}

/* Keys that end or leave the view are not for this process: it ends with the
 * other. */
static _Noreturn void
be_saver(int from, bool (*shut)(void *context), void *context)
{
	static const int ignored[] = {
	    SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE};
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigemptyset(&ignore.sa_mask);
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		sigaction(ignored[i], &ignore, NULL);
	if (dup2(from, STDIN_FILENO) < 0)
		_exit(1);
	for (int i = STDIN_FILENO + 1; i < OPEN_MOST; i++)
		(void)close(i);
	if (shut(context))
		serve(STDIN_FILENO);
	_exit(0);
}

void
saver_start(bool (*shut)(void *context), void *context)
{
	int ends[2];
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
		return;
	child = fork();
	if (child == 0)
		be_saver(ends[1], shut, context);
	close(ends[1]);
	if (child < 0)
		close(ends[0]);
	else
		asking = ends[0];
}

void
saver_end(void)
{
	if (asking >= 0)
		close(asking);
	asking = -1;
}

static bool
save_directly(
    enum saving way, const char *bytes, size_t length, unsigned *number)
{
	int file = create((uint32_t)way, number);
	bool written = file >= 0 && write_whole(file, bytes, length);

	return file >= 0 && close(file) == 0 && written;
}

static bool
ask(enum saving way, const char *bytes, size_t length, unsigned *number)
{
	const struct request request = {length, (uint32_t)way};
	struct answer answer;

	if (!write_whole(asking, &request, sizeof(request)) ||
	    !write_whole(asking, bytes, length) ||
	    !read_whole(asking, &answer, sizeof(answer)))
		return false;
	*number = answer.number;
	errno = answer.error;
	return answer.error == 0;
}

bool
saver_save(
    enum saving way, const char *bytes, size_t length, char name[SAVER_NAME])
{
	unsigned number = 1;
	bool saved = asking < 0 ? save_directly(way, bytes, length, &number)
				: ask(way, bytes, length, &number);

	name_it(name, number, (uint32_t)way);
	return saved;
}
