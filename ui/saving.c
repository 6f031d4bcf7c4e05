/*
 * Saving what is on the screen, see saving.h.
 */
#include "ui/saving.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Saved screens in one folder. */
#define SAVED_MOST 9999
#define NAME_ROOM 40

static const struct {
	const char *key, *words, *ending;
} ways[] = {
#define X(symbol, key, words, ending) {key, words, ending},
    SAVINGS(X)
#undef X
};

enum saving
saving_of(const char *key, bool has_table)
{
	for (int i = 0; i < SAVING_COUNT; i++) {
		if (strcmp(ways[i].key, key) == 0 &&
		    (has_table || i == SAVING_TEXT))
			return (enum saving)i;
	}
	return SAVING_COUNT;
}

void
saving_question(bool has_table, char *out, size_t size)
{
	size_t used = 0;

	for (int i = 0; i < SAVING_COUNT && used < size; i++) {
		if (has_table || i == SAVING_TEXT)
			used += (size_t)snprintf(out + used, size - used,
			    "%s  %s %s", i == 0 ? "Save as:" : "", ways[i].key,
			    ways[i].words);
	}
	if (used < size)
		snprintf(out + used, size - used, "  Esc not at all");
}

/* The first free name; "x" never writes over what is there. */
static FILE *
create(const char *ending, char name[NAME_ROOM])
{
	FILE *file = NULL;

	for (unsigned i = 1; file == NULL && i <= SAVED_MOST; i++) {
		snprintf(name, NAME_ROOM, "easlens-screen-%u.%s", i, ending);
		file = fopen(name, "wx");
		if (file == NULL && errno != EEXIST)
			break;
	}
	return file;
}

static void
write_to(FILE *file, enum saving way, const struct canvas *canvas,
    const struct table *table, const char *screen)
{
	if (way == SAVING_CSV)
		table_csv(table, file);
	else if (way == SAVING_JSON)
		table_json(table, screen, file);
	else
		canvas_print(canvas, file);
}

void
saving_write(enum saving way, const struct canvas *canvas,
    const struct table *table, const char *screen, char *notice, size_t size)
{
	char name[NAME_ROOM];
	FILE *file = create(ways[way].ending, name);
	bool written = file != NULL;

	if (file != NULL) {
		write_to(file, way, canvas, table, screen);
		written = !ferror(file);
		written = fclose(file) == 0 && written;
	}
	if (written)
		snprintf(notice, size, "saved as %s", name);
	else
		snprintf(
		    notice, size, "cannot write %s: %s", name, strerror(errno));
}
