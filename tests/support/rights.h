/*
 * What this machine lets a process give up: in some containers there is no
 * other user, or no filter of system calls. Probed in a process that does it;
 * the running test is skipped, which is counted, where that fails.
 */
#ifndef EASLENS_TESTS_RIGHTS_H
#define EASLENS_TESTS_RIGHTS_H

/* A root process can become another user. */
void needs_users(void);

/* A door can be shut: there are filters, seccomp(2), and for root users. */
void needs_door(void);

#endif
