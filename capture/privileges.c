/*
 * Giving up privileges, see privileges.h. The only file that includes
 * libseccomp, which writes the kernel's filter for each processor: system
 * calls have other numbers and arguments on each, some have two ways in.
 */
#ifdef __linux__
/* For AT_EMPTY_PATH. NOLINTNEXTLINE(bugprone-reserved-identifier) */
#define _GNU_SOURCE
#endif
#include "capture/privileges.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "capture/message.h"
#include "decode/model/memory.h"

#define USER_MOST 0xfffffffeUL
/* The user, and group, that has no files: user_namespaces(7). */
#define NOBODY 65534u

/* Coverage is written at the end, over files of who built the program. */
#ifdef COVERAGE
#define COVERED 1
#else
#define COVERED 0
#endif

static void
note_user(struct privileges *out, uid_t user, gid_t group, const char *name)
{
	out->change = true;
	out->user = user;
	out->group = group;
	if (name != NULL)
		(void)snprintf(out->name, sizeof(out->name), "%s", name);
	else
		(void)snprintf(out->name, sizeof(out->name), "user %lu",
		    (unsigned long)user);
}

static bool
find_named(
    struct privileges *out, const char *name, char message[CAPTURE_MESSAGE])
{
	const struct passwd *entry = getpwnam(name);

	if (entry == NULL)
		capture_say(message, "there is no user %s", name);
	else if (entry->pw_uid == 0)
		capture_say(message,
		    "%s is root: who means that says --stay-root", name);
	else if (geteuid() != 0 && entry->pw_uid != geteuid())
		capture_say(message, "only root can become %s", name);
	else if (geteuid() == 0)
		note_user(out, entry->pw_uid, entry->pw_gid, name);
	return message[0] == '\0';
}

/* The next number of a line, 0 for none. */
static unsigned long
next_number(char **at)
{
	return strtoul(*at, at, 10);
}

/* Root of a namespace of one user (user_namespaces(7)) is outside that user, an
 * ordinary one, and has nobody else to become. */
static bool
is_alone(void)
{
	FILE *file = fopen("/proc/self/uid_map", "re");
	char line[128];
	char *at = line;
	bool alone;

	if (file == NULL)
		return false;
	alone = fgets(line, sizeof(line), file) != NULL &&
		next_number(&at) == 0 && next_number(&at) != 0 &&
		next_number(&at) == 1;
	alone = alone && fgets(line, sizeof(line), file) == NULL;
	(void)fclose(file);
	return alone;
}

/* What sudo says of its caller; 0: nothing, or that it was root. */
static unsigned long
number_of(const char *variable)
{
	const char *value = getenv(variable);
	char *end;
	unsigned long number;

	if (value == NULL || value[0] < '0' || value[0] > '9')
		return 0;
	errno = 0;
	number = strtoul(value, &end, 10);
	return errno != 0 || *end != '\0' || number > USER_MOST ? 0 : number;
}

/* The system is not asked for names: that can be a long way, to libraries and
 * servers. */
static void
find_caller(struct privileges *out)
{
	const char *name = getenv("SUDO_USER");
	unsigned long user = number_of("SUDO_UID");
	unsigned long group = number_of("SUDO_GID");

	/* Started by someone as a program of root's: that one, not what the
	 * environment says. */
	if (getuid() != 0) {
		user = getuid();
		group = getgid();
		name = NULL;
	}
	out->unnamed = user == 0 || group == 0;
	if (out->unnamed)
		note_user(out, NOBODY, NOBODY, "nobody");
	else
		note_user(out, (uid_t)user, (gid_t)group, name);
}

bool
privileges_find(
    struct privileges *out, const char *name, char message[CAPTURE_MESSAGE])
{
	message[0] = '\0';
	*out = (struct privileges){0};
	if (name != NULL)
		return find_named(out, name, message);
	if (geteuid() == 0 && !COVERED && !is_alone())
		find_caller(out);
	return true;
}

static bool
cannot(char message[CAPTURE_MESSAGE], const char *what, const char *name,
    const char *advice)
{
	capture_say(message, "cannot %s%s (%s); %s", what, name,
	    strerror(errno), advice);
	return false;
}

static bool
become(const struct privileges *wanted, char message[CAPTURE_MESSAGE])
{
	if (setgroups(0, NULL) == 0 &&
	    setregid(wanted->group, wanted->group) == 0 &&
	    setreuid(wanted->user, wanted->user) == 0 && setuid(0) != 0)
		return true;
	return cannot(
	    message, "become ", wanted->name, "--stay-root reads on as root");
}

#ifdef __linux__
#include <fcntl.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <asm/termbits.h>
#include <seccomp.h>

#define NO_SANDBOX "--no-sandbox reads without it"
#define REFUSED "nothing is read"

/* Of the capabilities and of what could give others. */
static bool
give_up_capabilities(char message[CAPTURE_MESSAGE])
{
	struct __user_cap_header_struct header = {
	    .version = _LINUX_CAPABILITY_VERSION_3};
	const struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {
	    {0}};

	if (syscall(SYS_capset, &header, none) != 0)
		return cannot(message, "give up capabilities", "", REFUSED);
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
		return cannot(message, "give up new privileges", "", REFUSED);
	return true;
}

bool
privileges_drop(
    const struct privileges *wanted, bool live, char message[CAPTURE_MESSAGE])
{
	message[0] = '\0';
	if (wanted->change && !become(wanted, message))
		return false;
	if (!give_up_capabilities(message))
		return false;
#ifdef DOOR_AJAR
	/* Sanitizers look at their own memory; coverage is written at exit. */
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0 || live;
#else
	return !live || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ||
	       cannot(message, "forbid core dumps", "", REFUSED);
#endif
}

static const struct {
	int number;
	const char *name;
} stopped[] = {
#define STOP(call) {SCMP_SYS(call), #call},
#include "capture/syscalls.def"
#undef STOP
};

#define STOPPED_COUNT (sizeof(stopped) / sizeof(stopped[0]))

static void
say_stopped(const char *name)
{
	static const char begin[] = "easlens: stopped at the system call ";
	ssize_t told = write(STDERR_FILENO, begin, sizeof(begin) - 1);

	if (told > 0)
		told = write(STDERR_FILENO, name, strlen(name));
	if (told > 0)
		(void)!write(STDERR_FILENO, "\n", 1);
}

/* Ends the program by the same signal, when this has returned. */
static void
on_stop(int number, siginfo_t *info, void *context)
{
	struct sigaction usual = {.sa_handler = SIG_DFL};

	(void)context;
	for (size_t i = 0; i < STOPPED_COUNT; i++)
		if (stopped[i].number == info->si_syscall)
			say_stopped(stopped[i].name);
	sigaction(number, &usual, NULL);
	raise(number);
}

/* The first failure, -errno, of several. */
static void
note(int *failed, int result)
{
	if (*failed == 0)
		*failed = result;
}

static int
allow(scmp_filter_ctx filter, int call)
{
	return seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0);
}

static int
allow_if(scmp_filter_ctx filter, int call, unsigned argument,
    enum scmp_compare how, scmp_datum_t mask, scmp_datum_t value)
{
	const struct scmp_arg_cmp rule = {argument, how, mask, value};

	return seccomp_rule_add_array(filter, SCMP_ACT_ALLOW, call, 1, &rule);
}

/* On an interface writing would be sending. */
static int
allow_writing(scmp_filter_ctx filter, int wire)
{
	scmp_datum_t other = wire < 0 ? UINT32_MAX : (scmp_datum_t)wire;
	int failed = 0;

	note(&failed,
	    allow_if(filter, SCMP_SYS(write), 0, SCMP_CMP_NE, other, 0));
	note(&failed,
	    allow_if(filter, SCMP_SYS(writev), 0, SCMP_CMP_NE, other, 0));
	return failed;
}

static int
add_rules(scmp_filter_ctx filter, int wire)
{
	int failed = allow_writing(filter, wire);

#define ALLOW(call) note(&failed, allow(filter, SCMP_SYS(call)));
#define ALLOW_IF(call, argument, mask, value)                                  \
	note(&failed, allow_if(filter, SCMP_SYS(call), argument,               \
			  SCMP_CMP_MASKED_EQ, mask, (scmp_datum_t)(value)));
#ifdef DOOR_AJAR
#define SANITIZER(call) note(&failed, allow(filter, SCMP_SYS(call)));
#endif
#include "capture/syscalls.def"
#undef ALLOW
#undef ALLOW_IF
#undef SANITIZER
#ifndef DOOR_AJAR
	for (size_t i = 0; i < STOPPED_COUNT; i++)
		note(&failed, seccomp_rule_add(
				  filter, SCMP_ACT_TRAP, stopped[i].number, 0));
#endif
	return failed;
}

static int
add_saver_rules(scmp_filter_ctx filter)
{
	const int create = O_CREAT | O_EXCL;
	int failed = allow_if(filter, SCMP_SYS(openat), 2, SCMP_CMP_MASKED_EQ,
	    (scmp_datum_t)create, (scmp_datum_t)create);

#define SAVE(call) note(&failed, allow(filter, SCMP_SYS(call)));
#ifdef DOOR_AJAR
#define SANITIZER(call) note(&failed, allow(filter, SCMP_SYS(call)));
#define ALLOW(call) SANITIZER(call)
#endif
#include "capture/syscalls.def"
#undef SAVE
#undef SANITIZER
#undef ALLOW
	return failed;
}

static scmp_filter_ctx
begin_filter(uint32_t otherwise)
{
	scmp_filter_ctx filter = seccomp_init(otherwise);

	if (filter == NULL)
		memory_exhausted();
	return filter;
}

/* No code of others runs here, so the kernel's guard against guessing ahead,
 * which costs time on every branch, is not asked for. */
static bool
load(scmp_filter_ctx filter, int failed, char message[CAPTURE_MESSAGE])
{
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1);
	(void)seccomp_attr_set(filter, SCMP_FLTATR_API_SYSRAWRC, 1);
	if (failed == 0)
		failed = seccomp_load(filter);
	seccomp_release(filter);
	if (failed == -ENOMEM)
		memory_exhausted();
	errno = -failed;
	return failed == 0 ||
	       cannot(message, "shut the sandbox", "", NO_SANDBOX);
}

bool
privileges_shut(int wire, char message[CAPTURE_MESSAGE])
{
	const struct sigaction stop = {
	    .sa_sigaction = on_stop,
	    .sa_flags = SA_SIGINFO,
	};
	scmp_filter_ctx filter = begin_filter(SCMP_ACT_ERRNO(EPERM));

	(void)sigaction(SIGSYS, &stop, NULL);
	return load(filter, add_rules(filter, wire), message);
}

bool
privileges_shut_saver(
    const struct privileges *wanted, bool shut, char message[CAPTURE_MESSAGE])
{
	struct privileges mine = *wanted;
	scmp_filter_ctx filter;

	mine.change = wanted->change && !wanted->unnamed;
	if (!privileges_drop(&mine, true, message))
		return false;
	if (!shut)
		return true;
	filter = begin_filter(SCMP_ACT_KILL_PROCESS);
	return load(filter, add_saver_rules(filter), message);
}

#else

bool
privileges_drop(
    const struct privileges *wanted, bool live, char message[CAPTURE_MESSAGE])
{
	(void)live;
	message[0] = '\0';
	return !wanted->change || become(wanted, message);
}

bool
privileges_shut(int wire, char message[CAPTURE_MESSAGE])
{
	(void)wire;
	message[0] = '\0';
	return true;
}

bool
privileges_shut_saver(
    const struct privileges *wanted, bool shut, char message[CAPTURE_MESSAGE])
{
	struct privileges mine = *wanted;

	(void)shut;
	mine.change = wanted->change && !wanted->unnamed;
	return privileges_drop(&mine, true, message);
}

#endif
