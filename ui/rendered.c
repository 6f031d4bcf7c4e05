/*
 * Pieces of output made once, see rendered.h: an open hash table by address.
 */
#include "ui/rendered.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#include "decode/model/memory.h"

/* A policy takes about 2 KB; captures with more than a few are rare. */
#define LIMIT_RENDERED_BYTES (4u << 20)
#define SLOTS 4096u
/* A hash table that fills up grows slow. */
#define LIMIT_RENDERED_COUNT (SLOTS / 2)

struct piece {
	const void *key; /* NULL: free */
	char *bytes;
	size_t length;
};

struct rendered {
	rendered_make *make;
	size_t bytes;
	size_t count;
	struct piece passing; /* the last one that found no room */
	struct piece slots[SLOTS];
};

struct rendered *
rendered_new(rendered_make *make)
{
	struct rendered *rendered = memory_get(1, sizeof(*rendered));

	rendered->make = make;
	return rendered;
}

void
rendered_free(struct rendered *rendered)
{
	if (rendered == NULL)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		free(rendered->slots[i].bytes);
	free(rendered->passing.bytes);
	free(rendered);
}

/* The place of a key, or the free one where it would go. */
static struct piece *
find(struct rendered *rendered, const void *key)
{
	uint64_t hash = (uint64_t)(uintptr_t)key * 0x9e3779b97f4a7c15u;
	size_t at = (size_t)(hash >> 40) % SLOTS;

	while (
	    rendered->slots[at].key != NULL && rendered->slots[at].key != key)
		at = (at + 1) % SLOTS;
	return &rendered->slots[at];
}

static struct piece
make(struct rendered *rendered, const void *key)
{
	struct piece piece = {.key = key};
	FILE *file = open_memstream(&piece.bytes, &piece.length);
	bool whole;

	if (file == NULL)
		memory_exhausted();
	rendered->make(key, file);
	whole = !ferror(file);
	if (fclose(file) != 0 || !whole || piece.bytes == NULL)
		memory_exhausted();
	return piece;
}

const char *
rendered_get(struct rendered *rendered, const void *key, size_t *length)
{
	struct piece *piece = find(rendered, key);

	if (piece->key == NULL) {
		struct piece made = make(rendered, key);

		if (rendered->count >= LIMIT_RENDERED_COUNT ||
		    made.length > LIMIT_RENDERED_BYTES - rendered->bytes) {
			piece = &rendered->passing;
			free(piece->bytes);
		} else {
			rendered->count++;
			rendered->bytes += made.length;
		}
		*piece = made;
	}
	*length = piece->length;
	return piece->bytes;
}
