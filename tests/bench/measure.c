/*
 * Runs a program with its output thrown away and prints what it took: the
 * wall time in seconds, the processor time, the peak memory in KiB.
 *
 *   measure PROGRAM ARGUMENTS
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double
now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void
become(char **argv)
{
	int nowhere = open("/dev/null", O_RDWR);

	dup2(nowhere, STDOUT_FILENO);
	dup2(nowhere, STDERR_FILENO);
	execvp(argv[0], argv);
	_exit(127);
}

int
main(int argc, char **argv)
{
	struct rusage usage;
	double begin = now();
	pid_t child;
	int status;

	if (argc < 2)
		return 1;
	child = fork();
	if (child == 0)
		become(argv + 1);
	if (child < 0 || wait4(child, &status, 0, &usage) != child)
		return 1;
	printf("%.4f %.4f %ld\n", now() - begin,
	    (double)usage.ru_utime.tv_sec + (double)usage.ru_stime.tv_sec +
		(double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6,
	    usage.ru_maxrss);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
