/*
 * Giving up what only opening needed, before the first captured byte is read:
 * root, groups, capabilities(7), new privileges (prctl(2)), and by a filter of
 * seccomp(2) nearly all of the kernel. What is left is in syscalls.def.
 *
 * On systems other than Linux there are just users and groups to give up.
 */
#ifndef EASLENS_CAPTURE_PRIVILEGES_H
#define EASLENS_CAPTURE_PRIVILEGES_H

#include <stdbool.h>
#include <sys/types.h>

#include "capture/capture.h"

/* Room for a user's name, its NUL included. */
#define PRIVILEGES_NAME 64

/* Which user a root process is to become, and nobody else can. */
struct privileges {
	bool change;
	bool unnamed; /* nobody, for lack of anyone to name */
	uid_t user;
	gid_t group;
	char name[PRIVILEGES_NAME];
};

/* Looks the user up: the one of this name, else (NULL) for root who called
 * sudo, else "nobody". False with one line in `message`: there is none of that
 * name, it is root, or only root could become that user. */
bool privileges_find(
    struct privileges *, const char *name, char message[CAPTURE_MESSAGE]);

/* Becomes that user, or stays who it is, without groups (of root),
 * capabilities and ways to new ones; `live`: also without core dumps, which
 * would hold what others sent. False with one line in `message`: that is not
 * possible here, and what follows must not be done. */
bool privileges_drop(
    const struct privileges *, bool live, char message[CAPTURE_MESSAGE]);

/* Shuts the door, for good: from now on what is open can be read and written
 * (but for `wire`, an interface, or -1), and nothing else be opened, started,
 * sent or changed. False with one line in `message`: it stays open. */
bool privileges_shut(int wire, char message[CAPTURE_MESSAGE]);

/* The same for the process that saves screens, which may create files and
 * nothing else. It becomes the user only where there is one to name: nobody
 * could not write into the folder of root. */
bool privileges_shut_saver(
    const struct privileges *, bool shut, char message[CAPTURE_MESSAGE]);

#endif
