/*
 * Saving what is on the screen, see saving.h.
 */
#include "ui/saving.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/saver.h"

static const struct {
	const char *key, *words;
} ways[] = {
#define X(symbol, key, words, ending) {key, words},
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
	char name[SAVER_NAME];
	char *bytes = NULL;
	size_t length = 0;
	FILE *file = open_memstream(&bytes, &length);
	bool written = file != NULL;

	name[0] = '\0';
	if (file != NULL) {
		write_to(file, way, canvas, table, screen);
		written =
		    fclose(file) == 0 && saver_save(way, bytes, length, name);
	}
	if (written)
		snprintf(notice, size, "saved as %s", name);
	else
		snprintf(
		    notice, size, "cannot write %s: %s", name, strerror(errno));
	free(bytes);
}
