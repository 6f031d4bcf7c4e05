/*
 * Pieces of output made once: thousands of devices share a policy, and its
 * settings look the same in each report of them. Bounded; what finds no room
 * is made again.
 */
#ifndef EASLENS_UI_RENDERED_H
#define EASLENS_UI_RENDERED_H

#include <stddef.h>
#include <stdio.h>

struct rendered;

/* Makes the piece of `key`. */
typedef void rendered_make(const void *key, FILE *);

struct rendered *rendered_new(rendered_make *);
void rendered_free(struct rendered *);

/* The piece of `key`, which must not change meanwhile; borrowed until the
 * next call. */
const char *rendered_get(struct rendered *, const void *key, size_t *length);

#endif
