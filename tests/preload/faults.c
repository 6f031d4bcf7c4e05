/*
 * Loaded before the program (LD_PRELOAD): asking for memory fails, or reading
 * does, as the environment says. At a usual end it notes how many pieces of
 * memory were not given back.
 *
 *	FAULT_MEMORY=N        the Nth request for memory fails, not counting
 *	                      libseccomp's
 *	FAULT_MEMORY_FROM=N   that one and all after it
 *	FAULT_READ=N          the Nth read() fails with EIO
 *	FAULT_INTERRUPT=N     every Nth read() and poll() with EINTR, from
 *	                      the hundredth on
 *	FAULT_FORBIDDEN=N     the Nth read() of a single byte, as keys are read,
 *	                      asks for a socket first
 *	FAULT_SHORT=1         read() gives one byte at a time
 *	FAULT_NOTES=FILE      where "requests N, kept N" is written
 */
#define _GNU_SOURCE /* dladdr() */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* glibc's own names, which need no looking up. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);

/* Opened before the program can shut itself off from files; what was in the
 * file stays until a usual end. */
static int notes = -1;

/* Before the first bytes have come, a signal ends the wait for them. */
#define CALLS_SPARED 100

static long requests;
static long kept;
static long reads;
static long keys; /* reads of a single byte */
static long calls;

static long
wanted(const char *name)
{
	const char *value = getenv(name);

	return value == NULL ? 0 : strtol(value, NULL, 10);
}

/* libseccomp 2.5 crashes or goes round for ever where its requests fail. It
 * makes them before anything is read. */
static bool
is_spared(const void *caller)
{
	Dl_info found;

	return dladdr(caller, &found) != 0 &&
	       strstr(found.dli_fname, "libseccomp") != NULL;
}

static bool
refused(const void *caller)
{
	long only = wanted("FAULT_MEMORY");
	long from = wanted("FAULT_MEMORY_FROM");

	if (is_spared(caller))
		return false;
	requests++;
	if (requests != only && (from == 0 || requests < from))
		return false;
	errno = ENOMEM;
	return true;
}

static void *
counted(void *memory)
{
	kept += memory != NULL;
	return memory;
}

void *
malloc(size_t size)
{
	return refused(__builtin_return_address(0))
		   ? NULL
		   : counted(__libc_malloc(size));
}

void *
calloc(size_t count, size_t size)
{
	return refused(__builtin_return_address(0))
		   ? NULL
		   : counted(__libc_calloc(count, size));
}

void *
realloc(void *memory, size_t size)
{
	void *grown;

	if (refused(__builtin_return_address(0)))
		return NULL;
	grown = __libc_realloc(memory, size);
	kept += memory == NULL && grown != NULL;
	return grown;
}

void
free(void *memory)
{
	kept -= memory != NULL;
	__libc_free(memory);
}

static bool
interrupted(void)
{
	long every = wanted("FAULT_INTERRUPT");

	if (every == 0 || ++calls < CALLS_SPARED || calls % every != 0)
		return false;
	errno = EINTR;
	return true;
}

ssize_t
read(int descriptor, void *bytes, size_t count)
{
	static ssize_t (*real)(int, void *, size_t);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "read");
	if (interrupted())
		return -1;
	reads++;
	if (count == 1 && ++keys == wanted("FAULT_FORBIDDEN"))
		(void)socket(AF_INET, SOCK_STREAM, 0);
	if (reads == wanted("FAULT_READ")) {
		errno = EIO;
		return -1;
	}
	return real(descriptor, bytes,
	    count > 1 && wanted("FAULT_SHORT") > 0 ? 1 : count);
}

int
poll(struct pollfd *descriptors, nfds_t count, int milliseconds)
{
	static int (*real)(struct pollfd *, nfds_t, int);

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "poll");
	return interrupted() ? -1 : real(descriptors, count, milliseconds);
}

__attribute__((constructor)) static void
begin(void)
{
	const char *path = getenv("FAULT_NOTES");

	if (path == NULL)
		return;
	notes = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	if (notes < 0)
		abort();
}

__attribute__((destructor)) static void
note(void)
{
	char line[64];
	int length;

	if (notes < 0)
		return;
	length = snprintf(
	    line, sizeof(line), "requests %ld, kept %ld\n", requests, kept);
	if (write(notes, line, (size_t)length) != length)
		abort();
	close(notes);
}
