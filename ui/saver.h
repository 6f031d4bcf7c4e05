/*
 * The process that creates saved screens: it is started before the door is
 * shut (capture/privileges.h), never sees a captured packet, and can do this
 * one thing. Where none was started, files are created directly.
 */
#ifndef EASLENS_UI_SAVER_H
#define EASLENS_UI_SAVER_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/saving.h"

/* Room for the name of a saved screen, its NUL included. */
#define SAVER_NAME 40

/* Starts it; in it `shut` is called first, and must be true for it to go on.
 * It ends with this process, or by saver_end(). */
void saver_start(bool (*shut)(void *context), void *context);
void saver_end(void);

/* Creates easlens-screen-N.EXT, with the first free N, in the working folder
 * and writes the bytes. False with errno; the name is that of the last try. */
bool saver_save(
    enum saving, const char *bytes, size_t length, char name[SAVER_NAME]);

#endif
