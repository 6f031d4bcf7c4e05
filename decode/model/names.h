/*
 * What devices keep: texts that live as long as the ledger, and short lists of
 * different names. Reaching a limit is counted where the keeper points to.
 *
 * Nearly all lists have one name, and nearly all devices the same ones: a list
 * of one (room 0) points to an item that all its owners share.
 */
#ifndef EASLENS_MODEL_NAMES_H
#define EASLENS_MODEL_NAMES_H

#include <stdint.h>

#include "decode/model/records.h"
#include "decode/model/strings.h"

struct singles;

struct keeper {
	struct strings *strings;
	struct singles *singles;
	uint64_t *limits_reached;
};

/* The shared items of lists of one. */
struct singles *singles_new(void);
void singles_free(struct singles *);

/* The kept copy of a text; limits of the strings are counted. */
struct text keep(const struct keeper *, struct text);

/* Adds a name that is not there yet; one without bytes is none. */
void names_add(const struct keeper *, struct names *, struct text);
void names_done(struct names *);

/* The place of a name in the list, from 1; 0 where it is not there. */
uint8_t names_place(const struct names *, struct text);

/* Makes room for one more item of `size` bytes: 1, 2, 4, 8 … of them. */
void *make_room(void *items, uint32_t count, uint32_t *room, size_t size);

#endif
