/*
 * Keys, see keys.h: one table made of keys.def, walked by whoever asks.
 */
#include "ui/keys.h"

#include <stdbool.h>
#include <string.h>

struct key {
	enum request request;
	unsigned screens; /* set of enum key_screen */
	const char *key;
	const char *other; /* "": none */
	const char *words;
	const char *bar; /* "": not in the bar */
};

static const struct key keys[] = {
#define KEY(request, screens, key, other, words, bar)                          \
	{request, screens, key, other, words, bar},
#include "ui/keys.def"
#undef KEY
};

#define KEY_COUNT (sizeof(keys) / sizeof(keys[0]))

/* Column of the words in the help. */
#define HELP_WORDS 16u

static bool
is_on(const struct key *key, enum key_screen screen)
{
	return (key->screens & (unsigned)screen) != 0;
}

enum request
keys_request(enum key_screen screen, const char *key)
{
	if (key == NULL || key[0] == '\0')
		return REQUEST_NOTHING;
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (is_on(&keys[i], screen) &&
		    (strcmp(keys[i].key, key) == 0 ||
			strcmp(keys[i].other, key) == 0))
			return keys[i].request;
	}
	return REQUEST_NOTHING;
}

/* A key as people read it: a blank alone would be invisible. */
static const char *
readable(const char *key)
{
	return strcmp(key, " ") == 0 ? "Spc" : key;
}

static bool
is_in_bar(const struct key *key, enum key_screen screen)
{
	return is_on(key, screen) && key->bar[0] != '\0';
}

static unsigned
bar_width(const struct key *key)
{
	return (unsigned)(strlen(readable(key->key)) + 1 + strlen(key->bar));
}

static unsigned
put_in_bar(
    struct canvas *canvas, unsigned row, unsigned at, const struct key *key)
{
	unsigned room = canvas_columns(canvas);

	at +=
	    canvas_words(canvas, row, at, room, readable(key->key), STYLE_BAR) +
	    1;
	return at + canvas_words(canvas, row, at, room, key->bar, STYLE_NORMAL);
}

/* Whole entries only: half a word in the bar helps nobody. The last one, the
 * help that tells the others, has its room first. */
void
keys_bar(struct canvas *canvas, unsigned row, enum key_screen screen)
{
	const struct key *last = &keys[KEY_COUNT - 1];
	unsigned room = canvas_columns(canvas);
	unsigned kept = bar_width(last);
	unsigned at = 0;

	if (kept > room)
		return;
	for (const struct key *key = keys; key < last; key++) {
		if (!is_in_bar(key, screen))
			continue;
		if (at + bar_width(key) + 2 + kept > room)
			break;
		at = put_in_bar(canvas, row, at, key) + 2;
	}
	put_in_bar(canvas, row, at, last);
}

size_t
keys_help_lines(enum key_screen screen)
{
	size_t lines = 0;

	for (size_t i = 0; i < KEY_COUNT; i++)
		lines += is_on(&keys[i], screen);
	return lines;
}

static const struct key *
nth(enum key_screen screen, size_t index)
{
	for (size_t i = 0; i < KEY_COUNT; i++) {
		if (is_on(&keys[i], screen) && index-- == 0)
			return &keys[i];
	}
	return NULL;
}

void
keys_help_line(enum key_screen screen, size_t index, struct canvas *canvas,
    unsigned row, unsigned column)
{
	const struct key *key = nth(screen, index);
	unsigned at = column;

	if (key == NULL)
		return;
	at += canvas_words(
	    canvas, row, at, HELP_WORDS, readable(key->key), STYLE_STRONG);
	if (key->other[0] != '\0') {
		at += canvas_words(canvas, row, at, 2, ", ", STYLE_NORMAL);
		canvas_words(canvas, row, at, HELP_WORDS, readable(key->other),
		    STYLE_STRONG);
	}
	canvas_words(canvas, row, column + HELP_WORDS, canvas_columns(canvas),
	    key->words, STYLE_NORMAL);
}
